//! Scaling of a table's columns, and the statistics it needs. The roles of columns are left to [`super`].

use serde::{Deserialize, Serialize};

/// The scaling of a column's numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Scaling {
    /// No scaling.
    #[default]
    None,
    /// Scaling to `0..=1` by the column's own minimum and maximum.
    UnitRange,
    /// Scaling to `0..=1` by the minimum and maximum of all features: for pixels.
    UnitRangeOverall,
    /// Scaling to mean 0 and standard deviation 1 (divisor `n`, as scikit-learn's `StandardScaler`).
    Standard,
}

/// The statistics of a column, computed before it is chosen.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Summary {
    /// The number of finite numbers.
    n_numbers: usize,
    least: f64,
    greatest: f64,
    mean: f64,
    /// The sum of squared deviations from the mean.
    squares: f64,
    /// The first row, from 0, whose cell is text.
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

    /// Adds a number by Welford's update (1962), which needs neither two passes nor differences of large sums.
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
    /// Returns for each column the value that is mapped to 0, and its distance from the value mapped to 1.
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
            // A constant column has no unit of its own; any unit makes it 0.
            (origin, if unit > 0.0 { unit } else { 1.0 })
        };
        columns.iter().map(scale).collect()
    }
}
