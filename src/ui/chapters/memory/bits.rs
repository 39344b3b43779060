//! How many bits the chosen sequence takes, with the reckoning line by line.

use super::experiment_state::use_experiment;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::numbers::{fixed, named_number},
    words::{fill, say},
};
use lab::experiments::recall::describe::{Quantity, Term, bits, by_rule, one_by_one};
use leptos::prelude::*;

/// The card: number by number, and by the rule where there is one.
#[component]
pub fn BitsCard() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let item = move || experiment.item.get();
    let ruled = move || match by_rule(item()) {
        Some(terms) => view! { <Reckoning name="bits_by_rule" terms/> }.into_any(),
        None => view! { <p>{say!(memory.bits_no_rule)}</p> }.into_any(),
    };
    let ratio = move || {
        let terms = by_rule(item())?;
        let ratio = fixed(bits(&one_by_one(item())) / bits(&terms), 1, locale());
        Some(fill(td_string!(locale(), memory.bits_ratio), &[("ratio", &ratio)]))
    };
    view! {
        <section data-instrument="description-length" class="card">
            <div class="card-head">
                <h2>{say!(memory.bits)}</h2>
                <span class="hint">{move || fill(td_string!(locale(), memory.sequence_named), &[("name", &item().name())])}</span>
            </div>
            <details><summary>{say!(memory.bits_show)}</summary>
            <p class="hint">{say!(memory.bits_hint)}</p>
            <h3>{say!(memory.bits_each)}</h3>
            {move || view! { <Reckoning name="bits_one_by_one" terms=one_by_one(item())/> }}
            <h3>{say!(memory.bits_by_rule)}</h3>
            {ruled}
            <p class="memory-say">{ratio}</p>
            <p class="hint">{say!(memory.bits_rule_known)}</p>
            </details>
        </section>
    }
}

/// Terms with their bits, and their sum.
#[component]
fn Reckoning(name: &'static str, terms: Vec<Term>) -> impl IntoView {
    let locale = use_locale();
    let sum = bits(&terms);
    let row = move |term: Term| {
        let reckoning = format!("{} × log₂ {}", term.times, term.choices);
        view! {
            <tr><th scope="row">{move || quantity(locale(), term.quantity)}</th><td>{reckoning}</td>
                <td>{move || fixed(term.bits(), 1, locale())}</td></tr>
        }
    };
    view! {
        <table class="reckoning">
            <thead class="visually-hidden"><tr><th scope="col">{say!(memory.bits_what)}</th>
                <th scope="col">{say!(memory.bits_how)}</th><th scope="col">{say!(memory.bits_unit)}</th></tr></thead>
            <tbody>{terms.into_iter().map(row).collect_view()}</tbody>
            <tfoot><tr><th scope="row" colspan="2">{say!(memory.bits_sum)}</th>
                <td>{move || named_number(name, sum, fixed(sum, 1, locale()))}</td></tr></tfoot>
        </table>
    }
}

fn quantity(locale: Locale, quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Number => td_string!(locale, memory.bits_number),
        Quantity::Start => td_string!(locale, memory.bits_start),
        Quantity::Step => td_string!(locale, memory.bits_step),
        Quantity::Count => td_string!(locale, memory.bits_count),
    }
}
