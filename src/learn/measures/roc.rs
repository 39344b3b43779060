//! The receiver operating characteristic of a score that separates odd samples from normal ones, and the area under it.

/// A threshold and its rates: samples whose score reaches it are called odd.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RocPoint {
    /// The least score that is called odd; infinite if no sample is.
    pub threshold: f64,
    /// The share of the normal samples that are called odd, 0 to 1.
    pub false_alarms: f64,
    /// The share of the odd samples that are called odd, 0 to 1.
    pub found: f64,
}

/// The curve over all thresholds.
#[derive(Debug, Clone, PartialEq)]
pub struct Roc {
    /// The points, from the threshold that calls no sample odd to the one that calls all odd.
    pub points: Vec<RocPoint>,
    /// The area under the curve: the probability that an odd sample scores higher than a normal one, ties counting half
    /// (Mann and Whitney 1947). One half is chance level; below it normal samples score higher.
    pub auc: f64,
}

impl Roc {
    /// Computes the curve of these scores; `None` if one of the groups is empty or a score is not a number.
    #[must_use]
    pub fn of(normal: &[f64], odd: &[f64]) -> Option<Self> {
        if normal.is_empty() || odd.is_empty() || normal.iter().chain(odd).any(|score| score.is_nan()) {
            return None;
        }
        let mut scores: Vec<(f64, bool)> =
            normal.iter().map(|&score| (score, false)).chain(odd.iter().map(|&score| (score, true))).collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (n_normal, n_odd) = (normal.len() as f64, odd.len() as f64);
        let mut points = vec![RocPoint { threshold: f64::INFINITY, false_alarms: 0.0, found: 0.0 }];
        let (mut n_false_alarms, mut n_found, mut auc) = (0_usize, 0_usize, 0.0);
        for equal in scores.chunk_by(|a, b| a.0 == b.0) {
            let (before_x, before_y) = (n_false_alarms as f64 / n_normal, n_found as f64 / n_odd);
            let n_odd_here = equal.iter().filter(|(_, is_odd)| *is_odd).count();
            n_found += n_odd_here;
            n_false_alarms += equal.len() - n_odd_here;
            let (x, y) = (n_false_alarms as f64 / n_normal, n_found as f64 / n_odd);
            // A trapezium, so that ties between the groups count half.
            auc += (x - before_x) * (y + before_y) / 2.0;
            points.push(RocPoint { threshold: equal[0].0, false_alarms: x, found: y });
        }
        Some(Self { points, auc })
    }

    /// Returns at most about `n_most` points, spread over the curve and including the first and the last.
    #[must_use]
    pub fn thinned(&self, n_most: usize) -> Vec<RocPoint> {
        let last = self.points.len() - 1;
        let step = self.points.len().div_ceil(n_most.max(2)).max(1);
        let mut thinned: Vec<_> = self.points.iter().copied().step_by(step).collect();
        if !last.is_multiple_of(step) {
            thinned.push(self.points[last]);
        }
        thinned
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};

    #[test]
    fn the_area_is_the_share_of_pairs_in_the_right_order() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(4);
        for (n_normal, n_odd, n_values) in [(1, 1, 2), (7, 5, 3), (40, 60, 8), (100, 30, 1000)] {
            // Few distinct values give many ties.
            let mut draw = |n: usize, shift: u32| -> Vec<f64> {
                (0..n).map(|_| f64::from(rng.random_range(0..n_values) + shift)).collect()
            };
            let (normal, odd) = (draw(n_normal, 0), draw(n_odd, 1));
            let roc = Roc::of(&normal, &odd).expect("both have scores");
            let pairs = odd.iter().flat_map(|o| normal.iter().map(move |n| (o, n)));
            let right: f64 = pairs
                .map(|(o, n)| {
                    if o > n {
                        1.0
                    } else if o == n {
                        0.5
                    } else {
                        0.0
                    }
                })
                .sum();
            assert!((roc.auc - right / (n_normal * n_odd) as f64).abs() < 1e-12);
            let flipped = Roc::of(&odd, &normal).expect("both have scores");
            assert!((roc.auc + flipped.auc - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn curves_rise_from_none_to_all() {
        let roc = Roc::of(&[0.1, 0.2, 0.3, 0.3], &[0.3, 0.4, 0.9]).expect("both have scores");
        let at = |threshold: f64| roc.points.iter().find(|point| point.threshold == threshold).copied();
        assert_eq!(at(0.3), Some(RocPoint { threshold: 0.3, false_alarms: 0.5, found: 1.0 }));
        assert_eq!(at(0.4).map(|point| point.found), Some(2.0 / 3.0));
        assert!(roc.points.windows(2).all(|w| w[0].false_alarms <= w[1].false_alarms && w[0].found <= w[1].found));
        let ends = roc.thinned(2);
        assert_eq!((ends[0].found, ends[ends.len() - 1].found, ends[ends.len() - 1].false_alarms), (0.0, 1.0, 1.0));
        assert_eq!(roc.thinned(1000), roc.points);
        assert_eq!(Roc::of(&[], &[1.0]), None);
        assert_eq!(Roc::of(&[f64::NAN], &[1.0]), None);
    }
}
