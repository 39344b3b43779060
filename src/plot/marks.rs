//! The points of a scatter as they are shown: place, shape and colour; the one that a pointer or a key means.

use super::palette::Colour;

/// Shapes of marks, told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// PCA's mark.
    Disk,
    /// The autoencoder's mark.
    Diamond,
    /// A filled square.
    Square,
    /// A triangle on its base.
    Up,
    /// A triangle on its tip.
    Down,
    /// An upright cross.
    Plus,
    /// A slanted cross.
    Cross,
    /// A ring.
    Ring,
    /// A horizontal bar.
    Bar,
    /// A vertical bar.
    Post,
}

/// Shapes of the ten classes.
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

/// A mark at a place of the image, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Its colour.
    pub colour: Colour,
    /// Its shape.
    pub shape: Shape,
    /// Its size, as a share of the figure's.
    pub scale: f32,
    /// Which of the samples it stands for.
    pub sample_idx: usize,
}

/// The mark nearest to a place, within `reach` pixels of it; of marks at one place the last, which lies on top.
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

/// The mark to be found next by going from a place in a direction (a unit vector, y downwards): near, and not far to the side.
#[must_use]
pub fn next_in_direction(marks: &[Mark], (x, y): (f32, f32), (across, down): (f32, f32)) -> Option<&Mark> {
    /// Pixels that count as going on, how far to the side a mark may lie for each, and how much more a pixel to the side counts.
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
