//! What is asked of the experiment, and how its data are divided.

use crate::{
    fault::Fault,
    run::selection::{Samples, Selection},
};
use data::catalog::DataId;
use learn::nn::{corruption::Corruption, trainer::BatchSource};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The numbers of labels that can be chosen.
pub const LABEL_COUNTS: [usize; 10] = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];
/// Share of the pixels that the denoising autoencoder does not see.
const DROPPED: f32 = 0.5;
/// One in so many images tests, of a data set without test images of its own.
const TEST_SHARE: usize = 5;
/// Tells the draw of labels from the other random streams of a seed.
const LABEL_STREAM: u64 = 0x1ABE_1000_0000;

/// How the autoencoder is trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AutoencoderKind {
    /// All layers at once.
    Plain,
    /// All at once, on images of which half of the pixels are dropped.
    Denoising,
    /// Pair of layers after pair of layers, then all.
    Greedy,
}

impl AutoencoderKind {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Denoising, Self::Greedy];

    /// The name in links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Denoising => "denoising",
            Self::Greedy => "greedy",
        }
    }
}

/// The experiment that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The data set.
    pub data: DataId,
    /// Numbers of labelled images, one after the other.
    pub label_counts: Vec<usize>,
    /// Units of the encoder's layers.
    pub layers: Vec<usize>,
    /// How the autoencoder is trained.
    pub autoencoder: AutoencoderKind,
    /// For how long, on all images.
    pub n_autoencoder_epochs: usize,
    /// Updates of each classifier at the least; with many labels, all are seen [`Plan::LEAST_PASSES`] times.
    pub n_updates: usize,
    /// The share of the updates, in percent, after which the layers that rested at first learn too; 100 for never.
    pub release_percent: usize,
    /// Seeds, one after the other.
    pub n_seeds: usize,
    /// The first of them.
    pub first_seed: u64,
}

impl Plan {
    /// Labelled images of a batch.
    pub const BATCH_SIZE: usize = 32;
    /// How often every labelled image is seen at the least.
    pub const LEAST_PASSES: usize = 10;

    /// On the built-in digits, within seconds.
    #[must_use]
    pub fn quick() -> Self {
        Self {
            data: DataId::Digits,
            label_counts: vec![50],
            layers: vec![64, 32],
            autoencoder: AutoencoderKind::Denoising,
            n_autoencoder_epochs: 60,
            n_updates: 1500,
            release_percent: 100,
            n_seeds: 5,
            first_seed: 1,
        }
    }

    /// On MNIST or Fashion-MNIST, in a class's time.
    #[must_use]
    pub fn classroom(data: DataId) -> Self {
        Self {
            data,
            label_counts: vec![1000],
            layers: vec![300, 150],
            autoencoder: AutoencoderKind::Denoising,
            n_autoencoder_epochs: 2,
            n_updates: 640,
            release_percent: 100,
            n_seeds: 3,
            first_seed: 1,
        }
    }

    /// From few labels to many: where the gain is, and where it vanishes.
    #[must_use]
    pub fn sweep(data: DataId) -> Self {
        Self { label_counts: vec![100, 500, 1000, 5000, 20_000], n_autoencoder_epochs: 4, ..Self::classroom(data) }
    }

    /// The last of the seeds.
    #[must_use]
    pub fn last_seed(&self) -> u64 {
        self.first_seed + self.n_seeds.saturating_sub(1) as u64
    }

    /// Updates of each classifier with so many labels.
    #[must_use]
    pub fn updates_for(&self, n_labels: usize) -> usize {
        self.n_updates.max(Self::LEAST_PASSES * n_labels.div_ceil(Self::BATCH_SIZE))
    }

    /// Samples that updates are made from, over everything; a classifier's batch counts once, for all three.
    #[must_use]
    pub fn n_samples_in_all(&self, n_train: usize) -> u64 {
        let batches: usize = self.label_counts.iter().map(|&n| self.updates_for(n) * Self::BATCH_SIZE.min(n)).sum();
        (self.n_seeds * (self.n_autoencoder_epochs * n_train + batches)) as u64
    }

    /// Returns the corruption of the autoencoder's training images.
    pub(super) fn corruption(&self) -> Corruption {
        if self.autoencoder == AutoencoderKind::Denoising { Corruption::Dropout(DROPPED) } else { Corruption::None }
    }

    /// Checks that the plan can be carried out with these images.
    ///
    /// # Errors
    /// With what is wrong.
    pub(super) fn check(&self, train: &Selection) -> Result<(), Fault> {
        let is_sound = !self.layers.is_empty()
            && self.layers.iter().all(|&units| units > 0)
            && !self.label_counts.is_empty()
            && self.n_seeds > 0;
        let n_most = self.label_counts.iter().copied().max().unwrap_or(0);
        if !is_sound || train.labels().is_none() || n_most > train.n_samples() || train.n_samples() < 2 {
            return Err(Fault::TooFewSamples);
        }
        Ok(())
    }
}

/// Images to learn from, and images to test with.
pub(super) fn divide(samples: &Samples) -> (Selection, Selection) {
    let n = samples.main.n_samples();
    match &samples.test {
        Some(test) => {
            let all = |n: usize| (0..n as u32).collect();
            (
                Selection::new(samples.main.clone(), all(n), None),
                Selection::new(Rc::clone(test), all(test.n_samples()), None),
            )
        }
        None => {
            // Neighbours in a file are often by the same hand: every fifth image would be too like the others.
            let n_train = (n - n / TEST_SHARE) as u32;
            let select = |idxs| Selection::new(samples.main.clone(), idxs, None);
            (select((0..n_train).collect()), select((n_train..n as u32).collect()))
        }
    }
}

/// Places of `n_labels` images, as evenly over the classes as it goes, drawn by the seed.
pub(super) fn draw_labelled(train: &Selection, n_labels: usize, seed: u64) -> Vec<u32> {
    let labels = train.labels().unwrap_or_default();
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ LABEL_STREAM);
    let mut order: Vec<u32> = (0..labels.len() as u32).collect();
    order.shuffle(&mut rng);
    // Turn by turn each class gives its next image, until there are enough.
    let mut by_class: Vec<std::collections::VecDeque<u32>> = vec![Default::default(); 256];
    for place in order {
        by_class[usize::from(labels[place as usize])].push_back(place);
    }
    let mut drawn = Vec::with_capacity(n_labels);
    while drawn.len() < n_labels && by_class.iter().any(|places| !places.is_empty()) {
        for places in &mut by_class {
            if drawn.len() < n_labels {
                drawn.extend(places.pop_front());
            }
        }
    }
    drawn
}
