//! What is asked for: data, labels, the autoencoder, how often.

use super::state::use_pretraining;
use crate::{
    lab::{
        pretraining::plan::{AutoencoderKind, LABEL_COUNTS, Plan},
        settings::DataId,
    },
    ui::{
        i18n::{Locale, td_string},
        language::use_locale,
        numbers::grouped,
        words::{self, say},
    },
};
use leptos::prelude::*;

const DATA_SETS: [DataId; 3] = [DataId::Digits, DataId::Mnist, DataId::FashionMnist];
/// Seeds at most.
const MOST_SEEDS: usize = 10;
/// Limits of the numbers that can be typed.
const MOST_EPOCHS: usize = 500;
const MOST_UPDATES: usize = 20_000;

/// The form.
#[component]
pub fn Form() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let plan = state.plan;
    let preset = move |name: &'static str, get: fn(DataId) -> Plan, title: fn(Locale) -> [&'static str; 2]| {
        let choose = move |_| {
            let data = plan.with_untracked(|plan| plan.data);
            plan.set(get(data));
        };
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
            plan.set(if data == DataId::Digits { Plan::quick() } else { Plan::classroom(data) });
        }
    };
    let choose_kind = move |event| {
        let name = event_target_value(&event);
        if let Some(kind) = AutoencoderKind::ALL.into_iter().find(|kind| kind.name() == name) {
            plan.update(|plan| plan.autoencoder = kind);
        }
    };
    let kind_name = move |kind: AutoencoderKind| match kind {
        AutoencoderKind::Plain => td_string!(locale(), pretraining.kind_plain),
        AutoencoderKind::Denoising => td_string!(locale(), pretraining.kind_denoising),
        AutoencoderKind::Greedy => td_string!(locale(), pretraining.kind_greedy),
    };
    let is_under_way = move || matches!(state.word(), "running" | "paused");
    view! {
        <form class="controls" on:submit=|event| event.prevent_default()>
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
                {preset("sweep", |data| Plan::sweep(of_large(data)), |l| [td_string!(l, pretraining.sweep), td_string!(l, pretraining.sweep_hint)])}
            </fieldset>
            <Labels/>
            <div class="field"><label><span>{say!(pretraining.kind)}</span>
                <select name="autoencoder" on:change=choose_kind>
                    {AutoencoderKind::ALL.map(|kind| view! {
                        <option value=kind.name() selected=move || plan.with(|plan| plan.autoencoder == kind)>{move || kind_name(kind)}</option>
                    }).collect_view()}
                </select></label></div>
            <Number name="epochs" label=|l| td_string!(l, pretraining.epochs) least=1 most=MOST_EPOCHS
                get=|plan| plan.n_autoencoder_epochs set=|plan, n| plan.n_autoencoder_epochs = n/>
            <Number name="updates" label=|l| td_string!(l, pretraining.updates) least=1 most=MOST_UPDATES
                get=|plan| plan.n_updates set=|plan, n| plan.n_updates = n/>
            <Number name="release" label=|l| td_string!(l, pretraining.release) least=0 most=100
                get=|plan| plan.release_percent set=|plan, n| plan.release_percent = n/>
            <Number name="seeds" label=|l| td_string!(l, pretraining.seeds) least=1 most=MOST_SEEDS
                get=|plan| plan.n_seeds set=|plan, n| plan.n_seeds = n/>
            <Number name="seed" label=|l| td_string!(l, pretraining.first_seed) least=0 most=u32::MAX as usize
                get=|plan| plan.first_seed as usize set=|plan, n| plan.first_seed = n as u64/>
            <Layers/>
            <div class="actions">
                <button type="button" class="primary" data-action="pretrain" on:click=move |_| state.start()>
                    {move || if is_under_way() { td_string!(locale(), pretraining.restart) } else { td_string!(locale(), pretraining.start) }}
                </button>
                <Show when=is_under_way>
                    <button type="button" class="ghost" data-action="pause" on:click=move |_| state.flip_pause()>
                        {move || if state.is_paused.get() { td_string!(locale(), run.resume) } else { td_string!(locale(), run.pause) }}
                    </button>
                </Show>
            </div>
        </form>
    }
}

/// A set of large images: the one that is chosen, or MNIST.
fn of_large(data: DataId) -> DataId {
    if data == DataId::Digits { DataId::Mnist } else { data }
}

/// The numbers of labels, several at will.
#[component]
fn Labels() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let plan = state.plan;
    // The digits have no more than these to learn from.
    let most = move || plan.with(|plan| if plan.data == DataId::Digits { 1000 } else { 60_000 });
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
                hidden=move || { count > most() } on:click=flip>{move || grouped(count as u64, locale())}</button>
        }
    };
    view! {
        <fieldset>
            <legend>{say!(pretraining.labels)}</legend>
            <div class="label-counts">{LABEL_COUNTS.map(one).collect_view()}</div>
        </fieldset>
    }
}

/// A whole number within limits; what cannot be used is said, and nothing is changed.
#[component]
fn Number(
    name: &'static str,
    label: fn(Locale) -> &'static str,
    least: usize,
    most: usize,
    get: fn(&Plan) -> usize,
    set: fn(&mut Plan, usize),
) -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let fault = RwSignal::new(None::<String>);
    let write = move |event| {
        let text = event_target_value(&event);
        match text.trim().parse::<usize>().ok().filter(|n| (least..=most).contains(n)) {
            Some(n) => {
                fault.set(None);
                state.plan.update(|plan| set(plan, n));
            }
            None => fault.set(Some(text)),
        }
    };
    let sentence = move || {
        fault.get().map(|value| {
            let key = label(locale());
            words::fill(
                td_string!(locale(), faults.not_in_range),
                &[("key", &key), ("value", &value), ("min", &least), ("max", &most)],
            )
        })
    };
    view! {
        <div class="field">
            <label><span>{move || label(locale())}</span>
                <input type="text" inputmode="numeric" autocomplete="off" name=name
                    prop:value=move || state.plan.with(get).to_string() on:change=write/></label>
            <Show when=move || fault.with(Option::is_some)><p class="field-fault" role="alert">{sentence}</p></Show>
        </div>
    }
}

/// Units of the layers that are lent.
#[component]
fn Layers() -> impl IntoView {
    /// Layers and units at most: what a classifier with few labels can use.
    const MOST_LAYERS: usize = 4;
    const MOST_UNITS: usize = 1000;
    let (state, locale) = (use_pretraining(), use_locale());
    let fault = RwSignal::new(None::<String>);
    let write = move |event| {
        let text = event_target_value(&event);
        let sizes: Option<Vec<usize>> = text
            .split(['-', ',', ' '])
            .filter(|size| !size.is_empty())
            .map(|size| size.parse().ok().filter(|size| (1..=MOST_UNITS).contains(size)))
            .collect();
        match sizes.filter(|sizes| (1..=MOST_LAYERS).contains(&sizes.len())) {
            Some(layers) => {
                fault.set(None);
                state.plan.update(|plan| plan.layers = layers);
            }
            None => fault.set(Some(text)),
        }
    };
    let shown =
        move || state.plan.with(|plan| plan.layers.iter().map(ToString::to_string).collect::<Vec<_>>().join("-"));
    let sentence = move || {
        fault.get().map(|value| {
            let key = td_string!(locale(), fields.layers);
            words::fill(
                td_string!(locale(), faults.not_sizes),
                &[("key", &key), ("value", &value), ("max_layers", &MOST_LAYERS), ("max_units", &MOST_UNITS)],
            )
        })
    };
    view! {
        <div class="field">
            <label><span>{say!(fields.layers)}</span>
                <input type="text" autocomplete="off" name="layers" prop:value=shown on:change=write/></label>
            <Show when=move || fault.with(Option::is_some)><p class="field-fault" role="alert">{sentence}</p></Show>
        </div>
    }
}
