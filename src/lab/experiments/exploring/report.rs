//! What the page is told of a trained network. Images are bytes, one after another; 255 is full ink.

mod anomalies;

use super::question::Errand;
use crate::{
    fault::Fault,
    geometry::{ImageSize, Point2},
};
pub use anomalies::{AnomalyReport, Cases, Histogram};
use serde::{Deserialize, Serialize};

/// An answer about a trained network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ExploreEvent {
    /// There is no network of images to be asked.
    Nothing,
    /// The plane.
    Plane(Box<PlaneReport>),
    /// Images of points, and whether these were a grid.
    Decoded(Vec<u8>, bool),
    /// A way.
    Way(Box<WayReport>),
    /// A code.
    Code(Box<CodeReport>),
    /// A changed code.
    Bent(Box<BentReport>),
    /// The size and the error of codes.
    Compression(Box<CompressionReport>),
    /// The reconstructions of damaged images.
    Denoising(Box<DenoisingReport>),
    /// The results of anomaly detection by reconstruction error.
    Anomalies(Box<AnomalyReport>),
    /// The network that should judge is not trained yet.
    NotTrained(u8),
    /// The similar images.
    Search(Box<SearchReport>),
    /// The results for a drawing; `None` if nothing is drawn.
    Drawn(Option<Box<DrawnReport>>),
    /// Images of drawn codes.
    Generated(Box<GeneratedReport>),
    /// How far an errand is, 0 to 1; at 1 it is done.
    Progress(Errand, f64),
    /// How often neighbours are of the same class.
    Precision(Box<PrecisionReport>),
    /// It cannot be answered.
    Failed(Fault),
}

/// How the plane lies in the space of the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaneKind {
    /// It is the space: a code of two numbers, or of one.
    Whole,
    /// Through the codes' mean, along their first two principal components.
    Components,
    /// Two units, counted from 1; the others stay at their means.
    Units([usize; 2]),
}

/// The plane of codes, with the codes of the gallery.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaneReport {
    /// How it lies.
    pub kind: PlaneKind,
    /// The gallery's codes on it.
    pub points: Vec<Point2>,
    /// Their classes; empty where unknown.
    pub labels: Vec<u8>,
    /// Share of the codes' variance that is seen on it, 0 to 1.
    pub share: f64,
    /// Size of an image.
    pub size: ImageSize,
    /// Some of the gallery, of every class, to choose from.
    pub picks: Vec<usize>,
    /// Their images.
    pub pick_images: Vec<u8>,
    /// Their classes; empty where unknown.
    pub pick_labels: Vec<u8>,
}

/// Two ways from one image to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WayReport {
    /// Images of the codes on the straight line between both codes, both ends included.
    pub by_code: Vec<u8>,
    /// The images themselves, faded into one another in as many steps.
    pub by_pixels: Vec<u8>,
    /// How many there are of each.
    pub n_steps: usize,
}

/// A sample's code and how far its numbers go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CodeReport {
    /// The sample, among the gallery.
    pub sample: usize,
    /// The code.
    pub code: Vec<f32>,
    /// The least and the greatest value of each number in the gallery.
    pub ranges: Vec<(f32, f32)>,
    /// The image.
    pub original: Vec<u8>,
}

/// A changed code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BentReport {
    /// The decoded image.
    pub image: Vec<u8>,
    /// The same with one number going from its least to its greatest value.
    pub along: Vec<u8>,
    /// Those values.
    pub values: Vec<f32>,
}

/// How images are kept in fewer bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// The autoencoder's code, four bytes a number.
    Autoencoder,
    /// The same, one byte a number.
    AutoencoderBytes,
    /// PCA's code with as many numbers, four bytes each.
    Pca,
    /// The same, one byte a number.
    PcaBytes,
    /// Nothing: every image is the mean of all.
    Mean,
}

/// A way to keep images.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Which.
    pub method: Method,
    /// Bytes an image.
    pub n_bytes: usize,
    /// Bytes that are needed once: the decoder, the components, the mean.
    pub n_bytes_once: usize,
    /// Mean squared error on the gallery.
    pub mse: f64,
    /// The reconstructions of the shown images.
    pub images: Vec<u8>,
}

/// The size of codes and the error of their reconstructions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompressionReport {
    /// Bytes of an image as it is.
    pub n_bytes: usize,
    /// Images that the errors are means over.
    pub n_samples: usize,
    /// The shown images.
    pub originals: Vec<u8>,
    /// The ways; PCA's only once it is known.
    pub kept: Vec<Kept>,
}

/// The reconstructions of damaged images and their errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DenoisingReport {
    /// The shown images.
    pub originals: Vec<u8>,
    /// Damaged.
    pub damaged: Vec<u8>,
    /// Mean squared error of damaged images, over the gallery.
    pub damaged_mse: f64,
    /// Images that the errors are means over.
    pub n_samples: usize,
    /// The reconstructions by the network.
    pub cleaned: Cleaned,
    /// The reconstructions by the twin network, once trained.
    pub by_twin: Option<Cleaned>,
}

/// The reconstructions of damaged images by one network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cleaned {
    /// True if the network was trained on damaged images.
    pub is_denoising: bool,
    /// The images.
    pub images: Vec<u8>,
    /// Mean squared error over the gallery.
    pub mse: f64,
    /// The same of images that nothing has damaged.
    pub whole_mse: f64,
}

/// Images that were found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Alike {
    /// The images, nearest first.
    pub images: Vec<u8>,
    /// Their classes; empty where unknown.
    pub labels: Vec<u8>,
    /// Their distances.
    pub distances: Vec<f32>,
}

/// The images most similar to an image.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SearchReport {
    /// The image, among the gallery.
    pub sample: usize,
    /// The image.
    pub original: Vec<u8>,
    /// Its class.
    pub label: Option<u8>,
    /// By the autoencoder's codes.
    pub by_code: Alike,
    /// By the pixels.
    pub by_pixels: Alike,
    /// Images that are searched.
    pub n_samples: usize,
}

/// How often the ten nearest are of the same class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrecisionReport {
    /// By the autoencoder's codes, in all.
    pub by_code: f64,
    /// By the pixels, in all.
    pub by_pixels: f64,
    /// For each class: by codes, by pixels.
    pub by_class: Vec<(u8, f64, f64)>,
    /// Images that were asked for.
    pub n_samples: usize,
}

/// The code and the reconstruction of a drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawnReport {
    /// The drawing as an image of the data set.
    pub image: Vec<u8>,
    /// Its reconstruction.
    pub rebuilt: Vec<u8>,
    /// Its code.
    pub code: Vec<f32>,
    /// The position of the code on the plane.
    pub point: Point2,
    /// Mean squared error of the reconstruction.
    pub mse: f64,
    /// Share of the gallery's images with a smaller error, 0 to 1.
    pub rank: f64,
    /// The nearest images by code.
    pub by_code: Alike,
    /// The nearest images by pixels.
    pub by_pixels: Alike,
}

/// Images of drawn codes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GeneratedReport {
    /// From the normal distribution that fits the codes.
    pub gaussian: Vec<u8>,
    /// From each number's own histogram.
    pub histograms: Vec<u8>,
    /// From the standard normal distribution.
    pub prior: Vec<u8>,
    /// True if the network was trained for sampling from the standard normal distribution.
    pub is_variational: bool,
    /// Real images for comparison: reconstructions of some of the gallery.
    pub rebuilt: Vec<u8>,
}
