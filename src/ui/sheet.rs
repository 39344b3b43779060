//! A figure with its title above and its source below, as it is taken away.

use super::{
    figure::{Draw, Points, context_of, put_points},
    surface::Surface,
};
use crate::plot::{outlines::draw_marks, palette::solid, style::Style};
use leptos::prelude::document;
use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// Heights of title and source, as shares of the text's.
const TITLE: f64 = 1.1;
const SOURCE: f64 = 0.8;
/// From one line to the next, and around them, likewise.
const LINE: f64 = 1.35;
const MARGIN: f64 = 0.7;
/// Width of a letter, as a share of its height.
const LETTER: f64 = 0.5;
/// Lines at most; what is cut off is shown to be.
const MOST_LINES: usize = 3;

/// What is taken away.
pub struct Sheet {
    /// What the figure shows.
    pub title: String,
    /// Where it is made anew.
    pub source: String,
    /// Of the figure alone, CSS pixels.
    pub size: (f64, f64),
    /// Pixels for each of these.
    pub density: f64,
    /// How it looks.
    pub style: Style,
}

impl Sheet {
    /// A file's name that says what it is.
    pub fn name(&self) -> String {
        let words = self.title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let name = words.take(6).map(str::to_lowercase).collect::<Vec<_>>().join("-");
        format!("autoencoder-lab-{name}")
    }

    /// As SVG.
    pub fn svg(&self, draw: &Draw) -> Option<String> {
        let mut svg = String::new();
        self.paint(Surface::Svg(SVGBackend::with_string(&mut svg, self.pixels())), draw, true)?;
        Some(svg)
    }

    /// On a canvas of its own.
    pub fn canvas(&self, draw: &Draw) -> Option<HtmlCanvasElement> {
        let (width, height) = self.pixels();
        let new = || {
            let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
            canvas.set_width(width);
            canvas.set_height(height);
            Some(canvas)
        };
        let (base, over) = (new()?, new()?);
        let points = self.paint(Surface::Canvas(CanvasBackend::with_canvas_object(base.clone())?), draw, false)?;
        put_points(&over, (width, height), points.as_ref());
        context_of(&base)?.draw_image_with_html_canvas_element(&over, 0.0, 0.0).ok()?;
        Some(base)
    }

    fn figure_pixels(&self) -> (u32, u32) {
        let pixels = |length: f64| ((length * self.density).round() as u32).max(1);
        (pixels(self.size.0), pixels(self.size.1))
    }

    /// Pixels of the whole.
    fn pixels(&self) -> (u32, u32) {
        let (width, height) = self.figure_pixels();
        let title = self.room(self.lines(&self.title, TITLE).len(), TITLE);
        (width, title + height + self.room(self.lines(&self.source, SOURCE).len(), SOURCE))
    }

    /// Height of so many lines with what is around them, pixels.
    fn room(&self, n_lines: usize, share: f64) -> u32 {
        ((LINE * share * n_lines as f64 + MARGIN) * self.style.font_px).round() as u32
    }

    /// A text in lines that fit.
    fn lines(&self, text: &str, share: f64) -> Vec<String> {
        let n_most = f64::from(self.figure_pixels().0) / (LETTER * share * self.style.font_px) - 3.0;
        wrapped(text, n_most.max(8.0) as usize)
    }

    fn paint(&self, surface: Surface, draw: &Draw, is_vector: bool) -> Option<Option<Points>> {
        let root = surface.into_drawing_area();
        root.fill(&solid(self.style.palette.card)).ok()?;
        let (titles, sources) = (self.lines(&self.title, TITLE), self.lines(&self.source, SOURCE));
        let (head, rest) = root.split_vertically(self.room(titles.len(), TITLE));
        let (figure, foot) = rest.split_vertically(self.figure_pixels().1);
        let points = draw(&figure, &self.style);
        if let Some(points) = points.as_ref().filter(|_| is_vector) {
            draw_marks(&root, &points.marks, points.stamping).ok()?;
        }
        let palette = self.style.palette;
        for (area, lines, share, colour) in
            [(&head, titles, TITLE, palette.ink), (&foot, sources, SOURCE, palette.ink_2)]
        {
            let font = ("sans-serif", share * self.style.font_px).into_font().color(&solid(colour));
            for (idx, line) in lines.into_iter().enumerate() {
                let top = ((MARGIN / 2.0 + LINE * share * idx as f64) * self.style.font_px) as i32;
                area.draw(&Text::new(line, ((0.8 * self.style.font_px) as i32, top), font.clone())).ok()?;
            }
        }
        root.present().ok()?;
        Some(points)
    }
}

/// A text in lines of at most so many letters, broken between words, or between the settings of an address.
fn wrapped(text: &str, n_most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_inclusive([' ', '&']) {
        let n_before = lines.last().map_or(0, |line| line.chars().count());
        if n_before > 0 && n_before + word.trim_end().chars().count() > n_most {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
        }
    }
    let is_cut = lines.len() > MOST_LINES;
    lines.truncate(MOST_LINES);
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        last.push('…');
    }
    lines
}
