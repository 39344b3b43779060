//! Tries as a record: summed up by sequence, as lines that the browser keeps, and as CSV.

use super::{Item, Score, describe::shortest_bits};
use std::collections::BTreeMap;

/// Tries that are kept; the oldest give way.
pub const MAX_TRIES: usize = 2000;
/// First word of every line that is kept: another layout would have another.
const LAYOUT: &str = "1";

/// A try at recalling a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Try {
    /// The sequence.
    pub item: Item,
    /// Seconds for which it was shown.
    pub exposure_secs: u32,
    /// The number of a student in a class; 0 for somebody alone.
    pub student: u32,
    /// The recalled numbers, `None` for a place left open.
    pub answer: Vec<Option<i64>>,
}

impl Try {
    /// How good it is.
    #[must_use]
    pub fn score(&self) -> Score {
        Score::of(&self.item.values(), &self.answer)
    }

    /// One line of text, which [`Try::from_line`] reads.
    #[must_use]
    pub fn to_line(&self) -> String {
        let Item { draw, .. } = self.item;
        let head = format!("{LAYOUT} {} {draw} {} {}", self.item.letter(), self.exposure_secs, self.student);
        format!("{head} {}", self.answer_text())
    }

    /// A try from its line; `None` for any other text.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        if words.next() != Some(LAYOUT) {
            return None;
        }
        let rule = Item::rule_of(words.next()?)?;
        let draw = words.next()?.parse().ok().filter(|&draw| draw <= super::MAX_DRAW)?;
        let exposure_secs = words.next()?.parse().ok()?;
        let student = words.next()?.parse().ok()?;
        let read = |word: &str| if word == "?" { Some(None) } else { word.parse().ok().map(Some) };
        let answer = words.take(super::parse::MAX_NUMBERS).map(read).collect::<Option<Vec<_>>>()?;
        Some(Self { item: Item { rule, draw }, exposure_secs, student, answer })
    }

    fn answer_text(&self) -> String {
        let word = |number: &Option<i64>| number.map_or_else(|| "?".to_owned(), |number| number.to_string());
        self.answer.iter().map(word).collect::<Vec<_>>().join(" ")
    }
}

/// Tries as text, the latest [`MAX_TRIES`] of them.
#[must_use]
pub fn to_text(tries: &[Try]) -> String {
    let kept = &tries[tries.len().saturating_sub(MAX_TRIES)..];
    kept.iter().map(Try::to_line).collect::<Vec<_>>().join("\n")
}

/// Tries from text; lines that are none are passed over.
#[must_use]
pub fn from_text(text: &str) -> Vec<Try> {
    text.lines().filter_map(Try::from_line).take(MAX_TRIES).collect()
}

/// All tries at one sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// The sequence.
    pub item: Item,
    /// Tries with 0, 1, 2, … right numbers.
    pub n_by_right: Vec<usize>,
    /// Mean share of right numbers, 0 to 1.
    pub mean_share: f64,
    /// Mean length of the right beginning.
    pub mean_prefix: f64,
}

impl Tally {
    /// Tries in all.
    #[must_use]
    pub fn n_tries(&self) -> usize {
        self.n_by_right.iter().sum()
    }
}

/// Sums tries up by sequence, in the order A, B, C and of draws.
#[must_use]
pub fn tally<'a>(tries: impl IntoIterator<Item = &'a Try>) -> Vec<Tally> {
    let mut scores: BTreeMap<(char, u32), (Item, Vec<Score>)> = BTreeMap::new();
    for one in tries {
        let entry = scores.entry((one.item.letter(), one.item.draw)).or_insert((one.item, Vec::new()));
        entry.1.push(one.score());
    }
    scores.into_values().map(|(item, scores)| sum_up(item, &scores)).collect()
}

fn sum_up(item: Item, scores: &[Score]) -> Tally {
    let n_numbers = item.values().len();
    let mut n_by_right = vec![0; n_numbers + 1];
    for score in scores {
        n_by_right[score.n_right] += 1;
    }
    let mean = |of: fn(&Score) -> f64| scores.iter().map(of).sum::<f64>() / scores.len().max(1) as f64;
    Tally { item, n_by_right, mean_share: mean(Score::share), mean_prefix: mean(|score| score.prefix as f64) }
}

/// Tries as CSV (RFC 4180): a heading, then a line a try, decimals with a point.
#[must_use]
pub fn csv(tries: &[Try]) -> String {
    let heading = "sequence,student,exposure_s,n_numbers,n_right,share_right,prefix,description_bits,shown,answer";
    let line = |one: &Try| {
        let score = one.score();
        let shown = one.item.values().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let student = if one.student == 0 { String::new() } else { one.student.to_string() };
        format!(
            "{},{student},{},{},{},{:.4},{},{:.2},{shown},{}",
            one.item.name(),
            one.exposure_secs,
            score.n_numbers,
            score.n_right,
            score.share(),
            score.prefix,
            shortest_bits(one.item),
            one.answer_text(),
        )
    };
    let mut text = heading.to_owned();
    for one in tries {
        text.push_str("\r\n");
        text.push_str(&line(one));
    }
    text.push_str("\r\n");
    text
}

#[cfg(test)]
mod tests {
    use super::{super::Rule, *};
    use proptest::prelude::*;

    fn attempt(rule: Rule, draw: u32, answer: &[i64]) -> Try {
        let answer = answer.iter().map(|&number| Some(number)).collect();
        Try { item: Item { rule, draw }, exposure_secs: 10, student: 3, answer }
    }

    #[test]
    fn lines_lead_back_to_tries() {
        let open = Try { answer: vec![Some(40), None, Some(-2)], ..attempt(Rule::Hailstone, 12, &[]) };
        assert_eq!(open.to_line(), "1 C 12 10 3 40 ? -2");
        let tries = [open, attempt(Rule::Random, 0, &[40, 27])];
        assert_eq!(from_text(&to_text(&tries)), tries);
        let damaged = "1 A 0 10 0 40\nnonsense\n2 A 0 10 0 40\n1 Z 0 10 0\n1 B 0 10 0 4x\n1 B 5";
        assert_eq!(from_text(damaged).len(), 1);
    }

    #[test]
    fn only_the_latest_are_kept() {
        let tries: Vec<Try> = (0..MAX_TRIES as i64 + 5).map(|i| attempt(Rule::Random, 0, &[i])).collect();
        let kept = from_text(&to_text(&tries));
        assert_eq!((kept.len(), kept[0].answer[0]), (MAX_TRIES, Some(5)));
    }

    #[test]
    fn a_class_is_summed_up_by_sequence() {
        let whole: Vec<i64> = Item { rule: Rule::Random, draw: 0 }.values().into_iter().map(i64::from).collect();
        let tries = [
            attempt(Rule::Arithmetic, 0, &[50, 48]),
            attempt(Rule::Random, 0, &whole),
            attempt(Rule::Random, 0, &[40, 0, 25]),
            attempt(Rule::Random, 4, &[]),
        ];
        let tallies = tally(&tries);
        assert_eq!(tallies.iter().map(|tally| tally.item.name()).collect::<Vec<_>>(), ["A", "A4", "B"]);
        assert_eq!(tallies[0].n_by_right, [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
        assert!((tallies[0].mean_share - 0.6).abs() < 1e-12 && (tallies[0].mean_prefix - 5.5).abs() < 1e-12);
        assert_eq!((tallies[0].n_tries(), tallies[2].n_tries()), (2, 1));
    }

    #[test]
    fn csv_has_a_heading_and_a_line_a_try() {
        let text = csv(&[attempt(Rule::Random, 0, &[40, 0, 25])]);
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0].split(',').count(), lines[1].split(',').count());
        assert_eq!(lines[1], "A,3,10,10,2,0.2000,1,66.44,40 27 25 36 81 57 10 73 19 68,40 0 25");
        assert_eq!(lines[2..], [""]);
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_never_a_panic(text in "[0-9A-C? \n-]{0,80}") {
            for one in from_text(&text) {
                let _ = one.score();
                prop_assert_eq!(Try::from_line(&one.to_line()), Some(one));
            }
        }
    }
}
