//! What the page asks of a trained network; the answers are in [`report`](super::report).

use crate::geometry::Point2;
use data::catalog::DataId;
use serde::{Deserialize, Serialize};

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ExploreCommand {
    /// The plane of codes: [`PlaneReport`](super::report::PlaneReport).
    Plane,
    /// Images of points on that plane.
    Decode {
        /// The points.
        points: Vec<Point2>,
        /// True if the points form a grid, false for the point under the pointer.
        is_grid: bool,
    },
    /// The way from one sample to another: [`WayReport`](super::report::WayReport).
    Way {
        /// The index of the first sample in the gallery.
        from: usize,
        /// The index of the last sample in the gallery.
        to: usize,
    },
    /// The code of a sample, to be changed: [`CodeReport`](super::report::CodeReport).
    Code(usize),
    /// A decoded code and its images along one of its numbers: [`BentReport`](super::report::BentReport).
    Bend {
        /// The code.
        code: Vec<f32>,
        /// The number that is looked at, from 0.
        unit: usize,
    },
    /// The size and the error of a code: [`CompressionReport`](super::report::CompressionReport).
    Compression,
    /// The reconstructions of damaged images: [`DenoisingReport`](super::report::DenoisingReport).
    Denoising(Noise),
    /// How well errors tell odd images: [`AnomalyReport`](super::report::AnomalyReport).
    Anomalies(AnomalyPlan),
    /// The images similar to a sample: [`SearchReport`](super::report::SearchReport).
    Search(usize),
    /// A drawing of the user's own: [`DrawnReport`](super::report::DrawnReport).
    Draw {
        /// Grey, row by row; 255 is full ink.
        ink: Vec<u8>,
        /// Pixels of a row.
        width: usize,
    },
    /// Images of drawn codes: [`GeneratedReport`](super::report::GeneratedReport).
    Generate {
        /// Which draw.
        draw: u64,
    },
    /// Begin work that takes a while.
    Start(Errand),
    /// Give it up.
    Stop,
}

impl ExploreCommand {
    /// Returns the name of the place on the page that asks this: only its last question counts.
    #[must_use]
    pub fn place(&self) -> &'static str {
        match self {
            Self::Plane => "explore-plane",
            Self::Decode { is_grid: true, .. } => "explore-grid",
            Self::Decode { is_grid: false, .. } => "explore-pointer",
            Self::Way { .. } => "explore-way",
            Self::Code(_) => "explore-code",
            Self::Bend { .. } => "explore-bend",
            Self::Compression => "explore-compression",
            Self::Denoising(_) => "explore-denoising",
            Self::Anomalies(_) => "explore-anomalies",
            Self::Search(_) => "explore-search",
            Self::Draw { .. } => "explore-drawing",
            Self::Generate { .. } => "explore-generation",
            Self::Start(_) | Self::Stop => "explore-job",
        }
    }
}

/// Work that takes a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Errand {
    /// Train the network's twin: damaged inputs where it had whole ones, whole ones where it had damaged.
    Twin,
    /// Train a network of the same settings on one class alone.
    OneClass(u8),
    /// Measure how many of the ten nearest are of the same class.
    Precision,
}

/// How images are damaged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    /// By what.
    pub kind: NoiseKind,
    /// How much: the standard deviation, the share of pixels, or a tenth of the number of strokes.
    pub strength: f64,
    /// Which draw.
    pub seed: u64,
}

/// The kind of damage to images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoiseKind {
    /// Normal noise on every pixel.
    Gaussian,
    /// Some pixels become 0, the others are scaled up for it, as in training.
    Dropped,
    /// Straight strokes of ink across the image.
    Strokes,
}

impl NoiseKind {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 3] = [Self::Gaussian, Self::Dropped, Self::Strokes];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gaussian => "gaussian",
            Self::Dropped => "dropped",
            Self::Strokes => "strokes",
        }
    }

    /// Returns the default strength: clear damage that still leaves the images recognizable.
    #[must_use]
    pub fn usual(self) -> f64 {
        match self {
            Self::Gaussian => 0.3,
            Self::Dropped => 0.5,
            Self::Strokes => 0.2,
        }
    }
}

/// The definition of normal images and anomalies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnomalyPlan {
    /// The class that is normal; all of them without one.
    pub normal: Option<u8>,
    /// The anomalies to be detected.
    pub odd: Odd,
    /// True if a network trained on the normal class alone is used.
    pub is_of_class: bool,
}

/// The anomalies to be detected among the normal images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Odd {
    /// Images of another class.
    Class(u8),
    /// Images of all other classes.
    OtherClasses,
    /// Images of another data set.
    Set(DataId),
    /// The normal ones, upside down.
    UpsideDown,
    /// The normal ones with their pixels in another order.
    Shuffled,
    /// The normal ones with a third of their ink: there is less to be wrong about.
    Faint,
}
