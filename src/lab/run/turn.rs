//! "Turn the code": an invertible matrix on the code and its inverse in the decoder. The code changes, the reconstructions do not.
//!
//! With `h' = A·h` and a decoder that reads `A⁻¹·h'`, the network is another and computes the same: the axes of a code mean
//! nothing. Only a penalty on the weights tells such networks apart, and it leaves rotations free (Kunin et al. 2019).

use crate::geometry::{Point2, points_2};
use learn::{
    measures::metrics,
    nn::{activation::Activation, autoencoder::Autoencoder, network::Network},
};
use ndarray::{Array2, ArrayView2, array};
use serde::{Deserialize, Serialize};

/// A matrix that acts on a code of two numbers, by rows.
pub type Matrix2 = [[f64; 2]; 2];

/// The matrix that changes nothing.
pub const IDENTITY: Matrix2 = [[1.0, 0.0], [0.0, 1.0]];
/// The largest entry of a matrix that can be chosen, either side of 0.
pub const MAX_ENTRY: f64 = 4.0;
/// Below this determinant the inverse is too large for numbers of 32 bits to undo what was done.
const LEAST_DETERMINANT: f64 = 0.02;

/// The results of turning a code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turned {
    /// The matrix applied to the code.
    pub matrix: Matrix2,
    /// The inverse matrix, applied in the decoder.
    pub inverse: Matrix2,
    /// The codes as training left them.
    pub plain: Vec<Point2>,
    /// The same samples' codes in the turned network.
    pub codes: Vec<Point2>,
    /// Mean squared error of these samples, before and after.
    pub mse: [f64; 2],
    /// Sum of the squared weights (biases apart), before and after.
    pub squared_weights: [f64; 2],
    /// The largest change of any number of any reconstruction.
    pub largest_change: f64,
}

impl Turned {
    /// Turns the code of `autoencoder` and compares on `samples (n, d)`. `None` where the code has not two linear numbers, or the
    /// matrix cannot be undone.
    #[must_use]
    pub fn of(autoencoder: &Autoencoder, matrix: Matrix2, samples: &ArrayView2<f32>) -> Option<Self> {
        let inverse = inverse(matrix)?;
        let turned = turn(autoencoder, matrix)?;
        let [before, after] = [autoencoder, &turned].map(|network| network.reconstruct(samples));
        let squares = |network: &Autoencoder| {
            let weights = network.network().layers().iter().flat_map(|layer| layer.weights.iter());
            weights.map(|&w| f64::from(w).powi(2)).sum::<f64>()
        };
        Some(Self {
            matrix,
            inverse,
            plain: points_2(&autoencoder.encode(samples).mapv(f64::from).view()),
            codes: points_2(&turned.encode(samples).mapv(f64::from).view()),
            mse: [&before, &after].map(|copies| metrics::mse(samples, &copies.view())),
            squared_weights: [autoencoder, &turned].map(squares),
            largest_change: before.iter().zip(&after).fold(0.0, |most, (a, b)| f64::from((a - b).abs()).max(most)),
        })
    }
}

/// Returns true if the code can be turned: it has two numbers and is linear.
#[must_use]
pub fn can_turn(autoencoder: &Autoencoder) -> bool {
    autoencoder.code_size() == 2
        && autoencoder.encoder().last().is_some_and(|code| code.activation == Activation::Linear)
}

/// `A⁻¹`; `None` where the determinant is too near to 0.
#[must_use]
pub fn inverse([[a, b], [c, d]]: Matrix2) -> Option<Matrix2> {
    let determinant = a * d - b * c;
    let can_be_undone = determinant.abs() >= LEAST_DETERMINANT;
    can_be_undone.then(|| [[d, -b], [-c, a]].map(|row| row.map(|x| x / determinant)))
}

/// The network with `A` behind its code layer and `A⁻¹` before the decoder; `None` as in [`Turned::of`].
///
/// Samples are rows, so `H' = H·Aᵀ`: the code layer becomes `W·Aᵀ, A·b`, and the decoder's first layer `A⁻ᵀ·W`.
#[must_use]
pub fn turn(autoencoder: &Autoencoder, matrix: Matrix2) -> Option<Autoencoder> {
    let undo = to_array(inverse(matrix).filter(|_| can_turn(autoencoder))?);
    let n_encoder_layers = autoencoder.encoder().len();
    let turn = to_array(matrix);
    let mut layers = autoencoder.network().layers().to_vec();
    let code = &mut layers[n_encoder_layers - 1];
    code.weights = code.weights.dot(&turn.t());
    code.bias = code.bias.as_ref().map(|bias| turn.dot(bias));
    let first = &mut layers[n_encoder_layers];
    first.weights = undo.t().dot(&first.weights);
    Autoencoder::new(Network::new(layers).ok()?, n_encoder_layers).ok()
}

fn to_array([[a, b], [c, d]]: Matrix2) -> Array2<f32> {
    array![[a, b], [c, d]].mapv(|x: f64| x as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use data::notebook;
    use learn::nn::{autoencoder::Architecture, init::Initializer};
    use rand::SeedableRng;

    fn network(hidden: Activation, sizes: &[usize]) -> Autoencoder {
        let architecture = Architecture { hidden_activation: hidden, ..Architecture::linear(3, sizes.to_vec()) };
        let mut autoencoder = architecture
            .build(Initializer::GlorotUniform, &mut rand_chacha::ChaCha8Rng::seed_from_u64(3))
            .expect("sizes are not 0");
        // Biases are drawn as 0; others show whether they are turned too.
        for layer in autoencoder.network_mut().layers_mut() {
            if let Some(bias) = &mut layer.bias {
                bias.iter_mut().enumerate().for_each(|(i, b)| *b = 0.3 - 0.1 * i as f32);
            }
        }
        autoencoder
    }

    #[test]
    fn the_code_turns_and_nothing_else_moves() {
        let samples = notebook::load().select(&(0..60).collect::<Vec<_>>());
        let (sin, cos) = 0.7_f64.sin_cos();
        let matrices = [[[2.0, 0.5], [-0.3, 0.8]], [[cos, -sin], [sin, cos]], [[0.0, 1.0], [1.0, 0.0]]];
        for autoencoder in [network(Activation::Linear, &[2]), network(Activation::Tanh, &[5, 2])] {
            for matrix in matrices {
                let turned = Turned::of(&autoencoder, matrix, &samples.view()).expect("invertible");
                // Rounding of 32-bit numbers of size 1, a few operations long.
                assert!(turned.largest_change < 2e-6, "{}", turned.largest_change);
                assert!((turned.mse[0] - turned.mse[1]).abs() < 1e-6 * turned.mse[0]);
                for ([x, y], [u, v]) in turned.plain.iter().zip(&turned.codes) {
                    let expected = matrix.map(|[a, b]| a * f64::from(*x) + b * f64::from(*y));
                    assert!((expected[0] - f64::from(*u)).abs() < 1e-5 && (expected[1] - f64::from(*v)).abs() < 1e-5);
                }
            }
        }
    }

    #[test]
    fn rotations_keep_the_squared_weights_and_stretches_do_not() {
        let samples = notebook::load().select(&[0, 1, 2]);
        let autoencoder = network(Activation::Linear, &[2]);
        let change = |matrix: Matrix2| {
            let [before, after] =
                Turned::of(&autoencoder, matrix, &samples.view()).expect("invertible").squared_weights;
            (after / before - 1.0).abs()
        };
        let (sin, cos) = 1.1_f64.sin_cos();
        assert!(change([[cos, -sin], [sin, cos]]) < 1e-6);
        assert!(change([[3.0, 0.0], [0.0, 3.0]]) > 0.5);
    }

    #[test]
    fn what_cannot_be_undone_is_refused() {
        let samples = notebook::load().select(&[0, 1, 2]);
        let autoencoder = network(Activation::Linear, &[2]);
        assert_eq!(Turned::of(&autoencoder, [[1.0, 2.0], [0.5, 1.0]], &samples.view()), None);
        assert_eq!(inverse([[f64::NAN, 0.0], [0.0, 1.0]]), None);
        assert!(turn(&network(Activation::Linear, &[1]), IDENTITY).is_none(), "a code of one number");
        assert_eq!(inverse([[2.0, 0.0], [0.0, 4.0]]), Some([[0.5, 0.0], [0.0, 0.25]]));
    }
}
