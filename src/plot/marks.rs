//! The marks of a scatter plot with position, shape and colour, and the search for the one at a pointer or in a
//! direction.

use super::palette::Colour;

/// The shapes of marks, distinguishable without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// PCA's mark.
    Disk,
    /// The autoencoder's mark.
    Diamond,
    /// A filled square.
    Square,
    /// A triangle pointing up.
    Up,
    /// A triangle pointing down.
    Down,
    /// An upright cross.
    Plus,
    /// A diagonal cross.
    Cross,
    /// A ring.
    Ring,
    /// A horizontal bar.
    Bar,
    /// A vertical bar.
    Post,
}

/// The shapes of the ten classes.
pub const CLASS_SHAPES: [Shape; 10] = [
    Shape::Disk,
    Shape::Square,
    Shape::Diamond,
    Shape::Up,
    Shape::Down,
    Shape::Plus,
    Shape::Cross,
    Shape::Ring,
    Shape::Bar,
    Shape::Post,
];

/// A mark at a position of the image, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The distance from the left.
    pub x: f32,
    /// The distance from the top.
    pub y: f32,
    /// The colour.
    pub colour: Colour,
    /// The shape.
    pub shape: Shape,
    /// The size relative to the figure's marks.
    pub scale: f32,
    /// The index of the sample.
    pub sample_idx: usize,
}

/// Returns the mark nearest to a position, within `reach` pixels of it; of marks at one position the last, which lies
/// on top.
#[must_use]
pub fn nearest(marks: &[Mark], (x, y): (f32, f32), reach: f32) -> Option<&Mark> {
    let square = |mark: &Mark| (mark.x - x) * (mark.x - x) + (mark.y - y) * (mark.y - y);
    let mut best = (reach * reach, None);
    for mark in marks {
        let distance = square(mark);
        if distance <= best.0 {
            best = (distance, Some(mark));
        }
    }
    best.1
}

/// Returns the next mark from a position in a direction (a unit vector, y downwards): near, and not far off to the
/// side.
#[must_use]
pub fn next_in_direction(marks: &[Mark], (x, y): (f32, f32), (across, down): (f32, f32)) -> Option<&Mark> {
    /// The least pixels of progress, the largest sideways offset per pixel of progress, and the weight of a sideways
    /// pixel.
    const LEAST_STEP: f32 = 0.5;
    const WIDEST: f32 = 1.5;
    const SIDEWAYS: f32 = 2.0;
    let cost = |mark: &Mark| {
        let (dx, dy) = (mark.x - x, mark.y - y);
        let along = dx * across + dy * down;
        let aside = (dx * down - dy * across).abs();
        (along > LEAST_STEP && aside <= WIDEST * along).then_some(along + SIDEWAYS * aside)
    };
    let costs = marks.iter().filter_map(|mark| Some((cost(mark)?, mark)));
    costs.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, mark)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Colour = Colour(200, 0, 0);

    #[test]
    fn walking_goes_to_the_next_mark_that_way() {
        let at =
            |x: f32, y: f32, sample_idx: usize| Mark { x, y, colour: RED, shape: Shape::Disk, scale: 1.0, sample_idx };
        let marks = [at(10.0, 10.0, 0), at(20.0, 11.0, 1), at(14.0, 40.0, 2), at(f32::NAN, 10.0, 3)];
        let next = |direction| next_in_direction(&marks, (10.0, 10.0), direction).map(|mark| mark.sample_idx);
        assert_eq!(next((1.0, 0.0)), Some(1));
        assert_eq!(next((0.0, 1.0)), Some(2));
        assert_eq!((next((-1.0, 0.0)), next((0.0, -1.0))), (None, None));
    }

    #[test]
    fn the_nearest_mark_is_the_one_on_top() {
        let at =
            |x: f32, y: f32, sample_idx: usize| Mark { x, y, colour: RED, shape: Shape::Disk, scale: 1.0, sample_idx };
        let marks = [at(10.0, 10.0, 0), at(20.0, 10.0, 1), at(20.0, 10.0, 2), at(f32::NAN, 10.0, 3)];
        let found = |x: f32, y: f32| nearest(&marks, (x, y), 8.0).map(|mark| mark.sample_idx);
        assert_eq!((found(11.0, 9.0), found(19.0, 12.0)), (Some(0), Some(2)));
        assert_eq!((found(40.0, 10.0), nearest(&[], (0.0, 0.0), 8.0)), (None, None));
    }
}
