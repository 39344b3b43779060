//! Exercises that a teacher writes: texts in Markdown, each with the link of its lab and what should be observed. They leave and
//! enter as one JSON file, or as a link while they are short.

use super::versioned::{self, VersionedError};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};
use thiserror::Error;

/// The version of the file's form; a later one is refused with a sentence.
pub const VERSION: u32 = 1;
/// Exercises of a set.
pub const MAX_TASKS: usize = 50;
/// Letters of a text.
pub const MAX_TEXT: usize = 20_000;
/// Letters of a title, a key, a link.
pub const MAX_LINE: usize = 2_000;
/// Bytes of a file that is read.
pub const MAX_FILE_BYTES: usize = 4 << 20;
/// Letters of a link that hosts and messengers still take whole.
pub const MAX_LINK: usize = 4_000;

/// A set of exercises, in the order in which they are done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseSet {
    /// Version of the form.
    pub version: u32,
    /// The title of the set.
    #[serde(default)]
    pub title: String,
    /// The exercises.
    pub tasks: Vec<TeacherTask>,
}

/// An exercise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeacherTask {
    /// Its key in workbooks; it stays when the text is mended, or answers would be lost.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The text of the exercise, Markdown.
    #[serde(default)]
    pub text: String,
    /// The query string of its lab; empty for none.
    #[serde(default)]
    pub query: String,
    /// The expected observation, Markdown: hidden until there is an answer. Empty for nothing.
    #[serde(default)]
    pub expected: String,
}

/// Why exercises cannot be read; each has its sentence in the page's languages.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SetError {
    /// No set of exercises.
    #[error("these are no exercises of this page: {0}")]
    NotASet(String),
    /// Written by a later version of the page.
    #[error("the exercises have version {0}, this page reads up to {VERSION}")]
    Later(u32),
    /// Longer than anything that is read.
    #[error("the exercises are too long: at most {MAX_TASKS}, of {MAX_TEXT} letters a text")]
    TooLong,
}

impl ExerciseSet {
    /// The file.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Lists of texts always have a form in JSON.
        serde_json::to_string_pretty(&Self { version: VERSION, ..self.clone() }).unwrap_or_default()
    }

    /// Reads a file; never a panic, whatever it holds.
    ///
    /// # Errors
    /// Why it is none.
    pub fn from_json(file: &[u8]) -> Result<Self, SetError> {
        if file.len() > MAX_FILE_BYTES {
            return Err(SetError::TooLong);
        }
        let set: Self = versioned::from_json(file, VERSION).map_err(|error| match error {
            VersionedError::Later(version) => SetError::Later(version),
            VersionedError::Json(words) => SetError::NotASet(words),
        })?;
        if set.is_sound() { Ok(set) } else { Err(SetError::TooLong) }
    }

    fn is_sound(&self) -> bool {
        let is_line = |text: &str| text.chars().count() <= MAX_LINE;
        let is_text = |text: &str| text.chars().count() <= MAX_TEXT;
        let is_task = |task: &TeacherTask| {
            [&task.key, &task.title, &task.query].into_iter().all(|text| is_line(text))
                && [&task.text, &task.expected].into_iter().all(|text| is_text(text))
        };
        is_line(&self.title) && self.tasks.len() <= MAX_TASKS && self.tasks.iter().all(is_task)
    }

    /// The value of a link's `set`: JSON, packed; `None` where it is too long for a link.
    #[must_use]
    pub fn to_link(&self) -> Option<String> {
        let json = serde_json::to_vec(&Self { version: VERSION, ..self.clone() }).ok()?;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&json).ok()?;
        let text = URL_SAFE_NO_PAD.encode(encoder.finish().ok()?);
        (text.len() <= MAX_LINK).then_some(text)
    }

    /// Reads the value of a link's `set`; never a panic, whatever it holds.
    ///
    /// # Errors
    /// As [`ExerciseSet::from_json`].
    pub fn from_link(text: &str) -> Result<Self, SetError> {
        let damaged = || SetError::NotASet("the link is damaged or incomplete".to_owned());
        let packed = URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| damaged())?;
        let mut json = Vec::new();
        // A small link may unpack to a great deal.
        let limit = MAX_FILE_BYTES as u64 + 1;
        DeflateDecoder::new(packed.as_slice()).take(limit).read_to_end(&mut json).map_err(|_| damaged())?;
        Self::from_json(&json)
    }

    /// A number under which the set is kept: the same for the same set.
    #[must_use]
    pub fn id(&self) -> u64 {
        // FNV-1a over the keys, which stay when texts are mended; 53 bits are exact in JavaScript.
        let bytes = self.tasks.iter().flat_map(|task| task.key.bytes().chain([0]));
        let hash =
            bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        (hash >> 11).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set() -> ExerciseSet {
        let task = |key: &str| TeacherTask {
            key: key.to_owned(),
            title: "Códigos".to_owned(),
            text: "Train it **twice**.".to_owned(),
            query: "chapter=pca&preset=exact".to_owned(),
            expected: "The planes agree.".to_owned(),
        };
        ExerciseSet { version: VERSION, title: "Week 3".to_owned(), tasks: vec![task("a"), task("b")] }
    }

    #[test]
    fn a_set_survives_the_ways_through_a_file_and_a_link() {
        assert_eq!(ExerciseSet::from_json(set().to_json().as_bytes()), Ok(set()));
        let link = set().to_link().expect("short");
        assert!(link.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')), "{link}");
        assert_eq!(ExerciseSet::from_link(&link), Ok(set()));
        let mended = ExerciseSet { title: "Week 4".to_owned(), ..set() };
        assert_eq!(mended.id(), set().id());
    }

    #[test]
    fn what_is_none_is_refused() {
        assert!(matches!(ExerciseSet::from_json(b"{"), Err(SetError::NotASet(_))));
        assert_eq!(ExerciseSet::from_json(br#"{"version":9,"shape":1}"#), Err(SetError::Later(9)));
        let mut long = set();
        long.tasks[0].text = "x".repeat(MAX_TEXT + 1);
        assert_eq!(ExerciseSet::from_json(long.to_json().as_bytes()), Err(SetError::TooLong));
        let link = set().to_link().expect("short");
        assert!(matches!(ExerciseSet::from_link(&link[..link.len() / 2]), Err(SetError::NotASet(_))));
        // A link that unpacks to megabytes of nothing.
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b' '; MAX_FILE_BYTES + 10]).expect("memory");
        let bomb = URL_SAFE_NO_PAD.encode(encoder.finish().expect("memory"));
        assert_eq!(ExerciseSet::from_link(&bomb), Err(SetError::TooLong));
    }

    #[test]
    fn what_is_too_long_for_a_link_has_none() {
        let mut long = set();
        // Letters that cannot be packed.
        long.tasks[0].text = (0..MAX_LINK as u32 * 2).filter_map(|i| char::from_u32(33 + i * 7919 % 5000)).collect();
        assert_eq!(long.to_link(), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,120}", bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = ExerciseSet::from_link(&text);
            let _ = ExerciseSet::from_json(&bytes);
            let _ = ExerciseSet::from_link(&URL_SAFE_NO_PAD.encode(bytes));
        }
    }
}
