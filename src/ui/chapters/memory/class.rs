//! A class on one machine: how the tries at each sequence are spread.

use super::experiment_state::use_experiment;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{
        my_code::MyResult,
        numbers::{fixed, percent},
        part_view::{FoldedPart, MY_CODE},
    },
    words::{fill, say},
};
use lab::experiments::recall::tally::{Tally, tally};
use leptos::prelude::*;

/// The card; without tries of a class it says how to get some.
#[component]
pub fn ClassCard() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let tallies = Memo::new(move |_| experiment.tries.with(|tries| tally(tries.iter().filter(|one| one.student > 0))));
    let body = move || {
        let tallies = tallies.get();
        if tallies.is_empty() {
            return view! { <p>{say!(memory.class_empty)}</p> }.into_any();
        }
        tallies.into_iter().map(|tally| view! { <Spread tally/> }).collect_view().into_any()
    };
    let code = Signal::derive(move || td_string!(locale(), class_codes.mine));
    let experiment = use_experiment();
    provide_context(MyResult(Signal::derive(move || experiment.result())));
    let n_tries = move || {
        let n: usize = tallies.with(|tallies| tallies.iter().map(Tally::n_tries).sum());
        fill(td_string!(locale(), memory.class_tries), &[("n", &n)])
    };
    view! {
        <section data-instrument="class" class="card" data-card="class">
            <div class="card-head"><h2>{say!(memory.class)}</h2><span class="hint">{n_tries}</span></div>
            <p class="hint">{say!(memory.class_hint)}</p>
            {body}
            <FoldedPart part=MY_CODE class="code-offer" label=code>{code}</FoldedPart>
        </section>
    }
}

/// Columns over 0, 1, 2, … right numbers, for one sequence.
#[component]
fn Spread(tally: Tally) -> impl IntoView {
    let locale = use_locale();
    let most = tally.n_by_right.iter().copied().max().unwrap_or(1).max(1);
    let n_numbers = tally.n_by_right.len() - 1;
    let (n_tries, mean_share, mean_prefix, name) =
        (tally.n_tries(), tally.mean_share, tally.mean_prefix, tally.item.name());
    let summary = move |locale: Locale| {
        let (share, prefix) = (percent(mean_share, locale), fixed(mean_prefix, 1, locale));
        fill(
            td_string!(locale, memory.spread),
            &[("name", &name), ("n", &n_tries), ("share", &share), ("prefix", &prefix)],
        )
    };
    let spoken = {
        let (summary, counts) = (summary.clone(), tally.n_by_right.clone());
        move || {
            let of = |(n_right, n): (usize, &usize)| format!("{n_right}: {n}");
            let counts: Vec<_> = counts.iter().enumerate().filter(|(_, n)| **n > 0).map(of).collect();
            format!("{} {} {}", summary(locale()), td_string!(locale(), memory.spread_x), counts.join("; "))
        }
    };
    let column = move |(n_right, n): (usize, usize)| {
        let height = format!("{:.1}%", 100.0 * n as f64 / most as f64);
        // Every fifth, so that they stay apart on a phone.
        let is_last = n_right == n_numbers;
        let label = (is_last || (n_right % 5 == 0 && n_numbers - n_right > 1)).then(|| n_right.to_string());
        view! {
            <div class="column"><em>{(n > 0).then(|| n.to_string())}</em><span class="bar" style:height=height></span><b>{label}</b></div>
        }
    };
    view! {
        <p class="spread-line">{move || summary(locale())}</p>
        <div class="spread" role="img" aria-label=spoken>
            {tally.n_by_right.into_iter().enumerate().map(column).collect_view()}
        </div>
        <p class="axis-name" aria-hidden="true">{say!(memory.spread_x)}</p>
    }
}
