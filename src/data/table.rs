//! Tables of the user's own: CSV files of numbers, perhaps with names and labels. Reference: RFC 4180.
//!
//! Here columns get their meaning: names, features, labels. `table/cells.rs` reads the file and keeps its cells as
//! written, so that a fault (`table/error.rs`) can show them; `table/scaling.rs` scales. Opening the file and saying a
//! fault in a person's language are left to others.

mod cells;
mod error;
mod scaling;

use cells::Cells;
use scaling::Summary;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

pub use error::TableError;
pub use scaling::Scaling;

/// The largest file that is read, in bytes: MNIST's 10,000 test images take 18 MB as CSV.
pub const MAX_TABLE_BYTES: usize = 50_000_000;
/// The most columns: as many as an image of 64x64 has pixels.
pub const MAX_COLUMNS: usize = 4096;
/// The most classes of a column of labels: a label is one byte.
pub const MAX_CLASSES: usize = 256;
/// As much of a cell as a fault shows.
const MAX_SHOWN_CHARS: usize = 40;
/// Names, in lower case, that columns of labels usually have; the last may as well be a coordinate.
const LABEL_NAMES: [&str; 8] = ["label", "class", "target", "species", "clase", "etiqueta", "digit", "y"];

/// Describes whether the first row holds names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Header {
    /// It does where one of its cells is text (not empty) above a number in the second row, or where no cell of it is a
    /// number.
    #[default]
    Detect,
    /// It does.
    Yes,
    /// It does not.
    No,
}

/// Holds what the columns are used for: one perhaps holds labels, all others are features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// Index of the column of labels.
    pub label_column: Option<usize>,
    /// Scaling of the features.
    pub scaling: Scaling,
}

/// Samples taken from a table's columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// Scaled features, `n x d`, row by row; all finite.
    pub values: Vec<f32>,
    /// Features a sample, `d`, at least 1.
    pub n_features: usize,
    /// Names of the features.
    pub feature_names: Vec<String>,
    /// Class of each sample, an index into `class_names`.
    pub labels: Option<Vec<u8>>,
    /// Names of the classes: numbers in their order, texts in that of their code points. 3.0 is called `3`.
    pub class_names: Vec<String>,
    /// Names of the features whose value is the same in all rows; scaled by their own range or deviation they are 0.
    pub constant_columns: Vec<String>,
}

/// A file's rows and columns: between its text and the samples that are taken from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Names of the columns: those of the header; `1`, `2`, ... where it says none.
    pub columns: Vec<String>,
    /// Tells whether the first row holds names.
    pub has_header: bool,
    n_rows: usize,
    cells: Cells,
    summaries: Vec<Summary>,
}

impl Table {
    /// Reads a CSV file, UTF-8, with `,` `;` or tab between cells. With the latter two a comma may be decimal.
    ///
    /// # Errors
    /// Where the file is too large, has rows of different lengths, or none beside a header, or is not UTF-8.
    pub fn parse(file: &[u8], header: Header) -> Result<Self, TableError> {
        if file.len() > MAX_TABLE_BYTES {
            return Err(TableError::TooLarge { limit_bytes: MAX_TABLE_BYTES });
        }
        let (cells, n_columns) = Cells::read(file)?;
        let has_header = match header {
            Header::Detect => cells.begins_with_header(n_columns),
            Header::Yes => true,
            Header::No => false,
        };
        let n_rows = cells.len() / n_columns - usize::from(has_header);
        if n_rows == 0 {
            return Err(TableError::Empty);
        }
        let name = |column_idx: usize| {
            let written = if has_header { cells.get(column_idx) } else { "" };
            if written.is_empty() { (column_idx + 1).to_string() } else { written.to_owned() }
        };
        let columns = (0..n_columns).map(name).collect();
        let mut table = Self { columns, has_header, n_rows, cells, summaries: Vec::new() };
        table.summaries = table.summarise();
        Ok(table)
    }

    /// Number of rows, a header not counted; at least 1.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// For each column whether a cell of it is text, so that it may hold labels but no feature.
    #[must_use]
    pub fn text_columns(&self) -> Vec<bool> {
        self.summaries.iter().map(|summary| summary.first_text_idx.is_some()).collect()
    }

    /// Index of the only column of text, which can be nothing else; without text, of a column that is called as labels
    /// usually are, plain names before doubtful ones such as `y`.
    #[must_use]
    pub fn suggested_label_column(&self) -> Option<usize> {
        let is_text = |&column_idx: &usize| self.summaries[column_idx].first_text_idx.is_some();
        let texts: Vec<usize> = (0..self.columns.len()).filter(is_text).collect();
        let called = |of: &str| self.columns.iter().position(|name| name.eq_ignore_ascii_case(of));
        match texts.as_slice() {
            [only] => Some(*only),
            _ => LABEL_NAMES.iter().find_map(|name| called(name)),
        }
    }

    /// Takes features and labels from the columns.
    ///
    /// # Errors
    /// Where a feature is text, a cell is empty or no finite number, all features are constant, or the column of labels
    /// does not exist, is the only one, or names more than [`MAX_CLASSES`].
    pub fn choose(&self, choice: &ColumnChoice) -> Result<Chosen, TableError> {
        let n_columns = self.columns.len();
        if let Some(column_idx) = choice.label_column.filter(|&column_idx| column_idx >= n_columns) {
            return Err(TableError::NoSuchColumn { column_idx, n_columns });
        }
        let features: Vec<usize> = (0..n_columns).filter(|&idx| Some(idx) != choice.label_column).collect();
        if features.is_empty() {
            return Err(TableError::NoFeatures);
        }
        let values = self.values(&features, choice.scaling)?;
        let names = |column_idxs: &[usize]| column_idxs.iter().map(|&idx| self.columns[idx].clone()).collect();
        let constant: Vec<usize> = features.iter().copied().filter(|&idx| self.summaries[idx].is_constant()).collect();
        if constant.len() == features.len() {
            return Err(TableError::AllConstant);
        }
        let (labels, class_names) = choice.label_column.map(|idx| self.classes(idx)).transpose()?.unzip();
        Ok(Chosen {
            values,
            n_features: features.len(),
            feature_names: names(&features),
            labels,
            class_names: class_names.unwrap_or_default(),
            constant_columns: names(&constant),
        })
    }

    fn summarise(&self) -> Vec<Summary> {
        let mut summaries = vec![Summary::EMPTY; self.columns.len()];
        for row_idx in 0..self.n_rows {
            for (column_idx, summary) in summaries.iter_mut().enumerate() {
                let cell_idx = self.cell_idx(row_idx, column_idx);
                match self.cells.number(cell_idx) {
                    Some(x) if is_usable(x) => summary.add(x),
                    None if !self.cells.get(cell_idx).is_empty() => {
                        summary.first_text_idx = summary.first_text_idx.or(Some(row_idx));
                    }
                    // Gaps matter only once the column is chosen.
                    _ => {}
                }
            }
        }
        summaries
    }

    /// Scaled numbers of some columns, row by row.
    fn values(&self, features: &[usize], scaling: Scaling) -> Result<Vec<f32>, TableError> {
        for &column_idx in features {
            if let Some(row_idx) = self.summaries[column_idx].first_text_idx {
                return Err(self.fault(row_idx, column_idx));
            }
        }
        let summaries: Vec<&Summary> = features.iter().map(|&column_idx| &self.summaries[column_idx]).collect();
        let scales = scaling.origins_and_units(&summaries);
        let mut values = Vec::with_capacity(self.n_rows * features.len());
        for row_idx in 0..self.n_rows {
            for (&column_idx, (origin, unit)) in features.iter().zip(&scales) {
                // Scaled before it is rounded: times in seconds differ only beyond the digits of an `f32`.
                values.push(((self.number(row_idx, column_idx)? - origin) / unit) as f32);
            }
        }
        Ok(values)
    }

    /// Class of each row by one column, and the names of the classes.
    fn classes(&self, column_idx: usize) -> Result<(Vec<u8>, Vec<String>), TableError> {
        let rows = 0..self.n_rows;
        let found = if self.summaries[column_idx].first_text_idx.is_some() {
            let texts: Result<Vec<&str>, TableError> = rows.map(|row_idx| self.text(row_idx, column_idx)).collect();
            classify(&texts?, |a, b| a.cmp(b))
        } else {
            let numbers: Result<Vec<f64>, TableError> = rows.map(|row_idx| self.number(row_idx, column_idx)).collect();
            classify(&numbers?, f64::total_cmp)
        };
        found.map_err(|got| {
            let column = self.columns[column_idx].clone();
            TableError::TooManyClasses { column, got, limit: MAX_CLASSES }
        })
    }

    fn cell_idx(&self, row_idx: usize, column_idx: usize) -> usize {
        (row_idx + usize::from(self.has_header)) * self.columns.len() + column_idx
    }

    fn text(&self, row_idx: usize, column_idx: usize) -> Result<&str, TableError> {
        let text = self.cells.get(self.cell_idx(row_idx, column_idx));
        if text.is_empty() { Err(self.fault(row_idx, column_idx)) } else { Ok(text) }
    }

    fn number(&self, row_idx: usize, column_idx: usize) -> Result<f64, TableError> {
        let number = self.cells.number(self.cell_idx(row_idx, column_idx));
        // Adding zero makes one class of -0 and 0.
        number.filter(|&x| is_usable(x)).map(|x| x + 0.0).ok_or_else(|| self.fault(row_idx, column_idx))
    }

    /// What is wrong with a cell that is not what it should be.
    fn fault(&self, row_idx: usize, column_idx: usize) -> TableError {
        let cell_idx = self.cell_idx(row_idx, column_idx);
        let (row, column) = (row_idx + 1 + usize::from(self.has_header), self.columns[column_idx].clone());
        let value: String = self.cells.get(cell_idx).chars().take(MAX_SHOWN_CHARS).collect();
        match self.cells.number(cell_idx) {
            _ if value.is_empty() => TableError::Missing { row, column },
            Some(_) => TableError::NotFinite { row, column, value },
            None => TableError::Text { row, column, value },
        }
    }
}

/// Whether a number stays finite as an `f32`.
fn is_usable(x: f64) -> bool {
    (x as f32).is_finite()
}

/// For each key its place among the different ones in order, and the names of these; or their number if too large.
fn classify<K: Copy + PartialEq + ToString>(
    keys: &[K],
    compare: impl Fn(&K, &K) -> Ordering,
) -> Result<(Vec<u8>, Vec<String>), usize> {
    let mut classes = keys.to_vec();
    classes.sort_unstable_by(&compare);
    classes.dedup();
    if classes.len() > MAX_CLASSES {
        return Err(classes.len());
    }
    let label = |key: &K| classes.partition_point(|class| compare(class, key).is_lt()) as u8;
    Ok((keys.iter().map(label).collect(), classes.iter().map(K::to_string).collect()))
}

#[cfg(test)]
mod tests;
