//! The largest eigenvalues of a large symmetric matrix: block Lanczos with full orthogonalisation (Golub and Underwood 1977).
//!
//! The space spanned by a random block and its repeated images under the matrix approximates the wanted vectors ever
//! better; within it the problem is small ([`super::eigen`]). Blocks find multiple eigenvalues with their full
//! multiplicity.

use super::eigen::{Eigen, symmetric_eigen};
use crate::error::LearnError;
use ndarray::{Array1, Array2, ArrayView2, Axis, concatenate, s};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The vectors in a block, which is also the largest multiplicity that is found reliably.
const BLOCK: usize = 8;
/// The tolerance for `‖A·v − λ·v‖`, relative to the largest eigenvalue: the angle of an accepted vector to the true one
/// is at most this over the relative gap to the next eigenvalue (Davis and Kahan 1970).
const TOLERANCE: f64 = 1e-12;
/// The seed of the first block: always the same, so that one data set has one result.
const SEED: u64 = 0x000B_10C5;

/// Computes the `k` largest eigenvalues and their vectors of a symmetric positive semidefinite `matrix (n, n)`: `values
/// (k)`, `vectors (k, n)`. Both triangles are read.
///
/// # Errors
/// If a value is not finite, or a small problem does not converge.
pub fn largest_eigen(matrix: &ArrayView2<f64>, k: usize) -> Result<Eigen, LearnError> {
    let n = matrix.nrows();
    let k = k.min(n);
    // Once the subspace is a large part of the whole space, the full decomposition is cheaper.
    let max_vectors = n / 2;
    let mut space = Space::new(n);
    let mut fresh = random_block(n);
    let mut next_look = k + 2 * BLOCK;
    while space.n_vectors() + BLOCK <= max_vectors {
        let n_before = space.n_vectors();
        space.extend(fresh, matrix);
        if space.n_vectors() == n_before {
            break;
        }
        if space.n_vectors() >= next_look {
            let (eigen, residuals) = space.eigen(k)?;
            let largest = eigen.values.first().copied().unwrap_or(0.0);
            if residuals.iter().all(|residual| *residual <= TOLERANCE * largest) {
                return Ok(eigen);
            }
            // A convergence check costs as much as several steps, so the next one waits until the subspace is a quarter
            // larger.
            next_look = space.n_vectors() + (space.n_vectors() / 4).max(2 * BLOCK);
        }
        fresh = space.images.slice(s![n_before.., ..]).to_owned();
    }
    let Eigen { values, vectors } = symmetric_eigen(matrix)?;
    Ok(Eigen { values: values.slice(s![..k]).to_owned(), vectors: vectors.slice(s![..k, ..]).to_owned() })
}

fn random_block(n: usize) -> Array2<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    Array2::from_shape_simple_fn((BLOCK.min(n), n), || rng.random::<f64>() - 0.5)
}

/// Orthonormal rows with their images under the matrix.
struct Space {
    vectors: Array2<f64>,
    images: Array2<f64>,
}

impl Space {
    fn new(n: usize) -> Self {
        Self { vectors: Array2::zeros((0, n)), images: Array2::zeros((0, n)) }
    }

    fn n_vectors(&self) -> usize {
        self.vectors.nrows()
    }

    /// Adds the part of a block that is orthogonal to the space, and leaves out the rest.
    fn extend(&mut self, block: Array2<f64>, matrix: &ArrayView2<f64>) {
        let mut fresh: Vec<Array1<f64>> = Vec::new();
        for row in block.rows() {
            let mut v = row.to_owned();
            let length = v.dot(&v).sqrt();
            // Twice is enough (Parlett 1980, 6.9).
            for _ in 0..2 {
                v -= &self.vectors.t().dot(&self.vectors.dot(&v));
                for other in &fresh {
                    let along = other.dot(&v);
                    v.scaled_add(-along, other);
                }
            }
            let left = v.dot(&v).sqrt();
            if left > 1e-10 * length && left.is_finite() {
                fresh.push(v / left);
            }
        }
        let rows: Vec<_> = fresh.iter().map(|v| v.view().insert_axis(Axis(0))).collect();
        let Ok(fresh) = concatenate(Axis(0), &rows) else { return };
        let images = fresh.dot(matrix);
        for (whole, part) in [(&mut self.vectors, fresh), (&mut self.images, images)] {
            // The only possible error is a block of another width.
            let _ = whole.append(Axis(0), part.view());
        }
    }

    /// Returns the `k` best approximations in the space (Rayleigh-Ritz) and their residual norms.
    fn eigen(&self, k: usize) -> Result<(Eigen, Vec<f64>), LearnError> {
        let small = symmetric_eigen(&self.images.dot(&self.vectors.t()).view())?;
        let chosen = small.vectors.slice(s![..k, ..]);
        let (vectors, images) = (chosen.dot(&self.vectors), chosen.dot(&self.images));
        let values = small.values.slice(s![..k]).to_owned();
        let residual = |i: usize| {
            let r = &images.row(i) - &(&vectors.row(i) * values[i]);
            r.dot(&r).sqrt()
        };
        let residuals = (0..k).map(residual).collect();
        Ok((Eigen { values, vectors }, residuals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the covariance of random data whose features have the given spreads.
    fn covariance(spreads: &[f64], n_samples: usize, seed: u64) -> Array2<f64> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let n = spreads.len();
        let data = Array2::from_shape_fn((n_samples, n), |(_, j)| spreads[j] * (rng.random::<f64>() - 0.5));
        let turn = Array2::from_shape_simple_fn((n, n), || (rng.random::<f64>() - 0.5) / (n as f64).sqrt());
        let data = data.dot(&turn);
        data.t().dot(&data) / n_samples as f64
    }

    #[test]
    fn agrees_with_the_whole_decomposition() {
        let spreads: Vec<f64> = (0..300).map(|j| 0.97_f64.powi(j)).collect();
        let matrix = covariance(&spreads, 500, 5);
        let whole = symmetric_eigen(&matrix.view()).expect("finite");
        for k in [1, 2, 10, 30] {
            let few = largest_eigen(&matrix.view(), k).expect("finite");
            assert_eq!(few.vectors.dim(), (k, 300));
            for i in 0..k {
                let (value, true_value) = (few.values[i], whole.values[i]);
                assert!((value - true_value).abs() <= 1e-12 * whole.values[0], "{k}, {i}: {value} and {true_value}");
                let cosine = few.vectors.row(i).dot(&whole.vectors.row(i)).abs();
                // The gap between neighbours exceeds 1e-3 of the largest here: 1 − cos of an angle of 1e-9 is below
                // rounding.
                assert!(1.0 - cosine < 1e-13, "{k}, {i}: {cosine}");
            }
        }
    }

    #[test]
    fn equal_eigenvalues_are_found_as_often_as_they_occur() {
        let mut diagonal = vec![1.0; 300];
        diagonal[..5].fill(7.0);
        let matrix = Array2::from_diag(&Array1::from(diagonal));
        let eigen = largest_eigen(&matrix.view(), 6).expect("finite");
        for (value, expected) in eigen.values.iter().zip([7.0, 7.0, 7.0, 7.0, 7.0, 1.0]) {
            assert!((value - expected).abs() < 1e-12, "{}", eigen.values);
        }
    }

    #[test]
    fn a_matrix_of_low_rank_and_one_of_zeros_are_no_trouble() {
        let matrix = Array2::<f64>::zeros((260, 260));
        assert_eq!(largest_eigen(&matrix.view(), 3).expect("zeros").values.to_vec(), vec![0.0; 3]);
        let spreads = [vec![3.0, 2.0, 1.0], vec![0.0; 297]].concat();
        let matrix = covariance(&spreads, 400, 9);
        let (few, whole) =
            (largest_eigen(&matrix.view(), 8).expect("finite"), symmetric_eigen(&matrix.view()).expect("finite"));
        for i in 0..8 {
            assert!((few.values[i] - whole.values[i]).abs() <= 1e-12 * whole.values[0], "{i}");
        }
        let mut broken = matrix;
        broken[[0, 0]] = f64::INFINITY;
        assert!(largest_eigen(&broken.view(), 2).is_err());
    }
}
