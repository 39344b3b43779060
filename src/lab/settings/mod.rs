//! What a person can choose: the settings of a run, and what they must satisfy together.
//!
//! The table of keys, limits and forms is [`crate::settings::fields`]; starting points are [`crate::settings::presets`].

use crate::settings::preset::Preset;
use data::notebook::CloudShape;
use learn::nn::{bottleneck::Bottleneck, corruption::Corruption};
use serde::{Deserialize, Serialize};

mod choices;
mod fault;
pub mod field;
pub mod fields;
pub mod language;
pub mod preset;
pub mod presets;

pub use choices::{Alignment, Chapter, CodeKind, CorruptionKind, Scale, Tool, View};
pub use fault::SettingFault;

pub use data::catalog::{DataId, Part};
pub use learn::nn::{activation::Activation, init::Initializer, loss::Loss, optimizer::OptimizerKind};

/// Everything that decides a run, and how it is looked at.
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
    /// True if layers have biases.
    pub has_bias: bool,
    /// How first weights are drawn.
    pub initializer: Initializer,
    /// The loss function.
    pub loss: Loss,
    /// The rule of the updates.
    pub optimizer: OptimizerKind,
    /// Its step size.
    pub learning_rate: f64,
    /// The kind of input corruption in training, if any.
    pub corruption_kind: CorruptionKind,
    /// How much: the noise's standard deviation, or the share that is dropped.
    pub corruption_strength: f64,
    /// Penalty on the sum of the squared weights.
    pub l2: f64,
    /// True if the decoder uses the transposes of the encoder's matrices.
    pub is_tied: bool,
    /// Epochs for each pair of layers alone before all are trained together; 0 to train them at once.
    pub n_pair_epochs: usize,
    /// The kind of constraint on the code.
    pub code_kind: CodeKind,
    /// How much: the penalty's weight, or β.
    pub code_weight: f64,
    /// The mean activity that a sparse code shall have.
    pub code_target: f64,
    /// Epochs after which the network is kept, to be compared.
    pub checkpoints: Vec<usize>,
    /// Samples a mini-batch.
    pub batch_size: usize,
    /// Passes over the training samples.
    pub n_epochs: usize,
    /// The number from which every random choice follows.
    pub seed: u64,
    /// Share of the samples kept apart, where the data set does not decide it.
    pub validation_share: f64,
    /// True if the mean of the training samples is subtracted first.
    pub is_centred: bool,
    /// How codes are aligned for the eye; does not touch the run, as nothing below does.
    pub alignment: Alignment,
    /// As in [`View`]; none, or two.
    pub units: Vec<usize>,
    /// As in [`View`].
    pub image_page: usize,
    /// As in [`View`].
    pub image_class: usize,
    /// The scale on which curves are drawn.
    pub curve_scale: Scale,
    /// The tool for exploring the trained network, in chapter 4.
    pub tool: Tool,
    /// True if a small run is slowed down for watching.
    pub is_paced: bool,
}

impl Settings {
    /// Returns the conflicts between these settings; empty if the run can be created.
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
        if self.code_kind == CodeKind::Kl && self.code_activation != Activation::Sigmoid {
            faults.push(SettingFault::SparsityNeedsSigmoid);
        }
        if self.code_kind == CodeKind::Variational && self.is_tied {
            faults.push(SettingFault::VariationalIsNotTied);
        }
        if self.code_kind == CodeKind::Variational && self.n_pair_epochs > 0 {
            faults.push(SettingFault::VariationalIsNotGreedy);
        }
        faults
    }

    /// Returns true if both settings share the same run: they differ only in how it is shown.
    #[must_use]
    pub fn is_same_run(&self, other: &Self) -> bool {
        let shown_alike = Self {
            preset: self.preset,
            is_paced: self.is_paced,
            alignment: self.alignment,
            units: self.units.clone(),
            image_page: self.image_page,
            image_class: self.image_class,
            curve_scale: self.curve_scale,
            tool: self.tool,
            ..other.clone()
        };
        *self == shown_alike
    }

    /// The same run looked at, and paced, as another one was.
    #[must_use]
    pub fn looked_at_as(self, other: &Self) -> Self {
        Self {
            is_paced: other.is_paced,
            image_page: other.image_page,
            image_class: other.image_class,
            curve_scale: other.curve_scale,
            tool: other.tool,
            ..self
        }
    }

    /// Returns the view of the run.
    #[must_use]
    pub fn view(&self) -> View {
        View {
            alignment: self.alignment,
            units: self.units.as_slice().try_into().ok(),
            image_page: self.image_page,
            image_class: self.image_class,
        }
    }

    /// Epochs of the whole run, those of single pairs of layers included.
    #[must_use]
    pub fn n_epochs_in_all(&self) -> usize {
        self.n_pair_epochs * self.layers.len() + self.n_epochs
    }

    /// Returns the bottleneck of the network.
    #[must_use]
    pub fn bottleneck(&self) -> Bottleneck {
        let weight = self.code_weight;
        match self.code_kind {
            CodeKind::Plain => Bottleneck::Plain,
            CodeKind::L1 => Bottleneck::L1 { weight },
            CodeKind::Kl => Bottleneck::KlSparsity { weight, target: self.code_target },
            CodeKind::Variational => Bottleneck::Variational { beta: weight },
        }
    }

    /// Returns true if [`Settings::validation_share`] has an effect: some data sets have a fixed held-out part.
    #[must_use]
    pub fn chooses_validation(&self) -> bool {
        self.data.image_set().is_none() && self.data != DataId::Notebook
    }

    /// Images of a published part that are kept apart: none of the test images in the chapter that uses sets whole.
    #[must_use]
    pub fn n_kept_apart(&self) -> usize {
        match self.data.image_set() {
            Some(_) if self.part == Part::Test && self.chapter == Chapter::Pca => 0,
            Some(set) => set.n_validation(self.part),
            None => 0,
        }
    }

    /// Images of a published part that are trained on: as many as asked for, and not more than there are.
    #[must_use]
    pub fn n_taken_of_part(&self) -> usize {
        let n_images = self.data.image_set().map_or(0, |set| set.n_images(self.part));
        self.n_taken.min(n_images - self.n_kept_apart())
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

    /// Returns the corruption of inputs in training.
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
