//! What crosses between the measurement and the page.

use crate::fault::Fault;
use serde::{Deserialize, Serialize};

/// A command from the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SpeedCommand {
    /// Measure.
    Start,
    /// Leave off.
    Stop,
}

/// An event of the speed test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SpeedEvent {
    /// It has come this far.
    Progress(Box<SpeedProgress>),
    /// It is done.
    Done(Box<SpeedResult>),
    /// It cannot be done.
    Failed(Fault),
}

/// The stages of the speed test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpeedStage {
    /// Multiply-adds on registers.
    Peak,
    /// Training.
    Training,
    /// Two principal components.
    PcaFew,
    /// The nearest neighbours of every code.
    Neighbors,
    /// All components.
    PcaAll,
}

/// How far it has come, for the eye.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpeedProgress {
    /// The current stage.
    pub stage: SpeedStage,
    /// Share of the samples that training will see, 0 to 1.
    pub share: f64,
    /// Mean loss of the current epoch so far.
    pub loss: Option<f64>,
    /// Of the epoch before.
    pub samples_per_second: Option<f64>,
    /// Some images, as bytes.
    pub originals: Vec<u8>,
    /// The reconstructions by the network.
    pub reconstructions: Vec<u8>,
}

/// The results of the speed test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpeedResult {
    /// Median over the measured epochs.
    pub samples_per_second: f64,
    /// Floating-point operations of the matrix products in training, by that rate, 10⁹ a second. Products with zeros, which our
    /// kernel leaves out, are counted: this is what the training is worth, not what the machine did.
    pub gflops: f64,
    /// Of multiply-adds on registers alone, 10⁹ a second.
    pub peak_gflops: f64,
    /// Which product of matrices.
    pub kernel: String,
    /// Which instructions.
    pub simd: String,
    /// Seconds to the first two components of all images: mean, covariance, decomposition.
    pub pca_seconds_k2: f64,
    /// Seconds to all components.
    pub pca_seconds_full: f64,
    /// Seconds to the leave-one-out vote of the 10 nearest neighbours on two components of all images.
    pub knn_seconds: f64,
    /// `mnist`, or `random` where that is not at hand.
    pub dataset: String,
    /// Samples an update.
    pub batch: usize,
    /// Updates done, the warm-up included.
    pub updates: u64,
    /// Mean training loss of the last epoch, nats a pixel.
    pub final_loss: f64,
}
