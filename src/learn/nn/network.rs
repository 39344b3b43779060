//! A network: dense layers in a chain, with what may happen at the code and which layers share a matrix.

use super::{bottleneck::Bottleneck, dense::Dense};
use crate::error::LearnError;
use ndarray::{Array2, ArrayView2, ArrayViewMut2, s};
use std::ops::Range;

pub use pass::Workspace;

mod pass;

/// Layers applied one after another; at the code, perhaps something besides.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    layers: Vec<Dense>,
    /// Holds what happens at the outputs of which layer.
    bottleneck: Bottleneck,
    code_layer_idx: usize,
    /// Tells whether layer `n − 1 − i` works with the transpose of layer `i`'s matrix.
    is_tied: bool,
    /// The layers that a pass runs through and an optimiser changes; all of them, unless layers are trained in turn.
    trained: Range<usize>,
}

impl Network {
    /// A chain of layers.
    ///
    /// # Errors
    /// When there is no layer, a layer has no unit, or the sizes of neighbours differ.
    pub fn new(layers: Vec<Dense>) -> Result<Self, LearnError> {
        Self::with_bottleneck(layers, 0, Bottleneck::Plain)
    }

    /// A chain of layers in which something happens to the outputs of layer `code_layer_idx`.
    ///
    /// # Errors
    /// As [`Network::new`]; behind a variational code the next layer takes half of what the code's layer puts out.
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

    /// The same with one matrix for each layer and its mirror image: layer `n − 1 − i` gets the transpose of layer `i`'s.
    ///
    /// # Errors
    /// When the shapes are not mirror images.
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

    /// The layers, first to last.
    #[must_use]
    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    /// The layers, for an optimiser to change; of tied ones, [`Network::share_matrices`] comes after that.
    pub fn layers_mut(&mut self) -> &mut [Dense] {
        &mut self.layers
    }

    /// The layers themselves.
    #[must_use]
    pub fn into_layers(self) -> Vec<Dense> {
        self.layers
    }

    /// Returns what happens at the code.
    #[must_use]
    pub fn bottleneck(&self) -> Bottleneck {
        self.bottleneck
    }

    /// Returns whether mirrored layers share a matrix.
    #[must_use]
    pub fn is_tied(&self) -> bool {
        self.is_tied
    }

    /// Returns whether layer `i` has its matrix from its mirror image.
    #[must_use]
    pub fn borrows_matrix(&self, i: usize) -> bool {
        self.is_tied && i >= self.layers.len().div_ceil(2)
    }

    /// The layers that training changes.
    #[must_use]
    pub fn trained(&self) -> Range<usize> {
        self.trained.clone()
    }

    /// Trains some layers only: a pass then takes what the first of them reads, and ends at the last of them.
    pub fn train_only(&mut self, trained: Range<usize>) {
        self.trained = trained.start..trained.end.clamp(trained.start + 1, self.layers.len());
    }

    /// Features of a sample.
    #[must_use]
    pub fn n_in(&self) -> usize {
        self.layers[0].n_in()
    }

    /// Numbers that training may change; a shared matrix counts once.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        let of_layer = |(i, layer): (usize, &Dense)| {
            layer.n_parameters() - if self.borrows_matrix(i) { layer.weights.len() } else { 0 }
        };
        self.layers.iter().enumerate().map(of_layer).sum()
    }

    /// Gives every tied layer the transpose of its mirror image's matrix, as it now is.
    pub fn share_matrices(&mut self) {
        if !self.is_tied {
            return;
        }
        let n = self.layers.len();
        for i in 0..n / 2 {
            let (owners, borrowers) = self.layers.split_at_mut(n - 1 - i);
            let (matrix, copy) = (owners[i].weights.t(), &mut borrowers[0].weights);
            // Laid out as the transpose is, so that renewing it is a copy from end to end.
            if copy.strides() == matrix.strides() { copy.assign(&matrix) } else { *copy = matrix.to_owned() }
        }
    }

    /// Applies all layers; a variational code counts by its means. Shapes: `inputs (n, n_in)` to `(n, n_out of the last)`.
    #[must_use]
    pub fn predict(&self, inputs: &ArrayView2<f32>) -> Array2<f32> {
        self.apply(0..self.layers.len(), inputs)
    }

    /// Applies the layers of a range to what its first layer reads; without layers, returns a copy.
    #[must_use]
    pub fn apply(&self, range: Range<usize>, inputs: &ArrayView2<f32>) -> Array2<f32> {
        let mut values = inputs.to_owned();
        for i in range {
            values = self.handed_on(i, self.outputs(i, &values.view()));
        }
        values
    }

    /// Returns what each layer of a range makes of what its first layer reads, first to last; each `(n, n_out)`.
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

    /// Returns what layer `i` makes of `inputs (n, n_in)`: `(n, n_out)`.
    #[must_use]
    pub fn outputs(&self, i: usize, inputs: &ArrayView2<f32>) -> Array2<f32> {
        let mut z = self.before_activation(i, inputs);
        activate(&self.layers[i], &mut z.view_mut());
        z
    }

    /// Returns what layer `i` makes of `inputs (n, n_in)` before its activation: of the last one, what [`Loss::sum`](crate::nn::loss::Loss::sum) wants.
    #[must_use]
    pub fn before_activation(&self, i: usize, inputs: &ArrayView2<f32>) -> Array2<f32> {
        let mut z = Array2::zeros((inputs.nrows(), self.layers[i].n_out()));
        self.layers[i].affine_into(inputs, &mut z.view_mut());
        z
    }

    /// Returns what the layer after `i` reads of its outputs.
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
