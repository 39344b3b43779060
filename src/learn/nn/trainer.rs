//! Training: epochs of shuffled mini-batches, with an evaluation after each, in slices small enough for a live page.
//!
//! The trainer knows nothing of data sets or clocks: samples come from a [`BatchSource`], and the caller decides how
//! many slices it wants now ([`Trainer::advance`]). A loss that is no longer a number is an outcome, not an error.

use super::{
    autoencoder::Autoencoder, bottleneck::Bottleneck, dense::Dense, evaluation::Sums, network::Workspace,
    optimizer::Optimizer,
};
use ndarray::Array2;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

pub use plan::{BatchSource, Checkpoint, EpochRecord, Progress, Stage, TrainingPlan};

mod plan;
mod work;

/// Samples evaluated in one slice.
const EVALUATION_BLOCK: usize = 256;

/// Tells the noise's random stream from the shuffling's of the same seed.
const NOISE_STREAM: u64 = 0xC0_44E9_0000_0000;

/// Describes where a run stands between two slices.
#[derive(Debug, Clone)]
enum Phase {
    Training { batch_idx: usize },
    EvaluatingTraining(Sums),
    EvaluatingValidation(Sums),
    Finished,
    Diverged,
}

/// A run: an autoencoder, its optimiser, and how far they have come.
#[derive(Debug, Clone)]
pub struct Trainer {
    autoencoder: Autoencoder,
    optimizer: Optimizer,
    plan: TrainingPlan,
    n_train: usize,
    stage: Stage,
    /// Pairs of layers whose turn has not come, the innermost first.
    waiting: Vec<(Dense, Dense)>,
    /// Holds what happens at the code once all layers are there.
    bottleneck: Bottleneck,
    order: Vec<u32>,
    rng: ChaCha8Rng,
    workspace: Workspace,
    batch: Array2<f32>,
    /// Holds what the trained layers read, corrupted; empty where nothing is.
    corrupted: Array2<f32>,
    noise_rng: ChaCha8Rng,
    phase: Phase,
    epoch: usize,
    loss_sum: f64,
    n_samples_in_epoch: usize,
    n_samples_trained: u64,
    pending: EpochRecord,
    history: Vec<EpochRecord>,
    checkpoints: Vec<Checkpoint>,
}

impl Trainer {
    /// A run that has not begun. Its first slices evaluate the untrained network (epoch 0), of one that is trained layer by
    /// layer the outermost pair.
    #[must_use]
    pub fn new(autoencoder: Autoencoder, plan: TrainingPlan, n_train: usize) -> Self {
        let batch_size = plan.batch_size.clamp(1, n_train.max(1));
        let bottleneck = autoencoder.network().bottleneck();
        let (autoencoder, stage, mut waiting) = if plan.n_epochs_a_pair > 0 {
            // Every autoencoder that is built has mirrored layers; another one is trained at once.
            match autoencoder.clone().unstack() {
                Ok((outermost, pairs)) => (outermost, Stage::Pair(0), pairs),
                Err(_) => (autoencoder, Stage::Whole, Vec::new()),
            }
        } else {
            (autoencoder, Stage::Whole, Vec::new())
        };
        waiting.reverse();
        let network = autoencoder.network();
        Self {
            optimizer: Optimizer::new(plan.optimizer, plan.learning_rate, plan.l2, network),
            workspace: network.workspace(batch_size),
            batch: Array2::zeros((batch_size.max(EVALUATION_BLOCK), network.n_in())),
            corrupted: plan.room_for_corrupted(batch_size, network.n_in()),
            noise_rng: ChaCha8Rng::seed_from_u64(plan.shuffle_seed ^ NOISE_STREAM),
            order: (0..n_train as u32).collect(),
            rng: ChaCha8Rng::seed_from_u64(plan.shuffle_seed),
            plan: TrainingPlan { batch_size, ..plan },
            stage,
            waiting,
            bottleneck,
            autoencoder,
            n_train,
            phase: Phase::EvaluatingTraining(Sums::default()),
            epoch: 0,
            loss_sum: 0.0,
            n_samples_in_epoch: 0,
            n_samples_trained: 0,
            pending: EpochRecord { epoch: 0, stage, train_loss: None, training: None, validation: None },
            history: Vec::new(),
            checkpoints: Vec::new(),
        }
    }

    /// Does the next piece of work: one batch, or one block of an evaluation.
    ///
    /// `train` and `validation` must be the same on every call; `train` holds the `n_train` samples of [`Trainer::new`].
    pub fn advance(&mut self, train: &impl BatchSource, validation: Option<&impl BatchSource>) -> Progress {
        match std::mem::replace(&mut self.phase, Phase::Finished) {
            Phase::Training { batch_idx } => self.train_batch(batch_idx, train),
            Phase::EvaluatingTraining(sums) => {
                if self.plan.evaluates_training && !self.evaluate_block(sums, train, Phase::EvaluatingTraining) {
                    return Progress::Evaluating;
                }
                self.phase = Phase::EvaluatingValidation(Sums::default());
                Progress::Evaluating
            }
            Phase::EvaluatingValidation(sums) => {
                if let Some(validation) = validation
                    && validation.n_samples() > 0
                    && !self.evaluate_block(sums, validation, Phase::EvaluatingValidation)
                {
                    return Progress::Evaluating;
                }
                self.end_epoch()
            }
            Phase::Finished => Progress::Finished,
            Phase::Diverged => {
                self.phase = Phase::Diverged;
                Progress::Diverged
            }
        }
    }

    /// Up to `budget` pieces of work, stopping early at the end of an epoch or of the run.
    pub fn advance_by(
        &mut self,
        budget: usize,
        train: &impl BatchSource,
        validation: Option<&impl BatchSource>,
    ) -> Progress {
        let mut progress = Progress::Evaluating;
        for _ in 0..budget {
            progress = self.advance(train, validation);
            if matches!(progress, Progress::EpochDone | Progress::Finished | Progress::Diverged) {
                break;
            }
        }
        progress
    }

    /// Moves the end of the run, at the earliest to the epoch under way; a finished run goes on when the end is later.
    /// `n_epochs` are those of all layers together.
    pub fn set_n_epochs(&mut self, n_epochs: usize) {
        self.plan.n_epochs = n_epochs.max(self.epoch.saturating_sub(self.n_epochs_of_pairs()));
        let is_done = self.epoch >= self.n_epochs_in_all();
        match self.phase {
            Phase::Finished if !is_done => self.phase = Phase::Training { batch_idx: 0 },
            Phase::Training { batch_idx: 0 } if is_done => self.phase = Phase::Finished,
            _ => {}
        }
    }

    /// Keeps the network after these epochs, as far as they are still to come.
    pub fn set_checkpoint_epochs(&mut self, epochs: Vec<usize>) {
        self.plan.checkpoint_epochs = epochs;
    }

    /// Epochs of the whole run, those of single pairs included.
    #[must_use]
    pub fn n_epochs_in_all(&self) -> usize {
        self.n_epochs_of_pairs() + self.plan.n_epochs
    }

    /// Epochs in which pairs are trained alone.
    fn n_epochs_of_pairs(&self) -> usize {
        self.plan.n_epochs_a_pair * (self.autoencoder.encoder().len() + self.waiting.len())
    }

    /// Returns what is being trained.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The network as it is now; layer by layer, as far as it is stacked.
    #[must_use]
    pub fn autoencoder(&self) -> &Autoencoder {
        &self.autoencoder
    }

    /// The plan of the run, its batch size cut to the training set.
    #[must_use]
    pub fn plan(&self) -> &TrainingPlan {
        &self.plan
    }

    /// Records of the epochs done, from epoch 0.
    #[must_use]
    pub fn history(&self) -> &[EpochRecord] {
        &self.history
    }

    /// The networks kept on the way.
    #[must_use]
    pub fn checkpoints(&self) -> &[Checkpoint] {
        &self.checkpoints
    }

    /// Epochs done.
    #[must_use]
    pub fn epoch(&self) -> usize {
        self.epoch
    }

    /// Batches done in the current epoch, and batches an epoch.
    #[must_use]
    pub fn batch_progress(&self) -> (usize, usize) {
        let n_batches = self.n_train.div_ceil(self.plan.batch_size);
        let done = match self.phase {
            Phase::Training { batch_idx } => batch_idx,
            _ => 0,
        };
        (done, n_batches)
    }

    /// Samples that updates have been made from, over the whole run.
    #[must_use]
    pub fn n_samples_trained(&self) -> u64 {
        self.n_samples_trained
    }

    /// Mean loss of the current epoch's batches so far; of the last epoch between two.
    #[must_use]
    pub fn running_loss(&self) -> Option<f64> {
        (self.n_samples_in_epoch > 0).then(|| self.loss_sum / self.n_samples_in_epoch as f64)
    }

    /// Returns whether the run has ended because its loss is not a number.
    #[must_use]
    pub fn is_diverged(&self) -> bool {
        matches!(self.phase, Phase::Diverged)
    }

    /// Returns whether nothing is left to do.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Diverged | Phase::Finished)
    }

    /// Returns whether the next slice is a batch (and not an evaluation).
    #[must_use]
    pub fn is_at_batch(&self) -> bool {
        matches!(self.phase, Phase::Training { .. })
    }
}

#[cfg(test)]
mod tests;
