//! The names of the starting points, and the chapters and data sets that each is for. [`super::presets`] knows the settings
//! that each stands for.

use crate::settings::{Chapter, DataId};
use serde::{Deserialize, Serialize};

/// A named starting point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Preset {
    /// The lecture's notebook in that chapter.
    Lecture,
    /// Chapter 3: until the autoencoder is PCA.
    Exact,
    /// Chapter 3: a learning rate that is too high.
    Overshoot,
    /// Chapter 4: something good within seconds.
    Quick,
    /// Chapter 4: a code of two numbers, to be seen as it is.
    Plane,
    /// Chapter 4: the network of the book's third edition.
    ThirdEdition,
    /// Chapter 4: damaged images go in, whole ones are asked for.
    Denoising,
    /// Chapter 4: Hinton and Salakhutdinov's layers.
    Deep,
    /// Chapter 4: the lecture's exercise, the same images after 20, 30, 40 and 50 epochs.
    Epochs,
    /// Chapter 4: decoder and encoder share their matrices.
    Tied,
    /// Chapter 4: pair of layers after pair of layers.
    Greedy,
    /// Chapter 4: a wide code of small numbers.
    Sparse,
    /// Chapter 4: a wide code of units that are seldom active.
    SparseKl,
    /// Chapter 4: a code that is a distribution.
    Variational,
    /// Chapter 4: one hidden layer, which is the code.
    Depth1,
    /// Chapter 4: a code of the same size behind a layer.
    Depth2,
    /// Chapter 4: behind two.
    Depth3,
    /// Chapter 2: a single hidden layer, which is the code.
    Perceptron,
    /// Chapter 3: non-linear layers around a code of two numbers.
    Nonlinear,
    /// Chapter 3: data that are not centred, and no biases.
    Uncentred,
    /// Chapter 3: a code as wide as the input.
    Wide,
}

impl Preset {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 21] = [
        Self::Lecture,
        Self::Exact,
        Self::Nonlinear,
        Self::Overshoot,
        Self::Uncentred,
        Self::Wide,
        Self::Quick,
        Self::Plane,
        Self::ThirdEdition,
        Self::Denoising,
        Self::Deep,
        Self::Epochs,
        Self::Tied,
        Self::Greedy,
        Self::Sparse,
        Self::SparseKl,
        Self::Variational,
        Self::Depth1,
        Self::Depth2,
        Self::Depth3,
        Self::Perceptron,
    ];

    /// The same code behind more and more layers.
    pub const DEPTHS: [Self; 3] = [Self::Depth1, Self::Depth2, Self::Depth3];

    /// The name in links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lecture => "lecture",
            Self::Exact => "exact",
            Self::Overshoot => "overshoot",
            Self::Quick => "quick",
            Self::Plane => "plane",
            Self::ThirdEdition => "third-edition",
            Self::Denoising => "denoising",
            Self::Deep => "deep",
            Self::Epochs => "epochs",
            Self::Tied => "tied",
            Self::Greedy => "greedy",
            Self::Sparse => "sparse",
            Self::SparseKl => "sparse-kl",
            Self::Variational => "variational",
            Self::Depth1 => "depth-1",
            Self::Depth2 => "depth-2",
            Self::Depth3 => "depth-3",
            Self::Perceptron => "perceptron",
            Self::Nonlinear => "nonlinear",
            Self::Uncentred => "uncentred",
            Self::Wide => "wide",
        }
    }

    /// The presets of a chapter, the lecture's first.
    #[must_use]
    pub fn of_chapter(chapter: Chapter) -> &'static [Self] {
        match chapter {
            Chapter::Anatomy => &[Self::Lecture, Self::Perceptron],
            Chapter::Pca => {
                &[Self::Lecture, Self::Exact, Self::Nonlinear, Self::Overshoot, Self::Uncentred, Self::Wide]
            }
            Chapter::Stacked => &[
                Self::Lecture,
                Self::Quick,
                Self::Plane,
                Self::Epochs,
                Self::ThirdEdition,
                Self::Tied,
                Self::Greedy,
                Self::Denoising,
                Self::Sparse,
                Self::SparseKl,
                Self::Variational,
                Self::Deep,
                Self::Depth1,
                Self::Depth2,
                Self::Depth3,
            ],
            _ => &[Self::Lecture],
        }
    }

    /// Returns true if it suits a data set: the notebook's points are already centred, and codes as wide as large
    /// images take minutes to judge.
    #[must_use]
    pub fn suits(self, data: DataId) -> bool {
        match self {
            Self::Uncentred | Self::Nonlinear => data != DataId::Notebook,
            Self::Wide => data.image_set().is_none() && data != DataId::File,
            _ => true,
        }
    }

    /// Returns the default preset of a chapter on a data set.
    #[must_use]
    pub fn default_for(chapter: Chapter, data: DataId) -> Self {
        match (chapter, data) {
            (Chapter::Stacked, DataId::Mnist | DataId::FashionMnist) => Self::Lecture,
            (Chapter::Stacked, _) => Self::Quick,
            _ => Self::Lecture,
        }
    }
}
