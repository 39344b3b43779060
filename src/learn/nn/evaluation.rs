//! Evaluation of a network on a whole set, block by block, with fixed weights.

use super::{
    autoencoder::Autoencoder,
    bottleneck::{Bottleneck, PenaltySums},
    loss::Loss,
};
use crate::measures::metrics;
use ndarray::ArrayView2;

/// Measures over a whole set, with fixed weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluation {
    /// The training loss, without penalties.
    pub loss: f64,
    /// The penalty on the codes; 0 if there is none.
    pub penalty: f64,
    /// The mean squared error.
    pub mse: f64,
    /// The share of entries equal after rounding to 0 or 1.
    pub rounded_accuracy: f64,
}

/// The running sums of an evaluation.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    loss: f64,
    penalty: PenaltySums,
    squared_error: f64,
    n_matches: usize,
    n_samples: usize,
}

impl Sums {
    /// Returns the number of samples added so far.
    pub(crate) fn n_samples(&self) -> usize {
        self.n_samples
    }

    /// Adds a block of samples, `(n, d)`.
    pub(crate) fn add(&mut self, autoencoder: &Autoencoder, loss: Loss, samples: &ArrayView2<f32>) {
        let network = autoencoder.network();
        let output = network.layers()[network.layers().len() - 1].activation;
        let encoded = autoencoder.encoder_outputs(samples);
        self.penalty.add(network.bottleneck(), &encoded.view());
        let mut z = autoencoder.decode_before_output(&autoencoder.code_of(encoded).view());
        let values = z.as_slice_mut().expect("outputs are contiguous");
        self.loss += loss.sum(output, values, samples.as_slice().expect("a block is contiguous"));
        output.apply(values);
        self.squared_error += metrics::squared_error_sum(samples, &z.view());
        self.n_matches += metrics::rounded_matches(samples, &z.view());
        self.n_samples += samples.nrows();
    }

    /// Returns the means over all samples added, each of `n_features`; the penalty is that of `bottleneck`.
    pub(crate) fn evaluation(&self, bottleneck: Bottleneck, n_features: usize) -> Evaluation {
        let n_entries = (self.n_samples * n_features) as f64;
        Evaluation {
            loss: self.loss / n_entries,
            penalty: self.penalty.penalty(bottleneck, n_features),
            mse: self.squared_error / n_entries,
            rounded_accuracy: self.n_matches as f64 / n_entries,
        }
    }
}
