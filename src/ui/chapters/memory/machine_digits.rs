//! Sequences and their reconstructions as digits: what went in, what comes out now, wrong digits marked.

use crate::{
    chapters::memory::machine_state::MachineState,
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::numbers::{Metric, grouped, percent},
    words::{fill, say},
};
use lab::experiments::{machine_turn::RULES, recall::Rule};
use leptos::prelude::*;

/// One kind: the share of wrong numbers, and a few sequences that were kept apart.
#[component]
pub fn SetDigits(
    /// The kind's place in every list.
    idx: usize,
) -> impl IntoView {
    let locale = use_locale();
    let machine = MachineState::of_page();
    let rule = RULES[idx];
    let wrong = Signal::derive(move || {
        let is_known = machine.snapshot.with(Option::is_some);
        is_known.then(|| machine.of_state(idx, |set| set.wrong_share))
    });
    let about = move || {
        let (n_distinct, n_held_out) = machine.of_set(idx, |set| (set.n_distinct, set.n_held_out));
        let (n_distinct, n_held_out) = (grouped(n_distinct as u64, locale()), grouped(n_held_out as u64, locale()));
        fill(td_string!(locale(), memory.set_about), &[("train", &n_distinct), ("held", &n_held_out)])
    };
    let sequences = move || {
        let shown = machine.of_set(idx, |set| set.shown.clone());
        let rebuilt = machine.of_state(idx, |set| set.rebuilt.clone());
        let pair = |(i, given): (usize, Vec<u32>)| {
            let out = rebuilt.get(i).cloned().unwrap_or_default();
            view! { <DigitPair given out/> }
        };
        shown.into_iter().enumerate().map(pair).collect_view()
    };
    view! {
        <section class="machine-set" data-rule=rule_name(rule)>
            <h3>{move || rule_word(locale(), rule)}</h3>
            <p class="wrong-share"><Metric name=wrong_name(rule) value=wrong format=percent/>" "<span>{say!(memory.wrong)}</span></p>
            <p class="hint">{about}</p>
            <div class="pairs">{sequences}</div>
        </section>
    }
}

/// A sequence over what became of it.
#[component]
pub fn DigitPair(
    /// The input sequence.
    given: Vec<u32>,
    /// The output sequence; empty before there is one.
    out: Vec<i32>,
) -> impl IntoView {
    let locale = use_locale();
    let place = move |(i, &value): (usize, &u32)| {
        let rebuilt = out.get(i).copied();
        let is_wrong = rebuilt.is_some_and(|number| i64::from(number) != i64::from(value));
        let text = rebuilt.map_or_else(|| "·".to_owned(), |number| number.to_string().replace('-', "−"));
        let word = move || is_wrong.then(|| td_string!(locale(), memory.mark_wrong));
        view! { <li class:off=is_wrong><b>{value}</b><span>{text}</span><em class="visually-hidden">{word}</em></li> }
    };
    view! {
        <ol class="pair" aria-label=say!(memory.pair_label)>
            {given.iter().enumerate().map(place).collect_view()}
        </ol>
    }
}

fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Arithmetic => "arithmetic",
        Rule::Random => "random",
        Rule::Hailstone => "hailstone",
    }
}

fn wrong_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Arithmetic => "wrong_share_arithmetic",
        Rule::Random => "wrong_share_random",
        Rule::Hailstone => "wrong_share_hailstone",
    }
}

/// A kind's name.
pub(super) fn rule_word(locale: Locale, rule: Rule) -> &'static str {
    match rule {
        Rule::Arithmetic => td_string!(locale, memory.arithmetic),
        Rule::Random => td_string!(locale, memory.random),
        Rule::Hailstone => td_string!(locale, memory.hailstone),
    }
}
