//! Starting points with a purpose: each preset shows something, and single settings may deviate from it.

use super::settings::{Activation, Alignment, Chapter, DataId, OptimizerKind, Settings};
use serde::{Deserialize, Serialize};

mod stacked;

pub use stacked::EXERCISE_EPOCHS;

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

    /// Whether it shows on a data set what it is for: the notebook's points are centred as they are, and codes as wide as large
    /// images take minutes to judge.
    #[must_use]
    pub fn suits(self, data: DataId) -> bool {
        match self {
            Self::Uncentred | Self::Nonlinear => data != DataId::Notebook,
            Self::Wide => data.image_set().is_none() && data != DataId::File,
            _ => true,
        }
    }

    /// What a chapter takes on a data set when nothing is said.
    #[must_use]
    pub fn default_for(chapter: Chapter, data: DataId) -> Self {
        match (chapter, data) {
            (Chapter::Stacked, DataId::Mnist | DataId::FashionMnist) => Self::Lecture,
            (Chapter::Stacked, _) => Self::Quick,
            _ => Self::Lecture,
        }
    }

    /// Writes the preset over settings that hold a chapter, a data set and neutral values.
    pub(super) fn apply(self, settings: &mut Settings) {
        match (settings.chapter, self) {
            (Chapter::Anatomy, _) => anatomy(settings, self == Self::Perceptron),
            (Chapter::Stacked, _) => stacked::apply(self, settings),
            (Chapter::Pca, Self::Lecture) if settings.data == DataId::File => linear_adam(settings),
            (Chapter::Pca, Self::Exact) => {
                linear_notebook(settings);
                settings.alignment = Alignment::LeastSquares;
                full_batches(settings);
            }
            (Chapter::Pca, Self::Nonlinear) => nonlinear(settings),
            (Chapter::Pca, Self::Uncentred) => uncentred(settings),
            (Chapter::Pca, Self::Wide) => {
                linear_notebook(settings);
                full_batches(settings);
                settings.layers = vec![match settings.data {
                    DataId::Notebook => 3,
                    _ => 64,
                }];
            }
            (Chapter::Pca, Self::Overshoot) => {
                linear_notebook(settings);
                settings.learning_rate = OVERSHOOT_RATE * rate_scale(settings.data);
            }
            _ => linear_notebook(settings),
        }
    }
}

/// Encoder layers for samples of `n_features` numbers of which nothing else is known: a code of an eighth of them.
#[must_use]
pub fn layers_for(chapter: Chapter, n_features: usize) -> Vec<usize> {
    let most = n_features.saturating_sub(1).max(1);
    match chapter {
        Chapter::Pca => vec![most.min(2)],
        _ => vec![(n_features / 2).clamp(8, 128), (n_features / 8).clamp(2, 32).min(most)],
    }
}

/// An autoencoder whose parts can be seen at work a few seconds after it was drawn; as a perceptron, the code is its only hidden
/// layer.
fn anatomy(settings: &mut Settings, is_perceptron: bool) {
    stacked::quick(settings);
    let (hidden, code) = match settings.data {
        DataId::Mnist | DataId::FashionMnist => (100, 12),
        _ => (36, 6),
    };
    settings.layers = if is_perceptron { vec![code] } else { vec![hidden, code] };
    settings.activation = Activation::Relu;
    if settings.data.image_set().is_some() {
        settings.n_taken = 10_000;
        settings.n_epochs = 8;
    }
}

/// At this rate every start seen on the notebook's points diverges within a few epochs.
const OVERSHOOT_RATE: f64 = 4.0;

/// The notebook's linear autoencoder: Dense(2), Dense(d), MSE, SGD with learning rate 1.5, batches of 32, 20 epochs.
fn linear_notebook(settings: &mut Settings) {
    settings.layers = vec![2];
    settings.learning_rate = 1.5;
    settings.batch_size = 32;
    settings.n_epochs = 20;
}

/// Of data whose scale is not known beforehand, Adam at a rate that suits most.
fn linear_adam(settings: &mut Settings) {
    linear_notebook(settings);
    settings.optimizer = OptimizerKind::Adam;
    settings.learning_rate = 0.01;
    settings.n_epochs = 100;
}

/// Until it is PCA: the whole set as one batch, so that nothing jitters; of the large sets, large batches.
fn full_batches(settings: &mut Settings) {
    (settings.batch_size, settings.learning_rate, settings.n_epochs) = match settings.data {
        DataId::Notebook => (60, 1.0, 2000),
        DataId::Mnist | DataId::FashionMnist => (1024, 10.0, 50),
        _ => (1797, 24.0, 600),
    };
}

/// Neither a mean is subtracted nor can biases stand for it: one number of the code is spent on it. The mean is by far the largest
/// direction of such data, and rates that suit centred ones diverge (5 on the digits).
fn uncentred(settings: &mut Settings) {
    linear_notebook(settings);
    full_batches(settings);
    settings.is_centred = false;
    settings.has_bias = false;
    match settings.data {
        DataId::Digits => settings.learning_rate = 3.0,
        DataId::Mnist | DataId::FashionMnist => settings.learning_rate = 2.0,
        _ => {
            settings.optimizer = OptimizerKind::Adam;
            settings.learning_rate = 0.01;
        }
    }
}

/// Two numbers behind non-linear layers. The neighbours of MNIST's test codes vote right in 0.75 of the cases after 4 epochs and
/// in 0.80 after 12 (PCA: 0.45), those of Fashion-MNIST in 0.71 after 8 (PCA: 0.53), as `examples/headless.rs` prints it.
fn nonlinear(settings: &mut Settings) {
    linear_adam(settings);
    settings.activation = Activation::Relu;
    (settings.layers, settings.learning_rate, settings.batch_size, settings.n_epochs) = match settings.data {
        DataId::Mnist | DataId::FashionMnist => (vec![300, 100, 2], 0.001, 128, 12),
        _ => (vec![64, 32, 2], 0.002, 32, 60),
    };
}

/// Losses are averaged over features, so that wide samples bear higher rates. At these a run of the digits goes on for some epochs
/// before it diverges (seen on three seeds), so that one can watch it.
fn rate_scale(data: DataId) -> f64 {
    match data {
        DataId::Notebook => 1.0,
        DataId::Mnist | DataId::FashionMnist => 17.0,
        _ => 9.0,
    }
}
