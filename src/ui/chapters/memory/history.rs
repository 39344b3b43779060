//! All tries in a table, beside a plot of recall against description length; export, and forgetting them.

use super::experiment_state::use_experiment;
use crate::{
    i18n::td_string,
    store::language::use_locale,
    widgets::{
        numbers::{fixed, percent},
        part_view::PartView,
    },
    words::{fill, say},
};
use lab::experiments::recall::{
    describe::shortest_bits,
    tally::{Try, csv},
};
use leptos::{html, prelude::*};
use web::save::save_text;

/// Rows shown; the file has all.
const MAX_ROWS: usize = 100;

/// The card.
#[component]
pub fn HistoryCard() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let n_tries = move || experiment.tries.with(Vec::len);
    let body = move || {
        if n_tries() == 0 {
            view! { <p>{say!(memory.history_empty)}</p> }.into_any()
        } else {
            view! { <div class="memory-history"><PartView part=super::RECALL_PLOT/><Table/></div> }.into_any()
        }
    };
    let save = move |_| experiment.tries.with_untracked(|tries| save_text("recall.csv", "text/csv", &csv(tries)));
    view! {
        <section data-instrument="history" class="card whole" data-card="history">
            <div class="card-head">
                <h2>{say!(memory.history)}</h2>
                <span class="hint" role="status">{move || fill(td_string!(locale(), memory.history_n), &[("n", &n_tries())])}</span>
            </div>
            <p class="hint">{say!(memory.history_hint)}</p>
            {body}
            <div class="memory-buttons">
                <button type="button" class="ghost" data-action="csv" disabled=move || n_tries() == 0 on:click=save>{say!(memory.csv)}</button>
                <Clear/>
            </div>
            <p class="hint">{say!(memory.kept)}</p>
        </section>
    }
}

/// Forgets all tries, once that has been confirmed.
#[component]
fn Clear() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let is_asking = RwSignal::new(false);
    let (ask, keep) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    Effect::new(move |_| {
        if let Some(keep) = keep.get() {
            // Refused only where it cannot be seen.
            let _ = keep.focus();
        }
    });
    let n_tries = move || experiment.tries.with(Vec::len);
    let hold = move |_| {
        is_asking.set(false);
        if let Some(ask) = ask.get_untracked() {
            let _ = ask.focus();
        }
    };
    let clear = move |_| {
        is_asking.set(false);
        experiment.clear();
    };
    view! {
        <button type="button" class="ghost" data-action="clear" node_ref=ask disabled=move || n_tries() == 0
            on:click=move |_| is_asking.set(true)>{say!(memory.clear)}</button>
        <Show when=move || is_asking.get()>
            <div class="memory-confirm" role="group" aria-labelledby="clear-question">
                <p id="clear-question">{move || fill(td_string!(locale(), memory.clear_question), &[("n", &n_tries())])}</p>
                <button type="button" class="ghost" data-action="keep" node_ref=keep on:click=hold>
                    {say!(memory.clear_no)}</button>
                <button type="button" class="ghost" data-action="clear-yes" on:click=clear>{say!(memory.clear_yes)}</button>
            </div>
        </Show>
    }
}

/// The latest tries, newest first.
#[component]
fn Table() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let row = move |one: &Try| {
        let score = one.score();
        let student = if one.student == 0 { "–".to_owned() } else { one.student.to_string() };
        view! {
            <tr><th scope="row">{one.item.name()}</th><td>{student}</td><td>{format!("{} s", one.exposure_secs)}</td>
                <td>{format!("{} / {}", score.n_right, score.n_numbers)}</td><td>{percent(score.share(), locale())}</td>
                <td>{score.prefix}</td><td>{fixed(shortest_bits(one.item), 1, locale())}</td></tr>
        }
    };
    let rows = move || experiment.tries.with(|tries| tries.iter().rev().take(MAX_ROWS).map(row).collect_view());
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=say!(memory.history)>
            <table data-table="tries">
                <thead><tr>
                    <th scope="col">{say!(memory.sequence)}</th><th scope="col">{say!(memory.col_student)}</th>
                    <th scope="col">{say!(memory.col_exposure)}</th><th scope="col">{say!(memory.by_position)}</th>
                    <th scope="col">{say!(memory.share)}</th><th scope="col">{say!(memory.by_prefix)}</th>
                    <th scope="col">{say!(memory.bits_unit)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
