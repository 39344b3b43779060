//! Saddles: a linear autoencoder with a code of one number, started where the student says, descends on the whole of the
//! notebook's points.
//!
//! Its loss is stationary at every principal component, but only the first is a minimum (Baldi and Hornik 1989): from the others
//! the descent escapes along the first, slowly at the beginning, as anything that grows from almost nothing.

use super::side::SideExperiment;
use crate::{
    fault::{Fault, computation},
    run::selection::Selection,
};
use data::notebook;
use learn::{
    linalg::pca::Pca,
    nn::{
        activation::Activation,
        autoencoder::Autoencoder,
        corruption::Corruption,
        dense::Dense,
        loss::Loss,
        network::Network,
        optimizer::OptimizerKind,
        trainer::{BatchSource, Trainer, TrainingPlan},
    },
};
use ndarray::{Array1, Array2, Axis};
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Steps of a descent: enough to leave every saddle with the least nudge, as a test shows.
pub const N_STEPS: usize = 1500;
/// Step size: every start that the tests try is stable at it.
const LEARNING_RATE: f64 = 0.2;
/// Nudges to choose from: the size of what is added to the start at random.
pub const NUDGES: [f64; 4] = [0.0, 1e-6, 1e-3, 1e-1];
/// A loss this near to a level lies on it, as a share of the level.
const NEAR: f64 = 0.004;
/// Fewer steps on a level are not a rest: the loss passes by.
const LEAST_REST: usize = 10;

/// The starting point of a descent.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// Encoder and decoder both start as this direction, along the three principal components; its length counts too.
    pub along: [f64; 3],
    /// Size of what is added to both at random.
    pub nudge: f64,
    /// The seed of the random perturbation.
    pub seed: u64,
}

impl Default for Start {
    fn default() -> Self {
        Self { along: [0.0, 1.0, 0.0], nudge: NUDGES[2], seed: 1 }
    }
}

/// A command from the page.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum SaddleCommand {
    /// Descend from there.
    Descend(Start),
    /// Stop where it is.
    Stop,
}

/// How a descent stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Descent {
    /// The starting point.
    pub start: Start,
    /// True if all steps are done or the loss is not finite.
    pub is_over: bool,
    /// The loss before the first step and after each.
    pub losses: Vec<f64>,
    /// The loss with the code along each principal component alone.
    pub floors: [f64; 3],
    /// Angle of the decoder's direction to the first principal component, degrees; none while all its weights are zero.
    pub angle_degrees: Option<f64>,
    /// Steps spent on the level of a saddle.
    pub n_steps_resting: usize,
    /// The level on which the loss lies now.
    pub level: Level,
}

/// A level of the loss at which its slope can be zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// The code lies along a component, counted from 0: the minimum along the first, a saddle along the others.
    Component(usize),
    /// All weights are zero: a saddle too.
    Nothing,
    /// On its way from one to another.
    Between,
}

/// An event sent by the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SaddleEvent {
    /// It has come this far.
    Progress(Box<Descent>),
    /// It cannot be made.
    Failed(Fault),
}

/// A descent under way.
#[derive(Debug)]
pub struct Saddles {
    start: Start,
    points: Selection,
    first_component: Array1<f64>,
    /// Of the three components, then without any code.
    levels: [f64; 4],
    trainer: Trainer,
}

impl Saddles {
    /// A descent that has not begun.
    ///
    /// # Errors
    /// When a decomposition fails.
    pub fn new(start: Start) -> Result<Self, Fault> {
        let dataset = Rc::new(notebook::load());
        let n = dataset.n_samples();
        let points = Selection::new(dataset, (0..n as u32).collect(), None);
        let pca = Pca::fit(&points.all().view()).map_err(computation)?;
        let components = pca.components(3).to_owned();
        let direction = components.t().dot(&Array1::from_vec(start.along.to_vec()));
        // Mean squared error without a code, less what one component explains of it.
        let ratios = pca.explained_variance_ratio();
        let levels = [ratios[0], ratios[1], ratios[2], 0.0].map(|ratio| pca.mse(0) * (1.0 - ratio));
        let plan = TrainingPlan {
            loss: Loss::Mse,
            optimizer: OptimizerKind::Sgd,
            learning_rate: LEARNING_RATE,
            l2: 0.0,
            corruption: Corruption::None,
            batch_size: n,
            n_epochs: N_STEPS,
            n_epochs_a_pair: 0,
            shuffle_seed: 0,
            evaluates_training: true,
            checkpoint_epochs: Vec::new(),
        };
        let trainer = Trainer::new(network_at(&direction, start)?, plan, n);
        Ok(Self { start, points, first_component: components.row(0).to_owned(), levels, trainer })
    }

    /// How it stands.
    #[must_use]
    pub fn descent(&self) -> Descent {
        let losses: Vec<f64> =
            self.trainer.history().iter().filter_map(|record| record.training.map(|training| training.mse)).collect();
        let decoder = self.trainer.autoencoder().decoder()[0].weights.row(0).mapv(f64::from);
        let length = decoder.dot(&decoder).sqrt();
        let cosine = decoder.dot(&self.first_component).abs() / length;
        let [first, second, third, _] = self.levels;
        Descent {
            start: self.start,
            is_over: self.is_over(),
            floors: [first, second, third],
            angle_degrees: (length > 0.0).then(|| cosine.min(1.0).acos().to_degrees()),
            n_steps_resting: self.n_steps_resting(&losses),
            level: losses.last().map_or(Level::Between, |&loss| self.level_of(loss)),
            losses,
        }
    }

    fn level_of(&self, loss: f64) -> Level {
        let is_near = |level: &&f64| (loss - **level).abs() < NEAR * **level;
        match self.levels.iter().position(|level| is_near(&level)) {
            Some(3) => Level::Nothing,
            Some(component) => Level::Component(component),
            None => Level::Between,
        }
    }

    /// Steps on the level of a saddle, of which enough follow each other.
    fn n_steps_resting(&self, losses: &[f64]) -> usize {
        let is_saddle = |level: Level| !matches!(level, Level::Between | Level::Component(0));
        let after_steps = losses.get(1..).unwrap_or_default();
        let levels: Vec<_> = after_steps.iter().map(|&loss| self.level_of(loss)).collect();
        let rests = levels.chunk_by(|a, b| a == b).filter(|rest| is_saddle(rest[0]) && rest.len() >= LEAST_REST);
        rests.map(<[Level]>::len).sum()
    }
}

impl SideExperiment for Saddles {
    fn advance(&mut self) {
        self.trainer.advance(&self.points, None::<&Selection>);
    }

    fn is_over(&self) -> bool {
        self.trainer.is_over()
    }

    fn sample_progress(&self) -> (u64, u64) {
        (self.trainer.n_samples_trained(), (self.points.n_samples() * N_STEPS) as u64)
    }
}

/// Encoder and decoder along `direction (d)`, each with its own nudge, without biases: the points are centred.
fn network_at(direction: &Array1<f64>, start: Start) -> Result<Autoencoder, Fault> {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(start.seed);
    let mut nudged = || {
        direction.mapv(|x| {
            let noise: f64 = StandardNormal.sample(&mut rng);
            (x + start.nudge * noise) as f32
        })
    };
    let layer = |weights: Array2<f32>| Dense { weights, bias: None, activation: Activation::Linear };
    let encoder = layer(nudged().insert_axis(Axis(1)));
    let decoder = layer(nudged().insert_axis(Axis(0)));
    let network = Network::new(vec![encoder, decoder]).map_err(computation)?;
    Autoencoder::new(network, 1).map_err(computation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn descended(start: Start) -> Descent {
        let mut saddles = Saddles::new(start).expect("it has a direction");
        while !saddles.is_over() {
            saddles.advance();
        }
        saddles.descent()
    }

    #[test]
    fn from_the_second_component_it_rests_and_then_escapes_to_the_first() {
        let descent = descended(Start::default());
        let [first, second, third] = descent.floors;
        assert!(first < second && second < third);
        assert!((descent.losses[0] - second).abs() < 1e-3 * second, "{} {second}", descent.losses[0]);
        assert!(descent.n_steps_resting > 50, "{}", descent.n_steps_resting);
        assert!(descent.level == Level::Component(0) && descent.angle_degrees.is_some_and(|angle| angle < 0.1));
        // The smaller the nudge, the longer the rest.
        let with_less = descended(Start { nudge: NUDGES[1], ..Start::default() });
        assert!(with_less.n_steps_resting > descent.n_steps_resting + 50 && with_less.level == Level::Component(0));
    }

    #[test]
    fn every_start_ends_at_the_first_component() {
        for seed in 0..20 {
            let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
            let along = [0, 1, 2].map(|_| StandardNormal.sample(&mut rng));
            let descent = descended(Start { along, nudge: NUDGES[2], seed });
            assert!(descent.level == Level::Component(0), "{along:?} ends at {:?}", descent.losses.last());
        }
    }

    #[test]
    fn exactly_on_a_saddle_it_stays_and_a_nudge_frees_it() {
        let from = |along: [f64; 3], nudge: f64| descended(Start { along, nudge, seed: 1 });
        for (along, level) in [
            ([0.0, 1.0, 0.0], Level::Component(1)),
            ([0.0, 0.0, 1.0], Level::Component(2)),
            ([0.0, 0.0, 0.0], Level::Nothing),
        ] {
            let still = from(along, 0.0);
            assert_eq!((still.level, still.n_steps_resting), (level, N_STEPS), "{along:?}");
            assert_eq!(from(along, NUDGES[1]).level, Level::Component(0), "{along:?}");
        }
        assert_eq!(from([0.0; 3], 0.0).angle_degrees, None);
    }

    #[test]
    fn the_floors_are_what_pca_says() {
        let descent =
            Saddles::new(Start { along: [1.0, 0.0, 0.0], nudge: 0.0, seed: 1 }).expect("a direction").descent();
        // scikit-learn's explained variances of these points: 84.25, 14.63 and 1.12 % of a mean squared error of 0.30268.
        for (floor, ratio) in descent.floors.iter().zip([0.8425, 0.1463, 0.0112]) {
            assert!((floor / (1.0 - ratio) - descent.floors[0] / (1.0 - 0.8425)).abs() < 2e-4, "{floor}");
        }
    }
}
