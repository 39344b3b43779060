//! A dense layer: `Y = a(X·W + b)`, and its gradients.

use super::{activation::Activation, init::Initializer};
use crate::kernels::{gemm::product_into, lanes::F32x8};
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, Axis};
use rand::Rng;

/// A layer in which every unit sees every input.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    /// `W (n_in, n_out)`.
    pub weights: Array2<f32>,
    /// `b (n_out)`; `None` for a layer without biases.
    pub bias: Option<Array1<f32>>,
    /// Holds what is applied to `X·W + b`.
    pub activation: Activation,
}

/// The loss by the parameters of a [`Dense`] layer; same shapes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DenseGradient {
    /// `(n_in, n_out)`.
    pub d_weights: Array2<f32>,
    /// `(n_out)`; unused where the layer has no biases.
    pub d_bias: Array1<f32>,
}

impl Dense {
    /// A layer with drawn weights and zero biases, as in Keras.
    pub fn new(
        (n_in, n_out): (usize, usize),
        activation: Activation,
        has_bias: bool,
        initializer: Initializer,
        rng: &mut impl Rng,
    ) -> Self {
        Self { weights: initializer.draw(n_in, n_out, rng), bias: has_bias.then(|| Array1::zeros(n_out)), activation }
    }

    /// Inputs a sample.
    #[must_use]
    pub fn n_in(&self) -> usize {
        self.weights.nrows()
    }

    /// Units.
    #[must_use]
    pub fn n_out(&self) -> usize {
        self.weights.ncols()
    }

    /// Numbers that training may change.
    #[must_use]
    pub fn n_parameters(&self) -> usize {
        self.weights.len() + self.bias.as_ref().map_or(0, Array1::len)
    }

    /// A gradient of this layer's shape, all zero.
    #[must_use]
    pub fn zero_gradient(&self) -> DenseGradient {
        DenseGradient { d_weights: Array2::zeros(self.weights.dim()), d_bias: Array1::zeros(self.n_out()) }
    }

    /// `Z = X·W + b`, before the activation. Shapes: `inputs (n, n_in)`, `z (n, n_out)`.
    pub fn affine_into(&self, inputs: &ArrayView2<f32>, z: &mut ArrayViewMut2<f32>) {
        let keep = match &self.bias {
            Some(bias) => {
                z.axis_iter_mut(Axis(0)).for_each(|mut row| row.assign(bias));
                1.0
            }
            None => 0.0,
        };
        product_into(1.0, inputs, &self.weights.view(), keep, z);
    }

    /// The gradients of the parameters: `d_W = Xᵀ·d_Z`, `d_b = Σ rows of d_Z`.
    /// Shapes: `inputs (n, n_in)`, `d_z (n, n_out)`.
    pub fn parameter_gradient_into(
        &self,
        inputs: &ArrayView2<f32>,
        d_z: &ArrayView2<f32>,
        gradient: &mut DenseGradient,
    ) {
        product_into(1.0, &inputs.t(), d_z, 0.0, &mut gradient.d_weights.view_mut());
        if self.bias.is_some() {
            gradient.d_bias.fill(0.0);
            add_rows(d_z, 1.0, &mut gradient.d_bias);
        }
    }

    /// One step of plain gradient descent, `W ← W − rate·Xᵀ·d_Z` and `b` alike, without a gradient in between.
    /// Shapes: `inputs (n, n_in)`, `d_z (n, n_out)`.
    pub fn descend(&mut self, inputs: &ArrayView2<f32>, d_z: &ArrayView2<f32>, rate: f32) {
        product_into(-rate, &inputs.t(), d_z, 1.0, &mut self.weights.view_mut());
        if let Some(bias) = &mut self.bias {
            add_rows(d_z, -rate, bias);
        }
    }

    /// The gradient of the inputs: `d_X = d_Z·Wᵀ`. Shapes: `d_z (n, n_out)`, `d_inputs (n, n_in)`.
    pub fn input_gradient_into(&self, d_z: &ArrayView2<f32>, d_inputs: &mut ArrayViewMut2<f32>) {
        product_into(1.0, d_z, &self.weights.t(), 0.0, d_inputs);
    }
}

/// Adds `factor` times every row to `sums`. Shapes: `rows (n, k)`, `sums (k)`.
fn add_rows(rows: &ArrayView2<f32>, factor: f32, sums: &mut Array1<f32>) {
    let sums = sums.as_slice_mut().expect("biases are contiguous");
    for row in rows.axis_iter(Axis(0)) {
        let row = row.to_slice().expect("rows of a batch are contiguous");
        F32x8::map_pairs(sums, row, |sum, x| x.mul_add(F32x8::splat(factor), sum));
    }
}
