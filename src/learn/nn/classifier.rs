//! A classifier: dense layers whose last one puts out a number for each class, made shares by a softmax and trained by the
//! cross-entropy of the true class. Its first layers may be an autoencoder's, and may stay as they are.

use super::{
    autoencoder::Autoencoder,
    dense::Dense,
    init::Initializer,
    network::{Network, Workspace},
    optimizer::{Optimizer, OptimizerKind},
};
use crate::{error::LearnError, nn::activation::Activation};
use ndarray::{Array2, ArrayView2, ArrayViewMut2};
use rand::Rng;

/// Layers before a softmax, with what trains them.
#[derive(Debug, Clone)]
pub struct Classifier {
    network: Network,
    optimizer: Optimizer,
    workspace: Workspace,
    kind: OptimizerKind,
    learning_rate: f64,
    batch_size: usize,
}

/// Holds what a batch brought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Cross-entropy before the update, nats, mean over the samples.
    pub loss: f64,
    /// Samples whose largest output was their class's, before the update.
    pub n_right: usize,
}

impl Classifier {
    /// A classifier of `layers`, the last of which is linear with an output a class.
    ///
    /// # Errors
    /// When there is no layer, or the sizes of neighbours differ.
    pub fn new(
        layers: Vec<Dense>,
        kind: OptimizerKind,
        learning_rate: f64,
        batch_size: usize,
    ) -> Result<Self, LearnError> {
        let network = Network::new(layers)?;
        Ok(Self {
            optimizer: Optimizer::new(kind, learning_rate, 0.0, &network),
            workspace: network.workspace(batch_size),
            network,
            kind,
            learning_rate,
            batch_size,
        })
    }

    /// The layers, first to last.
    #[must_use]
    pub fn layers(&self) -> &[Dense] {
        self.network.layers()
    }

    /// Layers that training leaves as they are.
    #[must_use]
    pub fn n_frozen(&self) -> usize {
        self.network.trained().start
    }

    /// Leaves the first `n_frozen` layers as they are from now on (never the last one); what the optimiser remembers of the
    /// others begins anew.
    pub fn freeze(&mut self, n_frozen: usize) {
        let n_layers = self.network.layers().len();
        self.network.train_only(n_frozen.min(n_layers - 1)..n_layers);
        self.optimizer = Optimizer::new(self.kind, self.learning_rate, 0.0, &self.network);
        self.workspace = self.network.workspace(self.batch_size);
    }

    /// One update by a batch. Shapes: `inputs (n, d)`, contiguous by rows, n at most the batch size; a label a row.
    pub fn step(&mut self, inputs: &ArrayView2<f32>, labels: &[u8]) -> Step {
        let frozen = 0..self.n_frozen();
        let read = (!frozen.is_empty()).then(|| self.network.apply(frozen, inputs));
        let inputs = read.as_ref().map_or(*inputs, |read| read.view());
        let step = self.network.loss_by(&inputs, &mut self.workspace, |mut z| softmax_cross_entropy(&mut z, labels));
        if step.loss.is_finite() {
            self.optimizer.step(&mut self.network, &inputs, &mut self.workspace);
        }
        step
    }

    /// The classes with the largest outputs. Shapes: `(n, d)` to n.
    #[must_use]
    pub fn predict(&self, inputs: &ArrayView2<f32>) -> Vec<u8> {
        self.network.predict(inputs).rows().into_iter().map(|row| largest(row.iter().copied()) as u8).collect()
    }
}

/// Drawn layers of these sizes, `activation` behind all but the last.
pub fn draw_layers(
    sizes: &[usize],
    activation: Activation,
    initializer: Initializer,
    rng: &mut impl Rng,
) -> Vec<Dense> {
    let n_layers = sizes.len().saturating_sub(1);
    let layer = |(i, pair): (usize, &[usize])| {
        let activation = if i + 1 == n_layers { Activation::Linear } else { activation };
        Dense::new((pair[0], pair[1]), activation, true, initializer, rng)
    };
    sizes.windows(2).enumerate().map(layer).collect()
}

/// The same layers with an autoencoder's encoder in place of the first ones.
#[must_use]
pub fn with_encoder(mut layers: Vec<Dense>, autoencoder: &Autoencoder) -> Vec<Dense> {
    for (layer, learnt) in layers.iter_mut().zip(autoencoder.encoder()) {
        *layer = learnt.clone();
    }
    layers
}

/// Mean cross-entropy of the true classes, and how many outputs were right; `z` becomes the loss's gradient by it,
/// `(softmax(z) − onehot)/n`. Shapes: `z (n, n_classes)`, n labels below `n_classes`.
pub fn softmax_cross_entropy(z: &mut ArrayViewMut2<f32>, labels: &[u8]) -> Step {
    let scale = 1.0 / z.nrows().max(1) as f32;
    let (mut loss, mut n_right) = (0.0, 0);
    for (mut row, &label) in z.rows_mut().into_iter().zip(labels) {
        let label = usize::from(label);
        n_right += usize::from(largest(row.iter().copied()) == label);
        // Taken from the largest, no exponential overflows, and one of them is 1.
        let most = row.fold(f32::NEG_INFINITY, |most, &z| most.max(z));
        let of_label = f64::from(row[label] - most);
        let sum: f64 = row.iter().map(|&z| f64::from(z - most).exp()).sum();
        loss += sum.ln() - of_label;
        row.mapv_inplace(|z| (f64::from(z - most).exp() / sum) as f32 * scale);
        row[label] -= scale;
    }
    Step { loss: loss * f64::from(scale), n_right }
}

/// How often each class was taken for each: rows are true classes, columns predicted ones. Shape: `(n_classes, n_classes)`.
#[must_use]
pub fn confusion(labels: &[u8], predictions: &[u8], n_classes: usize) -> Array2<u32> {
    let mut counts = Array2::zeros((n_classes, n_classes));
    for (&label, &prediction) in labels.iter().zip(predictions) {
        if let Some(count) = counts.get_mut((usize::from(label), usize::from(prediction))) {
            *count += 1;
        }
    }
    counts
}

/// Place of the largest number; the first of equals, and of numbers that are none.
fn largest(values: impl Iterator<Item = f32>) -> usize {
    let step = |best: (usize, f32), (i, value): (usize, f32)| if value > best.1 { (i, value) } else { best };
    values.enumerate().fold((0, f32::NEG_INFINITY), step).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;
    use rand::SeedableRng;

    #[test]
    fn the_softmax_of_equal_outputs_is_even() {
        let mut z = array![[3.0_f32, 3.0, 3.0, 3.0]];
        let step = softmax_cross_entropy(&mut z.view_mut(), &[2]);
        assert!((step.loss - 4.0_f64.ln()).abs() < 1e-12);
        assert_eq!(z, array![[0.25, 0.25, -0.75, 0.25]]);
    }

    #[test]
    fn gradients_are_central_differences() {
        let z = array![[0.3_f32, -1.2, 2.0], [0.0, 0.5, -0.4]];
        let mut gradient = z.clone();
        softmax_cross_entropy(&mut gradient.view_mut(), &[1, 0]);
        for (place, &g) in gradient.indexed_iter() {
            let loss = |by: f32| {
                let mut changed = z.clone();
                changed[place] += by;
                softmax_cross_entropy(&mut changed.view_mut(), &[1, 0]).loss
            };
            // Steps of 1e-2 in 32-bit numbers: the third derivative, below 1, times 1e-4/6.
            assert!(((loss(1e-2) - loss(-1e-2)) / 2e-2 - f64::from(g)).abs() < 3e-5, "{place:?}");
        }
    }

    #[test]
    fn frozen_layers_stay_and_released_ones_learn() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let layers = draw_layers(&[2, 4, 3], Activation::Selu, Initializer::LecunNormal, &mut rng);
        let mut classifier = Classifier::new(layers.clone(), OptimizerKind::Adam, 0.05, 4).expect("sizes agree");
        classifier.freeze(1);
        let inputs = array![[1.0_f32, 0.0], [0.0, 1.0], [-1.0, -1.0]];
        let first = classifier.step(&inputs.view(), &[0, 1, 2]);
        assert_eq!(classifier.layers()[0], layers[0]);
        assert_ne!(classifier.layers()[1], layers[1]);
        classifier.freeze(0);
        let mut last = first;
        for _ in 0..100 {
            last = classifier.step(&inputs.view(), &[0, 1, 2]);
        }
        assert_ne!(classifier.layers()[0], layers[0]);
        assert!(last.loss < 0.1 * first.loss && last.n_right == 3, "{last:?}");
        assert_eq!(classifier.predict(&inputs.view()), [0, 1, 2]);
        classifier.freeze(9);
        assert_eq!(classifier.n_frozen(), 1);
    }
}
