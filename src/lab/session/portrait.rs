//! What views may draw of a session: the part that does not change, and how it stands at a moment.

use super::Session;
use crate::{
    data::SampleShape,
    lab::{
        flow::Flow,
        reference::{pca_info, points_3},
        selection::pixels,
        settings::Chapter,
        snapshot::{ImageSize, PcaInfo, RunInfo, Snapshot},
        view::autoencoder_plane,
    },
    learn::{pca::Pca, trainer::BatchSource},
};

impl Session {
    /// What does not change during the run.
    #[must_use]
    pub fn info(&self) -> RunInfo {
        let network = self.trainer.autoencoder().network();
        let mut layer_sizes = vec![network.n_in()];
        layer_sizes.extend(network.layers().iter().map(|layer| layer.n_out()));
        RunInfo {
            settings: self.settings.clone(),
            n_train: self.parts.train.n_samples(),
            n_validation: self.parts.validation.n_samples(),
            layer_sizes,
            n_parameters: network.n_parameters(),
            image_size: match self.shape {
                SampleShape::Image { height, width } => Some(ImageSize { height, width }),
                SampleShape::Sequence => Some(ImageSize { height: 1, width: network.n_in() }),
                SampleShape::Point => None,
            },
            labels: self.drawn.labels().unwrap_or_default(),
            shown_labels: self.shown.labels().unwrap_or_default(),
            class_names: self.drawn.class_names().to_vec(),
            images: if self.is_cloud() { Vec::new() } else { pixels(&self.shown.all(), self.shown.mean()) },
            cloud: if self.is_cloud() { points_3(&self.drawn.all().view()) } else { Vec::new() },
            pca: self.pca.as_deref().map(|pca| self.pca_info(pca)),
        }
    }

    /// How the run stands; the history from record `history_from` on.
    pub fn snapshot(&mut self, history_from: usize) -> Snapshot {
        let (batch, n_batches) = self.trainer.batch_progress();
        let autoencoder = self.trainer.autoencoder();
        let samples = self.drawn.all();
        let codes = autoencoder.encode(&samples.view());
        let codes = self.view.codes(&codes, self.pca_codes.as_ref(), self.settings.alignment);
        let is_cloud = self.is_cloud();
        let reconstructions = if is_cloud { autoencoder.reconstruct(&samples.view()) } else { Default::default() };
        let shown = self.shown.all();
        Snapshot {
            state: self.state(),
            epoch: self.trainer.epoch(),
            n_epochs: self.trainer.plan().n_epochs,
            batch,
            n_batches,
            running_loss: self.trainer.running_loss(),
            samples_per_second: None,
            remaining_secs: None,
            history_from,
            history: self.metrics.get(history_from..).unwrap_or_default().to_vec(),
            codes,
            images: if is_cloud {
                Vec::new()
            } else {
                pixels(&autoencoder.reconstruct(&shown.view()), self.shown.mean())
            },
            plane: if is_cloud { autoencoder_plane(autoencoder) } else { None },
            flow: if self.settings.chapter == Chapter::Anatomy {
                Flow::trace(autoencoder, &self.shown, &self.probe)
            } else {
                None
            },
            cloud: points_3(&reconstructions.view()),
        }
    }

    fn is_cloud(&self) -> bool {
        self.shape == SampleShape::Point && self.parts.train.n_features() == 3
    }

    fn pca_info(&self, pca: &Pca) -> PcaInfo {
        PcaInfo {
            knn_accuracy: self.pca_knn_accuracy,
            ..pca_info(pca, self.settings.code_size(), &self.drawn, &self.shown, self.is_cloud())
        }
    }
}
