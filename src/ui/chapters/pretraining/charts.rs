//! Test accuracy against updates, and, of several numbers of labels, against these; with bands over the seeds.

use super::state::{PretrainingState, use_pretraining};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{drawing::Area, inspection::ReadableFigure, numbers::grouped},
    words::{self, fill, say},
};
use lab::experiments::pretraining::{
    plan::Plan,
    report::{Curve as Accuracies, Outcome, Stage, summary},
};
use leptos::prelude::*;
use plot::{
    axes::AxisWords,
    curves::{Band, Curve, CurvesFigure},
    palette::{Colour, Palette},
    style::Style,
};
use std::collections::BTreeMap;

/// The colours of the three networks, in the order of all lists.
fn colours(palette: &Palette) -> [Colour; 3] {
    [palette.ink_2, palette.ae, palette.code]
}

/// The names of the three networks with their colours.
#[component]
pub fn Legend() -> impl IntoView {
    view! {
        <ul class="legend">
            <li class="key-scratch">{say!(pretraining.scratch)}</li>
            <li class="key-pretrained">{say!(pretraining.pretrained)}</li>
            <li class="key-frozen">{say!(pretraining.frozen)}</li>
        </ul>
    }
}

/// The numbers of labels of the experiment, and the one that is looked at.
#[derive(Clone, Copy)]
pub struct LookedAt(pub RwSignal<Option<usize>>);

impl LookedAt {
    /// The number that is looked at: the one chosen, or the first. Tracked.
    pub fn count(self, state: PretrainingState) -> usize {
        let counts = state.shown_plan().label_counts;
        let chosen = self.0.get().filter(|count| counts.contains(count));
        // While nothing is chosen, the one under way is of most interest.
        let under_way = state.reports.with(|reports| {
            reports.iter().flatten().find_map(|report| match &report.stage {
                Stage::Classifiers(contest) => Some(contest.n_labels),
                _ => None,
            })
        });
        chosen.or(under_way).or(counts.first().copied()).unwrap_or(0)
    }
}

/// Test accuracy of the three networks after so many updates.
#[component]
pub fn UpdatesCard() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let looked_at = LookedAt(RwSignal::new(None));
    let draw = move |area: &Area, style: &Style| {
        let n_labels = looked_at.count(state);
        let of_network = |network: usize| {
            let mut curves: Vec<Accuracies> = state.outcomes.with(|outcomes| {
                let of_count = outcomes.iter().filter(|outcome| outcome.n_labels == n_labels);
                of_count.map(|outcome| outcome.curves[network].clone()).collect()
            });
            state.reports.with(|reports| {
                for report in reports.iter().flatten() {
                    if let Stage::Classifiers(contest) = &report.stage
                        && contest.n_labels == n_labels
                    {
                        curves.push(contest.curves[network].clone());
                    }
                }
            });
            over_seeds(&curves)
        };
        let n_updates = state.shown_plan().updates_for(n_labels);
        let colours = colours(style.palette);
        let bands: Vec<_> =
            (0..3).map(|network| Band { colour: colours[network], points: of_network(network) }).collect();
        let curve = |band: &Band| Curve {
            colour: band.colour,
            points: band.points.iter().map(|&(x, low, high)| (x, f64::midpoint(low, high))).collect(),
            ..Curve::default()
        };
        let figure = CurvesFigure {
            curves: bands.iter().map(curve).collect(),
            bands,
            is_log: false,
            n_epochs: n_updates,
            ..Default::default()
        };
        let words = AxisWords {
            x: td_string!(locale(), pretraining.updates_axis),
            y: td_string!(locale(), pretraining.accuracy),
        };
        figure.draw(area, words, style).ok()
    };
    let label = Signal::derive(move || {
        let labels = grouped(looked_at.count(state) as u64, locale());
        of_plan(td_string!(locale(), pretraining.updates_export), &state.shown_plan(), &labels, locale())
    });
    let names = network_names(locale);
    let is_known = move || state.running.with(Option::is_some);
    view! {
        <Show when=is_known>
            <section data-instrument="updates" class="card wide">
                <div class="card-head"><h3>{say!(pretraining.updates_title)}</h3><Counts looked_at/><Legend/></div>
                <ReadableFigure label draw=draw places=say!(pretraining.updates_axis) names/>
                <p class="hint">{say!(pretraining.band_hint)}</p>
            </section>
        </Show>
    }
}

/// Which number of labels is looked at, where there are several.
#[component]
pub fn Counts(
    /// The signal that stores the choice.
    looked_at: LookedAt,
) -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let counts = Memo::new(move |_| state.shown_plan().label_counts);
    let choose = move |event| looked_at.0.set(event_target_value(&event).parse().ok());
    let option = move |count: usize| {
        let name =
            move || fill(td_string!(locale(), pretraining.with_labels), &[("n", &grouped(count as u64, locale()))]);
        view! { <option value=count.to_string() selected=move || looked_at.count(state) == count>{name}</option> }
    };
    view! {
        <Show when=move || counts.with(|counts| counts.len() > 1)>
            <label><span class="visually-hidden">{say!(pretraining.labels)}</span>
                <select on:change=choose>{move || counts.get().into_iter().map(option).collect_view()}</select></label>
        </Show>
    }
}

/// For each place that all of some curves have, the mean less and plus the standard deviation.
fn over_seeds(curves: &[Accuracies]) -> Vec<(f64, f64, f64)> {
    let mut at: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for &(updates, accuracy) in curves.iter().flatten() {
        at.entry(updates).or_default().push(accuracy);
    }
    let point = |(updates, accuracies): (usize, Vec<f64>)| {
        let n = accuracies.len() as f64;
        let mean = accuracies.iter().sum::<f64>() / n;
        let variance = accuracies.iter().map(|accuracy| (accuracy - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        (updates as f64, mean - variance.sqrt(), mean + variance.sqrt())
    };
    at.into_iter().map(point).collect()
}

/// Test accuracy against the number of labels.
#[component]
pub fn SweepCard() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let counts = Memo::new(move |_| state.outcomes.with(|outcomes| counts_of(outcomes)));
    let draw = move |area: &Area, style: &Style| {
        let outcomes = state.outcomes.get();
        let points = |network: usize| -> Vec<_> {
            let point = |&count: &usize| {
                let (mean, sd) = summary(&outcomes, count)[network];
                ((count as f64).log10(), mean - sd, mean + sd)
            };
            counts.with(|counts| counts.iter().map(point).collect())
        };
        let colours = colours(style.palette);
        let bands: Vec<_> = (0..3).map(|network| Band { colour: colours[network], points: points(network) }).collect();
        let curve = |band: &Band| Curve {
            colour: band.colour,
            points: band.points.iter().map(|&(x, low, high)| (x, f64::midpoint(low, high))).collect(),
            ..Curve::default()
        };
        let figure = CurvesFigure {
            curves: bands.iter().map(curve).collect(),
            bands,
            has_powers: true,
            has_dots: true,
            is_log: false,
            n_epochs: 1,
            ..Default::default()
        };
        let words = AxisWords {
            x: td_string!(locale(), pretraining.labels_axis),
            y: td_string!(locale(), pretraining.accuracy),
        };
        figure.draw(area, words, style).ok()
    };
    let label = Signal::derive(move || {
        of_plan(td_string!(locale(), pretraining.sweep_export), &state.shown_plan(), "", locale())
    });
    let names = network_names(locale);
    view! {
        <Show when=move || counts.with(|counts| counts.len() > 1)>
            <section data-instrument="sweep" class="card wide" data-card="sweep">
                <div class="card-head"><h3>{say!(pretraining.sweep_title)}</h3><Legend/></div>
                <ReadableFigure label draw=draw places=say!(pretraining.labels_axis) names/>
            </section>
        </Show>
    }
}

/// What a figure shows, with data and seeds: it is its title where it is taken to.
fn of_plan(words: &str, plan: &Plan, labels: &str, locale: Locale) -> String {
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("labels", &labels),
        ("data", &words::data(locale, plan.data)),
        ("first", &plan.first_seed),
        ("last", &plan.last_seed()),
    ];
    fill(words, &values)
}

/// The numbers of labels that something is known of, least first.
pub fn counts_of(outcomes: &[Outcome]) -> Vec<usize> {
    let mut counts: Vec<_> = outcomes.iter().map(|outcome| outcome.n_labels).collect();
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// The names of the three networks.
fn network_names(locale: impl Fn() -> Locale + Send + Sync + 'static) -> Signal<Vec<String>> {
    Signal::derive(move || (0..3).map(|network| network_name(locale(), network).to_owned()).collect())
}

/// A network's name, by its place.
pub fn network_name(locale: Locale, network: usize) -> &'static str {
    match network {
        0 => td_string!(locale, pretraining.scratch),
        1 => td_string!(locale, pretraining.pretrained),
        _ => td_string!(locale, pretraining.frozen),
    }
}
