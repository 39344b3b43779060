//! PCA beside a run that does not wait for it: fitted while the run rests, and otherwise block by block between batches.

use super::{Goal, Session, Stage};
use crate::{
    fault::{Fault, computation},
    run::baseline::{Baseline, BaselineKey, NEIGHBORS_BLOCK, PcaFit, neighbors_of},
    settings::{Chapter, Settings},
};
use learn::{
    linalg::pca::Pca,
    measures::{metrics, neighbors::LeaveOneOut},
    nn::trainer::BatchSource,
};
use std::rc::Rc;

/// The covariance of more features takes more memory than a tab has.
const MAX_FEATURES: usize = 4096;
/// Batches trained on between two blocks: the lecture's network then takes about twice the time for its first epoch.
const BATCHES_A_BLOCK: u64 = 8;
/// Samples measured in a block.
const BLOCK: usize = 512;

/// How far it is.
#[derive(Debug)]
pub(super) enum Beside {
    /// There is none, or it is known.
    Done,
    /// On its way over the training samples.
    Fitting(PcaFit),
    /// Over the validation part: samples done, and their squared errors.
    Measuring(Rc<Pca>, usize, f64),
    /// Judged by the neighbours of its codes.
    Judging(Rc<Pca>, Option<f64>, LeaveOneOut),
}

impl Beside {
    /// Creates the initial state for these settings: chapter 3 has its own PCA, which the run waits for.
    pub(super) fn new(settings: &Settings, n_features: usize) -> Self {
        if settings.chapter == Chapter::Stacked && n_features <= MAX_FEATURES {
            Self::Fitting(PcaFit::new(n_features, settings.code_size().min(n_features)))
        } else {
            Self::Done
        }
    }

    /// Returns true if the PCA is required and not computed yet.
    pub(super) fn is_to_come(&self) -> bool {
        !matches!(self, Self::Done)
    }
}

impl Session {
    /// The PCA beside the run with its neighbours' vote, once known; another run of the same samples may adopt it.
    #[must_use]
    pub fn baseline(&self) -> Option<Baseline> {
        let pca = self.pca.clone().filter(|_| self.is_prepared())?;
        let of = BaselineKey::of(&self.settings);
        Some(Baseline { pca, knn_accuracy: self.pca_knn_accuracy, val_mse: self.pca_val_mse, of })
    }

    /// Takes over the PCA of a run before, where it is of the same samples and code size; nothing is fitted again then.
    pub fn adopt(&mut self, reference: &Baseline) {
        if reference.of != BaselineKey::of(&self.settings) {
            return;
        }
        if matches!(self.stage, Stage::FittingPca(_)) {
            self.take_pca(reference.pca.clone());
            self.pca_knn_accuracy = reference.knn_accuracy;
            self.stage = Stage::Training;
        } else if self.beside.is_to_come() {
            self.end_beside(reference.pca.clone(), reference.val_mse, reference.knn_accuracy);
        }
    }

    /// Returns true if the next piece of the PCA is due before the next batch.
    pub(super) fn is_beside_due(&self) -> bool {
        let is_between =
            matches!(self.stage, Stage::Training) && (self.trainer.is_at_batch() || self.trainer.is_over());
        if !is_between || !self.beside.is_to_come() || !self.is_prepared() {
            return false;
        }
        let rests = self.goal == Goal::Rest || self.trainer.is_over();
        rests || self.n_batches_trained >= self.n_batches_at_block + BATCHES_A_BLOCK
    }

    /// Does its next piece.
    ///
    /// # Errors
    /// When the decomposition fails.
    pub(super) fn advance_beside(&mut self) -> Result<(), Fault> {
        self.n_batches_at_block = self.n_batches_trained;
        match std::mem::replace(&mut self.beside, Beside::Done) {
            Beside::Done => {}
            Beside::Fitting(fit) => {
                self.beside = match fit.advance(&self.parts.train).map_err(computation)? {
                    Ok(pca) => Beside::Measuring(Rc::new(pca), 0, 0.0),
                    Err(fit) => Beside::Fitting(fit),
                };
            }
            Beside::Measuring(pca, n_done, sum) => {
                let validation = &self.parts.validation;
                let to = (n_done + BLOCK).min(validation.n_samples());
                let rows = validation.rows(n_done, to);
                let copies = pca.reconstruct(&rows.view(), self.pca_size());
                let sum = sum + metrics::squared_error_sum(&rows.view(), &copies.view());
                if to < validation.n_samples() {
                    self.beside = Beside::Measuring(pca, to, sum);
                } else {
                    let n_entries = validation.n_samples() * validation.n_features();
                    // With all components nothing is discarded; what is left is rounding.
                    let is_whole = self.pca_size() == validation.n_features();
                    let val_mse = (n_entries > 0).then(|| if is_whole { 0.0 } else { sum / n_entries as f64 });
                    self.judge_beside(pca, val_mse)?;
                }
            }
            Beside::Judging(pca, val_mse, mut votes) => {
                if votes.advance(NEIGHBORS_BLOCK) {
                    self.end_beside(pca, val_mse, Some(votes.accuracy()));
                } else {
                    self.beside = Beside::Judging(pca, val_mse, votes);
                }
            }
        }
        Ok(())
    }

    fn judge_beside(&mut self, pca: Rc<Pca>, val_mse: Option<f64>) -> Result<(), Fault> {
        let n_components = self.pca_size();
        let codes = self.judged.map_rows(|rows| pca.encode(rows, n_components).mapv(|value| value as f32));
        match neighbors_of(&codes, &self.judged).map_err(computation)? {
            Some(votes) => self.beside = Beside::Judging(pca, val_mse, votes),
            None => self.end_beside(pca, val_mse, None),
        }
        Ok(())
    }

    /// It is known: the measures so far are set beside it, and the view is told.
    pub(super) fn end_beside(&mut self, pca: Rc<Pca>, val_mse: Option<f64>, knn_accuracy: Option<f64>) {
        self.beside = Beside::Done;
        self.pca = Some(pca);
        self.pca_val_mse = val_mse;
        self.pca_knn_accuracy = knn_accuracy;
        self.metrics.iter_mut().for_each(|metrics| metrics.compare(val_mse, knn_accuracy));
        self.news.pca = self.pca_info();
        self.news.shown = Some(self.shown_images());
    }

    /// Components of the PCA that is compared with: as many as the code has numbers, and not more than there are.
    pub(super) fn pca_size(&self) -> usize {
        self.settings.code_size().min(self.parts.train.n_features())
    }
}
