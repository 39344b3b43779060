//! The geometric input of figures as plain numbers, independent of runs and experiments.

/// A point of a scatter plot.
pub type Point2 = [f32; 2];

/// A point of a cloud.
pub type Point3 = [f32; 3];

/// A plane in space, with the axes of a code.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    /// A point of the plane.
    pub centre: Point3,
    /// A unit vector in the plane.
    pub u: Point3,
    /// A second unit vector in the plane, orthogonal to the first.
    pub v: Point3,
    /// Unit vectors in the plane, the directions in which the two numbers of the code increase.
    pub axes: [Point3; 2],
}

/// Counts of two kinds of images in intervals of equal width.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Histogram<'a> {
    /// The start of the first interval.
    pub start: f64,
    /// The width of each interval.
    pub width: f64,
    /// The number of normal images in each interval.
    pub normal: &'a [usize],
    /// The number of odd images in each interval.
    pub odd: &'a [usize],
}
