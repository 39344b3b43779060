//! A drawing of the user's own, made like the images of the data set and looked at as they are.

use super::{
    Material,
    gallery::{Gallery, errors_of},
    report::{Alike, DrawnReport, ExploreEvent},
};
use crate::{geometry::ImageSize, settings::DataId};
use data::drawing::{Drawing, Placement};
use ndarray::Array2;

/// Neighbours that are shown.
const N_NEIGHBORS: usize = 5;

/// Encodes and reconstructs a drawing.
pub(super) fn drawn(material: &Material, gallery: &mut Gallery, ink: &[u8], width: usize) -> ExploreEvent {
    let ImageSize { height, width: image_width } = material.size;
    let placement = placement_of(material.settings.data);
    let Some(image) = (Drawing { ink, width }).placed((height, image_width), placement) else {
        return ExploreEvent::Drawn(None);
    };
    let mut row = Array2::from_shape_fn((1, image.len()), |(_, j)| image[j]);
    if let Some(mean) = gallery.selection.mean() {
        row -= mean;
    }
    let code = material.autoencoder.encode(&row.view());
    let mse = errors_of(material.autoencoder, &row).first().copied().unwrap_or(f64::NAN);
    let n_below = gallery.errors.iter().filter(|error| **error < mse).count();
    let point = gallery.plane.points(&code.view()).first().copied().unwrap_or_default();
    let code = code.row(0).to_vec();
    let [by_code, by_pixels] = gallery.nearest(&code, &row.row(0).to_vec(), N_NEIGHBORS, None);
    ExploreEvent::Drawn(Some(Box::new(DrawnReport {
        image: gallery.bytes(&row),
        rebuilt: gallery.bytes(&material.autoencoder.reconstruct(&row.view())),
        code,
        point,
        mse,
        rank: n_below as f64 / gallery.errors.len().max(1) as f64,
        by_code: Alike::of(gallery, &by_code),
        by_pixels: Alike::of(gallery, &by_pixels),
    })))
}

/// How the images of a data set lie in their pixels.
fn placement_of(data: DataId) -> Placement {
    match data {
        DataId::Digits => Placement::FILLING,
        // Clothes fill their images, and lie in the middle.
        DataId::FashionMnist => Placement { fit: 1.0, is_by_mass: false },
        _ => Placement::MNIST,
    }
}
