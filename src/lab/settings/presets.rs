//! Starting points with a purpose: each preset shows something, and single settings may deviate from it.

use super::{
    Activation, Alignment, Chapter, CodeKind, CorruptionKind, DataId, Initializer, Loss, OptimizerKind, Part, Scale,
    Settings, Tool, default_data, preset::Preset,
};
use data::{catalog::N_TRAINING_IMAGES, notebook::CloudShape};

mod stacked;

pub use stacked::EXERCISE_EPOCHS;

impl Settings {
    /// Returns the initial settings of a chapter on a data set, by a preset.
    #[must_use]
    pub fn base(chapter: Chapter, data: DataId, preset: Preset) -> Self {
        let mut settings = Self {
            chapter,
            data,
            part: Part::Train,
            n_taken: N_TRAINING_IMAGES,
            cloud_draw: 0,
            cloud_points: CloudShape::default().n_points,
            cloud_noise: CloudShape::default().noise,
            cloud_arc: CloudShape::default().arc.to_degrees(),
            preset,
            layers: vec![2],
            activation: Activation::Linear,
            code_activation: Activation::Linear,
            output_activation: Activation::Linear,
            has_bias: true,
            initializer: Initializer::GlorotUniform,
            loss: Loss::Mse,
            optimizer: OptimizerKind::Sgd,
            learning_rate: 0.1,
            corruption_kind: CorruptionKind::None,
            corruption_strength: 0.5,
            l2: 0.0,
            is_tied: false,
            n_pair_epochs: 0,
            code_kind: CodeKind::Plain,
            code_weight: 1.0,
            code_target: 0.1,
            checkpoints: Vec::new(),
            batch_size: 32,
            n_epochs: 20,
            seed: 42,
            validation_share: 0.0,
            is_centred: chapter == Chapter::Pca,
            alignment: Alignment::None,
            units: Vec::new(),
            image_page: 0,
            image_class: 0,
            curve_scale: Scale::Log,
            tool: Tool::Walk,
            is_paced: true,
        };
        preset.apply(&mut settings);
        settings
    }

    /// Returns the settings that the page opens with in a chapter.
    #[must_use]
    pub fn opening(chapter: Chapter) -> Self {
        let data = default_data(chapter);
        Self::base(chapter, data, Preset::default_for(chapter, data))
    }
}

impl Preset {
    /// Writes the preset over settings that hold a chapter, a data set and neutral values.
    pub(crate) fn apply(self, settings: &mut Settings) {
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
