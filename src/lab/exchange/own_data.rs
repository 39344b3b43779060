//! The user's own files: what they seem to hold, how to read them, and what to say before anything trains.
//!
//! Formats are read by `data`; opening files and decoding pictures is the worker's, which hands over bytes. How a link names them is
//! in [`link`].

mod fault;
pub mod link;

pub use fault::OwnFault;

use crate::{geometry::ImageSize, run::selection::pixels};
use data::{Dataset, SampleShape, catalog::WHITE, idx::Idx, table::Table, unpack::GZIP_MAGIC};
use serde::{Deserialize, Serialize};

pub use data::{
    fingerprint::Fingerprint,
    idx::IdxError,
    table::{ColumnChoice, Header, MAX_TABLE_BYTES, Scaling, TableError},
    unpack::UnpackError,
};

/// Largest rows and columns of an image.
pub const MAX_IMAGE_SIDE: usize = 128;
/// Largest file that is opened.
pub const MAX_FILE_BYTES: u64 = 256 << 20;
/// Most pixels of all pictures together, once scaled.
pub const MAX_PICTURE_BYTES: usize = 100_000_000;
/// Sides that pictures can be scaled to.
pub const PICTURE_SIDES: [usize; 6] = [8, 16, 28, 32, 64, 128];
/// Samples of the sheet that is shown before training.
const N_SHEET: usize = 24;
/// Rows and columns of a table that are shown before training.
const N_SHOWN_ROWS: usize = 5;
const N_SHOWN_COLUMNS: usize = 8;

/// The detected type of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// Bytes in the format of MNIST.
    Idx,
    /// Numbers in rows.
    Table,
    /// PNG, JPEG or WebP.
    Picture,
}

/// How the user wants files to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The treatment of a table's first row as column names.
    pub header: Header,
    /// Label column and scaling; `None` takes what seems to fit.
    pub columns: Option<ColumnChoice>,
    /// True if a table's rows are square images; `None` detects it.
    pub has_images: Option<bool>,
    /// Rows and columns that pictures are scaled to.
    pub picture_side: usize,
    /// True if images are inverted: dark ink becomes bright.
    pub inverts: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self { header: Header::Detect, columns: None, has_images: None, picture_side: 28, inverts: false }
    }
}

/// The column options of a table and the current choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableInfo {
    /// Names of all columns.
    pub columns: Vec<String>,
    /// True if the first row contains column names.
    pub has_header: bool,
    /// The column choice, made by the user or by default.
    pub choice: ColumnChoice,
    /// True if rows can be shown as square images.
    pub may_be_images: bool,
    /// True if rows are treated as square images.
    pub are_images: bool,
    /// Columns with one and the same value throughout: they teach nothing.
    pub constant_columns: Vec<String>,
}

/// The contents of the files, as far as they were recognized.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Understood {
    /// Names of the files that were used.
    pub names: Vec<String>,
    /// Names of files among them that are no pictures.
    pub unused: Vec<String>,
    /// The file type.
    pub kind: FileKind,
    /// How they were read.
    pub reading: Reading,
    /// Samples.
    pub n_samples: usize,
    /// Numbers a sample.
    pub n_features: usize,
    /// Size of the images, where samples are images.
    pub image_size: Option<ImageSize>,
    /// Least and greatest value, as they will be trained on.
    pub range: (f32, f32),
    /// Classes with their numbers of samples; empty without labels.
    pub classes: Vec<(String, usize)>,
    /// The first images, as bytes.
    pub sheet: Vec<u8>,
    /// The first rows, where samples are points.
    pub rows: Vec<Vec<f32>>,
    /// The options of a table.
    pub table: Option<TableInfo>,
    /// Of all files that were opened, in the order of their names.
    pub fingerprint: Fingerprint,
}

/// Returns the type of a file, detected from its first bytes and its name.
#[must_use]
pub fn kind_of(name: &str, first: &[u8]) -> Option<FileKind> {
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let is_riff = first.starts_with(b"RIFF") && first.get(8..12) == Some(b"WEBP");
    if first.starts_with(b"\x89PNG") || first.starts_with(&[0xff, 0xd8, 0xff]) || is_riff {
        Some(FileKind::Picture)
    } else if first.starts_with(&[0, 0]) || first.starts_with(&GZIP_MAGIC) {
        Some(FileKind::Idx)
    } else if ends(&[".png", ".jpg", ".jpeg", ".webp"]) {
        // A picture by name alone: what the browser makes of it decides.
        Some(FileKind::Picture)
    } else if ends(&[".csv", ".tsv", ".txt"]) || is_text(first) {
        Some(FileKind::Table)
    } else if ends(&["-ubyte", ".idx", ".gz"]) {
        Some(FileKind::Idx)
    } else {
        None
    }
}

/// Images, with labels where a second file brings them, from IDX files in any order.
///
/// # Errors
/// When a file is not IDX, or they are not one file of images and at most one of labels that match.
pub fn read_idx(files: &[(String, Vec<u8>)]) -> Result<Dataset, OwnFault> {
    let mut images = None;
    let mut labels = None;
    for (name, bytes) in files {
        let fault = |error| OwnFault::Idx { name: name.clone(), error };
        let idx = Idx::parse(bytes).map_err(fault)?;
        let place = match idx.shape.len() {
            1 => &mut labels,
            3 => &mut images,
            got => return Err(fault(IdxError::Dimensions { expected: 3, got })),
        };
        if place.replace((name, idx)).is_some() {
            return Err(OwnFault::Mixed);
        }
    }
    let Some((name, images)) = images else {
        return Err(labels.map_or(OwnFault::Mixed, |(name, _)| OwnFault::NoImages(name.clone())));
    };
    let (height, width) = (images.shape[1], images.shape[2]);
    if !(1..=MAX_IMAGE_SIDE).contains(&height) || !(1..=MAX_IMAGE_SIDE).contains(&width) {
        return Err(OwnFault::ImageSize(ImageSize { height, width }));
    }
    let dataset = Dataset::from_images(images, labels.map(|(_, idx)| idx), WHITE);
    enough(dataset.map_err(|error| OwnFault::Idx { name: name.clone(), error })?)
}

/// Samples from a table, as chosen or as seems to fit, with what was chosen.
///
/// # Errors
/// When the chosen columns cannot be trained on.
pub fn read_table(name: &str, table: &Table, reading: &Reading) -> Result<(Dataset, TableInfo), OwnFault> {
    let fault = |error| OwnFault::Table { name: name.to_owned(), error };
    let label_column = table.suggested_label_column();
    let n_features = table.columns.len() - usize::from(label_column.is_some());
    let seems_images = side_of(n_features).is_some_and(|side| side >= 8);
    let scaling = if seems_images { Scaling::UnitRangeOverall } else { Scaling::UnitRange };
    let mut choice = reading.columns.unwrap_or(ColumnChoice { label_column, scaling });
    let mut chosen = table.choose(&choice);
    if reading.columns.is_none() && matches!(chosen, Err(TableError::TooManyClasses { .. })) {
        // The name spoke for labels, the values do not.
        choice.label_column = None;
        chosen = table.choose(&choice);
    }
    let mut chosen = chosen.map_err(fault)?;
    let side = side_of(chosen.n_features);
    let may_be_images = side.is_some() && matches!(choice.scaling, Scaling::UnitRange | Scaling::UnitRangeOverall);
    let has_images = may_be_images && reading.has_images.unwrap_or(seems_images);
    let shape = match side {
        Some(side) if has_images => SampleShape::Image { height: side, width: side },
        _ => SampleShape::Point,
    };
    let info = TableInfo {
        columns: table.columns.clone(),
        has_header: table.has_header,
        choice,
        may_be_images,
        are_images: has_images,
        constant_columns: std::mem::take(&mut chosen.constant_columns),
    };
    Ok((enough(Dataset::from_table(chosen, shape))?, info))
}

/// Images from pictures that have been scaled to squares of `side` and made grey, one after another.
///
/// # Errors
/// When there are fewer than two.
pub fn read_pictures(grey: Vec<u8>, side: usize) -> Result<Dataset, OwnFault> {
    enough(Dataset::from_pixels(grey, WHITE, side, side))
}

/// Summarizes a data set for the user to check before training.
#[must_use]
pub fn describe(dataset: &Dataset, kind: FileKind, names: Vec<String>, reading: Reading) -> Understood {
    let sample_idxs: Vec<u32> = (0..dataset.n_samples().min(N_SHEET) as u32).collect();
    let image_size = match dataset.shape() {
        SampleShape::Image { height, width } => Some(ImageSize { height, width }),
        _ => None,
    };
    let n_rows = if image_size.is_none() { sample_idxs.len().min(N_SHOWN_ROWS) } else { 0 };
    let rows = dataset.select(&sample_idxs[..n_rows]);
    let sheet = if image_size.is_some() { pixels(&dataset.select(&sample_idxs), None) } else { Vec::new() };
    Understood {
        names,
        unused: Vec::new(),
        kind,
        reading,
        n_samples: dataset.n_samples(),
        n_features: dataset.n_features(),
        image_size,
        range: dataset.range().unwrap_or_default(),
        classes: classes_of(dataset),
        sheet,
        rows: rows.outer_iter().map(|row| row.iter().take(N_SHOWN_COLUMNS).copied().collect()).collect(),
        table: None,
        fingerprint: Fingerprint::default(),
    }
}

fn classes_of(dataset: &Dataset) -> Vec<(String, usize)> {
    let mut counts = [0_usize; 256];
    for &label in dataset.labels().unwrap_or_default() {
        counts[usize::from(label)] += 1;
    }
    let name = |label: usize| dataset.class_names().get(label).cloned().unwrap_or_else(|| label.to_string());
    (0..counts.len()).filter(|&label| counts[label] > 0).map(|label| (name(label), counts[label])).collect()
}

fn enough(dataset: Dataset) -> Result<Dataset, OwnFault> {
    if dataset.n_samples() < 2 { Err(OwnFault::TooFewSamples) } else { Ok(dataset) }
}

/// The side of a square of so many pixels, where there is one that images can have.
fn side_of(n_features: usize) -> Option<usize> {
    let side = n_features.isqrt();
    ((2..=MAX_IMAGE_SIDE).contains(&side) && side * side == n_features).then_some(side)
}

/// Whether bytes look like text: no control characters but tabs and line ends.
fn is_text(first: &[u8]) -> bool {
    !first.is_empty() && first.iter().all(|&byte| byte >= b' ' || matches!(byte, b'\t' | b'\r' | b'\n'))
}

#[cfg(test)]
mod tests;
