//! What a person can choose: the settings of a run, and what they must satisfy together.
//!
//! The table of keys, limits and forms is [`super::fields`]; starting points are [`super::presets`].

use super::presets::Preset;
use crate::{
    data::{catalog::N_TRAINING_IMAGES, notebook::CloudShape},
    learn::corruption::Corruption,
};
use serde::{Deserialize, Serialize};

mod fault;

pub use fault::SettingFault;

pub use crate::data::catalog::{DataId, Part};
pub use crate::learn::{activation::Activation, init::Initializer, loss::Loss, optimizer::OptimizerKind};

/// A chapter of the lecture, as links name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Chapter {
    /// 1. Efficient representations.
    Memory,
    /// 2. What an autoencoder is.
    Anatomy,
    /// 3. Undercomplete autoencoders and PCA.
    Pca,
    /// 4. Stacked autoencoders.
    Stacked,
    /// 5. Unsupervised pretraining.
    Pretraining,
    /// 6. Exercises and report.
    Exercises,
    /// 7. Bibliography.
    Bibliography,
    /// The speed panel.
    Speed,
}

impl Chapter {
    /// All of them; the first seven are the lecture's, in its order.
    pub const ALL: [Self; 8] = [
        Self::Memory,
        Self::Anatomy,
        Self::Pca,
        Self::Stacked,
        Self::Pretraining,
        Self::Exercises,
        Self::Bibliography,
        Self::Speed,
    ];

    /// The name in links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Anatomy => "anatomy",
            Self::Pca => "pca",
            Self::Stacked => "stacked",
            Self::Pretraining => "pretraining",
            Self::Exercises => "exercises",
            Self::Bibliography => "bibliography",
            Self::Speed => "speed",
        }
    }

    /// Its number in the lecture, from 1; the speed panel has none.
    #[must_use]
    pub fn number(self) -> Option<usize> {
        Self::ALL[..7].iter().position(|&chapter| chapter == self).map(|idx| idx + 1)
    }

    /// Whether a run can be made here.
    #[must_use]
    pub fn has_run(self) -> bool {
        matches!(self, Self::Anatomy | Self::Pca | Self::Stacked)
    }
}

/// How the autoencoder's codes are laid over PCA's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alignment {
    /// As they are.
    None,
    /// Turned, reflected and shifted (Procrustes).
    Turn,
    /// By the best affine map.
    LeastSquares,
}

impl Alignment {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::None, Self::Turn, Self::LeastSquares];
}

/// How inputs are corrupted in training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CorruptionKind {
    /// Not at all.
    None,
    /// Normal noise is added.
    Gaussian,
    /// Some numbers become 0.
    Dropout,
}

impl CorruptionKind {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 3] = [Self::None, Self::Gaussian, Self::Dropout];
}

/// Everything that decides a run, and how its codes are aligned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The chapter whose lab it is.
    pub chapter: Chapter,
    /// The data set.
    pub data: DataId,
    /// Which images of it, where it is published in parts.
    pub part: Part,
    /// At most so many of them are trained on; those kept apart come on top.
    pub n_taken: usize,
    /// Which draw of the notebook's points; 0 is the notebook's own, unless what follows asks for others.
    pub cloud_draw: u64,
    /// Points of a draw.
    pub cloud_points: usize,
    /// Its noise, as in [`CloudShape`].
    pub cloud_noise: f64,
    /// Its arc, degrees.
    pub cloud_arc: f64,
    /// The preset that single settings deviate from.
    pub preset: Preset,
    /// Units of the encoder's layers; the last is the code's size.
    pub layers: Vec<usize>,
    /// Activation of the hidden layers other than the code.
    pub activation: Activation,
    /// Activation of the code.
    pub code_activation: Activation,
    /// Activation of the reconstruction.
    pub output_activation: Activation,
    /// Whether layers have biases.
    pub has_bias: bool,
    /// How first weights are drawn.
    pub initializer: Initializer,
    /// What is minimised.
    pub loss: Loss,
    /// The rule of the updates.
    pub optimizer: OptimizerKind,
    /// Its step size.
    pub learning_rate: f64,
    /// Whether and how inputs are corrupted in training.
    pub corruption_kind: CorruptionKind,
    /// How much: the noise's standard deviation, or the share that is dropped.
    pub corruption_strength: f64,
    /// Penalty on the sum of the squared weights.
    pub l2: f64,
    /// Samples a mini-batch.
    pub batch_size: usize,
    /// Passes over the training samples.
    pub n_epochs: usize,
    /// The number from which every random choice follows.
    pub seed: u64,
    /// Share of the samples kept apart, where the data set does not decide it.
    pub validation_share: f64,
    /// Whether the mean of the training samples is subtracted first.
    pub is_centred: bool,
    /// How codes are aligned for the eye; does not touch the run.
    pub alignment: Alignment,
    /// Whether a small run is held back so that it can be watched; does not touch the run.
    pub is_paced: bool,
}

impl Settings {
    /// What a chapter starts with on a data set, by a preset.
    #[must_use]
    pub fn base(chapter: Chapter, data: DataId, preset: Preset) -> Self {
        let mut settings = Self {
            chapter,
            data,
            part: Part::Train,
            n_taken: N_TRAINING_IMAGES,
            cloud_draw: 0,
            cloud_points: CloudShape::default().n_points,
            cloud_noise: CloudShape::default().noise,
            cloud_arc: CloudShape::default().arc.to_degrees(),
            preset,
            layers: vec![2],
            activation: Activation::Linear,
            code_activation: Activation::Linear,
            output_activation: Activation::Linear,
            has_bias: true,
            initializer: Initializer::GlorotUniform,
            loss: Loss::Mse,
            optimizer: OptimizerKind::Sgd,
            learning_rate: 0.1,
            corruption_kind: CorruptionKind::None,
            corruption_strength: 0.5,
            l2: 0.0,
            batch_size: 32,
            n_epochs: 20,
            seed: 42,
            validation_share: 0.0,
            is_centred: chapter == Chapter::Pca,
            alignment: Alignment::None,
            is_paced: true,
        };
        preset.apply(&mut settings);
        settings
    }

    /// What the page opens with in a chapter.
    #[must_use]
    pub fn opening(chapter: Chapter) -> Self {
        let data = default_data(chapter);
        Self::base(chapter, data, Preset::default_for(chapter, data))
    }

    /// What these settings say that cannot be true together; empty when the run can be made.
    #[must_use]
    pub fn conflicts(&self) -> Vec<SettingFault> {
        let mut faults = Vec::new();
        if !self.loss.fits(self.output_activation) {
            faults.push(SettingFault::LossNeedsSigmoid);
        }
        // Of the user's own data only the session knows.
        let is_unit_data = self.data != DataId::Notebook && !self.is_centred;
        if self.loss == Loss::BinaryCrossEntropy && !is_unit_data {
            faults.push(SettingFault::LossNeedsUnitData);
        }
        faults
    }

    /// Whether the same run serves both: they differ in nothing but how it is shown.
    #[must_use]
    pub fn is_same_run(&self, other: &Self) -> bool {
        let shown_alike =
            Self { alignment: self.alignment, preset: self.preset, is_paced: self.is_paced, ..other.clone() };
        *self == shown_alike
    }

    /// Whether [`Settings::validation_share`] has a say: some data sets decide for themselves what is kept apart.
    #[must_use]
    pub fn chooses_validation(&self) -> bool {
        self.data.image_set().is_none() && self.data != DataId::Notebook
    }

    /// Images of a published part that are kept apart: none of the test images in the chapter that uses sets whole.
    #[must_use]
    pub fn n_kept_apart(&self) -> usize {
        if self.part == Part::Test && self.chapter == Chapter::Pca { 0 } else { self.part.n_validation() }
    }

    /// Images of a published part that are trained on: as many as asked for, and not more than there are.
    #[must_use]
    pub fn n_taken_of_part(&self) -> usize {
        self.n_taken.min(self.part.n_images() - self.n_kept_apart())
    }

    /// The draw of the notebook's points that is asked for, with its seed; `None` for the notebook's own.
    #[must_use]
    pub fn fresh_cloud(&self) -> Option<(CloudShape, u64)> {
        let own = CloudShape::default();
        let is_own = (self.cloud_draw, self.cloud_points, self.cloud_noise) == (0, own.n_points, own.noise)
            && self.cloud_arc == own.arc.to_degrees();
        let shape =
            CloudShape { n_points: self.cloud_points, noise: self.cloud_noise, arc: self.cloud_arc.to_radians() };
        (self.data == DataId::Notebook && !is_own).then_some((shape, self.cloud_draw))
    }

    /// What is done to inputs in training.
    #[must_use]
    pub fn corruption(&self) -> Corruption {
        let strength = self.corruption_strength as f32;
        match self.corruption_kind {
            CorruptionKind::None => Corruption::None,
            CorruptionKind::Gaussian => Corruption::Gaussian(strength),
            CorruptionKind::Dropout => Corruption::Dropout(strength),
        }
    }

    /// Size of the code.
    #[must_use]
    pub fn code_size(&self) -> usize {
        self.layers.last().copied().unwrap_or(0)
    }
}

/// The data set that a chapter opens with: nothing that has to be fetched.
#[must_use]
pub fn default_data(chapter: Chapter) -> DataId {
    match chapter {
        Chapter::Pca => DataId::Notebook,
        Chapter::Memory => DataId::Sequences,
        _ => DataId::Digits,
    }
}
