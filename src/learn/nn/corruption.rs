//! Corrupted inputs: a denoising autoencoder is shown damaged samples and has to return the whole ones (Vincent et al. 2008).
//!
//! Definitions are those of Keras' layers `GaussianNoise` and `Dropout` at work.

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};

/// Describes what is done to a sample before the encoder sees it, in training alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub enum Corruption {
    /// Nothing.
    #[default]
    None,
    /// Normal noise of this standard deviation is added to every number.
    Gaussian(f32),
    /// Each number becomes 0 with this probability `p`; the others are divided by `1 − p`, so that sums stay what they are.
    Dropout(f32),
}

impl Corruption {
    /// Corrupts numbers in their place.
    pub fn apply(self, values: &mut [f32], rng: &mut impl Rng) {
        match self {
            Self::None => {}
            Self::Gaussian(deviation) => {
                for x in values {
                    let noise: f32 = StandardNormal.sample(rng);
                    *x += deviation * noise;
                }
            }
            Self::Dropout(rate) => {
                let scale = 1.0 / (1.0 - rate);
                for x in values {
                    *x = if rng.random::<f32>() < rate { 0.0 } else { *x * scale };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    const N: usize = 100_000;

    fn corrupted(corruption: Corruption) -> Vec<f32> {
        let mut values = vec![0.5; N];
        corruption.apply(&mut values, &mut rand_chacha::ChaCha8Rng::seed_from_u64(2));
        values
    }

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        values.sum::<f64>() / N as f64
    }

    #[test]
    fn noise_has_the_deviation_asked_for_and_leaves_the_mean() {
        let values = corrupted(Corruption::Gaussian(0.2));
        // Four standard errors: 0.2/√n of the mean, 0.2/√(2n) of the deviation.
        assert!((mean(values.iter().map(|&x| f64::from(x))) - 0.5).abs() < 4.0 * 0.2 / (N as f64).sqrt());
        let deviation = mean(values.iter().map(|&x| (f64::from(x) - 0.5).powi(2))).sqrt();
        assert!((deviation - 0.2).abs() < 4.0 * 0.2 / (2.0 * N as f64).sqrt(), "{deviation}");
    }

    #[test]
    fn dropout_scales_what_it_leaves() {
        let values = corrupted(Corruption::Dropout(0.75));
        assert!(values.iter().all(|&x| x == 0.0 || x == 2.0));
        let share = mean(values.iter().map(|&x| f64::from(u8::from(x == 0.0))));
        // Four standard errors of a share.
        assert!((share - 0.75).abs() < 4.0 * (0.75 * 0.25 / N as f64).sqrt(), "{share}");
        assert_eq!(corrupted(Corruption::None), vec![0.5; N]);
    }
}
