//! Unsupervised pretraining: an autoencoder learns from all images, and its first layers are lent to a classifier that has
//! only a few labels. Three classifiers see the same batches of the same labelled images: one from scratch, one that starts
//! from the autoencoder's layers, and one that leaves these as they are at first.
//!
//! The accuracy told is that after the last update on the test images, never the best one on the way. A seed decides
//! everything: which images have labels, all first weights, the autoencoder, the order of the batches.
//!
//! No clock: whoever drives it decides how much work fits now, by [`Pretraining::advance`]. What is asked for stands in
//! [`plan`], what a view draws in [`report`].

pub mod plan;
pub mod plan_link;
pub mod report;

mod contest;

use super::side::SideExperiment;
use crate::{
    fault::{Fault, computation},
    geometry::ImageSize,
    run::selection::{Samples, Selection, pixels},
};
use contest::Contest;
use data::SampleShape;
use learn::nn::{
    activation::Activation,
    autoencoder::{Architecture, Autoencoder},
    bottleneck::Bottleneck,
    init::Initializer,
    loss::Loss,
    optimizer::OptimizerKind,
    trainer::{BatchSource, Trainer, TrainingPlan},
};
use plan::{AutoencoderKind, Plan};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use report::{Mistake, Outcome, Report, Stage};

/// What is fixed of both trainings, as the measurements in the ground have it.
const LEARNING_RATE: f64 = 0.001;
const AUTOENCODER_BATCH: usize = 128;
/// Tells the random streams of one seed from each other.
const AUTOENCODER_STREAM: u64 = 0xAE00_0000_0000;
/// Images shown while the autoencoder learns.
const N_SHOWN: usize = 10;

/// The current phase of the experiment.
#[derive(Debug)]
enum Phase {
    Autoencoder(Box<Trainer>),
    Classifiers(Box<Contest>),
    Over,
}

/// The experiment: for every seed an autoencoder, and for every number of labels three classifiers.
#[derive(Debug)]
pub struct Pretraining {
    plan: Plan,
    train: Selection,
    test: Selection,
    shown: Selection,
    phase: Phase,
    seed_idx: usize,
    count_idx: usize,
    /// The autoencoder of the seed, once trained.
    autoencoder: Option<Autoencoder>,
    outcomes: Vec<Outcome>,
    n_samples_done: u64,
}

impl Pretraining {
    /// The experiment, not begun. Test images are those of the data set, or else the last fifth of it.
    ///
    /// # Errors
    /// When there are fewer images than labels asked for, no labels at all, or a layer has no unit.
    pub fn new(plan: Plan, samples: &Samples) -> Result<Self, Fault> {
        let (train, test) = plan::divide(samples);
        plan.check(&train)?;
        let shown = test.pick(&test.one_of_each_class(N_SHOWN));
        let mut this = Self {
            plan,
            train,
            test,
            shown,
            phase: Phase::Over,
            seed_idx: 0,
            count_idx: 0,
            autoencoder: None,
            outcomes: Vec::new(),
            n_samples_done: 0,
        };
        this.begin_seed()?;
        Ok(this)
    }

    /// Returns the plan of the experiment.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Returns the results of the networks so far, ordered by seed and then by number of labels.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// The first test images of a cell, as bytes, at most `n_most`.
    #[must_use]
    pub fn mistaken(&self, mistake: Mistake, n_most: usize) -> Vec<u8> {
        let Mistake { seed, n_labels, network, class, taken_for } = mistake;
        let is_meant = |outcome: &&Outcome| (outcome.seed, outcome.n_labels) == (seed, n_labels);
        let Some(outcome) = self.outcomes.iter().find(is_meant) else { return Vec::new() };
        let labels = self.test.labels().unwrap_or_default();
        let is_one = |&place: &usize| {
            labels[place] == class && outcome.predictions.get(network).is_some_and(|all| all[place] == taken_for)
        };
        let places: Vec<usize> = (0..labels.len()).filter(is_one).take(n_most).collect();
        pixels(&self.test.pick(&places).all(), self.test.mean())
    }

    /// How it stands.
    #[must_use]
    pub fn report(&self) -> Report {
        let (stage, images) = match &self.phase {
            Phase::Autoencoder(trainer) => {
                let copies = trainer.autoencoder().reconstruct(&self.shown.all().view());
                (Stage::Autoencoder { epoch: trainer.epoch() }, pixels(&copies, self.shown.mean()))
            }
            Phase::Classifiers(contest) => (Stage::Classifiers(contest.state()), self.copies()),
            Phase::Over => (Stage::Over, self.copies()),
        };
        Report {
            plan: self.plan.clone(),
            stage,
            seed_idx: self.seed_idx,
            count_idx: self.count_idx,
            originals: pixels(&self.shown.all(), self.shown.mean()),
            images,
            image_size: match self.train.shape() {
                SampleShape::Image { height, width } => Some(ImageSize { height, width }),
                _ => None,
            },
            n_samples: self.sample_progress(),
            n_test: self.test.n_samples(),
        }
    }

    fn copies(&self) -> Vec<u8> {
        let copy =
            |autoencoder: &Autoencoder| pixels(&autoencoder.reconstruct(&self.shown.all().view()), self.shown.mean());
        self.autoencoder.as_ref().map(copy).unwrap_or_default()
    }

    fn seed(&self) -> u64 {
        self.plan.first_seed + self.seed_idx as u64
    }

    fn begin_seed(&mut self) -> Result<(), Fault> {
        self.count_idx = 0;
        self.autoencoder = None;
        let seed = self.seed() ^ AUTOENCODER_STREAM;
        let architecture = Architecture {
            n_features: self.train.n_features(),
            encoder_sizes: self.plan.layers.clone(),
            hidden_activation: Activation::Selu,
            code_activation: Activation::Selu,
            output_activation: Activation::Sigmoid,
            has_bias: true,
            is_tied: false,
            bottleneck: Bottleneck::Plain,
        };
        let autoencoder =
            architecture.build(Initializer::LecunNormal, &mut ChaCha8Rng::seed_from_u64(seed)).map_err(computation)?;
        let is_greedy = self.plan.autoencoder == AutoencoderKind::Greedy;
        let plan = TrainingPlan {
            loss: Loss::BinaryCrossEntropy,
            optimizer: OptimizerKind::Adam,
            learning_rate: LEARNING_RATE,
            l2: 0.0,
            corruption: self.plan.corruption(),
            batch_size: AUTOENCODER_BATCH,
            // Layer by layer, half of the epochs go to the pairs.
            n_epochs: if is_greedy {
                self.plan.n_autoencoder_epochs.div_ceil(2)
            } else {
                self.plan.n_autoencoder_epochs
            },
            n_epochs_a_pair: if is_greedy {
                (self.plan.n_autoencoder_epochs / 2 / self.plan.layers.len()).max(1)
            } else {
                0
            },
            shuffle_seed: seed,
            evaluates_training: false,
            checkpoint_epochs: Vec::new(),
        };
        self.phase = Phase::Autoencoder(Box::new(Trainer::new(autoencoder, plan, self.train.n_samples())));
        Ok(())
    }

    fn begin_contest(&mut self) -> Result<(), Fault> {
        let Some(autoencoder) = &self.autoencoder else { return Ok(()) };
        let n_labels = self.plan.label_counts[self.count_idx];
        let contest = Contest::new(&self.plan, n_labels, self.seed(), autoencoder, &self.train)?;
        self.phase = Phase::Classifiers(Box::new(contest));
        Ok(())
    }

    /// The next number of labels, or the next seed, or the end.
    fn go_on(&mut self) -> Result<(), Fault> {
        self.count_idx += 1;
        if self.count_idx < self.plan.label_counts.len() {
            return self.begin_contest();
        }
        self.seed_idx += 1;
        if self.seed_idx < self.plan.n_seeds {
            return self.begin_seed();
        }
        self.phase = Phase::Over;
        Ok(())
    }

    fn work(&mut self) -> Result<(), Fault> {
        match &mut self.phase {
            Phase::Autoencoder(trainer) => {
                let before = trainer.n_samples_trained();
                trainer.advance(&self.train, None::<&Selection>);
                self.n_samples_done += trainer.n_samples_trained() - before;
                if trainer.is_over() {
                    self.autoencoder = Some(trainer.autoencoder().clone());
                    self.begin_contest()?;
                }
            }
            Phase::Classifiers(contest) => {
                self.n_samples_done += contest.advance(&self.train, &self.test) as u64;
                if let Some(outcome) = contest.outcome(&self.test) {
                    self.outcomes.push(outcome);
                    self.go_on()?;
                }
            }
            Phase::Over => {}
        }
        Ok(())
    }
}

impl SideExperiment for Pretraining {
    /// One batch of the autoencoder, one of the three classifiers, or a block of their test.
    fn advance(&mut self) {
        // Only layers without units refuse to be built, and the plan was checked for those.
        if self.work().is_err() {
            self.phase = Phase::Over;
        }
    }

    fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over)
    }

    fn sample_progress(&self) -> (u64, u64) {
        (self.n_samples_done, self.plan.n_samples_in_all(self.train.n_samples()))
    }
}

#[cfg(test)]
mod tests;
