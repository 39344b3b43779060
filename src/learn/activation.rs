//! Activations, each beside its derivative.
//!
//! Every derivative is written as a function of the *output* `y = a(z)`, so that a training step keeps one array a layer.
//! Constants are Keras 3's, because the lecture's notebooks are Keras (leaky ReLU 0.2, ELU 1).

use super::vmath;
use serde::{Deserialize, Serialize};

/// Slope of the leaky ReLU below zero: Keras 3's `activations.leaky_relu`.
const LEAKY_SLOPE: f32 = 0.2;
/// SELU's scale λ and α, from Klambauer et al. (2017), equation 14.
const SELU_SCALE: f32 = 1.050_701;
const SELU_ALPHA: f32 = 1.673_263_2;

/// The non-linearity of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Activation {
    /// `z`
    Linear,
    /// `max(z, 0)`
    Relu,
    /// `z` above zero, `0.2·z` below
    LeakyRelu,
    /// `z` above zero, `e^z − 1` below (Clevert et al. 2015)
    Elu,
    /// ELU scaled so that activations keep mean 0 and variance 1 (Klambauer et al. 2017)
    Selu,
    /// Hyperbolic tangent
    Tanh,
    /// `1/(1 + e^−z)`
    Sigmoid,
    /// `ln(1 + e^z)`
    Softplus,
}

impl Activation {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 8] =
        [Self::Linear, Self::Relu, Self::LeakyRelu, Self::Elu, Self::Selu, Self::Tanh, Self::Sigmoid, Self::Softplus];

    /// Replaces every `z` by `a(z)`.
    pub fn apply(self, values: &mut [f32]) {
        match self {
            Self::Linear => {}
            Self::Relu => map(values, |z| if z < 0.0 { 0.0 } else { z }),
            Self::LeakyRelu => map(values, |z| if z < 0.0 { LEAKY_SLOPE * z } else { z }),
            Self::Elu => map(values, |z| if z < 0.0 { vmath::exp_m1(z) } else { z }),
            Self::Selu => map(values, |z| SELU_SCALE * if z < 0.0 { SELU_ALPHA * vmath::exp_m1(z) } else { z }),
            Self::Tanh => map(values, vmath::tanh),
            Self::Sigmoid => map(values, vmath::sigmoid),
            Self::Softplus => map(values, vmath::softplus),
        }
    }

    /// Turns `d_outputs` (the loss by `y`) into the loss by `z`, in place: multiplies by `a'(z)`, written in `y`.
    ///
    /// Shapes: both slices hold the same entries in the same order. At a kink the derivative from below is taken.
    pub fn backward(self, outputs: &[f32], d_outputs: &mut [f32]) {
        match self {
            Self::Linear => {}
            Self::Relu => scale_by(outputs, d_outputs, |y| if y > 0.0 { 1.0 } else { 0.0 }),
            Self::LeakyRelu => scale_by(outputs, d_outputs, |y| if y > 0.0 { 1.0 } else { LEAKY_SLOPE }),
            Self::Elu => scale_by(outputs, d_outputs, |y| if y > 0.0 { 1.0 } else { y + 1.0 }),
            Self::Selu => {
                scale_by(outputs, d_outputs, |y| if y > 0.0 { SELU_SCALE } else { y + SELU_SCALE * SELU_ALPHA });
            }
            Self::Tanh => scale_by(outputs, d_outputs, |y| 1.0 - y * y),
            Self::Sigmoid => scale_by(outputs, d_outputs, |y| y * (1.0 - y)),
            // y = ln(1 + e^z), so that 1 − e^−y = e^z/(1 + e^z).
            Self::Softplus => scale_by(outputs, d_outputs, |y| -vmath::exp_m1(-y)),
        }
    }
}

#[inline(always)]
fn map(values: &mut [f32], f: impl Fn(f32) -> f32) {
    for value in values {
        *value = f(*value);
    }
}

#[inline(always)]
fn scale_by(outputs: &[f32], d_outputs: &mut [f32], derivative: impl Fn(f32) -> f32) {
    for (d, &y) in d_outputs.iter_mut().zip(outputs) {
        *d *= derivative(y);
    }
}
