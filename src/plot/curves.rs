//! Curves over epochs on a logarithmic or a linear axis, with floors where there are any.

use super::{
    axes::{AxisWords, draw_counted_axes, label_room},
    palette::{Colour, solid},
    style::Style,
    value_axis::ValueAxis,
};
use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::*,
};

/// A curve: a colour, and a value for each epoch where it has one.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Its colour.
    pub colour: Colour,
    /// Whether it is drawn in dashes.
    pub is_dashed: bool,
    /// Epoch and value; values that are not positive numbers have no place on the axis.
    pub points: Vec<(f64, f64)>,
}

/// Curves with floors.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvesFigure {
    /// The curves, first one below.
    pub curves: Vec<Curve>,
    /// Levels that are drawn across in dashes, with their colours.
    pub floors: Vec<(f64, Colour)>,
    /// Places on the horizontal axis that are marked by a line, with their colours.
    pub marked: Vec<(f64, Colour)>,
    /// Whether equal factors are equally far apart, or equal differences.
    pub is_log: bool,
    /// Epochs of the whole run.
    pub n_epochs: usize,
}

impl CurvesFigure {
    /// Draws axes and curves; a dot marks where each curve stands.
    ///
    /// # Errors
    /// As the backend.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        words: AxisWords,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        area.fill(&solid(style.palette.card))?;
        let (low, high) = self.value_range();
        // A run may have gone beyond an end that was set later.
        let n_epochs = self.curves.iter().flat_map(|curve| &curve.points).map(|point| point.0);
        let n_epochs = n_epochs.fold(self.n_epochs.max(1) as f64, f64::max);
        let (x_room, y_room) = label_room(style);
        let mut chart = ChartBuilder::on(area)
            .margin((style.font_px * 0.8) as u32)
            // Half of the last label hangs over the end of the axis.
            .margin_right((style.font_px * 1.8) as u32)
            .x_label_area_size(x_room)
            .y_label_area_size(y_room)
            .build_cartesian_2d(0.0..n_epochs, ValueAxis::new(low, high, self.is_log))?;
        draw_counted_axes(&mut chart, area.dim_in_pixel(), words, style)?;
        for &(level, colour) in self.floors.iter().filter(|(level, _)| *level > 0.0) {
            let dashes = DashedLineSeries::new(
                [(0.0, level), (n_epochs, level)],
                style.px(6.0) as u32,
                style.px(4.0) as u32,
                solid(colour).stroke_width(style.line_width(1.6)),
            );
            chart.draw_series(dashes)?;
        }
        for &(x, colour) in &self.marked {
            let line = solid(colour).stroke_width(style.line_width(1.6));
            chart.draw_series(LineSeries::new([(x, low), (x, high)], line))?;
        }
        for curve in &self.curves {
            self.draw_curve(&mut chart, curve, style)?;
        }
        Ok(())
    }

    fn draw_curve<DB: DrawingBackend>(
        &self,
        chart: &mut ChartContext<DB, Cartesian2d<RangedCoordf64, ValueAxis>>,
        curve: &Curve,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let points: Vec<_> = curve.points.iter().copied().filter(|point| is_drawable(point.1)).collect();
        let line = solid(curve.colour).stroke_width(style.line_width(2.2));
        if curve.is_dashed {
            let (on, off) = (style.px(3.0) as u32, style.px(3.0) as u32);
            chart.draw_series(DashedLineSeries::new(points.iter().copied(), on, off, line))?;
        } else {
            chart.draw_series(LineSeries::new(points.iter().copied(), line))?;
        }
        if let Some(&last) = points.last() {
            chart.draw_series([Circle::new(last, style.line_width(3.6), solid(curve.colour).filled())])?;
        }
        Ok(())
    }

    /// Least and greatest value to be seen, with a little air.
    fn value_range(&self) -> (f64, f64) {
        let values = self.curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1));
        let values = values.chain(self.floors.iter().map(|(level, _)| *level)).filter(|value| is_drawable(*value));
        let (low, high) = values.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        match (low > high, self.is_log) {
            (true, _) => (0.01, 1.0),
            (false, true) => (low / 1.25, high * 1.25),
            // A linear axis begins at 0, unless everything lies far above it.
            (false, false) if low > 0.5 * high => (low - 0.1 * (high - low).max(0.01 * high), high + 0.05 * high),
            (false, false) => (0.0, 1.05 * high),
        }
    }
}

/// Zero, negative numbers and what is no number have no logarithm; beyond 1e30 a run has diverged long ago.
fn is_drawable(value: f64) -> bool {
    value.is_finite() && value > 0.0 && value < 1e30
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::palette::Theme;

    fn svg_of(figure: &CurvesFigure) -> String {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (640, 300)).into_drawing_area();
            let style = Style::new(Theme::Light, 1.0, false, true);
            figure.draw(&area, AxisWords { x: "época", y: "ECM" }, &style).expect("SVG");
        }
        svg
    }

    #[test]
    fn draws_curve_floor_and_words() {
        let palette = Theme::Light.palette();
        let points = vec![(0.0, 0.86), (1.0, 0.26), (2.0, 0.01)];
        let curve = Curve { colour: palette.ae, is_dashed: false, points };
        let figure = CurvesFigure {
            curves: vec![curve],
            floors: vec![(0.0034, palette.pca)],
            marked: vec![],
            is_log: true,
            n_epochs: 20,
        };
        let svg = svg_of(&figure);
        assert!(svg.contains("época") && svg.contains("ECM") && svg.contains("0,01"), "{svg}");
        assert!(svg.contains("polyline") && svg.contains("circle"), "{svg}");
    }

    #[test]
    fn values_without_a_logarithm_are_left_out() {
        let palette = Theme::Dark.palette();
        let points = vec![(0.0, 1.0), (1.0, f64::NAN), (2.0, 0.0), (3.0, f64::INFINITY), (4.0, 2.0)];
        let curve = Curve { colour: palette.ae, is_dashed: true, points };
        let figure = CurvesFigure {
            curves: vec![curve],
            floors: vec![],
            marked: vec![(2.0, palette.ink)],
            is_log: true,
            n_epochs: 4,
        };
        assert_eq!(figure.value_range(), (0.8, 2.5));
        assert_eq!(CurvesFigure { is_log: false, ..figure.clone() }.value_range(), (0.0, 2.1));
        assert!(!svg_of(&figure).contains("NaN"));
        let empty = CurvesFigure { curves: vec![], floors: vec![], marked: vec![], is_log: true, n_epochs: 0 };
        assert!(svg_of(&empty).contains("época"));
    }
}
