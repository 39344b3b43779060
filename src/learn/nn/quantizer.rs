//! Codes in eight bits a number: what a reconstruction loses when its code is kept as small as an image's pixels.

use ndarray::{Array2, ArrayView2, Axis, Zip};

/// Steps that a byte tells apart.
const N_STEPS: f32 = 255.0;

/// A straight map of each number of a code to a byte: its least value in a sample of codes to 0, its greatest to 255.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantizer {
    low: Vec<f32>,
    /// Holds what one step of a byte is worth; 0 for a number that never changes.
    step: Vec<f32>,
}

impl Quantizer {
    /// The map that fits these codes, `(n, k)`.
    #[must_use]
    pub fn fit(codes: &ArrayView2<f32>) -> Self {
        let (low, step) = codes
            .axis_iter(Axis(1))
            .map(|unit| {
                let (low, high) =
                    unit.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)));
                if low < high { (low, (high - low) / N_STEPS) } else { (if low.is_finite() { low } else { 0.0 }, 0.0) }
            })
            .unzip();
        Self { low, step }
    }

    /// Codes as bytes, the nearest step each; what lies beyond the fitted range goes to its end. Shapes: both `(n, k)`.
    #[must_use]
    pub fn encode(&self, codes: &ArrayView2<f32>) -> Array2<u8> {
        let mut bytes = Array2::zeros(codes.dim());
        Zip::indexed(&mut bytes).and(codes).for_each(|(_, unit), byte, &x| {
            if self.step[unit] > 0.0 {
                // A cast takes what is beyond a byte to its end, and what is no number to 0.
                *byte = ((x - self.low[unit]) / self.step[unit]).round() as u8;
            }
        });
        bytes
    }

    /// The codes that bytes stand for: half a step away from the encoded ones at most. Shapes: both `(n, k)`.
    #[must_use]
    pub fn decode(&self, bytes: &ArrayView2<u8>) -> Array2<f32> {
        let mut codes = Array2::zeros(bytes.dim());
        Zip::indexed(&mut codes).and(bytes).for_each(|(_, unit), x, &byte| {
            *x = self.low[unit] + self.step[unit] * f32::from(byte);
        });
        codes
    }

    /// There and back. Shapes: both `(n, k)`.
    #[must_use]
    pub fn round(&self, codes: &ArrayView2<f32>) -> Array2<f32> {
        self.decode(&self.encode(codes).view())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;
    use rand::{RngExt, SeedableRng};

    #[test]
    fn ends_are_exact_and_steps_are_equal() {
        let codes = array![[-1.0_f32, 5.0, 0.0], [1.0, 5.0, 255.0], [0.1, 5.0, 100.4]];
        let quantizer = Quantizer::fit(&codes.view());
        let bytes = quantizer.encode(&codes.view());
        // (0.1 + 1)/(2/255) = 140.25; a number that never changes needs no byte.
        assert_eq!(bytes, array![[0, 0, 0], [255, 0, 255], [140, 0, 100]]);
        assert_eq!(quantizer.decode(&bytes.view()).row(1).to_vec(), [1.0, 5.0, 255.0]);
        // Beyond the range, and no number at all.
        assert_eq!(
            quantizer.encode(&array![[9.0_f32, 9.0, -9.0], [f32::NAN, 0.0, 1e9]].view()),
            array![[255, 0, 0], [0, 0, 255]]
        );
    }

    #[test]
    fn no_number_moves_by_more_than_half_a_step() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(9);
        let codes = Array2::from_shape_simple_fn((200, 4), || rng.random_range(-3.0..7.0_f32));
        let rounded = Quantizer::fit(&codes.view()).round(&codes.view());
        // Half of a step of at most 10/255, and the roundings of f32 at 7.
        let most = 0.5 * 10.0 / 255.0 + 4.0 * 7.0 * f32::EPSILON;
        assert!(codes.iter().zip(&rounded).all(|(x, r)| (x - r).abs() <= most));
    }
}
