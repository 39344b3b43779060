//! Scatters of codes: PCA's and the autoencoder's on one canvas, or one code coloured by class.

use super::shapes::Point2;
use super::{
    axes::{AxisWords, Frame, Zoom, draw_square_axes, round_up},
    marks::{CLASS_SHAPES, Mark, Shape},
    palette::{Colour, faint},
    stamps::Stamping,
    style::Style,
};
use plotters::{coord::Shift, prelude::*};

/// A series may reach this many times farther than the first one before it is cut off: a run that diverges should not
/// shrink PCA's codes to a dot.
const MAX_REACH: f64 = 8.0;

/// Sizes of PCA's marks and the autoencoder's: where two codes coincide, one is seen around the other.
const PCA_SCALE: f32 = 1.25;
const AE_SCALE: f32 = 0.75;
/// Beyond so many points single ones cannot be told apart; marks are then small, faint and of one size.
const MANY_POINTS: usize = 1000;

/// A mark's colour, shape and size.
type Look = (Colour, Shape, f32);

/// Describes what a scatter shows.
#[derive(Debug, Clone, Copy)]
pub enum CodesFigure<'a> {
    /// PCA's codes beneath the autoencoder's.
    Both {
        /// PCA's.
        pca: &'a [Point2],
        /// The autoencoder's, of the same samples.
        ae: &'a [Point2],
        /// Which of the two are drawn, PCA's first.
        shows: [bool; 2],
    },
    /// One code by class.
    Classes {
        /// The codes.
        codes: &'a [Point2],
        /// A class each; empty where unknown.
        labels: &'a [u8],
        /// Classes that are left out.
        hidden: &'a [u8],
    },
}

/// At most so many lines join two codes: more would be a felt.
pub const MAX_JOINS: usize = 500;

impl CodesFigure<'_> {
    /// Draws the axes. The points are [`CodesFigure::marks`].
    ///
    /// # Errors
    /// As the backend.
    pub fn draw_axes<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        zoom: Zoom,
        words: AxisWords,
        style: &Style,
    ) -> Result<Frame, DrawingAreaErrorKind<DB::ErrorType>> {
        draw_square_axes(area, (self.half_extent(), zoom), words, style)
    }

    /// Draws lines that join the two codes of a sample: of all samples, or of [`MAX_JOINS`] spread over them.
    ///
    /// # Errors
    /// As the backend.
    pub fn draw_joins<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        frame: &Frame,
        style: &Style,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        let Self::Both { pca, ae, .. } = self else { return Ok(()) };
        let line = faint(style.palette.ink_2, 0.55).stroke_width(style.line_width(1.0));
        let step = pca.len().div_ceil(MAX_JOINS).max(1);
        for (from, to) in pca.iter().zip(*ae).step_by(step) {
            // Lines to codes outside would run over labels and words.
            if frame.holds(*from) && frame.holds(*to) {
                let ends =
                    [from, to].map(|point| frame.place(*point)).map(|(x, y)| (x.round() as i32, y.round() as i32));
                area.draw(&PathElement::new(ends.to_vec(), line))?;
            }
        }
        Ok(())
    }

    /// The largest coordinate to be seen, rounded up.
    #[must_use]
    pub fn half_extent(&self) -> f64 {
        match self {
            Self::Both { pca, ae, .. } => {
                let first = reach(pca);
                round_up(1.05 * first.max(reach(ae).min(MAX_REACH * first)))
            }
            Self::Classes { codes, .. } => round_up(1.05 * reach(codes)),
        }
    }

    /// The points as marks in the pixels of `frame`, those outside left out.
    #[must_use]
    pub fn marks(&self, frame: &Frame, style: &Style) -> Vec<Mark> {
        let palette = style.palette;
        match self {
            Self::Both { pca, ae, shows } => {
                let shown = |idx: usize, points: &'_ [Point2]| if shows[idx] { points.len() } else { 0 };
                let (pca, ae) = (&pca[..shown(0, pca)], &ae[..shown(1, ae)]);
                let (pca_scale, ae_scale) = if pca.len() > MANY_POINTS { (1.0, 1.0) } else { (PCA_SCALE, AE_SCALE) };
                // In turn, so that of two thousand points neither code covers the other.
                let mut marks: Vec<_> = marks_of(pca, frame, |_| (palette.pca, Shape::Disk, pca_scale))
                    .chain(marks_of(ae, frame, |_| (palette.ae, Shape::Diamond, ae_scale)))
                    .collect();
                marks.sort_by_key(|(idx, _)| *idx);
                marks.into_iter().map(|(_, mark)| mark).collect()
            }
            Self::Classes { codes, labels, hidden } => marks_of(codes, frame, |idx| match labels.get(idx) {
                Some(&label) => {
                    (style.palette.class(label), CLASS_SHAPES[usize::from(label) % CLASS_SHAPES.len()], 1.0)
                }
                None => (palette.ae, Shape::Diamond, 1.0),
            })
            .filter(|(idx, _)| labels.get(*idx).is_none_or(|label| !hidden.contains(label)))
            .map(|(_, mark)| mark)
            .collect(),
        }
    }

    /// How the marks are stamped: smaller and fainter where there are many; classes have a rim, some being pale.
    #[must_use]
    pub fn stamping(&self, style: &Style) -> Stamping {
        let (n, has_rim) = match self {
            Self::Both { pca, ae, .. } => (pca.len() + ae.len(), false),
            Self::Classes { codes, .. } => (codes.len(), true),
        };
        let (css_px, opacity) = if n > MANY_POINTS { (3.4, 0.65) } else { (4.8, 0.85) };
        Stamping { radius: style.px(css_px) as f32, opacity, has_rim }
    }
}

fn marks_of<'a>(
    points: &'a [Point2],
    frame: &'a Frame,
    look: impl Fn(usize) -> Look + 'a,
) -> impl Iterator<Item = (usize, Mark)> + 'a {
    points.iter().enumerate().filter(|(_, point)| frame.holds(**point)).map(move |(idx, point)| {
        let (x, y) = frame.place(*point);
        let (colour, shape, scale) = look(idx);
        (idx, Mark { x, y, colour, shape, scale, sample_idx: idx })
    })
}

/// The largest coordinate of points that are numbers.
fn reach(points: &[Point2]) -> f64 {
    points.iter().flatten().filter(|value| value.is_finite()).fold(0.0, |most, value| most.max(f64::from(value.abs())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::Theme;

    #[test]
    fn a_diverging_code_does_not_shrink_the_other() {
        let pca = [[1.0, 0.0], [-0.9, 0.5]];
        assert_eq!(CodesFigure::Both { pca: &pca, ae: &[[1e9, f32::NAN]], shows: [true; 2] }.half_extent(), 10.0);
        assert_eq!(CodesFigure::Both { pca: &pca, ae: &[[0.1, 0.2]], shows: [true; 2] }.half_extent(), 1.2);
    }

    #[test]
    fn draws_axes_with_words_and_marks_both_codes() {
        let mut svg = String::new();
        let style = Style::new(Theme::Light, 1.0, false, true);
        let pca = [[1.0, 0.0], [-0.9, 0.5]];
        let ae = [[0.3, 0.3], [f32::NAN, 0.0]];
        let figure = CodesFigure::Both { pca: &pca, ae: &ae, shows: [true; 2] };
        let frame = {
            let area = SVGBackend::with_string(&mut svg, (640, 480)).into_drawing_area();
            figure
                .draw_axes(&area, Zoom::HOME, AxisWords { x: "primera coordenada", y: "segunda" }, &style)
                .expect("SVG")
        };
        assert!(svg.contains("primera coordenada") && svg.contains("segunda") && svg.contains("−1"), "{svg}");
        let marks = figure.marks(&frame, &style);
        let shapes: Vec<_> = marks.iter().map(|mark| mark.shape).collect();
        assert_eq!(shapes, [Shape::Disk, Shape::Diamond, Shape::Disk]);
        // A code that is switched off, and a class that is.
        let alone = CodesFigure::Both { pca: &pca, ae: &ae, shows: [false, true] }.marks(&frame, &style);
        assert!(alone.iter().all(|mark| mark.shape == Shape::Diamond) && alone.len() == 1);
        let classes = CodesFigure::Classes { codes: &pca, labels: &[3, 7], hidden: &[3] }.marks(&frame, &style);
        assert_eq!(classes.iter().map(|mark| mark.sample_idx).collect::<Vec<_>>(), [1]);
        // Of two samples one has both codes in the frame.
        let mut joins = String::new();
        {
            let area = SVGBackend::with_string(&mut joins, (640, 480)).into_drawing_area();
            figure.draw_joins(&area, &frame, &style).expect("SVG");
        }
        assert_eq!(joins.matches("<polyline").count(), 1, "{joins}");
    }
}
