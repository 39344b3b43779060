//! The student's workbook of chapter 6: answers typed, figures pinned from the labs, a name. It leaves and enters as one JSON
//! file, and leaves as a report ([`report`]).

pub mod report;
#[cfg(test)]
mod tests;

use super::{
    prediction::{Guess, Prediction},
    versioned::{self, VersionedError},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// The version of the file's form; a later one is refused with a sentence.
pub const VERSION: u32 = 1;
/// Bytes of a file that is read: some hundred figures.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// Letters of an answer.
pub const MAX_ANSWER: usize = 20_000;
/// Letters of a name, a title, a link.
pub const MAX_LINE: usize = 2_000;
/// Figures in all.
pub const MAX_PINS: usize = 200;
/// Rows and columns of a table that is pinned.
const MAX_ROWS: usize = 500;
const MAX_COLUMNS: usize = 50;
/// How a PNG begins in base 64.
const PNG_START: &str = "iVBORw0KGgo";

/// The answers, figures and predictions collected by a student.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// Version of the form.
    pub version: u32,
    /// The student's name, as typed.
    #[serde(default)]
    pub name: String,
    /// Answers by the exercise's key.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// Figures, in the order in which they were pinned.
    #[serde(default)]
    pub pins: Vec<Pin>,
    /// The predictions about labs and their outcomes; one for each question.
    #[serde(default)]
    pub guesses: Vec<Guess>,
}

/// A figure or a table pinned from a lab.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pin {
    /// When it was pinned: milliseconds since 1970, and its number.
    pub id: u64,
    /// The exercise that it belongs to, by its key; empty where it belongs to none.
    #[serde(default)]
    pub exercise: String,
    /// The title of the figure or table.
    pub title: String,
    /// The query string that makes its run anew.
    pub link: String,
    /// The figure: a PNG in base 64; empty for a table.
    #[serde(default)]
    pub png: String,
    /// Numbers that stood beside it: name and value, as they were shown.
    #[serde(default)]
    pub numbers: Vec<(String, String)>,
    /// A table in place of a figure, row by row, its head first.
    #[serde(default)]
    pub table: Vec<Vec<String>>,
}

/// Why a file is no workbook. Each has its sentence in the page's languages.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorkbookError {
    /// Too large to be read.
    #[error("the file is larger than {} MB", MAX_FILE_BYTES >> 20)]
    TooLarge,
    /// No JSON, or JSON of something else.
    #[error("the file is not a workbook: {0}")]
    NotAWorkbook(String),
    /// Written by a later version of the page.
    #[error("the workbook has version {0}, this page reads up to {VERSION}")]
    Later(u32),
    /// Something in it is beyond all measure, or is not what it says.
    #[error("the workbook is damaged: {0}")]
    Damaged(&'static str),
}

impl Workbook {
    /// The file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let written = Self { version: VERSION, ..self.clone() };
        // A map of texts and lists of texts always has a form in JSON.
        serde_json::to_string_pretty(&written).unwrap_or_default()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Why it is none; never a panic, whatever it holds.
    pub fn from_json(file: &[u8]) -> Result<Self, WorkbookError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(WorkbookError::TooLarge);
        }
        let workbook: Self = versioned::from_json(file, VERSION).map_err(|error| match error {
            VersionedError::Later(version) => WorkbookError::Later(version),
            VersionedError::Json(words) => WorkbookError::NotAWorkbook(words),
        })?;
        workbook.check()?;
        Ok(workbook)
    }

    fn check(&self) -> Result<(), WorkbookError> {
        let is_line = |text: &String| text.chars().count() <= MAX_LINE;
        let is_answer = |(key, text): (&String, &String)| is_line(key) && text.chars().count() <= MAX_ANSWER;
        if !is_line(&self.name) {
            return Err(WorkbookError::Damaged("the name is too long"));
        }
        if !self.answers.iter().all(is_answer) {
            return Err(WorkbookError::Damaged("an answer is too long"));
        }
        if self.pins.len() > MAX_PINS {
            return Err(WorkbookError::Damaged("too many figures"));
        }
        if !self.guesses.iter().all(is_guess) {
            return Err(WorkbookError::Damaged("a guess is none of the answers to its question"));
        }
        if !self.pins.iter().all(Pin::is_sound) {
            return Err(WorkbookError::Damaged("a figure is not a PNG, or its text is too long"));
        }
        Ok(())
    }

    /// Takes what another workbook holds: its answers where there are none yet, its figures beside those that are there, its
    /// name where none is typed. Nothing that is here is lost.
    pub fn merge(&mut self, other: Self) {
        if self.name.is_empty() {
            self.name = other.name;
        }
        for (key, answer) in other.answers {
            let mine = self.answers.entry(key).or_default();
            if mine.is_empty() {
                *mine = answer;
            } else if *mine != answer && !answer.is_empty() {
                *mine = format!("{mine}\n\n{answer}");
            }
        }
        for pin in other.pins {
            if !self.pins.iter().any(|here| here.id == pin.id) {
                self.pins.push(pin);
            }
        }
        self.pins.sort_by_key(|pin| pin.id);
        for guess in other.guesses {
            if !self.guesses.iter().any(|here| here.question == guess.question) {
                self.guesses.push(guess);
            }
        }
    }

    /// The figures of an exercise.
    pub fn pins_of<'a>(&'a self, exercise: &'a str) -> impl Iterator<Item = &'a Pin> {
        self.pins.iter().filter(move |pin| pin.exercise == exercise)
    }
}

/// Whether a guess is an answer to a question that there is.
fn is_guess(guess: &Guess) -> bool {
    let is_answer = |question: Prediction, answer: usize| answer < question.n_choices();
    Prediction::of_key(&guess.question).is_some_and(|question| {
        let is_outcome = guess.outcome.is_none_or(|outcome| is_answer(question, outcome));
        is_answer(question, guess.choice) && is_outcome && guess.link.chars().count() <= MAX_LINE
    })
}

impl Pin {
    fn is_sound(&self) -> bool {
        let is_line = |text: &String| text.chars().count() <= MAX_LINE;
        let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        is_line(&self.title)
            && is_line(&self.link)
            && is_line(&self.exercise)
            && self.numbers.iter().all(|(name, value)| is_line(name) && is_line(value))
            && (self.png.starts_with(PNG_START) || self.png.is_empty() && !self.table.is_empty())
            && self.png.bytes().all(is_base64)
            && self.table.len() <= MAX_ROWS
            && self.table.iter().all(|row| row.len() <= MAX_COLUMNS && row.iter().all(is_line))
    }
}
