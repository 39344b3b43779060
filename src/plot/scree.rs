//! The scree plot: the variance explained by each component, and by the first ones together.

use super::{
    axes::{AxisWords, draw_counted_axes, label_room},
    columns::{Column, columns_of},
    palette::{faint, solid},
    style::Style,
};
use plotters::{coord::Shift, prelude::*};

/// A scree plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScreeFigure<'a> {
    /// The share of the variance along each component, largest first.
    pub ratios: &'a [f64],
    /// The number of components kept, marked by a line.
    pub n_kept: usize,
}

impl ScreeFigure<'_> {
    /// Draws axes, a bar for each component and the cumulative curve. Returns for each number of components the share
    /// of the last one and the cumulative share.
    ///
    /// # Errors
    /// If the backend fails.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        words: AxisWords,
        style: &Style,
    ) -> Result<Vec<Column>, DrawingAreaErrorKind<DB::ErrorType>> {
        let palette = style.palette;
        area.fill(&solid(palette.card))?;
        let (x_room, y_room) = label_room(style);
        let n = self.ratios.len() as f64;
        let mut chart = ChartBuilder::on(area)
            .margin((style.font_px * 0.8) as u32)
            .margin_right((style.font_px * 1.8) as u32)
            .x_label_area_size(x_room)
            .y_label_area_size(y_room)
            .build_cartesian_2d(0.0..n.max(1.0), 0.0..1.0)?;
        draw_counted_axes(&mut chart, area.dim_in_pixel(), words, style)?;
        let bar = |(idx, &ratio): (usize, &f64)| {
            Rectangle::new([(idx as f64 + 0.1, 0.0), (idx as f64 + 0.9, ratio)], faint(palette.pca, 0.55).filled())
        };
        chart.draw_series(self.ratios.iter().enumerate().map(bar))?;
        let sums = self.ratios.iter().scan(0.0, |sum, ratio| {
            *sum += ratio;
            Some(*sum)
        });
        let sums = std::iter::once(0.0).chain(sums).enumerate().map(|(k, sum)| (k as f64, sum.min(1.0)));
        let sums: Vec<_> = sums.collect();
        chart.draw_series(LineSeries::new(
            sums.iter().copied(),
            solid(palette.pca).stroke_width(style.line_width(2.2)),
        ))?;
        let kept = self.n_kept as f64;
        let mark = solid(palette.code).stroke_width(style.line_width(1.6));
        chart.draw_series(LineSeries::new([(kept, 0.0), (kept, 1.0)], mark))?;
        let alone = self.ratios.iter().enumerate().map(|(idx, &ratio)| ((idx + 1) as f64, ratio)).collect();
        Ok(columns_of(area, &chart, &[alone, sums[1..].to_vec()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    #[test]
    fn draws_a_bar_a_component_and_both_lines() {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (480, 300)).into_drawing_area();
            let style = Style::new(Theme::Light, 1.0, false, true);
            let figure = ScreeFigure { ratios: &[0.6, 0.3, 0.1], n_kept: 2 };
            let words = AxisWords { x: "componentes", y: "varianza" };
            let columns = figure.draw(&area, words, &style).expect("SVG");
            let said: Vec<_> = columns[1].points.iter().map(|point| (point.value * 100.0).round()).collect();
            assert_eq!((columns.len(), columns[1].place, said), (3, 2.0, vec![30.0, 90.0]));
        }
        assert!(svg.contains("componentes") && svg.contains("0,2"), "{svg}");
        assert!(svg.matches("<polyline").count() >= 2 && svg.matches("<rect").count() >= 4, "{svg}");
    }
}
