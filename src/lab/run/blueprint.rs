//! From settings to a trainer: the architecture, the plan, and one random stream for each purpose.

use super::selection::Parts;
use crate::{
    fault::{Fault, computation},
    settings::{Chapter, Settings},
};
use learn::nn::{
    autoencoder::{Architecture, Autoencoder},
    init::Initializer,
    trainer::{BatchSource, Trainer, TrainingPlan},
};
use rand::SeedableRng;

/// Tells the shuffling's random stream from the weights' of the same seed.
const SHUFFLE_STREAM: u64 = 0x5_4F1E_0000_0000;

/// The autoencoder that settings describe, for samples of `n_features` numbers.
#[must_use]
pub fn architecture(settings: &Settings, n_features: usize) -> Architecture {
    Architecture {
        n_features,
        encoder_sizes: settings.layers.clone(),
        hidden_activation: settings.activation,
        code_activation: settings.code_activation,
        output_activation: settings.output_activation,
        has_bias: settings.has_bias,
        is_tied: settings.is_tied,
        bottleneck: settings.bottleneck(),
    }
}

/// The autoencoder that settings describe, its weights drawn from their seed.
///
/// # Errors
/// When the layers cannot be built.
pub fn untrained(settings: &Settings, n_features: usize) -> Result<Autoencoder, Fault> {
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(settings.seed);
    architecture(settings, n_features).build(settings.initializer, &mut rng).map_err(computation)
}

/// A trainer that has not begun, its weights drawn from the settings' seed.
///
/// # Errors
/// When the layers cannot be built.
pub fn new_trainer(settings: &Settings, parts: &Parts) -> Result<Trainer, Fault> {
    Ok(trainer_of(settings, parts, untrained(settings, parts.train.n_features())?))
}

/// A trainer that has not begun, of a network that these settings describe.
#[must_use]
pub fn trainer_of(settings: &Settings, parts: &Parts, autoencoder: Autoencoder) -> Trainer {
    let plan = TrainingPlan {
        loss: settings.loss,
        optimizer: settings.optimizer,
        learning_rate: settings.learning_rate,
        l2: settings.l2,
        corruption: settings.corruption(),
        batch_size: settings.batch_size,
        n_epochs: settings.n_epochs,
        n_epochs_a_pair: settings.n_pair_epochs,
        shuffle_seed: settings.seed ^ SHUFFLE_STREAM,
        evaluates_training: settings.chapter == Chapter::Pca || parts.validation.n_samples() == 0,
        checkpoint_epochs: settings.checkpoints.clone(),
    };
    Trainer::new(autoencoder, plan, parts.train.n_samples())
}

/// A trainer of a linear autoencoder with one hidden layer, apart from any settings: what small experiments compare.
///
/// # Errors
/// When a size is 0.
pub fn linear_trainer(
    (n_features, code_size): (usize, usize),
    plan: TrainingPlan,
    seed: u64,
    n_train: usize,
) -> Result<Trainer, Fault> {
    let architecture = Architecture::linear(n_features, vec![code_size]);
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let autoencoder = architecture.build(Initializer::GlorotUniform, &mut rng).map_err(computation)?;
    let plan = TrainingPlan { shuffle_seed: seed ^ SHUFFLE_STREAM, ..plan };
    Ok(Trainer::new(autoencoder, plan, n_train))
}
