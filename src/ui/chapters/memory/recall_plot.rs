//! Recall against description length: a letter a try, a ringed letter for the mean of a sequence.
//!
//! Plain elements at places in percent: text keeps its size at any width, and letters tell the kinds apart without colour.

use super::experiment_state::use_experiment;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::numbers::{fixed, percent},
    words::{fill, say},
};
use lab::experiments::recall::{
    Item,
    describe::shortest_bits,
    tally::{Tally, Try, tally},
};
use leptos::prelude::*;

/// The latest tries that are drawn one by one; means are of all.
const MAX_LETTERS: usize = 200;
/// The horizontal axis: sequence A takes 66.4 bits, and none takes more.
const MAX_BITS: u32 = 80;
const TICK_BITS: u32 = 20;

/// The plot with its axes.
#[component]
pub fn RecallPlot() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let tallies = Memo::new(move |_| experiment.tries.with(|tries| tally(tries)));
    let letters = move || {
        let letter = |one: &Try| mark("letter", one.item, one.score().share());
        experiment.tries.with(|tries| tries.iter().rev().take(MAX_LETTERS).map(letter).collect_view())
    };
    let means = move || {
        let mean = |tally: &Tally| mark("letter mean", tally.item, tally.mean_share);
        tallies.with(|tallies| tallies.iter().map(mean).collect_view())
    };
    let label = move || tallies.with(|tallies| in_words(locale(), tallies));
    let x_ticks = (0..=MAX_BITS / TICK_BITS).map(|i| {
        let bits = i * TICK_BITS;
        view! { <span class="tick x" style:left=format!("{}%", 100 * bits / MAX_BITS)>{bits}</span> }
    });
    let y_ticks = [0, 25, 50, 75, 100].map(|share| {
        view! { <span class="tick y" style:bottom=format!("{share}%")>{share}</span> }
    });
    view! {
        <figure data-instrument="recall-plot" class="recall-plot">
            <p class="axis-name">{say!(memory.plot_y)}</p>
            <div class="recall-area" role="img" aria-label=label>
                {x_ticks.collect_view()}
                {y_ticks.into_iter().collect_view()}
                {letters}
                {means}
            </div>
            <p class="axis-name x">{say!(memory.plot_x)}</p>
            <figcaption class="hint">{say!(memory.plot_hint)}</figcaption>
        </figure>
    }
}

/// A sequence's letter at its place.
fn mark(class: &'static str, item: Item, share: f64) -> impl IntoView {
    let left = format!("{:.2}%", 100.0 * (shortest_bits(item) / f64::from(MAX_BITS)).min(1.0));
    let bottom = format!("{:.2}%", 100.0 * share);
    view! { <span class=class data-letter=item.letter().to_string() style:left=left style:bottom=bottom>{item.letter().to_string()}</span> }
}

/// The means, for those who cannot see the plot.
fn in_words(locale: Locale, tallies: &[Tally]) -> String {
    let of = |tally: &Tally| {
        let (bits, share) = (fixed(shortest_bits(tally.item), 1, locale), percent(tally.mean_share, locale));
        fill(
            td_string!(locale, memory.plot_label_each),
            &[("name", &tally.item.name()), ("n", &tally.n_tries()), ("bits", &bits), ("share", &share)],
        )
    };
    let means: Vec<_> = tallies.iter().map(of).collect();
    format!("{} {}", td_string!(locale, memory.plot_label), means.join("; "))
}
