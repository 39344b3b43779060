//! What was taken for what, with the images behind each cell, and the first layer's weights before and after.

use super::{
    charts::{Counts, LookedAt, network_name},
    state::use_pretraining,
};
use crate::{
    i18n::td_string,
    store::language::use_locale,
    widgets::{images::ImageRow, take_rows::TakeRows},
    words::{files, fill, say},
};
use lab::experiments::pretraining::report::{Mistake, Outcome};
use leptos::prelude::*;

/// The card.
#[component]
pub fn ConfusionCard() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let looked_at = LookedAt(RwSignal::new(None));
    let network = RwSignal::new(1_usize);
    // Of the seeds, the first that is done.
    let outcome = Memo::new(move |_| {
        let count = looked_at.count(state);
        state
            .outcomes
            .with(|outcomes| outcomes.iter().find(|outcome| outcome.n_labels == count).or(outcomes.first()).cloned())
    });
    let choose = move |event| network.set(event_target_value(&event).parse().unwrap_or(1));
    let option = move |place: usize| {
        view! { <option value=place.to_string() selected=move || network.get() == place>{move || network_name(locale(), place)}</option> }
    };
    view! {
        <Show when=move || outcome.with(Option::is_some)>
            <section data-instrument="confusion" class="card wide labs" data-card="confusion">
                <div class="card-head"><h3>{say!(pretraining.confusion)}</h3>
                    <label><span class="visually-hidden">{say!(pretraining.network)}</span>
                        <select name="network" on:change=choose>{(0..3).map(option).collect_view()}</select></label>
                    <Counts looked_at/>
                </div>
                <p class="hint">{move || outcome.with(|outcome| outcome.as_ref().map(|outcome| fill(td_string!(locale(), pretraining.confusion_hint), &[("seed", &outcome.seed)])))}</p>
                <Matrix outcome network/>
                <Behind/>
                <Weights outcome network/>
            </section>
        </Show>
    }
}

#[component]
fn Matrix(outcome: Memo<Option<Outcome>>, network: RwSignal<usize>) -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let class_name = move |class: usize| files::class(locale(), state.shown_plan().data, &[], class as u8);
    let table = move || {
        let outcome = outcome.get()?;
        let network = network.get();
        let n = outcome.n_classes;
        let counts = outcome.confusion[network].clone();
        let cell = move |class: usize, taken_for: usize| {
            let count = counts[class * n + taken_for];
            let row: u32 = counts[class * n..(class + 1) * n].iter().sum();
            let strength = (70.0 * f64::from(count) / f64::from(row.max(1))).round();
            let mistake = Mistake {
                seed: outcome.seed,
                n_labels: outcome.n_labels,
                network,
                class: class as u8,
                taken_for: taken_for as u8,
            };
            let name = move || {
                fill(
                    td_string!(locale(), pretraining.cell),
                    &[("n", &count), ("class", &class_name(class)), ("taken_for", &class_name(taken_for))],
                )
            };
            view! {
                <td class:right=class == taken_for style=format!("--strength: {strength}%")>
                    <button type="button" aria-label=name disabled=count == 0 data-cell=format!("{class}-{taken_for}")
                        on:click=move |_| state.ask(mistake)>{count}</button>
                </td>
            }
        };
        let row = |class: usize| {
            view! { <tr><th scope="row">{class_name(class)}</th>{(0..n).map(|taken_for| cell(class, taken_for)).collect_view()}</tr> }
        };
        Some(view! {
            <table class="confusion">
                <thead><tr><td></td>{(0..n).map(|class| view! { <th scope="col">{class_name(class)}</th> }).collect_view()}</tr></thead>
                <tbody>{(0..n).map(row).collect_view()}</tbody>
            </table>
        })
    };
    view! { <div class="scroll" tabindex="0" role="region" aria-label=say!(pretraining.confusion)>{table}</div> }
}

/// The images of the cell that was pressed.
#[component]
fn Behind() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let size = Signal::derive(move || {
        state.reports.with(|reports| reports.iter().flatten().next().and_then(|report| report.image_size))
    });
    let pixels = Signal::derive(move || {
        state.images.with(|images| images.as_ref().map(|(_, images)| images.clone()).unwrap_or_default())
    });
    let label = Signal::derive(move || {
        state
            .images
            .with(|images| {
                images.as_ref().map(|(mistake, _)| {
                    let name = |class: u8| files::class(locale(), state.shown_plan().data, &[], class);
                    fill(
                        td_string!(locale(), pretraining.behind),
                        &[("class", &name(mistake.class)), ("taken_for", &name(mistake.taken_for))],
                    )
                })
            })
            .unwrap_or_default()
    });
    view! {
        <Show when=move || state.images.with(Option::is_some)>
            <div data-instrument="mistakes" data-part="behind" role="status"><p>{label}</p><div class="behind" tabindex="0" role="region" aria-label=label><ImageRow label size pixels/></div></div>
        </Show>
    }
}

/// Weights of some units of the first layer as images: those that were lent, and what training made of them.
#[component]
fn Weights(outcome: Memo<Option<Outcome>>, network: RwSignal<usize>) -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let size = Signal::derive(move || {
        state.reports.with(|reports| reports.iter().flatten().next().and_then(|report| report.image_size))
    });
    let n_pixels = move || size.get().map_or(1, |size| size.height * size.width);
    let before = Signal::derive(move || {
        outcome.with(|outcome| {
            outcome.as_ref().map(|outcome| images_of(&outcome.lent_weights, n_pixels())).unwrap_or_default()
        })
    });
    let after = Signal::derive(move || {
        let network = network.get();
        outcome.with(|outcome| {
            outcome.as_ref().map(|outcome| images_of(&outcome.first_weights[network], n_pixels())).unwrap_or_default()
        })
    });
    // In two rows, so that strokes can be seen.
    let rows = move |label: Signal<String>, pixels: Signal<Vec<u8>>| {
        let row = move |row: usize| {
            let of_row = move || {
                pixels.with(|pixels| {
                    let n_units = (pixels.len() / n_pixels()).div_ceil(2);
                    pixels.chunks((n_units * n_pixels()).max(1)).nth(row).map(<[u8]>::to_vec).unwrap_or_default()
                })
            };
            view! { <ImageRow label size pixels=Signal::derive(of_row)/> }
        };
        [0, 1].map(row).collect_view()
    };
    let lent = Signal::derive(move || td_string!(locale(), pretraining.weights_lent).to_owned());
    let name = Signal::derive(move || network_name(locale(), network.get()).to_owned());
    view! {
        <Show when=move || size.get().is_some()>
            <h3>{say!(pretraining.weights)}</h3>
            <p class="hint">{say!(pretraining.weights_hint)}</p>
            <div data-instrument="first-weights" class="image-rows">
                <span>{lent}</span><div class="two-rows">{rows(lent, before)}</div>
                <span>{name}</span><div class="two-rows">{rows(name, after)}</div>
                <TakeRows title=Signal::derive(move || td_string!(locale(), pretraining.weights).to_owned())/>
            </div>
        </Show>
    }
}

/// Weights as bytes: the middle is 0, and the largest of each unit is black or white.
fn images_of(weights: &[f32], n_pixels: usize) -> Vec<u8> {
    let unit = |unit: &[f32]| {
        let most = unit.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
        unit.iter().map(|weight| (127.5 + 127.5 * weight / most) as u8).collect::<Vec<_>>()
    };
    weights.chunks(n_pixels.max(1)).flat_map(unit).collect()
}
