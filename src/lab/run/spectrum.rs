//! PCA as an instrument of its own: how much each component explains, what it looks like, and what is left with the first few.

use super::selection::{Selection, pixels};
use crate::geometry::ImageSize;
use learn::{linalg::pca::Pca, nn::trainer::BatchSource};
use ndarray::{Array1, Array2, s};
use serde::{Deserialize, Serialize};

/// Shares of the variance for which the number of components is told.
pub const SHARES: [f64; 3] = [0.90, 0.95, 0.99];
/// Components that are shown as images.
pub const N_SHOWN_COMPONENTS: usize = 10;

/// The data of a whole PCA that a view draws.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spectrum {
    /// Share of the variance along each component, largest first: all `d`.
    pub ratios: Vec<f64>,
    /// For each of [`SHARES`], how many components explain at least so much.
    pub n_for_share: [usize; 3],
    /// The mean sample as bytes, where samples are images.
    pub mean: Vec<u8>,
    /// The first components as bytes, one after another: 128 is zero, the largest entry of each is at an end.
    pub components: Vec<u8>,
    /// Components kept.
    pub n_kept: usize,
    /// Mean squared error on the training samples with so many.
    pub mse: f64,
    /// The shown samples through so many components, as bytes.
    pub reconstructions: Vec<u8>,
}

impl Spectrum {
    /// Of a whole PCA with `n_kept` components (brought to between 1 and `d`); `shown` are the samples to be rebuilt.
    #[must_use]
    pub fn of(pca: &Pca, n_kept: usize, shown: &Selection, size: Option<ImageSize>) -> Self {
        let ratios = pca.explained_variance_ratio().to_vec();
        let n_kept = n_kept.clamp(1, ratios.len().max(1));
        let has_images = size.is_some();
        let rebuilt = || pixels(&pca.reconstruct(&shown.all().view(), n_kept), shown.mean());
        Self {
            n_for_share: SHARES.map(|share| n_components_for(&ratios, share)),
            mean: if has_images { mean_image(pca.mean(), shown) } else { Vec::new() },
            components: if has_images { component_images(pca) } else { Vec::new() },
            n_kept,
            mse: pca.mse(n_kept),
            reconstructions: if has_images { rebuilt() } else { Vec::new() },
            ratios,
        }
    }
}

/// How many of the first ratios add up to at least `share`; all of them where rounding keeps them below.
#[must_use]
pub fn n_components_for(ratios: &[f64], share: f64) -> usize {
    let mut sum = 0.0;
    let enough = ratios.iter().position(|ratio| {
        sum += ratio;
        sum >= share
    });
    enough.map_or(ratios.len(), |idx| idx + 1)
}

fn mean_image(mean: &Array1<f64>, shown: &Selection) -> Vec<u8> {
    let row = Array2::from_shape_fn((1, shown.n_features()), |(_, j)| mean[j] as f32);
    pixels(&row, shown.mean())
}

fn component_images(pca: &Pca) -> Vec<u8> {
    let components = pca.components(N_SHOWN_COMPONENTS);
    let image = |i: usize| {
        let row = components.slice(s![i, ..]);
        let largest = row.iter().fold(f64::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        row.iter().map(|value| (127.5 * (1.0 + value / largest)).round() as u8).collect::<Vec<_>>()
    };
    (0..components.nrows()).flat_map(image).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exchange::link,
        run::{session::Session, source},
    };

    fn prepared(query: &str) -> Session {
        let settings = link::parse(query).settings;
        let samples = source::assemble(&settings, &[], None).expect("built in");
        let mut session = Session::new(settings, &samples).expect("settings agree");
        while !session.is_prepared() {
            session.advance().expect("finite numbers");
        }
        session
    }

    #[test]
    fn shares_are_counted_to_the_component_that_reaches_them() {
        assert_eq!(n_components_for(&[0.5, 0.25, 0.25], 0.75), 2);
        assert_eq!(n_components_for(&[0.5, 0.25, 0.25], 0.76), 3);
        assert_eq!(n_components_for(&[0.5, 0.4], 0.99), 2);
        assert_eq!(n_components_for(&[], 0.9), 0);
    }

    #[test]
    fn digits_have_their_components_as_images_and_all_of_them_copy() {
        let mut session = prepared("chapter=pca&data=digits");
        let few = session.spectrum(2).expect("it decomposes").expect("the chapter has PCA");
        assert_eq!((few.ratios.len(), few.mean.len(), few.components.len()), (64, 64, 640));
        assert!((few.ratios.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // scikit-learn's PCA of load_digits(): 21, 29 and 41 components for 90, 95 and 99 %.
        assert_eq!(few.n_for_share, [21, 29, 41]);
        let info = session.info();
        assert!((few.mse - info.pca.expect("PCA").mse).abs() < 1e-15);
        let all = session.spectrum(999).expect("it decomposes").expect("PCA");
        assert_eq!((all.n_kept, all.mse), (64, 0.0));
        assert_eq!(all.reconstructions, info.shown.originals);
        assert!(few.reconstructions != all.reconstructions);
    }

    #[test]
    fn points_have_no_images_and_other_chapters_no_spectrum() {
        let notebook = prepared("chapter=pca").spectrum(1).expect("it decomposes").expect("PCA");
        assert_eq!((notebook.ratios.len(), notebook.components.len()), (3, 0));
        assert_eq!(prepared("chapter=stacked").spectrum(1).expect("nothing to do"), None);
    }
}
