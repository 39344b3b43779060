//! Predict first: what a student expects of a lab before it runs, and what came of it.

use lab::{run::history::EpochMetrics, settings::presets::EXERCISE_EPOCHS};
use serde::{Deserialize, Serialize};

/// The question of a prediction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Prediction {
    /// Chapter 1: which of the lecture's two sequences is remembered better.
    Sequences,
    /// Chapter 3: how far the linear autoencoder's error is from PCA's when the run is over.
    BecomesPca,
    /// Chapter 4: how the stacked autoencoder's error compares with that of PCA of as many numbers.
    BeatsPca,
    /// Chapter 5: which of the three networks is right most often after the last update.
    Pretraining,
    /// Chapter 4: after how many epochs going on to the next number of them is hardly worth it.
    EnoughEpochs,
}

impl Prediction {
    /// All of them. Codes of a class name them by their places, so that new ones come last.
    pub const ALL: [Self; 5] =
        [Self::Sequences, Self::BecomesPca, Self::BeatsPca, Self::Pretraining, Self::EnoughEpochs];

    /// Its key in workbooks; it never changes.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Sequences => "sequences",
            Self::BecomesPca => "becomes-pca",
            Self::BeatsPca => "beats-pca",
            Self::Pretraining => "pretraining",
            Self::EnoughEpochs => "enough-epochs",
        }
    }

    /// Its number in the browser's store.
    #[must_use]
    pub fn id(self) -> u64 {
        self as u64
    }

    /// Answers to choose from.
    #[must_use]
    pub fn n_choices(self) -> usize {
        match self {
            Self::Sequences => 3,
            Self::BecomesPca | Self::BeatsPca | Self::Pretraining | Self::EnoughEpochs => 4,
        }
    }

    /// The question of a key.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.key() == key)
    }

    /// Which answer came true after a run that is over; `None` where it cannot be told.
    #[must_use]
    pub fn of_run(self, last: &EpochMetrics) -> Option<usize> {
        match self {
            Self::BecomesPca => Some(becomes_pca(last.mse_ratio?)),
            Self::BeatsPca => Some(beats_pca(last.val_mse_ratio?)),
            Self::Sequences | Self::Pretraining | Self::EnoughEpochs => None,
        }
    }
}

/// Below PCA's error, equal to it within 1 %, up to twice as large, larger still.
fn becomes_pca(ratio: f64) -> usize {
    /// What 32-bit sums may leave of an error that is equal.
    const BELOW: f64 = 1.0 - 1e-4;
    match ratio {
        ratio if ratio < BELOW => 0,
        ratio if ratio <= 1.01 => 1,
        ratio if ratio <= 2.0 => 2,
        _ => 3,
    }
}

/// At most two thirds of PCA's error, less than it, equal within 2 %, larger.
fn beats_pca(ratio: f64) -> usize {
    match ratio {
        ratio if ratio <= 2.0 / 3.0 => 0,
        ratio if ratio < 0.98 => 1,
        ratio if ratio <= 1.02 => 2,
        _ => 3,
    }
}

/// By the validation errors of networks after these epochs: the place of the first that the next one betters by less than a
/// twentieth; 3 where none is. `None` before all four are there.
#[must_use]
pub fn enough_epochs(errors: &[(usize, f64)]) -> Option<usize> {
    /// What the next error is of the one before, at the least, to be hardly better.
    const HARDLY_BETTER: f64 = 0.95;
    if !errors.iter().map(|&(epoch, _)| epoch).eq(EXERCISE_EPOCHS) {
        return None;
    }
    Some(errors.windows(2).position(|pair| pair[1].1 > HARDLY_BETTER * pair[0].1).unwrap_or(3))
}

/// Which of two mean shares of right numbers is larger: the first, the second, or neither by more than a twentieth.
#[must_use]
pub fn larger(first: f64, second: f64) -> usize {
    match first - second {
        difference if difference > 0.05 => 0,
        difference if difference < -0.05 => 1,
        _ => 2,
    }
}

/// A guess, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// The key of the question.
    pub question: String,
    /// The answer chosen, by its place.
    pub choice: usize,
    /// The answer that came true, once a run has shown it.
    #[serde(default)]
    pub outcome: Option<usize>,
    /// The link of that run.
    #[serde(default)]
    pub link: String,
}

impl Guess {
    /// Returns whether the guess was right; `None` before the outcome is known.
    #[must_use]
    pub fn is_right(&self) -> Option<bool> {
        self.outcome.map(|outcome| outcome == self.choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lab::settings::{Chapter, DataId, Settings, preset::Preset};

    #[test]
    fn outcomes_are_told_by_ratios() {
        for (ratio, expected) in [(0.99, 0), (1.0, 1), (1.01, 1), (1.6, 2), (7.0, 3)] {
            assert_eq!(becomes_pca(ratio), expected, "{ratio}");
        }
        for (ratio, expected) in [(0.59, 0), (0.9, 1), (1.0, 2), (1.3, 3)] {
            assert_eq!(beats_pca(ratio), expected, "{ratio}");
        }
    }

    #[test]
    fn small_differences_decide_nothing() {
        assert_eq!([larger(0.9, 0.4), larger(0.4, 0.9), larger(0.51, 0.5)], [0, 1, 2]);
    }

    #[test]
    fn enough_is_where_the_next_epochs_gain_less_than_a_twentieth() {
        let after = |errors: [f64; 4]| EXERCISE_EPOCHS.into_iter().zip(errors).collect::<Vec<_>>();
        let exercise = Settings::base(Chapter::Stacked, DataId::Digits, Preset::Epochs);
        assert_eq!(exercise.checkpoints, EXERCISE_EPOCHS);
        assert_eq!(enough_epochs(&after([0.020, 0.0199, 0.010, 0.009])), Some(0));
        assert_eq!(enough_epochs(&after([0.020, 0.015, 0.0148, 0.009])), Some(1));
        assert_eq!(enough_epochs(&after([0.020, 0.018, 0.016, 0.0156])), Some(2));
        assert_eq!(enough_epochs(&after([0.020, 0.018, 0.016, 0.014])), Some(3));
        assert_eq!(enough_epochs(&after([0.020, 0.018, 0.016, 0.014])[..3]), None);
        assert_eq!(enough_epochs(&[(5, 0.1), (10, 0.1), (15, 0.1), (20, 0.1)]), None);
    }

    #[test]
    fn keys_and_numbers_are_single() {
        for question in Prediction::ALL {
            let same =
                Prediction::ALL.iter().filter(|other| other.key() == question.key() || other.id() == question.id());
            assert_eq!(same.count(), 1, "{question:?}");
        }
    }
}
