//! What the worker has found in the user's own files: its refusal, or a first look with what can be chosen.

use super::options::Options;
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, own_files::use_own_files, run::use_run},
    widgets::{
        images::ImageRow,
        numbers::{fixed, grouped, three_digits},
    },
    words::{files, fill, say},
};
use lab::exchange::own_data::{FileKind, Fingerprint, Understood};
use leptos::prelude::*;
use std::sync::Arc;

/// Images a row of the sheet.
const N_A_ROW: usize = 8;
/// Classes that are named one by one.
const N_CLASSES: usize = 12;

/// The answer to opened files, as it changes.
#[component]
pub fn Findings() -> impl IntoView {
    let (own, locale) = (use_own_files(), use_locale());
    view! {
        {move || own.fault.get().map(|fault| view! {
            <div class="notice fault" role="alert">
                <strong>{say!(own.fault_title)}</strong>
                <p>{move || files::own_fault(locale(), &fault)}</p>
                <p>{say!(faults.loading_kept)}</p>
            </div>
        })}
        {move || own.understood.get().map(|understood| view! { <Compared fingerprint=understood.fingerprint.clone()/><Summary understood/> })}
    }
}

/// Whether it is the file that the link asks for.
#[component]
fn Compared(fingerprint: Fingerprint) -> impl IntoView {
    let (run, own, locale) = (use_run(), use_own_files(), use_locale());
    let said = move || {
        let file = run.settings.with(|settings| own.expected_for(settings))?;
        let is_same = file.is_of(&fingerprint)?;
        let words = files::compared(locale(), &file, is_same);
        let class = if is_same { "notice" } else { "notice fault" };
        Some(view! { <p class=class data-compared=is_same.to_string()>{words}</p> })
    };
    view! { {said} }
}

/// What was understood, and what can be chosen.
#[component]
fn Summary(understood: Arc<Understood>) -> impl IntoView {
    let locale = use_locale();
    let found = {
        let kind = understood.kind;
        move || match kind {
            FileKind::Idx => td_string!(locale(), own.found_idx),
            FileKind::Table => td_string!(locale(), own.found_table),
            FileKind::Picture => td_string!(locale(), own.found_pictures),
        }
    };
    let of = StoredValue::new(understood.clone());
    let with = move |get: fn(&Understood, Locale) -> String| of.with_value(|of| get(of, locale()));
    let left_out = move || with(|of, locale| list_of(&of.unused, td_string!(locale, own.unused)));
    let constant = move || {
        with(|of, locale| {
            let columns = of.table.as_ref().map(|table| table.constant_columns.clone()).unwrap_or_default();
            list_of(&columns, td_string!(locale, own.constant))
        })
    };
    view! {
        <p class="found"><strong>{found}</strong>" "<span>{move || with(names_of)}</span></p>
        <dl class="facts">
            <div><dt>{say!(own.samples)}</dt><dd>{move || with(|of, locale| grouped(of.n_samples as u64, locale))}</dd></div>
            <div><dt>{say!(own.features)}</dt><dd>{move || with(features_of)}</dd></div>
            <div><dt>{say!(own.range)}</dt><dd>{move || with(range_of)}</dd></div>
            <div class="whole"><dt>{say!(own.classes)}</dt><dd>{move || with(classes_of)}</dd></div>
        </dl>
        <Sheet understood=understood.clone()/>
        {move || Some(left_out()).filter(|text| !text.is_empty()).map(|text| view! { <p class="hint">{text}</p> })}
        {move || Some(constant()).filter(|text| !text.is_empty()).map(|text| view! { <p class="hint">{text}</p> })}
        <Options understood/>
    }
}

/// The first samples: images, or rows of numbers.
#[component]
fn Sheet(understood: Arc<Understood>) -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), own.sheet).to_owned());
    let n_pixels = understood.image_size.map_or(1, |size| size.height * size.width);
    let size = understood.image_size;
    let rows = understood.sheet.chunks(n_pixels * N_A_ROW).map(|pixels| {
        let pixels = pixels.to_vec();
        let padded = n_pixels * N_A_ROW - pixels.len();
        let pixels = [pixels, vec![0; padded]].concat();
        view! { <ImageRow label size=Signal::stored(size) pixels=Signal::stored(pixels)/> }
    });
    let numbers = understood.rows.clone();
    let n_features = understood.n_features;
    view! {
        <h3>{say!(own.sheet)}</h3>
        {size.is_some().then(|| view! { <div class="sheet">{rows.collect_view()}</div> })}
        {(!numbers.is_empty()).then(|| view! {
            <div class="scroll" tabindex="0" role="region" aria-label=say!(own.sheet)><table class="rows"><tbody>
                {numbers.into_iter().map(|row| {
                    let is_cut = row.len() < n_features;
                    let cells = row.into_iter().map(|x| view! { <td>{move || three_digits(f64::from(x), locale())}</td> });
                    view! { <tr>{cells.collect_view()}{is_cut.then(|| view! { <td>"…"</td> })}</tr> }
                }).collect_view()}
            </tbody></table></div>
        })}
    }
}

fn names_of(of: &Understood, locale: Locale) -> String {
    match of.names.as_slice() {
        [] => String::new(),
        [name] => name.clone(),
        [first, second] => format!("{first}, {second}"),
        [first, rest @ ..] => fill(td_string!(locale, own.more_files), &[("name", first), ("n", &rest.len())]),
    }
}

fn features_of(of: &Understood, locale: Locale) -> String {
    let n = grouped(of.n_features as u64, locale);
    match of.image_size {
        Some(size) => {
            let size = fill(td_string!(locale, own.size), &[("width", &size.width), ("height", &size.height)]);
            format!("{n} ({size})")
        }
        None => n,
    }
}

fn range_of(of: &Understood, locale: Locale) -> String {
    let (min, max) = (fixed(f64::from(of.range.0), 2, locale), fixed(f64::from(of.range.1), 2, locale));
    fill(td_string!(locale, own.range_value), &[("min", &min), ("max", &max)])
}

fn classes_of(of: &Understood, locale: Locale) -> String {
    if of.classes.is_empty() {
        return td_string!(locale, own.no_classes).to_owned();
    }
    let named = of.classes.iter().take(N_CLASSES).map(|(name, n)| format!("{name} ({})", grouped(*n as u64, locale)));
    let mut text = named.collect::<Vec<_>>().join(", ");
    if of.classes.len() > N_CLASSES {
        text += " ";
        text += &fill(td_string!(locale, own.more_classes), &[("n", &(of.classes.len() - N_CLASSES))]);
    }
    text
}

/// A sentence with the first names; empty without any.
fn list_of(names: &[String], sentence: &str) -> String {
    if names.is_empty() {
        return String::new();
    }
    let shown = names.iter().take(N_CLASSES).cloned().collect::<Vec<_>>().join(", ");
    let dots = if names.len() > N_CLASSES { ", …" } else { "" };
    fill(sentence, &[("names", &format!("{shown}{dots}"))])
}
