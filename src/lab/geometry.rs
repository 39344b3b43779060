//! Points, planes and sizes of images as views draw them. Imports nothing of ours.

use ndarray::{Array1, ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

/// A point of a scatter.
pub type Point2 = [f32; 2];

/// A point of the cloud.
pub type Point3 = [f32; 3];

/// Size of the images in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageSize {
    /// Rows of pixels.
    pub height: usize,
    /// Columns of pixels.
    pub width: usize,
}

/// A plane in the space of the samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Plane {
    /// A point of it, beneath the samples' mean.
    pub centre: Point3,
    /// A unit vector in it.
    pub u: Point3,
    /// Another, at a right angle to the first.
    pub v: Point3,
    /// Unit vectors in it: where a reconstruction goes when the first, or the second, number of the code grows.
    pub axes: [Point3; 2],
}

/// The first two columns as points; a missing second column is 0.
#[must_use]
pub fn points_2(codes: &ArrayView2<f64>) -> Vec<Point2> {
    codes
        .rows()
        .into_iter()
        .map(|row| [row.first().copied().unwrap_or(0.0) as f32, row.get(1).copied().unwrap_or(0.0) as f32])
        .collect()
}

/// Rows of three as points.
#[must_use]
pub fn points_3(rows: &ArrayView2<f32>) -> Vec<Point3> {
    rows.rows().into_iter().map(|row| [row[0], row[1], row[2]]).collect()
}

/// The plane through `point` along two orthonormal vectors, with the axes of a code in it; its centre moved to beneath the origin of the samples.
#[must_use]
pub fn plane_of(point: &Array1<f64>, u: ArrayView1<f64>, v: ArrayView1<f64>, axes: [ArrayView1<f64>; 2]) -> Plane {
    let centre = point - &(&u * point.dot(&u)) - &(&v * point.dot(&v));
    let to_point = |vector: ArrayView1<f64>| [vector[0] as f32, vector[1] as f32, vector[2] as f32];
    let unit = |axis: ArrayView1<f64>| to_point((&axis / axis.dot(&axis).sqrt().max(f64::MIN_POSITIVE)).view());
    Plane { centre: to_point(centre.view()), u: to_point(u), v: to_point(v), axes: axes.map(unit) }
}
