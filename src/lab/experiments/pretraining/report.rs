//! What a view may draw of the experiment: plain numbers.

use super::plan::Plan;
use crate::{fault::Fault, geometry::ImageSize};
use serde::{Deserialize, Serialize};

/// The three networks in the order of every list here.
pub const NETWORKS: [&str; 3] = ["scratch", "pretrained", "frozen"];

/// A command from the page. Page and worker pass it on as bytes: only the chapter knows its contents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PretrainingCommand {
    /// Begin anew.
    Start(Box<Plan>),
    /// Rest where it is.
    Pause,
    /// Go on.
    Resume,
    /// Send test images that a network took for some class.
    Mistaken(Mistake),
}

/// A cell of a confusion matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// Of which contest: its seed.
    pub seed: u64,
    /// Of which contest: its labelled images.
    pub n_labels: usize,
    /// Which of [`NETWORKS`].
    pub network: usize,
    /// The true class.
    pub class: u8,
    /// The predicted class.
    pub taken_for: u8,
}

/// An event of the experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PretrainingEvent {
    /// Its data are on their way: bytes so far, and in all.
    Loading(u64, u64),
    /// It has come this far.
    Progress(Box<Report>),
    /// Three networks are done.
    Outcome(Box<Outcome>),
    /// Images of a cell, as bytes.
    Images(Mistake, Vec<u8>),
    /// It cannot be done.
    Failed(Fault),
}

/// Accuracies of one network on its way: updates done, and the share of the test images taken for what they are.
pub type Curve = Vec<(usize, f64)>;

/// How a contest stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContestState {
    /// Labelled images.
    pub n_labels: usize,
    /// Updates done and to be done.
    pub n_updates: (usize, usize),
    /// The three networks' curves so far.
    pub curves: [Curve; 3],
}

/// The current stage of the experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Stage {
    /// The autoencoder learns from all images.
    Autoencoder {
        /// Epochs done.
        epoch: usize,
    },
    /// Three classifiers learn from the labelled ones.
    Classifiers(ContestState),
    /// Nothing is left to do.
    Over,
}

/// The results of three networks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Which seed decided everything.
    pub seed: u64,
    /// Labelled images.
    pub n_labels: usize,
    /// Their curves; the last point is after the last update.
    pub curves: [Curve; 3],
    /// Confusion matrices, row after row: true classes down, predicted ones across.
    pub confusion: [Vec<u32>; 3],
    /// Classes.
    pub n_classes: usize,
    /// Some first weights as images, and the same after training: of each network, row after row.
    pub first_weights: [Vec<f32>; 3],
    /// Those of the autoencoder, from which two of them began.
    pub lent_weights: Vec<f32>,
    /// Predictions of all test images; only where the experiment is.
    #[serde(skip)]
    pub predictions: [Vec<u8>; 3],
}

impl Outcome {
    /// Accuracies after the last update.
    #[must_use]
    pub fn accuracies(&self) -> [f64; 3] {
        self.curves.each_ref().map(|curve| curve.last().map_or(f64::NAN, |&(_, accuracy)| accuracy))
    }

    /// As views get it.
    #[must_use]
    pub fn without_predictions(&self) -> Self {
        Self { predictions: Default::default(), ..self.clone() }
    }
}

/// How the experiment stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The plan of the experiment.
    pub plan: Plan,
    /// The current stage.
    pub stage: Stage,
    /// Which of the seeds.
    pub seed_idx: usize,
    /// Which of the numbers of labels.
    pub count_idx: usize,
    /// Some test images, as bytes.
    pub originals: Vec<u8>,
    /// The reconstructions by the autoencoder.
    pub images: Vec<u8>,
    /// Their size.
    pub image_size: Option<ImageSize>,
    /// Samples trained on, and those of the whole experiment.
    pub n_samples: (u64, u64),
    /// Test images.
    pub n_test: usize,
}

/// Mean and standard deviation (of the sample, n − 1) over the seeds of what three networks reached with so many labels.
#[must_use]
pub fn summary(outcomes: &[Outcome], n_labels: usize) -> [(f64, f64); 3] {
    let all: Vec<_> = outcomes.iter().filter(|outcome| outcome.n_labels == n_labels).map(Outcome::accuracies).collect();
    [0, 1, 2].map(|network| spread(&all.iter().map(|accuracies| accuracies[network]).collect::<Vec<_>>()))
}

/// Mean and standard deviation over the seeds of what pretraining gained with so many labels.
#[must_use]
pub fn gain(outcomes: &[Outcome], n_labels: usize) -> (f64, f64) {
    let of_count = outcomes.iter().filter(|outcome| outcome.n_labels == n_labels).map(Outcome::accuracies);
    spread(&of_count.map(|[scratch, pretrained, _]| pretrained - scratch).collect::<Vec<_>>())
}

/// Which of three networks was right most often with so many labels; 3 where the seeds do not tell it from every other one, by the
/// differences seed by seed. `None` below two seeds.
#[must_use]
pub fn best(outcomes: &[Outcome], n_labels: usize) -> Option<usize> {
    let of_count = outcomes.iter().filter(|outcome| outcome.n_labels == n_labels).map(Outcome::accuracies);
    best_of(&of_count.collect::<Vec<_>>())
}

/// The same of three accuracies a seed.
fn best_of(all: &[[f64; 3]]) -> Option<usize> {
    if all.len() < 2 {
        return None;
    }
    let mean = |network: usize| all.iter().map(|accuracies| accuracies[network]).sum::<f64>();
    let first = (0..3).max_by(|&a, &b| mean(a).total_cmp(&mean(b)))?;
    let is_ahead = |other: usize| {
        let lead: Vec<_> = all.iter().map(|accuracies| accuracies[first] - accuracies[other]).collect();
        let (mean, sd) = spread(&lead);
        mean > half_width(sd, all.len())
    };
    Some(if (0..3).filter(|&other| other != first).all(is_ahead) { first } else { 3 })
}

/// Half of the interval that holds the mean over all seeds with a probability of 95 %, by Student's t of the differences seed by
/// seed, of which `sd` is the standard deviation.
#[must_use]
pub fn half_width(sd: f64, n_seeds: usize) -> f64 {
    /// From one degree of freedom on.
    const T: [f64; 9] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];
    T[n_seeds.saturating_sub(2).min(T.len() - 1)] * sd / (n_seeds as f64).sqrt()
}

fn spread(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, if values.len() < 2 { 0.0 } else { (squares / (n - 1.0)).sqrt() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_ahead_of_every_other_one_by_more_than_chance() {
        // Seeds differ much, and the second network is ahead in each of them by about as much.
        let paired = [[0.80, 0.83, 0.79], [0.90, 0.931, 0.90], [0.85, 0.879, 0.85], [0.70, 0.73, 0.69]];
        assert_eq!(best_of(&paired), Some(1));
        // The same means without that: nothing is told apart.
        let unpaired = [[0.80, 0.931, 0.79], [0.90, 0.73, 0.90], [0.85, 0.83, 0.85], [0.70, 0.879, 0.69]];
        assert_eq!(best_of(&unpaired), Some(3));
        // Ahead of one, but not of the other.
        let tied = [[0.80, 0.90, 0.901], [0.81, 0.91, 0.908], [0.82, 0.92, 0.921]];
        assert_eq!(best_of(&tied), Some(3));
        assert_eq!(best_of(&[[0.93, 0.91, 0.90]; 3]), Some(0));
        // One seed says nothing about chance.
        assert_eq!((best_of(&[[0.93, 0.91, 0.90]]), best_of(&[])), (None, None));
    }

    #[test]
    fn half_widths_are_of_students_t() {
        // Two-sided 95 %, 4 degrees of freedom: 2.776.
        assert!((half_width(0.5, 5) - 2.776 * 0.5 / 5.0_f64.sqrt()).abs() < 1e-12);
        assert!(half_width(0.5, 2) > half_width(0.5, 3));
    }
}
