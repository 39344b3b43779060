//! What is looked at of a run: nothing here touches its training.

use super::{Session, shown};
use crate::{
    run::{
        flow::Probe,
        snapshot::{PcaInfo, ShownImages},
        turn::Matrix2,
    },
    settings::View,
};
use learn::nn::autoencoder::Autoencoder;

/// The results added since the run was announced.
#[derive(Debug, Default)]
pub struct News {
    /// The PCA beside it.
    pub pca: Option<PcaInfo>,
    /// Other images.
    pub shown: Option<ShownImages>,
}

impl Session {
    /// Looks at another sample, or at another code of it.
    pub fn look(&mut self, probe: Probe) {
        self.probe = probe;
    }

    /// Looks at something else of the run; whether that is other images.
    pub fn set_view(&mut self, view: View) {
        let View { alignment, units, image_page, image_class } = view;
        let had_same_images = (self.settings.image_page, self.settings.image_class) == (image_page, image_class);
        self.settings.alignment = alignment;
        self.settings.units = units.map(Vec::from).unwrap_or_default();
        (self.settings.image_page, self.settings.image_class) = (image_page, image_class);
        if !had_same_images {
            self.shown = shown::choose(&self.settings, &self.parts.held_out, self.shape);
            self.news.shown = Some(self.shown_images());
        }
    }

    /// Shows a variational decoder by another draw of codes.
    pub fn draw(&mut self, draw_number: u64) {
        self.draw_number = draw_number;
    }

    /// Keeps the network after these epochs, as far as they are still to come.
    pub fn set_checkpoints(&mut self, epochs: Vec<usize>) {
        self.trainer.set_checkpoint_epochs(epochs.clone());
        self.settings.checkpoints = epochs;
    }

    /// Looks at a network that was kept, by its place among them; at the run itself without one.
    pub fn open_checkpoint(&mut self, checkpoint_idx: Option<usize>) {
        self.opened = checkpoint_idx.filter(|&idx| idx < self.trainer.checkpoints().len());
    }

    /// Returns the results that have not been sent to the view yet.
    pub fn take_news(&mut self) -> News {
        std::mem::take(&mut self.news)
    }

    /// The network that is looked at.
    pub(super) fn viewed(&self) -> &Autoencoder {
        let opened = self.opened.and_then(|idx| self.trainer.checkpoints().get(idx));
        opened.map_or(self.trainer.autoencoder(), |checkpoint| &checkpoint.autoencoder)
    }

    /// Looks at a drawn sample, or at none.
    pub fn pick(&mut self, sample_idx: Option<usize>) {
        self.picked = sample_idx;
    }

    /// Turns the code for the view, or does not any more; training goes on as if nothing were.
    pub fn turn(&mut self, matrix: Option<Matrix2>) {
        self.matrix = matrix;
    }

    /// Returns true if a matrix is set for turning the code, even if the code cannot be turned.
    #[must_use]
    pub fn is_turned(&self) -> bool {
        self.matrix.is_some()
    }
}
