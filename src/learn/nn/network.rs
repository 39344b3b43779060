//! A network: a chain of dense layers, with an optional bottleneck at the code and optional shared matrices.

use super::{bottleneck::Bottleneck, dense::Dense};
use crate::error::LearnError;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, s};
use std::ops::Range;

pub use pass::Workspace;

mod pass;

/// Layers applied one after another, with an optional bottleneck at the code.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    layers: Vec<Dense>,
    /// The bottleneck and the layer whose outputs it applies to.
    bottleneck: Bottleneck,
    code_layer_idx: usize,
    /// True if layer `n − 1 − i` uses the transpose of layer `i`'s matrix.
    is_tied: bool,
    /// The layers that a pass runs through and an optimiser changes; all layers, unless they are trained in turn.
    trained: Range<usize>,
}

impl Network {
    /// Creates a chain of layers.
    ///
    /// # Errors
    /// If there is no layer, a layer has no unit, or the sizes of neighbours differ.
    pub fn new(layers: Vec<Dense>) -> Result<Self, LearnError> {
        Self::with_bottleneck(layers, 0, Bottleneck::Plain)
    }

    /// Creates a chain of layers with a bottleneck at the outputs of layer `code_layer_idx`.
    ///
    /// # Errors
    /// As for [`Network::new`]; after a variational code the next layer has half as many inputs as the code's layer has
    /// outputs.
    pub fn with_bottleneck(
        layers: Vec<Dense>,
        code_layer_idx: usize,
        bottleneck: Bottleneck,
    ) -> Result<Self, LearnError> {
        if layers.is_empty() || layers.iter().any(|layer| layer.weights.is_empty()) {
            return Err(LearnError::EmptyNetwork);
        }
        for (i, pair) in layers.windows(2).enumerate() {
            let handed_on = pair[0].n_out();
            let expected = if i == code_layer_idx { bottleneck.code_size(handed_on) } else { handed_on };
            if expected != pair[1].n_in() {
                return Err(LearnError::Shape { what: "inputs of a layer", expected, got: pair[1].n_in() });
            }
        }
        let trained = 0..layers.len();
        Ok(Self { layers, bottleneck, code_layer_idx, is_tied: false, trained })
    }

    /// Ties the matrices of mirrored layers: layer `n − 1 − i` gets the transpose of layer `i`'s matrix.
    ///
    /// # Errors
    /// If the shapes are not mirror images.
    pub fn tied(mut self) -> Result<Self, LearnError> {
        for i in 0..self.layers.len() / 2 {
            let mirror = &self.layers[self.layers.len() - 1 - i];
            if self.layers[i].n_in() != mirror.n_out() || self.layers[i].n_out() != mirror.n_in() {
                return Err(LearnError::Shape {
                    what: "units of a tied layer",
                    expected: self.layers[i].n_out(),
                    got: mirror.n_in(),
                });
            }
        }
        self.is_tied = true;
        self.share_matrices();
        Ok(self)
    }

    /// Returns the layers, first to last.
    #[must_use]
    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    /// Returns the layers for an optimiser to change; with tied weights, call [`Network::share_matrices`] afterwards.
    pub fn layers_mut(&mut self) -> &mut [Dense] {
        &mut self.layers
    }

    /// Returns the layers by value.
    #[must_use]
    pub fn into_layers(self) -> Vec<Dense> {
        self.layers
    }

    /// Returns the bottleneck at the code.
    #[must_use]
    pub fn bottleneck(&self) -> Bottleneck {
        self.bottleneck
    }

    /// Returns true if mirrored layers share a matrix.
    #[must_use]
    pub fn is_tied(&self) -> bool {
        self.is_tied
    }

    /// Returns true if layer `i` takes its matrix from its mirror image.
    #[must_use]
    pub fn borrows_matrix(&self, i: usize) -> bool {
        self.is_tied && i >= self.layers.len().div_ceil(2)
    }

    /// Returns the layers that training changes.
    #[must_use]
    pub fn trained(&self) -> Range<usize> {
        self.trained.clone()
    }

    /// Restricts training to some layers: a pass then starts at the inputs of the first one and ends at the last one.
    pub fn train_only(&mut self, trained: Range<usize>) {
        self.trained = trained.start..trained.end.clamp(trained.start + 1, self.layers.len());
    }

    /// Returns the number of features of a sample.
    #[must_use]
    pub fn n_in(&self) -> usize {
        self.layers[0].n_in()
    }

    /// Returns the number of trainable parameters; a shared matrix counts once.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        let of_layer = |(i, layer): (usize, &Dense)| {
            layer.n_parameters() - if self.borrows_matrix(i) { layer.weights.len() } else { 0 }
        };
        self.layers.iter().enumerate().map(of_layer).sum()
    }

    /// Updates every tied layer to the transpose of its mirror image's current matrix.
    pub fn share_matrices(&mut self) {
        if !self.is_tied {
            return;
        }
        let n = self.layers.len();
        for i in 0..n / 2 {
            let (owners, borrowers) = self.layers.split_at_mut(n - 1 - i);
            let (matrix, copy) = (owners[i].weights.t(), &mut borrowers[0].weights);
            // The layout of the transpose makes each update a contiguous copy.
            if copy.strides() == matrix.strides() { copy.assign(&matrix) } else { *copy = matrix.to_owned() }
        }
    }

    /// Applies all layers; a variational code is replaced by its means. Shapes: `inputs (n, n_in)` to `(n, n_out of the
    /// last)`.
    #[must_use]
    pub fn predict(&self, inputs: &ArrayView2<f32>) -> Array2<f32> {
        self.apply(0..self.layers.len(), inputs)
    }

    /// Applies a range of layers to the inputs of its first layer; returns a copy if the range is empty.
    #[must_use]
    pub fn apply(&self, range: Range<usize>, inputs: &ArrayView2<f32>) -> Array2<f32> {
        let mut values = inputs.to_owned();
        for i in range {
            values = self.handed_on(i, self.outputs(i, &values.view()));
        }
        values
    }

    /// Returns the outputs of each layer of a range, first to last; each `(n, n_out)`.
    #[must_use]
    pub fn activations(&self, range: Range<usize>, inputs: &ArrayView2<f32>) -> Vec<Array2<f32>> {
        let mut activations: Vec<Array2<f32>> = Vec::with_capacity(range.len());
        for i in range {
            let before = activations.last().map_or(*inputs, |last| last.view());
            let after = self.handed_on(i, self.outputs(i, &before));
            activations.push(after);
        }
        activations
    }

    /// Computes the outputs of layer `i` for `inputs (n, n_in)`: `(n, n_out)`.
    #[must_use]
    pub fn outputs(&self, i: usize, inputs: &ArrayView2<f32>) -> Array2<f32> {
        let mut z = self.before_activation(i, inputs);
        activate(&self.layers[i], &mut z.view_mut());
        z
    }

    /// Computes the outputs of layer `i` for `inputs (n, n_in)` before its activation, as
    /// [`Loss::sum`](crate::nn::loss::Loss::sum) needs them of the last layer.
    #[must_use]
    pub fn before_activation(&self, i: usize, inputs: &ArrayView2<f32>) -> Array2<f32> {
        let mut z = Array2::zeros((inputs.nrows(), self.layers[i].n_out()));
        self.layers[i].affine_into(inputs, &mut z.view_mut());
        z
    }

    /// Returns the part of layer `i`'s outputs that the next layer reads.
    pub(crate) fn handed_on(&self, i: usize, outputs: Array2<f32>) -> Array2<f32> {
        if i == self.code_layer_idx && self.bottleneck.is_variational() {
            outputs.slice(s![.., ..outputs.ncols() / 2]).to_owned()
        } else {
            outputs
        }
    }
}

fn activate(layer: &Dense, z: &mut ArrayViewMut2<f32>) {
    layer.activation.apply(z.as_slice_mut().expect("outputs are contiguous"));
}
