//! "Copying is not learning": the size of the code, what it lets through, and two wide codes that train.

use super::copy_table::{CopyTable, kind_word};
use crate::{
    chapters::anatomy::copy_state::CopyState,
    i18n::td_string,
    store::{language::use_locale, link_keys::use_link_keys},
    widgets::{
        drawing::Area,
        inspection::ReadableFigure,
        numbers::{fixed, percent},
        place::use_places,
    },
    words::{self, fill, say},
};
use lab::experiments::copying::{
    CopyProbe, MAX_CODE, N_EPOCHS, N_FEATURES, WIDE_CODE,
    inputs::{KINDS, Kind},
};
use leptos::prelude::*;
use plot::{
    axes::AxisWords,
    curves::{Curve, CurvesFigure},
    palette::{Colour, Palette},
    style::Style,
};

/// Below, nobody sees a difference, and the logarithmic axis would show little else.
const LEAST_DRAWN_MSE: f64 = 1e-6;
/// The section's place in the page.
const PLACE: &str = "copying";

/// Brings the section into sight.
pub(super) fn scroll_there() {
    if let Some(section) = document().get_element_by_id(PLACE) {
        section.scroll_into_view();
    }
}

/// The card with the table, and the curve of errors beside its explanation.
#[component]
pub fn CopyingSection() -> impl IntoView {
    let locale = use_locale();
    let copies = CopyState::of_page();
    use_places().register("copying", move || copies.start_as_set());
    let fault = move || copies.fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault)));
    let numbers = move |sentence: &'static str| {
        let (train, held) =
            copies.info.with(|info| info.as_ref().map(|info| (info.n_train, info.n_held_out)).unwrap_or_default());
        fill(
            sentence,
            &[("d", &N_FEATURES), ("k", &WIDE_CODE), ("train", &train), ("held", &held), ("epochs", &N_EPOCHS)],
        )
    };
    view! {
        <section data-instrument="copying" class="copying" id=PLACE aria-label=say!(anatomy.copying)>
            <section class="card" data-card="copying">
                <div class="card-head"><h2>{say!(anatomy.copying)}</h2></div>
                <p class="hint">{say!(anatomy.copying_hint)}</p>
                <p class="field-fault" role="alert">{fault}</p>
                <CopyControls/>
                <CopyTable/>
            </section>
            <div class="side">
                <CurveCard/>
                <section class="card">
                    <details class="why"><summary>{say!(anatomy.why)}</summary>
                        <p>{move || numbers(td_string!(locale(), anatomy.why_text))}</p></details>
                    <details><summary>{say!(anatomy.how)}</summary>
                        <p class="hint">{move || numbers(td_string!(locale(), anatomy.how_text))}</p></details>
                </section>
            </div>
        </section>
    }
}

#[component]
fn CopyControls() -> impl IntoView {
    let locale = use_locale();
    let keys = use_link_keys();
    let copies = CopyState::of_page();
    let probe = move || keys.small.with_untracked(|labs| labs.copy);
    let size = move || keys.small.with(|labs| labs.copy.code_size);
    let look = move |change: fn(CopyProbe) -> CopyProbe| copies.look(change(probe()));
    let slide = move |event: leptos::ev::Event| {
        if let Ok(k) = event_target_value(&event).parse::<usize>() {
            copies.look(CopyProbe { code_size: k.clamp(1, MAX_CODE), ..probe() });
        }
    };
    let is_training = move || copies.wanted.with(Option::is_some);
    let press = move |_| {
        if copies.wanted.with_untracked(Option::is_some) {
            copies.stop();
        } else {
            // Another training draws other weights.
            if copies.snapshot.with_untracked(|snapshot| snapshot.as_ref().is_some_and(|snapshot| snapshot.has_begun)) {
                keys.small.update(|labs| labs.copy_seed = (labs.copy_seed + 1) % u64::from(u32::MAX));
            }
            copies.start(keys.small.with_untracked(|labs| labs.copy_seed));
        }
    };
    let sentence = move || {
        let k = size();
        if k >= N_FEATURES {
            return td_string!(locale(), anatomy.wide).to_owned();
        }
        let ratio = fixed(N_FEATURES as f64 / k as f64, 1, locale());
        let kept = |kind: usize| {
            let errors = copies.info.with(|info| info.as_ref().map(|info| info.exact_mse[kind].clone()));
            errors.map_or_else(|| "…".to_owned(), |errors| percent(1.0 - errors[k] / errors[0], locale()))
        };
        fill(td_string!(locale(), anatomy.narrow), &[("ratio", &ratio), ("digit", &kept(0)), ("noise", &kept(2))])
    };
    let state = move || {
        let (has_begun, is_over) = copies.of_snapshot(|snapshot| (snapshot.has_begun, snapshot.is_over));
        match (is_over, is_training(), has_begun) {
            (true, _, _) => td_string!(locale(), run.finished),
            (_, true, _) => td_string!(locale(), anatomy.training),
            (_, _, true) => td_string!(locale(), run.paused),
            _ => td_string!(locale(), anatomy.waiting),
        }
    };
    view! {
        <label class="copy-size"><span>{move || fill(td_string!(locale(), anatomy.code_size), &[("k", &size()), ("d", &N_FEATURES)])}</span>
            <input type="range" min="1" max=MAX_CODE.to_string() step="1" name="copy-size"
                prop:value=move || size().to_string() on:input=slide/>
        </label>
        <p class="copy-say" role="status">{sentence}</p>
        <div class="copy-buttons">
            <button type="button" class="ghost" data-action="digit"
                on:click=move |_| look(|probe| CopyProbe { digit_idx: probe.digit_idx + 1, ..probe })>{say!(anatomy.another_digit)}</button>
            <button type="button" class="ghost" data-action="noise"
                on:click=move |_| look(|probe| CopyProbe { noise_idx: probe.noise_idx + 1, ..probe })>{say!(anatomy.another_noise)}</button>
            <button type="button" class="primary" data-action="train-copies" on:click=press>
                {move || if is_training() { td_string!(locale(), anatomy.stop) } else { td_string!(locale(), anatomy.train) }}
            </button>
            <progress max=N_EPOCHS.to_string() value=move || copies.of_snapshot(|snapshot| snapshot.epoch).to_string()
                aria-label=say!(anatomy.progress)></progress>
            <span class="hint" role="status" data-copies=move || if is_training() { "training" } else { "resting" }>{state}</span>
        </div>
    }
}

/// Error of the exact code by its size, one curve a kind.
#[component]
fn CurveCard() -> impl IntoView {
    let locale = use_locale();
    let keys = use_link_keys();
    let copies = CopyState::of_page();
    let draw = move |area: &Area, style: &Style| {
        let info = copies.info.get()?;
        let curve = |(kind, errors): (Kind, &Vec<f64>)| Curve {
            colour: look(kind).1(style.palette),
            is_dashed: kind == Kind::UpsideDown,
            points: (1..=N_FEATURES).map(|k| (k as f64, errors[k].max(LEAST_DRAWN_MSE))).collect(),
            ..Curve::default()
        };
        let figure = CurvesFigure {
            curves: KINDS.into_iter().zip(&info.exact_mse).map(curve).collect(),
            floors: Vec::new(),
            marked: vec![(keys.small.with(|labs| labs.copy.code_size) as f64, style.palette.code)],
            is_log: true,
            n_epochs: MAX_CODE,
            ..Default::default()
        };
        let words = AxisWords { x: td_string!(locale(), anatomy.curve_x), y: td_string!(locale(), anatomy.curve_y) };
        figure.draw(area, words, style).ok()
    };
    let hint = move || {
        let held = copies.info.with(|info| info.as_ref().map_or(0, |info| info.n_held_out));
        fill(td_string!(locale(), anatomy.curve_hint), &[("held", &held), ("d", &N_FEATURES)])
    };
    let legend = move |kind: Kind| view! { <li class=look(kind).0>{move || kind_word(locale(), kind)}</li> };
    let label = Signal::derive(move || td_string!(locale(), anatomy.curve_label).to_owned());
    let names = Signal::derive(move || KINDS.map(|kind| kind_word(locale(), kind).to_owned()).to_vec());
    view! {
        <section data-instrument="copying-errors" class="card">
            <div class="card-head">
                <h3>{say!(anatomy.curve)}</h3>
                <ul class="legend">{KINDS.into_iter().map(legend).collect_view()}</ul>
            </div>
            <p class="hint">{hint}</p>
            <ReadableFigure label draw places=say!(anatomy.curve_x) names/>
        </section>
    }
}

/// Class of a kind's legend mark, and the colour of its curve.
fn look(kind: Kind) -> (&'static str, fn(&Palette) -> Colour) {
    match kind {
        Kind::Digit => ("key-digit-line", |palette| palette.pca),
        Kind::UpsideDown => ("key-upside-line", |palette| palette.pca),
        Kind::Noise => ("key-noise-line", |palette| palette.ink_2),
    }
}
