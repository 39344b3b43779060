//! What views may draw of a session: the part that does not change, and how it stands at a moment.

use super::{Session, Stage};
use crate::{
    fault::{Fault, computation},
    geometry::{ImageSize, points_3},
    run::{
        baseline::pca_info,
        blueprint::architecture,
        flow::Flow,
        picked::Picked,
        selection::pixels,
        snapshot::{CheckpointView, PcaInfo, RunInfo, Snapshot},
        spectrum::Spectrum,
        turn::Turned,
        view::autoencoder_plane,
    },
    settings::Chapter,
};
use data::SampleShape;
use learn::nn::trainer::{BatchSource, Stage as Trained};
use std::rc::Rc;

impl Session {
    /// Returns the facts that do not change during the run.
    #[must_use]
    pub fn info(&self) -> RunInfo {
        // Of a network that is stacked layer by layer, the whole of it.
        let architecture = architecture(&self.settings, self.parts.train.n_features());
        RunInfo {
            settings: self.settings.clone(),
            n_train: self.parts.train.n_samples(),
            n_validation: self.parts.validation.n_samples(),
            layer_sizes: architecture.layer_sizes(),
            n_parameters: architecture.n_parameters(),
            image_size: self.image_size(),
            labels: self.drawn.labels().unwrap_or_default(),
            class_names: self.drawn.class_names().to_vec(),
            shown: self.shown_images(),
            cloud: if self.is_cloud() { points_3(&self.drawn.all().view()) } else { Vec::new() },
            pca: self.pca_info(),
            provenance: self.start.as_ref().map(|start| start.provenance.clone()),
        }
    }

    /// How the run stands; the history from record `history_from` on, and the networks kept from `checkpoints_from` on.
    pub fn snapshot(&mut self, history_from: usize, checkpoints_from: usize) -> Snapshot {
        let (batch, n_batches) = self.trainer.batch_progress();
        let codes = self.codes();
        let autoencoder = self.viewed();
        let is_cloud = self.is_cloud();
        let reconstructions =
            if is_cloud { autoencoder.reconstruct(&self.drawn.all().view()) } else { Default::default() };
        let shown = self.shown.all();
        Snapshot {
            state: self.state(),
            epoch: self.trainer.epoch(),
            n_epochs: self.trainer.n_epochs_in_all(),
            pair: match self.trainer.stage() {
                Trained::Pair(pair_idx) => Some(pair_idx),
                Trained::Whole => None,
            },
            opened: self.opened.and_then(|idx| Some(self.trainer.checkpoints().get(idx)?.epoch)),
            checkpoints_from,
            checkpoints: self.checkpoint_views(checkpoints_from),
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
            cleaned: self
                .damaged()
                .map(|rows| pixels(&autoencoder.reconstruct(&rows.view()), self.shown.mean()))
                .unwrap_or_default(),
            sampled: self.sampled(),
            plane: if is_cloud { autoencoder_plane(autoencoder) } else { None },
            flow: if self.settings.chapter == Chapter::Anatomy {
                Flow::trace(autoencoder, &self.shown, &self.probe)
            } else {
                None
            },
            cloud: points_3(&reconstructions.view()),
            path: self.path.get(history_from..).unwrap_or_default().to_vec(),
        }
    }

    /// The networks kept on the way, from place `from` on.
    fn checkpoint_views(&self, from: usize) -> Vec<CheckpointView> {
        let shown = self.shown.all();
        let view = |checkpoint: &learn::nn::trainer::Checkpoint| {
            let metrics = *self.metrics.iter().find(|metrics| metrics.epoch == checkpoint.epoch)?;
            let images = match self.image_size() {
                Some(_) => pixels(&checkpoint.autoencoder.reconstruct(&shown.view()), self.shown.mean()),
                None => Vec::new(),
            };
            Some(CheckpointView { metrics, images })
        };
        self.trainer.checkpoints().get(from..).unwrap_or_default().iter().map_while(view).collect()
    }

    /// The picked sample as it stands, if one is picked.
    #[must_use]
    pub fn picked(&self) -> Option<Picked> {
        let pca = self.pca.as_deref().map(|pca| (pca, self.pca_size()));
        Picked::of(self.picked?, &self.drawn, self.viewed(), pca, self.image_size())
    }

    /// The turned code, if it is turned and can be: judged on the first of the drawn samples.
    #[must_use]
    pub fn turned(&self) -> Option<Turned> {
        const N_TURNED: usize = 1000;
        Turned::of(self.trainer.autoencoder(), self.matrix?, &self.drawn.first(N_TURNED).all().view())
    }

    /// PCA as an instrument, with `n_kept` components; `None` where there is no PCA beside the run. The first call finds the
    /// components that are not known yet.
    ///
    /// # Errors
    /// When the decomposition does not settle.
    pub fn spectrum(&mut self, n_kept: usize) -> Result<Option<Spectrum>, Fault> {
        let Some(pca) = &self.pca else { return Ok(None) };
        let whole = match &self.whole_pca {
            Some(whole) => whole.clone(),
            None => self.whole_pca.insert(Rc::new(pca.complete().map_err(computation)?)).clone(),
        };
        Ok(Some(Spectrum::of(&whole, n_kept, &self.shown, self.image_size())))
    }

    /// How far PCA and its vote are before the run stands, 0 to 1.
    #[must_use]
    pub fn preparation_share(&self) -> f64 {
        /// Of the whole preparation, as large sets take it.
        const FITTING: f64 = 0.8;
        match &self.stage {
            Stage::FittingPca(fit) => FITTING * fit.share(self.parts.train.n_samples()),
            Stage::JudgingPca(votes) => FITTING + (1.0 - FITTING) * votes.share_done(),
            Stage::Training | Stage::JudgingCodes(..) => 1.0,
        }
    }

    /// Samples that updates have been made from, and those still to come.
    #[must_use]
    pub fn sample_progress(&self) -> (u64, u64) {
        let n_all = (self.trainer.n_epochs_in_all() * self.parts.train.n_samples()) as u64;
        let n_done = self.trainer.n_samples_trained();
        (n_done, n_all.saturating_sub(n_done))
    }

    pub(super) fn image_size(&self) -> Option<ImageSize> {
        match self.shape {
            SampleShape::Image { height, width } => Some(ImageSize { height, width }),
            SampleShape::Sequence => Some(ImageSize { height: 1, width: self.parts.train.n_features() }),
            SampleShape::Point => None,
        }
    }

    pub(super) fn is_cloud(&self) -> bool {
        self.shape == SampleShape::Point && self.parts.train.n_features() == 3
    }

    /// The PCA beside the run, once known.
    pub(super) fn pca_info(&self) -> Option<PcaInfo> {
        let pca = self.pca.as_deref()?;
        Some(PcaInfo {
            knn_accuracy: self.pca_knn_accuracy,
            val_mse: self.pca_val_mse,
            ..pca_info(pca, self.pca_size(), self.pca_codes.as_ref(), &self.drawn, self.is_cloud())
        })
    }
}
