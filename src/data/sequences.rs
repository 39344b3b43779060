//! Sequences of numbers between 0 and 99: with a linear rule (arithmetic), with a non-linear one (hailstone), or
//! random.

use super::{Dataset, SampleShape};
use ndarray::{Array2, Axis};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// The upper bound: values lie in `0..LIMIT`, and a data set holds them divided by it.
pub const LIMIT: u32 = 100;

/// The rule of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    /// An arithmetic sequence: start and step determine it, linearly.
    Arithmetic,
    /// A Collatz sequence: halve an even number, otherwise multiply by three and add one. One number determines it, but
    /// not linearly. Values outside the range are taken modulo its size.
    Hailstone,
    /// Independent random numbers.
    Random,
}

/// Draws `n_sequences` of `length` numbers, divided by [`LIMIT`].
#[must_use]
pub fn draw(rule: Rule, n_sequences: usize, length: usize, seed: u64) -> Dataset {
    let mut rng = rng_of(seed);
    let mut rows = Array2::<f32>::zeros((n_sequences, length));
    for mut row in rows.axis_iter_mut(Axis(0)) {
        let sequence = draw_one(rule, length, &mut rng);
        row.iter_mut().zip(sequence).for_each(|(x, value)| *x = value as f32 / LIMIT as f32);
    }
    Dataset::from_matrix(&rows.view(), SampleShape::Sequence)
}

/// Draws one sequence of `length` numbers in `0..LIMIT`.
pub fn draw_one(rule: Rule, length: usize, rng: &mut ChaCha8Rng) -> Vec<u32> {
    match rule {
        Rule::Random => (0..length).map(|_| rng.random_range(0..LIMIT)).collect(),
        Rule::Hailstone => {
            let start = rng.random_range(1..LIMIT);
            let next = |&n: &u32| Some(if n % 2 == 0 { n / 2 } else { (3 * n + 1) % LIMIT });
            std::iter::successors(Some(start), next).take(length).collect()
        }
        Rule::Arithmetic => {
            // Both ends are drawn, so that the whole sequence stays in the range; the step follows from them.
            let last_idx = length.saturating_sub(1).max(1) as i64;
            let start = i64::from(rng.random_range(0..LIMIT));
            let (lowest, highest) = (-(start / last_idx), (i64::from(LIMIT) - 1 - start) / last_idx);
            let step = rng.random_range(lowest..=highest);
            (0..length as i64).map(|i| (start + i * step) as u32).collect()
        }
    }
}

/// Returns the project's portable generator: one seed gives the same stream on every machine.
#[must_use]
pub fn rng_of(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_sequences_have_one_step_and_stay_in_range() {
        let mut rng = rng_of(1);
        for _ in 0..500 {
            let sequence = draw_one(Rule::Arithmetic, 10, &mut rng);
            let step = i64::from(sequence[1]) - i64::from(sequence[0]);
            assert!(sequence.windows(2).all(|pair| i64::from(pair[1]) - i64::from(pair[0]) == step), "{sequence:?}");
            assert!(sequence.iter().all(|&value| value < LIMIT), "{sequence:?}");
        }
    }

    #[test]
    fn hailstone_sequences_follow_their_rule() {
        let sequence = draw_one(Rule::Hailstone, 12, &mut rng_of(2));
        for pair in sequence.windows(2) {
            let expected = if pair[0] % 2 == 0 { pair[0] / 2 } else { (3 * pair[0] + 1) % LIMIT };
            assert_eq!(pair[1], expected);
        }
    }

    #[test]
    fn random_sequences_differ_by_seed_alone() {
        assert_eq!(draw(Rule::Random, 4, 10, 9), draw(Rule::Random, 4, 10, 9));
        assert_ne!(draw(Rule::Random, 4, 10, 9), draw(Rule::Random, 4, 10, 8));
    }
}
