//! How errors tell odd images from normal ones: the histogram of both, and the curve of all thresholds.

use super::{
    axes::{AxisWords, draw_mesh, label_counts, label_room},
    columns::{Column, columns_of},
    palette::{faint, solid},
    shapes::Histogram,
    style::Style,
};
use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::*,
};

/// The errors of normal and of odd images, each as shares of its own kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErrorsFigure<'a> {
    /// The counts.
    pub histogram: Histogram<'a>,
    /// From which error on an image is called odd.
    pub threshold: Option<f64>,
}

/// Holds what every threshold finds, against how often it is wrong.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RocFigure<'a> {
    /// Share of false alarms and share found, from the highest threshold on.
    pub points: &'a [(f64, f64)],
    /// The place of the chosen threshold among them.
    pub chosen: usize,
}

impl ErrorsFigure<'_> {
    /// Draws axes, a bar for each interval and kind, and the threshold. Returns the middles of the intervals with the shares of
    /// normal and of odd images.
    ///
    /// # Errors
    /// As the backend.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        words: AxisWords,
        style: &Style,
    ) -> Result<Vec<Column>, DrawingAreaErrorKind<DB::ErrorType>> {
        let palette = style.palette;
        let Histogram { start, width, normal, odd } = self.histogram;
        let shares = |counts: &[usize]| {
            let n = counts.iter().sum::<usize>().max(1) as f64;
            counts.iter().map(|&count| count as f64 / n).collect::<Vec<_>>()
        };
        let (normal, odd) = (shares(normal), shares(odd));
        let most = normal.iter().chain(&odd).fold(0.0_f64, |most, &share| most.max(share)).max(0.01);
        let end = start + width * normal.len().max(1) as f64;
        let mut chart = chart(area, (start..end, 0.0..1.05 * most), words, style)?;
        for (shares, colour) in [(&normal, palette.ink_2), (&odd, palette.code)] {
            let bars = shares.iter().enumerate().filter(|(_, share)| **share > 0.0).map(|(idx, &share)| {
                let from = start + width * idx as f64;
                Rectangle::new([(from, 0.0), (from + width, share)], faint(colour, 0.5).filled())
            });
            chart.draw_series(bars)?;
            // Colours that lie over each other are told apart by their outlines.
            let outline = shares.iter().enumerate().flat_map(|(idx, &share)| {
                let from = start + width * idx as f64;
                [(from, share), (from + width, share)]
            });
            chart.draw_series(LineSeries::new(outline, solid(colour).stroke_width(style.line_width(1.6))))?;
        }
        if let Some(threshold) = self.threshold {
            let line = solid(palette.ink).stroke_width(style.line_width(1.8));
            let place = threshold.clamp(start, end);
            chart.draw_series(LineSeries::new([(place, 0.0), (place, 1.05 * most)], line))?;
        }
        let middles = |shares: &[f64]| {
            let middle = |(idx, &share): (usize, &f64)| (start + width * (idx as f64 + 0.5), share);
            shares.iter().enumerate().map(middle).collect()
        };
        Ok(columns_of(area, &chart, &[middles(&normal), middles(&odd)]))
    }
}

impl RocFigure<'_> {
    /// Draws axes, the line of guessing, the curve, and the chosen threshold as a dot. Returns the shares of false alarms with
    /// the shares found.
    ///
    /// # Errors
    /// As the backend.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        words: AxisWords,
        style: &Style,
    ) -> Result<Vec<Column>, DrawingAreaErrorKind<DB::ErrorType>> {
        let palette = style.palette;
        let mut chart = chart(area, (0.0..1.0, 0.0..1.0), words, style)?;
        let guess = solid(palette.line_2).stroke_width(style.line_width(1.2));
        let (on, off) = (style.px(5.0) as u32, style.px(4.0) as u32);
        chart.draw_series(DashedLineSeries::new([(0.0, 0.0), (1.0, 1.0)], on, off, guess))?;
        let curve = solid(palette.ae).stroke_width(style.line_width(2.2));
        chart.draw_series(LineSeries::new(self.points.iter().copied(), curve))?;
        if let Some(&place) = self.points.get(self.chosen) {
            chart.draw_series([Circle::new(place, style.line_width(4.5), solid(palette.ink).filled())])?;
        }
        // Where the curve rises straight, its upper end is said.
        let mut ends: Vec<_> = self.points.iter().rev().copied().collect();
        ends.dedup_by(|one, kept| one.0 == kept.0);
        Ok(columns_of(area, &chart, &[ends]))
    }
}

type Chart<'a, DB> = ChartContext<'a, DB, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Axes with a few round numbers on them.
fn chart<'a, DB: DrawingBackend>(
    area: &'a DrawingArea<DB, Shift>,
    (x, y): (std::ops::Range<f64>, std::ops::Range<f64>),
    words: AxisWords,
    style: &Style,
) -> Result<Chart<'a, DB>, DrawingAreaErrorKind<DB::ErrorType>> {
    area.fill(&solid(style.palette.card))?;
    let (x_room, y_room) = label_room(style);
    let mut chart = ChartBuilder::on(area)
        .margin((style.font_px * 0.8) as u32)
        .margin_right((style.font_px * 1.8) as u32)
        .x_label_area_size(x_room)
        .y_label_area_size(y_room)
        .build_cartesian_2d(x, y)?;
    draw_mesh(&mut chart, label_counts(area.dim_in_pixel(), (6, 6), style), words, style, &|x| style.tick(*x))?;
    Ok(chart)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    fn svg_of(draw: impl Fn(&DrawingArea<SVGBackend, Shift>, &Style)) -> String {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (400, 300)).into_drawing_area();
            draw(&area, &Style::new(Theme::Light, 1.0, false, true));
        }
        svg
    }

    #[test]
    fn both_kinds_have_their_bars_and_the_threshold_its_line() {
        let histogram = Histogram { start: 0.0, width: 0.01, normal: &[3, 1, 0], odd: &[0, 1, 2] };
        let words = AxisWords { x: "error", y: "parte" };
        let svg = svg_of(|area, style| {
            let figure = ErrorsFigure { histogram, threshold: Some(0.015) };
            let columns = figure.draw(area, words, style).expect("SVG");
            let said: Vec<_> = columns[1].points.iter().map(|point| point.value).collect();
            assert_eq!((columns[1].place, said), (0.015, vec![0.25, 1.0 / 3.0]));
        });
        // Four intervals with images, the ground, and two outlines and the threshold among the lines.
        assert_eq!(svg.matches("<rect").count(), 4 + 1);
        assert!(svg.contains("error") && svg.contains("parte") && svg.contains("0,01"));
        let empty = svg_of(|area, style| {
            let figure = ErrorsFigure { histogram: Histogram::default(), threshold: None };
            figure.draw(area, words, style).ok();
        });
        assert!(!empty.contains("NaN"));
    }

    #[test]
    fn the_curve_has_the_line_of_guessing_and_its_dot() {
        let points = [(0.0, 0.0), (0.1, 0.2), (0.1, 0.8), (1.0, 1.0)];
        let svg = svg_of(|area, style| {
            let figure = RocFigure { points: &points, chosen: 1 };
            let columns = figure.draw(area, AxisWords { x: "x", y: "y" }, style).expect("SVG");
            let said: Vec<_> = columns.iter().map(|column| (column.place, column.points[0].value)).collect();
            assert_eq!(said, [(0.0, 0.0), (0.1, 0.8), (1.0, 1.0)]);
        });
        assert_eq!(svg.matches("<circle").count(), 1);
    }
}
