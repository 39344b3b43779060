//! Optimisers: how gradients change weights. Definitions and constants are Keras 3's.

use super::network::{Network, Workspace};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

/// Adam's constants in Keras 3 (Kingma and Ba 2015; Keras takes ε = 1e-7).
const BETA_1: f64 = 0.9;
const BETA_2: f64 = 0.999;
const EPSILON: f32 = 1e-7;

/// The rule by which weights follow the gradient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OptimizerKind {
    /// `w ← w − lr·g`
    Sgd,
    /// Steps by running means of the gradient and its square (Kingma and Ba 2015, algorithm 1 in its efficient form).
    Adam,
}

impl OptimizerKind {
    /// All of them, in the order in which forms list them.
    pub const ALL: [Self; 2] = [Self::Sgd, Self::Adam];
}

/// A rule with its learning rate and its memory.
#[derive(Debug, Clone)]
pub struct Optimizer {
    kind: OptimizerKind,
    learning_rate: f64,
    /// Updates done so far.
    n_updates: i32,
    /// For Adam, per parameter array (weights, then biases, layer by layer) the running means.
    moments: Vec<Moments>,
}

/// Adam's running means of the gradient and of its square.
#[derive(Debug, Clone)]
struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Optimizer {
    /// An optimiser for `network`, before its first update.
    #[must_use]
    pub fn new(kind: OptimizerKind, learning_rate: f64, network: &Network) -> Self {
        let moments = match kind {
            OptimizerKind::Sgd => Vec::new(),
            OptimizerKind::Adam => network
                .layers()
                .iter()
                .flat_map(|layer| [layer.weights.len(), layer.n_out()])
                .map(|len| Moments { first: vec![0.0; len], second: vec![0.0; len] })
                .collect(),
        };
        Self { kind, learning_rate, n_updates: 0, moments }
    }

    /// The way back after [`Network::loss`] of the same inputs, and one update of all parameters by it.
    ///
    /// Plain gradient descent changes the weights on the way, without storing a gradient.
    pub fn step(&mut self, network: &mut Network, inputs: &ArrayView2<f32>, workspace: &mut Workspace) {
        if self.kind == OptimizerKind::Sgd {
            self.n_updates += 1;
            network.descend(inputs, self.learning_rate as f32, workspace);
        } else {
            network.gradients(inputs, workspace);
            self.update(network, workspace);
        }
    }

    /// One update of all parameters by the gradients in `workspace`.
    pub fn update(&mut self, network: &mut Network, workspace: &Workspace) {
        self.n_updates += 1;
        for (i, (layer, gradient)) in network.layers_mut().iter_mut().zip(&workspace.gradients).enumerate() {
            let weights = layer.weights.as_slice_mut().expect("weights are contiguous");
            let d_weights = gradient.d_weights.as_slice().expect("gradients are contiguous");
            self.update_array(2 * i, weights, d_weights);
            if let Some(bias) = &mut layer.bias {
                let bias = bias.as_slice_mut().expect("biases are contiguous");
                self.update_array(2 * i + 1, bias, gradient.d_bias.as_slice().expect("gradients are contiguous"));
            }
        }
    }

    fn update_array(&mut self, array_idx: usize, parameters: &mut [f32], gradient: &[f32]) {
        match self.kind {
            OptimizerKind::Sgd => {
                let rate = self.learning_rate as f32;
                for (parameter, g) in parameters.iter_mut().zip(gradient) {
                    *parameter -= rate * g;
                }
            }
            OptimizerKind::Adam => {
                let rate = self.learning_rate * (1.0 - BETA_2.powi(self.n_updates)).sqrt()
                    / (1.0 - BETA_1.powi(self.n_updates));
                adam_step(&mut self.moments[array_idx], rate as f32, parameters, gradient);
            }
        }
    }
}

/// `m ← m + (1−β₁)(g − m)`, `v ← v + (1−β₂)(g² − v)`, `w ← w − rate·m/(√v + ε)`.
fn adam_step(moments: &mut Moments, rate: f32, parameters: &mut [f32], gradient: &[f32]) {
    let (keep_1, keep_2) = ((1.0 - BETA_1) as f32, (1.0 - BETA_2) as f32);
    let arrays = parameters.iter_mut().zip(gradient).zip(&mut moments.first).zip(&mut moments.second);
    for (((parameter, &g), m), v) in arrays {
        *m += keep_1 * (g - *m);
        *v += keep_2 * (g * g - *v);
        *parameter -= rate * *m / (v.sqrt() + EPSILON);
    }
}
