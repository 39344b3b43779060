//! The score of a try: every place marked, by a sign and a word as well as by colour.

use super::experiment_state::use_experiment;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{
        focus::focus_in_place,
        numbers::{named_number, percent},
    },
    words::{fill, say},
};
use lab::experiments::recall::{Mark, tally::Try};
use leptos::{html, prelude::*};

/// The last try with its score, and the button for the next one.
#[component]
pub fn ScoreView() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = button.get() {
            focus_in_place(&button);
        }
    });
    let is_class = experiment.is_class.get_untracked();
    let last = experiment.tries.with_untracked(|tries| tries.last().cloned());
    let body = last.map(|last| {
        let score = last.score();
        let (n_right, prefix, n) = (score.n_right, score.prefix, score.n_numbers);
        let sentence =
            move || fill(td_string!(locale(), memory.score), &[("right", &n_right), ("n", &n), ("prefix", &prefix)]);
        let share = score.share();
        view! {
            <p class="memory-say" role="status">{sentence}</p>
            <dl data-instrument="numbers" class="numbers row memory-numbers">
                <div><dt>{say!(memory.by_position)}</dt>
                    <dd>{named_number("n_right", n_right as f64, n_right.to_string())}" / "{n}</dd></div>
                <div><dt>{say!(memory.share)}</dt>
                    <dd>{move || named_number("share_right", share, percent(share, locale()))}</dd></div>
                <div><dt>{say!(memory.by_prefix)}</dt>
                    <dd>{named_number("prefix", prefix as f64, prefix.to_string())}</dd></div>
            </dl>
            <Places last/>
        }
    });
    view! {
        {body}
        <button type="button" class="primary big" data-action="next" node_ref=button on:click=move |_| experiment.next()>
            {move || if is_class { td_string!(locale(), memory.next_student) } else { td_string!(locale(), memory.again) }}
        </button>
    }
}

/// Every place: what was shown over what was typed.
#[component]
fn Places(last: Try) -> impl IntoView {
    let locale = use_locale();
    let values = last.item.values();
    let marks = last.score().marks;
    let place = move |(idx, mark): (usize, Mark)| {
        let shown = values.get(idx).map_or_else(|| "·".to_owned(), ToString::to_string);
        let typed = last.answer.get(idx).copied().flatten().map_or_else(|| "·".to_owned(), |number| number.to_string());
        let (class, sign) = mark_sign(mark);
        view! {
            <li class=class>
                <b>{shown}</b>
                <span>{typed}</span>
                <i aria-hidden="true">{sign}</i>
                <span class="visually-hidden">{move || mark_word(locale(), mark)}</span>
            </li>
        }
    };
    view! {
        <ol class="places" aria-label=say!(memory.places_label)>
            {marks.into_iter().enumerate().map(place).collect_view()}
        </ol>
    }
}

/// Class and sign of a mark.
fn mark_sign(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Right => ("right", "✓"),
        Mark::Wrong => ("wrong", "✗"),
        Mark::Missing => ("missing", "–"),
        Mark::Extra => ("extra", "+"),
    }
}

fn mark_word(locale: Locale, mark: Mark) -> &'static str {
    match mark {
        Mark::Right => td_string!(locale, memory.mark_right),
        Mark::Wrong => td_string!(locale, memory.mark_wrong),
        Mark::Missing => td_string!(locale, memory.mark_missing),
        Mark::Extra => td_string!(locale, memory.mark_extra),
    }
}
