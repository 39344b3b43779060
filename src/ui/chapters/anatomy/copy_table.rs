//! What each code makes of a digit, the same upside down, and noise: images over bars of their errors.

use crate::{
    chapters::anatomy::copy_state::CopyState,
    i18n::{Locale, td_string},
    store::{language::use_locale, link_keys::use_link_keys},
    widgets::{
        images::ImageRow,
        numbers::{named_number, three_digits},
    },
    words::{fill, say},
};
use lab::{
    experiments::copying::{
        N_FEATURES, WIDE_CODE,
        inputs::{KINDS, Kind, SIDE},
        report::{Copied, CopySnapshot},
    },
    geometry::ImageSize,
};
use leptos::prelude::*;

/// A bar of full length: about the error of noise in a code that has no idea of it.
const FULL_BAR_MSE: f64 = 0.2;
/// Below this an error is rounding of pixels in single precision.
const ROUNDING_MSE: f64 = 1e-12;

/// A row of the table: which code, how its reconstructions are found, and how its numbers are called.
#[derive(Clone, Copy)]
struct Row {
    colour: &'static str,
    name: fn(Locale, usize) -> String,
    what: fn(Locale) -> &'static str,
    get: fn(&CopySnapshot) -> &Copied,
    metrics: [&'static str; 3],
    /// True if there is nothing to see before training.
    is_trained: bool,
}

const ROWS: [Row; 3] = [
    Row {
        colour: "w-pca",
        name: |locale, k| fill(td_string!(locale, anatomy.row_exact), &[("k", &k)]),
        what: |locale| td_string!(locale, anatomy.row_exact_what),
        get: |snapshot| &snapshot.exact,
        metrics: ["copy_mse_exact_digit", "copy_mse_exact_upside_down", "copy_mse_exact_noise"],
        is_trained: false,
    },
    Row {
        colour: "w-ae",
        name: |locale, _| fill(td_string!(locale, anatomy.row_digits), &[("k", &WIDE_CODE)]),
        what: |locale| td_string!(locale, anatomy.row_digits_what),
        get: |snapshot| &snapshot.wide[0],
        metrics: ["copy_mse_digits_digit", "copy_mse_digits_upside_down", "copy_mse_digits_noise"],
        is_trained: true,
    },
    Row {
        colour: "w-ae",
        name: |locale, _| fill(td_string!(locale, anatomy.row_digits), &[("k", &WIDE_CODE)]),
        what: |locale| td_string!(locale, anatomy.row_both_what),
        get: |snapshot| &snapshot.wide[1],
        metrics: ["copy_mse_both_digit", "copy_mse_both_upside_down", "copy_mse_both_noise"],
        is_trained: true,
    },
];

/// The table.
#[component]
pub fn CopyTable() -> impl IntoView {
    let locale = use_locale();
    let copies = CopyState::of_page();
    let given = Signal::derive(move || copies.of_snapshot(|snapshot| snapshot.given.clone()));
    let heading = move |kind: Kind| view! { <th scope="col">{move || kind_word(locale(), kind)}</th> };
    let given_cell = move |idx: usize| view! { <td><Image idx bytes=given label=move || kind_word(locale(), KINDS[idx]).to_owned()/></td> };
    view! {
        <table data-instrument="copies" class="copies">
            <caption class="visually-hidden">{say!(anatomy.table_caption)}</caption>
            <thead><tr><td></td>{KINDS.into_iter().map(heading).collect_view()}</tr></thead>
            <tbody>
                <tr><th scope="row">{say!(anatomy.row_given)}</th>{(0..KINDS.len()).map(given_cell).collect_view()}</tr>
                {ROWS.into_iter().map(|row| view! { <CodeRow row/> }).collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn CodeRow(row: Row) -> impl IntoView {
    let locale = use_locale();
    let keys = use_link_keys();
    let copies = CopyState::of_page();
    let size = move || keys.small.with(|labs| labs.copy.code_size);
    let name = move || (row.name)(locale(), size());
    let bytes = Signal::derive(move || copies.of_snapshot(|snapshot| (row.get)(snapshot).images.clone()));
    let is_waiting = move || row.is_trained && !copies.of_snapshot(|snapshot| snapshot.has_begun);
    let cell = move |idx: usize| {
        let mse = move || copies.of_snapshot(|snapshot| (row.get)(snapshot).mse[idx]);
        let label = move || {
            let kind = kind_word(locale(), KINDS[idx]);
            let code = format!("{}, {}", (row.name)(locale(), size()), (row.what)(locale()));
            fill(td_string!(locale(), anatomy.cell_label), &[("kind", &kind), ("code", &code)])
        };
        let width = move || format!("{:.1}%", (100.0 * mse() / FULL_BAR_MSE).min(100.0));
        view! {
            <td class:pale=is_waiting>
                <Image idx bytes label/>
                <span class="error-bar" aria-hidden="true"><span class="bar" style:width=width></span></span>
                <small>{move || named_number(row.metrics[idx], mse(), shown(mse(), locale()))}</small>
            </td>
        }
    };
    view! {
        <tr><th scope="row"><span class=row.colour>{name}</span><small>{move || (row.what)(locale())}</small></th>
            {(0..KINDS.len()).map(cell).collect_view()}</tr>
    }
}

/// An error for the eye: what is only rounding is written as zero.
fn shown(mse: f64, locale: Locale) -> String {
    if mse < ROUNDING_MSE { "0".to_owned() } else { three_digits(mse, locale) }
}

/// One of the three images that lie side by side in `bytes`.
#[component]
fn Image(
    idx: usize,
    #[prop(into)] bytes: Signal<Vec<u8>>,
    label: impl Fn() -> String + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let pixels = Signal::derive(move || {
        bytes.with(|bytes| bytes.get(idx * N_FEATURES..(idx + 1) * N_FEATURES).unwrap_or_default().to_vec())
    });
    let size = Signal::derive(|| Some(ImageSize { height: SIDE, width: SIDE }));
    view! { <ImageRow label=Signal::derive(label) size pixels/> }
}

/// A kind's name.
pub(super) fn kind_word(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Digit => td_string!(locale, anatomy.kind_digit),
        Kind::UpsideDown => td_string!(locale, anatomy.kind_upside_down),
        Kind::Noise => td_string!(locale, anatomy.kind_noise),
    }
}
