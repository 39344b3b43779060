//! What takes longer than a moment: training the network's twin, or one of a single class, and measuring precision.

use super::{Material, gallery::Gallery, question::Errand, report::PrecisionReport, search::PrecisionCount};
use crate::{
    experiments::side::SideExperiment,
    fault::{Fault, computation},
    run::{
        blueprint::new_trainer,
        selection::{Parts, Selection},
    },
    settings::{CorruptionKind, Settings},
};
use learn::nn::{
    autoencoder::Autoencoder,
    trainer::{BatchSource, Trainer},
};
use std::collections::BTreeMap;

/// Share of the pixels that a twin is not shown.
const TWIN_DROPOUT: f64 = 0.5;
/// Most epochs over one class: its images are few, and are seen as often as the run saw all of its own, up to this.
const MAX_CLASS_EPOCHS: usize = 500;

/// Networks that errands have trained.
#[derive(Debug, Default)]
pub struct Learned {
    pub(super) twin: Option<Autoencoder>,
    pub(super) classes: BTreeMap<u8, Autoencoder>,
}

/// An errand under way.
#[derive(Debug)]
pub struct Work {
    errand: Errand,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Training(Box<Trainer>, Selection),
    Counting(Box<PrecisionCount>),
}

/// The result of a background job.
#[derive(Debug)]
pub enum Brought {
    /// The twin.
    Twin(Autoencoder),
    /// A network of this class alone.
    OneClass(u8, Autoencoder),
    /// A measurement.
    Precision(PrecisionReport),
}

impl Work {
    /// An errand that has not begun; `None` where there is nothing to be done: no classes to measure by, no image of the class.
    ///
    /// # Errors
    /// When the network cannot be made.
    pub fn new(errand: Errand, material: &Material, gallery: &Gallery) -> Result<Option<Self>, Fault> {
        let kind = match errand {
            Errand::Precision => {
                PrecisionCount::new(gallery).map_err(computation)?.map(|count| Kind::Counting(Box::new(count)))
            }
            Errand::Twin => Some(training(&twin_of(material.settings), material.train.clone(), material)?),
            Errand::OneClass(class) => {
                let train = of_class(material.train, class);
                let n = train.n_samples();
                if n < 2 {
                    None
                } else {
                    let times = material.train.n_samples().div_ceil(n);
                    let n_epochs = (material.settings.n_epochs * times).min(MAX_CLASS_EPOCHS);
                    let n_epochs = n_epochs.max(material.settings.n_epochs);
                    let settings = Settings { n_epochs, n_pair_epochs: 0, ..material.settings.clone() };
                    Some(training(&settings, train, material)?)
                }
            }
        };
        Ok(kind.map(|kind| Self { errand, kind }))
    }

    /// Which errand.
    #[must_use]
    pub fn errand(&self) -> Errand {
        self.errand
    }

    /// Returns the result of a finished job. A diverged network is returned too: its errors are not finite numbers.
    #[must_use]
    pub fn brought(&self) -> Option<Brought> {
        match (&self.kind, self.errand) {
            (Kind::Counting(count), _) => count.report().map(Brought::Precision),
            (Kind::Training(trainer, _), _) if !trainer.is_over() => None,
            (Kind::Training(trainer, _), Errand::OneClass(class)) => {
                Some(Brought::OneClass(class, trainer.autoencoder().clone()))
            }
            (Kind::Training(trainer, _), _) => Some(Brought::Twin(trainer.autoencoder().clone())),
        }
    }

    /// How much is done, 0 to 1.
    #[must_use]
    pub fn share_done(&self) -> f64 {
        let (n_done, n_all) = self.sample_progress();
        (n_done as f64 / n_all.max(1) as f64).min(1.0)
    }
}

impl SideExperiment for Work {
    fn advance(&mut self) {
        match &mut self.kind {
            Kind::Training(trainer, train) => {
                trainer.advance(train, None::<&Selection>);
            }
            Kind::Counting(count) => count.advance(),
        }
    }

    fn is_over(&self) -> bool {
        match &self.kind {
            Kind::Training(trainer, _) => trainer.is_over(),
            Kind::Counting(count) => count.is_over(),
        }
    }

    fn sample_progress(&self) -> (u64, u64) {
        match &self.kind {
            Kind::Training(trainer, train) => {
                (trainer.n_samples_trained(), (trainer.n_epochs_in_all() * train.n_samples()) as u64)
            }
            Kind::Counting(count) => ((count.share_done() * 1e6) as u64, 1_000_000),
        }
    }
}

/// The same settings but for the damage: none where there was some, half of the pixels dropped where there was none.
#[must_use]
pub fn twin_of(settings: &Settings) -> Settings {
    let corruption_kind = match settings.corruption_kind {
        CorruptionKind::None => CorruptionKind::Dropout,
        CorruptionKind::Gaussian | CorruptionKind::Dropout => CorruptionKind::None,
    };
    Settings { corruption_kind, corruption_strength: TWIN_DROPOUT, ..settings.clone() }
}

fn training(settings: &Settings, train: Selection, material: &Material) -> Result<Kind, Fault> {
    let settings = Settings { checkpoints: Vec::new(), ..settings.clone() };
    // Nothing is measured on the way: what it is good for is measured afterwards.
    let parts = Parts { train, validation: material.held_out.clone(), held_out: material.held_out.clone() };
    let trainer = new_trainer(&settings, &parts)?;
    Ok(Kind::Training(Box::new(trainer), parts.train))
}

fn of_class(selection: &Selection, class: u8) -> Selection {
    let labels = selection.labels().unwrap_or_default();
    let places: Vec<usize> = (0..labels.len()).filter(|&place| labels[place] == class).collect();
    selection.pick(&places)
}
