//! Singular values of matrices with few columns, by one-sided Jacobi rotations (Hestenes 1958).
//!
//! Columns are rotated pair by pair until all are orthogonal: their lengths are then the singular values. Small values
//! have small relative errors (Demmel and Veselić 1992), which principal angles need. The work grows with the square of
//! the number of columns, so that this suits codes and small maps, not samples.

use crate::error::LearnError;
use ndarray::{Array1, Array2, ArrayView2, Axis};

/// The cosine below which a pair counts as orthogonal: a few roundings.
const RIGHT_ANGLE: f64 = 4.0 * f64::EPSILON;
/// The maximum number of sweeps; five to ten are usual.
const MAX_SWEEPS: usize = 60;

/// A thin singular value decomposition `A = U·diag(values)·Vᵀ`, `q = min(m, n)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Svd {
    /// The left vectors `U (m, q)`: orthonormal columns, also where a singular value is 0.
    pub left: Array2<f64>,
    /// The singular values, `(q)`, descending.
    pub values: Vec<f64>,
    /// The right vectors `V (n, q)`: orthonormal columns.
    pub right: Array2<f64>,
}

impl Svd {
    /// Decomposes `matrix (m, n)`.
    ///
    /// # Errors
    /// If a value is not finite, or the rotations do not converge.
    pub fn of(matrix: &ArrayView2<f64>) -> Result<Self, LearnError> {
        if matrix.iter().any(|value| !value.is_finite()) {
            return Err(LearnError::NotFinite { what: "a matrix" });
        }
        if matrix.nrows() < matrix.ncols() {
            let Self { left, values, right } = Self::of(&matrix.t())?;
            return Ok(Self { left: right, values, right: left });
        }
        // Columns are stored as rows, so that inner loops run over adjacent numbers.
        let mut columns = matrix.t().as_standard_layout().into_owned();
        let mut turned = Array2::eye(matrix.ncols());
        for _ in 0..MAX_SWEEPS {
            if !sweep(&mut columns, &mut turned) {
                return Ok(Self::from_orthogonal(columns, &turned));
            }
        }
        Err(LearnError::NoConvergence { what: "a matrix" })
    }

    /// Builds the decomposition from orthogonal columns, stored as the rows of `columns (n, m)`, and the accumulated
    /// rotations.
    fn from_orthogonal(columns: Array2<f64>, turned: &Array2<f64>) -> Self {
        let lengths: Vec<f64> = columns.rows().into_iter().map(|column| column.dot(&column).sqrt()).collect();
        let mut order: Vec<usize> = (0..lengths.len()).collect();
        order.sort_by(|&i, &j| lengths[j].total_cmp(&lengths[i]));
        let mut left: Vec<Array1<f64>> = Vec::with_capacity(order.len());
        for &i in &order {
            // A column of length 0 holds only rounding errors: any direction orthogonal to the others will do.
            let is_there = lengths[i] > f64::MIN_POSITIVE;
            left.push(if is_there { &columns.row(i) / lengths[i] } else { another_direction(&left, columns.ncols()) });
        }
        let mut whole = Array2::zeros((columns.ncols(), left.len()));
        for (mut column, unit) in whole.columns_mut().into_iter().zip(&left) {
            column.assign(unit);
        }
        Self {
            left: whole,
            values: order.iter().map(|&i| lengths[i]).collect(),
            right: turned.select(Axis(0), &order).reversed_axes(),
        }
    }
}

/// Rotates every pair of rows once, along with `turned`; returns true if any pair was not yet orthogonal.
fn sweep(columns: &mut Array2<f64>, turned: &mut Array2<f64>) -> bool {
    let n = columns.nrows();
    let mut has_turned = false;
    for i in 0..n {
        for j in i + 1..n {
            let (a, b) = (columns.row(i), columns.row(j));
            let (aa, bb, ab) = (a.dot(&a), b.dot(&b), a.dot(&b));
            if ab.abs() <= RIGHT_ANGLE * aa.sqrt() * bb.sqrt() || ab.abs() < f64::MIN_POSITIVE {
                continue;
            }
            has_turned = true;
            // The smaller of the two angles that make the pair orthogonal.
            let slope = (bb - aa) / (2.0 * ab);
            let tangent = 1.0_f64.copysign(slope) / (slope.abs() + slope.hypot(1.0));
            let cosine = 1.0 / tangent.hypot(1.0);
            turn_rows(columns, (i, j), (cosine, cosine * tangent));
            turn_rows(turned, (i, j), (cosine, cosine * tangent));
        }
    }
    has_turned
}

fn turn_rows(matrix: &mut Array2<f64>, (i, j): (usize, usize), (cosine, sine): (f64, f64)) {
    let (mut above, mut below) = matrix.view_mut().split_at(Axis(0), j);
    for (a, b) in above.row_mut(i).iter_mut().zip(below.row_mut(0)) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
}

/// Returns a unit vector of `n` numbers orthogonal to all of `others`, which are fewer than `n`.
fn another_direction(others: &[Array1<f64>], n: usize) -> Array1<f64> {
    let without = |axis: usize| {
        let mut v = Array1::zeros(n);
        v[axis] = 1.0;
        for _ in 0..2 {
            for other in others {
                let along = other.dot(&v);
                v.scaled_add(-along, other);
            }
        }
        v
    };
    // The axis with the largest component orthogonal to the others.
    let left_of = |axis: usize| 1.0 - others.iter().map(|other| other[axis] * other[axis]).sum::<f64>();
    let axis = (0..n).max_by(|&i, &j| left_of(i).total_cmp(&left_of(j))).unwrap_or(0);
    let v = without(axis);
    let length = v.dot(&v).sqrt();
    v / length
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    fn random((m, n): (usize, usize), seed: u64) -> Array2<f64> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        Array2::from_shape_simple_fn((m, n), || rng.random::<f64>() - 0.5)
    }

    fn greatest(matrix: &Array2<f64>) -> f64 {
        matrix.iter().fold(0.0_f64, |seen, value| seen.max(value.abs()))
    }

    /// The tolerance: a few roundings for each column and each sweep.
    const BOUND: f64 = 1e-13;

    #[test]
    fn every_shape_is_put_together_again() {
        let low_rank = random((9, 2), 1).dot(&random((2, 5), 2));
        let cases = [
            ("tall", random((40, 6), 3)),
            ("wide", random((3, 20), 4)),
            ("square", random((7, 7), 5)),
            ("of low rank", low_rank),
            ("zeros", Array2::zeros((5, 3))),
            ("equal columns", Array2::ones((6, 4))),
            ("one column", random((8, 1), 6)),
        ];
        for (name, matrix) in cases {
            let Svd { left, values, right } = Svd::of(&matrix.view()).expect(name);
            let q = matrix.nrows().min(matrix.ncols());
            assert_eq!(
                (left.dim(), values.len(), right.dim()),
                ((matrix.nrows(), q), q, (matrix.ncols(), q)),
                "{name}"
            );
            assert!(values.windows(2).all(|pair| pair[0] >= pair[1]), "{name}: {values:?}");
            let again = (&left * &Array1::from(values)).dot(&right.t());
            assert!(greatest(&(again - &matrix)) < BOUND, "{name}");
            for unit in [&left, &right] {
                assert!(greatest(&(unit.t().dot(unit) - Array2::<f64>::eye(q))) < BOUND, "{name}");
            }
        }
    }

    #[test]
    fn agrees_with_faer() {
        let matrix = random((50, 12), 8);
        let svd = Svd::of(&matrix.view()).expect("finite");
        let faer = faer::Mat::from_fn(50, 12, |i, j| matrix[[i, j]]).singular_values().expect("finite");
        for (found, other) in svd.values.iter().zip(faer) {
            assert!((found - other).abs() < BOUND, "{found} and {other}");
        }
    }

    #[test]
    fn small_values_keep_their_digits() {
        // Orthogonal columns of lengths 1 and 1e-9: the small one keeps all its digits beside the large one.
        let matrix = ndarray::array![[0.6, 0.8e-9], [0.8, -0.6e-9], [0.0, 0.0]];
        let svd = Svd::of(&matrix.view()).expect("finite");
        assert!((svd.values[1] / 1e-9 - 1.0).abs() < 1e-12, "{:?}", svd.values);
        assert!(Svd::of(&ndarray::array![[f64::NAN]].view()).is_err());
    }
}
