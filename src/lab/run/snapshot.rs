//! What a view may draw: plain numbers, no weights. [`RunInfo`] comes once a run, [`Snapshot`] while it goes on.

use super::{flow::Flow, history::EpochMetrics, path::PathPoint};
use crate::{
    geometry::{ImageSize, Plane, Point2, Point3},
    settings::Settings,
};
use serde::{Deserialize, Serialize};

/// The part of a run that PCA decides; it does not change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PcaInfo {
    /// Mean squared error with as many components as the code has numbers, on what was trained on.
    pub mse: f64,
    /// The same on the validation part, in the chapter that trains without waiting for it.
    pub val_mse: Option<f64>,
    /// Share of the variance along each component (at most the first 64).
    pub explained_variance_ratio: Vec<f64>,
    /// Codes of the drawn samples (first two components; the second is 0 where there is one), in the chapter that draws them.
    pub codes: Vec<Point2>,
    /// Reconstructions of the cloud's points.
    pub cloud: Vec<Point3>,
    /// PCA's plane through the cloud, where the code has two numbers.
    pub plane: Option<Plane>,
    /// Leave-one-out 10-nearest-neighbour accuracy of the held-out samples' codes.
    pub knn_accuracy: Option<f64>,
}

/// The facts that do not change during a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunInfo {
    /// The settings it runs with.
    pub settings: Settings,
    /// Samples trained on.
    pub n_train: usize,
    /// Samples kept apart.
    pub n_validation: usize,
    /// Units from input to reconstruction.
    pub layer_sizes: Vec<usize>,
    /// Numbers that training may change.
    pub n_parameters: usize,
    /// Size of the images, where samples are images.
    pub image_size: Option<ImageSize>,
    /// Classes of the drawn samples; empty where unknown.
    pub labels: Vec<u8>,
    /// The class names, if given in the user's own file.
    pub class_names: Vec<String>,
    /// The images shown.
    pub shown: ShownImages,
    /// The samples as points, where they have three features.
    pub cloud: Vec<Point3>,
    /// PCA of the same samples; in chapter 4 it comes later.
    pub pca: Option<PcaInfo>,
    /// The origin of the initial weights, if they were not drawn at random.
    pub provenance: Option<Provenance>,
}

/// The images that a run is shown by, as bytes, one after another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ShownImages {
    /// The images; empty where samples are points.
    pub originals: Vec<u8>,
    /// Their classes; empty where unknown.
    pub labels: Vec<u8>,
    /// The same images as the encoder sees them in training; empty where nothing damages them.
    pub damaged: Vec<u8>,
    /// PCA's reconstructions of them, once known.
    pub by_pca: Vec<u8>,
    /// Pages of images that there are.
    pub n_pages: usize,
}

/// A network kept on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckpointView {
    /// The measures after its epoch.
    pub metrics: EpochMetrics,
    /// Its reconstructions of the shown images, as bytes.
    pub images: Vec<u8>,
}

/// The state of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunState {
    /// PCA and the untrained network are being evaluated.
    Preparing,
    /// Nothing trained yet, waiting.
    Ready,
    /// Training.
    Running,
    /// Waiting in the middle.
    Paused,
    /// All epochs done.
    Finished,
    /// The loss is not a number any more.
    Diverged,
}

/// How the reconstructions and codes stand at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The state of the run.
    pub state: RunState,
    /// Epochs done.
    pub epoch: usize,
    /// Epochs to be done in all.
    pub n_epochs: usize,
    /// The pair of layers that is trained alone, the outermost is 0; none when all are.
    pub pair: Option<usize>,
    /// The epoch of the kept network that is looked at, by its codes and images; none for the run itself.
    pub opened: Option<usize>,
    /// Batches done in the current epoch.
    pub batch: usize,
    /// Batches an epoch.
    pub n_batches: usize,
    /// Mean loss of the current epoch's batches so far.
    pub running_loss: Option<f64>,
    /// Training speed, once measured.
    pub samples_per_second: Option<f64>,
    /// Time to the end at this speed.
    pub remaining_secs: Option<f64>,
    /// Position in the history of the first record below.
    pub history_from: usize,
    /// Records of epochs that the view has not had yet.
    pub history: Vec<EpochMetrics>,
    /// Position among the networks kept of the first one below.
    pub checkpoints_from: usize,
    /// Networks kept on the way that the view has not had yet.
    pub checkpoints: Vec<CheckpointView>,
    /// The autoencoder's codes of the drawn samples, aligned as the settings say.
    pub codes: Vec<Point2>,
    /// Reconstructions of the shown images, as bytes.
    pub images: Vec<u8>,
    /// The reconstructions of the damaged images, as bytes.
    pub cleaned: Vec<u8>,
    /// The images decoded by a variational decoder from standard normal codes, as bytes.
    pub sampled: Vec<u8>,
    /// Reconstructions of the cloud's points.
    pub cloud: Vec<Point3>,
    /// The states of a linear autoencoder of points after each epoch from record `history_from` on, as far as stored.
    pub path: Vec<PathPoint>,
    /// The autoencoder's plane, where it is linear with a code of two.
    pub plane: Option<Plane>,
    /// A sample on its way through the network, in the chapter that looks at that.
    pub flow: Option<Flow>,
}

/// The origin of weights, for display.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Name of the file, or of the kept run.
    pub name: String,
    /// Epochs that they had been trained for, where the file says it.
    pub n_epochs: Option<usize>,
}
