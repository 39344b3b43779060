//! What is measured after an epoch: the evaluations by name, and the comparison with PCA.

use super::history::EpochMetrics;
use crate::settings::Settings;
use learn::{
    linalg::{pca::Pca, subspace::principal_angles},
    nn::{
        autoencoder::Autoencoder,
        bottleneck::Bottleneck,
        trainer::{EpochRecord, Stage},
    },
};
use ndarray::Array2;

/// Below this share of the variance a discarded remainder is rounding, and a ratio to it means nothing.
const NEGLIGIBLE_VARIANCE: f64 = 1e-12;

/// Angles of wider codes are not measured: their decomposition would hold up every epoch for seconds.
const MAX_CODE_WITH_ANGLES: usize = 256;

/// The inputs for computing an epoch's measures.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The run's settings.
    pub settings: &'a Settings,
    /// The network after the epoch.
    pub autoencoder: &'a Autoencoder,
    /// PCA of the same samples, in the chapter that compares.
    pub pca: Option<&'a Pca>,
    /// True if values are pixels between 0 and 1, so that rounding them is meaningful.
    pub are_pixels: bool,
}

/// The measures of an epoch, but for the neighbours' votes.
#[must_use]
pub fn measure(record: &EpochRecord, judged: &Judged) -> EpochMetrics {
    let code_size = judged.settings.code_size();
    let ae_mse = record.training.map(|training| training.mse);
    let pca_mse = ae_mse.and(judged.pca).map(|pca| pca.mse(code_size));
    let has_penalty = judged.autoencoder.network().bottleneck() != Bottleneck::Plain;
    // Pairs of layers within others are trained by another loss.
    let is_same_loss = !matches!(record.stage, Stage::Pair(1..));
    let is_ratio_meaningful = |pca: &&Pca| pca.mse(code_size) > NEGLIGIBLE_VARIANCE * pca.mse(0);
    let floor = judged.pca.filter(is_ratio_meaningful).and(pca_mse);
    let angles = |columns: Option<Array2<f64>>| {
        let columns = columns.filter(|_| code_size <= MAX_CODE_WITH_ANGLES)?;
        angles_degrees(judged.pca?, &columns, code_size)
    };
    let decoder_angles = angles(judged.autoencoder.linear_decoder_columns());
    EpochMetrics {
        epoch: record.epoch,
        is_partial: judged.autoencoder.code_size() != code_size,
        train_loss: record.train_loss.filter(|_| is_same_loss),
        val_loss: record.validation.map(|validation| validation.loss),
        val_mse: record.validation.map(|validation| validation.mse),
        val_penalty: record.validation.map(|validation| validation.penalty).filter(|_| has_penalty),
        val_pca_mse: None,
        val_mse_ratio: None,
        val_rounded_accuracy: record
            .validation
            .filter(|_| judged.are_pixels)
            .map(|validation| validation.rounded_accuracy),
        ae_mse,
        pca_mse,
        mse_ratio: ae_mse.zip(floor).map(|(ae_mse, floor)| ae_mse / floor),
        min_principal_angle_degrees: decoder_angles.filter(|_| code_size > 1).map(|[smallest, _]| smallest),
        max_principal_angle_degrees: decoder_angles.map(|[_, largest]| largest),
        encoder_angle_degrees: angles(judged.autoencoder.linear_encoder_rows()).map(|[_, largest]| largest),
        knn_accuracy_pca: None,
        knn_accuracy_ae: None,
    }
}

/// Smallest and largest principal angle between the span of `columns (d, k)` and PCA's first `k` components, degrees; `None`
/// where the columns are no numbers any more.
fn angles_degrees(pca: &Pca, columns: &Array2<f64>, k: usize) -> Option<[f64; 2]> {
    let angles = principal_angles(&pca.components(k).t(), &columns.view()).ok()?;
    Some([angles.first()?.to_degrees(), angles.last()?.to_degrees()])
}
