//! The orders that a run takes.

use serde::{Deserialize, Serialize};

/// A command to a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum RunCommand {
    /// Train to the end.
    Play,
    /// Stop where it is.
    Pause,
    /// Train one batch.
    StepBatch,
    /// Train to the end of the epoch.
    StepEpoch,
    /// Go back to the untrained network.
    Reset,
    /// Another end; what is trained stays.
    SetEpochs(usize),
    /// Enables or disables the slowed-down pace for watching.
    SetPaced(bool),
}
