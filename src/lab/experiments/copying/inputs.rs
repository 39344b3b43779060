//! The images that go through the codes: digits, the same upside down, and noise.

use crate::fault::Fault;
use data::digits;
use ndarray::{Array2, s};
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// Pixels of a side: the built-in digits.
pub const SIDE: usize = 8;
/// Digits trained on, and as many images of noise; the others are kept apart.
const N_TRAIN: usize = 1500;
/// Seed of the split and of all noise: the same images for everybody.
const SEED: u64 = 17;

/// A kind of image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A handwritten digit.
    Digit,
    /// The same digit, turned by half a turn.
    UpsideDown,
    /// Every pixel drawn on its own, evenly between 0 and 1.
    Noise,
}

/// The kinds in the order of every list here.
pub const KINDS: [Kind; 3] = [Kind::Digit, Kind::UpsideDown, Kind::Noise];

/// Images by what they are for. Shapes: `(n, 64)`, values between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Inputs {
    /// Digits to train on.
    pub train_digits: Array2<f32>,
    /// As many images of noise.
    pub train_noise: Array2<f32>,
    /// Images kept apart, equally many of each of [`KINDS`].
    pub held_out: [Array2<f32>; 3],
}

impl Inputs {
    /// The images, always the same.
    ///
    /// # Errors
    /// Only if the digits in the program were damaged.
    pub fn draw() -> Result<Self, Fault> {
        let damaged = |reason: String| Fault::DataDamaged { name: "digits".to_owned(), reason };
        let dataset = digits::load().map_err(|error| damaged(error.to_string()))?;
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        let mut order: Vec<u32> = (0..dataset.n_samples() as u32).collect();
        order.shuffle(&mut rng);
        let (train, held_out) = order.split_at(N_TRAIN);
        let digit = dataset.select(held_out);
        let mut noise = |n: usize| Array2::from_shape_simple_fn((n, dataset.n_features()), || rng.random::<f32>());
        Ok(Self {
            train_digits: dataset.select(train),
            train_noise: noise(N_TRAIN),
            // Half a turn is the pixels in reverse order.
            held_out: [digit.clone(), digit.slice(s![.., ..;-1]).to_owned(), noise(held_out.len())],
        })
    }
}
