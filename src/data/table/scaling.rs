//! Scaling of a table's columns, and what must be known of their numbers for it. What columns are is left to [`super`].

use serde::{Deserialize, Serialize};

/// Describes what becomes of a column's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Scaling {
    /// They stay.
    #[default]
    None,
    /// To `0..=1` by the column's own least and greatest value.
    UnitRange,
    /// To `0..=1` by the least and greatest value of all features: for pixels.
    UnitRangeOverall,
    /// To mean 0 and standard deviation 1 (divisor `n`, as scikit-learn's `StandardScaler`).
    Standard,
}

/// Holds what is known of a column before it is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Summary {
    /// Finite numbers seen.
    n_numbers: usize,
    least: f64,
    greatest: f64,
    mean: f64,
    /// Sum of squared deviations from the mean.
    squares: f64,
    /// First row, from 0, whose cell is text.
    pub(super) first_text_idx: Option<usize>,
}

impl Summary {
    pub(super) const EMPTY: Self = Self {
        n_numbers: 0,
        least: f64::INFINITY,
        greatest: f64::NEG_INFINITY,
        mean: 0.0,
        squares: 0.0,
        first_text_idx: None,
    };

    /// A step of Welford (1962), who needs neither two passes nor differences of large sums.
    pub(super) fn add(&mut self, x: f64) {
        self.n_numbers += 1;
        self.least = self.least.min(x);
        self.greatest = self.greatest.max(x);
        let deviation = x - self.mean;
        self.mean += deviation / self.n_numbers as f64;
        self.squares += deviation * (x - self.mean);
    }

    pub(super) fn is_constant(&self) -> bool {
        self.least == self.greatest
    }
}

impl Scaling {
    /// For each of some columns what becomes 0, and how far from it lies what becomes 1.
    pub(super) fn origins_and_units(self, columns: &[&Summary]) -> Vec<(f64, f64)> {
        let least = columns.iter().map(|column| column.least).fold(f64::INFINITY, f64::min);
        let greatest = columns.iter().map(|column| column.greatest).fold(f64::NEG_INFINITY, f64::max);
        let scale = |column: &&Summary| {
            let (origin, unit) = match self {
                Self::None => (0.0, 1.0),
                Self::UnitRange => (column.least, column.greatest - column.least),
                Self::UnitRangeOverall => (least, greatest - least),
                Self::Standard => (column.mean, (column.squares / column.n_numbers as f64).sqrt()),
            };
            // A constant column has no unit of its own; any makes it 0.
            (origin, if unit > 0.0 { unit } else { 1.0 })
        };
        columns.iter().map(scale).collect()
    }
}
