//! Activation functions, each next to its derivative.
//!
//! Every derivative is a function of the *output* `y = a(z)`, so that a training step stores one array a layer.
//! Constants are those of Keras 3, because the lecture's notebooks use Keras (leaky ReLU 0.2, ELU 1).

use crate::kernels::{lanes::F32x8, vmath};
use serde::{Deserialize, Serialize};

/// The slope of the leaky ReLU below zero, as in Keras 3's `activations.leaky_relu`.
pub const LEAKY_SLOPE: f32 = 0.2;
/// The scale λ of SELU (Klambauer et al. 2017, equation 14).
pub const SELU_SCALE: f32 = 1.050_701;
/// The α of SELU (Klambauer et al. 2017, equation 14).
pub const SELU_ALPHA: f32 = 1.673_263_2;

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
    /// All variants, in the order in which forms list them.
    pub const ALL: [Self; 8] =
        [Self::Linear, Self::Relu, Self::LeakyRelu, Self::Elu, Self::Selu, Self::Tanh, Self::Sigmoid, Self::Softplus];

    /// Returns the short name used in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Relu => "relu",
            Self::LeakyRelu => "leaky-relu",
            Self::Elu => "elu",
            Self::Selu => "selu",
            Self::Tanh => "tanh",
            Self::Sigmoid => "sigmoid",
            Self::Softplus => "softplus",
        }
    }

    /// Replaces every `z` by `a(z)`.
    pub fn apply(self, values: &mut [f32]) {
        let zero = F32x8::splat(0.0);
        match self {
            Self::Linear => {}
            Self::Relu => F32x8::map_slice(values, vmath::positive_part),
            Self::LeakyRelu => F32x8::map_slice(values, |z| z.is_below(zero).choose(z * LEAKY_SLOPE, z)),
            Self::Elu => F32x8::map_slice(values, |z| z.is_below(zero).choose(vmath::exp_m1(z), z)),
            Self::Selu => F32x8::map_slice(values, |z| {
                z.is_below(zero).choose(vmath::exp_m1(z) * (SELU_SCALE * SELU_ALPHA), z * SELU_SCALE)
            }),
            Self::Tanh => vmath::tanh_slice(values),
            Self::Sigmoid => vmath::sigmoid_slice(values),
            Self::Softplus => vmath::softplus_slice(values),
        }
    }

    /// Multiplies `d_outputs`, the gradient of the loss with respect to `y`, by `a'(z)` in place, which gives the
    /// gradient with respect to `z`.
    ///
    /// Shapes: both slices hold the same entries in the same order. At a kink the left derivative is used.
    pub fn backward(self, outputs: &[f32], d_outputs: &mut [f32]) {
        let (zero, one) = (F32x8::splat(0.0), F32x8::splat(1.0));
        match self {
            Self::Linear => {}
            Self::Relu => F32x8::map_pairs(d_outputs, outputs, |d, y| d * zero.is_below(y).choose(one, zero)),
            Self::LeakyRelu => F32x8::map_pairs(d_outputs, outputs, |d, y| zero.is_below(y).choose(d, d * LEAKY_SLOPE)),
            Self::Elu => F32x8::map_pairs(d_outputs, outputs, |d, y| d * zero.is_below(y).choose(one, y + 1.0)),
            Self::Selu => F32x8::map_pairs(d_outputs, outputs, |d, y| {
                d * zero.is_below(y).choose(F32x8::splat(SELU_SCALE), y + SELU_SCALE * SELU_ALPHA)
            }),
            Self::Tanh => F32x8::map_pairs(d_outputs, outputs, |d, y| d * (one - y * y)),
            Self::Sigmoid => F32x8::map_pairs(d_outputs, outputs, |d, y| d * y * (one - y)),
            // y = ln(1 + e^z), so that 1 − e^−y = e^z/(1 + e^z).
            Self::Softplus => F32x8::map_pairs(d_outputs, outputs, |d, y| -(d * vmath::exp_m1(-y))),
        }
    }
}
