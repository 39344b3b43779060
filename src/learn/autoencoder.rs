//! An autoencoder: an encoder `f`, a decoder `g`, and the code between them. `h = f(x)`, `r = g(h)`.

use super::{
    activation::Activation,
    dense::Dense,
    error::LearnError,
    init::Initializer,
    network::{Network, activations_of, apply_layers},
};
use ndarray::{Array2, ArrayView2};
use rand::Rng;

/// What an autoencoder looks like, before any weight is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Architecture {
    /// Features of a sample, `d`.
    pub n_features: usize,
    /// Units of the encoder's layers; the last is the code's size `k`. The decoder mirrors them.
    pub encoder_sizes: Vec<usize>,
    /// Of all layers but the code and the output.
    pub hidden_activation: Activation,
    /// Of the code.
    pub code_activation: Activation,
    /// Of the reconstruction.
    pub output_activation: Activation,
    /// Whether layers have biases.
    pub has_bias: bool,
}

/// Encoder and decoder as one chain of layers, with the code at a known place.
#[derive(Debug, Clone, PartialEq)]
pub struct Autoencoder {
    network: Network,
    n_encoder_layers: usize,
}

impl Architecture {
    /// Sizes from input to reconstruction, for example 784, 100, 30, 100, 784.
    #[must_use]
    pub fn layer_sizes(&self) -> Vec<usize> {
        let mut sizes = vec![self.n_features];
        sizes.extend(&self.encoder_sizes);
        sizes.extend(self.encoder_sizes.iter().rev().skip(1));
        sizes.push(self.n_features);
        sizes
    }

    /// Draws the weights, first layer first.
    ///
    /// # Errors
    /// When there is no layer or a layer has no unit.
    pub fn build(&self, initializer: Initializer, rng: &mut impl Rng) -> Result<Autoencoder, LearnError> {
        let sizes = self.layer_sizes();
        let n_layers = sizes.len() - 1;
        let n_encoder_layers = self.encoder_sizes.len();
        let layers = (1..=n_layers).map(|i| {
            let activation = if i == n_layers {
                self.output_activation
            } else if i == n_encoder_layers {
                self.code_activation
            } else {
                self.hidden_activation
            };
            Dense::new((sizes[i - 1], sizes[i]), activation, self.has_bias, initializer, rng)
        });
        Autoencoder::new(Network::new(layers.collect())?, n_encoder_layers)
    }
}

impl Autoencoder {
    /// Reads the first `n_encoder_layers` of `network` as the encoder and the others as the decoder.
    ///
    /// # Errors
    /// When one of the two would be empty, or the reconstruction has another size than the input.
    pub fn new(network: Network, n_encoder_layers: usize) -> Result<Self, LearnError> {
        if n_encoder_layers == 0 || n_encoder_layers >= network.layers().len() {
            return Err(LearnError::EmptyNetwork);
        }
        let n_out = network.layers()[network.layers().len() - 1].n_out();
        if n_out != network.n_in() {
            return Err(LearnError::Shape { what: "size of the reconstruction", expected: network.n_in(), got: n_out });
        }
        Ok(Self { network, n_encoder_layers })
    }

    /// The whole chain.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The whole chain, for an optimiser to change.
    pub fn network_mut(&mut self) -> &mut Network {
        &mut self.network
    }

    /// The layers of `f`.
    #[must_use]
    pub fn encoder(&self) -> &[Dense] {
        &self.network.layers()[..self.n_encoder_layers]
    }

    /// The layers of `g`.
    #[must_use]
    pub fn decoder(&self) -> &[Dense] {
        &self.network.layers()[self.n_encoder_layers..]
    }

    /// Size of the code, `k`.
    #[must_use]
    pub fn code_size(&self) -> usize {
        self.encoder()[self.n_encoder_layers - 1].n_out()
    }

    /// `h = f(x)`. Shapes: `(n, d)` to `(n, k)`.
    #[must_use]
    pub fn encode(&self, samples: &ArrayView2<f32>) -> Array2<f32> {
        apply_layers(self.encoder(), samples)
    }

    /// `r = g(h)`. Shapes: `(n, k)` to `(n, d)`.
    #[must_use]
    pub fn decode(&self, codes: &ArrayView2<f32>) -> Array2<f32> {
        apply_layers(self.decoder(), codes)
    }

    /// `g(f(x))`. Shapes: `(n, d)` to `(n, d)`.
    #[must_use]
    pub fn reconstruct(&self, samples: &ArrayView2<f32>) -> Array2<f32> {
        self.network.predict(samples)
    }

    /// Outputs of each layer of `f`, the code last. Shapes: `(n, d)` to one `(n, units)` a layer.
    #[must_use]
    pub fn encoder_activations(&self, samples: &ArrayView2<f32>) -> Vec<Array2<f32>> {
        activations_of(self.encoder(), samples)
    }

    /// Outputs of each layer of `g`, the reconstruction last. Shapes: `(n, k)` to one `(n, units)` a layer.
    #[must_use]
    pub fn decoder_activations(&self, codes: &ArrayView2<f32>) -> Vec<Array2<f32>> {
        activations_of(self.decoder(), codes)
    }

    /// For a linear autoencoder of one hidden layer: the decoder's columns, which span the reconstructions.
    /// Shape: `(d, k)`. `None` where a layer is not linear or there are more than two.
    #[must_use]
    pub fn linear_decoder_columns(&self) -> Option<Array2<f64>> {
        self.linear_pair().map(|(_, decoder)| decoder.weights.t().mapv(f64::from))
    }

    /// For a linear autoencoder of one hidden layer: the encoder's rows, the directions that it reads.
    /// Shape: `(d, k)`, a row of `f` in each column.
    #[must_use]
    pub fn linear_encoder_rows(&self) -> Option<Array2<f64>> {
        self.linear_pair().map(|(encoder, _)| encoder.weights.mapv(f64::from))
    }

    fn linear_pair(&self) -> Option<(&Dense, &Dense)> {
        let ([encoder], [decoder]) = (self.encoder(), self.decoder()) else { return None };
        let is_linear = encoder.activation == Activation::Linear && decoder.activation == Activation::Linear;
        is_linear.then_some((encoder, decoder))
    }
}
