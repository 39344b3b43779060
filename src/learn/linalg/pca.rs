//! Principal component analysis by the exact decomposition of the covariance.
//!
//! With the eigenvalues `λ₁ ≥ … ≥ λ_d` of the covariance (divided by n − 1), the mean squared error of keeping `k`
//! components is `(n − 1)/n · Σ_{i>k} λ_i / d` (Eckart and Young 1936): no other linear map through `k` numbers does better.

use super::{
    eigen::{Eigen, symmetric_eigen},
    krylov::largest_eigen,
};
use crate::{error::LearnError, kernels::gemm::add_gram};
use ndarray::{Array1, Array2, ArrayView2, Axis, s};

/// Up to this many features covariances are summed in `f64`; beyond it the blocks' products are `f32` (an entry of a
/// block of 512 rows is then right to about 512·2⁻²⁴ = 3e-5 at worst, 1e-6 as measured), and summed in `f64`.
const MAX_FEATURES_IN_F64: usize = 128;

/// The principal components of a set of samples: all of them, or the first few.
#[derive(Debug, Clone, PartialEq)]
pub struct Pca {
    n_samples: usize,
    mean: Array1<f64>,
    /// `(p, d)`: a component a row, largest variance first; `p` is `d` where all are known.
    components: Array2<f64>,
    explained_variance: Array1<f64>,
    /// Along all `d` components.
    total_variance: f64,
    /// `(d, d)`, kept where only the first components are known, so that the others can still be found.
    covariance: Option<Array2<f64>>,
}

/// Builds a [`Pca`] from blocks of samples: first all through [`PcaBuilder::add_to_mean`], then all again through
/// [`PcaBuilder::add_to_covariance`], then [`PcaBuilder::finish`] or [`PcaBuilder::finish_first`].
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
            let mut block = Array2::zeros(self.scatter.dim());
            add_gram(&centred.view(), &mut block);
            self.scatter.zip_mut_with(&block, |sum, &x| *sum += f64::from(x));
        }
    }

    /// Decomposes the covariance whole.
    ///
    /// # Errors
    /// With fewer than two samples, values that are not finite, or a decomposition that does not settle.
    pub fn finish(self) -> Result<Pca, LearnError> {
        self.decompose(|covariance| symmetric_eigen(&covariance.view()))
    }

    /// Finds the first `n_components` alone, which is much faster where features are many.
    ///
    /// # Errors
    /// As [`PcaBuilder::finish`].
    pub fn finish_first(self, n_components: usize) -> Result<Pca, LearnError> {
        self.decompose(|covariance| largest_eigen(&covariance.view(), n_components))
    }

    fn decompose(
        mut self,
        eigen_of: impl FnOnce(&Array2<f64>) -> Result<Eigen, LearnError>,
    ) -> Result<Pca, LearnError> {
        let n_features = self.sum.len();
        if self.n_samples < 2 || n_features == 0 {
            return Err(LearnError::TooFewSamples { n_samples: self.n_samples, n_features });
        }
        self.scatter /= (self.n_samples - 1) as f64;
        let covariance = self.scatter;
        if covariance.iter().any(|value| !value.is_finite()) {
            return Err(LearnError::NotFinite { what: "the samples" });
        }
        let Eigen { values, vectors: mut components } = eigen_of(&covariance)?;
        fix_signs(&mut components);
        let n_known = components.nrows();
        Ok(Pca {
            n_samples: self.n_samples,
            mean: self.sum / self.n_samples as f64,
            components,
            // Rounding may leave a tiny negative variance.
            explained_variance: values.mapv(|value| value.max(0.0)),
            total_variance: covariance.diag().sum(),
            covariance: (n_known < n_features).then_some(covariance),
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

    /// The same with all components.
    ///
    /// # Errors
    /// When the decomposition does not settle.
    pub fn complete(&self) -> Result<Self, LearnError> {
        let Some(covariance) = &self.covariance else { return Ok(self.clone()) };
        let Eigen { values, vectors: mut components } = symmetric_eigen(&covariance.view())?;
        fix_signs(&mut components);
        Ok(Self {
            n_samples: self.n_samples,
            mean: self.mean.clone(),
            components,
            explained_variance: values.mapv(|value| value.max(0.0)),
            total_variance: self.total_variance,
            covariance: None,
        })
    }

    /// Mean of the samples, `(d)`.
    #[must_use]
    pub fn mean(&self) -> &Array1<f64> {
        &self.mean
    }

    /// The first `k` components, `(k, d)`, or as many as are known: unit rows, at right angles to each other; the entry of largest size in each is positive.
    #[must_use]
    pub fn components(&self, k: usize) -> ArrayView2<'_, f64> {
        self.components.slice(s![..k.min(self.components.nrows()), ..])
    }

    /// Variance along each known component, divided by n − 1, largest first, `(p)`.
    #[must_use]
    pub fn explained_variance(&self) -> &Array1<f64> {
        &self.explained_variance
    }

    /// Each known variance as a share of the whole, `(p)`; zeros where nothing varies.
    #[must_use]
    pub fn explained_variance_ratio(&self) -> Array1<f64> {
        let total = self.total_variance;
        self.explained_variance.mapv(|value| if total > 0.0 { value / total } else { 0.0 })
    }

    /// Mean squared error over the samples and features of keeping `k` components, of those that are known.
    #[must_use]
    pub fn mse(&self, k: usize) -> f64 {
        let n = self.n_samples as f64;
        let variances = self.explained_variance.iter();
        let discarded = if self.components.is_square() {
            // Not `sum`: of nothing it is −0.
            variances.skip(k).fold(0.0, |sum, value| sum + value)
        } else {
            variances.take(k).fold(self.total_variance, |left, value| left - value).max(0.0)
        };
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
