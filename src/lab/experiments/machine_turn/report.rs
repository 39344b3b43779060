//! What a view may draw of the machine's turn: plain numbers, no weights.

use data::sequences::Rule;
use serde::{Deserialize, Serialize};

/// The facts that do not change while the networks train.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MachineInfo {
    /// Numbers of the code.
    pub code_size: usize,
    /// Epochs to be done.
    pub n_epochs: usize,
    /// One for each kind, in the order of [`super::RULES`].
    pub sets: Vec<SetInfo>,
}

/// A kind of sequences.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetInfo {
    /// The kind.
    pub rule: Rule,
    /// Sequences trained on, each counted once.
    pub n_distinct: usize,
    /// Sequences an epoch.
    pub n_train: usize,
    /// Sequences kept apart.
    pub n_held_out: usize,
    /// A few of those kept apart.
    pub shown: Vec<Vec<u32>>,
    /// Share of the variance along each principal component of what is trained on, largest first.
    pub explained_variance_ratio: Vec<f64>,
}

/// How the networks stand at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MachineSnapshot {
    /// True if training of all networks is finished.
    pub is_over: bool,
    /// Epochs that all of them have done.
    pub epoch: usize,
    /// One for each kind, in the order of [`super::RULES`].
    pub sets: Vec<SetState>,
    /// The student's own sequence.
    pub trial: Option<Trial>,
}

/// How one network stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetState {
    /// Wrong numbers of the sequences kept apart, after rounding, as a share of all.
    pub wrong_share: f64,
    /// Mean squared error on what is trained on, of values between 0 and 1, from before the first epoch.
    pub losses: Vec<f64>,
    /// The reconstructions of the shown sequences.
    pub rebuilt: Vec<Vec<i32>>,
}

/// The student's own sequence on its way through the networks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The input sequence: as typed, cut or extended to the input length of the networks.
    pub given: Vec<u32>,
    /// Numbers typed.
    pub n_typed: usize,
    /// The output of each network, in the order of [`super::RULES`].
    pub rebuilt: Vec<Vec<i32>>,
}
