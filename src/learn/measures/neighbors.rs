//! Nearest neighbours as a measure of how well a code keeps classes together.
//!
//! Leave-one-out accuracy and precision are computed in slices, so that a caller may stop between them.

use super::nearest::Nearest;
use crate::error::LearnError;
use ndarray::ArrayView2;

/// A comparison of every sample with its `n_neighbors` nearest others: their vote, and how many have its class.
///
/// Distances are Euclidean. Ties in the vote go to the smaller label, as in scikit-learn; ties in distance to the
/// earlier row.
#[derive(Debug, Clone)]
pub struct LeaveOneOut {
    points: Nearest,
    labels: Vec<u8>,
    n_neighbors: usize,
    next: usize,
    n_correct: usize,
    /// For each label, the neighbours of its samples that share it, and all neighbours.
    of_class: Vec<(usize, usize)>,
}

impl LeaveOneOut {
    /// Prepares the comparison. Shapes: `points (n, k)`, `labels (n)`.
    ///
    /// # Errors
    /// If the numbers of labels and points differ.
    pub fn new(points: &ArrayView2<f32>, labels: Vec<u8>, n_neighbors: usize) -> Result<Self, LearnError> {
        let n = points.nrows();
        if n != labels.len() {
            return Err(LearnError::Shape { what: "labels", expected: n, got: labels.len() });
        }
        let of_class = vec![(0, 0); usize::from(u8::MAX) + 1];
        Ok(Self { points: Nearest::new(points), labels, n_neighbors, next: 0, n_correct: 0, of_class })
    }

    /// Classifies up to `n_points` more; returns true once all are done.
    pub fn advance(&mut self, n_points: usize) -> bool {
        let end = (self.next + n_points).min(self.labels.len());
        for i in self.next..end {
            let label = self.labels[i];
            let mut votes = [0_u32; 256];
            for &(_, j) in self.points.of_row(i, self.n_neighbors) {
                votes[usize::from(self.labels[j])] += 1;
            }
            self.n_correct += usize::from(winner(&votes) == Some(label));
            let (n_own, n_all) = &mut self.of_class[usize::from(label)];
            *n_own += votes[usize::from(label)] as usize;
            *n_all += votes.iter().sum::<u32>() as usize;
        }
        self.next = end;
        end == self.labels.len()
    }

    /// Returns the share of the points that are classified, 0 to 1.
    #[must_use]
    pub fn share_done(&self) -> f64 {
        self.next as f64 / self.labels.len().max(1) as f64
    }

    /// Returns the share of the points classified so far whose neighbours vote for their own label. NaN before the
    /// first.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.n_correct as f64 / self.next as f64
    }

    /// Returns the precision at `n_neighbors`: the share of the neighbours examined so far that have the label of their
    /// sample. NaN before the first.
    #[must_use]
    pub fn precision(&self) -> f64 {
        let (n_own, n_all) = self.of_class.iter().fold((0, 0), |(own, all), &(o, a)| (own + o, all + a));
        n_own as f64 / n_all as f64
    }

    /// Returns the same precision for each label that occurs, with the label.
    #[must_use]
    pub fn precision_by_class(&self) -> Vec<(u8, f64)> {
        let classes = (0..=u8::MAX).zip(&self.of_class).filter(|(_, (_, n_all))| *n_all > 0);
        classes.map(|(class, &(n_own, n_all))| (class, n_own as f64 / n_all as f64)).collect()
    }
}

/// Returns the label with the most votes; the smallest in case of a tie.
fn winner(votes: &[u32; 256]) -> Option<u8> {
    let most = *votes.iter().max()?;
    votes.iter().position(|&n| n == most && n > 0).map(|label| label as u8)
}

/// Computes leave-one-out accuracy in one call. Shapes: `points (n, k)`, `labels (n)`.
///
/// # Errors
/// If the numbers of labels and points differ.
pub fn leave_one_out_accuracy(points: &ArrayView2<f32>, labels: &[u8], n_neighbors: usize) -> Result<f64, LearnError> {
    let mut votes = LeaveOneOut::new(points, labels.to_vec(), n_neighbors)?;
    votes.advance(labels.len());
    Ok(votes.accuracy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::{Array2, array};
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    /// Computes the same by sorting all distances, for any number of points.
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
            // On a coarse grid many distances are tied, and all of them are exact.
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

    #[test]
    fn precision_counts_neighbours_of_the_own_class() {
        // On a line: 0 0 1 0 | 1 1. The two nearest of each, by hand: {1,2} {0,2} {3,1} {2,1} {5,3} {4,3}.
        let points = array![[0.0_f32], [1.0], [2.1], [3.0], [9.0], [9.5]];
        let mut votes = LeaveOneOut::new(&points.view(), vec![0, 0, 1, 0, 1, 1], 2).expect("as many labels");
        votes.advance(6);
        // For class 0: 1 + 1 + 1 of 6; for class 1: 0 + 1 + 1 of 6.
        assert_eq!(votes.precision_by_class(), [(0, 3.0 / 6.0), (1, 2.0 / 6.0)]);
        assert_eq!(votes.precision(), 5.0 / 12.0);
    }
}
