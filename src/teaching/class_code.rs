//! A student's result as a short code, so that a class needs no server: the lecturer types, pastes or scans the codes.
//!
//! A code is a few bytes with a check sum, in Crockford's base 32 by groups of four: no letter is mistaken for a digit, small
//! letters and other separators do not matter.

use super::prediction::{Guess, Prediction};
use base32::Alphabet;
use lab::{
    experiments::chess::tally::{Condition, Try, mean},
    settings::{DataId, Settings, fields::FIELDS},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The version of codes; others are refused.
const VERSION: u8 = 1;
/// Letters of a group.
const GROUP: usize = 4;
/// Pieces of a chess board at most.
const MOST_PIECES: u16 = 32;
/// Symbols of a code at most.
const MAX_LETTERS: usize = 64;

/// A result found by a student.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClassResult {
    /// How much of a sequence of chapter 1 was recalled.
    Recall {
        /// `A`, `B` or `C`.
        letter: u8,
        /// Which draw of it; 0 for the lecture's.
        draw: u16,
        /// Numbers at their places.
        n_right: u8,
        /// Numbers of the sequence.
        n_numbers: u8,
    },
    /// The validation loss of a run of unknown settings: what codes said before [`ClassResult::Run`].
    Loss {
        /// After which epoch.
        epoch: u16,
        /// A hundred-thousandth of it.
        loss_e5: u32,
        /// The run's seed.
        seed: u32,
    },
    /// A guess, by its place among the predictions, and its outcome.
    Guess {
        /// Which question.
        question: u8,
        /// Which answer.
        choice: u8,
        /// Which answer came true.
        outcome: Option<u8>,
    },
    /// The validation loss of a run.
    Run {
        /// After which epoch.
        epoch: u16,
        /// A hundred-thousandth of it.
        loss_e5: u32,
        /// The run's seed.
        seed: u32,
        /// The data set, by its place among [`DataId::ALL`].
        data: u8,
        /// [`settings_mark`] of the run.
        mark: u16,
    },
    /// Pieces of chess boards on their squares, of each kind that was tried.
    Chess {
        /// Positions of games.
        real: Option<MeanOfTries>,
        /// The same pieces on random squares.
        random: Option<MeanOfTries>,
    },
}

/// The mean of several tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeanOfTries {
    /// Of how many.
    pub n_tries: u16,
    /// Tenths of a piece.
    pub tenths: u16,
}

impl MeanOfTries {
    /// Of the tries of a condition; none without any.
    #[must_use]
    pub fn of(tries: &[Try], condition: Condition) -> Option<Self> {
        let (n_tries, mean) = mean(tries, condition)?;
        Some(Self { n_tries: u16::try_from(n_tries).ok()?, tenths: (10.0 * mean).round() as u16 })
    }

    /// Pieces on their squares.
    #[must_use]
    pub fn n_right(self) -> f64 {
        f64::from(self.tenths) / 10.0
    }

    fn is_sound(self) -> bool {
        self.n_tries > 0 && self.tenths <= 10 * MOST_PIECES
    }
}

/// Settings that do not change what a loss after some epoch means.
const NOT_MARKED: [&str; 3] = ["seed", "epochs", "checkpoints"];

/// A mark by which runs of other settings are told apart; the seed, for how long it goes on and how it is looked at do not count. Two
/// settings in 65,536 have the same by chance.
#[must_use]
pub fn settings_mark(settings: &Settings) -> u16 {
    let told = FIELDS.iter().filter(|field| !field.is_view() && !NOT_MARKED.contains(&field.key));
    let told: Vec<String> = told.map(|field| format!("{}={}", field.key, field.read(settings))).collect();
    check_sum(told.join("&").as_bytes())
}

/// Why a text is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    /// A letter is missing, or another one.
    #[error("this is no code, or a letter of it is wrong")]
    Damaged,
    /// Made by another version of the page.
    #[error("this code is of another version of the page")]
    OtherVersion,
}

impl ClassResult {
    /// A guess as a result; `None` for one whose question there is not.
    #[must_use]
    pub fn of_guess(guess: &Guess) -> Option<Self> {
        let question = Prediction::of_key(&guess.question)?;
        let outcome = guess.outcome.map(|outcome| outcome as u8);
        Some(Self::Guess { question: question.id() as u8, choice: guess.choice as u8, outcome })
    }

    /// The code, such as `0BVW-E70M`.
    #[must_use]
    pub fn to_code(&self) -> String {
        let mut bytes = vec![VERSION];
        // Only memory could run out.
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        bytes.extend(check_sum(&bytes).to_be_bytes());
        let letters: Vec<char> = base32::encode(Alphabet::Crockford, &bytes).chars().collect();
        letters.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// The result of a code.
    ///
    /// # Errors
    /// When a letter is wrong, or another version made it.
    pub fn of_code(code: &str) -> Result<Self, CodeError> {
        if code.len() > MAX_LETTERS {
            return Err(CodeError::Damaged);
        }
        // Whatever separates groups is passed over.
        let letters: String = code.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '.')).collect();
        let bytes = base32::decode(Alphabet::Crockford, &letters).ok_or(CodeError::Damaged)?;
        let (told, sum) = bytes.split_last_chunk::<2>().ok_or(CodeError::Damaged)?;
        if check_sum(told).to_be_bytes() != *sum {
            return Err(CodeError::Damaged);
        }
        let (version, message) = told.split_first().ok_or(CodeError::Damaged)?;
        if *version != VERSION {
            return Err(CodeError::OtherVersion);
        }
        let (result, rest) = postcard::take_from_bytes::<Self>(message).map_err(|_| CodeError::Damaged)?;
        if rest.is_empty() && result.is_sound() { Ok(result) } else { Err(CodeError::Damaged) }
    }

    fn is_sound(self) -> bool {
        match self {
            Self::Recall { letter, n_right, n_numbers, .. } => {
                matches!(letter, b'A'..=b'C') && n_right <= n_numbers && n_numbers > 0
            }
            Self::Loss { .. } => true,
            Self::Chess { real, random } => {
                let means = [real, random].into_iter().flatten();
                (real.is_some() || random.is_some()) && means.into_iter().all(MeanOfTries::is_sound)
            }
            Self::Run { data, .. } => usize::from(data) < DataId::ALL.len(),
            Self::Guess { question, choice, outcome } => {
                Prediction::ALL.get(usize::from(question)).is_some_and(|asked| {
                    let is_answer = |answer: u8| usize::from(answer) < asked.n_choices();
                    is_answer(choice) && outcome.is_none_or(is_answer)
                })
            }
        }
    }
}

/// CRC-16/CCITT-FALSE: finds every wrong letter, and nearly every other mistake.
fn check_sum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |sum, byte| {
        (0..8)
            .fold(sum ^ (u16::from(*byte) << 8), |sum, _| if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 })
    })
}

/// The codes in a text, one a line or separated by commas, each with what it says; empty lines are passed over.
#[must_use]
pub fn read_all(text: &str) -> Vec<(String, Result<ClassResult, CodeError>)> {
    let codes = text.split(['\n', ',', ';']).map(str::trim).filter(|code| !code.is_empty());
    codes.map(|code| (code.to_owned(), ClassResult::of_code(code))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lab::settings::{Chapter, Tool};
    use proptest::prelude::*;

    const RECALL: ClassResult = ClassResult::Recall { letter: b'B', draw: 0, n_right: 19, n_numbers: 21 };

    #[test]
    fn the_check_sum_is_the_published_one() {
        // The check value of the catalogue of parametrised CRC algorithms.
        assert_eq!(check_sum(b"123456789"), 0x29B1);
    }

    #[test]
    fn a_code_is_short_and_forgives_how_it_is_written() {
        let code = RECALL.to_code();
        assert!(code.len() <= 20 && code.split('-').all(|group| group.len() <= GROUP), "{code}");
        for written in [code.to_lowercase(), code.replace('-', " "), code.replace('0', "O"), code.replace('1', "l")] {
            assert_eq!(ClassResult::of_code(&written), Ok(RECALL), "{written}");
        }
        assert_eq!(ClassResult::of_code(""), Err(CodeError::Damaged));
        assert_eq!(read_all(&format!("{code}\n\n nonsense ,{code}")).len(), 3);
    }

    #[test]
    fn settings_are_told_apart_but_not_by_seed_or_view() {
        let plain = Settings::opening(Chapter::Stacked);
        let mark = settings_mark(&plain);
        let seen = Settings { seed: plain.seed + 1, n_epochs: plain.n_epochs + 1, tool: Tool::Search, ..plain.clone() };
        assert_eq!(settings_mark(&seen), mark);
        let other = Settings { batch_size: plain.batch_size + 1, ..plain };
        assert_ne!(settings_mark(&other), mark);
    }

    fn any_result() -> impl Strategy<Value = ClassResult> {
        prop_oneof![
            (0..3_u8, any::<u16>(), 0..=40_u8).prop_map(|(letter, draw, n_right)| ClassResult::Recall {
                letter: b'A' + letter,
                draw,
                n_right,
                n_numbers: 40
            }),
            (any::<u16>(), any::<u32>(), any::<u32>()).prop_map(|(epoch, loss_e5, seed)| ClassResult::Loss {
                epoch,
                loss_e5,
                seed
            }),
            (any::<u16>(), any::<u32>(), any::<u32>(), 0..DataId::ALL.len() as u8, any::<u16>())
                .prop_map(|(epoch, loss_e5, seed, data, mark)| ClassResult::Run { epoch, loss_e5, seed, data, mark }),
            (1..=MOST_PIECES, proptest::option::of((1..500_u16, 0..=10 * MOST_PIECES))).prop_map(|(n, random)| {
                let mean = |(n_tries, tenths)| MeanOfTries { n_tries, tenths };
                ClassResult::Chess { real: Some(mean((n, n))), random: random.map(mean) }
            }),
            (0..4_u8, 0..3_u8, proptest::option::of(0..3_u8))
                .prop_map(|(question, choice, outcome)| { ClassResult::Guess { question, choice, outcome } }),
        ]
    }

    proptest! {
        #[test]
        fn a_result_survives_its_code(result in any_result()) {
            prop_assert_eq!(ClassResult::of_code(&result.to_code()), Ok(result));
        }

        #[test]
        fn a_wrong_letter_is_found(result in any_result(), place in 0..20_usize, letter in "[0-9A-HJKMNP-TV-Z]") {
            let code: Vec<char> = result.to_code().chars().filter(|&c| c != '-').collect();
            let mut wrong = code.clone();
            let place = place % code.len();
            wrong[place] = letter.chars().next().expect("one");
            let read = ClassResult::of_code(&wrong.iter().collect::<String>());
            // The last letter may hold bits that say nothing.
            prop_assert!(wrong == code || read.is_err() || place + 1 == code.len(), "{:?}", read);
        }

        #[test]
        fn no_text_panics(text in ".{0,80}") {
            let _ = read_all(&text);
        }
    }
}
