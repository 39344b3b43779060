//! An autoencoder: an encoder `f`, a decoder `g`, and the code between them. `h = f(x)`, `r = g(h)`.

use super::{activation::Activation, bottleneck::Bottleneck, dense::Dense, init::Initializer, network::Network};
use crate::error::LearnError;
use ndarray::{Array2, ArrayView2, Axis, concatenate};
use rand::Rng;

/// Holds what an autoencoder looks like, before any weight is drawn.
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
    /// Tells whether layers have biases.
    pub has_bias: bool,
    /// Tells whether the decoder works with the transposes of the encoder's matrices.
    pub is_tied: bool,
    /// Holds what happens at the code.
    pub bottleneck: Bottleneck,
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

    /// Numbers that training may change; a shared matrix counts once.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        let sizes = self.layer_sizes();
        let n_encoder_layers = self.encoder_sizes.len();
        let of_layer = |i: usize| {
            let is_borrowed = self.is_tied && i > n_encoder_layers;
            let n_out = if i == n_encoder_layers { self.bottleneck.n_outputs(sizes[i]) } else { sizes[i] };
            (if is_borrowed { 0 } else { sizes[i - 1] * n_out }) + if self.has_bias { n_out } else { 0 }
        };
        (1..sizes.len()).map(of_layer).sum()
    }

    /// Layers that are linear without exception, with biases and nothing at the code but the code.
    #[must_use]
    pub fn linear(n_features: usize, encoder_sizes: Vec<usize>) -> Self {
        Self {
            n_features,
            encoder_sizes,
            hidden_activation: Activation::Linear,
            code_activation: Activation::Linear,
            output_activation: Activation::Linear,
            has_bias: true,
            is_tied: false,
            bottleneck: Bottleneck::Plain,
        }
    }

    /// Draws the weights, first layer first. Means and variances of a variational code are layers of their own as far as
    /// their weights' spread goes, and are linear.
    ///
    /// # Errors
    /// When there is no layer, a layer has no unit, or a variational code is to be tied, whose encoder puts out more than its
    /// decoder takes.
    pub fn build(&self, initializer: Initializer, rng: &mut impl Rng) -> Result<Autoencoder, LearnError> {
        let sizes = self.layer_sizes();
        let n_layers = sizes.len() - 1;
        let n_encoder_layers = self.encoder_sizes.len();
        let layers = (1..=n_layers).map(|i| {
            let activation = if i == n_layers {
                self.output_activation
            } else if i == n_encoder_layers {
                if self.bottleneck.is_variational() { Activation::Linear } else { self.code_activation }
            } else {
                self.hidden_activation
            };
            let draw = |rng: &mut _| Dense::new((sizes[i - 1], sizes[i]), activation, self.has_bias, initializer, rng);
            if i == n_encoder_layers && self.bottleneck.is_variational() {
                side_by_side(&draw(rng), &draw(rng))
            } else {
                draw(rng)
            }
        });
        let layers = layers.collect();
        if n_encoder_layers == 0 {
            return Err(LearnError::EmptyNetwork);
        }
        Autoencoder::of_layers(layers, (n_encoder_layers, self.bottleneck), self.is_tied)
    }
}

/// Two layers that read the same, as one. A linear one, as of a distribution's numbers.
fn side_by_side(first: &Dense, second: &Dense) -> Dense {
    // Row after row, as all weights lie.
    let weights = concatenate![Axis(1), first.weights, second.weights].as_standard_layout().to_owned();
    let bias = first.bias.as_ref().zip(second.bias.as_ref()).map(|(a, b)| concatenate![Axis(0), *a, *b]);
    Dense { weights, bias, activation: Activation::Linear }
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

    /// The outermost pair of layers as an autoencoder of its own, and the pairs within it, the outermost first: what training
    /// layer by layer starts from.
    ///
    /// # Errors
    /// When the decoder has not as many layers as the encoder, or a pair does not put out what it takes in.
    pub fn unstack(self) -> Result<(Self, Vec<(Dense, Dense)>), LearnError> {
        let (n, is_tied) = (self.n_encoder_layers, self.network.is_tied());
        let bottleneck = if n == 1 { self.network.bottleneck() } else { Bottleneck::Plain };
        let mut encoder = self.network.into_layers();
        let decoder = encoder.split_off(n);
        if decoder.len() != n {
            return Err(LearnError::Shape { what: "layers of the decoder", expected: n, got: decoder.len() });
        }
        let mut pairs = encoder.into_iter().zip(decoder.into_iter().rev());
        let Some((first, last)) = pairs.next() else { return Err(LearnError::EmptyNetwork) };
        let outermost = Self::of_layers(vec![first, last], (1, bottleneck), is_tied)?;
        Ok((outermost, pairs.collect()))
    }

    /// The same with another pair of layers within its own; `bottleneck` is what happens at the new code.
    ///
    /// # Errors
    /// When the pair does not fit.
    pub fn stack(self, (encoder, decoder): (Dense, Dense), bottleneck: Bottleneck) -> Result<Self, LearnError> {
        let (n, is_tied) = (self.n_encoder_layers, self.network.is_tied());
        let mut layers = self.network.into_layers();
        layers.splice(n..n, [encoder, decoder]);
        Self::of_layers(layers, (n + 1, bottleneck), is_tied)
    }

    fn of_layers(layers: Vec<Dense>, (n, bottleneck): (usize, Bottleneck), is_tied: bool) -> Result<Self, LearnError> {
        let network = Network::with_bottleneck(layers, n - 1, bottleneck)?;
        Self::new(if is_tied { network.tied()? } else { network }, n)
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
        self.network.bottleneck().code_size(self.encoder()[self.n_encoder_layers - 1].n_out())
    }

    /// Units from input to reconstruction; of a variational code, its size.
    #[must_use]
    pub fn layer_sizes(&self) -> Vec<usize> {
        let layers = self.network.layers();
        let sizes = layers.iter().map(Dense::n_in);
        sizes.chain(layers.last().map(Dense::n_out)).collect()
    }

    /// `h = f(x)`; of a variational code, its means. Shapes: `(n, d)` to `(n, k)`.
    #[must_use]
    pub fn encode(&self, samples: &ArrayView2<f32>) -> Array2<f32> {
        self.network.apply(0..self.n_encoder_layers, samples)
    }

    /// Returns what the encoder's last layer puts out: the code, or of a variational one means and then `ln σ²`, `(n, 2k)`.
    #[must_use]
    pub fn encoder_outputs(&self, samples: &ArrayView2<f32>) -> Array2<f32> {
        let last = self.n_encoder_layers - 1;
        self.network.outputs(last, &self.network.apply(0..last, samples).view())
    }

    /// The code in the encoder's outputs.
    #[must_use]
    pub fn code_of(&self, encoder_outputs: Array2<f32>) -> Array2<f32> {
        self.network.handed_on(self.n_encoder_layers - 1, encoder_outputs)
    }

    /// The decoder up to its last layer before the activation: what a loss wants. Shapes: `(n, k)` to `(n, d)`.
    #[must_use]
    pub fn decode_before_output(&self, codes: &ArrayView2<f32>) -> Array2<f32> {
        let last = self.network.layers().len() - 1;
        let hidden = self.network.apply(self.n_encoder_layers..last, codes);
        self.network.before_activation(last, &hidden.view())
    }

    /// `r = g(h)`. Shapes: `(n, k)` to `(n, d)`.
    #[must_use]
    pub fn decode(&self, codes: &ArrayView2<f32>) -> Array2<f32> {
        self.network.apply(self.n_encoder_layers..self.network.layers().len(), codes)
    }

    /// `g(f(x))`. Shapes: `(n, d)` to `(n, d)`.
    #[must_use]
    pub fn reconstruct(&self, samples: &ArrayView2<f32>) -> Array2<f32> {
        self.network.predict(samples)
    }

    /// Outputs of each layer of `f`, the code last. Shapes: `(n, d)` to one `(n, units)` a layer.
    #[must_use]
    pub fn encoder_activations(&self, samples: &ArrayView2<f32>) -> Vec<Array2<f32>> {
        self.network.activations(0..self.n_encoder_layers, samples)
    }

    /// Outputs of each layer of `g`, the reconstruction last. Shapes: `(n, k)` to one `(n, units)` a layer.
    #[must_use]
    pub fn decoder_activations(&self, codes: &ArrayView2<f32>) -> Vec<Array2<f32>> {
        self.network.activations(self.n_encoder_layers..self.network.layers().len(), codes)
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
        if self.network.bottleneck().is_variational() {
            return None;
        }
        let ([encoder], [decoder]) = (self.encoder(), self.decoder()) else { return None };
        let is_linear = encoder.activation == Activation::Linear && decoder.activation == Activation::Linear;
        is_linear.then_some((encoder, decoder))
    }
}
