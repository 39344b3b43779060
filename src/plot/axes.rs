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

/// Which part of a plane is seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zoom {
    /// Holds what lies in the middle.
    pub centre: [f64; 2],
    /// How many times larger than the whole.
    pub factor: f64,
}

impl Zoom {
    /// The whole plane.
    pub const HOME: Self = Self { centre: [0.0; 2], factor: 1.0 };
    /// The largest factor: a thousandth of a plane is a point on it.
    const MOST: f64 = 1000.0;

    /// Larger by `factor` about a point that stays where it is; smaller below 1, and never smaller than the whole.
    #[must_use]
    pub fn by(self, factor: f64, about: [f64; 2]) -> Self {
        let now = (self.factor * factor).clamp(1.0, Self::MOST);
        if now == 1.0 {
            return Self::HOME;
        }
        let ratio = self.factor / now;
        let centre = [0, 1].map(|axis| about[axis] + (self.centre[axis] - about[axis]) * ratio);
        Self { centre, factor: now }
    }

    /// Moved by so much, in the numbers of the plane; the whole plane stays.
    #[must_use]
    pub fn moved(self, [x, y]: [f64; 2]) -> Self {
        if self.factor == 1.0 { self } else { Self { centre: [self.centre[0] + x, self.centre[1] + y], ..self } }
    }
}

/// Tells where the plane of a figure lies in its pixels, and which numbers it shows.
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

    /// The numbers at a pixel.
    #[must_use]
    pub fn numbers_at(&self, (x, y): (f64, f64)) -> [f64; 2] {
        let [x_unit, y_unit] = self.unit();
        let (left, bottom) = (f64::from(self.x_px.start), f64::from(self.y_px.end));
        [self.x.start + (x - left) * x_unit, self.y.start + (bottom - y) * y_unit]
    }

    /// How much a pixel is, across and up.
    #[must_use]
    pub fn unit(&self) -> [f64; 2] {
        let unit = |numbers: &Range<f64>, pixels: &Range<i32>| {
            (numbers.end - numbers.start) / f64::from((pixels.end - pixels.start).max(1))
        };
        [unit(&self.x, &self.x_px), unit(&self.y, &self.y_px)]
    }

    /// Returns whether a point lies in the frame.
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
    let [n_x, n_y] = label_counts((width, height), (11, 8), style);
    draw_mesh(chart, [n_x, n_y], words, style, &|x| match x.fract() == 0.0 {
        true => style.tick(*x),
        false => String::new(),
    })
}

/// How many labels an axis of so many pixels takes, across and up, up to a number each.
#[must_use]
pub fn label_counts((width, height): (u32, u32), (most_x, most_y): (usize, usize), style: &Style) -> [usize; 2] {
    let n = |pixels: u32, letters: f64| (f64::from(pixels) / (style.font_px * letters)) as usize;
    [n(width, 6.0).clamp(2, most_x), n(height, 3.0).clamp(2, most_y)]
}

/// Draws grid, labels and names of a chart, about so many labels across and up; `x_label` writes those across.
///
/// # Errors
/// As the backend.
pub fn draw_mesh<DB, Y>(
    chart: &mut ChartContext<DB, Cartesian2d<RangedCoordf64, Y>>,
    [n_x, n_y]: [usize; 2],
    words: AxisWords,
    style: &Style,
    x_label: &dyn Fn(&f64) -> String,
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
        .x_labels(n_x)
        .y_labels(n_y)
        .x_label_formatter(&x_label)
        .y_label_formatter(&|y| style.tick(*y))
        .label_style(label.clone())
        .axis_desc_style(label)
        .x_desc(words.x)
        .y_desc(words.y)
        .draw()
}

/// Draws the axes of a plane whose two units are equally long, about `0, 0`, so that `half_extent` is seen every way; or the part
/// of it that `zoom` names.
///
/// # Errors
/// As the backend.
pub fn draw_square_axes<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    (half_extent, zoom): (f64, Zoom),
    words: AxisWords,
    style: &Style,
) -> Result<Frame, DrawingAreaErrorKind<DB::ErrorType>> {
    let (width, height) = area.dim_in_pixel();
    let (x_room, y_room) = label_room(style);
    let margin = (style.font_px * 0.8) as u32;
    let inner = |size: u32, room: u32| f64::from(size.saturating_sub(room + 2 * margin).max(1));
    let (inner_width, inner_height) = (inner(width, y_room), inner(height, x_room));
    let unit = half_extent / zoom.factor / (inner_width.min(inner_height) / 2.0);
    let (half_x, half_y) = (unit * inner_width / 2.0, unit * inner_height / 2.0);

    let [x, y] =
        [(zoom.centre[0], half_x), (zoom.centre[1], half_y)].map(|(centre, half)| centre - half..centre + half);

    area.fill(&solid(style.palette.card))?;
    let mut chart = ChartBuilder::on(area)
        .margin(margin)
        .x_label_area_size(x_room)
        .y_label_area_size(y_room)
        .build_cartesian_2d(x.clone(), y.clone())?;
    let n_labels = |pixels: f64| ((pixels / (style.font_px * 2.8)) as usize).clamp(3, 12);
    draw_mesh(&mut chart, [n_labels(inner_width), n_labels(inner_height)], words, style, &|x| style.tick(*x))?;
    let (x_px, y_px) = chart.plotting_area().get_pixel_range();
    let zero = faint(style.palette.line_2, 0.6).stroke_width(style.line_width(1.0));
    if x.contains(&0.0) {
        chart.plotting_area().draw(&PathElement::new(vec![(0.0, y.start), (0.0, y.end)], zero))?;
    }
    if y.contains(&0.0) {
        chart.plotting_area().draw(&PathElement::new(vec![(x.start, 0.0), (x.end, 0.0)], zero))?;
    }
    Ok(Frame { x_px, y_px, x, y })
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
    fn zooming_keeps_the_point_under_the_pointer() {
        let zoomed = Zoom::HOME.by(4.0, [0.5, -1.0]);
        // What was a distance of 0.5 from the middle is four times as many pixels, and the middle has moved towards it.
        assert_eq!(zoomed, Zoom { centre: [0.375, -0.75], factor: 4.0 });
        assert_eq!(zoomed.by(0.25, [3.0, 3.0]), Zoom::HOME);
        assert_eq!(Zoom::HOME.by(0.5, [1.0, 1.0]), Zoom::HOME);
        assert_eq!(Zoom::HOME.moved([1.0, 1.0]), Zoom::HOME);
        assert_eq!(zoomed.moved([0.1, 0.0]).centre[0], 0.475);
        assert!(Zoom::HOME.by(1e9, [0.0; 2]).factor < 1e4);
    }

    #[test]
    fn a_frame_places_points_upside_up() {
        let frame = Frame { x_px: 10..110, y_px: 0..50, x: -1.0..1.0, y: -0.5..0.5 };
        assert_eq!(frame.place([0.0, 0.0]), (60.0, 25.0));
        assert_eq!(frame.place([1.0, 0.5]), (110.0, 0.0));
        assert_eq!(frame.numbers_at((110.0, 0.0)), [1.0, 0.5]);
        assert_eq!(frame.unit(), [0.02, 0.02]);
        assert!(frame.holds([0.9, 0.4]) && !frame.holds([0.9, 0.6]) && !frame.holds([f32::NAN, 0.0]));
    }
}
