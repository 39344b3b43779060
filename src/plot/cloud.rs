//! The cloud in three dimensions with both planes and the residuals, from a point of view that the reader turns.

use super::{
    palette::{Colour, faint, solid},
    shapes::{Plane, Point3},
    style::Style,
};
use plotters::{coord::Shift, prelude::*};

/// From where the cloud is seen, radians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// Turn about the upright axis.
    pub yaw: f64,
    /// Height above the horizon, kept short of the poles.
    pub pitch: f64,
}

impl Default for Camera {
    fn default() -> Self {
        // Low and from the side: both planes are seen at a slant, residuals in their length.
        Self { yaw: 0.7, pitch: 0.22 }
    }
}

impl Camera {
    /// Turned by so much, radians.
    #[must_use]
    pub fn turned(self, d_yaw: f64, d_pitch: f64) -> Self {
        Self { yaw: (self.yaw + d_yaw) % std::f64::consts::TAU, pitch: (self.pitch + d_pitch).clamp(-1.5, 1.5) }
    }

    /// Right, up and towards the eye, of a point with z upwards.
    fn project(self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let (sin_yaw, cos_yaw) = self.yaw.sin_cos();
        let (sin_pitch, cos_pitch) = self.pitch.sin_cos();
        let right = cos_yaw * x + sin_yaw * y;
        let away = -sin_yaw * x + cos_yaw * y;
        [right, cos_pitch * z + sin_pitch * away, sin_pitch * z - cos_pitch * away]
    }
}

/// Holds what of a cloud is drawn, beside the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CloudParts {
    /// PCA's plane with its axes and codes.
    pub pca: bool,
    /// The autoencoder's.
    pub ae: bool,
    /// The codes on the planes.
    pub codes: bool,
    /// The segments from the points to the autoencoder's reconstructions.
    pub residuals: bool,
}

impl Default for CloudParts {
    fn default() -> Self {
        Self { pca: true, ae: true, codes: true, residuals: true }
    }
}

/// Holds what is drawn.
#[derive(Debug, Clone, Copy)]
pub struct CloudFigure<'a> {
    /// The samples.
    pub points: &'a [Point3],
    /// PCA's plane.
    pub pca_plane: Option<Plane>,
    /// The autoencoder's plane.
    pub ae_plane: Option<Plane>,
    /// PCA's reconstructions of the samples: its codes, drawn on its plane.
    pub pca_codes: &'a [Point3],
    /// The autoencoder's, likewise; residuals go from the samples to these.
    pub ae_codes: &'a [Point3],
    /// Holds what of all this is drawn.
    pub shows: CloudParts,
    /// Words at the ends of the three axes.
    pub axis_words: [&'a str; 3],
}

impl CloudFigure<'_> {
    /// Draws planes, axes, residuals and points, far ones first.
    ///
    /// # Errors
    /// As the backend.
    pub fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        camera: Camera,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        area.fill(&solid(style.palette.card))?;
        let reach = self.reach();
        let view = View::new(area.dim_in_pixel(), camera, reach);
        self.draw_axes(area, &view, reach, style)?;
        let planes = [
            (self.pca_plane.filter(|_| self.shows.pca), style.palette.pca, "PCA"),
            (self.ae_plane.filter(|_| self.shows.ae), style.palette.ae, "AE"),
        ];
        for (plane, colour, _) in &planes {
            if let Some(plane) = plane {
                draw_plane(area, &view, plane, reach, *colour, style)?;
            }
        }
        self.draw_points(area, &view, style)?;
        for (plane, colour, name) in &planes {
            if let Some(plane) = plane.filter(|_| self.shows.codes) {
                draw_code_axes(area, &view, &plane, reach, (*colour, name), style)?;
            }
        }
        Ok(())
    }

    fn draw_points<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        view: &View,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let palette = style.palette;
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        order.sort_by(|&i, &j| view.depth(self.points[i]).total_cmp(&view.depth(self.points[j])));
        for idx in order {
            let place = view.place(self.points[idx].map(f64::from));
            let foot = |codes: &[Point3]| {
                let foot = codes.get(idx).filter(|foot| foot.iter().all(|x| x.is_finite()))?;
                Some(view.place(foot.map(f64::from)))
            };
            let (by_pca, by_ae) = (foot(self.pca_codes), foot(self.ae_codes));
            if let Some(foot) = by_ae.filter(|_| self.shows.residuals && self.shows.ae) {
                let line = faint(palette.ae, 0.7).stroke_width(style.line_width(1.2));
                area.draw(&PathElement::new(vec![place, foot], line))?;
            }
            area.draw(&Circle::new(place, style.line_width(2.2), solid(palette.ink).filled()))?;
            if let Some(foot) = by_pca.filter(|_| self.shows.codes && self.shows.pca) {
                area.draw(&Circle::new(foot, style.line_width(2.6), solid(palette.pca).filled()))?;
            }
            if let Some((x, y)) = by_ae.filter(|_| self.shows.codes && self.shows.ae) {
                let r = style.line_width(3.0) as i32;
                let diamond = vec![(x - r, y), (x, y - r), (x + r, y), (x, y + r)];
                area.draw(&Polygon::new(diamond, solid(palette.ae).filled()))?;
            }
        }
        Ok(())
    }

    fn draw_axes<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        view: &View,
        reach: f64,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let origin = view.place([0.0; 3]);
        let label = ("sans-serif", style.font_px).into_font().color(&solid(style.palette.ink_2));
        for (axis, word) in self.axis_words.iter().enumerate() {
            let mut end = [0.0; 3];
            end[axis] = reach;
            let line = solid(style.palette.line_2).stroke_width(style.line_width(1.0));
            area.draw(&PathElement::new(vec![origin, view.place(end)], line))?;
            end[axis] = reach * 1.1;
            area.draw(&Text::new((*word).to_owned(), view.place(end), label.clone()))?;
        }
        Ok(())
    }

    /// The largest coordinate of the samples.
    fn reach(&self) -> f64 {
        let most = self.points.iter().flatten().fold(0.0_f32, |most, value| most.max(value.abs()));
        if most > 0.0 { f64::from(most) } else { 1.0 }
    }
}

/// From space to pixels.
struct View {
    camera: Camera,
    centre: (f64, f64),
    px_per_unit: f64,
}

impl View {
    fn new((width, height): (u32, u32), camera: Camera, reach: f64) -> Self {
        let (width, height) = (f64::from(width), f64::from(height));
        Self { camera, centre: (width / 2.0, height / 2.0), px_per_unit: 0.5 * width.min(height * 1.6) / (1.7 * reach) }
    }

    fn place(&self, point: [f64; 3]) -> (i32, i32) {
        let [right, up, _] = self.camera.project(point);
        let x = self.centre.0 + right * self.px_per_unit;
        let y = self.centre.1 - up * self.px_per_unit;
        (x.round() as i32, y.round() as i32)
    }

    fn depth(&self, point: Point3) -> f64 {
        self.camera.project(point.map(f64::from))[2]
    }
}

fn draw_plane<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    view: &View,
    plane: &Plane,
    reach: f64,
    colour: Colour,
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    let corners = plane_square(plane, 1.15 * reach).map(|corner| view.place(corner));
    area.draw(&Polygon::new(corners.to_vec(), faint(colour, 0.14)))?;
    let outline = corners.iter().chain(corners.first()).copied().collect::<Vec<_>>();
    area.draw(&PathElement::new(outline, solid(colour).stroke_width(style.line_width(1.5))))
}

/// The two axes of a code as lines in its plane, from its centre on, with their names at the ends.
fn draw_code_axes<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    view: &View,
    plane: &Plane,
    reach: f64,
    (colour, name): (Colour, &str),
    style: &Style,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    /// Length of an axis, as a share of the cloud's.
    const LENGTH: f64 = 1.0;
    let label = ("sans-serif", 0.85 * style.font_px).into_font().color(&solid(colour));
    let centre = plane.centre.map(f64::from);
    for (number, axis) in ["₁", "₂"].iter().zip(plane.axes) {
        let end = std::array::from_fn(|i| centre[i] + LENGTH * reach * f64::from(axis[i]));
        let (start, end) = (view.place(centre), view.place(end));
        area.draw(&PathElement::new(vec![start, end], solid(colour).stroke_width(style.line_width(2.4))))?;
        area.draw(&Circle::new(end, style.line_width(3.2), solid(colour).filled()))?;
        let beside = (end.0 + (0.35 * style.font_px) as i32, end.1 - (0.9 * style.font_px) as i32);
        area.draw(&Text::new(format!("{name}{number}"), beside, label.clone()))?;
    }
    Ok(())
}

/// A square in the plane, its edges along the horizontal axes' shadows: two equal planes then show one square,
/// whatever basis describes them.
fn plane_square(plane: &Plane, half: f64) -> [[f64; 3]; 4] {
    let (centre, u, v) = (plane.centre.map(f64::from), plane.u.map(f64::from), plane.v.map(f64::from));
    let normal = unit(cross(u, v)).unwrap_or([0.0, 0.0, 1.0]);
    let first = unit(without([1.0, 0.0, 0.0], normal)).or_else(|| unit(without([0.0, 1.0, 0.0], normal))).unwrap_or(u);
    let second = cross(normal, first);
    [(1.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (-1.0, 1.0)]
        .map(|(a, b)| std::array::from_fn(|i| centre[i] + half * (a * first[i] + b * second[i])))
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// The part of `a` at a right angle to the unit vector `b`.
fn without(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    let along: f64 = a.iter().zip(b).map(|(x, y)| x * y).sum();
    std::array::from_fn(|i| a[i] - along * b[i])
}

fn unit(a: [f64; 3]) -> Option<[f64; 3]> {
    let length = a.iter().map(|x| x * x).sum::<f64>().sqrt();
    (length > 1e-6).then(|| a.map(|x| x / length))
}

#[cfg(test)]
mod tests;
