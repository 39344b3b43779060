//! The errors of a table or of the choice of its columns. Messages for readers are left to others.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The reason why a file is not a table, or why its columns cannot be used as chosen.
///
/// Rows count from 1, including the header and without empty lines; columns are given by name; values are quoted from
/// the file, cut to 40 characters.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum TableError {
    /// The file is too large.
    #[error("the file is larger than {limit_bytes} bytes")]
    TooLarge {
        /// The limit, [`super::MAX_TABLE_BYTES`].
        limit_bytes: usize,
    },
    /// The first row is too long.
    #[error("{got} columns; at most {limit} can be read")]
    TooManyColumns {
        /// The columns found.
        got: usize,
        /// The limit, [`super::MAX_COLUMNS`].
        limit: usize,
    },
    /// A cell is not UTF-8.
    #[error("row {row} is not UTF-8")]
    NotUtf8 {
        /// The row of the cell.
        row: usize,
    },
    /// There are no rows, or only a header.
    #[error("the table has no rows")]
    Empty,
    /// A row and the first row differ in their number of cells.
    #[error("row {row}: expected {expected} cells, got {got}")]
    Ragged {
        /// The row.
        row: usize,
        /// The cells of the first row.
        expected: usize,
        /// The cells of this row.
        got: usize,
    },
    /// A feature is text.
    #[error("row {row}, column {column}: {value:?} is no number")]
    Text {
        /// The first row with text.
        row: usize,
        /// The column of the cell.
        column: String,
        /// The text.
        value: String,
    },
    /// A number is infinite, NaN or outside the range of `f32`.
    #[error("row {row}, column {column}: {value:?} is no finite number")]
    NotFinite {
        /// The row of the cell.
        row: usize,
        /// The column of the cell.
        column: String,
        /// The number as written.
        value: String,
    },
    /// A cell is empty.
    #[error("row {row}, column {column} is empty")]
    Missing {
        /// The row of the cell.
        row: usize,
        /// The column of the cell.
        column: String,
    },
    /// Every feature has the same value in all rows.
    #[error("all columns are constant")]
    AllConstant,
    /// There is no column besides the labels.
    #[error("there is no column beside the labels")]
    NoFeatures,
    /// The label column is not in the table.
    #[error("there is no column {column_idx} among {n_columns}")]
    NoSuchColumn {
        /// The requested index, from 0.
        column_idx: usize,
        /// The columns of the table.
        n_columns: usize,
    },
    /// The label column has too many classes.
    #[error("column {column}: {got} classes; at most {limit} are possible")]
    TooManyClasses {
        /// The label column.
        column: String,
        /// The classes found.
        got: usize,
        /// The limit, [`super::MAX_CLASSES`].
        limit: usize,
    },
}
