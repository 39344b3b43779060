//! What a row of a table of settings is: its key in links, its limits, its place in the settings, and how it is read and written.
//!
//! Tables: [`super::fields`] (a run), [`crate::exchange::small_labs`] (the small labs of chapters 1 to 3 and the tools of chapter 4).

use crate::settings::{SettingFault, Settings};
use std::ops::RangeInclusive;

/// Most layers an encoder may have, and most units one of them.
pub const MAX_LAYERS: usize = 8;
/// Most units of a layer.
pub const MAX_UNITS: usize = 4096;

/// The section of a form that shows a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Beside the data set, where it is published in parts.
    Data,
    /// Beneath the notebook's points, folded.
    Cloud,
    /// Always in sight.
    Main,
    /// Folded until asked for.
    Advanced,
    /// Beside the results of the run.
    Run,
    /// A switch beside a plot.
    View,
}

/// The kind of values that a setting takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number within limits, both included.
    Integer {
        /// Least.
        min: u64,
        /// Greatest.
        max: u64,
    },
    /// A number within limits, both included.
    Real {
        /// Least.
        min: f64,
        /// Greatest.
        max: f64,
    },
    /// 0 or 1.
    Flag,
    /// Layer sizes, joined by hyphens.
    Sizes,
    /// Whole numbers from 1, joined by hyphens; none at all too.
    Numbers {
        /// Greatest count.
        max_len: usize,
        /// Greatest value.
        max: usize,
    },
}

/// A setting's value, whatever its type.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Position on the list of words.
    Choice(usize),
    /// A whole number.
    Integer(u64),
    /// A number.
    Real(f64),
    /// Yes or no.
    Flag(bool),
    /// Layer sizes, or other numbers in a row.
    Sizes(Vec<usize>),
}

/// A row of a table of settings, which are `S`.
#[derive(Debug)]
pub struct Field<S: 'static = Settings> {
    /// The key in links.
    pub key: &'static str,
    /// The section of the form that shows the setting.
    pub section: Section,
    /// The kind of values that the setting takes.
    pub kind: Kind,
    /// Its value.
    pub get: fn(&S) -> Value,
    /// Puts a value of this kind there.
    pub set: fn(&mut S, Value),
}

/// A row whose value is a whole number.
macro_rules! integer {
    ($key:literal, $section:ident, $min:expr, $max:expr, $($place:ident).+) => {
        $crate::settings::field::Field {
            key: $key,
            section: $crate::settings::field::Section::$section,
            kind: $crate::settings::field::Kind::Integer { min: $min, max: $max },
            get: |s| $crate::settings::field::Value::Integer(s.$($place).+ as u64),
            set: |s, value| {
                if let $crate::settings::field::Value::Integer(n) = value {
                    s.$($place).+ = n as _;
                }
            },
        }
    };
}

/// A row whose value is a number.
macro_rules! real {
    ($key:literal, $section:ident, $min:expr, $max:expr, $($place:ident).+) => {
        $crate::settings::field::Field {
            key: $key,
            section: $crate::settings::field::Section::$section,
            kind: $crate::settings::field::Kind::Real { min: $min, max: $max },
            get: |s| $crate::settings::field::Value::Real(s.$($place).+),
            set: |s, value| {
                if let $crate::settings::field::Value::Real(x) = value {
                    s.$($place).+ = x;
                }
            },
        }
    };
}

/// A row whose value is yes or no.
macro_rules! flag {
    ($key:literal, $section:ident, $($place:ident).+) => {
        $crate::settings::field::Field {
            key: $key,
            section: $crate::settings::field::Section::$section,
            kind: $crate::settings::field::Kind::Flag,
            get: |s| $crate::settings::field::Value::Flag(s.$($place).+),
            set: |s, value| {
                if let $crate::settings::field::Value::Flag(flag) = value {
                    s.$($place).+ = flag;
                }
            },
        }
    };
}

/// A row whose value is several whole numbers.
macro_rules! numbers {
    ($key:literal, $section:ident, $kind:expr, $($place:ident).+) => {
        $crate::settings::field::Field {
            key: $key,
            section: $crate::settings::field::Section::$section,
            kind: $kind,
            get: |s| $crate::settings::field::Value::Sizes(s.$($place).+.clone()),
            set: |s, value| {
                if let $crate::settings::field::Value::Sizes(numbers) = value {
                    s.$($place).+ = numbers;
                }
            },
        }
    };
}

/// The names of all values of a type, from its `ALL` and its `name`, as a constant.
macro_rules! names_of {
    ($type:ident) => {{
        const NAMES: [&str; $type::ALL.len()] = {
            let mut names = [""; $type::ALL.len()];
            let mut idx = 0;
            while idx < names.len() {
                names[idx] = $type::ALL[idx].name();
                idx += 1;
            }
            names
        };
        &NAMES
    }};
}

/// A row whose value is one of a type's `ALL`, by its `name`.
macro_rules! choice {
    ($key:literal, $section:ident, $all:ident, $($place:ident).+) => {
        $crate::settings::field::Field {
            key: $key,
            section: $crate::settings::field::Section::$section,
            kind: $crate::settings::field::Kind::Choice($crate::settings::field::names_of!($all)),
            get: |s| $crate::settings::field::choice_of(&$all::ALL, &s.$($place).+),
            set: |s, value| $crate::settings::field::choose(&$all::ALL, &value, &mut s.$($place).+),
        }
    };
}

pub(crate) use {choice, flag, integer, names_of, numbers, real};

impl<S> Field<S> {
    /// Reads `text` into the settings.
    ///
    /// # Errors
    /// When the text is not a value of this setting; the settings are left as they were.
    pub fn write(&self, settings: &mut S, text: &str) -> Result<(), SettingFault> {
        let value = self.kind.parse(self.key, text.trim())?;
        (self.set)(settings, value);
        Ok(())
    }

    /// Returns true if the setting affects only the view of a run.
    #[must_use]
    pub fn is_view(&self) -> bool {
        self.section == Section::View
    }

    /// The value as links write it.
    #[must_use]
    pub fn read(&self, settings: &S) -> String {
        self.kind.written((self.get)(settings))
    }
}

impl Kind {
    /// A value as links write it.
    fn written(self, value: Value) -> String {
        match (value, self) {
            (Value::Choice(idx), Self::Choice(words)) => words.get(idx).copied().unwrap_or_default().to_owned(),
            (Value::Integer(n), _) => n.to_string(),
            (Value::Real(x), _) => x.to_string(),
            (Value::Flag(flag), _) => u8::from(flag).to_string(),
            (Value::Sizes(sizes), _) => sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("-"),
            (Value::Choice(idx), _) => idx.to_string(),
        }
    }

    fn parse(self, key: &str, text: &str) -> Result<Value, SettingFault> {
        match self {
            Self::Choice(words) => words
                .iter()
                .position(|&word| word == text)
                .map(Value::Choice)
                .ok_or_else(|| unknown_choice(key, text, words)),
            Self::Flag => match text {
                "0" => Ok(Value::Flag(false)),
                "1" => Ok(Value::Flag(true)),
                _ => Err(unknown_choice(key, text, &["0", "1"])),
            },
            Self::Integer { min, max } => text
                .parse()
                .ok()
                .filter(|n| (min..=max).contains(n))
                .map(Value::Integer)
                .ok_or_else(|| not_in_range(key, text, min as f64, max as f64)),
            Self::Real { min, max } => text
                .parse()
                .ok()
                .filter(|x| (min..=max).contains(x))
                .map(Value::Real)
                .ok_or_else(|| not_in_range(key, text, min, max)),
            Self::Numbers { max_len, max } => parse_numbers(text, 0..=max_len, max)
                .map(Value::Sizes)
                .ok_or_else(|| SettingFault::NotNumbers { key: key.to_owned(), value: text.to_owned(), max_len, max }),
            Self::Sizes => {
                parse_numbers(text, 1..=MAX_LAYERS, MAX_UNITS).map(Value::Sizes).ok_or_else(|| SettingFault::NotSizes {
                    key: key.to_owned(),
                    value: text.to_owned(),
                    max_layers: MAX_LAYERS,
                    max_units: MAX_UNITS,
                })
            }
        }
    }
}

fn not_in_range(key: &str, text: &str, min: f64, max: f64) -> SettingFault {
    SettingFault::NotInRange { key: key.to_owned(), value: text.to_owned(), min, max }
}

/// The fault of a word that is not on the list.
pub(crate) fn unknown_choice(key: &str, value: &str, words: &[&str]) -> SettingFault {
    SettingFault::UnknownChoice { key: key.to_owned(), value: value.to_owned(), choices: words.join(", ") }
}

/// Whole numbers from 1 to `max`, joined by hyphens, commas or blanks; `None` when one is out of its limits, or their count.
fn parse_numbers(text: &str, lens: RangeInclusive<usize>, max: usize) -> Option<Vec<usize>> {
    let numbers: Option<Vec<usize>> = text
        .split(['-', ',', ' '])
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok().filter(|number| (1..=max).contains(number)))
        .collect();
    numbers.filter(|numbers| lens.contains(&numbers.len()))
}

/// The place of a value on a list, as a value of a setting.
pub(crate) fn choice_of<T: PartialEq>(all: &[T], value: &T) -> Value {
    Value::Choice(all.iter().position(|candidate| candidate == value).unwrap_or(0))
}

/// Puts what stands at that place of a list.
pub(crate) fn choose<T: Copy>(all: &[T], value: &Value, place: &mut T) {
    if let Value::Choice(idx) = value
        && let Some(&chosen) = all.get(*idx)
    {
        *place = chosen;
    }
}
