//! Measures of a reconstruction that do not depend on the training loss.

use ndarray::ArrayView2;

/// Returns the sum Σ (r − x)² over all entries. Shapes: both `(n, d)`.
#[must_use]
pub fn squared_error_sum(samples: &ArrayView2<f32>, reconstructions: &ArrayView2<f32>) -> f64 {
    samples.iter().zip(reconstructions).map(|(&x, &r)| f64::from(r - x).powi(2)).sum()
}

/// Returns the mean squared error over samples and features; NaN without entries. Shapes: both `(n, d)`.
#[must_use]
pub fn mse(samples: &ArrayView2<f32>, reconstructions: &ArrayView2<f32>) -> f64 {
    squared_error_sum(samples, reconstructions) / samples.len() as f64
}

/// Counts the entries that lie on the same side of one half in both. Shapes: both `(n, d)`.
#[must_use]
pub fn rounded_matches(samples: &ArrayView2<f32>, reconstructions: &ArrayView2<f32>) -> usize {
    samples.iter().zip(reconstructions).filter(|&(&x, &r)| (x > 0.5) == (r > 0.5)).count()
}

/// Returns the rounded accuracy: the share of entries equal after rounding both to 0 or 1. NaN without entries.
#[must_use]
pub fn rounded_accuracy(samples: &ArrayView2<f32>, reconstructions: &ArrayView2<f32>) -> f64 {
    rounded_matches(samples, reconstructions) as f64 / samples.len() as f64
}
