//! The numbers of a code as sliders, with what becomes of the image along one of them.

use super::choices::use_choices;
use super::{
    state::{keep_asking, use_exploring},
    thumbs::{NamedRow, Thumbs, image_size},
};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{images::ImageRow, numbers::fixed, take_rows::TakeRows},
    words::{fill, say},
};
use lab::experiments::exploring::question::ExploreCommand;
use leptos::prelude::*;

/// One number of a code turned, the others left.
#[component]
pub fn Turning() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let choices = use_choices();
    let sample = choices.image(|tools| &mut tools.bent, 3);
    keep_asking(move || Some(ExploreCommand::Code(sample.place.get()?)));
    let code = RwSignal::new(Vec::<f32>::new());
    let chosen_unit = choices.memo(|tools| tools.bent_unit - 1);
    let unit = Memo::new(move |_| {
        let n = state.code.with(|report| report.as_ref().map_or(1, |report| report.code.len().max(1)));
        if chosen_unit.get() < n { chosen_unit.get() } else { 0 }
    });
    let look_at = move |unit: usize| choices.change(|tools| tools.bent_unit = unit + 1);
    // The code that came is where turning begins.
    let take = move || {
        code.set(state.code.with(|report| report.as_ref().map(|report| report.code.clone()).unwrap_or_default()));
    };
    Effect::new(move |_| {
        state.code.track();
        untrack(take);
    });
    Effect::new(move |_| {
        let (code, unit) = (code.get(), unit.get());
        if !code.is_empty() {
            untrack(|| state.ask_live(ExploreCommand::Bend { code, unit }));
        }
    });
    let size = image_size(state);
    let n_shown = Memo::new(move |_| {
        state.code.with(|report| report.as_ref().map_or(0, |report| report.code.len().min(MAX_SLIDERS)))
    });
    let n_left =
        move || state.code.with(|report| report.as_ref().map_or(0, |r| r.code.len().saturating_sub(MAX_SLIDERS)));
    let slider = move |idx: usize| {
        let range = move || {
            state
                .code
                .with(|report| report.as_ref().and_then(|report| report.ranges.get(idx).copied()).unwrap_or_default())
        };
        let value = move || code.with(|code| code.get(idx).copied().unwrap_or(0.0));
        let turn = move |event| {
            let Ok(value) = event_target_value(&event).parse::<f32>() else { return };
            look_at(idx);
            code.update(|code| {
                if let Some(number) = code.get_mut(idx) {
                    *number = value;
                }
            });
        };
        view! {
            <label class="slider" class:chosen=move || unit.get() == idx>
                <span>{move || fill(td_string!(locale(), stacked.unit), &[("unit", &(idx + 1))])}" "<output>{move || fixed(f64::from(value()), 2, locale())}</output></span>
                <input type="range" step="any" data-unit=idx.to_string() min=move || range().0.to_string() max=move || range().1.to_string()
                    prop:value=move || {
                        let _ = range();
                        value().to_string()
                    } on:input=turn on:focus=move |_| look_at(idx)/>
            </label>
        }
    };
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let original = Signal::derive(move || {
        state.code.with(|report| report.as_ref().map(|r| r.original.clone()).unwrap_or_default())
    });
    let image = Signal::derive(move || {
        state.bent.with(|bent| bent.as_ref().map(|bent| bent.image.clone()).unwrap_or_default())
    });
    let along = Signal::derive(move || {
        state.bent.with(|bent| bent.as_ref().map(|bent| bent.along.clone()).unwrap_or_default())
    });
    let along_label =
        Signal::derive(move || fill(td_string!(locale(), exploring.along), &[("unit", &(unit.get() + 1))]));
    view! {
        <section data-instrument="turning" class="tool-part" data-part="turning">
            <h4>{say!(exploring.turning)}</h4>
            <p class="hint">{say!(exploring.turning_hint)}</p>
            <Thumbs name="turned" label=text(|l| td_string!(l, exploring.start_image)) chosen=sample/>
            <div class="turning">
                <div class="sliders">
                    {move || (0..n_shown.get()).map(slider).collect_view()}
                    <Show when=move || { n_left() > 0 }>
                        <p class="hint">{move || fill(td_string!(locale(), exploring.more_units), &[("n", &n_left())])}</p>
                    </Show>
                </div>
                <div class="pair">
                    <figure><div class="big-image"><ImageRow label=text(|l| td_string!(l, stacked.original)) size pixels=original/></div>
                        <figcaption>{say!(stacked.original)}</figcaption></figure>
                    <figure><div class="big-image" data-part="bent"><ImageRow label=text(|l| td_string!(l, exploring.decoded)) size pixels=image/></div>
                        <figcaption class="w-ae">{say!(exploring.decoded)}</figcaption></figure>
                    <button type="button" class="ghost" data-action="code-back" on:click=move |_| take()>{say!(exploring.code_back)}</button>
                </div>
            </div>
            <div class="image-rows">
                <NamedRow class="w-ae" label=along_label pixels=along/>
                <TakeRows title=Signal::derive(move || td_string!(locale(), exploring.turning).to_owned())/>
            </div>
        </section>
    }
}

/// Of a wide code so many numbers are shown as sliders.
pub const MAX_SLIDERS: usize = 64;
