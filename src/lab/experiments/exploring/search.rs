//! What is alike: the nearest by code, beside the nearest by pixels.

use super::{
    Material,
    gallery::Gallery,
    report::{Alike, ExploreEvent, PrecisionReport, SearchReport},
};
use learn::{LearnError, measures::neighbors::LeaveOneOut};

/// Images that are found; precision is measured at as many.
pub const N_FOUND: usize = 10;
/// Images that a piece of a measurement takes.
const BLOCK: usize = 16;

/// Finds the images of the gallery most similar to one of them.
pub(super) fn search(_: &Material, gallery: &mut Gallery, sample: usize) -> ExploreEvent {
    if sample >= gallery.rows.nrows() {
        return ExploreEvent::Nothing;
    }
    let (code, row) = (gallery.codes.row(sample).to_vec(), gallery.rows.row(sample).to_vec());
    let [by_code, by_pixels] = gallery.nearest(&code, &row, N_FOUND, Some(sample));
    ExploreEvent::Search(Box::new(SearchReport {
        sample,
        original: gallery.images(&[sample]),
        label: gallery.labels.get(sample).copied(),
        by_code: Alike::of(gallery, &by_code),
        by_pixels: Alike::of(gallery, &by_pixels),
        n_samples: gallery.rows.nrows(),
    }))
}

impl Alike {
    /// Creates the result from squared distances and positions found in a gallery.
    pub(super) fn of(gallery: &Gallery, found: &[(f32, usize)]) -> Self {
        let places: Vec<usize> = found.iter().map(|&(_, place)| place).collect();
        Self {
            images: gallery.images(&places),
            labels: gallery.labels_of(&places),
            distances: found.iter().map(|(squared, _)| squared.sqrt()).collect(),
        }
    }
}

/// Precision at ten by code and by pixels, found piece by piece.
#[derive(Debug)]
pub struct PrecisionCount {
    by_code: LeaveOneOut,
    by_pixels: LeaveOneOut,
    n_samples: usize,
    is_over: bool,
}

impl PrecisionCount {
    /// Nothing counted yet; `None` where classes are unknown.
    ///
    /// # Errors
    /// Never with a gallery's own codes and labels.
    pub fn new(gallery: &Gallery) -> Result<Option<Self>, LearnError> {
        if gallery.labels.is_empty() {
            return Ok(None);
        }
        let of = |points| LeaveOneOut::new(points, gallery.labels.clone(), N_FOUND);
        let (by_code, by_pixels) = (of(&gallery.codes.view())?, of(&gallery.rows.view())?);
        Ok(Some(Self { by_code, by_pixels, n_samples: gallery.labels.len(), is_over: false }))
    }

    /// One more piece.
    pub fn advance(&mut self) {
        let is_over = self.by_code.advance(BLOCK);
        self.is_over = self.by_pixels.advance(BLOCK) && is_over;
    }

    /// Returns true if the count is finished.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Returns the results once the count is finished.
    #[must_use]
    pub fn report(&self) -> Option<PrecisionReport> {
        let by_class = self.by_code.precision_by_class().into_iter().zip(self.by_pixels.precision_by_class());
        self.is_over.then(|| PrecisionReport {
            by_code: self.by_code.precision(),
            by_pixels: self.by_pixels.precision(),
            by_class: by_class.map(|((class, by_code), (_, by_pixels))| (class, by_code, by_pixels)).collect(),
            n_samples: self.n_samples,
        })
    }

    /// How much is done, 0 to 1.
    #[must_use]
    pub fn share_done(&self) -> f64 {
        self.by_pixels.share_done()
    }
}
