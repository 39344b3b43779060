//! The numbers behind the curves, for those who cannot see them and for those who want them exact.

use crate::{
    i18n::td_string,
    store::{language::use_locale, run::use_run},
    widgets::part_view::{FoldedPart, HISTORY},
    words::{
        measures::{name_of, written},
        say,
    },
};
use lab::run::history::{EpochMetrics, METRICS};
use leptos::prelude::*;

/// Rows shown at most: the first, the last, and evenly chosen ones between.
const MAX_ROWS: usize = 41;

/// Shows the section that unfolds into the table; the table is loaded then.
#[component]
pub fn FoldedHistory() -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), pca.table));
    view! { <FoldedPart part=HISTORY class="numbers-table" label>{label}</FoldedPart> }
}

/// A table of every measure after each epoch.
#[component]
pub fn HistoryTable() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let columns = Memo::new(move |_| {
        run.history.with(|history| {
            let has = |idx: &usize| history.iter().any(|record| (METRICS[*idx].get)(record).is_some());
            (0..METRICS.len()).filter(has).collect::<Vec<_>>()
        })
    });
    let row = move |record: &EpochMetrics| {
        let cells = columns.get().into_iter().map(|idx| {
            let text = (METRICS[idx].get)(record).map(|value| written(METRICS[idx].name, value, locale()));
            view! { <td>{text}</td> }
        });
        view! { <tr><th scope="row">{record.epoch}</th>{cells.collect_view()}</tr> }
    };
    let rows = move || run.history.with(|history| chosen(history).map(row).collect_view());
    let heads = move || {
        let head = |idx: usize| view! { <th scope="col">{name_of(METRICS[idx].name, locale())}</th> };
        columns.get().into_iter().map(head).collect_view()
    };
    view! {
        <div data-instrument="history" class="scroll" tabindex="0" role="region" aria-label=say!(pca.table)>
            <table>
                <thead><tr><th scope="col">{say!(metrics.epoch)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn chosen(history: &[EpochMetrics]) -> impl Iterator<Item = &EpochMetrics> {
    let step = history.len().div_ceil(MAX_ROWS - 1).max(1);
    let last = history.len().saturating_sub(1);
    history.iter().enumerate().filter(move |(idx, _)| idx % step == 0 || *idx == last).map(|(_, record)| record)
}
