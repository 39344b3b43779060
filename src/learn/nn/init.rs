//! Initial weights: Glorot, He and LeCun, uniform and normal, as Keras 3 draws them.
//!
//! All three choose the variance so that signals neither vanish nor explode on their way through the layers:
//! Glorot and Bengio (2010) `2/(n_in + n_out)`, He et al. (2015) `2/n_in`, LeCun et al. (1998) `1/n_in`.
//! "Normal" is a normal distribution truncated at two standard deviations and rescaled to the stated variance.

use ndarray::Array2;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

/// The standard deviation of a standard normal distribution truncated at ±2.
const TRUNCATED_NORMAL_SD: f64 = 0.879_625_661_034_239_8;

/// The distribution of initial weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Initializer {
    /// Variance `2/(n_in + n_out)`, uniform. Keras' default.
    GlorotUniform,
    /// Variance `2/(n_in + n_out)`, truncated normal.
    GlorotNormal,
    /// Variance `2/n_in`, uniform.
    HeUniform,
    /// Variance `2/n_in`, truncated normal.
    HeNormal,
    /// Variance `1/n_in`, uniform.
    LecunUniform,
    /// Variance `1/n_in`, truncated normal.
    LecunNormal,
}

impl Initializer {
    /// All variants, in the order in which forms list them.
    pub const ALL: [Self; 6] = [
        Self::GlorotUniform,
        Self::GlorotNormal,
        Self::HeUniform,
        Self::HeNormal,
        Self::LecunUniform,
        Self::LecunNormal,
    ];

    /// Returns the short name used in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GlorotUniform => "glorot-uniform",
            Self::GlorotNormal => "glorot-normal",
            Self::HeUniform => "he-uniform",
            Self::HeNormal => "he-normal",
            Self::LecunUniform => "lecun-uniform",
            Self::LecunNormal => "lecun-normal",
        }
    }

    /// Returns the variance of a weight between `n_in` and `n_out` units.
    #[must_use]
    pub fn variance(self, n_in: usize, n_out: usize) -> f64 {
        let (n_in, n_out) = (n_in as f64, n_out as f64);
        match self {
            Self::GlorotUniform | Self::GlorotNormal => 2.0 / (n_in + n_out),
            Self::HeUniform | Self::HeNormal => 2.0 / n_in,
            Self::LecunUniform | Self::LecunNormal => 1.0 / n_in,
        }
    }

    /// Draws weights. Shape: `(n_in, n_out)`.
    pub fn draw(self, n_in: usize, n_out: usize, rng: &mut impl Rng) -> Array2<f32> {
        let sd = self.variance(n_in, n_out).sqrt();
        match self {
            Self::GlorotUniform | Self::HeUniform | Self::LecunUniform => {
                let limit = sd * 3.0_f64.sqrt();
                Array2::from_shape_simple_fn((n_in, n_out), || (limit * (2.0 * rng.random::<f64>() - 1.0)) as f32)
            }
            Self::GlorotNormal | Self::HeNormal | Self::LecunNormal => {
                let sd = sd / TRUNCATED_NORMAL_SD;
                Array2::from_shape_simple_fn((n_in, n_out), || (sd * truncated_normal(rng)) as f32)
            }
        }
    }
}

/// Draws a standard normal number within ±2 by rejection (one in 22 is rejected).
fn truncated_normal(rng: &mut impl Rng) -> f64 {
    loop {
        let value: f64 = StandardNormal.sample(rng);
        if value.abs() <= 2.0 {
            return value;
        }
    }
}
