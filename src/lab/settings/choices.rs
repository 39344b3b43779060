//! What settings choose between, apart from what the learning code and the data sets bring themselves.

use serde::{Deserialize, Serialize};

/// A chapter of the lecture, as links name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Chapter {
    /// 1. Efficient representations.
    Memory,
    /// 2. What an autoencoder is.
    Anatomy,
    /// 3. Undercomplete autoencoders and PCA.
    Pca,
    /// 4. Stacked autoencoders.
    Stacked,
    /// 5. Unsupervised pretraining.
    Pretraining,
    /// 6. Exercises and report.
    Exercises,
    /// 7. Bibliography.
    Bibliography,
    /// The speed panel.
    Speed,
}

impl Chapter {
    /// The chapters of the lecture, in its order.
    pub const LECTURE: [Self; 7] =
        [Self::Memory, Self::Anatomy, Self::Pca, Self::Stacked, Self::Pretraining, Self::Exercises, Self::Bibliography];

    /// Everything that a link can open: the chapters of the lecture, and the speed panel.
    pub const ALL: [Self; 8] = [
        Self::Memory,
        Self::Anatomy,
        Self::Pca,
        Self::Stacked,
        Self::Pretraining,
        Self::Exercises,
        Self::Bibliography,
        Self::Speed,
    ];

    /// The name in links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Anatomy => "anatomy",
            Self::Pca => "pca",
            Self::Stacked => "stacked",
            Self::Pretraining => "pretraining",
            Self::Exercises => "exercises",
            Self::Bibliography => "bibliography",
            Self::Speed => "speed",
        }
    }

    /// Its number in the lecture, from 1; the speed panel has none.
    #[must_use]
    pub fn number(self) -> Option<usize> {
        Self::LECTURE.iter().position(|&chapter| chapter == self).map(|idx| idx + 1)
    }

    /// Returns true if the chapter has a run.
    #[must_use]
    pub fn has_run(self) -> bool {
        matches!(self, Self::Anatomy | Self::Pca | Self::Stacked)
    }
}

/// How the autoencoder's codes are laid over PCA's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alignment {
    /// As they are.
    None,
    /// Turned, reflected and shifted (Procrustes).
    Turn,
    /// By the best affine map.
    LeastSquares,
}

impl Alignment {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::None, Self::Turn, Self::LeastSquares];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Turn => "turn",
            Self::LeastSquares => "lsq",
        }
    }
}

/// How inputs are corrupted in training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CorruptionKind {
    /// Not at all.
    None,
    /// Normal noise is added.
    Gaussian,
    /// Some numbers become 0.
    Dropout,
}

impl CorruptionKind {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 3] = [Self::None, Self::Gaussian, Self::Dropout];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Gaussian => "gaussian",
            Self::Dropout => "dropout",
        }
    }
}

/// The kind of constraint on the code, besides reconstruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeKind {
    /// Nothing.
    Plain,
    /// Small numbers, by the sum of their sizes.
    L1,
    /// Units that are seldom active, by a divergence.
    Kl,
    /// A distribution for each sample.
    Variational,
}

impl CodeKind {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 4] = [Self::Plain, Self::L1, Self::Kl, Self::Variational];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "none",
            Self::L1 => "l1",
            Self::Kl => "kl",
            Self::Variational => "variational",
        }
    }
}

/// The scale of an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// Equal steps are equal factors.
    Log,
    /// Equal steps are equal differences.
    Linear,
}

impl Scale {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::Log, Self::Linear];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Linear => "linear",
        }
    }
}

/// A tool for exploring a trained network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tool {
    /// Walks through its code space.
    Walk,
    /// The size of the codes and the error of their reconstructions.
    Compression,
    /// Damaged images.
    Denoising,
    /// Odd images.
    Anomalies,
    /// Images that are alike.
    Search,
    /// A drawing of one's own.
    Drawing,
    /// Images that were never there.
    Generation,
}

impl Tool {
    /// All of them, in the order of their buttons.
    pub const ALL: [Self; 7] = [
        Self::Walk,
        Self::Compression,
        Self::Denoising,
        Self::Anomalies,
        Self::Search,
        Self::Drawing,
        Self::Generation,
    ];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::Compression => "compression",
            Self::Denoising => "denoising",
            Self::Anomalies => "anomalies",
            Self::Search => "search",
            Self::Drawing => "drawing",
            Self::Generation => "generation",
        }
    }
}

/// The view of a run, independent of its training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// How codes are laid over PCA's.
    pub alignment: Alignment,
    /// The two units that a scatter of a wide code shows, counted from 1; where there are not two, its principal components.
    pub units: Option<[usize; 2]>,
    /// Which images are shown: 0 for one of each class, then ten at a time.
    pub image_page: usize,
    /// The class that they are of, counted from 1; 0 for any.
    pub image_class: usize,
}
