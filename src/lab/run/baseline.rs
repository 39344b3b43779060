//! PCA beside a run: fitted in slices on the training samples, then asked for what a view compares with.

use super::{selection::Selection, snapshot::PcaInfo};
use crate::{
    geometry::{plane_of, points_2, points_3},
    settings::{Chapter, DataId, Part, Settings},
};
use data::notebook::CloudShape;
use learn::{
    LearnError,
    linalg::pca::{Pca, PcaBuilder},
    measures::neighbors::LeaveOneOut,
    nn::trainer::BatchSource,
};
use ndarray::Array2;
use std::rc::Rc;

/// Samples of a slice.
const BLOCK: usize = 512;
/// Neighbours that vote.
pub const N_NEIGHBORS: usize = 10;
/// Points classified in a slice of a leave-one-out pass.
pub const NEIGHBORS_BLOCK: usize = 64;
/// Explained variances that are shown.
const N_SHOWN_VARIANCES: usize = 64;
/// From a share of one in so many on, components are many.
const MANY: usize = 4;
/// Up to this many features the whole decomposition takes a few hundredths of a second.
const MAX_FEATURES_WHOLE: usize = 256;

/// A PCA that is done, with the vote on its codes.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// The PCA of the training samples.
    pub pca: Rc<Pca>,
    /// Leave-one-out accuracy of the held-out samples' codes.
    pub knn_accuracy: Option<f64>,
    /// Mean squared error on the validation part, where it was measured.
    pub val_mse: Option<f64>,
    /// Which samples and which code size it is of.
    pub of: BaselineKey,
}

/// The settings that decide a [`Baseline`].
#[derive(Debug, Clone, PartialEq)]
pub struct BaselineKey {
    /// The chapter, because the held-out samples differ from chapter to chapter.
    chapter: Chapter,
    data: DataId,
    part: Part,
    n_taken: usize,
    code_size: usize,
    is_centred: bool,
    /// A drawn validation part follows the share and the seed, and so do drawn data.
    split: Option<(f64, u64)>,
    cloud: Option<(CloudShape, u64)>,
}

impl BaselineKey {
    /// The part of `settings` that decides the reference.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let is_drawn =
            settings.data == DataId::Sequences || (settings.chooses_validation() && settings.validation_share > 0.0);
        Self {
            chapter: settings.chapter,
            data: settings.data,
            part: settings.part,
            n_taken: settings.n_taken,
            code_size: settings.code_size(),
            is_centred: settings.is_centred,
            split: is_drawn.then_some((settings.validation_share, settings.seed)),
            cloud: settings.fresh_cloud(),
        }
    }
}

/// A PCA under way.
#[derive(Debug)]
pub struct PcaFit {
    builder: PcaBuilder,
    n_components: usize,
    next: usize,
    has_mean: bool,
}

impl PcaFit {
    /// Nothing seen yet. Of samples with many features the first components alone are found: as many as the code has
    /// numbers, and as are shown.
    #[must_use]
    pub fn new(n_features: usize, code_size: usize) -> Self {
        let n_components = if n_features > MAX_FEATURES_WHOLE { code_size.max(N_SHOWN_VARIANCES) } else { n_features };
        Self { builder: PcaBuilder::new(n_features), n_components, next: 0, has_mean: false }
    }

    /// How far it is, 0 to 1; the decomposition comes after that.
    #[must_use]
    pub fn share(&self, n_samples: usize) -> f64 {
        let n_seen = self.next + if self.has_mean { n_samples } else { 0 };
        n_seen as f64 / (2 * n_samples).max(1) as f64
    }

    /// One more block; the PCA once all samples have been seen twice.
    ///
    /// # Errors
    /// As [`PcaBuilder::finish`].
    pub fn advance(mut self, samples: &Selection) -> Result<Result<Pca, Self>, LearnError> {
        let end = (self.next + BLOCK).min(samples.n_samples());
        let rows = samples.rows(self.next, end);
        if self.has_mean {
            self.builder.add_to_covariance(&rows.view());
        } else {
            self.builder.add_to_mean(&rows.view());
        }
        self.next = end;
        if end == samples.n_samples() {
            if self.has_mean {
                // Of many components, all are found sooner.
                let is_whole = MANY * self.n_components >= samples.n_features();
                let builder = self.builder;
                return Ok(Ok(if is_whole { builder.finish() } else { builder.finish_first(self.n_components) }?));
            }
            self.has_mean = true;
            self.next = 0;
        }
        Ok(Err(self))
    }
}

/// A leave-one-out pass over codes, where labels are known.
///
/// # Errors
/// Never with codes and labels of the same samples.
pub fn neighbors_of(codes: &Array2<f32>, held_out: &Selection) -> Result<Option<LeaveOneOut>, LearnError> {
    held_out.labels().map(|labels| LeaveOneOut::new(&codes.view(), labels, N_NEIGHBORS)).transpose()
}

/// Returns the data of a PCA with `k` components for the views; `codes` are those of the drawn samples, `(n, k)`.
#[must_use]
pub fn pca_info(pca: &Pca, k: usize, codes: Option<&Array2<f64>>, drawn: &Selection, is_cloud: bool) -> PcaInfo {
    PcaInfo {
        mse: pca.mse(k),
        val_mse: None,
        explained_variance_ratio: pca.explained_variance_ratio().iter().copied().take(N_SHOWN_VARIANCES).collect(),
        codes: codes.map(|codes| points_2(&codes.view())).unwrap_or_default(),
        cloud: if is_cloud { points_3(&pca.reconstruct(&drawn.all().view(), k).view()) } else { Vec::new() },
        plane: (is_cloud && k == 2).then(|| {
            let components = pca.components(2);
            let (first, second) = (components.row(0), components.row(1));
            plane_of(pca.mean(), first, second, [first, second])
        }),
        knn_accuracy: None,
    }
}
