//! Rows of small grey images: originals over their reconstructions, in the theme's ink on the theme's card.

use crate::{store::appearance::use_appearance, widgets::drawing::context_of};
use lab::geometry::ImageSize;
use leptos::{html::Canvas, prelude::*};
use plot::palette::{Colour, Palette};
use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};

/// Pixels between two images of a row, at the images' own resolution.
const GAP: usize = 1;

/// A row of images on one canvas, at their own resolution; CSS enlarges it without smoothing.
#[component]
pub fn ImageRow(
    /// What the row shows, in words.
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
    /// What the grid shows, in words.
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
                let (bytes, width, height) = rgba_grid(pixels, size, (n, 0), palette);
                put_pixels(&canvas, &bytes, width, height);
            }
        });
    });
    view! { <canvas node_ref=canvas class="image-grid" role="img" aria-label=label></canvas> }
}

/// Draws a row of images on a canvas.
pub fn put_row(canvas: &HtmlCanvasElement, pixels: &[u8], size: ImageSize, palette: &Palette) {
    let n_images = pixels.len().checked_div(size.height * size.width).unwrap_or(0);
    let (bytes, width, height) = rgba_grid(pixels, size, (n_images, GAP), palette);
    if width > 0 {
        put_pixels(canvas, &bytes, width, height);
    }
}

/// Gives a canvas the size of an image and puts the image on it; `bytes` are RGBA, row by row.
fn put_pixels(canvas: &HtmlCanvasElement, bytes: &[u8], width: usize, height: usize) {
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(bytes), width as u32, height as u32);
    if let (Some(context), Ok(image)) = (context_of(canvas), image) {
        // Only a canvas of no size refuses, and there is nothing to see on it.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// The units of a layer as squares, row by row in the most even grid: positive values in the autoencoder's colour, negative
/// ones in grey, both the stronger the farther from 0.
#[component]
pub fn HeatMap(
    /// What it shows, in words.
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

/// RGBA bytes of `n_squares`, of which those beyond the values stay clear.
fn heat_bytes(values: &[f32], n_squares: usize, palette: &Palette) -> Vec<u8> {
    let largest = values.iter().fold(0.0_f32, |largest, value| largest.max(value.abs()));
    let mut bytes = vec![0; n_squares * 4];
    for (place, &value) in bytes.chunks_exact_mut(4).zip(values) {
        let strength = if largest > 0.0 { (255.0 * value.abs() / largest) as u8 } else { 0 };
        let Colour(r, g, b) = mix(palette.card, if value < 0.0 { palette.ink_2 } else { palette.ae }, strength);
        place.copy_from_slice(&[r, g, b, 255]);
    }
    bytes
}

/// RGBA bytes of images in rows of `n_columns`, `gap` clear pixels between them, with the width and the height of the whole.
fn rgba_grid(
    pixels: &[u8],
    size: ImageSize,
    (n_columns, gap): (usize, usize),
    palette: &Palette,
) -> (Vec<u8>, usize, usize) {
    let ImageSize { height, width } = size;
    let n_images = pixels.len().checked_div(height * width).unwrap_or(0);
    let length = |n: usize, side: usize| (n * (side + gap)).saturating_sub(gap);
    let (grid_width, grid_height) = (length(n_columns, width), length(n_images.div_ceil(n_columns.max(1)), height));
    let mut bytes = vec![0; grid_width * grid_height * 4];
    for (image_idx, image) in pixels.chunks_exact((height * width).max(1)).enumerate() {
        let (left, top) = (image_idx % n_columns * (width + gap), image_idx / n_columns * (height + gap));
        for (pixel_idx, &value) in image.iter().enumerate() {
            let place = ((top + pixel_idx / width) * grid_width + left + pixel_idx % width) * 4;
            let Colour(r, g, b) = mix(palette.card, palette.ink, value);
            bytes[place..place + 4].copy_from_slice(&[r, g, b, 255]);
        }
    }
    (bytes, grid_width, grid_height)
}

/// From `ground` at 0 to `ink` at 255.
fn mix(ground: Colour, ink: Colour, value: u8) -> Colour {
    let channel = |from: u8, to: u8| {
        let value = i32::from(value);
        ((i32::from(from) * (255 - value) + i32::from(to) * value) / 255) as u8
    };
    Colour(channel(ground.0, ink.0), channel(ground.1, ink.1), channel(ground.2, ink.2))
}
