//! The plan of a training run, the source of its samples, and its results.

use crate::nn::{
    autoencoder::Autoencoder, corruption::Corruption, evaluation::Evaluation, loss::Loss, optimizer::OptimizerKind,
};
use ndarray::{Array2, ArrayViewMut2};

/// A source of samples.
pub trait BatchSource {
    /// Returns the number of samples, `n`.
    fn n_samples(&self) -> usize;
    /// Returns the number of features of a sample, `d`.
    fn n_features(&self) -> usize;
    /// Writes the chosen samples into `rows (sample_idxs.len(), d)`.
    fn fill(&self, sample_idxs: &[u32], rows: &mut ArrayViewMut2<f32>);
}

/// The settings of a run, apart from the network and the data.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainingPlan {
    /// The loss that is minimised.
    pub loss: Loss,
    /// The update rule.
    pub optimizer: OptimizerKind,
    /// The learning rate.
    pub learning_rate: f64,
    /// The penalty on the sum of the squared weights, added to the minimised loss; reported losses exclude it.
    pub l2: f64,
    /// The corruption of samples before the encoder; the loss compares the reconstruction with the clean samples. In
    /// layer-wise training, it applies to the inputs of each pair (Vincent et al. 2010).
    pub corruption: Corruption,
    /// The size of a mini-batch; the last one of an epoch may be smaller.
    pub batch_size: usize,
    /// The number of passes over the training samples, for all layers together.
    pub n_epochs: usize,
    /// The number of preceding passes for each pair of layers alone, the outermost first (Bengio et al. 2007); 0 trains
    /// all layers at once.
    ///
    /// An inner pair is an autoencoder of the outputs of the preceding layers, which are frozen. It is trained by the
    /// mean squared error.
    pub n_epochs_a_pair: usize,
    /// The seed of the shuffling.
    pub shuffle_seed: u64,
    /// True if the whole training set is evaluated after every epoch.
    pub evaluates_training: bool,
    /// The epochs after which the network is kept.
    pub checkpoint_epochs: Vec<usize>,
}

impl TrainingPlan {
    /// Allocates a corrupted batch for layers of `n_in` inputs.
    pub(super) fn room_for_corrupted(&self, batch_size: usize, n_in: usize) -> Array2<f32> {
        Array2::zeros((if self.corruption == Corruption::None { 0 } else { batch_size }, n_in))
    }
}

/// The results after an epoch; epoch 0 is the network before training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpochRecord {
    /// The number of completed epochs.
    pub epoch: usize,
    /// The part of the network that was trained.
    pub stage: Stage,
    /// The mean of the epoch's batch losses, weighted by their samples; none for epoch 0.
    pub train_loss: Option<f64>,
    /// The evaluation of the whole training set after the epoch, if the plan asks for it.
    pub training: Option<Evaluation>,
    /// The evaluation of the validation set after the epoch, if there is one.
    pub validation: Option<Evaluation>,
}

/// The part of the network that is trained at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// One pair of layers, before the inner ones are stacked; 0 is the outermost.
    Pair(usize),
    /// All layers.
    Whole,
}

/// A network kept after an epoch.
#[derive(Debug, Clone)]
pub struct Checkpoint {
    /// The number of completed epochs.
    pub epoch: usize,
    /// The network at that epoch.
    pub autoencoder: Autoencoder,
}

/// The result of the last slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A batch was trained.
    Batch,
    /// A part of an evaluation was done.
    Evaluating,
    /// An epoch ended; its record is the last of the history.
    EpochDone,
    /// All epochs are completed; no work was left.
    Finished,
    /// The loss is NaN; no work was done.
    Diverged,
}
