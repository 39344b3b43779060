//! What is asked for: data, labels, the autoencoder, how often.

use super::{
    state::{DATA_SETS, use_pretraining},
    typed::{Number, Typed},
};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::numbers::{duration, grouped},
    words::{self, fill, say},
};
use lab::{
    experiments::pretraining::{
        plan::{AutoencoderKind, LABEL_COUNTS, Plan},
        plan_link::{
            MOST_EPOCHS, MOST_LAYERS, MOST_SEEDS, MOST_UNITS, MOST_UPDATES, base, dashed, label_counts, read_layers,
        },
    },
    settings::DataId,
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn Form() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let plan = state.plan;
    let preset = move |name: &'static str, get: fn(DataId) -> Plan, title: fn(Locale) -> [&'static str; 2]| {
        let choose = move |_| state.replace(get(plan.with_untracked(|plan| plan.data)));
        let is_chosen = move || plan.with(|plan| *plan == get(plan.data));
        view! {
            <button type="button" class="preset" data-preset=name aria-pressed=move || is_chosen().to_string() on:click=choose>
                {move || title(locale())[0]}<small>{move || title(locale())[1]}</small>
            </button>
        }
    };
    let choose_data = move |event| {
        let name = event_target_value(&event);
        if let Some(data) = DATA_SETS.into_iter().find(|data| data.name() == name) {
            state.replace(base(data));
        }
    };
    let choose_kind = move |event| {
        let name = event_target_value(&event);
        if let Some(kind) = AutoencoderKind::ALL.into_iter().find(|kind| kind.name() == name) {
            plan.update(|plan| plan.autoencoder = kind);
        }
    };
    view! {
        <form data-instrument="controls" class="controls" on:submit=|event| event.prevent_default()>
            <h2>{say!(form.heading)}</h2>
            <div class="field"><label><span>{say!(form.data)}</span>
                <select name="data" on:change=choose_data>
                    {DATA_SETS.map(|data| view! {
                        <option value=data.name() selected=move || plan.with(|plan| plan.data == data)>{move || words::data(locale(), data)}</option>
                    }).collect_view()}
                </select></label></div>
            <fieldset>
                <legend>{say!(form.preset)}</legend>
                {preset("quick", |_| Plan::quick(), |l| [td_string!(l, pretraining.quick), td_string!(l, pretraining.quick_hint)])}
                {preset("classroom", |data| Plan::classroom(of_large(data)), |l| [td_string!(l, pretraining.classroom), td_string!(l, pretraining.classroom_hint)])}
                {preset("released", |data| Plan { release_percent: 50, ..base(data) }, |l| [td_string!(l, pretraining.released), td_string!(l, pretraining.released_hint)])}
                {preset("sweep", |data| Plan::sweep(of_large(data)), |l| [td_string!(l, pretraining.sweep), td_string!(l, pretraining.sweep_hint)])}
            </fieldset>
            <Labels/>
            <div class="field"><label><span>{say!(pretraining.kind)}</span>
                <select name="autoencoder" on:change=choose_kind>
                    {AutoencoderKind::ALL.map(|kind| view! {
                        <option value=kind.name() selected=move || plan.with(|plan| plan.autoencoder == kind)>{move || kind_name(locale(), kind)}</option>
                    }).collect_view()}
                </select></label></div>
            <Number name="epochs" label=|l| td_string!(l, pretraining.epochs) limits=(1, MOST_EPOCHS)
                get=|plan| plan.n_autoencoder_epochs set=|plan, n| plan.n_autoencoder_epochs = n/>
            <Number name="updates" label=|l| td_string!(l, pretraining.updates) limits=(1, MOST_UPDATES)
                get=|plan| plan.n_updates set=|plan, n| plan.n_updates = n/>
            <Number name="release" label=|l| td_string!(l, pretraining.release) limits=(0, 100)
                get=|plan| plan.release_percent set=|plan, n| plan.release_percent = n/>
            <Number name="seeds" label=|l| td_string!(l, pretraining.seeds) limits=(1, MOST_SEEDS)
                get=|plan| plan.n_seeds set=|plan, n| plan.n_seeds = n/>
            <Number name="seed" label=|l| td_string!(l, pretraining.first_seed) limits=(0, u32::MAX as usize)
                get=|plan| plan.first_seed as usize set=|plan, n| plan.first_seed = n as u64/>
            <Layers/>
            <Start/>
        </form>
    }
}

/// A set of large images: the one that is chosen, or MNIST.
fn of_large(data: DataId) -> DataId {
    if data == DataId::Digits { DataId::Mnist } else { data }
}

/// How an autoencoder is trained, in words.
pub fn kind_name(locale: Locale, kind: AutoencoderKind) -> &'static str {
    match kind {
        AutoencoderKind::Plain => td_string!(locale, pretraining.kind_plain),
        AutoencoderKind::Denoising => td_string!(locale, pretraining.kind_denoising),
        AutoencoderKind::Greedy => td_string!(locale, pretraining.kind_greedy),
    }
}

/// The buttons, and how far it is: on a small screen the results lie far below.
#[component]
fn Start() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let is_under_way = move || matches!(state.word(), "running" | "paused");
    let has_begun = move || state.word() != "idle";
    let start = move |_| state.start();
    let line = move || {
        let left = state.remaining_secs().map(duration);
        let left = left.map(|time| fill(td_string!(locale(), run.left), &[("time", &time)])).unwrap_or_default();
        [format!("{} %", (100.0 * state.share()).round()), left].join(" ")
    };
    view! {
        <div class="actions">
            <button type="button" class:primary=move || !is_under_way() class:ghost=is_under_way data-action="pretrain" on:click=start>
                {move || if is_under_way() { td_string!(locale(), pretraining.restart) } else { td_string!(locale(), pretraining.start) }}
            </button>
            <Show when=is_under_way>
                <button type="button" class="primary" data-action="pause" on:click=move |_| state.flip_pause()>
                    {move || if state.is_paused.get() { td_string!(locale(), run.resume) } else { td_string!(locale(), run.pause) }}
                </button>
            </Show>
        </div>
        <Show when=move || state.has_unusable()><p class="field-fault" role="alert">{say!(pretraining.mend_first)}</p></Show>
        <Show when=has_begun>
            <p class="hint" data-part="near-button">{line}" "<a href="#progress">{say!(pretraining.to_results)}</a></p>
        </Show>
    }
}

/// The numbers of labels, several at will.
#[component]
fn Labels() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let plan = state.plan;
    let is_offered = move |count: usize| label_counts(plan.with(|plan| plan.data)).any(|offered| offered == count);
    let one = move |count: usize| {
        let is_chosen = move || plan.with(|plan| plan.label_counts.contains(&count));
        let flip = move |_: leptos::ev::MouseEvent| {
            plan.update(|plan| {
                match plan.label_counts.iter().position(|&other| other == count) {
                    // One at least stays.
                    Some(place) if plan.label_counts.len() > 1 => drop(plan.label_counts.remove(place)),
                    Some(_) => {}
                    None => plan.label_counts.push(count),
                }
                plan.label_counts.sort_unstable();
            });
        };
        view! {
            <button type="button" class="seg" data-labels=count.to_string() aria-pressed=move || is_chosen().to_string()
                hidden=move || !is_offered(count) on:click=flip>{move || grouped(count as u64, locale())}</button>
        }
    };
    view! {
        <fieldset>
            <legend>{say!(pretraining.labels)}</legend>
            <div class="label-counts">{LABEL_COUNTS.map(one).collect_view()}</div>
        </fieldset>
    }
}

/// Units of the layers that are lent.
#[component]
fn Layers() -> impl IntoView {
    let write = |plan: &mut Plan, text: &str| read_layers(text).map(|layers| plan.layers = layers).is_some();
    let refusal = |locale: Locale, value: &str| {
        let key = td_string!(locale, fields.layers);
        fill(
            td_string!(locale, faults.not_sizes),
            &[("key", &key), ("value", &value), ("max_layers", &MOST_LAYERS), ("max_units", &MOST_UNITS)],
        )
    };
    view! { <Typed name="layers" label=|l| td_string!(l, fields.layers) read=|plan: &Plan| dashed(&plan.layers) write refusal/> }
}
