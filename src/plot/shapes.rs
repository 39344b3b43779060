//! The shapes that figures are made of, as plain numbers: what draws knows neither runs nor experiments.

/// A point of a scatter.
pub type Point2 = [f32; 2];

/// A point of a cloud.
pub type Point3 = [f32; 3];

/// A plane in space, with the axes of a code in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    /// A point of the plane.
    pub centre: Point3,
    /// A unit vector in the plane.
    pub u: Point3,
    /// Another, at a right angle to the first.
    pub v: Point3,
    /// Unit vectors in the plane: the directions in which the two numbers of the code grow.
    pub axes: [Point3; 2],
}

/// Counts of two kinds of images in intervals of equal width.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Histogram<'a> {
    /// Beginning of the first interval.
    pub start: f64,
    /// Width of each interval.
    pub width: f64,
    /// Normal images in each.
    pub normal: &'a [usize],
    /// Odd images in each.
    pub odd: &'a [usize],
}
