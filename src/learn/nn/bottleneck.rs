//! What happens at the code besides the layers: nothing, a penalty that keeps most units quiet, or a draw around the code.
//!
//! Penalties are per sample and do not depend on the batch size, so that their weights mean the same everywhere:
//!
//! | variant | added to the loss |
//! | --- | --- |
//! | [`Bottleneck::L1`] | `w · mean over samples of Σ_j \|h_j\|` |
//! | [`Bottleneck::KlSparsity`] | `w · Σ_j KL(t ‖ ρ_j)`, `ρ_j` the mean of unit `j` over the batch (Ng 2011) |
//! | [`Bottleneck::Variational`] | `β/d · mean over samples of KL(N(μ, σ²) ‖ N(0, 1))` (Kingma and Welling 2014; β: Higgins et al. 2017) |
//!
//! The last one is divided by the number of features `d` because losses are means over features.

use ndarray::{Array1, ArrayView2, ArrayViewMut2, Axis, Zip, s};
use serde::{Deserialize, Serialize};

/// Mean activities are kept so far from 0 and 1, where the divergence is infinite (Keras' `epsilon`).
const LEAST_ACTIVITY: f64 = 1e-7;

/// Describes what is asked of a code, beside that it can be decoded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub enum Bottleneck {
    /// Nothing.
    #[default]
    Plain,
    /// Small numbers, most of them 0.
    L1 {
        /// Weight `w` of the penalty.
        weight: f64,
    },
    /// Units that are active in a share of the samples only; activities must lie between 0 and 1.
    KlSparsity {
        /// Weight `w` of the penalty.
        weight: f64,
        /// The mean activity wished for, `t`.
        target: f64,
    },
    /// A normal distribution for each sample, near the standard one. The encoder ends in `2k` numbers, means `μ` and then
    /// `ln σ²`; in training the decoder sees a draw `μ + σ·ε`, otherwise the means.
    Variational {
        /// Weight of the divergence; 1 is the evidence lower bound.
        beta: f64,
    },
}

impl Bottleneck {
    /// Numbers that the encoder's last layer puts out for a code of `k`.
    #[must_use]
    pub fn n_outputs(self, k: usize) -> usize {
        if self.is_variational() { 2 * k } else { k }
    }

    /// Size of the code of which the encoder's last layer puts out `n_outputs` numbers.
    #[must_use]
    pub fn code_size(self, n_outputs: usize) -> usize {
        if self.is_variational() { n_outputs / 2 } else { n_outputs }
    }

    /// Returns whether the code is a distribution.
    #[must_use]
    pub fn is_variational(self) -> bool {
        matches!(self, Self::Variational { .. })
    }

    /// The penalty of a batch. Shape: `outputs (n, n_outputs)`; `n_features` is `d`.
    #[must_use]
    pub fn penalty(self, outputs: &ArrayView2<f32>, n_features: usize) -> f64 {
        let mut sums = PenaltySums::default();
        sums.add(self, outputs);
        sums.penalty(self, n_features)
    }

    /// Draws codes `μ + σ·ε` from the distributions in `outputs`. Shapes: `(n, 2k)`, `noise` and `codes` `(n, k)`.
    pub(crate) fn draw(outputs: &ArrayView2<f32>, noise: &ArrayView2<f32>, codes: &mut ArrayViewMut2<f32>) {
        let (means, log_variances) = outputs.split_at(Axis(1), outputs.ncols() / 2);
        Zip::from(codes).and(means).and(log_variances).and(noise).for_each(|code, &mean, &log_variance, &noise| {
            *code = mean + (0.5 * log_variance).exp() * noise;
        });
    }

    /// From the loss by the drawn codes, `d_codes (n, k)`, to loss and penalty by `outputs (n, 2k)`; written to `d_outputs`.
    pub(crate) fn draw_backward(
        beta: f64,
        n_features: usize,
        (outputs, noise, d_codes): (&ArrayView2<f32>, &ArrayView2<f32>, &ArrayView2<f32>),
        d_outputs: &mut ArrayViewMut2<f32>,
    ) {
        let k = outputs.ncols() / 2;
        let scale = (beta / (outputs.nrows() * n_features) as f64) as f32;
        let (mut d_means, mut d_log_variances) = d_outputs.multi_slice_mut((s![.., ..k], s![.., k..]));
        Zip::from(&mut d_means)
            .and(outputs.slice(s![.., ..k]))
            .and(d_codes)
            .for_each(|d, &mean, &d_code| *d = d_code + scale * mean);
        Zip::from(&mut d_log_variances).and(outputs.slice(s![.., k..])).and(noise).and(d_codes).for_each(
            |d, &log_variance, &noise, &d_code| {
                let deviation = (0.5 * log_variance).exp();
                *d = 0.5 * (d_code * noise * deviation + scale * (deviation * deviation - 1.0));
            },
        );
    }

    /// Adds the penalty's derivative by the codes to `d_codes`. Shapes: both `(n, k)`. Not for variational codes.
    pub(crate) fn add_gradient(self, codes: &ArrayView2<f32>, d_codes: &mut ArrayViewMut2<f32>) {
        let n = codes.nrows() as f64;
        match self {
            Self::Plain | Self::Variational { .. } => {}
            Self::L1 { weight } => {
                let step = (weight / n) as f32;
                Zip::from(d_codes).and(codes).for_each(|d, &h| {
                    // At 0 the derivative is taken to be 0: a unit that is quiet stays so.
                    *d += if h == 0.0 { 0.0 } else { step * h.signum() };
                });
            }
            Self::KlSparsity { weight, target } => {
                for (mut d, h) in d_codes.columns_mut().into_iter().zip(codes.columns()) {
                    let activity = h.iter().map(|&h| f64::from(h)).sum::<f64>() / n;
                    let activity = activity.clamp(LEAST_ACTIVITY, 1.0 - LEAST_ACTIVITY);
                    let slope = weight / n * ((1.0 - target) / (1.0 - activity) - target / activity);
                    d += slope as f32;
                }
            }
        }
    }
}

/// Sums over the codes of a set, from which its penalty follows.
#[derive(Debug, Clone, Default)]
pub(crate) struct PenaltySums {
    n_samples: usize,
    /// Σ over samples of what each contributes.
    sum: f64,
    /// For mean activities: Σ over samples, unit by unit.
    activities: Array1<f64>,
}

impl PenaltySums {
    /// Adds the encoder's outputs of a block, `(n, n_outputs)`.
    pub(crate) fn add(&mut self, bottleneck: Bottleneck, outputs: &ArrayView2<f32>) {
        self.n_samples += outputs.nrows();
        match bottleneck {
            Bottleneck::Plain => {}
            Bottleneck::L1 { .. } => self.sum += outputs.iter().map(|&h| f64::from(h.abs())).sum::<f64>(),
            Bottleneck::KlSparsity { .. } => {
                if self.activities.is_empty() {
                    self.activities = Array1::zeros(outputs.ncols());
                }
                for row in outputs.rows() {
                    self.activities.zip_mut_with(&row, |sum, &h| *sum += f64::from(h));
                }
            }
            Bottleneck::Variational { .. } => {
                let (means, log_variances) = outputs.split_at(Axis(1), outputs.ncols() / 2);
                self.sum += means.iter().zip(log_variances).map(|(&m, &v)| divergence(m, v)).sum::<f64>();
            }
        }
    }

    /// The penalty over all that was added; 0 before.
    pub(crate) fn penalty(&self, bottleneck: Bottleneck, n_features: usize) -> f64 {
        let n = self.n_samples.max(1) as f64;
        match bottleneck {
            Bottleneck::Plain => 0.0,
            Bottleneck::L1 { weight } => weight * self.sum / n,
            Bottleneck::KlSparsity { weight, target } => {
                let unit = |sum: &f64| {
                    let activity = (sum / n).clamp(LEAST_ACTIVITY, 1.0 - LEAST_ACTIVITY);
                    target * (target / activity).ln() + (1.0 - target) * ((1.0 - target) / (1.0 - activity)).ln()
                };
                weight * self.activities.iter().map(unit).sum::<f64>()
            }
            Bottleneck::Variational { beta } => beta * self.sum / (n * n_features as f64),
        }
    }
}

/// `KL(N(μ, σ²) ‖ N(0, 1))` of one number, nats.
fn divergence(mean: f32, log_variance: f32) -> f64 {
    let (mean, log_variance) = (f64::from(mean), f64::from(log_variance));
    0.5 * (mean * mean + log_variance.exp() - 1.0 - log_variance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn penalties_do_not_depend_on_how_the_set_was_cut() {
        let codes = array![[0.1_f32, -0.8], [0.4, 0.3], [0.9, 0.2]];
        for bottleneck in [
            Bottleneck::L1 { weight: 0.5 },
            Bottleneck::KlSparsity { weight: 0.5, target: 0.1 },
            Bottleneck::Variational { beta: 2.0 },
        ] {
            let whole = bottleneck.penalty(&codes.view(), 3);
            let mut sums = PenaltySums::default();
            sums.add(bottleneck, &codes.slice(s![..1, ..]));
            sums.add(bottleneck, &codes.slice(s![1.., ..]));
            assert!((sums.penalty(bottleneck, 3) - whole).abs() < 1e-15, "{bottleneck:?}");
        }
    }

    #[test]
    fn what_is_wished_for_costs_nothing() {
        let sparse = Bottleneck::KlSparsity { weight: 1.0, target: 0.25 };
        assert!(sparse.penalty(&array![[0.0_f32], [0.5]].view(), 4).abs() < 1e-12);
        let standard = Bottleneck::Variational { beta: 1.0 };
        assert_eq!(standard.penalty(&array![[0.0_f32, 0.0, 0.0, 0.0]].view(), 4), 0.0);
        // Of N(1, e): ½(1 + e − 1 − 1).
        let one = standard.penalty(&array![[1.0_f32, 1.0]].view(), 1);
        assert!((one - 0.5 * (std::f64::consts::E - 1.0)).abs() < 1e-12);
        assert_eq!(Bottleneck::L1 { weight: 2.0 }.penalty(&array![[0.5_f32, -1.0], [0.0, 0.0]].view(), 9), 1.5);
    }

    #[test]
    fn activities_at_the_edge_give_large_numbers_but_numbers() {
        let sparse = Bottleneck::KlSparsity { weight: 1.0, target: 0.1 };
        let codes = array![[0.0_f32, 1.0]];
        assert!(sparse.penalty(&codes.view(), 2).is_finite());
        let mut gradient = ndarray::Array2::zeros((1, 2));
        sparse.add_gradient(&codes.view(), &mut gradient.view_mut());
        assert!(gradient[[0, 0]] < -1e5 && gradient[[0, 1]] > 1e5 && gradient.iter().all(|g: &f32| g.is_finite()));
    }
}
