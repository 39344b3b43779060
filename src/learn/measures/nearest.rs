//! The nearest points to a point, all pairs compared, eight at a time: for some ten thousand points that is faster than a
//! tree, and as exact in forty dimensions as in two.

use crate::kernels::lanes::{F32x8, N_LANES};
use ndarray::{ArrayView1, ArrayView2};

/// A point that was found: its squared Euclidean distance, and its row.
pub type Found = (f32, usize);

/// Points that can be searched.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// A feature after the other, each `(n)` and then infinities up to a whole number of lanes: those are never near.
    features: Vec<Vec<f32>>,
    n_points: usize,
    /// Holds what the last search found, nearest first. Kept, so that a search allocates nothing.
    found: Vec<Found>,
}

impl Nearest {
    /// Takes points, `(n, k)`.
    #[must_use]
    pub fn new(points: &ArrayView2<f32>) -> Self {
        let feature = |column: ArrayView1<f32>| {
            let mut values = column.to_vec();
            values.resize(points.nrows().next_multiple_of(N_LANES), f32::INFINITY);
            values
        };
        Self {
            features: points.columns().into_iter().map(feature).collect(),
            n_points: points.nrows(),
            found: Vec::new(),
        }
    }

    /// How many points there are.
    #[must_use]
    pub fn n_points(&self) -> usize {
        self.n_points
    }

    /// The `n_most` nearest to `query (k)`, nearest first, equal distances by their rows; never the row `except`.
    pub fn of(&mut self, query: &[f32], n_most: usize, except: Option<usize>) -> &[Found] {
        self.search(|feature| query.get(feature).copied().unwrap_or(0.0), n_most, except)
    }

    /// The `n_most` nearest to the point of a row, without itself.
    pub fn of_row(&mut self, row: usize, n_most: usize) -> &[Found] {
        let query: Vec<f32> = self.features.iter().map(|feature| feature[row]).collect();
        self.search(|feature| query[feature], n_most, Some(row))
    }

    fn search(&mut self, query: impl Fn(usize) -> f32, n_most: usize, except: Option<usize>) -> &[Found] {
        self.found.clear();
        let mut worst = f32::INFINITY;
        for from in (0..self.n_points).step_by(N_LANES) {
            let mut squares = F32x8::splat(0.0);
            for (idx, feature) in self.features.iter().enumerate() {
                let difference = F32x8::load(&feature[from..]) - F32x8::splat(query(idx));
                squares = difference.mul_add(difference, squares);
            }
            if !squares.is_below(F32x8::splat(worst)).any() {
                continue;
            }
            let mut distances = [0.0; N_LANES];
            squares.store(&mut distances);
            for (lane, distance) in distances.into_iter().enumerate() {
                if distance < worst && Some(from + lane) != except {
                    let place = self.found.partition_point(|&(seen, _)| seen <= distance);
                    self.found.insert(place, (distance, from + lane));
                    self.found.truncate(n_most);
                    if self.found.len() == n_most {
                        worst = self.found.last().map_or(f32::NEG_INFINITY, |&(farthest, _)| farthest);
                    }
                }
            }
        }
        &self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn nearest_first_and_never_what_is_left_out() {
        let points = array![[0.0_f32, 0.0], [3.0, 4.0], [1.0, 0.0], [0.0, 1.0], [f32::NAN, 0.0]];
        let mut nearest = Nearest::new(&points.view());
        assert_eq!(nearest.of(&[0.0, 0.0], 3, None), [(0.0, 0), (1.0, 2), (1.0, 3)]);
        assert_eq!(nearest.of_row(0, 9), [(1.0, 2), (1.0, 3), (25.0, 1)]);
        assert_eq!(nearest.of(&[3.0, 4.0], 1, Some(1)).len(), 1);
        assert!(nearest.of(&[0.0, 0.0], 0, None).is_empty());
        assert!(Nearest::new(&ndarray::Array2::zeros((0, 2)).view()).of(&[1.0, 1.0], 4, None).is_empty());
    }
}
