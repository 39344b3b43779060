//! The machine's sequences: what is trained on, and what is kept apart so that nothing can have been learned by heart.
//!
//! Progressions: trained on are those whose start is a multiple of 3 and whose step is even; kept apart are those whose
//! start is no multiple of 3 and whose step is odd. So neither the start nor the step of one kept apart has been seen.

use super::LENGTH;
use crate::experiments::recall::hailstone_after;
use data::sequences::{LIMIT, Rule, draw_one, rng_of};
use rand::{RngExt, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// Sequences an epoch. Few progressions and hailstone sequences have this length: theirs are drawn with repetition, so
/// that all networks make equally many steps.
const N_TRAIN: usize = 960;
/// Sequences kept apart, where there are as many.
pub const N_HELD_OUT: usize = 200;
/// One in so many hailstone sequences is kept apart.
const HAILSTONE_SHARE: usize = 3;
/// Tells the sequences' random stream from the weights' of the same seed.
const SEQUENCES_STREAM: u64 = 0x5E_0000_0000;

/// Sequences of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The kind.
    pub rule: Rule,
    /// Trained on in every epoch, some of them more than once.
    pub train: Vec<Vec<u32>>,
    /// Kept apart.
    pub held_out: Vec<Vec<u32>>,
    /// Sequences trained on, each counted once.
    pub n_distinct: usize,
}

/// A set of each kind, in the order of [`super::RULES`].
#[must_use]
pub fn draw_all(seed: u64) -> Vec<Set> {
    let mut rng = rng_of(seed ^ SEQUENCES_STREAM);
    super::RULES.into_iter().map(|rule| draw(rule, &mut rng)).collect()
}

fn draw(rule: Rule, rng: &mut ChaCha8Rng) -> Set {
    let (known, mut held_out) = match rule {
        Rule::Arithmetic => progressions(),
        Rule::Hailstone => hailstones(),
        Rule::Random => {
            let mut many = |n: usize| -> Vec<_> { (0..n).map(|_| draw_one(rule, LENGTH, rng)).collect() };
            (many(N_TRAIN), many(N_HELD_OUT))
        }
    };
    held_out.shuffle(rng);
    held_out.truncate(N_HELD_OUT);
    let n_distinct = known.len();
    let train = if n_distinct < N_TRAIN {
        (0..N_TRAIN).map(|_| known[rng.random_range(0..n_distinct)].clone()).collect()
    } else {
        known
    };
    Set { rule, train, held_out, n_distinct }
}

/// All progressions that may be trained on, and all that are kept apart.
fn progressions() -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let (mut known, mut held_out) = (Vec::new(), Vec::new());
    let limit = i64::from(LIMIT);
    for (start, step) in (0..limit).flat_map(|start| (-limit..limit).map(move |step| (start, step))) {
        let end = start + step * (LENGTH as i64 - 1);
        if !(0..limit).contains(&end) {
            continue;
        }
        let sequence = (0..LENGTH as i64).map(|i| (start + i * step) as u32).collect();
        match (start % 3 == 0, step % 2 == 0) {
            (true, true) => known.push(sequence),
            (false, false) => held_out.push(sequence),
            _ => {}
        }
    }
    (known, held_out)
}

/// All hailstone sequences that stay below 100, one in three of them kept apart.
fn hailstones() -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let orbit = |start: u32| -> Vec<u32> {
        std::iter::successors(Some(start), |&value| Some(hailstone_after(value))).take(LENGTH).collect()
    };
    let all = (1..LIMIT).map(orbit).filter(|sequence| sequence.iter().all(|&value| value < LIMIT));
    let (mut known, mut held_out) = (Vec::new(), Vec::new());
    for (idx, sequence) in all.enumerate() {
        if (idx + 1).is_multiple_of(HAILSTONE_SHARE) { held_out.push(sequence) } else { known.push(sequence) }
    }
    (known, held_out)
}

/// A student's sequence at the length that the networks know: cut, or continued by its last step as far as 0 to 99 reach.
/// Whole numbers between 0 and 99; `None` for an empty one.
#[must_use]
pub fn fit_length(typed: &[f32]) -> Option<Vec<u32>> {
    let bounded = |x: f32| x.round().clamp(0.0, (LIMIT - 1) as f32) as u32;
    let mut given: Vec<u32> = typed.iter().take(LENGTH).copied().map(bounded).collect();
    let last = *given.last()?;
    let before = given.len().checked_sub(2).map_or(last, |idx| given[idx]);
    let step = i64::from(last) - i64::from(before);
    let mut value = i64::from(last);
    while given.len() < LENGTH {
        value = (value + step).clamp(0, i64::from(LIMIT) - 1);
        given.push(value as u32);
    }
    Some(given)
}
