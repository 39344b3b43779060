//! How many bits it takes to write a sequence down: number by number, or by its rule. The reckoning is kept as data.
//!
//! A choice among `m` equally likely possibilities takes `log₂ m` bits (Hartley 1928). The text of the rule itself is not
//! counted: it is the same for all sequences of its kind.

use super::{Item, Rule};
use data::sequences::LIMIT;

/// The quantity that is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// A number of the sequence.
    Number,
    /// The first number.
    Start,
    /// The difference from one number to the next.
    Step,
    /// How many numbers there are.
    Count,
}

/// `times · log₂ choices` bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The quantity that is written down.
    pub quantity: Quantity,
    /// How often.
    pub times: u32,
    /// Among how many possibilities.
    pub choices: u32,
}

impl Term {
    /// Its bits.
    #[must_use]
    pub fn bits(self) -> f64 {
        f64::from(self.times) * f64::from(self.choices).log2()
    }
}

/// Numbers and starts lie between 0 and 99.
const RANGE: u32 = LIMIT;
/// Steps lie between −99 and 99.
const STEPS: u32 = 2 * LIMIT - 1;
/// There are 1 to 100 numbers.
const COUNTS: u32 = 100;

/// Number by number, as if none said anything of another.
#[must_use]
pub fn one_by_one(item: Item) -> Vec<Term> {
    vec![Term { quantity: Quantity::Number, times: item.values().len() as u32, choices: RANGE }]
}

/// By the rule; `None` where there is none.
#[must_use]
pub fn by_rule(item: Item) -> Option<Vec<Term>> {
    let once = |quantity, choices| Term { quantity, times: 1, choices };
    match item.rule {
        Rule::Random => None,
        Rule::Arithmetic => {
            Some(vec![once(Quantity::Start, RANGE), once(Quantity::Step, STEPS), once(Quantity::Count, COUNTS)])
        }
        Rule::Hailstone => Some(vec![once(Quantity::Start, RANGE), once(Quantity::Count, COUNTS)]),
    }
}

/// Bits of all terms.
#[must_use]
pub fn bits(terms: &[Term]) -> f64 {
    terms.iter().map(|term| term.bits()).sum()
}

/// Bits of the shorter of the two descriptions.
#[must_use]
pub fn shortest_bits(item: Item) -> f64 {
    let plain = bits(&one_by_one(item));
    by_rule(item).map_or(plain, |terms| bits(&terms).min(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(rule: Rule) -> Item {
        Item { rule, draw: 0 }
    }

    #[test]
    fn the_lectures_sequences_take_these_bits() {
        let cases = [
            (Rule::Random, 10.0 * 100_f64.log2(), None),
            (Rule::Arithmetic, 21.0 * 100_f64.log2(), Some((100.0 * 199.0 * 100.0_f64).log2())),
            (Rule::Hailstone, 18.0 * 100_f64.log2(), Some((100.0 * 100.0_f64).log2())),
        ];
        for (rule, plain, ruled) in cases {
            assert!((bits(&one_by_one(item(rule))) - plain).abs() < 1e-9, "{rule:?}");
            match (by_rule(item(rule)), ruled) {
                (None, None) => {}
                (Some(terms), Some(expected)) => assert!((bits(&terms) - expected).abs() < 1e-9, "{rule:?}"),
                other => panic!("{rule:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn the_longer_sequence_has_the_shorter_description() {
        let [a, b, c] = super::super::KINDS.map(|rule| shortest_bits(item(rule)));
        assert!((a - 66.4386).abs() < 1e-3 && (b - 20.9244).abs() < 1e-3 && (c - 13.2877).abs() < 1e-3, "{a} {b} {c}");
    }
}
