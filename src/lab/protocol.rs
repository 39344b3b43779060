//! The only types that cross between the page and its worker: commands one way, events the other.

use super::{
    settings::{Alignment, SettingFault, Settings},
    snapshot::{RunInfo, Snapshot},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What the page asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Make a run of these settings; the number marks its events.
    Configure {
        /// Chosen by the page, rising.
        run_id: u32,
        /// What to run.
        settings: Box<Settings>,
    },
    /// Something for the run at hand.
    Run(RunCommand),
}

/// What can be asked of a run.
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
    /// Whether to be held back so that it can be watched.
    SetPaced(bool),
    /// Another way to lay the codes over PCA's.
    SetAlignment(Alignment),
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// It is there, built from these sources.
    Hello {
        /// The same on both sides, or a stale file is in a cache.
        build_stamp: String,
    },
    /// Something about a run.
    Run {
        /// The run's number.
        run_id: u32,
        /// What about it.
        event: RunEvent,
    },
}

/// What a run says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RunEvent {
    /// Its data are on their way.
    Loading {
        /// Bytes so far.
        n_received: u64,
        /// Bytes in all, as far as known.
        n_total: u64,
    },
    /// It stands, untrained.
    Prepared(Box<RunInfo>),
    /// It has come this far.
    Progress(Box<Snapshot>),
    /// It cannot be made.
    Failed(Fault),
}

/// Why a run cannot be made; each has its sentence in the page's languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Error)]
pub enum Fault {
    /// Settings that contradict each other.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Settings(Vec<SettingFault>),
    /// The data set is not beside the page.
    #[error("the data set '{0}' is not here; pass its folder by --data, or use data=digits")]
    DataMissing(String),
    /// The network failed on the way.
    #[error("the data set '{0}' could not be fetched: check the connection and try again")]
    DataUnreachable(String),
    /// The files are not what they should be.
    #[error("the files of '{name}' are damaged: {reason}")]
    DataDamaged {
        /// The data set.
        name: String,
        /// What is wrong with them.
        reason: String,
    },
    /// A choice that the page does not serve yet.
    #[error("own files cannot be read yet; use data=digits, mnist, fashion-mnist or notebook")]
    OwnFilesNotYet,
    /// Too little to train on.
    #[error("there are too few samples to train on")]
    TooFewSamples,
    /// A decomposition failed.
    #[error("the computation failed: {0}")]
    Computation(String),
}

/// Bytes of a message.
///
/// # Errors
/// Only when memory runs out.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(message)
}

/// A message from its bytes.
///
/// # Errors
/// When the bytes are not such a message: another build wrote them.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
