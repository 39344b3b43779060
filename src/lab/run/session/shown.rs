//! Which images a run is shown by, and what of them does not change while it trains.

use super::Session;
use crate::{
    run::{
        selection::{Selection, pixels},
        snapshot::ShownImages,
    },
    settings::{Chapter, Settings},
};
use data::SampleShape;
use learn::nn::{corruption::Corruption, trainer::BatchSource};
use ndarray::Array2;
use rand::SeedableRng;
use rand_distr::{Distribution, StandardNormal};

/// Images of a page.
const N_A_PAGE: usize = 10;
/// Images to choose from, in the chapter that looks at one of them.
const N_TO_CHOOSE: usize = 20;

/// The images that settings ask for: the first page has one of each class.
pub(super) fn choose(settings: &Settings, held_out: &Selection, shape: SampleShape) -> Selection {
    match shape {
        SampleShape::Point => held_out.first(0),
        _ if settings.chapter == Chapter::Anatomy => held_out.pick(&held_out.each_class_first(N_TO_CHOOSE)),
        _ => {
            let page = settings.image_page % n_pages(settings, held_out);
            held_out.pick(&page_of(settings, held_out, page))
        }
    }
}

/// Places of the images of a page.
fn page_of(settings: &Settings, held_out: &Selection, page: usize) -> Vec<usize> {
    let of_class = of_class(settings, held_out);
    if of_class.is_none() && page == 0 {
        return held_out.one_of_each_class(N_A_PAGE);
    }
    let places = of_class.clone().unwrap_or_else(|| (0..held_out.n_samples()).collect());
    // Without a class, the first page is another one.
    let first = (page - usize::from(of_class.is_none())) * N_A_PAGE;
    places.into_iter().skip(first).take(N_A_PAGE).collect()
}

/// Pages that there are; at least one.
fn n_pages(settings: &Settings, held_out: &Selection) -> usize {
    match of_class(settings, held_out) {
        Some(places) => places.len().div_ceil(N_A_PAGE).max(1),
        None => 1 + held_out.n_samples().div_ceil(N_A_PAGE),
    }
}

/// Places of the images of the class asked for; `None` where none is, or none has it.
fn of_class(settings: &Settings, held_out: &Selection) -> Option<Vec<usize>> {
    let class = u8::try_from(settings.image_class.checked_sub(1)?).ok()?;
    let labels = held_out.labels()?;
    let places: Vec<usize> = (0..labels.len()).filter(|&place| labels[place] == class).collect();
    (!places.is_empty()).then_some(places)
}

impl Session {
    /// The shown images as they are, damaged, and by PCA.
    pub(super) fn shown_images(&self) -> ShownImages {
        if self.shape == SampleShape::Point {
            return ShownImages::default();
        }
        let rows = self.shown.all();
        let image = |values: &Array2<f32>| pixels(values, self.shown.mean());
        ShownImages {
            originals: image(&rows),
            labels: self.shown.labels().unwrap_or_default(),
            damaged: self.damaged().map(|rows| image(&rows)).unwrap_or_default(),
            by_pca: self
                .pca
                .as_ref()
                .map(|pca| image(&pca.reconstruct(&rows.view(), self.pca_size())))
                .unwrap_or_default(),
            n_pages: n_pages(&self.settings, &self.parts.held_out),
        }
    }

    /// Decodes draws from the standard normal distribution for a variational code; empty for other codes.
    pub(super) fn sampled(&self) -> Vec<u8> {
        if !self.settings.bottleneck().is_variational() || self.image_size().is_none() {
            return Vec::new();
        }
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(self.settings.seed ^ (self.draw_number << 32));
        let draw = || StandardNormal.sample(&mut rng);
        let codes = Array2::from_shape_simple_fn((N_A_PAGE, self.viewed().code_size()), draw);
        pixels(&self.viewed().decode(&codes.view()), self.shown.mean())
    }

    /// The shown images, damaged as those trained on are, the same way every time; `None` where nothing damages them.
    pub(super) fn damaged(&self) -> Option<Array2<f32>> {
        let corruption = self.settings.corruption();
        if corruption == Corruption::None || self.image_size().is_none() {
            return None;
        }
        let mut rows = self.shown.all();
        let values = rows.as_slice_mut().expect("made contiguous");
        corruption.apply(values, &mut rand_chacha::ChaCha8Rng::seed_from_u64(self.settings.seed));
        Some(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exchange::link, run::source};

    fn labels(query: &str) -> (Vec<u8>, ShownImages) {
        let settings = link::parse(query).settings;
        let samples = source::assemble(&settings, &[], None).expect("built in");
        let session = Session::new(settings, &samples).expect("the settings agree");
        (session.shown.labels().expect("digits have labels"), session.shown_images())
    }

    #[test]
    fn pages_begin_with_one_of_each_class_and_go_round() {
        let (first, images) = labels("chapter=stacked");
        assert_eq!(first, (0..10).collect::<Vec<_>>());
        // 359 of 1,797 digits are kept apart: 36 pages of them, and the first.
        assert_eq!((images.n_pages, images.originals.len(), images.labels), (37, 10 * 64, first.clone()));
        let (last, _) = labels("chapter=stacked&images=36");
        assert_eq!(last.len(), 9);
        assert_eq!(labels("chapter=stacked&images=37").0, first);
        assert_ne!(labels("chapter=stacked&images=1").0, labels("chapter=stacked&images=2").0);
    }

    #[test]
    fn a_class_is_shown_alone() {
        assert_eq!(labels("chapter=stacked&images-of=5").0, [4; 10]);
        assert!(labels("chapter=stacked&images-of=5&images=3").0.iter().all(|&label| label == 4));
        // A class that does not exist leaves all of them.
        assert_eq!(labels("chapter=stacked&images-of=99").0.len(), 10);
        assert!(!labels("chapter=stacked&preset=denoising").1.damaged.is_empty());
    }
}
