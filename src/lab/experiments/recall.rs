//! The memory experiment of chapter 1: sequences to be memorised, tries at recalling them, and how a try is scored.
//!
//! What was typed is read by [`parse`], what a sequence takes to be described by [`describe`]; many tries of a class are
//! summed up, kept and exported by [`tally`]. No clock: whoever shows a sequence decides when it disappears.

pub mod describe;
pub mod link;
pub mod parse;
pub mod tally;

pub use data::sequences::Rule;
use data::sequences::rng_of;
use rand::RngExt;

/// Sequence A of the lecture: no rule.
const A: [u32; 10] = [40, 27, 25, 36, 81, 57, 10, 73, 19, 68];
/// Sequence B begins here, falls by two, and is longer.
const B: (u32, i32, usize) = (50, -2, 21);
/// Sequence C begins here and follows the hailstone rule.
const C: (u32, usize) = (50, 18);

/// Everything that is memorised has two digits, so that one number is as hard to keep as another.
const LEAST: u32 = 10;
const GREATEST: u32 = 99;
/// Numbers of a drawn hailstone sequence at least: shorter ones are easy for another reason.
const MIN_HAILSTONES: usize = 10;
/// Steps of drawn progressions; one and none would be counting.
const STEPS: [i32; 6] = [-4, -3, -2, 2, 3, 4];
/// Numbers of the draw, which also is its seed: small enough to be called across a room.
pub const MAX_DRAW: u32 = 9999;

/// A sequence to be memorised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item {
    /// The rule that generates the sequence.
    pub rule: Rule,
    /// 0 for the lecture's own, else the number of a fresh draw: the same number is the same sequence everywhere.
    pub draw: u32,
}

/// The kinds in the lecture's order: A, B, C.
pub const KINDS: [Rule; 3] = [Rule::Random, Rule::Arithmetic, Rule::Hailstone];

impl Item {
    /// The letter of the kind.
    #[must_use]
    pub fn letter(self) -> char {
        match self.rule {
            Rule::Random => 'A',
            Rule::Arithmetic => 'B',
            Rule::Hailstone => 'C',
        }
    }

    /// The kind of a letter.
    #[must_use]
    pub fn rule_of(letter: &str) -> Option<Rule> {
        KINDS.into_iter().find(|&rule| Self { rule, draw: 0 }.letter().to_string() == letter)
    }

    /// The letter, and the number of the draw where it is one: `A`, `B7`.
    #[must_use]
    pub fn name(self) -> String {
        if self.draw == 0 { self.letter().to_string() } else { format!("{}{}", self.letter(), self.draw) }
    }

    /// The numbers, all of two digits.
    #[must_use]
    pub fn values(self) -> Vec<u32> {
        match (self.rule, self.draw) {
            (Rule::Random, 0) => A.to_vec(),
            (Rule::Arithmetic, 0) => progression(B.0, B.1, B.2),
            (Rule::Hailstone, 0) => hailstones(C.0, C.1),
            (rule, draw) => draw_values(rule, draw),
        }
    }
}

fn draw_values(rule: Rule, draw: u32) -> Vec<u32> {
    let mut rng = rng_of(u64::from(draw));
    match rule {
        Rule::Random => A.map(|_| rng.random_range(LEAST..=GREATEST)).to_vec(),
        Rule::Arithmetic => {
            let step = STEPS[rng.random_range(0..STEPS.len())];
            let reach = step.unsigned_abs() * (B.2 as u32 - 1);
            let lower_end = rng.random_range(LEAST..=GREATEST - reach);
            progression(if step < 0 { lower_end + reach } else { lower_end }, step, B.2)
        }
        Rule::Hailstone => {
            // The lecture's own start is not fresh.
            let is_fair = |&start: &u32| start != C.0 && hailstones(start, C.1).len() >= MIN_HAILSTONES;
            let starts: Vec<u32> = (LEAST..=GREATEST).filter(is_fair).collect();
            hailstones(starts[rng.random_range(0..starts.len())], C.1)
        }
    }
}

/// `start`, `start + step`, … as long as they are no less than 0.
fn progression(start: u32, step: i32, count: usize) -> Vec<u32> {
    std::iter::successors(Some(start), |value| value.checked_add_signed(step)).take(count).collect()
}

/// Collatz: an even number is halved, an odd one goes to three times itself plus one. At most `n_most` numbers, and
/// none after the first that has not two digits.
fn hailstones(start: u32, n_most: usize) -> Vec<u32> {
    let next = |&value: &u32| Some(hailstone_after(value));
    let orbit = std::iter::successors(Some(start), next);
    orbit.take_while(|value| (LEAST..=GREATEST).contains(value)).take(n_most).collect()
}

/// The number after `value` by the hailstone rule.
#[must_use]
pub fn hailstone_after(value: u32) -> u32 {
    if value.is_multiple_of(2) { value / 2 } else { 3 * value + 1 }
}

/// The result for one place of the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The number was there.
    Right,
    /// Another number was there.
    Wrong,
    /// Nothing was there.
    Missing,
    /// A number was typed after the end.
    Extra,
}

/// How much of a sequence was recalled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// For every place of the sequence, then for every number after its end.
    pub marks: Vec<Mark>,
    /// Numbers of the sequence.
    pub n_numbers: usize,
    /// Right numbers at their own places.
    pub n_right: usize,
    /// Right numbers from the beginning to the first that is not.
    pub prefix: usize,
}

impl Score {
    /// Compares an answer, a `None` for a place left open, with the sequence, place by place.
    #[must_use]
    pub fn of(values: &[u32], answer: &[Option<i64>]) -> Self {
        let mark = |place: usize| match (values.get(place), answer.get(place).copied().flatten()) {
            (Some(&value), Some(typed)) if typed == i64::from(value) => Mark::Right,
            (Some(_), Some(_)) => Mark::Wrong,
            (Some(_), None) => Mark::Missing,
            (None, _) => Mark::Extra,
        };
        let marks: Vec<Mark> = (0..values.len().max(answer.len())).map(mark).collect();
        let n_right = marks.iter().filter(|&&mark| mark == Mark::Right).count();
        let prefix = marks.iter().take_while(|&&mark| mark == Mark::Right).count();
        Self { marks, n_numbers: values.len(), n_right, prefix }
    }

    /// Right numbers as a share of the sequence, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.n_right as f64 / self.n_numbers.max(1) as f64
    }
}

#[cfg(test)]
mod tests;
