//! The work of a session, piece by piece: PCA, batches, evaluations, votes, codes.

use super::{Goal, Session, Stage};
use crate::{
    fault::{Fault, computation},
    run::{
        baseline::{NEIGHBORS_BLOCK, neighbors_of},
        history::EpochMetrics,
        measure::{Judged, measure},
        path::{MAX_PATH, PathPoint},
    },
    settings::Chapter,
};
use data::SampleShape;
use learn::{
    linalg::pca::Pca,
    nn::trainer::{BatchSource, Progress},
};
use std::rc::Rc;

impl Session {
    /// Does the next small piece of work, if there is any: a batch, a block of an evaluation, of PCA or of a vote.
    ///
    /// # Errors
    /// When a decomposition fails.
    pub fn advance(&mut self) -> Result<(), Fault> {
        if self.are_codes_due() {
            self.advance_codes();
            return Ok(());
        }
        if self.is_beside_due() {
            return self.advance_beside();
        }
        match std::mem::replace(&mut self.stage, Stage::Training) {
            Stage::FittingPca(fit) => match fit.advance(&self.parts.train).map_err(computation)? {
                Ok(pca) => self.begin_judging_pca(pca),
                Err(fit) => {
                    self.stage = Stage::FittingPca(fit);
                    Ok(())
                }
            },
            Stage::JudgingPca(mut votes) => {
                if votes.advance(NEIGHBORS_BLOCK) {
                    self.pca_knn_accuracy = Some(votes.accuracy());
                } else {
                    self.stage = Stage::JudgingPca(votes);
                }
                Ok(())
            }
            Stage::JudgingCodes(mut metrics, mut votes) => {
                if votes.advance(NEIGHBORS_BLOCK) {
                    metrics.knn_accuracy_ae = Some(votes.accuracy());
                    self.end_epoch(*metrics);
                } else {
                    self.stage = Stage::JudgingCodes(metrics, votes);
                }
                Ok(())
            }
            Stage::Training if self.is_idle() => Ok(()),
            Stage::Training => self.train(),
        }
    }

    pub(super) fn take_pca(&mut self, pca: Rc<Pca>) {
        self.pca_codes = Some(self.drawn.map_rows(|rows| pca.encode(rows, self.settings.code_size())));
        self.pca = Some(pca);
    }

    fn begin_judging_pca(&mut self, pca: Pca) -> Result<(), Fault> {
        let codes = self.judged.map_rows(|rows| pca.encode(rows, self.settings.code_size()).mapv(|value| value as f32));
        self.take_pca(Rc::new(pca));
        if let Some(votes) = neighbors_of(&codes, &self.judged).map_err(computation)? {
            self.stage = Stage::JudgingPca(votes);
        }
        Ok(())
    }

    fn train(&mut self) -> Result<(), Fault> {
        let validation = (self.parts.validation.n_samples() > 0).then_some(&self.parts.validation);
        let progress = self.trainer.advance(&self.parts.train, validation);
        self.n_batches_trained += u64::from(progress == Progress::Batch);
        match progress {
            Progress::Batch if self.goal == Goal::Batch => self.goal = Goal::Rest,
            Progress::EpochDone => self.judge_epoch()?,
            Progress::Diverged => self.goal = Goal::Rest,
            _ => {}
        }
        Ok(())
    }

    fn judge_epoch(&mut self) -> Result<(), Fault> {
        let Some(&record) = self.trainer.history().last() else { return Ok(()) };
        let judged = Judged {
            settings: &self.settings,
            autoencoder: self.trainer.autoencoder(),
            pca: self.pca.as_deref(),
            are_pixels: matches!(self.shape, SampleShape::Image { .. }) && !self.settings.is_centred,
        };
        let mut metrics = measure(&record, &judged);
        metrics.compare(self.pca_val_mse, self.pca_knn_accuracy);
        let is_judged = self.settings.chapter == Chapter::Stacked || self.pca_knn_accuracy.is_some();
        if is_judged && !self.trainer.is_diverged() {
            let codes = self.judged.map_rows(|rows| self.trainer.autoencoder().encode(rows));
            if let Some(votes) = neighbors_of(&codes, &self.judged).map_err(computation)? {
                self.stage = Stage::JudgingCodes(Box::new(metrics), votes);
                return Ok(());
            }
        }
        self.end_epoch(metrics);
        Ok(())
    }

    fn end_epoch(&mut self, mut metrics: EpochMetrics) {
        // PCA may have come to be known while the neighbours voted.
        metrics.compare(self.pca_val_mse, self.pca_knn_accuracy);
        match self.goal {
            Goal::Epochs(n) if metrics.epoch > 0 => {
                self.goal = if n > 1 { Goal::Epochs(n - 1) } else { Goal::Rest };
            }
            _ => {}
        }
        if self.trainer.is_over() {
            self.goal = Goal::Rest;
        }
        if self.is_cloud() && self.path.len() < MAX_PATH {
            self.path.extend(PathPoint::of(self.trainer.autoencoder()));
        }
        self.metrics.push(metrics);
    }
}
