//! Damaged images and what networks make of them: the one that is looked at, and its twin.

use super::{
    Material,
    gallery::Gallery,
    question::{Noise, NoiseKind},
    report::{Cleaned, DenoisingReport, ExploreEvent},
};
use crate::{geometry::ImageSize, settings::CorruptionKind};
use learn::{
    measures::metrics,
    nn::{autoencoder::Autoencoder, corruption::Corruption},
};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Images that errors are means over.
const N_MEASURED: usize = 500;
/// Strokes at a strength of 1.
const MOST_STROKES: f64 = 10.0;

/// Computes the reconstructions of damaged images.
pub(super) fn denoising(
    material: &Material,
    gallery: &Gallery,
    twin: Option<&Autoencoder>,
    noise: Noise,
) -> ExploreEvent {
    let shown = material.shown.all();
    let measured = gallery.selection.first(N_MEASURED).all();
    let white = gallery.selection.mean().map(|mean| mean.to_vec());
    let damage = |rows: &Array2<f32>, stream: u64| {
        let mut damaged = rows.clone();
        noise.apply(&mut damaged, white.as_deref(), material.size, stream);
        damaged
    };
    let (shown_damaged, measured_damaged) = (damage(&shown, 0), damage(&measured, 1));
    let cleaned = |autoencoder: &Autoencoder, is_denoising: bool| {
        let mse = |rows: &Array2<f32>| metrics::mse(&measured.view(), &autoencoder.reconstruct(&rows.view()).view());
        Cleaned {
            is_denoising,
            images: gallery.bytes(&autoencoder.reconstruct(&shown_damaged.view())),
            mse: mse(&measured_damaged),
            whole_mse: mse(&measured),
        }
    };
    let is_denoising = material.settings.corruption_kind != CorruptionKind::None;
    ExploreEvent::Denoising(Box::new(DenoisingReport {
        originals: gallery.bytes(&shown),
        damaged: gallery.bytes(&shown_damaged),
        damaged_mse: metrics::mse(&measured.view(), &measured_damaged.view()),
        n_samples: measured.nrows(),
        cleaned: cleaned(material.autoencoder, is_denoising),
        by_twin: twin.map(|twin| cleaned(twin, !is_denoising)),
    }))
}

impl Noise {
    /// Damages images `(n, d)` in their place, the same way every time; `mean` is what was subtracted from them.
    pub fn apply(self, rows: &mut Array2<f32>, mean: Option<&[f32]>, size: ImageSize, stream: u64) {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed ^ (stream << 40));
        let Some(values) = rows.as_slice_mut() else { return };
        match self.kind {
            NoiseKind::Gaussian => Corruption::Gaussian(self.strength as f32).apply(values, &mut rng),
            NoiseKind::Dropped => Corruption::Dropout(self.strength.min(0.95) as f32).apply(values, &mut rng),
            NoiseKind::Strokes => {
                let n_strokes = (self.strength * MOST_STROKES).round() as usize;
                for image in values.chunks_exact_mut((size.height * size.width).max(1)) {
                    for _ in 0..n_strokes {
                        stroke(image, mean, size, &mut rng);
                    }
                }
            }
        }
    }
}

/// A straight stroke of full ink, as thick as a pixel, from one place within the image to another.
fn stroke(image: &mut [f32], mean: Option<&[f32]>, size: ImageSize, rng: &mut ChaCha8Rng) {
    let ImageSize { height, width } = size;
    let mut place = || (rng.random_range(0.0..width as f32), rng.random_range(0.0..height as f32));
    let ((x0, y0), (x1, y1)) = (place(), place());
    let n_steps = (2.0 * (x1 - x0).abs().max((y1 - y0).abs())).ceil().max(1.0) as usize;
    for step in 0..=n_steps {
        let share = step as f32 / n_steps as f32;
        let (x, y) = ((x0 + share * (x1 - x0)) as usize, (y0 + share * (y1 - y0)) as usize);
        let pixel = y.min(height - 1) * width + x.min(width - 1);
        // Where the training mean is subtracted, so it is from the ink.
        image[pixel] = 1.0 - mean.and_then(|mean| mean.get(pixel)).copied().unwrap_or(0.0);
    }
}
