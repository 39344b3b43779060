//! Images of codes that no image was encoded to, drawn in three ways.

use super::{
    Material,
    gallery::Gallery,
    report::{ExploreEvent, GeneratedReport},
};
use learn::nn::code_source::CodeSource;
use ndarray::Axis;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Images of each kind.
const N_IMAGES: usize = 10;
/// Intervals of a number's histogram.
const N_BINS: usize = 30;

/// Images of drawn codes; the same draw gives the same images.
pub(super) fn generated(material: &Material, gallery: &Gallery, draw: u64) -> ExploreEvent {
    let mut rng = ChaCha8Rng::seed_from_u64(material.settings.seed ^ (draw << 32));
    let prior = CodeSource::Prior(gallery.codes.ncols());
    // Of codes that are no numbers nothing can be fitted.
    let gaussian = CodeSource::gaussian(&gallery.codes.view()).unwrap_or_else(|_| prior.clone());
    let histograms = CodeSource::histograms(&gallery.codes.view(), N_BINS);
    let mut images = |source: &CodeSource| {
        let codes = source.draw(N_IMAGES, &mut rng);
        gallery.bytes(&material.autoencoder.decode(&codes.view()))
    };
    let some: Vec<usize> = gallery.picks.iter().copied().take(N_IMAGES).collect();
    ExploreEvent::Generated(Box::new(GeneratedReport {
        gaussian: images(&gaussian),
        histograms: images(&histograms),
        prior: images(&prior),
        is_variational: material.settings.bottleneck().is_variational(),
        rebuilt: gallery.bytes(&material.autoencoder.decode(&gallery.codes.select(Axis(0), &some).view())),
    }))
}
