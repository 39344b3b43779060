//! Marks as vector shapes, for figures that are exported. On the page marks are rasterised ([`super::stamps`]).

use super::{
    marks::{Mark, Shape},
    palette::faint,
    stamps::Stamping,
};
use plotters::{coord::Shift, prelude::*};

/// Draws marks over the existing content, later ones over earlier ones; those at NaN are skipped.
///
/// # Errors
/// If the backend fails.
pub fn draw_marks<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    marks: &[Mark],
    stamping: Stamping,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    for mark in marks.iter().filter(|mark| mark.x.is_finite() && mark.y.is_finite()) {
        let radius = stamping.radius * mark.scale;
        let fill = faint(mark.colour, f64::from(stamping.opacity)).filled();
        let centre = (mark.x.round() as i32, mark.y.round() as i32);
        match outline(mark.shape) {
            Outline::Disk(share) => area.draw(&Circle::new(centre, (radius * share).max(1.0), fill))?,
            Outline::Ring(share) => {
                let width = (radius * 0.4).round().max(1.0) as u32;
                area.draw(&Circle::new(
                    centre,
                    (radius * share).max(1.0),
                    fill.stroke_width(width).color.stroke_width(width),
                ))?;
            }
            Outline::Corners(corners) => {
                let place =
                    |&(u, v): &(f32, f32)| ((mark.x + radius * u).round() as i32, (mark.y + radius * v).round() as i32);
                area.draw(&Polygon::new(corners.iter().map(place).collect::<Vec<_>>(), fill))?;
            }
        }
    }
    Ok(())
}

/// A shape of radius 1, as in `marks`; `v` grows downwards.
enum Outline {
    Disk(f32),
    Ring(f32),
    Corners(&'static [(f32, f32)]),
}

fn outline(shape: Shape) -> Outline {
    match shape {
        Shape::Disk => Outline::Disk(0.9),
        Shape::Ring => Outline::Ring(0.76),
        Shape::Diamond => Outline::Corners(&[(-1.1, 0.0), (0.0, -1.1), (1.1, 0.0), (0.0, 1.1)]),
        Shape::Square => Outline::Corners(&[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]),
        Shape::Up => Outline::Corners(&[(-1.05, 0.75), (0.0, -1.0), (1.05, 0.75)]),
        Shape::Down => Outline::Corners(&[(-1.05, -0.75), (0.0, 1.0), (1.05, -0.75)]),
        Shape::Plus => Outline::Corners(&[
            (-1.0, -0.36),
            (-0.36, -0.36),
            (-0.36, -1.0),
            (0.36, -1.0),
            (0.36, -0.36),
            (1.0, -0.36),
            (1.0, 0.36),
            (0.36, 0.36),
            (0.36, 1.0),
            (-0.36, 1.0),
            (-0.36, 0.36),
            (-1.0, 0.36),
        ]),
        Shape::Cross => Outline::Corners(&[
            (-0.9, -0.9),
            (-0.4, -0.9),
            (0.0, -0.5),
            (0.4, -0.9),
            (0.9, -0.9),
            (0.9, -0.4),
            (0.5, 0.0),
            (0.9, 0.4),
            (0.9, 0.9),
            (0.4, 0.9),
            (0.0, 0.5),
            (-0.4, 0.9),
            (-0.9, 0.9),
            (-0.9, 0.4),
            (-0.5, 0.0),
            (-0.9, -0.4),
        ]),
        Shape::Bar => Outline::Corners(&[(-1.05, -0.5), (1.05, -0.5), (1.05, 0.5), (-1.05, 0.5)]),
        Shape::Post => Outline::Corners(&[(-0.5, -1.05), (0.5, -1.05), (0.5, 1.05), (-0.5, 1.05)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{marks::CLASS_SHAPES, palette::Theme};

    #[test]
    fn every_class_has_its_shape() {
        let ink = Theme::Light.palette().ink;
        let mark = |(idx, &shape): (usize, &Shape)| Mark {
            x: 20.0 * idx as f32 + 10.0,
            y: 10.0,
            colour: ink,
            shape,
            scale: 1.0,
            sample_idx: idx,
        };
        let mut marks: Vec<Mark> = CLASS_SHAPES.iter().enumerate().map(mark).collect();
        marks.push(Mark { x: f32::NAN, ..marks[0] });
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (200, 20)).into_drawing_area();
            draw_marks(&area, &marks, Stamping { radius: 5.0, opacity: 0.8, has_rim: true }).expect("SVG");
        }
        assert_eq!((svg.matches("<circle").count(), svg.matches("<polygon").count()), (2, 8));
        assert!(!svg.contains("NaN"));
    }
}
