//! Comparison of two codes: angles between the subspaces they span, and the maps from one to the other.
//!
//! Everything is in `f64`.

use super::svd::Svd;
use crate::error::LearnError;
use ndarray::{Array1, Array2, ArrayView2, Axis};

/// The threshold, relative to the largest singular value, below which a singular value counts as zero in a basis: about
/// 50 roundings of `f64`.
const RANK_TOLERANCE: f64 = 1e-14;

/// The affine map `x ↦ x·M + t` on codes of size `k`.
#[derive(Debug, Clone, PartialEq)]
pub struct AffineMap {
    /// The matrix `M (k, k_target)`.
    pub matrix: Array2<f64>,
    /// The shift `t (k_target)`.
    pub shift: Array1<f64>,
}

impl AffineMap {
    /// Applies the map to rows. Shapes: `(n, k)` to `(n, k_target)`.
    #[must_use]
    pub fn apply(&self, codes: &ArrayView2<f64>) -> Array2<f64> {
        codes.dot(&self.matrix) + &self.shift
    }
}

/// Returns the `min(p, q)` principal angles between the column spaces of `a (d, p)` and `b (d, q)`, in radians,
/// ascending.
///
/// Cosines are the singular values of `QaᵀQb`; small angles are computed from the sines, the singular values of
/// `Qb − Qa·QaᵀQb`, because a cosine near 1 is inaccurate for them (Björck and Golub 1973).
///
/// # Errors
/// If the row counts differ, values are not finite, or the decomposition does not converge.
pub fn principal_angles(a: &ArrayView2<f64>, b: &ArrayView2<f64>) -> Result<Vec<f64>, LearnError> {
    if a.nrows() != b.nrows() {
        return Err(LearnError::Shape {
            what: "dimension of the second subspace",
            expected: a.nrows(),
            got: b.nrows(),
        });
    }
    let (a, b) = (orthonormal_basis(a)?, orthonormal_basis(b)?);
    let (a, b) = if a.ncols() >= b.ncols() { (a, b) } else { (b, a) };
    let cosine_matrix = a.t().dot(&b);
    let residual = &b - &a.dot(&cosine_matrix);
    let cosines = Svd::of(&cosine_matrix.view())?.values;
    let mut sines = Svd::of(&residual.view())?.values;
    sines.reverse();
    let angles = cosines.iter().zip(&sines).map(|(&cosine, &sine)| {
        if cosine * cosine >= 0.5 { sine.clamp(0.0, 1.0).asin() } else { cosine.clamp(0.0, 1.0).acos() }
    });
    Ok(angles.collect())
}

/// Returns an orthonormal basis of the column space of `matrix (d, k)`: `(d, rank)`.
///
/// # Errors
/// If values are not finite or the decomposition does not converge.
pub fn orthonormal_basis(matrix: &ArrayView2<f64>) -> Result<Array2<f64>, LearnError> {
    let svd = Svd::of(matrix)?;
    let limit = svd.values.first().copied().unwrap_or(0.0) * RANK_TOLERANCE;
    let rank = svd.values.iter().filter(|&&value| value > limit).count();
    Ok(svd.left.select(Axis(1), &(0..rank).collect::<Vec<_>>()))
}

/// Fits the rotation (or reflection) and shift that bring `source (n, k)` closest to `target (n, k)`, without scaling:
/// orthogonal Procrustes (Schönemann 1966) on centred codes.
///
/// # Errors
/// If shapes differ, values are not finite, or the decomposition does not converge.
pub fn procrustes(source: &ArrayView2<f64>, target: &ArrayView2<f64>) -> Result<AffineMap, LearnError> {
    let (source_mean, target_mean) = means_of_pair(source, target)?;
    let product = (source - &source_mean).t().dot(&(target - &target_mean));
    let svd = Svd::of(&product.view())?;
    let matrix = svd.left.dot(&svd.right.t());
    let shift = &target_mean - &source_mean.dot(&matrix);
    Ok(AffineMap { matrix, shift })
}

/// Fits the affine map that brings `source (n, k)` closest to `target (n, k)` by least squares.
///
/// Directions in which the source does not vary are ignored (minimum-norm solution).
///
/// # Errors
/// If shapes differ, values are not finite, or the decomposition does not converge.
pub fn least_squares(source: &ArrayView2<f64>, target: &ArrayView2<f64>) -> Result<AffineMap, LearnError> {
    let (source_mean, target_mean) = means_of_pair(source, target)?;
    let centred = source - &source_mean;
    let svd = Svd::of(&centred.view())?;
    let limit = svd.values.first().copied().unwrap_or(0.0) * RANK_TOLERANCE * source.nrows() as f64;
    let mut coefficients = svd.left.t().dot(&(target - &target_mean));
    for (mut row, &value) in coefficients.axis_iter_mut(Axis(0)).zip(&svd.values) {
        row.mapv_inplace(|entry| if value > limit { entry / value } else { 0.0 });
    }
    let matrix = svd.right.dot(&coefficients);
    let shift = &target_mean - &source_mean.dot(&matrix);
    Ok(AffineMap { matrix, shift })
}

fn means_of_pair(source: &ArrayView2<f64>, target: &ArrayView2<f64>) -> Result<(Array1<f64>, Array1<f64>), LearnError> {
    if source.dim() != target.dim() {
        return Err(LearnError::Shape { what: "codes to be aligned", expected: target.len(), got: source.len() });
    }
    match (source.mean_axis(Axis(0)), target.mean_axis(Axis(0))) {
        (Some(source_mean), Some(target_mean)) => Ok((source_mean, target_mean)),
        _ => Err(LearnError::TooFewSamples { n_samples: 0, n_features: source.ncols() }),
    }
}
