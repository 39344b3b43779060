//! What a session lends to whoever explores its network.

use super::Session;
use crate::experiments::exploring::{Material, Version};
use learn::nn::trainer::BatchSource;

impl Session {
    /// The network that is looked at, with what it was trained on; `None` where samples are no images.
    #[must_use]
    pub fn material(&self) -> Option<Material<'_>> {
        let size = self.image_size().filter(|size| size.height > 1 && self.parts.held_out.n_samples() > 0)?;
        Some(Material {
            settings: &self.settings,
            autoencoder: self.viewed(),
            train: &self.parts.train,
            held_out: &self.parts.held_out,
            shown: &self.shown,
            size,
            pca: self.pca.as_deref(),
            version: Version {
                n_samples_trained: self.trainer.n_samples_trained(),
                code_size: self.viewed().code_size(),
                opened: self.opened,
                units: self.settings.view().units,
            },
        })
    }
}
