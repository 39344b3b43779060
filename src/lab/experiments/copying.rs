//! "Copying is not learning" (chapter 2): what a code lets through, for a digit, the same upside down, and noise.
//!
//! Three codes are compared: the exact linear one of chosen size (principal components), and two trained linear ones that are
//! wider than an image, one trained on digits alone and one on digits and noise. Gradient descent moves a linear network only
//! along directions in which its data vary (the gradient of its encoder is a product with the data): so the first of the two never learns
//! to copy what digits do not contain. Kinds of images are in [`inputs`], what a view draws in [`report`].
//!
//! No clock: whoever drives it decides how much work fits now, by [`Copying::advance`].

pub mod inputs;
pub mod report;

use super::side::SideExperiment;
use crate::{
    fault::{Fault, computation},
    run::{
        blueprint::linear_trainer,
        selection::{Selection, mean_of, pixels},
    },
};
use data::{Dataset, SampleShape};
use inputs::{Inputs, KINDS, SIDE};
use learn::{
    linalg::pca::Pca,
    nn::{
        corruption::Corruption,
        loss::Loss,
        optimizer::OptimizerKind,
        trainer::{BatchSource, Trainer, TrainingPlan},
    },
};
use ndarray::{Array2, ArrayView2, Axis, concatenate, s};
use report::{Copied, CopyInfo, CopySnapshot};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Pixels of an image.
pub const N_FEATURES: usize = SIDE * SIDE;
/// Numbers of the trained codes: half as many again as an image has.
pub const WIDE_CODE: usize = 96;
/// Largest size of the exact code that can be asked for: more than an image has.
pub const MAX_CODE: usize = 80;
/// Epochs of the trained codes. With these, plain gradient descent at this rate leaves digits with less than 1 % of their variance
/// and noise with most of the error that the mean image has, and the network that also saw noise copies all to rounding (reckoned in
/// NumPy with the same definitions).
pub const N_EPOCHS: usize = 60;
const LEARNING_RATE: f64 = 1.5;
const BATCH_SIZE: usize = 32;

/// A command from the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CopyCommand {
    /// Train the two wide codes anew, their weights drawn from this seed.
    Start {
        /// Of the weights and the shuffling.
        seed: u64,
    },
    /// Stop where it is; the codes stay.
    Stop,
    /// Look at other images, or through another exact code.
    Look(CopyProbe),
}

/// The images and the code size that are displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyProbe {
    /// Numbers of the exact code, 1 to [`MAX_CODE`].
    pub code_size: usize,
    /// Which of the digits kept apart; counted round.
    pub digit_idx: usize,
    /// Which of the noise images kept apart; counted round.
    pub noise_idx: usize,
}

/// An event of the copying experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CopyEvent {
    /// The codes stand, the wide ones untrained.
    Started(Box<CopyInfo>),
    /// They have come this far.
    Progress(Box<CopySnapshot>),
    /// They cannot be made.
    Failed(Fault),
}

impl Default for CopyProbe {
    fn default() -> Self {
        Self { code_size: 8, digit_idx: 4, noise_idx: 0 }
    }
}

/// A trained wide code.
#[derive(Debug)]
struct WideCode {
    train: Selection,
    trainer: Trainer,
}

/// The three codes with the images that go through them.
#[derive(Debug)]
pub struct Copying {
    inputs: Inputs,
    pca: Pca,
    /// Trained on digits alone, then on digits and noise.
    wide: [WideCode; 2],
}

impl Copying {
    /// The exact code, and two untrained ones whose weights follow from the seed.
    ///
    /// # Errors
    /// When a decomposition fails.
    pub fn new(seed: u64) -> Result<Self, Fault> {
        let inputs = Inputs::draw()?;
        let pca = Pca::fit(&inputs.train_digits.view()).map_err(computation)?;
        let (digits, noise) = (inputs.train_digits.view(), inputs.train_noise.view());
        let both = concatenate(Axis(0), &[digits, noise]).map_err(|error| Fault::Computation(error.to_string()))?;
        let wide = [WideCode::new(&digits, seed)?, WideCode::new(&both.view(), seed)?];
        Ok(Self { inputs, pca, wide })
    }

    /// Returns the facts that do not change during training.
    #[must_use]
    pub fn info(&self) -> CopyInfo {
        CopyInfo {
            n_train: self.inputs.train_digits.nrows(),
            n_held_out: self.inputs.held_out[0].nrows(),
            exact_mse: self.inputs.held_out.each_ref().map(|images| self.exact_mse_by_size(images)),
        }
    }

    /// How it stands for what is looked at.
    #[must_use]
    pub fn snapshot(&self, probe: CopyProbe) -> CopySnapshot {
        let [digit, upside_down, noise] = &self.inputs.held_out;
        let pick = |images: &Array2<f32>, idx: usize| images.row(idx % images.nrows()).to_owned();
        let mut given = Array2::zeros((KINDS.len(), N_FEATURES));
        given.row_mut(0).assign(&pick(digit, probe.digit_idx));
        given.row_mut(1).assign(&pick(upside_down, probe.digit_idx));
        given.row_mut(2).assign(&pick(noise, probe.noise_idx));
        let k = probe.code_size.min(N_FEATURES);
        let exact = |images: &ArrayView2<f32>| self.pca.reconstruct(images, k);
        CopySnapshot {
            probe,
            has_begun: self.sample_progress().0 > 0,
            is_over: self.is_over(),
            epoch: self.wide.iter().map(|code| code.trainer.epoch()).min().unwrap_or(0),
            given: pixels(&given, None),
            exact: copied(&given, exact),
            wide: self.wide.each_ref().map(|code| copied(&given, |images| code.reconstruct(images))),
        }
    }

    /// Mean squared error of exact codes with 0, 1, … [`MAX_CODE`] numbers: what lies along the components left out.
    fn exact_mse_by_size(&self, images: &Array2<f32>) -> Vec<f64> {
        let codes = self.pca.encode(&images.view(), N_FEATURES);
        let energies = codes.mapv(|h| h * h).sum_axis(Axis(0)) / (images.nrows() * N_FEATURES) as f64;
        // From the last component on, so that small errors are not lost in the difference of large ones.
        let mut left_out = vec![0.0; MAX_CODE + 1];
        for k in (0..N_FEATURES).rev() {
            left_out[k] = left_out[k + 1] + energies[k];
        }
        left_out
    }
}

impl SideExperiment for Copying {
    /// One piece of work: a batch, or a block of an evaluation, of the code that has come less far.
    fn advance(&mut self) {
        let unfinished = self.wide.iter_mut().filter(|code| !code.trainer.is_over());
        if let Some(code) = unfinished.min_by_key(|code| (code.trainer.epoch(), code.trainer.batch_progress().0)) {
            code.trainer.advance(&code.train, None::<&Selection>);
        }
    }

    fn is_over(&self) -> bool {
        self.wide.iter().all(|code| code.trainer.is_over())
    }

    fn sample_progress(&self) -> (u64, u64) {
        let n_done = self.wide.iter().map(|code| code.trainer.n_samples_trained()).sum();
        let n_all: usize = self.wide.iter().map(|code| code.train.n_samples() * N_EPOCHS).sum();
        (n_done, n_all as u64)
    }
}

impl WideCode {
    fn new(images: &ArrayView2<f32>, seed: u64) -> Result<Self, Fault> {
        let dataset = Rc::new(Dataset::from_matrix(images, SampleShape::Image { height: SIDE, width: SIDE }));
        let n_train = images.nrows();
        let idxs: Vec<u32> = (0..n_train as u32).collect();
        let mean = Some(Rc::new(mean_of(&dataset, &idxs)));
        let plan = TrainingPlan {
            loss: Loss::Mse,
            optimizer: OptimizerKind::Sgd,
            learning_rate: LEARNING_RATE,
            l2: 0.0,
            corruption: Corruption::None,
            batch_size: BATCH_SIZE,
            n_epochs: N_EPOCHS,
            n_epochs_a_pair: 0,
            shuffle_seed: seed,
            evaluates_training: false,
            checkpoint_epochs: Vec::new(),
        };
        let trainer = linear_trainer((N_FEATURES, WIDE_CODE), plan, seed, n_train)?;
        Ok(Self { train: Selection::new(dataset, idxs, mean), trainer })
    }

    /// Images `(n, d)` through the code and back; the training mean is subtracted on the way in and added on the way out.
    fn reconstruct(&self, images: &ArrayView2<f32>) -> Array2<f32> {
        let autoencoder = self.trainer.autoencoder();
        match self.train.mean() {
            Some(mean) => autoencoder.reconstruct(&(images - mean).view()) + mean,
            None => autoencoder.reconstruct(images),
        }
    }
}

/// What becomes of `given (3, d)`, one image of each kind.
fn copied(given: &Array2<f32>, reconstruct: impl Fn(&ArrayView2<f32>) -> Array2<f32>) -> Copied {
    let copies = reconstruct(&given.view());
    let of_kind = |kind: usize| mse(&given.slice(s![kind..=kind, ..]), &copies.slice(s![kind..=kind, ..]));
    Copied { images: pixels(&copies, None), mse: [0, 1, 2].map(of_kind) }
}

/// Mean squared error over images and pixels. Shapes: both `(n, d)`.
fn mse(images: &ArrayView2<f32>, copies: &ArrayView2<f32>) -> f64 {
    let squares = images.iter().zip(copies).map(|(x, r)| f64::from(x - r).powi(2));
    squares.sum::<f64>() / images.len().max(1) as f64
}

#[cfg(test)]
mod tests;
