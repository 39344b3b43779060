//! Nearest neighbours: how well a code keeps classes together.
//!
//! Leave-one-out accuracy in slices, so that a caller may stop between them. All pairs are compared, eight at a time: for
//! some ten thousand points that is faster than a tree, and as exact in forty dimensions as in two.

use super::{
    error::LearnError,
    lanes::{F32x8, N_LANES},
};
use ndarray::ArrayView2;

/// Classifies every sample by the vote of its `n_neighbors` nearest others.
///
/// Distances are Euclidean. Equal votes go to the smaller label, as in scikit-learn; equal distances to the earlier row.
#[derive(Debug, Clone)]
pub struct LeaveOneOut {
    /// A feature after the other, each `(n)` and then infinities up to a whole number of lanes: those are never near.
    features: Vec<Vec<f32>>,
    labels: Vec<u8>,
    n_neighbors: usize,
    next: usize,
    n_correct: usize,
    /// The nearest so far: squared distance and row, nearest first. Kept, so that a vote allocates nothing.
    nearest: Vec<(f32, usize)>,
}

impl LeaveOneOut {
    /// Prepares the comparison. Shapes: `points (n, k)`, `labels (n)`.
    ///
    /// # Errors
    /// When there are not as many labels as points.
    pub fn new(points: &ArrayView2<f32>, labels: Vec<u8>, n_neighbors: usize) -> Result<Self, LearnError> {
        let n = points.nrows();
        if n != labels.len() {
            return Err(LearnError::Shape { what: "labels", expected: n, got: labels.len() });
        }
        let feature = |column: ndarray::ArrayView1<f32>| {
            let mut values = column.to_vec();
            values.resize(n.next_multiple_of(N_LANES), f32::INFINITY);
            values
        };
        let features = points.columns().into_iter().map(feature).collect();
        let nearest = Vec::with_capacity(n_neighbors + 1);
        Ok(Self { features, labels, n_neighbors, next: 0, n_correct: 0, nearest })
    }

    /// Classifies up to `n_points` more; returns whether all are done.
    pub fn advance(&mut self, n_points: usize) -> bool {
        let end = (self.next + n_points).min(self.labels.len());
        for i in self.next..end {
            self.find_nearest(i);
            self.n_correct += usize::from(self.vote() == Some(self.labels[i]));
        }
        self.next = end;
        end == self.labels.len()
    }

    /// Share of the points that are classified, 0 to 1.
    #[must_use]
    pub fn share_done(&self) -> f64 {
        self.next as f64 / self.labels.len().max(1) as f64
    }

    /// Share of the points classified so far whose neighbours vote for their own label. NaN before the first.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.n_correct as f64 / self.next as f64
    }

    fn find_nearest(&mut self, i: usize) {
        self.nearest.clear();
        let mut worst = f32::INFINITY;
        for from in (0..self.labels.len()).step_by(N_LANES) {
            let mut squares = F32x8::splat(0.0);
            for feature in &self.features {
                let difference = F32x8::load(&feature[from..]) - F32x8::splat(feature[i]);
                squares = difference.mul_add(difference, squares);
            }
            if !squares.is_below(F32x8::splat(worst)).any() {
                continue;
            }
            let mut distances = [0.0; N_LANES];
            squares.store(&mut distances);
            for (lane, distance) in distances.into_iter().enumerate() {
                if distance < worst && from + lane != i {
                    let place = self.nearest.partition_point(|&(seen, _)| seen <= distance);
                    self.nearest.insert(place, (distance, from + lane));
                    self.nearest.truncate(self.n_neighbors);
                    if self.nearest.len() == self.n_neighbors {
                        worst = self.nearest.last().map_or(f32::INFINITY, |&(farthest, _)| farthest);
                    }
                }
            }
        }
    }

    fn vote(&self) -> Option<u8> {
        let mut votes = [0_u32; 256];
        for &(_, j) in &self.nearest {
            votes[usize::from(self.labels[j])] += 1;
        }
        let most = *votes.iter().max()?;
        votes.iter().position(|&n| n == most && n > 0).map(|label| label as u8)
    }
}

/// Leave-one-out accuracy in one go. Shapes: `points (n, k)`, `labels (n)`.
///
/// # Errors
/// When there are not as many labels as points.
pub fn leave_one_out_accuracy(points: &ArrayView2<f32>, labels: &[u8], n_neighbors: usize) -> Result<f64, LearnError> {
    let mut votes = LeaveOneOut::new(points, labels.to_vec(), n_neighbors)?;
    votes.advance(labels.len());
    Ok(votes.accuracy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// The same by sorting all distances, for any number of points.
    fn by_sorting(points: &Array2<f32>, labels: &[u8], n_neighbors: usize) -> f64 {
        let n = labels.len();
        let is_right = |i: usize| {
            let mut others: Vec<usize> = (0..n).filter(|&j| j != i).collect();
            let distance = |j: usize| {
                let pairs = points.row(i).into_iter().zip(points.row(j));
                pairs.fold(0.0_f32, |sum, (a, b)| (a - b).mul_add(a - b, sum))
            };
            others.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
            let mut votes = [0; 256];
            others.iter().take(n_neighbors).for_each(|&j| votes[usize::from(labels[j])] += 1);
            let most = votes.iter().max().copied().unwrap_or(0);
            most > 0 && votes.iter().position(|&n| n == most) == Some(usize::from(labels[i]))
        };
        (0..n).filter(|&i| is_right(i)).count() as f64 / n as f64
    }

    #[test]
    fn votes_are_those_of_sorted_distances_ties_included() {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        for (n, k) in [(1, 2), (7, 1), (8, 2), (9, 3), (100, 2), (203, 5)] {
            // On a coarse grid many distances are equal, and all of them exact.
            let points = Array2::from_shape_simple_fn((n, k), || f32::from(rng.random_range(0..6_u8)));
            let labels: Vec<u8> = (0..n).map(|_| rng.random_range(0..3_u8)).collect();
            for n_neighbors in [1, 3, 10] {
                let ours = leave_one_out_accuracy(&points.view(), &labels, n_neighbors).expect("as many labels");
                assert_eq!(ours, by_sorting(&points, &labels, n_neighbors), "{n} points, {k} features, {n_neighbors}");
            }
        }
        let points = Array2::zeros((3, 2));
        assert!(LeaveOneOut::new(&points.view(), vec![0, 1], 10).is_err());
    }
}
