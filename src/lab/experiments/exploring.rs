//! What a trained autoencoder is good for: its code space walked through, images kept small, cleaned, told apart, searched,
//! drawn and made up.
//!
//! An [`Explorer`] answers questions about the network that a session shows, the run itself or a kept one. Whatever several
//! answers need (the gallery's codes and errors) is found once for each state of the network. What takes longer than a moment
//! is an [`background_jobs`] of its own, done in small pieces.

pub mod anomalies;
pub mod background_jobs;
pub mod choices;
pub mod compression;
pub mod denoising;
pub mod drawing;
pub mod gallery;
pub mod generation;
pub mod plane;
pub mod question;
pub mod report;
pub mod search;
#[cfg(test)]
mod tests;

use crate::{
    geometry::ImageSize,
    run::selection::{Samples, Selection},
    settings::Settings,
};
use background_jobs::{Brought, Learned};
use gallery::Gallery;
use learn::{linalg::pca::Pca, nn::autoencoder::Autoencoder};
use question::ExploreCommand;
use report::{ExploreEvent, PrecisionReport};

/// A network with what it was trained on, as a session lends it.
#[derive(Debug, Clone, Copy)]
pub struct Material<'a> {
    /// How it was trained.
    pub settings: &'a Settings,
    /// The network that is looked at.
    pub autoencoder: &'a Autoencoder,
    /// The training samples.
    pub train: &'a Selection,
    /// The held-out samples, where there are any.
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

/// A state of a network, and of how it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Samples trained on.
    pub n_samples_trained: u64,
    /// Size of the code: of a network that is stacked layer by layer it changes between two updates.
    pub code_size: usize,
    /// The kept network that is looked at.
    pub opened: Option<usize>,
    /// The two units that codes are shown by.
    pub units: Option<[usize; 2]>,
}

/// The data on a trained network and the results of background jobs. It serves one run: another needs a new one.
#[derive(Debug, Default)]
pub struct Explorer {
    gallery: Option<Gallery>,
    learned: Learned,
}

impl Explorer {
    /// The answer to a question. `odd` are images of another data set, where the question names one.
    pub fn answer(&mut self, material: &Material, command: ExploreCommand, odd: Option<&Samples>) -> ExploreEvent {
        let gallery = self.gallery.get_or_insert_with(|| Gallery::of(material));
        gallery.follow(material);
        match command {
            ExploreCommand::Plane => plane::plane(material, gallery),
            ExploreCommand::Decode { points, is_grid } => plane::decode(material, gallery, &points, is_grid),
            ExploreCommand::Way { from, to } => plane::way(material, gallery, from, to),
            ExploreCommand::Code(sample) => plane::code(material, gallery, sample),
            ExploreCommand::Bend { code, unit } => plane::bend(material, gallery, &code, unit),
            ExploreCommand::Compression => compression::compression(material, gallery),
            ExploreCommand::Denoising(noise) => {
                denoising::denoising(material, gallery, self.learned.twin.as_ref(), noise)
            }
            ExploreCommand::Anomalies(plan) => anomalies::anomalies(material, gallery, &self.learned, plan, odd),
            ExploreCommand::Search(sample) => search::search(material, gallery, sample),
            ExploreCommand::Draw { ink, width } => drawing::drawn(material, gallery, &ink, width),
            ExploreCommand::Generate { draw } => generation::generated(material, gallery, draw),
            ExploreCommand::Start(_) | ExploreCommand::Stop => ExploreEvent::Nothing,
        }
    }

    /// The gallery of the network as it was last asked, for background_jobs.
    #[must_use]
    pub fn gallery(&self) -> Option<&Gallery> {
        self.gallery.as_ref()
    }

    /// Keeps what an errand has trained; what it has measured is for the page.
    pub fn take(&mut self, brought: Brought) -> Option<PrecisionReport> {
        match brought {
            Brought::Twin(twin) => self.learned.twin = Some(twin),
            Brought::OneClass(class, autoencoder) => drop(self.learned.classes.insert(class, autoencoder)),
            Brought::Precision(report) => return Some(report),
        }
        None
    }
}
