//! What is wrong with a setting, in words that say what would be right. The page has its own sentences in two languages.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a setting cannot be used; the sentence says what to do instead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Error)]
pub enum SettingFault {
    /// A key that no setting has.
    #[error("there is no setting called '{key}'")]
    UnknownKey {
        /// As written.
        key: String,
    },
    /// A word that is not on the list.
    #[error("'{key}' cannot be '{value}'; choose one of: {choices}")]
    UnknownChoice {
        /// The setting.
        key: String,
        /// As written.
        value: String,
        /// The allowed values.
        choices: String,
    },
    /// Something else where a number should stand, or a number out of its limits.
    #[error("'{key}' cannot be '{value}'; it takes a number from {min} to {max}")]
    NotInRange {
        /// The setting.
        key: String,
        /// As written.
        value: String,
        /// Least value.
        min: f64,
        /// Greatest value.
        max: f64,
    },
    /// Something else where layer sizes should stand.
    #[error("'{key}' cannot be '{value}'; write 1 to {max_layers} sizes from 1 to {max_units}, such as 100-30")]
    NotSizes {
        /// The setting.
        key: String,
        /// As written.
        value: String,
        /// Greatest number of layers.
        max_layers: usize,
        /// Greatest size of one.
        max_units: usize,
    },
    /// A preset of another chapter.
    #[error("the chapter '{chapter}' has no preset '{preset}'; it has: {choices}")]
    PresetElsewhere {
        /// The chapter's name.
        chapter: String,
        /// The preset's name.
        preset: String,
        /// The presets of the chapter.
        choices: String,
    },
    /// Cross-entropy behind an output that is no probability.
    #[error("binary cross-entropy needs outputs between 0 and 1: choose output=sigmoid, or loss=mse")]
    LossNeedsSigmoid,
    /// Cross-entropy of data that are no probabilities.
    #[error("binary cross-entropy needs data between 0 and 1, which these are not: choose loss=mse")]
    LossNeedsUnitData,
    /// A divergence of activities that are no shares.
    #[error("sparsity by divergence needs a code between 0 and 1: choose code-activation=sigmoid, or code=l1")]
    SparsityNeedsSigmoid,
    /// One matrix for an encoder that puts out means and variances and a decoder that takes a code.
    #[error(
        "a variational encoder puts out twice what the decoder takes, so that they cannot share a matrix: choose tied=0, or code=none"
    )]
    VariationalIsNotTied,
    /// Layer by layer, although the draws would be of half of a network.
    #[error("a variational code cannot be trained layer by layer: choose greedy=0, or code=none")]
    VariationalIsNotGreedy,
    /// Something else where a list of whole numbers should stand.
    #[error(
        "'{key}' cannot be '{value}'; write up to {max_len} whole numbers from 1 to {max}, such as 20-30, or nothing"
    )]
    NotNumbers {
        /// The setting.
        key: String,
        /// As written.
        value: String,
        /// Greatest count.
        max_len: usize,
        /// Greatest value.
        max: usize,
    },
    /// A chapter without a run.
    #[error("the chapter '{chapter}' has no run of its own; use anatomy, pca or stacked")]
    NothingTrains {
        /// The chapter's name.
        chapter: String,
    },
}
