//! The names that Keras has for activations, initialisers, losses, measures and optimisers.

use crate::settings::{Initializer, Loss, OptimizerKind, Settings};
use learn::nn::activation::Activation;

pub(super) fn activation_of(activation: Activation) -> &'static str {
    match activation {
        Activation::Linear => "\"linear\"",
        Activation::Relu => "\"relu\"",
        // Keras' own slope is the lab's, whatever the version.
        Activation::LeakyRelu => "lambda z: keras.activations.leaky_relu(z, negative_slope=0.2)",
        Activation::Elu => "\"elu\"",
        Activation::Selu => "\"selu\"",
        Activation::Tanh => "\"tanh\"",
        Activation::Sigmoid => "\"sigmoid\"",
        Activation::Softplus => "\"softplus\"",
    }
}

pub(super) fn initializer(initializer: Initializer) -> &'static str {
    match initializer {
        Initializer::GlorotUniform => "glorot_uniform",
        Initializer::GlorotNormal => "glorot_normal",
        Initializer::HeUniform => "he_uniform",
        Initializer::HeNormal => "he_normal",
        Initializer::LecunUniform => "lecun_uniform",
        Initializer::LecunNormal => "lecun_normal",
    }
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
