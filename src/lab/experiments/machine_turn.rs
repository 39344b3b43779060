//! The machine's turn of chapter 1: linear autoencoders of one code size on sequences with a linear rule, with a rule that
//! is not linear, and with none. Which sequences are trained on and which are kept apart is in [`sets`], what a view
//! draws in [`report`].
//!
//! No clock: whoever drives it decides how much work fits now, by [`MachineTurn::advance`].

pub mod report;
pub mod sets;

use super::side::SideExperiment;
use crate::{
    fault::{Fault, computation},
    run::{
        blueprint::linear_trainer,
        selection::{Selection, mean_of},
    },
};
use data::{
    Dataset, SampleShape,
    sequences::{LIMIT, Rule},
};
use learn::{
    linalg::pca::Pca,
    nn::{
        corruption::Corruption,
        loss::Loss,
        optimizer::OptimizerKind,
        trainer::{BatchSource, Trainer, TrainingPlan},
    },
};
use ndarray::{Array1, Array2};
use report::{MachineInfo, MachineSnapshot, SetInfo, SetState, Trial};
use serde::{Deserialize, Serialize};
use sets::Set;
use std::rc::Rc;

/// Numbers of a sequence, all between 0 and 99.
pub const LENGTH: usize = 16;
/// Epochs, and what is fixed of the training: with these, every seed of a dozen reconstructed all held-out progressions
/// to within 0.0001 (reckoned in NumPy with the same definitions); 1,300 of the 3,000 updates were enough.
pub const N_EPOCHS: usize = 100;
const BATCH_SIZE: usize = 32;
const LEARNING_RATE: f64 = 0.002;
/// Held-out sequences of each kind that are shown.
const N_SHOWN: usize = 3;

/// A command from the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MachineCommand {
    /// Let three networks stand there, untrained.
    Prepare {
        /// Numbers of the code, 1 to [`LENGTH`].
        code_size: usize,
        /// As of [`MachineCommand::Start`].
        seed: u64,
    },
    /// Train three networks anew.
    Start {
        /// Numbers of the code, 1 to [`LENGTH`].
        code_size: usize,
        /// Of the drawn sequences, the weights and the shuffling.
        seed: u64,
    },
    /// Stop where it is; the networks stay.
    Stop,
    /// Send a sequence of the student's through the networks as well, now and while they go on training.
    Try(Vec<f32>),
}

/// An event of the experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum MachineEvent {
    /// Networks stand, untrained.
    Started(Box<MachineInfo>),
    /// They have come this far.
    Progress(Box<MachineSnapshot>),
    /// They cannot be made.
    Failed(Fault),
}

/// One kind of sequences with its network and the PCA of the same.
#[derive(Debug)]
struct Contest {
    set: Set,
    train: Selection,
    held_out: Selection,
    /// The subtracted mean, `(LENGTH)`.
    mean: Array1<f32>,
    pca: Pca,
    trainer: Trainer,
}

/// Three networks that train in step.
#[derive(Debug)]
pub struct MachineTurn {
    code_size: usize,
    contests: Vec<Contest>,
}

impl MachineTurn {
    /// Networks of one code size (brought to between 1 and [`LENGTH`]), their weights drawn from the seed.
    ///
    /// # Errors
    /// When a decomposition fails.
    pub fn new(code_size: usize, seed: u64) -> Result<Self, Fault> {
        let code_size = code_size.clamp(1, LENGTH);
        let contests = sets::draw_all(seed).into_iter().map(|set| Contest::new(set, code_size, seed));
        Ok(Self { code_size, contests: contests.collect::<Result<_, _>>()? })
    }

    /// Returns the facts that do not change during training.
    #[must_use]
    pub fn info(&self) -> MachineInfo {
        MachineInfo {
            code_size: self.code_size,
            n_epochs: N_EPOCHS,
            sets: self.contests.iter().map(Contest::info).collect(),
        }
    }

    /// How it stands, with the student's sequence where there is one.
    #[must_use]
    pub fn snapshot(&self, own: Option<&[f32]>) -> MachineSnapshot {
        MachineSnapshot {
            is_over: self.is_over(),
            epoch: self.contests.iter().map(|contest| contest.trainer.epoch()).min().unwrap_or(0),
            sets: self.contests.iter().map(Contest::state).collect(),
            trial: own.and_then(|own| self.attempt(own)),
        }
    }

    /// Sends a sequence through all networks; `None` for an empty one.
    #[must_use]
    pub fn attempt(&self, typed: &[f32]) -> Option<Trial> {
        let given = sets::fit_length(typed)?;
        let rows = rows_of(std::slice::from_ref(&given));
        let rebuilt = |contest: &Contest| contest.reconstruct(&(&rows - &contest.mean)).pop().unwrap_or_default();
        Some(Trial { rebuilt: self.contests.iter().map(rebuilt).collect(), given, n_typed: typed.len() })
    }
}

impl SideExperiment for MachineTurn {
    /// One piece of work: a batch, or a block of an evaluation, of the network that has seen least.
    fn advance(&mut self) {
        let unfinished = self.contests.iter_mut().filter(|contest| !contest.trainer.is_over());
        if let Some(contest) = unfinished.min_by_key(|contest| contest.trainer.n_samples_trained()) {
            contest.trainer.advance(&contest.train, Some(&contest.held_out));
        }
    }

    fn is_over(&self) -> bool {
        self.contests.iter().all(|contest| contest.trainer.is_over())
    }

    fn sample_progress(&self) -> (u64, u64) {
        let n_done = self.contests.iter().map(|contest| contest.trainer.n_samples_trained()).sum();
        let n_all = self.contests.iter().map(|contest| contest.train.n_samples() * N_EPOCHS).sum::<usize>();
        (n_done, n_all as u64)
    }
}

impl Contest {
    fn new(set: Set, code_size: usize, seed: u64) -> Result<Self, Fault> {
        let rows = rows_of(&set.train);
        let pca = Pca::fit(&rows.view()).map_err(computation)?;
        let dataset = Rc::new(Dataset::from_matrix(&rows.view(), SampleShape::Sequence));
        let train_idxs: Vec<u32> = (0..set.train.len() as u32).collect();
        let mean = mean_of(&dataset, &train_idxs);
        let shared_mean = Some(Rc::new(mean.clone()));
        let kept_apart = Dataset::from_matrix(&rows_of(&set.held_out).view(), SampleShape::Sequence);
        let held_out_idxs = (0..set.held_out.len() as u32).collect();
        let trainer = new_trainer(code_size, seed, set.train.len())?;
        Ok(Self {
            train: Selection::new(dataset, train_idxs, shared_mean.clone()),
            held_out: Selection::new(Rc::new(kept_apart), held_out_idxs, shared_mean),
            set,
            mean,
            pca,
            trainer,
        })
    }

    /// Sequences of centred rows `(n, LENGTH)` after the way through the code, rounded to whole numbers.
    fn reconstruct(&self, centred: &Array2<f32>) -> Vec<Vec<i32>> {
        let rows = self.trainer.autoencoder().reconstruct(&centred.view()) + &self.mean;
        // A network that has diverged gives NaN, which becomes 0.
        rows.rows().into_iter().map(|row| row.iter().map(|x| (x * LIMIT as f32).round() as i32).collect()).collect()
    }

    fn info(&self) -> SetInfo {
        SetInfo {
            rule: self.set.rule,
            n_distinct: self.set.n_distinct,
            n_train: self.set.train.len(),
            n_held_out: self.set.held_out.len(),
            shown: self.set.held_out.iter().take(N_SHOWN).cloned().collect(),
            explained_variance_ratio: self.pca.explained_variance_ratio().to_vec(),
        }
    }

    fn state(&self) -> SetState {
        let rebuilt = self.reconstruct(&self.held_out.all());
        let history = self.trainer.history();
        SetState {
            wrong_share: wrong_share(&self.set.held_out, &rebuilt),
            losses: history.iter().map(|record| record.training.map_or(f64::NAN, |training| training.mse)).collect(),
            rebuilt: rebuilt.into_iter().take(N_SHOWN).collect(),
        }
    }
}

/// Share of numbers that differ from the true ones, 0 to 1.
fn wrong_share(truth: &[Vec<u32>], rebuilt: &[Vec<i32>]) -> f64 {
    let pairs = truth.iter().flatten().zip(rebuilt.iter().flatten());
    let n_wrong = pairs.filter(|&(&value, &number)| i64::from(value) != i64::from(number)).count();
    n_wrong as f64 / truth.iter().map(Vec::len).sum::<usize>().max(1) as f64
}

/// Sequences as rows `(n, LENGTH)`, every number divided by [`LIMIT`].
fn rows_of(sequences: &[Vec<u32>]) -> Array2<f32> {
    Array2::from_shape_fn((sequences.len(), LENGTH), |(i, j)| sequences[i][j] as f32 / LIMIT as f32)
}

fn new_trainer(code_size: usize, seed: u64, n_train: usize) -> Result<Trainer, Fault> {
    let plan = TrainingPlan {
        loss: Loss::Mse,
        optimizer: OptimizerKind::Adam,
        learning_rate: LEARNING_RATE,
        l2: 0.0,
        corruption: Corruption::None,
        batch_size: BATCH_SIZE,
        n_epochs: N_EPOCHS,
        n_epochs_a_pair: 0,
        shuffle_seed: seed,
        evaluates_training: true,
        checkpoint_epochs: Vec::new(),
    };
    linear_trainer((LENGTH, code_size), plan, seed, n_train)
}

/// The kinds in the order of every list here.
pub const RULES: [Rule; 3] = [Rule::Arithmetic, Rule::Random, Rule::Hailstone];

#[cfg(test)]
mod tests;
