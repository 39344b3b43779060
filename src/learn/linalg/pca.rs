//! Principal component analysis by the exact decomposition of the covariance.
//!
//! With the eigenvalues `λ₁ ≥ … ≥ λ_d` of the covariance (divided by n − 1), the mean squared error of keeping `k`
//! components is `(n − 1)/n · Σ_{i>k} λ_i / d`; no other linear map through `k` numbers has a smaller one (Eckart and
//! Young 1936).

use super::{
    eigen::{Eigen, symmetric_eigen},
    krylov::largest_eigen,
};
use crate::{error::LearnError, kernels::gemm::add_gram};
use ndarray::{Array1, Array2, ArrayView2, Axis, s};

/// The largest number of features for which covariances are computed wholly in `f64`; beyond it the products of blocks
/// are `f32` (an entry of a block of 512 rows is then accurate to about 512·2⁻²⁴ = 3e-5 at worst, 1e-6 as measured) and
/// are summed in `f64`.
const MAX_FEATURES_IN_F64: usize = 128;

/// The principal components of a set of samples: all of them, or the first few.
#[derive(Debug, Clone, PartialEq)]
pub struct Pca {
    n_samples: usize,
    mean: Array1<f64>,
    /// The components as rows, `(p, d)`, largest variance first; `p` is `d` if all are known.
    components: Array2<f64>,
    explained_variance: Array1<f64>,
    /// The variance along all `d` components together.
    total_variance: f64,
    /// The covariance, `(d, d)`, kept while only the first components are known, so that the others can be computed
    /// later.
    covariance: Option<Array2<f64>>,
}

/// Builds a [`Pca`] from blocks of samples: all of them through [`PcaBuilder::add_to_mean`], all again through
/// [`PcaBuilder::add_to_covariance`], then [`PcaBuilder::finish`] or [`PcaBuilder::finish_first`].
///
/// Two passes are needed because the one-pass formula `E[x²] − E[x]²` suffers from cancellation.
#[derive(Debug, Clone)]
pub struct PcaBuilder {
    n_samples: usize,
    sum: Array1<f64>,
    scatter: Array2<f64>,
}

impl PcaBuilder {
    /// Creates a builder for samples with `n_features`, before the first sample.
    #[must_use]
    pub fn new(n_features: usize) -> Self {
        Self { n_samples: 0, sum: Array1::zeros(n_features), scatter: Array2::zeros((n_features, n_features)) }
    }

    /// Adds a block in the first pass. Shape: `samples (n, d)`.
    pub fn add_to_mean(&mut self, samples: &ArrayView2<f32>) {
        for row in samples.axis_iter(Axis(0)) {
            self.sum.zip_mut_with(&row, |sum, &x| *sum += f64::from(x));
        }
        self.n_samples += samples.nrows();
    }

    /// Adds a block in the second pass over the same samples. Shape: `samples (n, d)`.
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

    /// Computes all components.
    ///
    /// # Errors
    /// If there are fewer than two samples, values are not finite, or the decomposition does not converge.
    pub fn finish(self) -> Result<Pca, LearnError> {
        self.decompose(|covariance| symmetric_eigen(&covariance.view()))
    }

    /// Computes only the first `n_components`, which is much faster for many features.
    ///
    /// # Errors
    /// As for [`PcaBuilder::finish`].
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
    /// Fits the components of `samples (n, d)`.
    ///
    /// # Errors
    /// As for [`PcaBuilder::finish`].
    pub fn fit(samples: &ArrayView2<f32>) -> Result<Self, LearnError> {
        let mut builder = PcaBuilder::new(samples.ncols());
        builder.add_to_mean(samples);
        builder.add_to_covariance(samples);
        builder.finish()
    }

    /// Returns the same PCA with all components.
    ///
    /// # Errors
    /// If the decomposition does not converge.
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

    /// Returns the mean of the samples, `(d)`.
    #[must_use]
    pub fn mean(&self) -> &Array1<f64> {
        &self.mean
    }

    /// Returns the first `k` components, `(k, d)`, or as many as are known: orthonormal rows, with a positive sign on
    /// the entry of largest magnitude.
    #[must_use]
    pub fn components(&self, k: usize) -> ArrayView2<'_, f64> {
        self.components.slice(s![..k.min(self.components.nrows()), ..])
    }

    /// Returns the variance along each known component, divided by n − 1, largest first, `(p)`.
    #[must_use]
    pub fn explained_variance(&self) -> &Array1<f64> {
        &self.explained_variance
    }

    /// Returns the share of the total variance along each known component, `(p)`; zeros if nothing varies.
    #[must_use]
    pub fn explained_variance_ratio(&self) -> Array1<f64> {
        let total = self.total_variance;
        self.explained_variance.mapv(|value| if total > 0.0 { value / total } else { 0.0 })
    }

    /// Returns the mean squared error, over samples and features, of keeping the first `k` of the known components.
    #[must_use]
    pub fn mse(&self, k: usize) -> f64 {
        let n = self.n_samples as f64;
        let variances = self.explained_variance.iter();
        let discarded = if self.components.is_square() {
            // Not `sum`, which returns −0 for an empty iterator.
            variances.skip(k).fold(0.0, |sum, value| sum + value)
        } else {
            variances.take(k).fold(self.total_variance, |left, value| left - value).max(0.0)
        };
        (n - 1.0) / n * discarded / self.mean.len() as f64
    }

    /// Encodes samples: `(n, d)` to `(n, k)`.
    #[must_use]
    pub fn encode(&self, samples: &ArrayView2<f32>, k: usize) -> Array2<f64> {
        (samples.mapv(f64::from) - &self.mean).dot(&self.components(k).t())
    }

    /// Decodes codes: `(n, k)` to `(n, d)`.
    #[must_use]
    pub fn decode(&self, codes: &ArrayView2<f64>) -> Array2<f64> {
        codes.dot(&self.components(codes.ncols())) + &self.mean
    }

    /// Reconstructs samples from `k` components: `(n, d)` to `(n, d)`.
    #[must_use]
    pub fn reconstruct(&self, samples: &ArrayView2<f32>, k: usize) -> Array2<f32> {
        self.decode(&self.encode(samples, k).view()).mapv(|value| value as f32)
    }
}

/// Makes the entry of largest magnitude of each component positive, because an eigenvector's sign is arbitrary and one
/// data set should give one picture.
fn fix_signs(components: &mut Array2<f64>) {
    for mut row in components.axis_iter_mut(Axis(0)) {
        let largest = row.iter().fold(0.0_f64, |seen, &value| if value.abs() > seen.abs() { value } else { seen });
        if largest < 0.0 {
            row.mapv_inplace(|value| -value);
        }
    }
}
