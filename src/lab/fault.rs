//! The reasons for which a run or an experiment cannot be made. The page turns each into a sentence of its language, once.
//!
//! Below everything else of this crate but the settings, so that experiments need not know the protocol.

use super::settings::{DataId, SettingFault};
use learn::LearnError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a run cannot be made; each has its sentence in the page's languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Error)]
pub enum Fault {
    /// Settings that contradict each other.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Settings(Vec<SettingFault>),
    /// A published data set is neither kept by the browser nor to be had anywhere.
    #[error("the data set '{}' is not here; pass its folder by --data, or use data=digits", .data.name())]
    DataUnavailable {
        /// The data set.
        data: DataId,
        /// The places where it was requested.
        attempts: Vec<Attempt>,
    },
    /// The user stopped fetching it.
    #[error("fetching was cancelled")]
    Cancelled,
    /// The files are not what they should be.
    #[error("the files of '{name}' are damaged: {reason}")]
    DataDamaged {
        /// The data set.
        name: String,
        /// The description of the damage.
        reason: String,
    },
    /// No file of the user's own has been opened yet.
    #[error("data=file needs a file that is opened in the page; use data=digits, mnist, fashion-mnist or notebook")]
    NoOwnData,
    /// Too little to train on.
    #[error("there are too few samples to train on")]
    TooFewSamples,
    /// A part of the program cannot be fetched.
    #[error("a part of the program cannot be fetched now; check the connection and try again")]
    PartMissing,
    /// The weights that it was to start from do not fit.
    #[error("these weights do not fit the network of these settings")]
    WeightsDoNotFit,
    /// A decomposition failed.
    #[error("the computation failed: {0}")]
    Computation(String),
}

/// A place that was asked for a file, and why it could not be had there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The file.
    pub file: String,
    /// Host of the place; empty for the page's own.
    pub host: String,
    /// The cause of the failure.
    pub fault: FetchFault,
}

/// Why a file could not be had from a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum FetchFault {
    /// No connection, or the place may not be read from other pages.
    #[error("no connection")]
    NoNetwork,
    /// The place does not have it.
    #[error("not there")]
    NotFound,
    /// The place answered with another status.
    #[error("status {0}")]
    Status(u16),
    /// Nothing arrived for a while.
    #[error("nothing arrived any more")]
    Stalled,
    /// The connection ended before the file did, or the gzip stream is broken.
    #[error("damaged or incomplete")]
    Damaged,
    /// More bytes than the file has.
    #[error("longer than it should be")]
    TooLong,
    /// Another number of bytes than the file has.
    #[error("{got} bytes instead of {expected}")]
    Size {
        /// Bytes that it has.
        expected: u64,
        /// Bytes found, unpacked.
        got: u64,
    },
    /// The right number of bytes, but not the published ones.
    #[error("other bytes than the published ones")]
    Checksum,
}

/// A refusal of the learning code as a fault of the run.
pub fn computation(error: LearnError) -> Fault {
    Fault::Computation(error.to_string())
}
