//! What a run does, where its samples come from, and what it leaves behind.

use crate::nn::{
    autoencoder::Autoencoder, corruption::Corruption, evaluation::Evaluation, loss::Loss, optimizer::OptimizerKind,
};
use ndarray::{Array2, ArrayViewMut2};

/// Describes where samples come from.
pub trait BatchSource {
    /// Samples to be had, `n`.
    fn n_samples(&self) -> usize;
    /// Features of a sample, `d`.
    fn n_features(&self) -> usize;
    /// Writes the chosen samples into `rows (sample_idxs.len(), d)`.
    fn fill(&self, sample_idxs: &[u32], rows: &mut ArrayViewMut2<f32>);
}

/// Holds what a run does, apart from the network and the data.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingPlan {
    /// Holds what is minimised.
    pub loss: Loss,
    /// The rule of the updates.
    pub optimizer: OptimizerKind,
    /// Its step size.
    pub learning_rate: f64,
    /// Penalty on the sum of the squared weights, added to what is minimised; losses are told without it.
    pub l2: f64,
    /// Holds what is done to samples before the encoder sees them; the reconstruction is judged by the whole ones. Layer by layer, it
    /// is done to what each pair reads (Vincent et al. 2010).
    pub corruption: Corruption,
    /// Samples a mini-batch; the last of an epoch may be smaller.
    pub batch_size: usize,
    /// Passes over the training samples, of all layers together.
    pub n_epochs: usize,
    /// Passes before that for each pair of layers alone, the outermost first (Bengio et al. 2007); 0 to train all at once.
    ///
    /// A pair within others is an autoencoder of what the layers before it, which stay as they are, make of the samples. It is
    /// trained by the mean squared error.
    pub n_epochs_a_pair: usize,
    /// Seed of the shuffling.
    pub shuffle_seed: u64,
    /// Tells whether the whole training set is evaluated after every epoch.
    pub evaluates_training: bool,
    /// Epochs after which the network is kept.
    pub checkpoint_epochs: Vec<usize>,
}

impl TrainingPlan {
    /// Room for a corrupted batch of what layers of `n_in` inputs read.
    pub(super) fn room_for_corrupted(&self, batch_size: usize, n_in: usize) -> Array2<f32> {
        Array2::zeros((if self.corruption == Corruption::None { 0 } else { batch_size }, n_in))
    }
}

/// Holds what is known after an epoch; epoch 0 is the network before training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpochRecord {
    /// Epochs done.
    pub epoch: usize,
    /// Holds what was trained.
    pub stage: Stage,
    /// Mean of the epoch's batch losses, each weighted by its samples; none for epoch 0.
    pub train_loss: Option<f64>,
    /// The whole training set after the epoch, where the plan asks for it.
    pub training: Option<Evaluation>,
    /// The validation set after the epoch, where there is one.
    pub validation: Option<Evaluation>,
}

/// Describes what is trained at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// One pair of layers; 0 is the outermost. Nothing lies within it yet.
    Pair(usize),
    /// All layers.
    Whole,
}

/// A network kept after an epoch.
#[derive(Debug, Clone)]
pub struct Checkpoint {
    /// Epochs done.
    pub epoch: usize,
    /// Its weights then.
    pub autoencoder: Autoencoder,
}

/// Describes what the last slice brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A batch was trained on.
    Batch,
    /// A part of an evaluation was done.
    Evaluating,
    /// An epoch ended; its record is the last of the history.
    EpochDone,
    /// All epochs are done; nothing was left to do.
    Finished,
    /// The loss is not a number any more; nothing was done.
    Diverged,
}
