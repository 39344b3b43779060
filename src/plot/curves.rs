//! Curves over epochs on a logarithmic or a linear axis, with floors where there are any.

use super::{
    axes::{AxisWords, draw_counted_axes, draw_mesh, label_counts, label_room},
    columns::{Column, columns_of, place_on},
    marks::{Mark, Shape},
    outlines::draw_marks,
    palette::{Colour, faint, solid},
    stamps::Stamping,
    style::Style,
    value_axis::ValueAxis,
};
use plotters::{
    coord::{Shift, types::RangedCoordf64},
    prelude::*,
};

/// Marks of a shape along a curve, about so many: enough to follow it, few enough to see the curve.
const N_MARKS: usize = 8;

/// A curve: a colour, and a value for each epoch where it has one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curve {
    /// Its colour.
    pub colour: Colour,
    /// Tells whether it is drawn in dashes.
    pub is_dashed: bool,
    /// A shape along it, where colours alone would tell curves apart.
    pub shape: Option<Shape>,
    /// Epoch and value; values that are not positive numbers have no place on the axis, and the line is broken there.
    pub points: Vec<(f64, f64)>,
}

/// A region about a curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its colour, of which it is a breath.
    pub colour: Colour,
    /// Place, lower and upper end, from left to right.
    pub points: Vec<(f64, f64, f64)>,
}

/// Curves with floors.
#[derive(Debug, Clone, PartialEq)]
pub struct CurvesFigure {
    /// The curves, first one below.
    pub curves: Vec<Curve>,
    /// Regions below the curves.
    pub bands: Vec<Band>,
    /// Tells whether the horizontal axis shows powers of ten.
    pub has_powers: bool,
    /// Tells whether every point is marked, not only the last: where a few places were measured, and nothing between them.
    pub has_dots: bool,
    /// Levels that are drawn across in dashes, with their colours.
    pub floors: Vec<(f64, Colour)>,
    /// Places on the horizontal axis that are marked by a line, with their colours.
    pub marked: Vec<(f64, Colour)>,
    /// Tells whether equal factors are equally far apart, or equal differences.
    pub is_log: bool,
    /// Epochs of the whole run.
    pub n_epochs: usize,
}

impl Default for CurvesFigure {
    /// No curve on logarithmic axes.
    fn default() -> Self {
        Self {
            curves: Vec::new(),
            bands: Vec::new(),
            has_powers: false,
            has_dots: false,
            floors: Vec::new(),
            marked: Vec::new(),
            is_log: true,
            n_epochs: 0,
        }
    }
}

impl CurvesFigure {
    /// Draws axes and curves; a dot marks where each curve stands. Returns the places that were measured, with the curves'
    /// values there.
    ///
    /// # Errors
    /// As the backend.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        words: AxisWords,
        style: &Style,
    ) -> Result<Vec<Column>, DrawingAreaErrorKind<DB::ErrorType>> {
        area.fill(&solid(style.palette.card))?;
        let (low, high) = self.value_range();
        let low_end = low;
        // A run may have gone beyond an end that was set later.
        let n_epochs = self.curves.iter().flat_map(|curve| &curve.points).map(|point| point.0);
        let n_epochs = n_epochs.fold(self.n_epochs.max(1) as f64, f64::max);
        // Powers of ten begin a little before the first point: what is few is not 0 there.
        let first = self.curves.iter().flat_map(|curve| &curve.points).map(|point| point.0);
        let first = if self.has_powers { begin_before(first.fold(n_epochs, f64::min), n_epochs) } else { 0.0 };
        let (x_room, y_room) = label_room(style);
        let mut chart = ChartBuilder::on(area)
            .margin((style.font_px * 0.8) as u32)
            // Half of the last label hangs over the end of the axis.
            .margin_right((style.font_px * 1.8) as u32)
            .x_label_area_size(x_room)
            .y_label_area_size(y_room)
            .build_cartesian_2d(first..n_epochs, ValueAxis::new(low, high, self.is_log))?;
        if self.has_powers {
            self.draw_power_axes(area, &mut chart, low, words, style)?;
        } else {
            draw_counted_axes(&mut chart, area.dim_in_pixel(), words, style)?;
        }
        for band in &self.bands {
            let upper = band.points.iter().map(|&(x, _, high)| (x, high));
            let lower = band.points.iter().rev().map(|&(x, low, _)| (x, low.max(low_end)));
            let outline: Vec<_> = upper.chain(lower).collect();
            chart.draw_series([Polygon::new(outline, faint(band.colour, 0.18).filled())])?;
        }
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
        let marks: Vec<_> = self.curves.iter().flat_map(|curve| marks_along(area, &chart, curve)).collect();
        draw_marks(area, &marks, Stamping { radius: style.px(5.0) as f32, opacity: 1.0, has_rim: false })?;
        let drawn = |curve: &Curve| curve.points.iter().copied().filter(|point| is_drawable(point.1)).collect();
        let mut columns = columns_of(area, &chart, &self.curves.iter().map(drawn).collect::<Vec<_>>());
        if self.has_powers {
            columns.iter_mut().for_each(|column| column.place = 10_f64.powf(column.place).round());
        }
        Ok(columns)
    }

    /// Axes whose horizontal one names the very places that were measured, as far as there is room.
    fn draw_power_axes<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        chart: &mut ChartContext<DB, Cartesian2d<RangedCoordf64, ValueAxis>>,
        low: f64,
        words: AxisWords,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let [_, n_y] = label_counts(area.dim_in_pixel(), (11, 8), style);
        // What the labels below need, the axis keeps free with one that says nothing.
        draw_mesh(chart, [1, n_y], words, style, &|_| " ".to_owned())?;
        let mut places: Vec<f64> = self.curves.iter().flat_map(|curve| &curve.points).map(|point| point.0).collect();
        places.sort_by(f64::total_cmp);
        places.dedup();
        let font = ("sans-serif", style.font_px).into_font().color(&solid(style.palette.ink_2));
        let mut free_from = i32::MIN;
        for place in places {
            let label = style.tick(10_f64.powf(place).round());
            let half = (0.3 * style.font_px * label.chars().count() as f64) as i32;
            let (x, y) = place_on(area, chart, (place, low));
            let tick = solid(style.palette.line_2).stroke_width(style.line_width(1.0));
            area.draw(&PathElement::new(vec![(x, y), (x, y + style.px(5.0) as i32)], tick))?;
            if x - half >= free_from {
                area.draw(&Text::new(label, (x - half, y + style.px(8.0) as i32), font.clone()))?;
                free_from = x + half + style.font_px as i32;
            }
        }
        Ok(())
    }

    fn draw_curve<DB: DrawingBackend>(
        &self,
        chart: &mut ChartContext<DB, Cartesian2d<RangedCoordf64, ValueAxis>>,
        curve: &Curve,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let line = solid(curve.colour).stroke_width(style.line_width(2.2));
        // Where there is no value, there is no line.
        for points in curve.points.split(|point| !is_drawable(point.1)).filter(|points| !points.is_empty()) {
            if curve.is_dashed {
                let (on, off) = (style.px(3.0) as u32, style.px(3.0) as u32);
                chart.draw_series(DashedLineSeries::new(points.iter().copied(), on, off, line))?;
            } else {
                chart.draw_series(LineSeries::new(points.iter().copied(), line))?;
            }
        }
        let n_marked = if self.has_dots { usize::MAX } else { usize::from(curve.shape.is_none()) };
        let marked = curve.points.iter().rev().filter(|point| is_drawable(point.1)).take(n_marked);
        let dot = |&point| Circle::new(point, style.line_width(3.6), solid(curve.colour).filled());
        chart.draw_series(marked.map(dot))?;
        Ok(())
    }

    /// Least and greatest value to be seen, with a little air.
    fn value_range(&self) -> (f64, f64) {
        let values = self.curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.1));
        let ends = self.bands.iter().flat_map(|band| band.points.iter().flat_map(|&(_, low, high)| [low, high]));
        let values =
            values.chain(ends).chain(self.floors.iter().map(|(level, _)| *level)).filter(|value| is_drawable(*value));
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

/// The shape of a curve at some of its points, the last among them; none without a shape.
fn marks_along<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    chart: &ChartContext<DB, Cartesian2d<RangedCoordf64, ValueAxis>>,
    curve: &Curve,
) -> Vec<Mark> {
    let Some(shape) = curve.shape else { return Vec::new() };
    let step = curve.points.len().div_ceil(N_MARKS).max(1);
    let points = curve.points.iter().rev().filter(|point| is_drawable(point.1)).step_by(step);
    let mark = |&point: &(f64, f64)| {
        let (x, y) = place_on(area, chart, point);
        Mark { x: x as f32, y: y as f32, colour: curve.colour, shape, scale: 1.0, sample_idx: 0 }
    };
    points.map(mark).collect()
}

/// Where an axis of powers begins, so that its first point stands clear of its edge.
fn begin_before(first: f64, last: f64) -> f64 {
    first - 0.06 * (last - first).max(1.0)
}

/// Zero, negative numbers and what is no number have no logarithm; beyond 1e30 a run has diverged long ago.
fn is_drawable(value: f64) -> bool {
    value.is_finite() && value > 0.0 && value < 1e30
}

#[cfg(test)]
mod tests;
