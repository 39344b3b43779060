//! What is said of files: why one could not be had, why the user's own cannot be used, and what to do.

use crate::{
    i18n::{Locale, td_string},
    widgets::numbers::fixed,
    words::fill,
};
use lab::exchange::own_data::{IdxError, MAX_TABLE_BYTES, TableError, UnpackError};
use lab::{
    exchange::own_data::{MAX_FILE_BYTES, OwnFault, link::FileLink},
    fault::{Attempt, FetchFault},
    settings::DataId,
};

/// Returns the name of a data set's class: from the catalogue, from the user's file, or its number.
pub fn class(locale: Locale, data: DataId, class_names: &[String], label: u8) -> String {
    let own = class_names.get(usize::from(label)).map(String::as_str);
    fashion_class(locale, label)
        .filter(|_| data == DataId::FashionMnist)
        .or(own)
        .map_or_else(|| label.to_string(), str::to_owned)
}

/// The classes of Fashion-MNIST, in the order of their labels.
fn fashion_class(locale: Locale, label: u8) -> Option<&'static str> {
    Some(match label {
        0 => td_string!(locale, classes.fashion_0),
        1 => td_string!(locale, classes.fashion_1),
        2 => td_string!(locale, classes.fashion_2),
        3 => td_string!(locale, classes.fashion_3),
        4 => td_string!(locale, classes.fashion_4),
        5 => td_string!(locale, classes.fashion_5),
        6 => td_string!(locale, classes.fashion_6),
        7 => td_string!(locale, classes.fashion_7),
        8 => td_string!(locale, classes.fashion_8),
        9 => td_string!(locale, classes.fashion_9),
        _ => return None,
    })
}

/// Asks for the file of a link.
pub fn asked_for(locale: Locale, file: &FileLink) -> String {
    fill(td_string!(locale, own.asked_for), &[("files", &described(locale, file))])
}

/// Returns a sentence on whether the opened file is the file of a link.
pub fn compared(locale: Locale, file: &FileLink, is_same: bool) -> String {
    let sentence = if is_same { td_string!(locale, own.same) } else { td_string!(locale, own.other) };
    fill(sentence, &[("files", &described(locale, file))])
}

/// Its name and, where the link says it, its size.
fn described(locale: Locale, file: &FileLink) -> String {
    let named = match file.n_files {
        0 | 1 => file.name.clone(),
        n => fill(td_string!(locale, own.asked_more), &[("name", &file.name), ("n", &(n - 1))]),
    };
    match file.fingerprint.n_bytes {
        0 => named,
        n @ 1..1000 => format!("{named}, {n} bytes"),
        n @ 1000..1_000_000 => format!("{named}, {} kB", fixed(n as f64 / 1e3, 1, locale)),
        n => format!("{named}, {} MB", fixed(n as f64 / 1e6, 1, locale)),
    }
}

/// Returns a description of a download attempt: the host and the outcome.
pub fn attempt(locale: Locale, attempt: &Attempt) -> String {
    let place = if attempt.host.is_empty() { td_string!(locale, fetch.here) } else { attempt.host.as_str() };
    let what = match attempt.fault {
        FetchFault::NoNetwork => td_string!(locale, fetch.no_network).to_owned(),
        FetchFault::NotFound => td_string!(locale, fetch.not_found).to_owned(),
        FetchFault::Status(status) => fill(td_string!(locale, fetch.status), &[("status", &status)]),
        FetchFault::Stalled => td_string!(locale, fetch.stalled).to_owned(),
        FetchFault::Damaged => td_string!(locale, fetch.damaged).to_owned(),
        FetchFault::TooLong => td_string!(locale, fetch.too_long).to_owned(),
        FetchFault::Size { expected, got } => {
            fill(td_string!(locale, fetch.size), &[("expected", &expected), ("got", &got)])
        }
        FetchFault::Checksum => td_string!(locale, fetch.checksum).to_owned(),
    };
    format!("{place}: {} {what}", attempt.file)
}

/// Why the user's own files cannot be used, and what to do.
pub fn own_fault(locale: Locale, fault: &OwnFault) -> String {
    match fault {
        OwnFault::UnknownKind(name) => fill(td_string!(locale, own.unknown_kind), &[("name", name)]),
        OwnFault::PartMissing => td_string!(locale, faults.part_missing).to_owned(),
        OwnFault::Mixed => td_string!(locale, own.mixed).to_owned(),
        OwnFault::Unreadable(name) => fill(td_string!(locale, own.unreadable), &[("name", name)]),
        OwnFault::TooLarge { name, .. } => {
            fill(td_string!(locale, own.too_large), &[("name", name), ("mb", &(MAX_FILE_BYTES >> 20))])
        }
        OwnFault::Idx { name, error } => {
            fill(td_string!(locale, own.idx), &[("name", name), ("reason", &idx_fault(locale, error))])
        }
        OwnFault::NoImages(name) => fill(td_string!(locale, own.no_images), &[("name", name)]),
        OwnFault::ImageSize(size) => {
            fill(td_string!(locale, own.image_size), &[("width", &size.width), ("height", &size.height)])
        }
        OwnFault::Table { name, error } => {
            fill(td_string!(locale, own.table), &[("name", name), ("reason", &table_fault(locale, error))])
        }
        OwnFault::NoPicture(name) => fill(td_string!(locale, own.no_picture), &[("name", name)]),
        OwnFault::TooManyPictures { limit } => fill(td_string!(locale, own.too_many), &[("limit", limit)]),
        OwnFault::TooFewSamples => td_string!(locale, own.too_few).to_owned(),
    }
}

fn idx_fault(locale: Locale, error: &IdxError) -> String {
    match error {
        IdxError::Unpack(UnpackError::Damaged) => td_string!(locale, own.idx_damaged).to_owned(),
        IdxError::Unpack(UnpackError::TooLong) => td_string!(locale, own.idx_too_long).to_owned(),
        IdxError::Magic => td_string!(locale, own.idx_magic).to_owned(),
        IdxError::Length { expected, got } => {
            fill(td_string!(locale, own.idx_length), &[("expected", expected), ("got", got)])
        }
        IdxError::Dimensions { got, .. } => fill(td_string!(locale, own.idx_dimensions), &[("got", got)]),
        IdxError::Labels { n_images, n_labels } => {
            fill(td_string!(locale, own.idx_labels), &[("n_images", n_images), ("n_labels", n_labels)])
        }
    }
}

fn table_fault(locale: Locale, error: &TableError) -> String {
    match error {
        TableError::TooLarge { .. } => {
            fill(td_string!(locale, own.table_too_large), &[("mb", &(MAX_TABLE_BYTES / 1_000_000))])
        }
        TableError::TooManyColumns { got, limit } => {
            fill(td_string!(locale, own.table_columns), &[("got", got), ("limit", limit)])
        }
        TableError::NotUtf8 { row } => fill(td_string!(locale, own.table_utf8), &[("row", row)]),
        TableError::Empty => td_string!(locale, own.table_empty).to_owned(),
        TableError::Ragged { row, expected, got } => {
            fill(td_string!(locale, own.table_ragged), &[("row", row), ("expected", expected), ("got", got)])
        }
        TableError::Text { row, column, value } => {
            fill(td_string!(locale, own.table_text), &[("row", row), ("column", column), ("value", value)])
        }
        TableError::NotFinite { row, column, value } => {
            fill(td_string!(locale, own.table_not_finite), &[("row", row), ("column", column), ("value", value)])
        }
        TableError::Missing { row, column } => {
            fill(td_string!(locale, own.table_missing), &[("row", row), ("column", column)])
        }
        TableError::AllConstant => td_string!(locale, own.table_constant).to_owned(),
        TableError::NoFeatures => td_string!(locale, own.table_no_features).to_owned(),
        TableError::NoSuchColumn { .. } => td_string!(locale, own.table_no_column).to_owned(),
        TableError::TooManyClasses { column, got, limit } => {
            fill(td_string!(locale, own.table_classes), &[("column", column), ("got", got), ("limit", limit)])
        }
    }
}
