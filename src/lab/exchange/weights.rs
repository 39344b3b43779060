//! A trained network leaves the page, and comes back: as safetensors with its settings, as ONNX, its codes as a table.
//!
//! Reading order: [`tensors`] (weights out and in), [`onnx`] (for other programs), [`codes`]. What crosses to the worker is here.

pub mod codes;
pub mod onnx;
mod onnx_messages;
pub mod tensors;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The export format of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Weights and biases by their names, with the settings.
    Safetensors,
    /// ONNX, of a part of the network.
    Onnx(OnnxPart),
    /// The codes of the held-out samples as CSV.
    Codes,
}

/// The part of the network that an ONNX file computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnnxPart {
    /// From samples to reconstructions.
    Whole,
    /// From samples to codes; of a variational network, to their means.
    Encoder,
    /// From codes to reconstructions.
    Decoder,
}

impl OnnxPart {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Encoder, Self::Decoder];

    /// Its name in file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Whole => "autoencoder",
            Self::Encoder => "encoder",
            Self::Decoder => "decoder",
        }
    }
}

/// A command from the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WeightsCommand {
    /// Make a file of the network that is looked at, in which these settings are named, as a link's query.
    Save(Form, String),
    /// Keep the weights of the run at hand beside the kept run of this number, with its query.
    Keep(u64, String),
    /// Forget those.
    Forget(u64),
    /// Read the weights of a kept run of this number and name.
    OpenKept(u64, String),
    /// Read the file that travels beside this message.
    OpenFile,
}

/// An event sent by the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WeightsEvent {
    /// A file: its name and its bytes.
    File(String, Vec<u8>),
    /// Weights have been read and wait for a run: of the settings that are named in the file, as a link's query, where there
    /// are any.
    Read(Option<String>),
    /// The weights beside a kept run are kept, or forgotten, as asked.
    Kept,
    /// Why they cannot be used.
    Refused(WeightsFault),
}

/// Why weights cannot be used; each has its sentence in the page's languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
pub enum WeightsFault {
    /// The bytes are no safetensors file.
    #[error("this is no safetensors file: {0}")]
    NotSafetensors(String),
    /// The file is larger than any network here.
    #[error("the file is too large")]
    TooLarge,
    /// A tensor that the network needs is not in the file.
    #[error("the file has no tensor '{0}'")]
    Missing(String),
    /// The file has one that the network does not know.
    #[error("the network has no tensor '{0}'")]
    Unknown(String),
    /// A tensor of another shape.
    #[error("'{name}' has the shape {got:?} instead of {expected:?}")]
    Shape {
        /// Its name.
        name: String,
        /// The shape that the network requires.
        expected: Vec<usize>,
        /// The shape in the file.
        got: Vec<usize>,
    },
    /// A tensor of other numbers than 32-bit floating-point ones.
    #[error("'{name}' holds numbers of the type {got} instead of F32")]
    Type {
        /// Its name.
        name: String,
        /// The number type in the file.
        got: String,
    },
    /// A weight is infinite or not a number.
    #[error("'{0}' holds something that is not a number")]
    NotFinite(String),
    /// The settings say that two layers share a matrix, and in the file they do not.
    #[error("'{0}' is not the transpose of its mirror image, as tied weights are")]
    NotTied(String),
    /// Nothing is kept of that run but its link.
    #[error("no weights are kept of this run; repeat it by its link")]
    NotKept,
    /// The network is still being stacked, layer by layer.
    #[error("not all layers are there yet; train on until they are")]
    Unfinished,
    /// There is no run.
    #[error("there is no network yet")]
    NoRun,
    /// The part of the program that reads and writes weights cannot be fetched.
    #[error("a part of the program cannot be fetched now; check the connection and try again")]
    PartMissing,
    /// The file could not be read.
    #[error("the file cannot be read")]
    Unreadable,
}
