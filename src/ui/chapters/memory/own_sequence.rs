//! The student's own sequence, sent through the three networks.

use super::{
    experiment::read_fault,
    machine_digits::{DigitPair, rule_word},
};
use crate::{
    chapters::memory::machine_state::MachineState,
    i18n::{Locale, td_string},
    store::language::use_locale,
    words::{fill, say},
};
use lab::experiments::{
    machine_turn::{LENGTH, RULES, report::Trial},
    recall::parse::{ReadFault, read_numbers},
};
use leptos::{html, prelude::*};

/// Why a sequence cannot be sent.
#[derive(Debug, Clone, PartialEq)]
enum Refusal {
    /// It could not be read.
    Unread(ReadFault),
    /// A place was left open.
    Open,
    /// A number is outside of 0 to 99.
    OutOfRange(i64),
}

/// The card.
#[component]
pub fn OwnSequenceCard() -> impl IntoView {
    let locale = use_locale();
    let machine = MachineState::of_page();
    let field = NodeRef::<html::Input>::new();
    let refusal = RwSignal::new(None::<Refusal>);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        match read_own(&field.value()) {
            Ok(own) => {
                refusal.set(None);
                machine.attempt(own);
            }
            Err(why) => refusal.set(Some(why)),
        }
    };
    let trial = move || machine.snapshot.with(|snapshot| snapshot.as_ref().and_then(|snapshot| snapshot.trial.clone()));
    let has_networks = move || machine.snapshot.with(Option::is_some);
    let waits = move || machine.own.with(Option::is_some) && !has_networks();
    let result = move |trial: Trial| {
        let n_typed = trial.n_typed;
        let given = trial.given;
        let rows = RULES.into_iter().zip(trial.rebuilt).map(move |(rule, out)| {
            let given = given.clone();
            view! { <div><h3>{move || rule_word(locale(), rule)}</h3><DigitPair given out/></div> }
        });
        view! {
            <p class="hint" role="status">{move || length_words(locale(), n_typed)}</p>
            <div class="own-results">{rows.collect_view()}</div>
        }
    };
    view! {
        <section data-instrument="own-sequence" class="card whole" data-card="own">
            <div class="card-head"><h2>{say!(memory.own)}</h2></div>
            <p class="hint">{move || fill(td_string!(locale(), memory.own_hint), &[("length", &LENGTH)])}</p>
            <form class="memory-typing" on:submit=send>
                <label class="field"><span>{say!(memory.own_label)}</span>
                    <input type="text" inputmode="decimal" autocomplete="off" name="own-sequence" node_ref=field/>
                </label>
                <p class="field-fault" role="alert">{move || refusal.with(|why| why.as_ref().map(|why| refusal_words(locale(), why)))}</p>
                <button type="submit" class="ghost" data-action="try">{say!(memory.own_try)}</button>
            </form>
            <Show when=waits><p class="hint" role="status">{say!(memory.own_waits)}</p></Show>
            {move || refusal.with(Option::is_none).then(trial).flatten().map(result)}
        </section>
    }
}

/// Whole numbers from 0 to 99, as typed.
fn read_own(text: &str) -> Result<Vec<f32>, Refusal> {
    let numbers = read_numbers(text).map_err(Refusal::Unread)?;
    let checked = numbers.into_iter().map(|number| match number {
        None => Err(Refusal::Open),
        Some(number @ 0..=99) => Ok(number as f32),
        Some(number) => Err(Refusal::OutOfRange(number)),
    });
    checked.collect()
}

fn refusal_words(locale: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Unread(fault) => read_fault(locale, fault),
        Refusal::Open => td_string!(locale, memory.own_open).to_owned(),
        Refusal::OutOfRange(number) => fill(td_string!(locale, memory.own_range), &[("number", number)]),
    }
}

/// What was done to bring a sequence to the length that the networks know.
fn length_words(locale: Locale, n_typed: usize) -> String {
    let values: [(&str, &dyn std::fmt::Display); 2] = [("n", &n_typed), ("length", &LENGTH)];
    match n_typed {
        n if n < LENGTH => fill(td_string!(locale, memory.own_continued), &values),
        n if n > LENGTH => fill(td_string!(locale, memory.own_cut), &values),
        _ => fill(td_string!(locale, memory.own_whole), &values),
    }
}
