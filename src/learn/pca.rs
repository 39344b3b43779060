//! Principal component analysis by the exact decomposition of the covariance.
//!
//! With the eigenvalues `λ₁ ≥ … ≥ λ_d` of the covariance (divided by n − 1), the mean squared error of keeping `k`
//! components is `(n − 1)/n · Σ_{i>k} λ_i / d` (Eckart and Young 1936): no other linear map through `k` numbers does better.

use super::error::LearnError;
use faer::{Mat, Side};
use ndarray::{Array1, Array2, ArrayView2, Axis, s};

/// Up to this many features covariances are summed in `f64`; beyond it the blocks' products are `f32` (an entry of a
/// block of 512 rows is then right to about 512·2⁻²⁴ = 3e-5 at worst, 1e-6 as measured), and summed in `f64`.
const MAX_FEATURES_IN_F64: usize = 128;

/// The principal components of a set of samples.
#[derive(Debug, Clone, PartialEq)]
pub struct Pca {
    n_samples: usize,
    mean: Array1<f64>,
    /// `(d, d)`: a component a row, largest variance first.
    components: Array2<f64>,
    explained_variance: Array1<f64>,
}

/// Builds a [`Pca`] from blocks of samples: first all through [`PcaBuilder::add_to_mean`], then all again through
/// [`PcaBuilder::add_to_covariance`], then [`PcaBuilder::finish`].
///
/// Two passes, because the one-pass formula `E[x²] − E[x]²` cancels.
#[derive(Debug, Clone)]
pub struct PcaBuilder {
    n_samples: usize,
    sum: Array1<f64>,
    scatter: Array2<f64>,
}

impl PcaBuilder {
    /// Nothing seen yet, of samples with `n_features`.
    #[must_use]
    pub fn new(n_features: usize) -> Self {
        Self { n_samples: 0, sum: Array1::zeros(n_features), scatter: Array2::zeros((n_features, n_features)) }
    }

    /// First pass. Shape: `samples (n, d)`.
    pub fn add_to_mean(&mut self, samples: &ArrayView2<f32>) {
        for row in samples.axis_iter(Axis(0)) {
            self.sum.zip_mut_with(&row, |sum, &x| *sum += f64::from(x));
        }
        self.n_samples += samples.nrows();
    }

    /// Second pass over the same samples. Shape: `samples (n, d)`.
    pub fn add_to_covariance(&mut self, samples: &ArrayView2<f32>) {
        let mean = &self.sum / self.n_samples.max(1) as f64;
        if self.sum.len() <= MAX_FEATURES_IN_F64 {
            let centred = samples.mapv(f64::from) - &mean;
            self.scatter += &centred.t().dot(&centred);
        } else {
            let centred = samples - &mean.mapv(|m| m as f32);
            self.scatter += &centred.t().dot(&centred).mapv(f64::from);
        }
    }

    /// Decomposes the covariance.
    ///
    /// # Errors
    /// With fewer than two samples, values that are not finite, or a decomposition that does not settle.
    pub fn finish(self) -> Result<Pca, LearnError> {
        let n_features = self.sum.len();
        if self.n_samples < 2 || n_features == 0 {
            return Err(LearnError::TooFewSamples { n_samples: self.n_samples, n_features });
        }
        let covariance = self.scatter / (self.n_samples - 1) as f64;
        if covariance.iter().any(|value| !value.is_finite()) {
            return Err(LearnError::NotFinite { what: "the samples" });
        }
        let matrix = Mat::from_fn(n_features, n_features, |i, j| covariance[[i, j]]);
        let eigen =
            matrix.self_adjoint_eigen(Side::Lower).map_err(|_| LearnError::NoConvergence { what: "the covariance" })?;
        let (values, vectors) = (eigen.S().column_vector(), eigen.U());
        // faer sorts ascending; rounding may leave a tiny negative variance.
        let from_largest = |i: usize| n_features - 1 - i;
        let mut components = Array2::from_shape_fn((n_features, n_features), |(i, j)| vectors[(j, from_largest(i))]);
        fix_signs(&mut components);
        Ok(Pca {
            n_samples: self.n_samples,
            mean: self.sum / self.n_samples as f64,
            components,
            explained_variance: Array1::from_shape_fn(n_features, |i| values[from_largest(i)].max(0.0)),
        })
    }
}

impl Pca {
    /// The components of `samples (n, d)`.
    ///
    /// # Errors
    /// As [`PcaBuilder::finish`].
    pub fn fit(samples: &ArrayView2<f32>) -> Result<Self, LearnError> {
        let mut builder = PcaBuilder::new(samples.ncols());
        builder.add_to_mean(samples);
        builder.add_to_covariance(samples);
        builder.finish()
    }

    /// Mean of the samples, `(d)`.
    #[must_use]
    pub fn mean(&self) -> &Array1<f64> {
        &self.mean
    }

    /// The first `k` components, `(k, d)`: unit rows, at right angles to each other; the entry of largest size in each is positive.
    #[must_use]
    pub fn components(&self, k: usize) -> ArrayView2<'_, f64> {
        self.components.slice(s![..k.min(self.components.nrows()), ..])
    }

    /// Variance along each component, divided by n − 1, largest first, `(d)`.
    #[must_use]
    pub fn explained_variance(&self) -> &Array1<f64> {
        &self.explained_variance
    }

    /// Each variance as a share of all of them, `(d)`; zeros where nothing varies.
    #[must_use]
    pub fn explained_variance_ratio(&self) -> Array1<f64> {
        let total = self.explained_variance.sum();
        self.explained_variance.mapv(|value| if total > 0.0 { value / total } else { 0.0 })
    }

    /// Mean squared error over the samples and features of keeping `k` components.
    #[must_use]
    pub fn mse(&self, k: usize) -> f64 {
        let n = self.n_samples as f64;
        // Not `sum`: of nothing it is −0.
        let discarded = self.explained_variance.iter().skip(k).fold(0.0, |sum, value| sum + value);
        (n - 1.0) / n * discarded / self.mean.len() as f64
    }

    /// Codes of samples: `(n, d)` to `(n, k)`.
    #[must_use]
    pub fn encode(&self, samples: &ArrayView2<f32>, k: usize) -> Array2<f64> {
        (samples.mapv(f64::from) - &self.mean).dot(&self.components(k).t())
    }

    /// Samples of codes: `(n, k)` to `(n, d)`.
    #[must_use]
    pub fn decode(&self, codes: &ArrayView2<f64>) -> Array2<f64> {
        codes.dot(&self.components(codes.ncols())) + &self.mean
    }

    /// Samples through `k` numbers and back: `(n, d)` to `(n, d)`.
    #[must_use]
    pub fn reconstruct(&self, samples: &ArrayView2<f32>, k: usize) -> Array2<f32> {
        self.decode(&self.encode(samples, k).view()).mapv(|value| value as f32)
    }
}

/// An eigenvector's sign is free; the entry of largest size is made positive, so that one data set has one picture.
fn fix_signs(components: &mut Array2<f64>) {
    for mut row in components.axis_iter_mut(Axis(0)) {
        let largest = row.iter().fold(0.0_f64, |seen, &value| if value.abs() > seen.abs() { value } else { seen });
        if largest < 0.0 {
            row.mapv_inplace(|value| -value);
        }
    }
}
