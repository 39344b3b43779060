//! Rows of images with words before each, as they are taken away from the page: every pixel a square.

use super::{
    palette::{Colour, solid},
    style::Style,
    text::wrapped,
};
use plotters::{coord::Shift, prelude::*};

/// Width of the images on the page, about, and the side of a pixel at most, CSS pixels.
const IMAGES_WIDTH: f64 = 620.0;
const MOST_PIXEL_SIDE: f64 = 8.0;
/// Room for the words, letters; more of them go into further lines.
const N_LETTERS: usize = 24;
const MOST_LINES: usize = 3;
/// Width of a letter and height of a line, as shares of the text's height.
const LETTER: f64 = 0.55;
const LINE: f64 = 1.25;
/// Text's height where the figure's size is reckoned, and room between rows and around all, CSS pixels.
const TEXT_PX: f64 = 13.5;
const GAP: f64 = 6.0;
/// Where words begin: below those of the title, CSS pixels.
const LEFT: f64 = 0.8 * TEXT_PX;

/// A row: words, and an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PixelRow {
    /// Says what it shows.
    pub words: String,
    /// Pixels of a line of the image.
    pub width: usize,
    /// Red, green, blue and opacity of each pixel, line by line.
    pub rgba: Vec<u8>,
}

impl PixelRow {
    fn height(&self) -> usize {
        self.rgba.len().checked_div(4 * self.width).unwrap_or(0)
    }
}

/// Rows of images.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImageRowsFigure<'a> {
    /// From top to bottom.
    pub rows: &'a [PixelRow],
}

impl ImageRowsFigure<'_> {
    /// How large it is, CSS pixels.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        let side = self.pixel_side();
        let widest = self.rows.iter().map(|row| row.width).max().unwrap_or(0) as f64;
        let height: f64 = self.rows.iter().map(|row| GAP + side * row.height() as f64).sum();
        (words_width() + side * widest + GAP, height + GAP)
    }

    /// Draws all of them into an area of this size, or of a multiple of it.
    ///
    /// # Errors
    /// As the backend.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let card = style.palette.card;
        area.fill(&solid(card))?;
        let scale = f64::from(area.dim_in_pixel().0) / self.size().0;
        let side = scale * self.pixel_side();
        let font_px = scale * TEXT_PX;
        let font = ("sans-serif", font_px).into_font().color(&solid(style.palette.ink));
        let left = scale * words_width();
        let mut top = scale * GAP;
        for row in self.rows {
            let height = side * row.height() as f64;
            let lines = wrapped(&row.words, N_LETTERS, MOST_LINES);
            let mut line_top = top + 0.5 * (height - LINE * font_px * lines.len() as f64);
            for line in lines {
                area.draw(&Text::new(line, ((scale * LEFT) as i32, line_top as i32), font.clone()))?;
                line_top += LINE * font_px;
            }
            // Edges that are rounded alike leave no seams.
            let edge = |from: f64, n: usize| (from + side * n as f64).round() as i32;
            for (i, pixels) in row.rgba.chunks_exact((4 * row.width).max(1)).enumerate() {
                for run in runs(pixels).filter(|run| run.rgba[3] > 0 && run.rgba[..3] != [card.0, card.1, card.2]) {
                    let corners = [(edge(left, run.start), edge(top, i)), (edge(left, run.end), edge(top, i + 1))];
                    let [r, g, b, _] = run.rgba;
                    area.draw(&Rectangle::new(corners, solid(Colour(r, g, b)).filled()))?;
                }
            }
            top += height + scale * GAP;
        }
        Ok(())
    }

    /// Side of a pixel, CSS pixels.
    fn pixel_side(&self) -> f64 {
        let widest = self.rows.iter().map(|row| row.width).max().unwrap_or(0).max(1) as f64;
        (IMAGES_WIDTH / widest).floor().clamp(1.0, MOST_PIXEL_SIDE)
    }
}

/// From the left edge to the images, CSS pixels.
fn words_width() -> f64 {
    LEFT + N_LETTERS as f64 * LETTER * TEXT_PX + GAP
}

/// Neighbours of one colour.
struct Run {
    start: usize,
    end: usize,
    rgba: [u8; 4],
}

/// A line of pixels as runs of one colour each.
fn runs(pixels: &[u8]) -> impl Iterator<Item = Run> {
    let mut start = 0;
    let pixels = pixels.as_chunks::<4>().0;
    std::iter::from_fn(move || {
        let &rgba = pixels.get(start)?;
        let n = pixels[start..].iter().take_while(|&&other| other == rgba).count();
        let run = Run { start, end: start + n, rgba };
        start = run.end;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    #[test]
    fn every_run_of_ink_is_a_rectangle_and_every_row_has_its_words() {
        let palette = Theme::Light.palette();
        let paper = [palette.card.0, palette.card.1, palette.card.2, 255];
        let ink = [palette.ink.0, palette.ink.1, palette.ink.2, 255];
        // Two lines of four pixels: paper, ink, ink, paper; and clear, ink, grey, grey.
        let rgba = [paper, ink, ink, paper, [0; 4], ink, [90, 90, 90, 255], [90, 90, 90, 255]].concat();
        let row = PixelRow { words: "original".to_owned(), width: 4, rgba };
        let rows = [row.clone(), PixelRow { words: "rebuilt by the network".to_owned(), ..row }];
        let figure = ImageRowsFigure { rows: &rows };
        let (width, height) = figure.size();
        let mut svg = String::new();
        {
            let size = ((2.0 * width) as u32, (2.0 * height) as u32);
            let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            figure.draw(&area, &Style::new(Theme::Light, 2.0, false, true)).expect("SVG");
        }
        // The ground, and three runs in each of two rows.
        assert_eq!(svg.matches("<rect").count(), 1 + 2 * 3, "{svg}");
        assert!(svg.contains("original") && svg.contains("rebuilt by the network"), "{svg}");
        // A pixel is eight CSS pixels, here of two each; two of them are one rectangle.
        assert!(svg.contains("width=\"32\" height=\"16\""), "{svg}");
    }

    #[test]
    fn nothing_at_all_can_be_drawn() {
        let figure = ImageRowsFigure { rows: &[] };
        let mut svg = String::new();
        let area = SVGBackend::with_string(&mut svg, (200, 20)).into_drawing_area();
        figure.draw(&area, &Style::new(Theme::Dark, 1.0, false, true)).expect("SVG");
        let empty = PixelRow { words: String::new(), width: 0, rgba: Vec::new() };
        ImageRowsFigure { rows: &[empty] }.draw(&area, &Style::new(Theme::Dark, 1.0, false, true)).expect("SVG");
    }
}
