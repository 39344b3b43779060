//! Axes of a plane, drawn by plotters, and the way from numbers to pixels that they define.

use super::{
    palette::{faint, solid},
    style::Style,
};
use plotters::{
    coord::{Shift, ranged1d::ValueFormatter, types::RangedCoordf64},
    prelude::*,
};
use std::ops::Range;

/// The words of two axes.
#[derive(Debug, Clone, Copy)]
pub struct AxisWords<'a> {
    /// Below the horizontal axis.
    pub x: &'a str,
    /// Beside the vertical axis.
    pub y: &'a str,
}

/// Where the plane of a figure lies in its pixels, and which numbers it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Pixels from the left edge of the drawing.
    pub x_px: Range<i32>,
    /// Pixels from its top.
    pub y_px: Range<i32>,
    /// Numbers along the horizontal axis.
    pub x: Range<f64>,
    /// Numbers along the vertical axis, least first.
    pub y: Range<f64>,
}

impl Frame {
    /// The pixel of a point, also outside of the frame.
    #[must_use]
    pub fn place(&self, [x, y]: [f32; 2]) -> (f32, f32) {
        let across = (f64::from(x) - self.x.start) / (self.x.end - self.x.start);
        let up = (f64::from(y) - self.y.start) / (self.y.end - self.y.start);
        let (left, right) = (f64::from(self.x_px.start), f64::from(self.x_px.end));
        let (top, bottom) = (f64::from(self.y_px.start), f64::from(self.y_px.end));
        ((left + across * (right - left)) as f32, (bottom - up * (bottom - top)) as f32)
    }

    /// Whether a point lies in the frame.
    #[must_use]
    pub fn holds(&self, [x, y]: [f32; 2]) -> bool {
        self.x.contains(&f64::from(x)) && self.y.contains(&f64::from(y))
    }
}

/// Room for labels around a plane, pixels.
#[must_use]
pub fn label_room(style: &Style) -> (u32, u32) {
    ((style.font_px * 3.0) as u32, (style.font_px * 5.0) as u32)
}

/// Draws grid, labels and names of a chart over whole numbers: epochs, components, sizes of a code.
///
/// # Errors
/// As the backend.
pub fn draw_counted_axes<DB, Y>(
    chart: &mut ChartContext<DB, Cartesian2d<RangedCoordf64, Y>>,
    (width, height): (u32, u32),
    words: AxisWords,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>>
where
    DB: DrawingBackend,
    Y: Ranged<ValueType = f64> + ValueFormatter<f64>,
{
    let label = ("sans-serif", style.font_px).into_font().color(&solid(style.palette.ink_2));
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(solid(style.palette.line).stroke_width(style.line_width(1.0)))
        .axis_style(solid(style.palette.line))
        .x_labels(((f64::from(width) / (style.font_px * 6.0)) as usize).clamp(2, 11))
        .y_labels(((f64::from(height) / (style.font_px * 3.0)) as usize).clamp(2, 8))
        .x_label_formatter(&|x| if x.fract() == 0.0 { style.tick(*x) } else { String::new() })
        .y_label_formatter(&|y| style.tick(*y))
        .label_style(label.clone())
        .axis_desc_style(label)
        .x_desc(words.x)
        .y_desc(words.y)
        .draw()
}

/// Draws the axes of a plane whose two units are equally long, about `0, 0`, so that `half_extent` is seen every way.
///
/// # Errors
/// As the backend.
pub fn draw_square_axes<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    half_extent: f64,
    words: AxisWords,
    style: &Style,
) -> Result<Frame, DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let (x_room, y_room) = label_room(style);
    let margin = (style.font_px * 0.8) as u32;
    let inner = |size: u32, room: u32| f64::from(size.saturating_sub(room + 2 * margin).max(1));
    let (inner_width, inner_height) = (inner(width, y_room), inner(height, x_room));
    let unit = half_extent / (inner_width.min(inner_height) / 2.0);
    let (half_x, half_y) = (unit * inner_width / 2.0, unit * inner_height / 2.0);

    area.fill(&solid(style.palette.card))?;
    let mut chart = ChartBuilder::on(area)
        .margin(margin)
        .x_label_area_size(x_room)
        .y_label_area_size(y_room)
        .build_cartesian_2d(-half_x..half_x, -half_y..half_y)?;
    let label = ("sans-serif", style.font_px).into_font().color(&solid(style.palette.ink_2));
    let n_labels = |pixels: f64| ((pixels / (style.font_px * 2.8)) as usize).clamp(3, 12);
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(solid(style.palette.line).stroke_width(style.line_width(1.0)))
        .axis_style(solid(style.palette.line))
        .x_labels(n_labels(inner_width))
        .y_labels(n_labels(inner_height))
        .x_label_formatter(&|x| style.tick(*x))
        .y_label_formatter(&|y| style.tick(*y))
        .label_style(label.clone())
        .axis_desc_style(label)
        .x_desc(words.x)
        .y_desc(words.y)
        .draw()?;
    let (x_px, y_px) = chart.plotting_area().get_pixel_range();
    chart.plotting_area().draw(&PathElement::new(
        vec![(0.0, -half_y), (0.0, half_y)],
        faint(style.palette.line_2, 0.6).stroke_width(style.line_width(1.0)),
    ))?;
    chart.plotting_area().draw(&PathElement::new(
        vec![(-half_x, 0.0), (half_x, 0.0)],
        faint(style.palette.line_2, 0.6).stroke_width(style.line_width(1.0)),
    ))?;
    Ok(Frame { x_px, y_px, x: -half_x..half_x, y: -half_y..half_y })
}

/// The next larger of a few round multiples of a power of ten: axes then stand still while points move a little.
#[must_use]
pub fn round_up(value: f64) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    steps.iter().map(|step| step * power).find(|&limit| limit >= value).unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents_are_rounded_up() {
        for (value, expected) in [(0.9, 1.0), (1.0, 1.0), (1.3, 1.5), (3.1, 4.0), (72.0, 80.0), (0.0, 1.0)] {
            assert!((round_up(value) - expected).abs() < 1e-12, "{value}");
        }
        assert_eq!(round_up(f64::NAN), 1.0);
    }

    #[test]
    fn a_frame_places_points_upside_up() {
        let frame = Frame { x_px: 10..110, y_px: 0..50, x: -1.0..1.0, y: -0.5..0.5 };
        assert_eq!(frame.place([0.0, 0.0]), (60.0, 25.0));
        assert_eq!(frame.place([1.0, 0.5]), (110.0, 0.0));
        assert!(frame.holds([0.9, 0.4]) && !frame.holds([0.9, 0.6]) && !frame.holds([f32::NAN, 0.0]));
    }
}
