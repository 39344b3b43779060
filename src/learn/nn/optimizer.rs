//! Optimisers, with the definitions and constants of Keras 3.

use super::network::{Network, Workspace};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

/// The constants of Adam and Nadam in Keras 3 (Kingma and Ba 2015; Keras uses ε = 1e-7).
const BETA_1: f64 = 0.9;
const BETA_2: f64 = 0.999;
const EPSILON: f32 = 1e-7;
/// The share of the previous step in the next one (Polyak 1964; the customary value).
const MOMENTUM: f32 = 0.9;
/// The decay of RMSprop's running mean of squares; the default of Keras 3.
const RHO: f32 = 0.9;
/// The rate at which Nadam's momentum grows towards β₁ (Dozat 2016; Keras 3).
const NADAM_DECAY: f64 = 0.96;

/// The update rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OptimizerKind {
    /// `w ← w − lr·g`
    Sgd,
    /// `v ← 0.9·v − lr·g`, `w ← w + v` (Polyak 1964).
    Momentum,
    /// `v ← 0.9·v − lr·g`, `w ← w + 0.9·v − lr·g` (Nesterov 1983, in the form of Sutskever et al. 2013).
    Nesterov,
    /// Steps scaled by a running mean of squared gradients (Tieleman and Hinton 2012).
    RmsProp,
    /// Steps from running means of the gradient and its square (Kingma and Ba 2015, algorithm 1 in its efficient form).
    Adam,
    /// Adam with Nesterov's look-ahead (Dozat 2016).
    Nadam,
}

impl OptimizerKind {
    /// All variants, in the order in which forms list them.
    pub const ALL: [Self; 6] = [Self::Sgd, Self::Momentum, Self::Nesterov, Self::RmsProp, Self::Adam, Self::Nadam];

    /// Returns the short name used in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sgd => "sgd",
            Self::Momentum => "momentum",
            Self::Nesterov => "nesterov",
            Self::RmsProp => "rmsprop",
            Self::Adam => "adam",
            Self::Nadam => "nadam",
        }
    }

    /// Returns two flags: true if the rule keeps a running mean of gradients (or of steps), and one of their squares.
    fn remembers(self) -> (bool, bool) {
        match self {
            Self::Sgd => (false, false),
            Self::Momentum | Self::Nesterov => (true, false),
            Self::RmsProp => (false, true),
            Self::Adam | Self::Nadam => (true, true),
        }
    }
}

/// A rule with its learning rate and its state.
#[derive(Debug, Clone)]
pub struct Optimizer {
    kind: OptimizerKind,
    learning_rate: f64,
    /// The penalty on the sum of the squared weights, without biases: Keras' `kernel_regularizer=L2(l2)`.
    l2: f64,
    /// The number of updates so far.
    n_updates: i32,
    /// The product of Nadam's growing momenta.
    momentum_product: f64,
    /// The state of each parameter array (weights, then biases, layer by layer).
    moments: Vec<Moments>,
}

/// Running means of the gradient (or of steps) and of its square; empty if the rule needs none.
#[derive(Debug, Clone)]
struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl Optimizer {
    /// Creates an optimiser for `network`; `l2` times the sum of the squared weights is added to the minimised loss.
    #[must_use]
    pub fn new(kind: OptimizerKind, learning_rate: f64, l2: f64, network: &Network) -> Self {
        let (has_first, has_second) = kind.remembers();
        let zeros = |is_needed: bool, len: usize| vec![0.0; if is_needed { len } else { 0 }];
        let lens = network.layers().iter().enumerate().flat_map(|(i, layer)| {
            let is_trained = network.trained().contains(&i);
            let n_weights = if network.borrows_matrix(i) { 0 } else { layer.weights.len() };
            [n_weights, layer.n_out()].map(|len| if is_trained { len } else { 0 })
        });
        let moments =
            lens.map(|len| Moments { first: zeros(has_first, len), second: zeros(has_second, len) }).collect();
        Self { kind, learning_rate, l2, n_updates: 0, momentum_product: 1.0, moments }
    }

    /// Performs the backward pass after [`Network::loss`] of the same inputs, and one update of all parameters.
    ///
    /// Plain gradient descent updates the weights during the pass, without storing a gradient, unless two layers share
    /// a matrix.
    pub fn step(&mut self, network: &mut Network, inputs: &ArrayView2<f32>, workspace: &mut Workspace) {
        if self.kind == OptimizerKind::Sgd && self.l2 == 0.0 && !network.is_tied() {
            self.n_updates += 1;
            network.descend(inputs, self.learning_rate as f32, workspace);
        } else {
            network.gradients(inputs, workspace);
            self.update(network, workspace);
        }
    }

    /// Updates all trained parameters once by the gradients in `workspace`; a shared matrix also once.
    pub fn update(&mut self, network: &mut Network, workspace: &Workspace) {
        self.n_updates += 1;
        let rule = self.rule();
        // The gradient of the penalty.
        let pull = (2.0 * self.l2) as f32;
        for i in network.trained() {
            let borrows_matrix = network.borrows_matrix(i);
            let (layer, gradient) = (&mut network.layers_mut()[i], &workspace.gradients[i]);
            if !borrows_matrix {
                let weights = layer.weights.as_slice_mut().expect("weights are contiguous");
                let d_weights = gradient.d_weights.as_slice().expect("gradients are contiguous");
                rule.apply(&mut self.moments[2 * i], weights, d_weights, pull);
            }
            if let Some(bias) = &mut layer.bias {
                let bias = bias.as_slice_mut().expect("biases are contiguous");
                let d_bias = gradient.d_bias.as_slice().expect("gradients are contiguous");
                rule.apply(&mut self.moments[2 * i + 1], bias, d_bias, 0.0);
            }
        }
        network.share_matrices();
    }

    /// Starts an update and returns its rule.
    fn rule(&mut self) -> Rule {
        let (rate, t) = (self.learning_rate, self.n_updates);
        let (mean_share, square_share) = (1.0 - BETA_1.powi(t), 1.0 - BETA_2.powi(t));
        match self.kind {
            OptimizerKind::Sgd => Rule::Descend { rate: rate as f32 },
            OptimizerKind::Momentum => Rule::Roll { rate: rate as f32, looks_ahead: false },
            OptimizerKind::Nesterov => Rule::Roll { rate: rate as f32, looks_ahead: true },
            OptimizerKind::RmsProp => Rule::Scale { rate: rate as f32 },
            OptimizerKind::Adam => Rule::Adapt { rate: (rate * square_share.sqrt() / mean_share) as f32 },
            OptimizerKind::Nadam => {
                let momentum = |t: i32| BETA_1 * (1.0 - 0.5 * NADAM_DECAY.powi(t));
                let (now, next) = (momentum(t), momentum(t + 1));
                self.momentum_product *= now;
                Rule::LookAhead {
                    rate: rate as f32,
                    of_mean: (next / (1.0 - self.momentum_product * next)) as f32,
                    of_gradient: ((1.0 - now) / (1.0 - self.momentum_product)) as f32,
                    of_square: (1.0 / square_share) as f32,
                }
            }
        }
    }
}

/// A rule with the constants that all parameters of an update share. `g` is the gradient including that of the penalty.
#[derive(Debug, Clone, Copy)]
enum Rule {
    /// `w ← w − rate·g`
    Descend { rate: f32 },
    /// `v ← 0.9·v − rate·g`; `w ← w + v`, or with look-ahead `w ← w + 0.9·v − rate·g`.
    Roll { rate: f32, looks_ahead: bool },
    /// `s ← 0.9·s + 0.1·g²`, `w ← w − rate·g/√(s + ε)`
    Scale { rate: f32 },
    /// `m ← m + (1−β₁)(g − m)`, `s ← s + (1−β₂)(g² − s)`, `w ← w − rate·m/(√s + ε)`
    Adapt { rate: f32 },
    /// The running means of `Adapt`, and `w ← w − rate·(of_mean·m + of_gradient·g)/(√(of_square·s) + ε)`
    LookAhead { rate: f32, of_mean: f32, of_gradient: f32, of_square: f32 },
}

impl Rule {
    /// Updates an array; `pull` times a parameter is added to its gradient.
    fn apply(self, moments: &mut Moments, parameters: &mut [f32], gradient: &[f32], pull: f32) {
        let Moments { first, second } = moments;
        let arrays = parameters.iter_mut().zip(gradient);
        match self {
            Self::Descend { rate } => arrays.for_each(|(w, &g)| *w -= rate * (g + pull * *w)),
            Self::Roll { rate, looks_ahead } => {
                for ((w, &g), v) in arrays.zip(first) {
                    let push = rate * (g + pull * *w);
                    *v = MOMENTUM * *v - push;
                    *w += if looks_ahead { MOMENTUM * *v - push } else { *v };
                }
            }
            Self::Scale { rate } => {
                for ((w, &g), s) in arrays.zip(second) {
                    let g = g + pull * *w;
                    *s = RHO * *s + (1.0 - RHO) * g * g;
                    *w -= rate * g / (*s + EPSILON).sqrt();
                }
            }
            Self::Adapt { rate } => {
                for (((w, &g), m), s) in arrays.zip(first).zip(second) {
                    let g = g + pull * *w;
                    remember(g, m, s);
                    *w -= rate * *m / (s.sqrt() + EPSILON);
                }
            }
            Self::LookAhead { rate, of_mean, of_gradient, of_square } => {
                for (((w, &g), m), s) in arrays.zip(first).zip(second) {
                    let g = g + pull * *w;
                    remember(g, m, s);
                    *w -= rate * (of_mean * *m + of_gradient * g) / ((of_square * *s).sqrt() + EPSILON);
                }
            }
        }
    }
}

/// Updates Adam's running means of a gradient and of its square.
#[inline]
fn remember(g: f32, m: &mut f32, s: &mut f32) {
    *m += (1.0 - BETA_1) as f32 * (g - *m);
    *s += (1.0 - BETA_2) as f32 * (g * g - *s);
}
