//! What figures and whatever takes them away share: how a figure is drawn, wherever, and the canvases beneath.

pub use super::surface::Area;
use leptos::prelude::*;
use plot::{
    marks::Mark,
    stamps::{Stamping, rasterise},
    style::Style,
};
use std::rc::Rc;
use wasm_bindgen::Clamped;
pub use web::canvas::context_of;
use web_sys::{HtmlCanvasElement, ImageData};

/// Points that lie over a figure's axes.
pub struct Points {
    /// The points, in pixels of the drawing.
    pub marks: Vec<Mark>,
    /// How they are drawn.
    pub stamping: Stamping,
}

/// Draws a figure, wherever.
pub type Draw = Rc<dyn Fn(&Area, &Style) -> Option<Points>>;

/// A figure, for its menu.
#[derive(Clone, Copy)]
pub struct Taken {
    /// The description of the figure: its title.
    pub label: Signal<String>,
    /// Draws it.
    pub draw: StoredValue<Draw, LocalStorage>,
    /// Its size on the page, CSS pixels.
    pub size: Signal<(f64, f64)>,
    /// Raised afterwards: drawing elsewhere has told the figure other places.
    pub redraw: RwSignal<u32>,
    /// True if the legends beside the figure belong to it.
    pub has_legend: bool,
}

/// Gives a canvas as many pixels as its place has; setting the size also clears it, so only when it differs.
pub fn resize(canvas: &HtmlCanvasElement, (width, height): (u32, u32)) {
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}

pub(crate) fn put_points(canvas: &HtmlCanvasElement, (width, height): (u32, u32), points: Option<&Points>) {
    let Some(context) = context_of(canvas) else { return };
    let Some(points) = points else {
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        return;
    };
    let image = rasterise(&points.marks, (width as usize, height as usize), points.stamping);
    if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&image), width, height) {
        // Only a canvas of no size refuses, and there is nothing to see on it.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}
