//! The starting points of chapter 4: the lecture's and the book's networks, and one for each variant.

use crate::settings::{
    Activation, CodeKind, CorruptionKind, DataId, Initializer, Loss, OptimizerKind, Settings, preset::Preset,
};

/// The epochs of the lecture's exercise.
pub const EXERCISE_EPOCHS: [usize; 4] = [20, 30, 40, 50];

/// Writes a preset over settings that hold a data set and neutral values.
pub(super) fn apply(preset: Preset, settings: &mut Settings) {
    match preset {
        Preset::Quick => {
            quick(settings);
            if is_large(settings) {
                // Below PCA's error already, in some five seconds here and within ten on a slow laptop.
                settings.n_epochs = 2;
            }
        }
        Preset::Plane => plane(settings),
        Preset::ThirdEdition => third_edition(settings),
        Preset::Denoising => denoising(settings),
        Preset::Deep => deep(settings),
        Preset::Epochs => epochs(settings),
        Preset::Tied => {
            lecture(settings);
            settings.is_tied = true;
        }
        Preset::Greedy => greedy(settings),
        Preset::Sparse => sparse(settings, CodeKind::L1),
        Preset::SparseKl => sparse(settings, CodeKind::Kl),
        Preset::Variational => variational(settings),
        Preset::Depth1 => of_depth(settings, 1),
        Preset::Depth2 => of_depth(settings, 2),
        Preset::Depth3 => of_depth(settings, 3),
        _ => lecture(settings),
    }
}

fn is_large(settings: &Settings) -> bool {
    settings.data.image_set().is_some()
}

/// The notebook's stacked autoencoder: 100-30-100, SELU, sigmoid output, binary cross-entropy, SGD 1.5, batch 32, 20 epochs.
fn lecture(settings: &mut Settings) {
    settings.layers = vec![100, 30];
    settings.activation = Activation::Selu;
    settings.code_activation = Activation::Selu;
    probability_output(settings);
    settings.optimizer = OptimizerKind::Sgd;
    settings.learning_rate = 1.5;
    settings.batch_size = 32;
    settings.n_epochs = 20;
    settings.validation_share = 0.2;
}

/// Adam on a network that fits the data set.
pub(super) fn quick(settings: &mut Settings) {
    lecture(settings);
    settings.optimizer = OptimizerKind::Adam;
    settings.code_activation = Activation::Linear;
    settings.learning_rate = 0.003;
    settings.n_epochs = 40;
    settings.layers = match settings.data {
        DataId::Mnist | DataId::FashionMnist => vec![128, 32],
        DataId::Notebook => vec![16, 1],
        _ => vec![48, 12],
    };
    if matches!(settings.data, DataId::Mnist | DataId::FashionMnist) {
        settings.n_epochs = 5;
        settings.batch_size = 128;
    }
}

/// The third edition's stacked autoencoder: 100-30-100, ReLU, linear output, MSE, Nadam 0.001, batch 32, 20 epochs.
fn third_edition(settings: &mut Settings) {
    lecture(settings);
    settings.activation = Activation::Relu;
    settings.code_activation = Activation::Relu;
    settings.output_activation = Activation::Linear;
    settings.loss = Loss::Mse;
    settings.optimizer = OptimizerKind::Nadam;
    settings.learning_rate = 0.001;
}

/// Half of the pixels are dropped; the code is wider than it need be, for what it has to fill in.
fn denoising(settings: &mut Settings) {
    quick(settings);
    settings.corruption_kind = CorruptionKind::Dropout;
    settings.corruption_strength = 0.5;
    if settings.data == DataId::Digits {
        settings.n_epochs = 80;
    }
}

/// Hinton and Salakhutdinov's 784-1000-500-250-30 (2006), trained in one go; on smaller images a quarter of it.
fn deep(settings: &mut Settings) {
    quick(settings);
    settings.activation = Activation::Selu;
    settings.initializer = Initializer::LecunNormal;
    settings.learning_rate = 0.001;
    settings.layers = match settings.data {
        DataId::Mnist | DataId::FashionMnist => vec![1000, 500, 250, 30],
        _ => vec![64, 48, 24, 12],
    };
}

/// Sigmoid and cross-entropy where the data are between 0 and 1; a linear output and MSE for points in space, and for
/// the user's own data, whose range may be any.
fn probability_output(settings: &mut Settings) {
    if settings.data == DataId::Notebook {
        settings.validation_share = 0.0;
        return;
    }
    if settings.data == DataId::File {
        settings.learning_rate = 0.1;
        return;
    }
    settings.output_activation = Activation::Sigmoid;
    settings.loss = Loss::BinaryCrossEntropy;
}

/// A code of two numbers, to be seen as it is.
fn plane(settings: &mut Settings) {
    quick(settings);
    settings.layers = if is_large(settings) { vec![256, 64, 2] } else { vec![48, 24, 2] };
    // Of the activations, tanh spreads a code of two numbers best and ends lowest.
    settings.activation = Activation::Tanh;
    settings.n_epochs = 60;
}

/// The lecture's network through all the epochs of its exercise, with those to be compared kept.
fn epochs(settings: &mut Settings) {
    lecture(settings);
    if !is_large(settings) {
        settings.layers = vec![48, 12];
    }
    settings.n_epochs = 50;
    settings.checkpoints = EXERCISE_EPOCHS.to_vec();
}

/// Two epochs for each pair of layers, then all of them.
fn greedy(settings: &mut Settings) {
    lecture(settings);
    settings.optimizer = OptimizerKind::Adam;
    settings.learning_rate = 0.001;
    settings.n_epochs = 6;
    settings.n_pair_epochs = 2;
    if !is_large(settings) {
        settings.layers = vec![48, 12];
        settings.learning_rate = 0.003;
        (settings.n_pair_epochs, settings.n_epochs) = (15, 30);
    }
}

/// The book's sparse autoencoders: a code of 300 (of small images 100) behind ReLU, few of whose units are active.
fn sparse(settings: &mut Settings, kind: CodeKind) {
    lecture(settings);
    settings.activation = Activation::Relu;
    settings.code_activation = Activation::Sigmoid;
    settings.optimizer = OptimizerKind::Nadam;
    settings.learning_rate = 0.001;
    settings.n_epochs = 10;
    settings.layers = vec![100, 300];
    if !is_large(settings) {
        settings.layers = vec![64, 100];
        settings.learning_rate = 0.003;
        settings.n_epochs = 40;
    }
    settings.code_kind = kind;
    settings.code_weight = if kind == CodeKind::L1 { 1e-4 } else { 5e-3 };
}

/// The book's variational autoencoder, 784-150-100-10: SELU, RMSprop, batches of 128.
fn variational(settings: &mut Settings) {
    lecture(settings);
    settings.code_kind = CodeKind::Variational;
    settings.optimizer = OptimizerKind::RmsProp;
    settings.learning_rate = 0.001;
    settings.batch_size = 128;
    settings.n_epochs = 25;
    settings.layers = vec![150, 100, 10];
    if !is_large(settings) {
        settings.layers = vec![48, 24, 4];
        settings.batch_size = 32;
        settings.n_epochs = 60;
    }
}

/// A code of 30 (of small images 12) behind so many layers: what more of them are good for.
fn of_depth(settings: &mut Settings, n_layers: usize) {
    quick(settings);
    let layers: &[usize] = if is_large(settings) { &[250, 100, 30] } else { &[56, 32, 12] };
    settings.layers = layers[layers.len() - n_layers..].to_vec();
    settings.learning_rate = 0.001;
    settings.n_epochs = if is_large(settings) { 8 } else { 80 };
}
