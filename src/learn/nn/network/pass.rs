//! The forward and backward passes of a training step.

use super::{Network, activate};
use crate::nn::{
    bottleneck::Bottleneck,
    dense::{Dense, DenseGradient},
    loss::Loss,
};
use ndarray::{Array2, ArrayView2, ArrayViewMut2, s};
use std::ops::Range;

/// The arrays of a training step, kept between steps so that a step allocates nothing.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The outputs of each layer, `(batch_size, n_out)`; for the last one `Z`, then `d_Z`.
    outputs: Vec<Array2<f32>>,
    /// The gradient of the loss with respect to the outputs of each layer except the last.
    d_outputs: Vec<Array2<f32>>,
    /// The gradient of the loss with respect to each layer's parameters, from the last pass.
    pub gradients: Vec<DenseGradient>,
    /// The noise `ε (batch_size, k)` of a variational code, to be renewed before each pass; otherwise empty.
    pub noise: Array2<f32>,
    /// The codes drawn with the noise, and the gradient with respect to them; otherwise empty.
    codes: Array2<f32>,
    d_codes: Array2<f32>,
    /// The penalty on the codes, from the last pass.
    pub penalty: f64,
}

impl Network {
    /// Allocates a workspace for passes over at most `batch_size` samples.
    #[must_use]
    pub fn workspace(&self, batch_size: usize) -> Workspace {
        let arrays = |layers: &[Dense]| layers.iter().map(|layer| Array2::zeros((batch_size, layer.n_out()))).collect();
        let n_drawn = if self.bottleneck.is_variational() { self.layers[self.code_layer_idx].n_out() / 2 } else { 0 };
        let codes = Array2::zeros((if n_drawn > 0 { batch_size } else { 0 }, n_drawn));
        Workspace {
            outputs: arrays(&self.layers),
            d_outputs: arrays(&self.layers[..self.layers.len() - 1]),
            gradients: self.layers.iter().map(Dense::zero_gradient).collect(),
            noise: codes.clone(),
            d_codes: codes.clone(),
            codes,
            penalty: 0.0,
        }
    }

    /// Performs a forward and a backward pass. Leaves the gradients in `workspace` and returns the loss of the batch.
    ///
    /// Shapes: `inputs (n, n_in)`, `targets (n, n_out)`, n at most the workspace's batch size, both row-major.
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

    /// Performs the forward pass. Leaves the penalty and the inputs of the backward pass in `workspace`; returns the
    /// loss of the batch without the penalty.
    ///
    /// Shapes as in [`Network::loss_and_gradients`].
    pub fn loss(
        &self,
        inputs: &ArrayView2<f32>,
        targets: &ArrayView2<f32>,
        loss: Loss,
        workspace: &mut Workspace,
    ) -> f64 {
        let output = self.layers[self.trained.end - 1].activation;
        self.loss_by(inputs, workspace, |mut z| {
            let z = z.as_slice_mut().expect("a prefix of rows is contiguous");
            let targets = targets.as_slice().expect("targets are contiguous");
            loss.value_and_gradient(output, z, targets)
        })
    }

    /// Performs the forward pass with any loss: `judge` gets the last layer before its activation, `Z (n, n_out)`, and
    /// replaces it by the gradient of the loss.
    pub(crate) fn loss_by<T>(
        &self,
        inputs: &ArrayView2<f32>,
        workspace: &mut Workspace,
        judge: impl FnOnce(ArrayViewMut2<f32>) -> T,
    ) -> T {
        self.forward(inputs, workspace);
        judge(workspace.outputs[self.trained.end - 1].slice_mut(s![..inputs.nrows(), ..]))
    }

    /// Performs the backward pass after [`Network::loss`] of the same inputs: leaves the gradients of loss and penalty
    /// in `workspace`; both layers of a shared matrix get the sum of their gradients.
    pub fn gradients(&self, inputs: &ArrayView2<f32>, workspace: &mut Workspace) {
        for i in self.trained.clone().rev() {
            self.pass_back(i, inputs.nrows(), workspace);
            let mut gradient = std::mem::take(&mut workspace.gradients[i]);
            let (previous, d_z) = self.around(i, inputs, workspace);
            self.layers[i].parameter_gradient_into(&previous, &d_z, &mut gradient);
            workspace.gradients[i] = gradient;
        }
        for i in self.trained.clone().filter(|&i| self.borrows_matrix(i)) {
            let (owners, borrowers) = workspace.gradients.split_at_mut(i);
            let (shared, copy) = (&mut owners[self.layers.len() - 1 - i].d_weights, &mut borrowers[0].d_weights);
            *shared += &copy.t();
            copy.assign(&shared.t());
        }
    }

    /// Performs the backward pass after [`Network::loss`] of the same inputs; each layer takes its step of plain
    /// gradient descent once its weights are no longer needed, so that no gradient is stored. Not for tied layers,
    /// which depend on each other.
    pub fn descend(&mut self, inputs: &ArrayView2<f32>, rate: f32, workspace: &mut Workspace) {
        debug_assert!(!self.is_tied);
        for i in self.trained.clone().rev() {
            self.pass_back(i, inputs.nrows(), workspace);
            let (previous, d_z) = self.around(i, inputs, workspace);
            self.layers[i].descend(&previous, &d_z, rate);
        }
    }

    fn forward(&self, inputs: &ArrayView2<f32>, workspace: &mut Workspace) {
        let n = inputs.nrows();
        let Range { start, end } = self.trained;
        workspace.penalty = 0.0;
        for (i, layer) in self.layers.iter().enumerate().take(end).skip(start) {
            let (before, from_here) = workspace.outputs.split_at_mut(i);
            let mut z = from_here[0].slice_mut(s![..n, ..]);
            match before.last() {
                _ if i == start => layer.affine_into(inputs, &mut z),
                _ if self.draws_after(i - 1) => layer.affine_into(&workspace.codes.slice(s![..n, ..]), &mut z),
                Some(previous) => layer.affine_into(&previous.slice(s![..n, ..]), &mut z),
                None => {}
            }
            // The loss reads the last layer before its activation.
            if i + 1 < end {
                activate(layer, &mut z);
                if i == self.code_layer_idx && self.bottleneck != Bottleneck::Plain {
                    workspace.penalty = self.bottleneck.penalty(&z.view(), self.n_in());
                }
                if self.draws_after(i) {
                    let mut codes = workspace.codes.slice_mut(s![..n, ..]);
                    Bottleneck::draw(&z.view(), &workspace.noise.slice(s![..n, ..]), &mut codes);
                }
            }
        }
    }

    /// Returns true if the layer after layer `i` reads a draw instead of its outputs.
    fn draws_after(&self, i: usize) -> bool {
        i == self.code_layer_idx && self.bottleneck.is_variational()
    }

    /// Propagates `d_Z` of layer `i` (for the last one, left in its outputs by the loss) to `d_Z` of the previous
    /// layer.
    fn pass_back(&self, i: usize, n: usize, workspace: &mut Workspace) {
        if i == self.trained.start {
            return;
        }
        let Workspace { outputs, d_outputs, noise, d_codes, .. } = workspace;
        let (d_before, d_from_here) = d_outputs.split_at_mut(i);
        let Some(d_previous) = d_before.last_mut() else { return };
        let is_last = i + 1 == self.trained.end;
        let d_z = if is_last { &outputs[i] } else { &d_from_here[0] }.slice(s![..n, ..]);
        let mut d_previous = d_previous.slice_mut(s![..n, ..]);
        let previous = outputs[i - 1].slice(s![..n, ..]);
        match self.bottleneck {
            Bottleneck::Variational { beta } if self.draws_after(i - 1) => {
                let mut d_codes = d_codes.slice_mut(s![..n, ..]);
                self.layers[i].input_gradient_into(&d_z, &mut d_codes);
                let from = (&previous, &noise.slice(s![..n, ..]), &d_codes.view());
                Bottleneck::draw_backward(beta, self.n_in(), from, &mut d_previous);
            }
            bottleneck => {
                self.layers[i].input_gradient_into(&d_z, &mut d_previous);
                if i - 1 == self.code_layer_idx {
                    bottleneck.add_gradient(&previous, &mut d_previous);
                }
            }
        }
        self.layers[i - 1].activation.backward(
            previous.as_slice().expect("a prefix of rows is contiguous"),
            d_previous.as_slice_mut().expect("a prefix of rows is contiguous"),
        );
    }

    /// Returns the inputs of layer `i`, and the gradient of the loss with respect to its `Z`.
    fn around<'a>(
        &self,
        i: usize,
        inputs: &'a ArrayView2<f32>,
        workspace: &'a Workspace,
    ) -> (ArrayView2<'a, f32>, ArrayView2<'a, f32>) {
        let rows = s![..inputs.nrows(), ..];
        let previous = match i {
            _ if i == self.trained.start => inputs.view(),
            _ if self.draws_after(i - 1) => workspace.codes.slice(rows),
            _ => workspace.outputs[i - 1].slice(rows),
        };
        let d_z = if i + 1 == self.trained.end { &workspace.outputs[i] } else { &workspace.d_outputs[i] };
        (previous, d_z.slice(rows))
    }
}
