//! The one table of settings: key in links, limits, form, and the place in [`Settings`].
//!
//! The form of the page, the parser of links and the documentation all read it; a new setting is one more row.

use super::settings::{
    Activation, Alignment, CodeKind, CorruptionKind, Initializer, Loss, OptimizerKind, Part, Scale, SettingFault,
    Settings, Tool,
};
use crate::data::catalog::N_TRAINING_IMAGES;
use std::ops::RangeInclusive;

/// Most layers an encoder may have, and most units one of them.
pub const MAX_LAYERS: usize = 8;
/// Most units of a layer.
pub const MAX_UNITS: usize = 4096;
/// Most networks that are kept on the way: each takes the memory of its weights, and a row on the page.
pub const MAX_CHECKPOINTS: usize = 12;

/// Where a form shows a setting.
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
    /// Where the outcome stands.
    Run,
    /// A switch beside a plot.
    View,
}

/// What may stand in a setting.
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

/// A row of the table.
#[derive(Debug)]
pub struct Field {
    /// The key in links.
    pub key: &'static str,
    /// Where a form shows it.
    pub section: Section,
    /// What may stand there.
    pub kind: Kind,
    /// Its value.
    pub get: fn(&Settings) -> Value,
    set: fn(&mut Settings, Value),
}

const ACTIVATIONS: &[&str] = &["linear", "relu", "leaky-relu", "elu", "selu", "tanh", "sigmoid", "softplus"];
const OPTIMIZERS: &[&str] = &["sgd", "momentum", "nesterov", "rmsprop", "adam", "nadam"];
const INITIALIZERS: &[&str] =
    &["glorot-uniform", "glorot-normal", "he-uniform", "he-normal", "lecun-uniform", "lecun-normal"];

/// A row whose value is a whole number.
macro_rules! integer {
    ($key:literal, $section:ident, $min:expr, $max:expr, $place:ident) => {
        Field {
            key: $key,
            section: Section::$section,
            kind: Kind::Integer { min: $min, max: $max },
            get: |s| Value::Integer(s.$place as u64),
            set: |s, value| {
                if let Value::Integer(n) = value {
                    s.$place = n as _;
                }
            },
        }
    };
}

/// A row whose value is a number.
macro_rules! real {
    ($key:literal, $section:ident, $min:expr, $max:expr, $place:ident) => {
        Field {
            key: $key,
            section: Section::$section,
            kind: Kind::Real { min: $min, max: $max },
            get: |s| Value::Real(s.$place),
            set: |s, value| {
                if let Value::Real(x) = value {
                    s.$place = x;
                }
            },
        }
    };
}

/// A row whose value is yes or no.
macro_rules! flag {
    ($key:literal, $section:ident, $place:ident) => {
        Field {
            key: $key,
            section: Section::$section,
            kind: Kind::Flag,
            get: |s| Value::Flag(s.$place),
            set: |s, value| {
                if let Value::Flag(flag) = value {
                    s.$place = flag;
                }
            },
        }
    };
}

/// A row whose value is several whole numbers.
macro_rules! numbers {
    ($key:literal, $section:ident, $kind:expr, $place:ident) => {
        Field {
            key: $key,
            section: Section::$section,
            kind: $kind,
            get: |s| Value::Sizes(s.$place.clone()),
            set: |s, value| {
                if let Value::Sizes(numbers) = value {
                    s.$place = numbers;
                }
            },
        }
    };
}

/// A row whose value is one of a type's `ALL`, in the order of the words.
macro_rules! choice {
    ($key:literal, $section:ident, $words:expr, $all:ident, $place:ident) => {
        Field {
            key: $key,
            section: Section::$section,
            kind: Kind::Choice($words),
            get: |s| choice(&$all::ALL, &s.$place),
            set: |s, value| choose(&$all::ALL, &value, &mut s.$place),
        }
    };
}

/// All settings but chapter, data set and preset, which come first in a link and decide the others' defaults.
pub static FIELDS: &[Field] = &[
    choice!("part", Data, &["train", "test"], Part, part),
    integer!("take", Data, 10, N_TRAINING_IMAGES as u64, n_taken),
    numbers!("layers", Main, Kind::Sizes, layers),
    integer!("cloud-draw", Cloud, 0, u32::MAX as u64, cloud_draw),
    Field {
        key: "cloud-points",
        section: Section::Cloud,
        kind: Kind::Integer { min: 10, max: 2000 },
        get: |s| Value::Integer(s.cloud_points as u64),
        set: |s, value| {
            if let Value::Integer(n) = value {
                // A batch that was the whole cloud stays the whole cloud.
                if s.batch_size == s.cloud_points {
                    s.batch_size = n as usize;
                }
                s.cloud_points = n as usize;
            }
        },
    },
    real!("cloud-noise", Cloud, 0.0, 2.0, cloud_noise),
    real!("cloud-arc", Cloud, 1.0, 360.0, cloud_arc),
    real!("lr", Main, 1e-6, 1000.0, learning_rate),
    integer!("batch", Main, 1, 60_000, batch_size),
    integer!("epochs", Main, 1, 100_000, n_epochs),
    integer!("seed", Main, 0, u32::MAX as u64, seed),
    choice!("activation", Advanced, ACTIVATIONS, Activation, activation),
    choice!("code-activation", Advanced, ACTIVATIONS, Activation, code_activation),
    choice!("output", Advanced, ACTIVATIONS, Activation, output_activation),
    choice!("loss", Advanced, &["mse", "bce"], Loss, loss),
    choice!("optimizer", Advanced, OPTIMIZERS, OptimizerKind, optimizer),
    choice!("denoise", Advanced, &["none", "gaussian", "dropout"], CorruptionKind, corruption_kind),
    real!("denoise-strength", Advanced, 0.0, 0.95, corruption_strength),
    real!("l2", Advanced, 0.0, 1.0, l2),
    flag!("tied", Advanced, is_tied),
    integer!("greedy", Advanced, 0, 1000, n_pair_epochs),
    choice!("code", Advanced, &["none", "l1", "kl", "variational"], CodeKind, code_kind),
    real!("code-weight", Advanced, 0.0, 100.0, code_weight),
    real!("code-target", Advanced, 0.001, 0.999, code_target),
    numbers!("checkpoints", Run, Kind::Numbers { max_len: MAX_CHECKPOINTS, max: 100_000 }, checkpoints),
    choice!("init", Advanced, INITIALIZERS, Initializer, initializer),
    real!("validation", Advanced, 0.0, 0.9, validation_share),
    flag!("bias", Advanced, has_bias),
    flag!("centre", Advanced, is_centred),
    choice!("align", View, &["none", "turn", "lsq"], Alignment, alignment),
    numbers!("units", View, Kind::Numbers { max_len: 2, max: MAX_UNITS }, units),
    integer!("images", View, 0, 100_000, image_page),
    integer!("images-of", View, 0, 256, image_class),
    choice!("tool", View, &Tool::NAMES, Tool, tool),
    choice!("scale", View, &["log", "linear"], Scale, curve_scale),
    flag!("paced", View, is_paced),
];

/// The row of a key.
#[must_use]
pub fn field(key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.key == key)
}

impl Field {
    /// Reads `text` into the settings.
    ///
    /// # Errors
    /// When the text is not a value of this setting; the settings are left as they were.
    pub fn write(&self, settings: &mut Settings, text: &str) -> Result<(), SettingFault> {
        let value = self.parse(text.trim())?;
        (self.set)(settings, value);
        Ok(())
    }

    /// Whether it only decides how a run is looked at.
    #[must_use]
    pub fn is_view(&self) -> bool {
        self.section == Section::View
    }

    /// The value as links write it.
    #[must_use]
    pub fn read(&self, settings: &Settings) -> String {
        match ((self.get)(settings), self.kind) {
            (Value::Choice(idx), Kind::Choice(words)) => words.get(idx).copied().unwrap_or_default().to_owned(),
            (Value::Integer(n), _) => n.to_string(),
            (Value::Real(x), _) => x.to_string(),
            (Value::Flag(flag), _) => u8::from(flag).to_string(),
            (Value::Sizes(sizes), _) => sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("-"),
            (Value::Choice(idx), _) => idx.to_string(),
        }
    }

    fn parse(&self, text: &str) -> Result<Value, SettingFault> {
        match self.kind {
            Kind::Choice(words) => words
                .iter()
                .position(|&word| word == text)
                .map(Value::Choice)
                .ok_or_else(|| unknown_choice(self.key, text, words)),
            Kind::Flag => match text {
                "0" => Ok(Value::Flag(false)),
                "1" => Ok(Value::Flag(true)),
                _ => Err(unknown_choice(self.key, text, &["0", "1"])),
            },
            Kind::Integer { min, max } => text
                .parse()
                .ok()
                .filter(|n| (min..=max).contains(n))
                .map(Value::Integer)
                .ok_or_else(|| self.not_in_range(text, min as f64, max as f64)),
            Kind::Real { min, max } => text
                .parse()
                .ok()
                .filter(|x| (min..=max).contains(x))
                .map(Value::Real)
                .ok_or_else(|| self.not_in_range(text, min, max)),
            Kind::Numbers { max_len, max } => {
                parse_numbers(text, 0..=max_len, max).map(Value::Sizes).ok_or_else(|| SettingFault::NotNumbers {
                    key: self.key.to_owned(),
                    value: text.to_owned(),
                    max_len,
                    max,
                })
            }
            Kind::Sizes => {
                parse_numbers(text, 1..=MAX_LAYERS, MAX_UNITS).map(Value::Sizes).ok_or_else(|| SettingFault::NotSizes {
                    key: self.key.to_owned(),
                    value: text.to_owned(),
                    max_layers: MAX_LAYERS,
                    max_units: MAX_UNITS,
                })
            }
        }
    }

    fn not_in_range(&self, text: &str, min: f64, max: f64) -> SettingFault {
        SettingFault::NotInRange { key: self.key.to_owned(), value: text.to_owned(), min, max }
    }
}

/// The fault of a word that is not on the list.
pub(super) fn unknown_choice(key: &str, value: &str, words: &[&str]) -> SettingFault {
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

fn choice<T: PartialEq>(all: &[T], value: &T) -> Value {
    Value::Choice(all.iter().position(|candidate| candidate == value).unwrap_or(0))
}

fn choose<T: Copy>(all: &[T], value: &Value, place: &mut T) {
    if let Value::Choice(idx) = value
        && let Some(&chosen) = all.get(*idx)
    {
        *place = chosen;
    }
}
