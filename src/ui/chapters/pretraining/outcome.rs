//! What came of it, in numbers and in a sentence that is computed from them.

use super::{charts::counts_of, form::kind_name, state::use_pretraining};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{
        numbers::{Metric, fixed, grouped, percent},
        pin_table::PinTable,
    },
    words::{self, fill, say},
};
use lab::experiments::pretraining::{
    plan::Plan,
    plan_link::dashed,
    report::{NETWORKS, Outcome, gain, half_width, summary},
};
use leptos::prelude::*;
use web::save::save_text;

/// The card.
#[component]
pub fn OutcomeCard() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let outcomes = state.outcomes;
    let first = Memo::new(move |_| outcomes.with(|outcomes| counts_of(outcomes).first().copied()));
    let accuracy = move |network: usize| {
        Signal::derive(move || outcomes.with(|outcomes| Some(summary(outcomes, first.get()?)[network].0)))
    };
    let sentences = move || {
        outcomes.with(|outcomes| {
            counts_of(outcomes)
                .into_iter()
                .map(|count| view! { <p>{sentence(outcomes, count, locale())}</p> })
                .collect_view()
        })
    };
    let row = move |count: usize| {
        outcomes.with(|outcomes| {
            let cell =
                |(mean, sd): (f64, f64)| view! { <td>{spread_words(100.0 * mean, 100.0 * sd, 2, locale())}</td> };
            let n_seeds = outcomes.iter().filter(|outcome| outcome.n_labels == count).count();
            let (mean, sd) = gain(outcomes, count);
            view! {
                <tr>
                    <th scope="row">{grouped(count as u64, locale())}</th>
                    {summary(outcomes, count).map(cell).collect_view()}
                    <td>{signed_words(100.0 * mean, 100.0 * sd, locale())}</td>
                    <td>{n_seeds}</td>
                </tr>
            }
        })
    };
    let rows = move || outcomes.with(|outcomes| counts_of(outcomes)).into_iter().map(row).collect_view();
    let save = move |_| save_text("pretraining.csv", "text/csv", &outcomes.with_untracked(|outcomes| csv(outcomes)));
    let what = move || state.running.with(|plan| plan.as_ref().map(|plan| plan_words(plan, locale())));
    let headline = move || {
        let labels = grouped(first.get().unwrap_or(0) as u64, locale());
        let tests = grouped(state.n_test() as u64, locale());
        fill(td_string!(locale(), pretraining.headline), &[("labels", &labels), ("tests", &tests)])
    };
    view! {
        <Show when=move || first.get().is_some()>
            <section data-instrument="outcome" class="card wide labs outcome" data-card="outcome">
                <h3>{say!(pretraining.outcome)}</h3>
                <p class="hint" data-part="plan">{what}</p>
                <Show when=move || state.is_stale()><p class="opened" role="status" data-part="stale">{say!(pretraining.is_stale)}</p></Show>
                <p>{headline}</p>
                <dl data-instrument="numbers" class="numbers">
                    <div><dt>{say!(pretraining.scratch)}</dt><dd><Metric name="accuracy_scratch" value=accuracy(0) format=percent/></dd></div>
                    <div><dt>{say!(pretraining.pretrained)}</dt><dd class="w-ae"><Metric name="accuracy_pretrained" value=accuracy(1) format=percent/></dd></div>
                    <div><dt>{say!(pretraining.frozen)}</dt><dd><Metric name="accuracy_frozen" value=accuracy(2) format=percent/></dd></div>
                </dl>
                <div data-part="gain">{sentences}</div>
                <div class="scroll" tabindex="0" role="region" aria-label=say!(pretraining.outcome)>
                    <table class="rows" data-table="pretraining">
                        <thead><tr>
                            <th scope="col">{say!(pretraining.labels_axis)}</th><th scope="col">{say!(pretraining.scratch)}</th>
                            <th scope="col">{say!(pretraining.pretrained)}</th><th scope="col">{say!(pretraining.frozen)}</th>
                            <th scope="col">{say!(pretraining.gain)}</th><th scope="col">{say!(pretraining.n_seeds)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="hint">{say!(pretraining.book)}</p>
                <div class="actions"><button type="button" class="ghost" data-action="pretraining-csv" on:click=save>{say!(epochs.save_table)}</button></div>
                <PinTable title=Signal::derive(move || td_string!(locale(), pretraining.outcome))/>
            </section>
        </Show>
    }
}

/// The settings of an experiment in a line.
fn plan_words(plan: &Plan, locale: Locale) -> String {
    let values: [(&str, &dyn std::fmt::Display); 7] = [
        ("data", &words::data(locale, plan.data)),
        ("layers", &dashed(&plan.layers)),
        ("kind", &kind_name(locale, plan.autoencoder)),
        ("epochs", &plan.n_autoencoder_epochs),
        ("updates", &grouped(plan.n_updates as u64, locale)),
        ("first", &plan.first_seed),
        ("last", &plan.last_seed()),
    ];
    fill(td_string!(locale, pretraining.what), &values)
}

/// What pretraining gained with so many labels, said as it is.
fn sentence(outcomes: &[Outcome], count: usize, locale: Locale) -> String {
    let n_seeds = outcomes.iter().filter(|outcome| outcome.n_labels == count).count();
    let (mean, sd) = gain(outcomes, count);
    let points = signed(100.0 * mean, locale);
    let words = match n_seeds {
        1 => td_string!(locale, pretraining.gain_one),
        _ if mean.abs() <= half_width(sd, n_seeds) => td_string!(locale, pretraining.gain_none),
        _ if mean > 0.0 => td_string!(locale, pretraining.gain_more),
        _ => td_string!(locale, pretraining.gain_less),
    };
    fill(
        words,
        &[
            ("labels", &grouped(count as u64, locale)),
            ("points", &points),
            ("spread", &fixed(100.0 * sd, 1, locale)),
            ("n", &n_seeds),
        ],
    )
}

fn signed(points: f64, locale: Locale) -> String {
    let sign = if points >= 0.05 { "+" } else { "" };
    // Typographers' minus.
    format!("{sign}{}", fixed(points, 1, locale)).replace('-', "−")
}

fn signed_words(points: f64, spread: f64, locale: Locale) -> String {
    format!("{} ± {}", signed(points, locale), fixed(spread, 1, locale))
}

fn spread_words(mean: f64, sd: f64, n_decimals: usize, locale: Locale) -> String {
    format!("{} ± {} %", fixed(mean, n_decimals, locale), fixed(sd, n_decimals, locale))
}

/// Every test of every network; numbers as they are, with a point.
fn csv(outcomes: &[Outcome]) -> String {
    let mut text = "labels,seed,network,updates,accuracy\n".to_owned();
    for outcome in outcomes {
        for (network, curve) in NETWORKS.iter().zip(&outcome.curves) {
            for (updates, accuracy) in curve {
                text += &format!("{},{},{network},{updates},{accuracy}\n", outcome.n_labels, outcome.seed);
            }
        }
    }
    text
}
