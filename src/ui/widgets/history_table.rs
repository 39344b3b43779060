//! The numbers behind the curves, for those who cannot see them and for those who want them exact.

use crate::chapters::{FoldedPart, parts::Part};
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, state::use_lab},
    widgets::numbers::{degrees, four_digits, percent, ratio},
    words::say,
};
use lab::run::history::{EpochMetrics, METRICS};
use leptos::prelude::*;

/// Rows shown at most: the first, the last, and evenly chosen ones between.
const MAX_ROWS: usize = 41;

/// Where the table unfolds; it is fetched then.
#[component]
pub fn FoldedHistory() -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), pca.table));
    view! { <FoldedPart part=Part::History class="numbers-table" label>{label}</FoldedPart> }
}

/// A table of every measure after each epoch.
#[component]
pub fn HistoryTable() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let columns = Memo::new(move |_| {
        lab.history.with(|history| {
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
    let rows = move || lab.history.with(|history| chosen(history).map(row).collect_view());
    let heads = move || {
        let head = |idx: usize| view! { <th scope="col">{name_of(METRICS[idx].name, locale())}</th> };
        columns.get().into_iter().map(head).collect_view()
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=say!(pca.table)>
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

/// A measure as tables write it.
pub fn written(name: &str, value: f64, locale: Locale) -> String {
    match name {
        "mse_ratio" | "val_mse_ratio" => ratio(value, locale),
        "min_principal_angle_degrees" | "max_principal_angle_degrees" | "encoder_angle_degrees" => {
            degrees(value, locale)
        }
        "val_rounded_accuracy" | "knn_accuracy_pca" | "knn_accuracy_ae" => percent(value, locale),
        _ => four_digits(value, locale),
    }
}

/// What a measure is called.
pub fn name_of(name: &str, locale: Locale) -> &'static str {
    match name {
        "train_loss" => td_string!(locale, metrics.train_loss),
        "val_loss" => td_string!(locale, metrics.val_loss),
        "val_mse" => td_string!(locale, metrics.val_mse),
        "val_penalty" => td_string!(locale, metrics.val_penalty),
        "val_pca_mse" => td_string!(locale, metrics.val_pca_mse),
        "val_mse_ratio" => td_string!(locale, metrics.val_mse_ratio),
        "val_rounded_accuracy" => td_string!(locale, metrics.val_rounded_accuracy),
        "ae_mse" => td_string!(locale, metrics.ae_mse),
        "pca_mse" => td_string!(locale, metrics.pca_mse),
        "mse_ratio" => td_string!(locale, metrics.mse_ratio),
        "min_principal_angle_degrees" => td_string!(locale, metrics.min_angle),
        "max_principal_angle_degrees" => td_string!(locale, metrics.angle_subspaces),
        "encoder_angle_degrees" => td_string!(locale, metrics.encoder_angle),
        "knn_accuracy_pca" => td_string!(locale, metrics.knn_pca),
        "knn_accuracy_ae" => td_string!(locale, metrics.knn_ae),
        _ => "",
    }
}
