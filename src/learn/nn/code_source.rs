//! Distributions for sampling new codes: their decoded images show if the code space between the samples is meaningful.

use crate::{error::LearnError, linalg::pca::Pca};
use ndarray::{Array1, Array2, ArrayView2, Axis};
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

/// A distribution of codes.
#[derive(Debug, Clone, PartialEq)]
pub enum CodeSource {
    /// The normal distribution with the mean and covariance of given codes.
    Gaussian {
        /// The mean, `(k)`.
        mean: Array1<f32>,
        /// The principal axes as rows, `(k, k)`, each scaled by the standard deviation along it.
        axes: Array2<f32>,
    },
    /// An independent histogram for each number of the code.
    Histograms(Vec<Histogram>),
    /// The standard normal distribution of `k` numbers, the prior of a variational autoencoder.
    Prior(usize),
}

/// A histogram of the values of a number, with intervals of equal width.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    low: f32,
    width: f32,
    /// The number of samples up to the end of each interval.
    cumulative: Vec<usize>,
}

impl CodeSource {
    /// Fits the normal distribution to codes `(n, k)`.
    ///
    /// # Errors
    /// As for [`Pca::fit`].
    pub fn gaussian(codes: &ArrayView2<f32>) -> Result<Self, LearnError> {
        let pca = Pca::fit(codes)?;
        let mut axes = pca.components(codes.ncols()).mapv(|x| x as f32);
        for (mut axis, variance) in axes.axis_iter_mut(Axis(0)).zip(pca.explained_variance()) {
            axis *= variance.max(0.0).sqrt() as f32;
        }
        Ok(Self::Gaussian { mean: pca.mean().mapv(|x| x as f32), axes })
    }

    /// Fits histograms of `n_bins` intervals each to codes `(n, k)`.
    #[must_use]
    pub fn histograms(codes: &ArrayView2<f32>, n_bins: usize) -> Self {
        Self::Histograms(codes.axis_iter(Axis(1)).map(|unit| Histogram::of(&unit.to_vec(), n_bins)).collect())
    }

    /// Draws `n` codes, `(n, k)`.
    #[must_use]
    pub fn draw(&self, n: usize, rng: &mut impl Rng) -> Array2<f32> {
        match self {
            Self::Gaussian { mean, axes } => {
                let normal: Array2<f32> = Array2::from_shape_simple_fn((n, mean.len()), || StandardNormal.sample(rng));
                normal.dot(axes) + mean
            }
            Self::Histograms(units) => Array2::from_shape_fn((n, units.len()), |(_, unit)| units[unit].draw(rng)),
            Self::Prior(k) => Array2::from_shape_simple_fn((n, *k), || StandardNormal.sample(rng)),
        }
    }
}

impl Histogram {
    /// Builds the histogram of these values; NaN is ignored.
    #[must_use]
    pub fn of(values: &[f32], n_bins: usize) -> Self {
        let n_bins = n_bins.max(1);
        let finite = || values.iter().copied().filter(|x| x.is_finite());
        let (low, high) = finite().fold((f32::INFINITY, f32::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        let width = if low < high { (high - low) / n_bins as f32 } else { 0.0 };
        let mut cumulative = vec![0; n_bins];
        for x in finite() {
            let bin = if width > 0.0 { (((x - low) / width) as usize).min(n_bins - 1) } else { 0 };
            cumulative[bin] += 1;
        }
        let mut sum = 0;
        for count in &mut cumulative {
            sum += *count;
            *count = sum;
        }
        Self { low: if low.is_finite() { low } else { 0.0 }, width, cumulative }
    }

    /// Draws an interval by its frequency, then a uniform position within it.
    fn draw(&self, rng: &mut impl Rng) -> f32 {
        let n = self.cumulative.last().copied().unwrap_or(0);
        if n == 0 {
            return self.low;
        }
        let place = rng.random_range(0..n);
        let bin = self.cumulative.partition_point(|&up_to| up_to <= place);
        self.low + self.width * (bin as f32 + rng.random::<f32>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    const N: usize = 20_000;

    /// Returns codes of two correlated numbers: the second is the first, doubled and shifted, with a little noise.
    fn codes() -> Array2<f32> {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut codes = Array2::zeros((N, 2));
        for mut row in codes.axis_iter_mut(Axis(0)) {
            let x: f32 = rng.random_range(-1.0..1.0);
            row[0] = x;
            row[1] = 2.0 * x + 5.0 + 0.1 * rng.random_range(-1.0..1.0_f32);
        }
        codes
    }

    /// Returns the means and the entries of the covariance.
    fn moments(codes: &Array2<f32>) -> ([f64; 2], [f64; 3]) {
        let n = codes.nrows() as f64;
        let mean = [0, 1].map(|j| codes.column(j).iter().map(|&x| f64::from(x)).sum::<f64>() / n);
        let of = |i: usize, j: usize| {
            let pairs =
                codes.rows().into_iter().map(|row| (f64::from(row[i]) - mean[i]) * (f64::from(row[j]) - mean[j]));
            pairs.sum::<f64>() / n
        };
        (mean, [of(0, 0), of(0, 1), of(1, 1)])
    }

    #[test]
    fn a_gaussian_keeps_mean_and_covariance_and_histograms_lose_what_hangs_together() {
        let codes = codes();
        let (mean, [var_0, covariance, var_1]) = moments(&codes);
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        // Standard errors of a mean are below 1.2/√n = 0.008, of these covariances below √2·1.34/√n = 0.014; five of them.
        let gaussian = CodeSource::gaussian(&codes.view()).expect("enough codes").draw(N, &mut rng);
        let (their_mean, their) = moments(&gaussian);
        assert!(mean.iter().zip(their_mean).all(|(a, b)| (a - b).abs() < 0.045));
        assert!([var_0, covariance, var_1].iter().zip(their).all(|(a, b)| (a - b).abs() < 0.07));
        let by_unit = CodeSource::histograms(&codes.view(), 100).draw(N, &mut rng);
        let (their_mean, [their_0, their_covariance, their_1]) = moments(&by_unit);
        assert!(mean.iter().zip(their_mean).all(|(a, b)| (a - b).abs() < 0.045));
        assert!((var_0 - their_0).abs() < 0.07 && (var_1 - their_1).abs() < 0.07);
        assert!(covariance > 0.6 && their_covariance.abs() < 0.045, "{covariance} {their_covariance}");
        // Nothing lies beyond the observed range.
        assert!(by_unit.column(0).iter().all(|x| (-1.0..=1.0).contains(x)));
    }

    #[test]
    fn what_never_changes_is_drawn_as_it_is() {
        let constant = Array2::from_elem((5, 2), 3.0_f32);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        assert_eq!(CodeSource::histograms(&constant.view(), 10).draw(4, &mut rng), Array2::from_elem((4, 2), 3.0));
        let none = CodeSource::histograms(&Array2::from_elem((2, 1), f32::NAN).view(), 10).draw(2, &mut rng);
        assert!(none.iter().all(|x| x.is_finite()));
        assert_eq!(CodeSource::Prior(3).draw(7, &mut rng).dim(), (7, 3));
    }
}
