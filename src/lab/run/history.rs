//! What is known after each epoch, by name: the numbers that the page shows, scripts read and the headless run prints.

use serde::{Deserialize, Serialize};

/// Measures after an epoch; epoch 0 is the network before training.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct EpochMetrics {
    /// Epochs done.
    pub epoch: usize,
    /// True if, in layer-by-layer training, inner layers were still missing: the code was a different one.
    pub is_partial: bool,
    /// Mean of the epoch's batch losses.
    pub train_loss: Option<f64>,
    /// The loss on the validation part.
    pub val_loss: Option<f64>,
    /// Mean squared error on the validation part.
    pub val_mse: Option<f64>,
    /// The penalty on the codes of the validation part, where there is one.
    pub val_penalty: Option<f64>,
    /// PCA's mean squared error on the validation part, with as many components as the code has numbers.
    pub val_pca_mse: Option<f64>,
    /// The autoencoder's divided by it.
    pub val_mse_ratio: Option<f64>,
    /// Share of the validation part's pixels that are equal after rounding both.
    pub val_rounded_accuracy: Option<f64>,
    /// The autoencoder's mean squared error on the whole training set.
    pub ae_mse: Option<f64>,
    /// PCA's, with as many components as the code has numbers, on the same set.
    pub pca_mse: Option<f64>,
    /// The first divided by the second.
    pub mse_ratio: Option<f64>,
    /// Smallest principal angle between the decoder's columns and PCA's subspace, degrees; linear autoencoders with a code of
    /// several numbers only. With two numbers, smallest and largest are all there are.
    pub min_principal_angle_degrees: Option<f64>,
    /// The largest of them; of a code of one number, its angle.
    pub max_principal_angle_degrees: Option<f64>,
    /// The largest for the encoder's rows.
    pub encoder_angle_degrees: Option<f64>,
    /// Leave-one-out 10-nearest-neighbour accuracy of PCA's codes of the held-out samples.
    pub knn_accuracy_pca: Option<f64>,
    /// The same of the autoencoder's codes.
    pub knn_accuracy_ae: Option<f64>,
}

impl EpochMetrics {
    /// Sets beside it what PCA, which does not change, makes of the same samples.
    pub fn compare(&mut self, val_pca_mse: Option<f64>, knn_accuracy_pca: Option<f64>) {
        self.val_pca_mse = val_pca_mse;
        // Of a PCA that discards nothing there is no ratio, nor of a network whose inner layers are still to come.
        let floor = val_pca_mse.filter(|&theirs| theirs > 0.0 && !self.is_partial);
        self.val_mse_ratio = self.val_mse.zip(floor).map(|(ours, theirs)| ours / theirs);
        self.knn_accuracy_pca = knn_accuracy_pca;
    }
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
    Metric { name: "val_penalty", get: |m| m.val_penalty },
    Metric { name: "val_pca_mse", get: |m| m.val_pca_mse },
    Metric { name: "val_mse_ratio", get: |m| m.val_mse_ratio },
    Metric { name: "val_rounded_accuracy", get: |m| m.val_rounded_accuracy },
    Metric { name: "ae_mse", get: |m| m.ae_mse },
    Metric { name: "pca_mse", get: |m| m.pca_mse },
    Metric { name: "mse_ratio", get: |m| m.mse_ratio },
    Metric { name: "min_principal_angle_degrees", get: |m| m.min_principal_angle_degrees },
    Metric { name: "max_principal_angle_degrees", get: |m| m.max_principal_angle_degrees },
    Metric { name: "encoder_angle_degrees", get: |m| m.encoder_angle_degrees },
    Metric { name: "knn_accuracy_pca", get: |m| m.knn_accuracy_pca },
    Metric { name: "knn_accuracy_ae", get: |m| m.knn_accuracy_ae },
];

/// A table of all measures, one row an epoch; numbers as they are, with a point, and nothing where there is none.
#[must_use]
pub fn csv(history: &[EpochMetrics]) -> String {
    let has = |metric: &&Metric| history.iter().any(|metrics| (metric.get)(metrics).is_some());
    let columns: Vec<_> = METRICS.iter().filter(has).collect();
    let head: Vec<_> = std::iter::once("epoch").chain(columns.iter().map(|metric| metric.name)).collect();
    let row = |metrics: &EpochMetrics| {
        let values =
            columns.iter().map(|metric| (metric.get)(metrics).map(|value| value.to_string()).unwrap_or_default());
        std::iter::once(metrics.epoch.to_string()).chain(values).collect::<Vec<_>>().join(",")
    };
    let rows = history.iter().map(row);
    std::iter::once(head.join(",")).chain(rows).map(|line| line + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_a_column_for_each_measure_that_there_is() {
        let history = [
            EpochMetrics { epoch: 0, val_loss: Some(0.7), ..Default::default() },
            EpochMetrics { epoch: 1, val_loss: Some(0.25), train_loss: Some(0.5), ..Default::default() },
        ];
        assert_eq!(csv(&history), "epoch,train_loss,val_loss\n0,,0.7\n1,0.5,0.25\n");
        assert_eq!(csv(&[]), "epoch\n");
    }

    #[test]
    fn a_comparison_with_pca_is_a_ratio() {
        let mut metrics = EpochMetrics { val_mse: Some(0.01), ..Default::default() };
        metrics.compare(Some(0.02), Some(0.9));
        assert_eq!((metrics.val_mse_ratio, metrics.knn_accuracy_pca), (Some(0.5), Some(0.9)));
        metrics.compare(Some(0.0), None);
        assert_eq!(metrics.val_mse_ratio, None);
        let mut partial = EpochMetrics { is_partial: true, ..metrics };
        partial.compare(Some(0.02), None);
        assert_eq!(partial.val_mse_ratio, None);
    }
}
