//! The numbers of the code as bars that can be dragged, moved by keys, and typed.

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::numbers::fixed,
    words::fill,
};
use leptos::prelude::*;

/// A bar cannot be longer than this, whatever is typed.
const MAX_SIZE: f32 = 1e6;

/// One row a number: its bar, and the number as text.
#[component]
pub fn CodeBars(
    /// The code as the student changed it; `None` for the encoder's.
    edited: RwSignal<Option<Vec<f32>>>,
) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let fault = RwSignal::new(None::<String>);
    let computed = Signal::derive(move || {
        run.snapshot.with(|snapshot| {
            let flow = snapshot.as_ref().and_then(|snapshot| snapshot.flow.as_ref());
            flow.map(|flow| (flow.code.clone(), flow.code_ranges.clone())).unwrap_or_default()
        })
    });
    let value = move |idx: usize| {
        let of_edited = edited.with(|edited| edited.as_ref().and_then(|code| code.get(idx).copied()));
        of_edited.unwrap_or_else(|| computed.with(|(code, _)| code.get(idx).copied().unwrap_or(0.0)))
    };
    let write = move |idx: usize, value: f32| {
        let mut code = edited.get_untracked().unwrap_or_else(|| computed.with_untracked(|(code, _)| code.clone()));
        if let Some(place) = code.get_mut(idx) {
            *place = value.clamp(-MAX_SIZE, MAX_SIZE);
            edited.set(Some(code));
        }
    };
    let n_units = Memo::new(move |_| computed.with(|(code, _)| code.len()));
    let row = move |idx: usize| {
        let range = move || {
            let (low, high) = computed.with(|(_, ranges)| ranges.get(idx).copied().unwrap_or((-1.0, 1.0)));
            let value = value(idx);
            (low.min(value), high.max(value).max(low + f32::EPSILON))
        };
        // From zero to the value, as percentages of the range.
        let (bar_from, bar_to) = (
            move || format!("{:.1}%", percent_along(range(), value(idx).min(0.0))),
            move || format!("{:.1}%", percent_along(range(), value(idx).max(0.0))),
        );
        let number = idx + 1;
        let drag = move |event: leptos::ev::Event| {
            if let Ok(value) = event_target_value(&event).parse() {
                fault.set(None);
                write(idx, value);
            }
        };
        let type_in = move |event: leptos::ev::Event| {
            let text = event_target_value(&event);
            match read_number(&text) {
                Some(value) => {
                    fault.set(None);
                    write(idx, value);
                }
                None => fault.set(Some(text)),
            }
        };
        view! {
            <li>
                <b aria-hidden="true"><i>"h"</i><sub>{number}</sub></b>
                <input type="range" step="any" class="code-bar" style:--from=bar_from style:--to=bar_to
                    min=move || range().0.to_string() max=move || range().1.to_string()
                    prop:value=move || value(idx).to_string() data-unit=number.to_string()
                    aria-label=move || fill(td_string!(locale(), anatomy.code_unit), &[("i", &number)])
                    aria-valuetext=move || shown(value(idx), locale()) on:input=drag/>
                <input type="text" inputmode="text" autocomplete="off" class="code-number" data-typed=number.to_string()
                    aria-label=move || fill(td_string!(locale(), anatomy.code_typed), &[("i", &number)])
                    prop:value=move || shown(value(idx), locale()) on:change=type_in/>
            </li>
        }
    };
    view! {
        <ol data-instrument="code-bars" class="code-bars">{move || (0..n_units.get()).map(row).collect_view()}</ol>
        <p class="field-fault" role="alert">
            {move || fault.get().map(|text| fill(td_string!(locale(), anatomy.code_fault), &[("text", &text)]))}
        </p>
    }
}

fn shown(value: f32, locale: Locale) -> String {
    fixed(f64::from(value), 2, locale)
}

/// A number as people type it: with a comma or a point, with a hyphen or a minus sign.
fn read_number(text: &str) -> Option<f32> {
    text.trim().replace(',', ".").replace('−', "-").parse().ok().filter(|value: &f32| value.is_finite())
}

/// Where a value lies in a range, 0 to 100.
fn percent_along((low, high): (f32, f32), value: f32) -> f32 {
    (100.0 * (value - low) / (high - low)).clamp(0.0, 100.0)
}
