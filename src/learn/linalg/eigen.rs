//! The eigenproblem of a symmetric matrix: reduction to tridiagonal form by reflections (Householder 1958), then to
//! diagonal form by QL sweeps with implicit shifts (Dubrulle 1970; Wilkinson and Reinsch 1971, contribution II/4).
//!
//! Everything is in `f64`, on the lower triangle, row by row, so that inner loops run over adjacent numbers. For the
//! few largest eigenvalues of a large matrix [`super::krylov`] is faster.

use crate::{
    error::LearnError,
    kernels::lanes::doubles::{add_scaled, dot, rotate, subtract_two},
};
use ndarray::{Array1, Array2, ArrayView2, s};

/// The maximum number of sweeps for an eigenvalue. Convergence is at least quadratic; two or three suffice on average.
const MAX_SWEEPS: usize = 60;
/// The columns that rotations pass over at once: 784 rows of so many numbers fit into the L2 cache.
const ROTATED_COLUMNS: usize = 64;

/// Eigenvalues in descending order with their eigenvectors.
#[derive(Debug, Clone, PartialEq)]
pub struct Eigen {
    /// The eigenvalues, `(n)`, descending.
    pub values: Array1<f64>,
    /// The eigenvectors, `(n, n)`: orthonormal rows in the order of the values.
    pub vectors: Array2<f64>,
}

/// Computes all eigenvalues and eigenvectors of a symmetric `matrix (n, n)`, reading only its lower triangle.
///
/// Residuals and departures from orthogonality are of the order of `n` roundings of the largest eigenvalue.
///
/// # Errors
/// If a value is not finite, or the sweeps do not converge.
pub fn symmetric_eigen(matrix: &ArrayView2<f64>) -> Result<Eigen, LearnError> {
    let n = matrix.nrows();
    if matrix.iter().any(|value| !value.is_finite()) {
        return Err(LearnError::NotFinite { what: "a matrix" });
    }
    let mut reflected = Reflected::of(matrix);
    let mut vectors = Array2::eye(n);
    diagonalise(&mut reflected.diagonal, &mut reflected.off_diagonal, &mut vectors)?;
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| reflected.diagonal[j].total_cmp(&reflected.diagonal[i]));
    let mut sorted = Array2::zeros((n, n));
    for (mut row, &i) in sorted.rows_mut().into_iter().zip(&order) {
        row.assign(&vectors.row(i));
        reflected.apply(row.as_slice_mut().expect("rows are adjacent numbers"));
    }
    Ok(Eigen { values: order.iter().map(|&i| reflected.diagonal[i]).collect(), vectors: sorted })
}

/// A symmetric matrix as reflections around a tridiagonal matrix.
struct Reflected {
    diagonal: Vec<f64>,
    /// The off-diagonal entries: entry `i` couples `i` and `i + 1`; the last is 0.
    off_diagonal: Vec<f64>,
    /// The reflectors: row `i` holds, in its first `i` places, the vector of the reflection that cleared row `i`.
    reflectors: Array2<f64>,
    /// The scale `2/‖v‖²` of each reflection; 0 where nothing had to be cleared.
    scales: Vec<f64>,
}

impl Reflected {
    /// Clears one row after another, the last first, so that the remaining part is always the leading block.
    fn of(matrix: &ArrayView2<f64>) -> Self {
        let n = matrix.nrows();
        let mut a = matrix.as_standard_layout().into_owned();
        let (mut diagonal, mut off_diagonal, mut scales) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        let mut w = vec![0.0; n];
        for i in (0..n).rev() {
            diagonal[i] = a[[i, i]];
            if i == 0 {
                break;
            }
            let (mut block, mut below) = a.multi_slice_mut((s![..i, ..], s![i, ..i]));
            let v = below.as_slice_mut().expect("a part of a row is adjacent numbers");
            let (coupling, scale) = reflector(v);
            (off_diagonal[i - 1], scales[i]) = (coupling, scale);
            if scale != 0.0 {
                let w = &mut w[..i];
                product_of_lower(&block.view(), v, w);
                // w = scale·A·v − ½·scale²·(vᵀAv)·v, so that (1 − s·vvᵀ)·A·(1 − s·vvᵀ) = A − v·wᵀ − w·vᵀ.
                let half = 0.5 * scale * scale * dot(v, w);
                w.iter_mut().zip(&*v).for_each(|(w, &v)| *w = scale * *w - half * v);
                for (j, mut row) in block.rows_mut().into_iter().enumerate() {
                    let row = &mut row.as_slice_mut().expect("rows are adjacent numbers")[..=j];
                    let (vj, wj) = (v[j], w[j]);
                    subtract_two(row, (vj, &*w), (wj, &*v));
                }
            }
        }
        Self { diagonal, off_diagonal, reflectors: a, scales }
    }

    /// Maps a vector from the tridiagonal matrix's space to that of the original matrix.
    fn apply(&self, vector: &mut [f64]) {
        for (i, &scale) in self.scales.iter().enumerate().filter(|(_, scale)| **scale != 0.0) {
            let row = self.reflectors.row(i);
            let v = &row.as_slice().expect("rows are adjacent numbers")[..i];
            let vector = &mut vector[..i];
            let factor = scale * dot(v, vector);
            add_scaled(vector, v, -factor);
        }
    }
}

/// Replaces `x` by the `v` of the reflection `1 − scale·v·vᵀ` that leaves only the last entry of `x`; returns that
/// entry and `scale`.
fn reflector(x: &mut [f64]) -> (f64, f64) {
    let last = x.len() - 1;
    let largest = x[..last].iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 {
        return (x[last], 0.0);
    }
    // Scaled by the largest entry, so that squares neither underflow nor overflow.
    let unit = largest.max(x[last].abs());
    x.iter_mut().for_each(|x| *x /= unit);
    let entry = -dot(x, x).sqrt().copysign(x[last]);
    x[last] -= entry;
    (entry * unit, 2.0 / dot(x, x))
}

/// Computes `y = A·x` for a symmetric matrix from its lower triangle, reading each entry once.
fn product_of_lower(a: &ArrayView2<f64>, x: &[f64], y: &mut [f64]) {
    y.fill(0.0);
    for (i, row) in a.rows().into_iter().enumerate() {
        let row = row.to_slice().expect("rows are adjacent numbers");
        let before = &row[..i];
        y[i] += row[i] * x[i] + dot(before, x);
        add_scaled(&mut y[..i], before, x[i]);
    }
}

/// Rotates a tridiagonal matrix to diagonal form, applying every rotation to neighbouring rows of `vectors` as well.
fn diagonalise(d: &mut [f64], e: &mut [f64], vectors: &mut Array2<f64>) -> Result<(), LearnError> {
    let n = d.len();
    let mut rotations = Vec::with_capacity(n);
    for low in 0..n {
        let mut n_sweeps = 0;
        loop {
            let high = (low..n - 1).find(|&i| is_negligible(e[i], d[i], d[i + 1])).unwrap_or(n - 1);
            if high == low {
                break;
            }
            n_sweeps += 1;
            if n_sweeps > MAX_SWEEPS {
                return Err(LearnError::NoConvergence { what: "a symmetric matrix" });
            }
            rotations.clear();
            sweep(d, e, low, high, &mut rotations);
            rotate_rows(vectors, high, &rotations);
        }
    }
    Ok(())
}

fn is_negligible(coupling: f64, a: f64, b: f64) -> bool {
    coupling.abs() <= f64::EPSILON * (a.abs() + b.abs()) + f64::MIN_POSITIVE
}

/// Does one sweep from `high` down to `low`, shifted by the eigenvalue of the leading 2×2 block that is nearer to its
/// first entry (Wilkinson's shift). Records its rotations: the first acts on rows `high − 1` and `high`, the next on
/// those before.
fn sweep(d: &mut [f64], e: &mut [f64], low: usize, high: usize, rotations: &mut Vec<(f64, f64)>) {
    let slope = (d[low + 1] - d[low]) / (2.0 * e[low]);
    let shift = d[low] - e[low] / (slope + slope.hypot(1.0).copysign(slope));
    let (mut sine, mut cosine, mut carried) = (1.0, 1.0, 0.0);
    let mut bulge_beside = d[high] - shift;
    for i in (low..high).rev() {
        let (bulge, kept) = (sine * e[i], cosine * e[i]);
        let length = bulge.hypot(bulge_beside);
        e[i + 1] = length;
        if length == 0.0 {
            // The matrix decouples here: the carried value is subtracted, and the next sweep starts from the parts.
            d[i + 1] -= carried;
            e[high] = 0.0;
            return;
        }
        (sine, cosine) = (bulge / length, bulge_beside / length);
        let corner = d[i + 1] - carried;
        let mixed = (d[i] - corner) * sine + 2.0 * cosine * kept;
        carried = sine * mixed;
        d[i + 1] = corner + carried;
        bulge_beside = cosine * mixed - kept;
        rotations.push((cosine, sine));
    }
    d[low] -= carried;
    e[low] = bulge_beside;
    e[high] = 0.0;
}

/// Applies a sweep's rotations to rows, one block of columns at a time.
fn rotate_rows(vectors: &mut Array2<f64>, high: usize, rotations: &[(f64, f64)]) {
    let n_columns = vectors.ncols();
    let numbers = vectors.as_slice_mut().expect("the matrix lies by rows");
    for from in (0..n_columns).step_by(ROTATED_COLUMNS) {
        let width = ROTATED_COLUMNS.min(n_columns - from);
        for (step, &(cosine, sine)) in rotations.iter().enumerate() {
            let upper = (high - 1 - step) * n_columns + from;
            let (before, after) = numbers.split_at_mut(upper + n_columns);
            let (upper, lower) = (&mut before[upper..upper + width], &mut after[..width]);
            rotate(upper, lower, (cosine, sine));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Returns a symmetric matrix with the given eigenvalues, transformed by random reflections.
    fn with_values(values: &[f64], seed: u64) -> Array2<f64> {
        let n = values.len();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut matrix = Array2::from_diag(&Array1::from(values.to_vec()));
        for _ in 0..3 {
            let v: Array1<f64> = (0..n).map(|_| rng.random::<f64>() - 0.5).collect();
            let column = v.view().insert_axis(ndarray::Axis(1));
            let reflection = Array2::eye(n) - column.dot(&column.t()) * (2.0 / v.dot(&v).max(1e-300));
            matrix = reflection.dot(&matrix).dot(&reflection);
        }
        (&matrix + &matrix.t()) / 2.0
    }

    /// Returns the largest residuals of `A·vᵢ = λᵢ·vᵢ`, relative to the largest eigenvalue, and of `V·Vᵀ = 1`.
    fn departures(matrix: &Array2<f64>, eigen: &Eigen) -> (f64, f64) {
        let largest = eigen.values.iter().fold(f64::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        let scaled = &eigen.vectors * &eigen.values.view().insert_axis(ndarray::Axis(1));
        let residual = eigen.vectors.dot(matrix) - scaled;
        let gram = eigen.vectors.dot(&eigen.vectors.t()) - Array2::<f64>::eye(matrix.nrows());
        let greatest = |matrix: Array2<f64>| matrix.iter().fold(0.0_f64, |seen, value| seen.max(value.abs()));
        (greatest(residual) / largest, greatest(gram))
    }

    #[test]
    fn every_kind_of_spectrum_is_found_again() {
        let many: Vec<f64> = (0..150).map(|i| 0.9_f64.powi(i)).collect();
        let spectra: [(&str, Vec<f64>); 8] = [
            ("one", vec![3.0]),
            ("two", vec![2.0, -1.0]),
            ("repeated", vec![5.0, 5.0, 5.0, 1.0, 1.0]),
            ("all alike", vec![4.0; 9]),
            ("zeros", vec![0.0; 7]),
            ("mostly zeros", [vec![9.0, 4.0, 1.0], vec![0.0; 40]].concat()),
            ("over many magnitudes", vec![1e12, 1e6, 1.0, 1e-6, 1e-12]),
            ("a long tail", many),
        ];
        for (name, mut values) in spectra {
            let matrix = with_values(&values, 7);
            let eigen = symmetric_eigen(&matrix.view()).expect(name);
            values.sort_by(|a, b| b.total_cmp(a));
            let (n, largest) =
                (values.len() as f64, values.iter().fold(1e-300_f64, |seen, value| seen.max(value.abs())));
            for (found, value) in eigen.values.iter().zip(&values) {
                assert!((found - value).abs() <= 10.0 * n * f64::EPSILON * largest, "{name}: {found} for {value}");
            }
            let (residual, skew) = departures(&matrix, &eigen);
            // A few roundings per step, n steps.
            let bound = 10.0 * n * f64::EPSILON;
            assert!(residual <= bound && skew <= bound, "{name}: {residual:e}, {skew:e}");
        }
    }

    #[test]
    fn agrees_with_faer() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let half = Array2::from_shape_simple_fn((90, 60), || rng.random::<f64>() - 0.5);
        let matrix = half.t().dot(&half);
        let eigen = symmetric_eigen(&matrix.view()).expect("finite");
        let faer = faer::Mat::from_fn(60, 60, |i, j| matrix[[i, j]]);
        let faer = faer.self_adjoint_eigenvalues(faer::Side::Lower).expect("finite");
        for (found, &other) in eigen.values.iter().zip(faer.iter().rev()) {
            assert!((found - other).abs() <= 60.0 * f64::EPSILON * eigen.values[0], "{found} and {other}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_and_nothing_is_nothing() {
        let mut matrix = Array2::<f64>::eye(3);
        matrix[[2, 1]] = f64::NAN;
        assert_eq!(symmetric_eigen(&matrix.view()), Err(LearnError::NotFinite { what: "a matrix" }));
        assert_eq!(symmetric_eigen(&Array2::zeros((0, 0)).view()).expect("empty").values.len(), 0);
    }
}
