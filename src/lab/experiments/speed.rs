//! How fast is this computer? The lecture's stacked network trained on 10,000 images, epoch by epoch, and PCA of the same.
//!
//! A state machine like the others, but one that measures: whoever drives it hands it a clock. The rate counts wall time
//! from the first batch of an epoch to its last, snapshots and messages included.

mod images;
pub mod peers;
pub mod report;

use crate::{
    fault::{Fault, computation},
    run::{
        baseline::{N_NEIGHBORS, NEIGHBORS_BLOCK},
        selection::{Selection, pixels},
    },
};
use data::{Dataset, published::MNIST};
use images::random_images;
use learn::{
    kernels::gemm,
    linalg::pca::{Pca, PcaBuilder},
    measures::neighbors::LeaveOneOut,
    nn::{
        activation::Activation,
        autoencoder::Architecture,
        corruption::Corruption,
        init::Initializer,
        loss::Loss,
        optimizer::OptimizerKind,
        trainer::{BatchSource, Progress, Trainer, TrainingPlan},
    },
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use report::{SpeedProgress, SpeedResult, SpeedStage};
use std::{hint::black_box, rc::Rc};

/// Images an epoch.
pub const N_IMAGES: usize = 10_000;
/// Epochs that are measured, after one that warms up.
pub const N_MEASURED: usize = 5;
const BATCH_SIZE: usize = 32;
const N_FEATURES: usize = MNIST.side * MNIST.side;
const ENCODER_SIZES: [usize; 2] = [100, 30];
const SEED: u64 = 42;
/// Rounds of the register loop in one measurement: some 20 ms; the best of [`N_PEAKS`] counts.
const PEAK_ROUNDS: usize = 4_000_000;
const N_PEAKS: usize = 5;
/// Rows of a block of PCA.
const PCA_BLOCK: usize = 512;
/// Images whose reconstructions are drawn meanwhile.
const N_SHOWN: usize = 10;

/// The current stage of the measurement.
#[derive(Debug)]
enum Stage {
    Peak { n_done: usize },
    Training { epoch_started: Option<f64> },
    Pca { is_whole: bool, fit: Box<PcaBuilder>, pass: usize, next: usize, spent: f64 },
    Neighbors { votes: Box<LeaveOneOut>, spent: f64 },
    Done,
}

/// The measurement.
#[derive(Debug)]
pub struct SpeedTest {
    train: Selection,
    dataset: &'static str,
    trainer: Trainer,
    stage: Stage,
    peak_gflops: f64,
    rates: Vec<f64>,
    pca_seconds: [f64; 2],
    neighbors_seconds: f64,
}

/// The result of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    Going,
    /// All is measured.
    Done,
}

impl SpeedTest {
    /// A measurement that has not begun, on the first [`N_IMAGES`] of MNIST, or without them on random images of that shape.
    ///
    /// # Errors
    /// Never with sizes that are built in.
    pub fn new(mnist: Option<Rc<Dataset>>) -> Result<Self, Fault> {
        let mnist = mnist.filter(|mnist| mnist.n_samples() >= N_IMAGES && mnist.n_features() == N_FEATURES);
        let dataset = if mnist.is_some() { "mnist" } else { "random" };
        let images = mnist.unwrap_or_else(|| Rc::new(random_images()));
        let train = Selection::new(images, (0..N_IMAGES as u32).collect(), None);
        let architecture = Architecture {
            n_features: N_FEATURES,
            encoder_sizes: ENCODER_SIZES.to_vec(),
            hidden_activation: Activation::Selu,
            code_activation: Activation::Selu,
            output_activation: Activation::Sigmoid,
            has_bias: true,
            is_tied: false,
            bottleneck: Default::default(),
        };
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        let autoencoder = architecture.build(Initializer::GlorotUniform, &mut rng).map_err(computation)?;
        let plan = TrainingPlan {
            loss: Loss::BinaryCrossEntropy,
            optimizer: OptimizerKind::Sgd,
            learning_rate: 1.5,
            l2: 0.0,
            corruption: Corruption::None,
            batch_size: BATCH_SIZE,
            n_epochs: N_MEASURED + 1,
            n_epochs_a_pair: 0,
            shuffle_seed: SEED,
            evaluates_training: false,
            checkpoint_epochs: Vec::new(),
        };
        Ok(Self {
            trainer: Trainer::new(autoencoder, plan, N_IMAGES),
            train,
            dataset,
            stage: Stage::Peak { n_done: 0 },
            peak_gflops: 0.0,
            rates: Vec::new(),
            pca_seconds: [0.0; 2],
            neighbors_seconds: 0.0,
        })
    }

    /// One piece of work: a batch, a block of PCA, a decomposition. `now_secs` is any clock that does not go back.
    ///
    /// # Errors
    /// When a decomposition does not settle.
    pub fn advance(&mut self, now_secs: &impl Fn() -> f64) -> Result<Step, Fault> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Peak { n_done } => {
                self.measure_peak(now_secs);
                self.stage = if n_done + 1 < N_PEAKS {
                    Stage::Peak { n_done: n_done + 1 }
                } else {
                    Stage::Training { epoch_started: None }
                };
            }
            Stage::Training { epoch_started } => self.train(epoch_started, now_secs),
            Stage::Pca { is_whole, fit, pass, next, spent } => {
                self.decompose(is_whole, fit, (pass, next), spent, now_secs)?;
            }
            Stage::Neighbors { votes, spent } => self.vote(votes, spent, now_secs),
            Stage::Done => return Ok(Step::Done),
        }
        Ok(if matches!(self.stage, Stage::Done) { Step::Done } else { Step::Going })
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> SpeedProgress {
        let shown = self.train.first(N_SHOWN).all();
        SpeedProgress {
            stage: match self.stage {
                Stage::Peak { .. } => SpeedStage::Peak,
                Stage::Training { .. } => SpeedStage::Training,
                Stage::Pca { is_whole: false, .. } => SpeedStage::PcaFew,
                Stage::Neighbors { .. } => SpeedStage::Neighbors,
                Stage::Pca { is_whole: true, .. } | Stage::Done => SpeedStage::PcaAll,
            },
            share: self.trainer.n_samples_trained() as f64 / (N_IMAGES * (N_MEASURED + 1)) as f64,
            loss: self.trainer.running_loss(),
            samples_per_second: self.rates.last().copied(),
            originals: pixels(&shown, None),
            reconstructions: pixels(&self.trainer.autoencoder().reconstruct(&shown.view()), None),
        }
    }

    /// Returns the results once everything is measured.
    #[must_use]
    pub fn result(&self) -> Option<SpeedResult> {
        if !matches!(self.stage, Stage::Done) {
            return None;
        }
        // The first epoch warmed up.
        let mut rates = self.rates.get(1..)?.to_vec();
        rates.sort_by(f64::total_cmp);
        let samples_per_second = *rates.get(rates.len() / 2)?;
        Some(SpeedResult {
            samples_per_second,
            gflops: samples_per_second * flops_a_sample(&self.trainer) / 1e9,
            peak_gflops: self.peak_gflops,
            kernel: gemm::KERNEL.to_owned(),
            simd: gemm::SIMD.to_owned(),
            pca_seconds_k2: self.pca_seconds[0],
            pca_seconds_full: self.pca_seconds[1],
            knn_seconds: self.neighbors_seconds,
            dataset: self.dataset.to_owned(),
            batch: BATCH_SIZE,
            updates: (N_IMAGES.div_ceil(BATCH_SIZE) * self.rates.len()) as u64,
            final_loss: self.trainer.history().last()?.train_loss?,
        })
    }

    fn measure_peak(&mut self, now_secs: &impl Fn() -> f64) {
        let start = now_secs();
        let (flops, sum) = gemm::register_peak(PEAK_ROUNDS);
        black_box(sum);
        let spent = now_secs() - start;
        if spent > 0.0 {
            self.peak_gflops = self.peak_gflops.max(flops / spent / 1e9);
        }
    }

    fn train(&mut self, epoch_started: Option<f64>, now_secs: &impl Fn() -> f64) {
        let is_batch = self.trainer.is_at_batch();
        let started = match epoch_started {
            None if is_batch => Some(now_secs()),
            started => started,
        };
        let progress = self.trainer.advance(&self.train, None::<&Selection>);
        self.stage = Stage::Training { epoch_started: started };
        let is_epoch_trained = is_batch && !self.trainer.is_at_batch();
        if let Some(started) = started.filter(|_| is_epoch_trained) {
            self.rates.push(N_IMAGES as f64 / (now_secs() - started).max(f64::MIN_POSITIVE));
            self.stage = Stage::Training { epoch_started: None };
        }
        if matches!(progress, Progress::Finished | Progress::Diverged) {
            self.stage = self.begin_pca(false);
        }
    }

    fn begin_pca(&self, is_whole: bool) -> Stage {
        let fit = Box::new(PcaBuilder::new(self.train.n_features()));
        Stage::Pca { is_whole, fit, pass: 0, next: 0, spent: 0.0 }
    }

    /// A block of the mean (pass 0) or of the covariance (pass 1), or the decomposition after them.
    fn decompose(
        &mut self,
        is_whole: bool,
        mut fit: Box<PcaBuilder>,
        (pass, next): (usize, usize),
        spent: f64,
        now_secs: &impl Fn() -> f64,
    ) -> Result<(), Fault> {
        let start = now_secs();
        if pass < 2 {
            let end = (next + PCA_BLOCK).min(N_IMAGES);
            let rows = self.train.rows(next, end);
            if pass == 0 {
                fit.add_to_mean(&rows.view());
            } else {
                fit.add_to_covariance(&rows.view());
            }
            let (pass, next) = if end == N_IMAGES { (pass + 1, 0) } else { (pass, end) };
            let spent = spent + now_secs() - start;
            self.stage = Stage::Pca { is_whole, fit, pass, next, spent };
            return Ok(());
        }
        let pca: Pca = if is_whole { fit.finish() } else { fit.finish_first(2) }.map_err(computation)?;
        black_box(&pca);
        self.pca_seconds[usize::from(is_whole)] = spent + now_secs() - start;
        self.stage = if is_whole { Stage::Done } else { self.begin_votes(&pca)? };
        Ok(())
    }

    /// On the two components of every image, by its class; of random images by its number.
    fn begin_votes(&self, pca: &Pca) -> Result<Stage, Fault> {
        let codes = self.train.map_rows(|rows| pca.encode(rows, 2).mapv(|h| h as f32));
        let labels = self.train.labels().unwrap_or_else(|| (0..N_IMAGES).map(|i| (i % 10) as u8).collect());
        let votes = LeaveOneOut::new(&codes.view(), labels, N_NEIGHBORS).map_err(computation)?;
        Ok(Stage::Neighbors { votes: Box::new(votes), spent: 0.0 })
    }

    fn vote(&mut self, mut votes: Box<LeaveOneOut>, spent: f64, now_secs: &impl Fn() -> f64) {
        let start = now_secs();
        let is_over = votes.advance(NEIGHBORS_BLOCK);
        let spent = spent + now_secs() - start;
        if is_over {
            self.neighbors_seconds = spent;
            self.stage = self.begin_pca(true);
        } else {
            self.stage = Stage::Neighbors { votes, spent };
        }
    }
}

/// Of the products in one step: forward, back to the parameters, and back to the inputs of all layers but the first.
fn flops_a_sample(trainer: &Trainer) -> f64 {
    let layers = trainer.autoencoder().network().layers();
    let n_weights: usize = layers.iter().map(|layer| layer.weights.len()).sum();
    (6 * n_weights - 2 * layers[0].weights.len()) as f64
}

#[cfg(test)]
mod tests;
