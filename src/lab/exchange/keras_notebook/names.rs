//! The names that Keras has for activations, initialisers, losses, measures and optimisers.

use crate::settings::{Initializer, Loss, OptimizerKind, Settings};
use learn::nn::activation::Activation;

pub(super) fn activation_of(activation: Activation) -> String {
    match activation {
        // Keras' own slope is the lab's, whatever the version.
        Activation::LeakyRelu => "lambda z: keras.activations.leaky_relu(z, negative_slope=0.2)".to_owned(),
        other => {
            let names = ["linear", "relu", "", "elu", "selu", "tanh", "sigmoid", "softplus"];
            let place = Activation::ALL.iter().position(|&candidate| candidate == other).unwrap_or(0);
            format!("\"{}\"", names[place])
        }
    }
}

pub(super) fn initializer(initializer: Initializer) -> &'static str {
    let names = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"];
    Initializer::ALL
        .iter()
        .position(|&candidate| candidate == initializer)
        .map_or("glorot_uniform", |place| names[place])
}

pub(super) fn loss(loss: Loss) -> &'static str {
    match loss {
        Loss::Mse => "mse",
        Loss::BinaryCrossEntropy => "binary_crossentropy",
    }
}

pub(super) fn metric(loss: Loss) -> &'static str {
    match loss {
        Loss::Mse => "MeanSquaredError",
        Loss::BinaryCrossEntropy => "BinaryCrossentropy",
    }
}

pub(super) fn optimizer(settings: &Settings) -> String {
    let (name, more) = match settings.optimizer {
        OptimizerKind::Sgd => ("SGD", ""),
        OptimizerKind::Momentum => ("SGD", ", momentum=0.9"),
        OptimizerKind::Nesterov => ("SGD", ", momentum=0.9, nesterov=True"),
        OptimizerKind::RmsProp => ("RMSprop", ""),
        OptimizerKind::Adam => ("Adam", ""),
        OptimizerKind::Nadam => ("Nadam", ""),
    };
    format!("keras.optimizers.{name}(learning_rate={}{more})", settings.learning_rate)
}
