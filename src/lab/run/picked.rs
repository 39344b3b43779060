//! A sample that was picked from a scatter: as it is, and as both reconstructions have it.

use super::selection::{Selection, pixels};
use crate::geometry::ImageSize;
use learn::{
    linalg::pca::Pca,
    measures::metrics,
    nn::{autoencoder::Autoencoder, trainer::BatchSource},
};
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// The data that a view shows of a picked sample.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Picked {
    /// Its place among the drawn samples.
    pub sample_idx: usize,
    /// The image, as bytes; empty where samples are no images.
    pub original: Vec<u8>,
    /// The autoencoder's reconstruction, likewise.
    pub by_ae: Vec<u8>,
    /// PCA's with as many numbers, likewise; empty where there is no PCA beside the run.
    pub by_pca: Vec<u8>,
    /// Mean squared error of the autoencoder's.
    pub ae_mse: f64,
    /// Mean squared error of PCA's.
    pub pca_mse: Option<f64>,
}

impl Picked {
    /// The drawn sample `sample_idx`, beside a PCA with so many components; `None` where there is none.
    #[must_use]
    pub fn of(
        sample_idx: usize,
        drawn: &Selection,
        autoencoder: &Autoencoder,
        pca: Option<(&Pca, usize)>,
        size: Option<ImageSize>,
    ) -> Option<Self> {
        if sample_idx >= drawn.n_samples() {
            return None;
        }
        let sample = drawn.rows(sample_idx, sample_idx + 1);
        let by_ae = autoencoder.reconstruct(&sample.view());
        let by_pca = pca.map(|(pca, n_components)| pca.reconstruct(&sample.view(), n_components));
        let image = |values: &Array2<f32>| if size.is_some() { pixels(values, drawn.mean()) } else { Vec::new() };
        Some(Self {
            sample_idx,
            original: image(&sample),
            ae_mse: metrics::mse(&sample.view(), &by_ae.view()),
            pca_mse: by_pca.as_ref().map(|copy| metrics::mse(&sample.view(), &copy.view())),
            by_ae: image(&by_ae),
            by_pca: by_pca.as_ref().map(image).unwrap_or_default(),
        })
    }
}
