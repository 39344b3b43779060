//! Rows of images as one picture to be saved: a title, and a label before each row.

use crate::{
    lab::snapshot::ImageSize,
    plot::palette::Palette,
    ui::{figure::context_of, images::put_row},
};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// Pixels of the picture for a pixel of a large image; of a small one more.
const LEAST_SCALE: usize = 3;
/// Width of an image in the picture, about.
const IMAGE_WIDTH: usize = 84;
/// Room for labels, and for the title.
const LABEL_WIDTH: f64 = 260.0;
const TITLE_HEIGHT: f64 = 64.0;
const ROW_GAP: f64 = 10.0;
const FONT: &str = "22px sans-serif";
const TITLE_FONT: &str = "600 26px sans-serif";

/// A row of the picture.
pub struct StripRow {
    /// What it is.
    pub label: String,
    /// Bytes of its images, one after another.
    pub pixels: Vec<u8>,
}

/// The picture; `None` where the browser has no canvas to draw it on.
pub fn strip(title: &str, rows: &[StripRow], size: ImageSize, palette: &Palette) -> Option<HtmlCanvasElement> {
    let new = || document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok();
    let images: Vec<_> = rows
        .iter()
        .map(|row| {
            let canvas = new()?;
            put_row(&canvas, &row.pixels, size, palette);
            Some(canvas)
        })
        .collect::<Option<_>>()?;
    let scale = (IMAGE_WIDTH / size.width.max(1)).max(LEAST_SCALE) as f64;
    let widest = images.iter().map(HtmlCanvasElement::width).max().unwrap_or(0);
    let row_height = size.height as f64 * scale;
    let picture = new()?;
    picture.set_width((LABEL_WIDTH + f64::from(widest) * scale + 2.0 * ROW_GAP) as u32);
    picture.set_height((TITLE_HEIGHT + rows.len() as f64 * (row_height + ROW_GAP) + ROW_GAP) as u32);
    let context = context_of(&picture)?;
    context.set_fill_style_str(&palette.card.css());
    context.fill_rect(0.0, 0.0, f64::from(picture.width()), f64::from(picture.height()));
    context.set_fill_style_str(&palette.ink.css());
    context.set_text_baseline("middle");
    context.set_font(TITLE_FONT);
    context.fill_text(title, 2.0 * ROW_GAP, TITLE_HEIGHT / 2.0).ok()?;
    context.set_font(FONT);
    context.set_image_smoothing_enabled(false);
    for (place, (row, image)) in rows.iter().zip(&images).enumerate() {
        let top = TITLE_HEIGHT + place as f64 * (row_height + ROW_GAP);
        context
            .fill_text_with_max_width(&row.label, 2.0 * ROW_GAP, top + row_height / 2.0, LABEL_WIDTH - 3.0 * ROW_GAP)
            .ok()?;
        let width = f64::from(image.width()) * scale;
        context.draw_image_with_html_canvas_element_and_dw_and_dh(image, LABEL_WIDTH, top, width, row_height).ok()?;
    }
    Some(picture)
}
