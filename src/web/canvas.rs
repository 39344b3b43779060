//! Writing pixels to canvases and reading them back.

use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, ImageData};

/// A row of images as shown on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanvasRow {
    /// The text before the images.
    pub words: String,
    /// The number of pixels in a line.
    pub width: usize,
    /// The pixels, RGBA, line by line.
    pub rgba: Vec<u8>,
}

/// Returns the drawing context of a canvas.
pub fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Resizes a canvas to an image and draws the image on it; `bytes` are RGBA, row by row.
pub fn put_pixels(canvas: &HtmlCanvasElement, bytes: &[u8], width: usize, height: usize) {
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(bytes), width as u32, height as u32);
    if let (Some(context), Ok(image)) = (context_of(canvas), image) {
        // This fails only for a canvas without size, which shows nothing.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// Returns the rows in the enclosing element of class `image-rows`: each image, and the text before it.
pub fn rows_around(place: &Element) -> Vec<CanvasRow> {
    let Some(around) = place.closest(".image-rows").ok().flatten() else { return Vec::new() };
    let Ok(parts) = around.query_selector_all("span:not(.visually-hidden), canvas.image-row") else {
        return Vec::new();
    };
    let parts = (0..parts.length()).filter_map(|idx| parts.get(idx)?.dyn_into::<Element>().ok());
    let mut words = String::new();
    let mut rows = Vec::new();
    for part in parts.filter(|part| !place.contains(Some(part))) {
        match part.dyn_ref::<HtmlCanvasElement>() {
            Some(canvas) => rows.extend(pixels(canvas, std::mem::take(&mut words))),
            None => words = part.text_content().unwrap_or_default().trim().to_owned(),
        }
    }
    rows
}

fn pixels(canvas: &HtmlCanvasElement, words: String) -> Option<CanvasRow> {
    let (width, height) = (canvas.width(), canvas.height());
    let context = context_of(canvas)?;
    let image = context.get_image_data(0.0, 0.0, f64::from(width), f64::from(height)).ok()?;
    Some(CanvasRow { words, width: width as usize, rgba: image.data().0 })
}
