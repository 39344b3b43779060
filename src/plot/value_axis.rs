//! An axis of values for plotters, logarithmic or linear: a logarithmic one has ticks at 1, 2 and 5 times powers of
//! ten, or at round numbers for a small range.
//!
//! plotters' own logarithmic axis has ticks only at powers of ten, so that a loss falling from 0.7 to 0.25 would show
//! none.

use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use std::ops::Range;

/// An axis of positive numbers with logarithmic or linear spacing.
#[derive(Debug, Clone)]
pub struct ValueAxis {
    range: Range<f64>,
    is_log: bool,
}

impl ValueAxis {
    /// Creates an axis from `low` to `high`; both are positive for a logarithmic axis.
    #[must_use]
    pub fn new(low: f64, high: f64, is_log: bool) -> Self {
        Self { range: low..high, is_log }
    }

    /// Returns ticks within the range, at most `n_most`.
    fn ticks(&self, n_most: usize) -> Vec<f64> {
        let Range { start: low, end: high } = self.range;
        if !self.is_log || high / low < 8.0 {
            return linear_ticks(low, high, n_most);
        }
        let multiples: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
        let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
        let decades = |multiples: &[f64], step: usize| -> Vec<f64> {
            (first..=last)
                .step_by(step)
                .flat_map(|power| multiples.iter().map(move |multiple| multiple * 10_f64.powi(power)))
                .filter(|tick| (low..=high).contains(tick))
                .collect()
        };
        let dense_enough = multiples.into_iter().map(|multiples| decades(multiples, 1)).find(|t| t.len() <= n_most);
        dense_enough.unwrap_or_else(|| decades(&[1.0], ((last - first) as usize).div_ceil(n_most.max(1)).max(1)))
    }
}

/// Returns multiples of the smallest round step that gives at most `n_most` ticks.
fn linear_ticks(low: f64, high: f64, n_most: usize) -> Vec<f64> {
    let power = 10_f64.powf(((high - low) / n_most.max(1) as f64).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0].map(|multiple| multiple * power);
    let count = |step: f64| (high / step).floor() - (low / step).ceil() + 1.0;
    let step = steps.into_iter().find(|&step| count(step) <= n_most as f64).unwrap_or(high - low);
    let first = (low / step).ceil() as i64;
    (0..count(step).max(0.0) as i64).map(|i| (first + i) as f64 * step).collect()
}

impl Ranged for ValueAxis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (first, last): (i32, i32)) -> i32 {
        let Range { start: low, end: high } = self.range;
        let share = if self.is_log { (value / low).ln() / (high / low).ln() } else { (value - low) / (high - low) };
        (f64::from(first) + share * f64::from(last - first)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        self.ticks(hint.max_num_points())
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_and_wide_ranges_have_a_few_round_ticks() {
        let cases: [(f64, f64, &[f64]); 4] = [
            (0.24, 0.72, &[0.3, 0.4, 0.5, 0.6, 0.7]),
            (0.0027, 1.07, &[0.003, 0.01, 0.03, 0.1, 0.3, 1.0]),
            (0.5, 9.0, &[0.5, 1.0, 2.0, 5.0]),
            (0.0101, 0.0109, &[0.0102, 0.0104, 0.0106, 0.0108]),
        ];
        for (low, high, expected) in cases {
            let ticks = ValueAxis::new(low, high, true).ticks(6);
            let same =
                ticks.len() == expected.len() && ticks.iter().zip(expected).all(|(a, b)| (a / b - 1.0).abs() < 1e-9);
            assert!(same, "{low} to {high}: {ticks:?}");
        }
        let wide = ValueAxis::new(1e-3, 1e20, true).ticks(6);
        assert!((3..=6).contains(&wide.len()), "{wide:?}");
    }

    #[test]
    fn equal_ratios_are_equally_long() {
        let axis = ValueAxis::new(0.01, 1.0, true);
        assert_eq!([0.01, 0.1, 1.0].map(|value| axis.map(&value, (300, 100))), [300, 200, 100]);
        let linear = ValueAxis::new(0.0, 1.0, false);
        assert_eq!([0.0, 0.25, 1.0].map(|value| linear.map(&value, (300, 100))), [300, 250, 100]);
        assert_eq!(linear.ticks(6), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|tick| (tick * 5.0_f64).round() * 0.2));
    }
}
