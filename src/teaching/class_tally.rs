//! What the codes of a class say together: results of one kind, and how many students have each value.

use super::{class_code::ClassResult, prediction::Prediction};
use lab::{experiments::chess::tally::Condition, settings::DataId};
use std::collections::BTreeMap;

/// Ranges of a histogram of losses.
const N_RANGES: usize = 8;

/// Results of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The subject of the results.
    pub of: Subject,
    /// The mean; none of guesses.
    pub mean: Option<f64>,
    /// How many students have which value, in order.
    pub counts: Vec<(Value, usize)>,
}

/// The subject of results of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Numbers of a sequence at their places.
    Recall {
        /// `A`, `B` or `C`.
        letter: u8,
        /// Which draw of it.
        draw: u16,
        /// Numbers of the sequence.
        n_numbers: u8,
    },
    /// Pieces of a chess board on their squares, each student's mean.
    Chess(Condition),
    /// The validation loss of runs that differ in nothing but their seeds.
    Loss {
        /// After which epoch.
        epoch: u16,
        /// The data set with the mark of the settings, where codes say them.
        run: Option<(DataId, u16)>,
    },
    /// Answers to a question before a run.
    Guess(Prediction),
}

/// A value that students share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A whole number; an answer by its place.
    Whole(usize),
    /// From the first number up to the second one.
    Range(f64, f64),
}

/// Results by kind: sequences, chess, losses, guesses.
#[must_use]
pub fn grouped(results: impl IntoIterator<Item = ClassResult>) -> Vec<Group> {
    let mut groups: BTreeMap<Subject, Vec<f64>> = BTreeMap::new();
    let mut add = |of: Subject, value: f64| groups.entry(of).or_default().push(value);
    for result in results {
        match result {
            ClassResult::Recall { letter, draw, n_right, n_numbers } => {
                add(Subject::Recall { letter, draw, n_numbers }, f64::from(n_right));
            }
            ClassResult::Chess { real, random } => {
                for (condition, mean) in [(Condition::Real, real), (Condition::Random, random)] {
                    mean.into_iter().for_each(|mean| add(Subject::Chess(condition), mean.n_right()));
                }
            }
            ClassResult::Loss { epoch, loss_e5, .. } => {
                add(Subject::Loss { epoch, run: None }, f64::from(loss_e5) / 1e5);
            }
            ClassResult::Run { epoch, loss_e5, data, mark, .. } => {
                let run = DataId::ALL.get(usize::from(data)).map(|&data| (data, mark));
                add(Subject::Loss { epoch, run }, f64::from(loss_e5) / 1e5);
            }
            ClassResult::Guess { question, choice, .. } => {
                let question = Prediction::ALL.get(usize::from(question));
                question.into_iter().for_each(|&question| add(Subject::Guess(question), f64::from(choice)));
            }
        }
    }
    groups.into_iter().map(|(of, values)| summary(of, &values)).collect()
}

fn summary(of: Subject, values: &[f64]) -> Group {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    // A class sees the whole scale of what is counted, also where nobody is.
    let counts = match of {
        Subject::Recall { n_numbers, .. } => whole_counts(values, usize::from(n_numbers)),
        Subject::Chess(_) => {
            whole_counts(values, values.iter().fold(0.0, |most: f64, &n| most.max(n.round())) as usize)
        }
        Subject::Guess(question) => whole_counts(values, question.n_choices() - 1),
        Subject::Loss { .. } => histogram(values),
    };
    let mean = (!matches!(of, Subject::Guess(_))).then_some(mean);
    Group { of, mean, counts }
}

/// How many values round to each whole number from 0 to `most`.
fn whole_counts(values: &[f64], most: usize) -> Vec<(Value, usize)> {
    let count = |n: usize| (Value::Whole(n), values.iter().filter(|value| value.round() as usize == n).count());
    (0..=most).map(count).collect()
}

/// How many values lie in each of some equal ranges from the least to the greatest.
fn histogram(values: &[f64]) -> Vec<(Value, usize)> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let width = (high - low) / N_RANGES as f64;
    if width <= 0.0 {
        return vec![(Value::Range(low, low), values.len())];
    }
    let range_of = |value: f64| (((value - low) / width) as usize).min(N_RANGES - 1);
    let count = |range: usize| {
        let n = values.iter().filter(|&&value| range_of(value) == range).count();
        (Value::Range(low + width * range as f64, low + width * (range + 1) as f64), n)
    };
    (0..N_RANGES).map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class_code::MeanOfTries;

    fn counts(group: &Group) -> Vec<usize> {
        group.counts.iter().map(|(_, n)| *n).collect()
    }

    #[test]
    fn results_of_one_kind_are_counted_together() {
        let recall = |n_right| ClassResult::Recall { letter: b'B', draw: 0, n_right, n_numbers: 3 };
        let guess = |choice| ClassResult::Guess { question: 0, choice, outcome: None };
        let groups = grouped([recall(3), guess(1), recall(1), recall(3)]);
        assert_eq!(groups[0].of, Subject::Recall { letter: b'B', draw: 0, n_numbers: 3 });
        assert_eq!((counts(&groups[0]), groups[0].mean), (vec![0, 1, 0, 2], Some(7.0 / 3.0)));
        assert_eq!((groups[1].of, groups[1].mean), (Subject::Guess(Prediction::ALL[0]), None));
        assert_eq!(counts(&groups[1]).iter().sum::<usize>(), 1);
        assert_eq!(grouped([]), []);
    }

    #[test]
    fn chess_is_counted_by_condition() {
        let mean = |tenths| Some(MeanOfTries { n_tries: 2, tenths });
        let results = [
            ClassResult::Chess { real: mean(95), random: mean(31) },
            ClassResult::Chess { real: mean(40), random: None },
        ];
        let groups = grouped(results);
        assert_eq!((groups[0].of, groups[0].mean), (Subject::Chess(Condition::Real), Some(6.75)));
        // 9.5 pieces count as 10.
        assert_eq!(
            groups[0].counts.iter().filter(|(_, n)| *n > 0).map(|(v, _)| *v).collect::<Vec<_>>(),
            [Value::Whole(4), Value::Whole(10)]
        );
        assert_eq!((groups[1].of, counts(&groups[1])), (Subject::Chess(Condition::Random), vec![0, 0, 0, 1]));
    }

    #[test]
    fn losses_of_other_settings_stand_apart_and_every_loss_has_its_range() {
        let run = |mark, loss_e5, seed| ClassResult::Run { epoch: 20, loss_e5, seed, data: 0, mark };
        let groups = grouped([run(1, 20_000, 1), run(2, 50_000, 1), run(1, 30_000, 2), run(1, 21_000, 3)]);
        assert_eq!(groups.len(), 2);
        assert_eq!(counts(&groups[0]), [2, 0, 0, 0, 0, 0, 0, 1]);
        assert_eq!(groups[0].counts[7].0, Value::Range(0.2875, 0.3));
        // One value alone needs no ranges.
        assert_eq!(groups[1].counts, [(Value::Range(0.5, 0.5), 1)]);
    }
}
