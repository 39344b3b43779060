//! Losses, each beside its gradient, averaged over samples *and* features.
//!
//! A loss sees the last layer before its activation (`z`), because binary cross-entropy is only stable there:
//! `softplus(z) − x·z`, with the gradient `sigmoid(z) − x`.

use super::{activation::Activation, vmath};
use serde::{Deserialize, Serialize};

/// How far reconstructions are from their inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Loss {
    /// Mean squared error.
    Mse,
    /// Binary cross-entropy in nats; its outputs are probabilities, so that it goes with [`Activation::Sigmoid`].
    BinaryCrossEntropy,
}

/// Values handled at once: small enough for the stack and the cache, a multiple of every SIMD width.
const BLOCK: usize = 256;

impl Loss {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 2] = [Self::Mse, Self::BinaryCrossEntropy];

    /// Whether this loss can be computed behind `output`: cross-entropy needs probabilities.
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
        match self {
            Self::Mse => pairs
                .map(|(z, x)| {
                    let mut y = [0.0; BLOCK];
                    let y = &mut y[..z.len()];
                    y.copy_from_slice(z);
                    output.apply(y);
                    f64::from(y.iter().zip(x).map(|(y, x)| (y - x) * (y - x)).sum::<f32>())
                })
                .sum(),
            Self::BinaryCrossEntropy => pairs
                .map(|(z, x)| f64::from(z.iter().zip(x).map(|(&z, &x)| vmath::softplus(z) - x * z).sum::<f32>()))
                .sum(),
        }
    }
}

fn blocks<'a>(z: &'a mut [f32], targets: &'a [f32]) -> impl Iterator<Item = (&'a mut [f32], &'a [f32])> {
    z.chunks_mut(BLOCK).zip(targets.chunks(BLOCK))
}

/// `(y − x)²` summed; `z` becomes `2·scale·(y − x)·a'(z)`.
fn squared_error_gradient(output: Activation, z: &mut [f32], targets: &[f32], scale: f32) -> f64 {
    let mut gradient = [0.0_f32; BLOCK];
    let gradient = &mut gradient[..z.len()];
    output.apply(z);
    let mut sum = 0.0;
    for ((g, &y), &x) in gradient.iter_mut().zip(z.iter()).zip(targets) {
        let error = y - x;
        sum += error * error;
        *g = 2.0 * scale * error;
    }
    output.backward(z, gradient);
    z.copy_from_slice(gradient);
    f64::from(sum)
}

/// `softplus(z) − x·z` summed; `z` becomes `scale·(sigmoid(z) − x)`.
fn cross_entropy_gradient(z: &mut [f32], targets: &[f32], scale: f32) -> f64 {
    let mut sum = 0.0;
    for (z, &x) in z.iter_mut().zip(targets) {
        let logit = *z;
        // One exponential serves both: e = e^−|z|; sigmoid is 1/(1 + e) above zero and e/(1 + e) below.
        let e = vmath::exp(-logit.abs());
        let positive = if logit < 0.0 { 0.0 } else { logit };
        sum += positive + vmath::ln_1p_unit(e) - x * logit;
        let numerator = if logit < 0.0 { e } else { 1.0 };
        *z = scale * (numerator / (1.0 + e) - x);
    }
    f64::from(sum)
}
