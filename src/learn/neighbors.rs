//! Nearest neighbours: how well a code keeps classes together.
//!
//! Leave-one-out accuracy in slices, so that a caller may stop between them. Plain comparison of all pairs.

use super::error::LearnError;
use ndarray::{Array2, ArrayView2};

/// Classifies every sample by the vote of its `n_neighbors` nearest others.
///
/// Distances are Euclidean. Equal votes go to the smaller label, as in scikit-learn; equal distances to the earlier row.
#[derive(Debug, Clone)]
pub struct LeaveOneOut {
    points: Array2<f32>,
    labels: Vec<u8>,
    n_neighbors: usize,
    next: usize,
    n_correct: usize,
}

impl LeaveOneOut {
    /// Prepares the comparison. Shapes: `points (n, k)`, `labels (n)`.
    ///
    /// # Errors
    /// When there are not as many labels as points.
    pub fn new(points: Array2<f32>, labels: Vec<u8>, n_neighbors: usize) -> Result<Self, LearnError> {
        if points.nrows() != labels.len() {
            return Err(LearnError::Shape { what: "labels", expected: points.nrows(), got: labels.len() });
        }
        Ok(Self { points, labels, n_neighbors, next: 0, n_correct: 0 })
    }

    /// Classifies up to `n_points` more; returns whether all are done.
    pub fn advance(&mut self, n_points: usize) -> bool {
        let end = (self.next + n_points).min(self.labels.len());
        for i in self.next..end {
            self.n_correct += usize::from(self.vote(i) == Some(self.labels[i]));
        }
        self.next = end;
        end == self.labels.len()
    }

    /// Share of the points classified so far whose neighbours vote for their own label. NaN before the first.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.n_correct as f64 / self.next as f64
    }

    fn vote(&self, i: usize) -> Option<u8> {
        let mut nearest: Vec<(f32, usize)> = Vec::with_capacity(self.n_neighbors + 1);
        let own = self.points.row(i);
        for (j, other) in self.points.rows().into_iter().enumerate() {
            if j == i {
                continue;
            }
            let distance = own.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f32>();
            if nearest.len() == self.n_neighbors && nearest.last().is_some_and(|&(worst, _)| distance >= worst) {
                continue;
            }
            let place = nearest.partition_point(|&(seen, _)| seen <= distance);
            nearest.insert(place, (distance, j));
            nearest.truncate(self.n_neighbors);
        }
        let mut votes = [0_u32; 256];
        for (_, j) in nearest {
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
    let mut votes = LeaveOneOut::new(points.to_owned(), labels.to_vec(), n_neighbors)?;
    votes.advance(labels.len());
    Ok(votes.accuracy())
}
