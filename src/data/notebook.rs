//! The 60 points in three dimensions of Géron's notebook on autoencoders (2nd edition, chapter 17), and fresh draws.
//!
//! The notebook's own points are shipped as NumPy drew them (seed 4), because its generator is not ours.

use super::{Dataset, SampleShape};
use crate::sequences::rng_of;
use ndarray::{Array2, Axis};
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

const POINTS: &str = include_str!("../../assets/notebook/points.csv");
/// How the third coordinate follows from the first two.
const WEIGHTS: (f64, f64) = (0.1, 0.3);

/// Holds what a fresh draw looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CloudShape {
    /// Points.
    pub n_points: usize,
    /// Standard deviation of the noise (half of it in the first two coordinates).
    pub noise: f64,
    /// Length of the arc, radians, from −0.5.
    pub arc: f64,
}

impl Default for CloudShape {
    fn default() -> Self {
        Self { n_points: 60, noise: 0.1, arc: 1.5 * std::f64::consts::PI }
    }
}

/// The notebook's points, centred, as shipped.
#[must_use]
pub fn load() -> Dataset {
    let values: Vec<f32> = POINTS
        .lines()
        .skip(1)
        .flat_map(|line| line.split(','))
        .map(|field| field.trim().parse().expect("the shipped table holds numbers"))
        .collect();
    let points = Array2::from_shape_vec((values.len() / 3, 3), values).expect("the shipped table has three columns");
    Dataset::from_matrix(&points.view(), SampleShape::Point)
}

/// Fresh points on the same kind of arc, centred: `a` uniform on the arc, `x = cos a + sin a/2 + noise/2·N`,
/// `y = 0.7·sin a + noise/2·N`, `z = 0.1·x + 0.3·y + noise·N`.
#[must_use]
pub fn draw(shape: CloudShape, seed: u64) -> Dataset {
    let mut rng = rng_of(seed);
    let mut points = Array2::<f64>::zeros((shape.n_points, 3));
    for mut point in points.axis_iter_mut(Axis(0)) {
        let angle = rng.random::<f64>() * shape.arc - 0.5;
        let x = angle.cos() + angle.sin() / 2.0 + shape.noise / 2.0 * standard_normal(&mut rng);
        let y = 0.7 * angle.sin() + shape.noise / 2.0 * standard_normal(&mut rng);
        let z = WEIGHTS.0 * x + WEIGHTS.1 * y + shape.noise * standard_normal(&mut rng);
        point.assign(&ndarray::array![x, y, z]);
    }
    if let Some(mean) = points.mean_axis(Axis(0)) {
        points -= &mean;
    }
    Dataset::from_matrix(&points.mapv(|value| value as f32).view(), SampleShape::Point)
}

fn standard_normal(rng: &mut impl rand::Rng) -> f64 {
    StandardNormal.sample(rng)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_notebooks_points() {
        let points = load().select(&(0..60).collect::<Vec<_>>());
        // The first rows as the lecture's notebook prints them, to its six decimals.
        let expected = [-1.039_768, -0.760_238, -0.332_880, -0.031_784, 0.390_261, -0.036_477];
        for (got, expected) in points.iter().zip(expected) {
            assert!((got - expected).abs() < 6e-7, "{got} {expected}");
        }
        assert!(points.mean_axis(Axis(0)).expect("60 rows").iter().all(|mean| mean.abs() < 1e-6));
    }

    #[test]
    fn fresh_draws_follow_the_seed_and_the_shape() {
        let shape = CloudShape { n_points: 200, noise: 0.0, ..CloudShape::default() };
        assert_eq!(draw(shape, 3), draw(shape, 3));
        assert_ne!(draw(shape, 3), draw(shape, 4));
        let points = draw(shape, 3).select(&(0..200).collect::<Vec<_>>());
        // Without noise the points lie in a plane: z is what the weights say (means cancel).
        for point in points.axis_iter(Axis(0)) {
            assert!((point[2] - 0.1 * point[0] - 0.3 * point[1]).abs() < 1e-6);
        }
    }
}
