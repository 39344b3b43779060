//! What is known after each epoch, by name: the numbers that the page shows, scripts read and the headless run prints.

use serde::{Deserialize, Serialize};

/// Measures after an epoch; epoch 0 is the network before training.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct EpochMetrics {
    /// Epochs done.
    pub epoch: usize,
    /// Mean of the epoch's batch losses.
    pub train_loss: Option<f64>,
    /// The loss on the validation part.
    pub val_loss: Option<f64>,
    /// Mean squared error on the validation part.
    pub val_mse: Option<f64>,
    /// Share of the validation part's pixels that are equal after rounding both.
    pub val_rounded_accuracy: Option<f64>,
    /// The autoencoder's mean squared error on the whole training set.
    pub ae_mse: Option<f64>,
    /// PCA's, with as many components as the code has numbers, on the same set.
    pub pca_mse: Option<f64>,
    /// The first divided by the second.
    pub mse_ratio: Option<f64>,
    /// Largest angle between the decoder's columns and PCA's subspace, degrees; linear autoencoders only.
    pub max_principal_angle_degrees: Option<f64>,
    /// The same for the encoder's rows.
    pub encoder_angle_degrees: Option<f64>,
    /// Leave-one-out 10-nearest-neighbour accuracy of PCA's codes of the held-out samples.
    pub knn_accuracy_pca: Option<f64>,
    /// The same of the autoencoder's codes.
    pub knn_accuracy_ae: Option<f64>,
}

/// A number that has a name in links, scripts and tables.
pub struct Metric {
    /// The name.
    pub name: &'static str,
    /// Its value after an epoch.
    pub get: fn(&EpochMetrics) -> Option<f64>,
}

/// Every measure of an epoch by its name, in the order of tables.
pub static METRICS: &[Metric] = &[
    Metric { name: "train_loss", get: |m| m.train_loss },
    Metric { name: "val_loss", get: |m| m.val_loss },
    Metric { name: "val_mse", get: |m| m.val_mse },
    Metric { name: "val_rounded_accuracy", get: |m| m.val_rounded_accuracy },
    Metric { name: "ae_mse", get: |m| m.ae_mse },
    Metric { name: "pca_mse", get: |m| m.pca_mse },
    Metric { name: "mse_ratio", get: |m| m.mse_ratio },
    Metric { name: "max_principal_angle_degrees", get: |m| m.max_principal_angle_degrees },
    Metric { name: "encoder_angle_degrees", get: |m| m.encoder_angle_degrees },
    Metric { name: "knn_accuracy_pca", get: |m| m.knn_accuracy_pca },
    Metric { name: "knn_accuracy_ae", get: |m| m.knn_accuracy_ae },
];
