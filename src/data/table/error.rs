//! What can be wrong with a table or with the choice of its columns. Sentences for readers are left to others.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a file is no table, or its columns cannot be used as chosen.
///
/// Rows count from 1, with the header and without empty lines; columns go by name; values are as the file has them, cut
/// to 40 characters.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TableError {
    /// The file is too large.
    #[error("the file is larger than {limit_bytes} bytes")]
    TooLarge {
        /// [`super::MAX_TABLE_BYTES`].
        limit_bytes: usize,
    },
    /// The first row is too long.
    #[error("{got} columns; at most {limit} can be read")]
    TooManyColumns {
        /// Columns found.
        got: usize,
        /// [`super::MAX_COLUMNS`].
        limit: usize,
    },
    /// A cell is no UTF-8.
    #[error("row {row} is not UTF-8")]
    NotUtf8 {
        /// Row of the cell.
        row: usize,
    },
    /// There are no rows, or only a header.
    #[error("the table has no rows")]
    Empty,
    /// A row has not as many cells as the first.
    #[error("row {row}: expected {expected} cells, got {got}")]
    Ragged {
        /// The row.
        row: usize,
        /// Cells of the first row.
        expected: usize,
        /// Cells of this row.
        got: usize,
    },
    /// A feature is text.
    #[error("row {row}, column {column}: {value:?} is no number")]
    Text {
        /// First row with text.
        row: usize,
        /// Its column.
        column: String,
        /// The text.
        value: String,
    },
    /// A number is infinite, NaN or beyond the range of `f32`.
    #[error("row {row}, column {column}: {value:?} is no finite number")]
    NotFinite {
        /// Its row.
        row: usize,
        /// Its column.
        column: String,
        /// The number as written.
        value: String,
    },
    /// A cell is empty.
    #[error("row {row}, column {column} is empty")]
    Missing {
        /// Its row.
        row: usize,
        /// Its column.
        column: String,
    },
    /// Every feature has the same value in all rows.
    #[error("all columns are constant")]
    AllConstant,
    /// Nothing is left beside the labels.
    #[error("there is no column beside the labels")]
    NoFeatures,
    /// The column of labels is not in the table.
    #[error("there is no column {column_idx} among {n_columns}")]
    NoSuchColumn {
        /// The index asked for, from 0.
        column_idx: usize,
        /// Columns of the table.
        n_columns: usize,
    },
    /// The column of labels names too many classes.
    #[error("column {column}: {got} classes; at most {limit} are possible")]
    TooManyClasses {
        /// The column.
        column: String,
        /// Classes found.
        got: usize,
        /// [`super::MAX_CLASSES`].
        limit: usize,
    },
}
