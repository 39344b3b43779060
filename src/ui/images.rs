//! Rows of small grey images: originals over their reconstructions, in the theme's ink on the theme's card.

use crate::{
    lab::snapshot::ImageSize,
    plot::palette::{Colour, Palette},
    ui::{appearance::use_appearance, figure::context_of},
};
use leptos::{html::Canvas, prelude::*};
use wasm_bindgen::Clamped;
use web_sys::ImageData;

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
        pixels.with(|pixels| {
            let (bytes, width) = rgba_row(pixels, size, palette);
            if width == 0 {
                return;
            }
            canvas.set_width(width as u32);
            canvas.set_height(size.height as u32);
            let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&bytes), width as u32, size.height as u32);
            if let (Some(context), Ok(image)) = (context_of(&canvas), image) {
                // Only a canvas of no size refuses, and there is nothing to see on it.
                let _ = context.put_image_data(&image, 0.0, 0.0);
            }
        });
    });
    view! { <canvas node_ref=canvas class="image-row" role="img" aria-label=label></canvas> }
}

/// RGBA bytes of a row of images, and its width in pixels.
fn rgba_row(pixels: &[u8], size: ImageSize, palette: &Palette) -> (Vec<u8>, usize) {
    let ImageSize { height, width } = size;
    let n_images = pixels.len().checked_div(height * width).unwrap_or(0);
    let row_width = (n_images * (width + GAP)).saturating_sub(GAP);
    let mut bytes = vec![0; row_width * height * 4];
    for (image_idx, image) in pixels.chunks_exact((height * width).max(1)).enumerate() {
        for (pixel_idx, &value) in image.iter().enumerate() {
            let x = image_idx * (width + GAP) + pixel_idx % width;
            let place = (pixel_idx / width * row_width + x) * 4;
            let Colour(r, g, b) = mix(palette.card, palette.ink, value);
            bytes[place..place + 4].copy_from_slice(&[r, g, b, 255]);
        }
    }
    (bytes, row_width)
}

/// From `ground` at 0 to `ink` at 255.
fn mix(ground: Colour, ink: Colour, value: u8) -> Colour {
    let channel = |from: u8, to: u8| {
        let value = i32::from(value);
        ((i32::from(from) * (255 - value) + i32::from(to) * value) / 255) as u8
    };
    Colour(channel(ground.0, ink.0), channel(ground.1, ink.1), channel(ground.2, ink.2))
}
