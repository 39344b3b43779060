//! A session's network as files, and a session that starts from weights that were brought.

use super::Session;
use crate::{
    exchange::{
        link,
        weights::{
            Form, WeightsFault, codes, onnx,
            tensors::{self, LoadedWeights},
        },
    },
    fault::Fault,
    run::{
        blueprint::{architecture, new_trainer, trainer_of, untrained},
        snapshot::Provenance,
    },
    settings::Settings,
};
use learn::nn::{
    autoencoder::Autoencoder,
    trainer::{BatchSource, Trainer},
};

/// The initial weights of a session when they are not drawn at random.
#[derive(Debug, Clone)]
pub(super) struct Start {
    pub(super) autoencoder: Autoencoder,
    pub(super) provenance: Provenance,
}

/// The settings of a run that starts from weights: those that their file names, or `now`, of the run at hand, where the file is
/// of another origin. The network is whole, so that nothing is left to be stacked layer by layer.
#[must_use]
pub fn settings_of_weights(query: Option<&str>, now: &Settings) -> Settings {
    let settings = query.map_or_else(|| now.clone(), |query| link::parse(query).settings);
    Settings { n_pair_epochs: 0, ..settings }
}

impl Session {
    /// Starts from these weights: now, and whenever the run begins anew. The optimiser knows nothing of what was before.
    ///
    /// # Errors
    /// When they do not fit the network.
    pub fn start_from(&mut self, weights: &LoadedWeights, provenance: Provenance) -> Result<(), WeightsFault> {
        let drawn = untrained(&self.settings, self.parts.train.n_features()).map_err(|_| WeightsFault::NoRun)?;
        let autoencoder = weights.fill(drawn)?;
        self.trainer = trainer_of(&self.settings, &self.parts, autoencoder.clone());
        self.start = Some(Start { autoencoder, provenance });
        Ok(())
    }

    /// The network that is looked at, as a file in which `query` names its settings: its name and its bytes.
    ///
    /// # Errors
    /// When weights are asked for and the network is still being stacked.
    pub fn file(&self, form: Form, query: &str) -> Result<(String, Vec<u8>), WeightsFault> {
        let autoencoder = self.viewed();
        let opened = self.opened.and_then(|idx| self.trainer.checkpoints().get(idx));
        let n_epochs = self.n_epochs_before() + opened.map_or(self.trainer.epoch(), |checkpoint| checkpoint.epoch);
        let layers: Vec<_> = self.settings.layers.iter().map(ToString::to_string).collect();
        let name = |what: &str, kind: &str| {
            format!("{what}-{}-{}-epoch-{n_epochs}.{kind}", self.settings.data.name(), layers.join("-"))
        };
        Ok(match form {
            Form::Safetensors => (name("autoencoder", "safetensors"), self.bytes(autoencoder, n_epochs, query)?),
            Form::Onnx(part) => (name(part.name(), "onnx"), onnx::to_bytes(autoencoder, part, query)),
            Form::Codes => {
                let codes = self.drawn.map_rows(|rows| autoencoder.encode(rows));
                let labels = self.drawn.labels();
                (name("codes", "csv"), codes::to_csv(&codes.view(), labels.as_deref()).into_bytes())
            }
        })
    }

    /// The run's own network as safetensors in which `query` names its settings, whatever is looked at.
    ///
    /// # Errors
    /// When it is still being stacked.
    pub fn weights(&self, query: &str) -> Result<Vec<u8>, WeightsFault> {
        self.bytes(self.trainer.autoencoder(), self.n_epochs_before() + self.trainer.epoch(), query)
    }

    fn bytes(&self, autoencoder: &Autoencoder, n_epochs: usize, query: &str) -> Result<Vec<u8>, WeightsFault> {
        let whole = architecture(&self.settings, self.parts.train.n_features()).layer_sizes();
        if autoencoder.layer_sizes() != whole {
            return Err(WeightsFault::Unfinished);
        }
        Ok(tensors::to_bytes(autoencoder, query, n_epochs))
    }

    fn n_epochs_before(&self) -> usize {
        self.start.as_ref().and_then(|start| start.provenance.n_epochs).unwrap_or(0)
    }

    /// The trainer at the run's beginning.
    ///
    /// # Errors
    /// When the layers cannot be built.
    pub(super) fn trainer_at_start(&self) -> Result<Trainer, Fault> {
        match &self.start {
            Some(start) => Ok(trainer_of(&self.settings, &self.parts, start.autoencoder.clone())),
            None => new_trainer(&self.settings, &self.parts),
        }
    }
}
