//! Three classifiers with the same labelled images: they see the same batches in the same order, and are tested at the same
//! times.

use super::{
    LEARNING_RATE,
    plan::{Plan, draw_labelled},
    report::{ContestState, Curve, Outcome},
};
use crate::{
    fault::{Fault, computation},
    run::selection::Selection,
};
use learn::nn::{
    activation::Activation,
    autoencoder::Autoencoder,
    classifier::{Classifier, confusion, draw_layers, with_encoder},
    init::Initializer,
    optimizer::OptimizerKind,
    trainer::BatchSource,
};
use ndarray::Array2;
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// Times at which the networks are tested; the last is after the last update.
const N_TESTS: usize = 12;
/// Test images of a piece of work.
const TEST_BLOCK: usize = 500;
/// Units of the first layer whose weights are shown.
const N_SHOWN_UNITS: usize = 20;
const WEIGHT_STREAM: u64 = 0xC1A5_0000_0000;

/// Three classifiers at work.
#[derive(Debug)]
pub(super) struct Contest {
    seed: u64,
    n_classes: usize,
    labelled: Vec<u32>,
    labels: Vec<u8>,
    networks: [Classifier; 3],
    /// First layers that the third leaves as they are at first, and the update after which it does not any more.
    release_at: usize,
    lent: Autoencoder,
    rng: ChaCha8Rng,
    order: Vec<usize>,
    next_in_order: usize,
    n_done: usize,
    n_updates: usize,
    curves: [Curve; 3],
    /// Predictions of a test under way.
    predictions: [Vec<u8>; 3],
    is_testing: bool,
}

impl Contest {
    pub(super) fn new(
        plan: &Plan,
        n_labels: usize,
        seed: u64,
        lent: &Autoencoder,
        train: &Selection,
    ) -> Result<Self, Fault> {
        let labelled = draw_labelled(train, n_labels, seed);
        let all_labels = train.labels().unwrap_or_default();
        let n_classes = all_labels.iter().max().map_or(0, |&most| usize::from(most) + 1);
        let mut rng = ChaCha8Rng::seed_from_u64(seed ^ WEIGHT_STREAM);
        let sizes: Vec<usize> =
            std::iter::once(train.n_features()).chain(plan.layers.iter().copied()).chain([n_classes]).collect();
        // All three have the same last layer to begin with.
        let drawn = draw_layers(&sizes, Activation::Selu, Initializer::LecunNormal, &mut rng);
        let learnt = with_encoder(drawn.clone(), lent);
        let make =
            |layers| Classifier::new(layers, OptimizerKind::Adam, LEARNING_RATE, Plan::BATCH_SIZE).map_err(computation);
        let mut networks = [make(drawn)?, make(learnt.clone())?, make(learnt)?];
        networks[2].freeze(plan.layers.len());
        let n_updates = plan.updates_for(n_labels);
        Ok(Self {
            seed,
            n_classes,
            labels: labelled.iter().map(|&place| all_labels[place as usize]).collect(),
            order: (0..labelled.len()).collect(),
            next_in_order: labelled.len(),
            labelled,
            networks,
            release_at: n_updates * plan.release_percent / 100,
            lent: lent.clone(),
            rng,
            n_done: 0,
            n_updates,
            curves: Default::default(),
            predictions: Default::default(),
            is_testing: true,
        })
    }

    /// One batch for all three, or a block of their test; returns the samples trained on.
    pub(super) fn advance(&mut self, train: &Selection, test: &Selection) -> usize {
        if self.is_testing {
            self.test_block(test);
            return 0;
        }
        if self.n_done == self.release_at && self.n_done < self.n_updates && self.networks[2].n_frozen() > 0 {
            self.networks[2].freeze(0);
        }
        let batch = self.next_batch();
        let places: Vec<u32> = batch.iter().map(|&idx| self.labelled[idx]).collect();
        let labels: Vec<u8> = batch.iter().map(|&idx| self.labels[idx]).collect();
        let mut rows = Array2::zeros((places.len(), train.n_features()));
        train.fill(&places, &mut rows.view_mut());
        for network in &mut self.networks {
            network.step(&rows.view(), &labels);
        }
        self.n_done += 1;
        // Evenly spread, and once more at the end.
        self.is_testing = self.n_done * N_TESTS / self.n_updates > (self.n_done - 1) * N_TESTS / self.n_updates;
        places.len()
    }

    /// Places of the next batch: all labelled images in a new order, pass after pass.
    fn next_batch(&mut self) -> Vec<usize> {
        if self.next_in_order >= self.order.len() {
            self.order.shuffle(&mut self.rng);
            self.next_in_order = 0;
        }
        let end = (self.next_in_order + Plan::BATCH_SIZE).min(self.order.len());
        let batch = self.order[self.next_in_order..end].to_vec();
        self.next_in_order = end;
        batch
    }

    fn test_block(&mut self, test: &Selection) {
        let from = self.predictions[0].len();
        let to = (from + TEST_BLOCK).min(test.n_samples());
        let rows = test.rows(from, to);
        for (network, predictions) in self.networks.iter().zip(&mut self.predictions) {
            predictions.extend(network.predict(&rows.view()));
        }
        if to < test.n_samples() {
            return;
        }
        let labels = test.labels().unwrap_or_default();
        for (predictions, curve) in self.predictions.iter().zip(&mut self.curves) {
            let n_right = predictions.iter().zip(&labels).filter(|(a, b)| a == b).count();
            curve.push((self.n_done, n_right as f64 / labels.len().max(1) as f64));
        }
        self.is_testing = false;
        if self.n_done < self.n_updates {
            self.predictions = Default::default();
        }
    }

    /// How it stands.
    pub(super) fn state(&self) -> ContestState {
        ContestState {
            n_labels: self.labelled.len(),
            n_updates: (self.n_done, self.n_updates),
            curves: self.curves.clone(),
        }
    }

    /// Returns the results once the network has been tested after the last update.
    pub(super) fn outcome(&mut self, test: &Selection) -> Option<Outcome> {
        if self.is_testing || self.n_done < self.n_updates {
            return None;
        }
        let labels = test.labels().unwrap_or_default();
        let first = |layers: &[learn::nn::dense::Dense]| -> Vec<f32> {
            let weights = &layers[0].weights;
            weights.columns().into_iter().take(N_SHOWN_UNITS).flat_map(|unit| unit.to_vec()).collect()
        };
        Some(Outcome {
            seed: self.seed,
            n_labels: self.labelled.len(),
            curves: std::mem::take(&mut self.curves),
            confusion: self
                .predictions
                .each_ref()
                .map(|predictions| confusion(&labels, predictions, self.n_classes).into_iter().collect()),
            n_classes: self.n_classes,
            first_weights: self.networks.each_ref().map(|network| first(network.layers())),
            lent_weights: first(self.lent.encoder()),
            predictions: std::mem::take(&mut self.predictions),
        })
    }
}
