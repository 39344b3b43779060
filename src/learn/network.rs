//! A network: dense layers in a chain, with one pass forward and one back.

use super::{
    dense::{Dense, DenseGradient},
    error::LearnError,
    loss::Loss,
};
use ndarray::{Array2, ArrayView2, ArrayViewMut2, s};

/// Layers applied one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    layers: Vec<Dense>,
}

/// The arrays of a training step, kept between steps so that a step allocates nothing.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// For each layer its outputs, `(batch_size, n_out)`; of the last one `Z`, then `d_Z`.
    outputs: Vec<Array2<f32>>,
    /// For each layer but the last, the loss by its outputs.
    d_outputs: Vec<Array2<f32>>,
    /// For each layer the loss by its parameters, as of the last pass.
    pub gradients: Vec<DenseGradient>,
}

impl Network {
    /// A chain of layers.
    ///
    /// # Errors
    /// When there is no layer, a layer has no unit, or the sizes of neighbours differ.
    pub fn new(layers: Vec<Dense>) -> Result<Self, LearnError> {
        if layers.is_empty() || layers.iter().any(|layer| layer.weights.is_empty()) {
            return Err(LearnError::EmptyNetwork);
        }
        for pair in layers.windows(2) {
            if pair[0].n_out() != pair[1].n_in() {
                return Err(LearnError::Shape {
                    what: "inputs of a layer",
                    expected: pair[0].n_out(),
                    got: pair[1].n_in(),
                });
            }
        }
        Ok(Self { layers })
    }

    /// The layers, first to last.
    #[must_use]
    pub fn layers(&self) -> &[Dense] {
        &self.layers
    }

    /// The layers, for an optimiser to change.
    pub fn layers_mut(&mut self) -> &mut [Dense] {
        &mut self.layers
    }

    /// Features of a sample.
    #[must_use]
    pub fn n_in(&self) -> usize {
        self.layers[0].n_in()
    }

    /// Numbers that training may change.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        self.layers.iter().map(Dense::n_parameters).sum()
    }

    /// Room for passes over at most `batch_size` samples.
    #[must_use]
    pub fn workspace(&self, batch_size: usize) -> Workspace {
        let arrays = |layers: &[Dense]| layers.iter().map(|layer| Array2::zeros((batch_size, layer.n_out()))).collect();
        Workspace {
            outputs: arrays(&self.layers),
            d_outputs: arrays(&self.layers[..self.layers.len() - 1]),
            gradients: self.layers.iter().map(Dense::zero_gradient).collect(),
        }
    }

    /// Applies all layers. Shapes: `inputs (n, n_in)` to `(n, n_out of the last)`.
    #[must_use]
    pub fn predict(&self, inputs: &ArrayView2<f32>) -> Array2<f32> {
        apply_layers(&self.layers, inputs)
    }

    /// The last layer before its activation: what [`Loss::sum`] wants. Shapes as in [`Network::predict`].
    #[must_use]
    pub fn predict_before_output(&self, inputs: &ArrayView2<f32>) -> Array2<f32> {
        let (last, others) = self.layers.split_last().expect("a network has a layer");
        let hidden = apply_layers(others, inputs);
        let mut z = Array2::zeros((inputs.nrows(), last.n_out()));
        last.affine_into(&hidden.view(), &mut z.view_mut());
        z
    }

    /// One pass forward and back. Leaves the gradients in `workspace` and returns the loss of the batch.
    ///
    /// Shapes: `inputs (n, n_in)`, `targets (n, n_out)`, n at most the workspace's batch size, both contiguous by rows.
    pub fn loss_and_gradients(
        &self,
        inputs: &ArrayView2<f32>,
        targets: &ArrayView2<f32>,
        loss: Loss,
        workspace: &mut Workspace,
    ) -> f64 {
        let value = self.loss(inputs, targets, loss, workspace);
        self.gradients(inputs, workspace);
        value
    }

    /// The pass forward alone. Leaves in `workspace` what the way back starts from, and returns the loss of the batch.
    ///
    /// Shapes as in [`Network::loss_and_gradients`].
    pub fn loss(
        &self,
        inputs: &ArrayView2<f32>,
        targets: &ArrayView2<f32>,
        loss: Loss,
        workspace: &mut Workspace,
    ) -> f64 {
        self.forward(inputs, workspace);
        let n = inputs.nrows();
        let last = self.layers.len() - 1;
        let mut z = workspace.outputs[last].slice_mut(s![..n, ..]);
        let z = z.as_slice_mut().expect("a prefix of rows is contiguous");
        let targets = targets.as_slice().expect("targets are contiguous");
        loss.value_and_gradient(self.layers[last].activation, z, targets)
    }

    /// The way back after [`Network::loss`] of the same inputs: leaves the gradients in `workspace`.
    pub fn gradients(&self, inputs: &ArrayView2<f32>, workspace: &mut Workspace) {
        for i in (0..self.layers.len()).rev() {
            self.pass_back(i, inputs.nrows(), workspace);
            let Workspace { outputs, d_outputs, gradients } = workspace;
            let (previous, d_z) = around(i, inputs, outputs, d_outputs);
            self.layers[i].parameter_gradient_into(&previous, &d_z, &mut gradients[i]);
        }
    }

    /// The way back after [`Network::loss`] of the same inputs, each layer taking its step of plain gradient descent as
    /// soon as nothing reads its weights any more: no gradient is ever stored.
    pub fn descend(&mut self, inputs: &ArrayView2<f32>, rate: f32, workspace: &mut Workspace) {
        for i in (0..self.layers.len()).rev() {
            self.pass_back(i, inputs.nrows(), workspace);
            let (previous, d_z) = around(i, inputs, &workspace.outputs, &workspace.d_outputs);
            self.layers[i].descend(&previous, &d_z, rate);
        }
    }

    fn forward(&self, inputs: &ArrayView2<f32>, workspace: &mut Workspace) {
        let n = inputs.nrows();
        let last = self.layers.len() - 1;
        for (i, layer) in self.layers.iter().enumerate() {
            let (before, from_here) = workspace.outputs.split_at_mut(i);
            let mut z = from_here[0].slice_mut(s![..n, ..]);
            match before.last() {
                Some(previous) => layer.affine_into(&previous.slice(s![..n, ..]), &mut z),
                None => layer.affine_into(inputs, &mut z),
            }
            // The loss takes the last layer before its activation.
            if i < last {
                activate(layer, &mut z);
            }
        }
    }

    /// From `d_Z` of layer `i` (of the last one left in its outputs by the loss) to `d_Z` of the layer before.
    fn pass_back(&self, i: usize, n: usize, workspace: &mut Workspace) {
        let Workspace { outputs, d_outputs, .. } = workspace;
        let (d_before, d_from_here) = d_outputs.split_at_mut(i);
        let Some(d_previous) = d_before.last_mut() else { return };
        let d_z = d_from_here.first().unwrap_or(&outputs[self.layers.len() - 1]).slice(s![..n, ..]);
        let mut d_previous = d_previous.slice_mut(s![..n, ..]);
        self.layers[i].input_gradient_into(&d_z, &mut d_previous);
        let previous = outputs[i - 1].slice(s![..n, ..]);
        self.layers[i - 1].activation.backward(
            previous.as_slice().expect("a prefix of rows is contiguous"),
            d_previous.as_slice_mut().expect("a prefix of rows is contiguous"),
        );
    }
}

/// What layer `i` read, and the loss by its `Z`.
fn around<'a>(
    i: usize,
    inputs: &'a ArrayView2<f32>,
    outputs: &'a [Array2<f32>],
    d_outputs: &'a [Array2<f32>],
) -> (ArrayView2<'a, f32>, ArrayView2<'a, f32>) {
    let n = inputs.nrows();
    let previous = if i == 0 { inputs.view() } else { outputs[i - 1].slice(s![..n, ..]) };
    (previous, d_outputs.get(i).unwrap_or(&outputs[i]).slice(s![..n, ..]))
}

/// Applies `layers` to `inputs (n, n_in)`; without layers, returns a copy.
pub(super) fn apply_layers(layers: &[Dense], inputs: &ArrayView2<f32>) -> Array2<f32> {
    let mut values = inputs.to_owned();
    for layer in layers {
        let mut next = Array2::zeros((values.nrows(), layer.n_out()));
        layer.affine_into(&values.view(), &mut next.view_mut());
        activate(layer, &mut next.view_mut());
        values = next;
    }
    values
}

/// What each of `layers` makes of `inputs (n, n_in)`, first to last; each `(n, n_out)`.
pub(super) fn activations_of(layers: &[Dense], inputs: &ArrayView2<f32>) -> Vec<Array2<f32>> {
    let mut activations: Vec<Array2<f32>> = Vec::with_capacity(layers.len());
    for layer in layers {
        let before = activations.last().map_or(*inputs, |last| last.view());
        let after = apply_layers(std::slice::from_ref(layer), &before);
        activations.push(after);
    }
    activations
}

fn activate(layer: &Dense, z: &mut ArrayViewMut2<f32>) {
    layer.activation.apply(z.as_slice_mut().expect("outputs are contiguous"));
}
