//! Walking through the space of codes: on a plane, from one sample to another, along one number.

use super::{
    Material,
    gallery::Gallery,
    report::{BentReport, CodeReport, ExploreEvent, PlaneReport, WayReport},
};
use crate::geometry::Point2;
use ndarray::{Array2, ArrayView1, Axis};

/// Steps from one sample to another: fine enough for a slider.
pub const N_STEPS: usize = 41;
/// Images of a strip along one number.
pub const N_ALONG: usize = 11;
/// Points decoded at once at most: a grid of 30 by 30.
pub const MAX_POINTS: usize = 900;

/// The plane with the gallery on it.
pub(super) fn plane(material: &Material, gallery: &Gallery) -> ExploreEvent {
    ExploreEvent::Plane(Box::new(PlaneReport {
        kind: gallery.plane.kind,
        points: gallery.plane.points(&gallery.codes.view()),
        labels: gallery.labels.clone(),
        share: gallery.plane.share,
        size: material.size,
        picks: gallery.picks.clone(),
        pick_images: gallery.images(&gallery.picks),
        pick_labels: gallery.labels_of(&gallery.picks),
    }))
}

/// Images of points on the plane.
pub(super) fn decode(material: &Material, gallery: &Gallery, points: &[Point2], is_grid: bool) -> ExploreEvent {
    let points = &points[..points.len().min(MAX_POINTS)];
    let codes = gallery.plane.codes(points);
    ExploreEvent::Decoded(gallery.bytes(&material.autoencoder.decode(&codes.view())), is_grid)
}

/// From one sample to another: between their codes, and between their pixels.
pub(super) fn way(material: &Material, gallery: &Gallery, from: usize, to: usize) -> ExploreEvent {
    let n = gallery.rows.nrows();
    if from >= n || to >= n {
        return ExploreEvent::Nothing;
    }
    let codes = between(gallery.codes.row(from), gallery.codes.row(to), N_STEPS);
    let faded = between(gallery.rows.row(from), gallery.rows.row(to), N_STEPS);
    ExploreEvent::Way(Box::new(WayReport {
        by_code: gallery.bytes(&material.autoencoder.decode(&codes.view())),
        by_pixels: gallery.bytes(&faded),
        n_steps: N_STEPS,
    }))
}

/// Points on the straight line from one to another, both included, `(n_steps, k)`.
fn between(from: ArrayView1<f32>, to: ArrayView1<f32>, n_steps: usize) -> Array2<f32> {
    let last = n_steps.saturating_sub(1).max(1) as f32;
    Array2::from_shape_fn((n_steps, from.len()), |(step, j)| {
        let share = step as f32 / last;
        (1.0 - share) * from[j] + share * to[j]
    })
}

/// A sample's code, and how far the numbers of codes go.
pub(super) fn code(_: &Material, gallery: &Gallery, sample: usize) -> ExploreEvent {
    if sample >= gallery.rows.nrows() {
        return ExploreEvent::Nothing;
    }
    ExploreEvent::Code(Box::new(CodeReport {
        sample,
        code: gallery.codes.row(sample).to_vec(),
        ranges: gallery.ranges.clone(),
        original: gallery.images(&[sample]),
    }))
}

/// Decodes a code and shows the effect of one of its numbers.
pub(super) fn bend(material: &Material, gallery: &Gallery, code: &[f32], unit: usize) -> ExploreEvent {
    let Some(&(low, high)) = gallery.ranges.get(unit).filter(|_| code.len() == gallery.ranges.len()) else {
        return ExploreEvent::Nothing;
    };
    let values: Vec<f32> = (0..N_ALONG).map(|i| low + (high - low) * i as f32 / (N_ALONG - 1) as f32).collect();
    let mut codes = Array2::from_shape_fn((N_ALONG + 1, code.len()), |(_, j)| code[j]);
    for (mut row, &value) in codes.axis_iter_mut(Axis(0)).skip(1).zip(&values) {
        row[unit] = value;
    }
    let images = gallery.bytes(&material.autoencoder.decode(&codes.view()));
    let (image, along) = images.split_at(images.len() / (N_ALONG + 1));
    ExploreEvent::Bent(Box::new(BentReport { image: image.to_vec(), along: along.to_vec(), values }))
}
