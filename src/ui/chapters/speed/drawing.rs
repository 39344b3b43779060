//! How long this page's own drawing takes: the same functions that the labs call, on canvases that nobody sees.

use crate::widgets::{drawing::Points, figure::paint, images::put_row};
use lab::geometry::{ImageSize, Point2};
use leptos::prelude::*;
use plot::{
    axes::{AxisWords, Zoom},
    codes::CodesFigure,
    marks::nearest,
    palette::Palette,
    style::Style,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// Points of the scatter, half of them PCA's and half the autoencoder's.
pub const N_POINTS: usize = 10_000;
const SIZE: (u32, u32) = (640, 520);
const N_ROUNDS: usize = 7;
/// Places that the pointer is at in a round.
const N_HOVERS: usize = 100;

/// Milliseconds, by the median of some rounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawingTimes {
    /// Axes and [`N_POINTS`] points.
    pub scatter_ms: f64,
    /// Finding the point under the pointer among them.
    pub hover_ms: f64,
    /// A row of images over a row of reconstructions.
    pub images_ms: f64,
}

/// Measures; `images` are bytes of images of `size`, drawn twice as the labs do. `None` where there is no canvas.
pub fn measure(style: &Style, palette: &Palette, images: &[u8], size: ImageSize) -> Option<DrawingTimes> {
    let canvas = || document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok();
    let (base, over, row) = (canvas()?, canvas()?, canvas()?);
    let clock = window().performance()?;
    let half: Vec<Point2> = (0..N_POINTS / 2).map(spiral).collect();
    let turned: Vec<Point2> = half.iter().map(|&[x, y]| [y, -x]).collect();
    let figure = CodesFigure::Both { pca: &half, ae: &turned, shows: [true; 2] };
    let draw = |area: &crate::widgets::drawing::Area, style: &Style| {
        let frame = figure.draw_axes(area, Zoom::HOME, AxisWords { x: "x", y: "y" }, style).ok()?;
        Some(Points { marks: figure.marks(&frame, style), stamping: figure.stamping(style) })
    };
    let (mut scatter, mut hover, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..N_ROUNDS {
        let start = clock.now();
        let points = paint((&base, &over), SIZE, style, draw)?;
        scatter.push(clock.now() - start);

        let start = clock.now();
        let n_found = (0..N_HOVERS).filter(|i| nearest(&points.marks, hover_place(i + round), 14.0).is_some()).count();
        std::hint::black_box(n_found);
        hover.push((clock.now() - start) / N_HOVERS as f64);

        let start = clock.now();
        put_row(&row, images, size, palette);
        put_row(&row, images, size, palette);
        rows.push(clock.now() - start);
    }
    Some(DrawingTimes { scatter_ms: median(scatter), hover_ms: median(hover), images_ms: median(rows) })
}

/// Points all over the plane, none at another's place.
fn spiral(i: usize) -> Point2 {
    let (angle, distance) = (i as f32 * 2.399_963, (i as f32 / (N_POINTS / 2) as f32).sqrt());
    [distance * angle.cos(), distance * angle.sin()]
}

fn hover_place(i: usize) -> (f32, f32) {
    ((97 * i % SIZE.0 as usize) as f32, (61 * i % SIZE.1 as usize) as f32)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    // Clocks of browsers are coarse: what is below their step counts as half of it, not as nothing.
    times.get(times.len() / 2).copied().unwrap_or(0.0).max(1e-4)
}
