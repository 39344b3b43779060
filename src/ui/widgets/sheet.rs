//! A figure with its title and its legend above and its source below, as it is taken away.

use super::{
    drawing::{Draw, Points, context_of, put_points},
    legend::{Entry, Swatch},
    surface::{Area, Surface},
};
use leptos::prelude::document;
use plot::{marks::Mark, outlines::draw_marks, palette::solid, stamps::Stamping, style::Style, text::wrapped};
use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// Heights of title and source, as shares of the text's.
const TITLE: f64 = 1.1;
const SOURCE: f64 = 0.8;
/// Of the legend, likewise.
const LEGEND: f64 = 0.9;
/// Width of a legend's mark with the room behind it, in letters.
const SWATCH: f64 = 5.0;
/// From one line to the next, and around them, likewise.
const LINE: f64 = 1.35;
const MARGIN: f64 = 0.7;
/// Width of a letter, as a share of its height.
const LETTER: f64 = 0.5;
/// Lines of a text at most.
const MOST_LINES: usize = 3;
/// Words of the title in a file's name.
const NAME_WORDS: usize = 14;

/// A figure for export.
pub struct Sheet {
    /// The title of the figure.
    pub title: String,
    /// The meaning of its colours and shapes.
    pub legend: Vec<Entry>,
    /// The address at which the figure can be recreated.
    pub source: String,
    /// Of the figure alone, CSS pixels.
    pub size: (f64, f64),
    /// Pixels for each of these.
    pub density: f64,
    /// How it looks.
    pub style: Style,
}

impl Sheet {
    /// A file's name that says what it is, in letters that every system takes.
    pub fn name(&self) -> String {
        let plain = |c: char| {
            ("áéíóúüñ".chars().zip("aeiouun".chars())).find(|(with, _)| *with == c).map_or(c, |(_, plain)| plain)
        };
        let words = self.title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let name = words.take(NAME_WORDS).map(str::to_lowercase).collect::<Vec<_>>().join("-");
        let name: String = name.chars().map(plain).collect();
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
        let foot = self.room(self.lines(&self.source, SOURCE).len(), SOURCE);
        (width, self.head() + self.legend_room() + height + foot)
    }

    /// Height of the title, pixels.
    fn head(&self) -> u32 {
        self.room(self.lines(&self.title, TITLE).len(), TITLE)
    }

    /// Height of the legend, pixels.
    fn legend_room(&self) -> u32 {
        match self.legend_places().last() {
            Some(&(row, _)) => self.room(row + 1, LEGEND),
            None => 0,
        }
    }

    /// Height of so many lines with what is around them, pixels.
    fn room(&self, n_lines: usize, share: f64) -> u32 {
        ((LINE * share * n_lines as f64 + MARGIN) * self.style.font_px).round() as u32
    }

    /// Letters of this size that fit into a line.
    fn n_letters(&self, share: f64) -> f64 {
        (f64::from(self.figure_pixels().0) / (LETTER * share * self.style.font_px) - 3.0).max(8.0)
    }

    /// Lines of a text, each in lines that fit.
    fn lines(&self, text: &str, share: f64) -> Vec<String> {
        text.lines().flat_map(|line| wrapped(line, self.n_letters(share) as usize, MOST_LINES)).collect()
    }

    /// Row of each entry of the legend, and letters from the left.
    fn legend_places(&self) -> Vec<(usize, f64)> {
        let n_most = self.n_letters(LEGEND);
        let (mut row, mut at) = (0, 0.0);
        let place = |entry: &Entry| {
            let width = SWATCH + entry.words.chars().count() as f64 + 2.0;
            if at > 0.0 && at + width > n_most {
                (row, at) = (row + 1, 0.0);
            }
            let place = (row, at);
            at += width;
            place
        };
        self.legend.iter().map(place).collect()
    }

    fn draw_legend(&self, area: &Area) -> Option<()> {
        let letter = LETTER * LEGEND * self.style.font_px;
        let font = ("sans-serif", LEGEND * self.style.font_px).into_font().color(&solid(self.style.palette.ink));
        for (entry, (row, at)) in self.legend.iter().zip(self.legend_places()) {
            let left = 0.8 * self.style.font_px + at * letter;
            let top = (MARGIN / 2.0 + LINE * LEGEND * row as f64) * self.style.font_px;
            let middle = top + 0.5 * LEGEND * self.style.font_px;
            let line = solid(entry.colour).stroke_width(self.style.line_width(2.2));
            let ends = [0.0, 4.0].map(|letters| ((left + letters * letter) as i32, middle as i32));
            match entry.swatch {
                Swatch::Line => area.draw(&PathElement::new(ends.to_vec(), line)).ok()?,
                Swatch::Dashes => {
                    let dash = self.style.px(4.0) as i32;
                    let mut from = ends[0].0;
                    while from < ends[1].0 {
                        let to = (from + dash).min(ends[1].0);
                        area.draw(&PathElement::new(vec![(from, ends[0].1), (to, ends[0].1)], line)).ok()?;
                        from += 2 * dash;
                    }
                }
                Swatch::Mark(shape) => {
                    let (x, y) = ((left + 2.0 * letter) as f32, middle as f32);
                    let mark = Mark { x, y, colour: entry.colour, shape, scale: 1.0, sample_idx: 0 };
                    let stamping = Stamping { radius: self.style.px(5.0) as f32, opacity: 1.0, has_rim: false };
                    draw_marks(area, &[mark], stamping).ok()?;
                }
            }
            let words = Text::new(entry.words.as_str(), ((left + SWATCH * letter) as i32, top as i32), font.clone());
            area.draw(&words).ok()?;
        }
        Some(())
    }

    fn paint(&self, surface: Surface, draw: &Draw, is_vector: bool) -> Option<Option<Points>> {
        let root = surface.into_drawing_area();
        root.fill(&solid(self.style.palette.card)).ok()?;
        let (titles, sources) = (self.lines(&self.title, TITLE), self.lines(&self.source, SOURCE));
        let (head, rest) = root.split_vertically(self.head());
        let (legend, rest) = rest.split_vertically(self.legend_room());
        self.draw_legend(&legend)?;
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
