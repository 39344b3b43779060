//! What a trained autoencoder is good for: its code space walked through, images kept small, cleaned, told apart, searched,
//! drawn and made up.
//!
//! An [`Explorer`] answers questions about the network that a session shows, the run itself or a kept one. Whatever several
//! answers need (the gallery's codes and errors) is found once for each state of the network. What takes longer than a moment
//! is an [`errands`] of its own, done in small pieces.

pub mod anomalies;
pub mod compression;
pub mod denoising;
pub mod drawing;
pub mod errands;
pub mod gallery;
pub mod generation;
pub mod plane;
pub mod question;
pub mod report;
pub mod search;
#[cfg(test)]
mod tests;

use super::{
    selection::{Samples, Selection},
    settings::Settings,
    snapshot::ImageSize,
};
use crate::learn::{autoencoder::Autoencoder, pca::Pca};
use errands::Learned;
use gallery::Gallery;
use question::ExploreCommand;
use report::ExploreEvent;
use std::rc::Rc;

/// A network with what it was trained on, as a session lends it.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// How it was trained.
    pub settings: &'a Settings,
    /// The network that is looked at.
    pub autoencoder: &'a Autoencoder,
    /// What it was trained on.
    pub train: &'a Selection,
    /// What it was not trained on, where something was kept apart.
    pub held_out: &'a Selection,
    /// The images that the page shows.
    pub shown: &'a Selection,
    /// Size of an image.
    pub size: ImageSize,
    /// The PCA beside it, once known.
    pub pca: Option<&'a Pca>,
    /// Tells this state of the network from others.
    pub version: Version,
}

/// Samples trained on, the kept network that is looked at, and the two units that codes are shown by.
pub type Version = (u64, Option<usize>, Option<[usize; 2]>);

/// What is known of the network, and what was learned on errands. It serves one run: another needs a new one.
#[derive(Debug, Default)]
pub struct Explorer {
    gallery: Option<(Version, Gallery)>,
    learned: Learned,
}

impl Explorer {
    /// The answer to a question. `odd` are images of another data set, where the question names one.
    pub fn answer(&mut self, material: &Material, command: ExploreCommand, odd: Option<&Samples>) -> ExploreEvent {
        if self.gallery.as_ref().is_none_or(|(version, _)| *version != material.version) {
            self.gallery = Some((material.version, Gallery::of(material)));
        }
        let Some((_, gallery)) = &mut self.gallery else { return ExploreEvent::Nothing };
        match command {
            ExploreCommand::Plane => plane::plane(material, gallery),
            ExploreCommand::Decode { points, is_grid } => plane::decode(material, gallery, &points, is_grid),
            ExploreCommand::Way { from, to } => plane::way(material, gallery, from, to),
            ExploreCommand::Code(sample) => plane::code(material, gallery, sample),
            ExploreCommand::Bend { code, unit } => plane::bend(material, gallery, &code, unit),
            ExploreCommand::Compression => compression::compression(material, gallery),
            ExploreCommand::Denoising(noise) => denoising::denoising(material, gallery, self.learned.twin(), noise),
            ExploreCommand::Anomalies(plan) => anomalies::anomalies(material, gallery, &self.learned, plan, odd),
            ExploreCommand::Search(sample) => search::search(material, gallery, sample),
            ExploreCommand::Draw { ink, width } => drawing::drawn(material, gallery, &ink, width),
            ExploreCommand::Generate { draw } => generation::generated(material, gallery, draw),
            ExploreCommand::Start(_) | ExploreCommand::Stop => ExploreEvent::Nothing,
        }
    }

    /// The gallery of the network as it was last asked, for errands.
    #[must_use]
    pub fn gallery(&self) -> Option<&Gallery> {
        self.gallery.as_ref().map(|(_, gallery)| gallery)
    }

    /// Keeps the twin that an errand trained.
    pub fn take_twin(&mut self, twin: Autoencoder) {
        self.learned.twin = Some(Rc::new(twin));
    }

    /// Keeps the network of one class that an errand trained.
    pub fn take_class(&mut self, class: u8, autoencoder: Autoencoder) {
        self.learned.classes.insert(class, Rc::new(autoencoder));
    }
}
