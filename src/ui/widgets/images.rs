//! Rows of small grey images: originals over their reconstructions, in the theme's ink on the theme's card.

use crate::store::appearance::use_appearance;
use lab::geometry::ImageSize;
use leptos::{html::Canvas, prelude::*};
use plot::{
    grey_images::{heat_bytes, rgba_grid},
    palette::Palette,
};
use web::canvas::put_pixels;
use web_sys::HtmlCanvasElement;

/// Pixels between two images of a row, at the images' own resolution.
const GAP: usize = 1;

/// A row of images on one canvas, at their own resolution; CSS enlarges it without smoothing.
#[component]
pub fn ImageRow(
    /// The description of the row.
    #[prop(into)]
    label: Signal<String>,
    /// Size of one image.
    #[prop(into)]
    size: Signal<Option<ImageSize>>,
    /// Bytes of all images, one after another; 255 is full ink.
    #[prop(into)]
    pixels: Signal<Vec<u8>>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let appearance = use_appearance();
    Effect::new(move |_| {
        let (Some(canvas), Some(size)) = (canvas.get(), size.get()) else { return };
        let palette = appearance.theme().palette();
        pixels.with(|pixels| put_row(&canvas, pixels, size, palette));
    });
    view! { <canvas node_ref=canvas class="image-row" role="img" aria-label=label></canvas> }
}

/// Images in rows of so many on one canvas, without gaps.
#[component]
pub fn ImageGrid(
    /// The description of the grid.
    #[prop(into)]
    label: Signal<String>,
    /// Size of one image.
    #[prop(into)]
    size: Signal<Option<ImageSize>>,
    /// Bytes of all images, one after another; 255 is full ink.
    #[prop(into)]
    pixels: Signal<Vec<u8>>,
    /// Images of a row.
    #[prop(into)]
    n_columns: Signal<usize>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let appearance = use_appearance();
    Effect::new(move |_| {
        let (Some(canvas), Some(size)) = (canvas.get(), size.get()) else { return };
        let palette = appearance.theme().palette();
        // Whose number of columns changes waits for its images.
        pixels.with(|pixels| {
            let n_images = pixels.len().checked_div(size.height * size.width).unwrap_or(0);
            let n = untrack(|| n_columns.get());
            if n > 0 && n_images == n * n {
                let (bytes, width, height) = rgba_grid(pixels, (size.height, size.width), (n, 0), palette);
                put_pixels(&canvas, &bytes, width, height);
            }
        });
    });
    view! { <canvas node_ref=canvas class="image-grid" role="img" aria-label=label></canvas> }
}

/// Draws a row of images on a canvas.
pub fn put_row(canvas: &HtmlCanvasElement, pixels: &[u8], size: ImageSize, palette: &Palette) {
    let n_images = pixels.len().checked_div(size.height * size.width).unwrap_or(0);
    let (bytes, width, height) = rgba_grid(pixels, (size.height, size.width), (n_images, GAP), palette);
    if width > 0 {
        put_pixels(canvas, &bytes, width, height);
    }
}

/// The units of a layer as squares, row by row in the most even grid: positive values in the autoencoder's colour, negative
/// ones in grey, both the stronger the farther from 0.
#[component]
pub fn HeatMap(
    /// The description of the heat map.
    #[prop(into)]
    label: Signal<String>,
    /// One value a unit.
    #[prop(into)]
    values: Signal<Vec<f32>>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let appearance = use_appearance();
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let palette = appearance.theme().palette();
        let values = values.get();
        if values.is_empty() {
            return;
        }
        let n_columns = (values.len() as f64).sqrt().ceil() as usize;
        let n_rows = values.len().div_ceil(n_columns);
        let bytes = heat_bytes(&values, n_columns * n_rows, palette);
        put_pixels(&canvas, &bytes, n_columns, n_rows);
    });
    view! { <canvas node_ref=canvas class="heat-map" role="img" aria-label=label></canvas> }
}
