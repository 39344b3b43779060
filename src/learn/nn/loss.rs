//! Losses, each beside its gradient, averaged over samples *and* features.
//!
//! A loss sees the last layer before its activation (`z`), because binary cross-entropy is only stable there:
//! `softplus(z) − x·z`, with the gradient `sigmoid(z) − x`.

use super::activation::Activation;
use crate::kernels::{
    lanes::{F32x8, N_LANES},
    vmath,
};
use serde::{Deserialize, Serialize};

/// How far reconstructions are from their inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// Mean squared error.
    Mse,
    /// Binary cross-entropy in nats; its outputs are probabilities, so that it goes with [`Activation::Sigmoid`].
    BinaryCrossEntropy,
}

/// Values handled at once: small enough for the stack and the cache, a multiple of the lanes.
const BLOCK: usize = 256;

impl Loss {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 2] = [Self::Mse, Self::BinaryCrossEntropy];

    /// Returns the short name, as links write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mse => "mse",
            Self::BinaryCrossEntropy => "bce",
        }
    }

    /// Returns whether this loss can be computed behind `output`: cross-entropy needs probabilities.
    #[must_use]
    pub fn fits(self, output: Activation) -> bool {
        self == Self::Mse || output == Activation::Sigmoid
    }

    /// Replaces `z` by the gradient of the loss with regard to `z`, and returns the loss.
    ///
    /// Shapes: `z` and `targets` hold the same `n·d` entries; `z` is the last layer before `output` is applied.
    pub fn value_and_gradient(self, output: Activation, z: &mut [f32], targets: &[f32]) -> f64 {
        debug_assert!(self.fits(output));
        let scale = 1.0 / z.len().max(1) as f32;
        let sum: f64 = match self {
            Self::Mse => blocks(z, targets).map(|(z, x)| squared_error_gradient(output, z, x, scale)).sum(),
            Self::BinaryCrossEntropy => blocks(z, targets).map(|(z, x)| cross_entropy_gradient(z, x, scale)).sum(),
        };
        sum * f64::from(scale)
    }

    /// The loss alone, summed over all entries (not averaged), from `z` before the output's activation.
    #[must_use]
    pub fn sum(self, output: Activation, z: &[f32], targets: &[f32]) -> f64 {
        let pairs = z.chunks(BLOCK).zip(targets.chunks(BLOCK));
        pairs
            .map(|(z, x)| {
                let mut y = [0.0; BLOCK];
                let y = &mut y[..z.len()];
                y.copy_from_slice(z);
                f64::from(match self {
                    Self::Mse => {
                        output.apply(y);
                        F32x8::map_and_sum_pairs(y, x, |y, x| (y, (y - x) * (y - x)))
                    }
                    Self::BinaryCrossEntropy => F32x8::map_and_sum_pairs(y, x, |z, x| (z, vmath::softplus(z) - x * z)),
                })
            })
            .sum()
    }
}

fn blocks<'a>(z: &'a mut [f32], targets: &'a [f32]) -> impl Iterator<Item = (&'a mut [f32], &'a [f32])> {
    z.chunks_mut(BLOCK).zip(targets.chunks(BLOCK))
}

/// `(y − x)²` summed; `z` becomes `2·scale·(y − x)·a'(z)`.
fn squared_error_gradient(output: Activation, z: &mut [f32], targets: &[f32], scale: f32) -> f64 {
    output.apply(z);
    let mut gradient = [0.0_f32; BLOCK];
    let gradient = &mut gradient[..z.len()];
    gradient.copy_from_slice(z);
    let sum = F32x8::map_and_sum_pairs(gradient, targets, |y, x| {
        let error = y - x;
        (error * (2.0 * scale), error * error)
    });
    output.backward(z, gradient);
    z.copy_from_slice(gradient);
    f64::from(sum)
}

/// `softplus(z) − x·z` summed; `z` becomes `scale·(sigmoid(z) − x)`. At most [`BLOCK`] values.
///
/// `softplus(z) = max(z, 0) + ln(1 + e^−|z|)`, and the sum of the logarithms is the logarithm of a product: of [`BLOCK`] factors
/// between 1 and 2 a lane multiplies 32, so that nothing overflows and one logarithm serves them all. Each factor rounds by up to
/// 2⁻²⁴, as `1 + e` does anyway.
fn cross_entropy_gradient(z: &mut [f32], targets: &[f32], scale: f32) -> f64 {
    /// A place that is not there: its softplus is 0, and so is its product with a target of 0.
    const NOTHING: f32 = -100.0;
    let (zero, one) = (F32x8::splat(0.0), F32x8::splat(1.0));
    let (mut product, mut sum) = (one, zero);
    let mut step = |z: &mut [f32], x: &[f32]| {
        let (before, x) = (F32x8::load(z), F32x8::load(x));
        // One exponential serves both: with e = e^−|z| the sigmoid is 1/(1 + e) above zero and e/(1 + e) below.
        let e = vmath::exp_of_nonpositive(before.neg_abs());
        let factor = e + 1.0;
        let probability = before.is_below(zero).choose(e, one) / factor;
        ((probability - x) * scale).store(z);
        product = product * factor;
        sum = sum + (vmath::positive_part(before) - x * before);
    };
    let (whole, tail) = z.split_at_mut(z.len() - z.len() % N_LANES);
    let (whole_targets, tail_targets) = targets.split_at(whole.len());
    for (z, x) in whole.chunks_exact_mut(N_LANES).zip(whole_targets.chunks_exact(N_LANES)) {
        step(z, x);
    }
    if !tail.is_empty() {
        let (mut padded, mut x) = ([NOTHING; N_LANES], [0.0; N_LANES]);
        padded[..tail.len()].copy_from_slice(tail);
        x[..tail.len()].copy_from_slice(tail_targets);
        step(&mut padded, &x);
        tail.copy_from_slice(&padded[..tail.len()]);
    }
    f64::from(sum.sum()) + f64::from(vmath::ln(product).sum())
}
