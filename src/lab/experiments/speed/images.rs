//! Images to be trained on where none are at hand.

use super::{N_FEATURES, N_IMAGES, SEED};
use data::{Dataset, SampleShape, published::MNIST};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Images in which every pixel is drawn on its own.
pub(super) fn random_images() -> Dataset {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let pixels = (0..N_IMAGES * N_FEATURES).map(|_| rng.random::<u8>()).collect();
    let dataset = Dataset::from_pixels(pixels, u8::MAX, MNIST.side, MNIST.side);
    debug_assert_eq!(dataset.shape(), SampleShape::Image { height: MNIST.side, width: MNIST.side });
    dataset
}
