//! The path of a linear autoencoder through the space of the notebook's points: its plane after every epoch, to be replayed.

use super::view::autoencoder_plane;
use crate::geometry::{Plane, Point3};
use learn::nn::autoencoder::Autoencoder;
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// Epochs that are remembered; a run that takes longer has long been where it ends.
pub const MAX_PATH: usize = 5000;

/// The state of a linear autoencoder after an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PathPoint {
    /// Its plane; none where the two directions of the decoder have become one, or nothing.
    pub plane: Option<Plane>,
    /// Its reconstruction as an affine map: of the unit vectors less the offset, then the offset. A linear autoencoder is no more.
    map: [Point3; 4],
}

impl PathPoint {
    /// Of an autoencoder of points in three dimensions; `None` of one that is not linear.
    #[must_use]
    pub fn of(autoencoder: &Autoencoder) -> Option<Self> {
        autoencoder.linear_decoder_columns().filter(|columns| columns.nrows() == 3)?;
        let mut inputs = Array2::zeros((4, 3));
        (0..3).for_each(|i| inputs[(i, i)] = 1.0);
        let images = autoencoder.reconstruct(&inputs.view());
        let row = |i: usize| [0, 1, 2].map(|j| images[(i, j)]);
        let offset = row(3);
        let column = |i: usize| [0, 1, 2].map(|j| row(i)[j] - offset[j]);
        Some(Self { plane: autoencoder_plane(autoencoder), map: [column(0), column(1), column(2), offset] })
    }

    /// Its reconstruction of a point.
    #[must_use]
    pub fn reconstruct(&self, [x, y, z]: Point3) -> Point3 {
        let [a, b, c, offset] = self.map;
        [0, 1, 2].map(|j| x * a[j] + y * b[j] + z * c[j] + offset[j])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data::notebook;
    use learn::nn::{activation::Activation, autoencoder::Architecture, init::Initializer};
    use rand::SeedableRng;

    #[test]
    fn the_map_is_the_network() {
        let build = |code_activation| {
            let architecture = Architecture { code_activation, ..Architecture::linear(3, vec![2]) };
            let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(5);
            architecture.build(Initializer::GlorotUniform, &mut rng).expect("sizes are not 0")
        };
        let autoencoder = build(Activation::Linear);
        let point = PathPoint::of(&autoencoder).expect("it is linear");
        let samples = notebook::load().select(&(0..60).collect::<Vec<_>>());
        for (sample, copy) in samples.outer_iter().zip(autoencoder.reconstruct(&samples.view()).outer_iter()) {
            let ours = point.reconstruct([sample[0], sample[1], sample[2]]);
            // Rounding of 32-bit sums of three products.
            assert!(ours.iter().zip(copy).all(|(a, b)| (a - b).abs() < 1e-6));
        }
        assert!(point.plane.is_some());
        assert_eq!(PathPoint::of(&build(Activation::Tanh)), None);
    }
}
