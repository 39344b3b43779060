//! The one table of settings: key in links, limits, form, and the place in [`Settings`].
//!
//! The form of the page, the parser of links and the documentation all read it; a new setting is one more row.

use super::settings::{Activation, Alignment, Initializer, Loss, OptimizerKind, SettingFault, Settings};

/// Most layers an encoder may have, and most units one of them.
pub const MAX_LAYERS: usize = 8;
/// Most units of a layer.
pub const MAX_UNITS: usize = 4096;

/// Where a form shows a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Always in sight.
    Main,
    /// Folded until asked for.
    Advanced,
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
    /// Layer sizes.
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
const INITIALIZERS: &[&str] =
    &["glorot-uniform", "glorot-normal", "he-uniform", "he-normal", "lecun-uniform", "lecun-normal"];

/// All settings but chapter, data set and preset, which come first in a link and decide the others' defaults.
pub static FIELDS: &[Field] = &[
    Field {
        key: "layers",
        section: Section::Main,
        kind: Kind::Sizes,
        get: |s| Value::Sizes(s.layers.clone()),
        set: |s, value| {
            if let Value::Sizes(sizes) = value {
                s.layers = sizes;
            }
        },
    },
    Field {
        key: "lr",
        section: Section::Main,
        kind: Kind::Real { min: 1e-6, max: 1000.0 },
        get: |s| Value::Real(s.learning_rate),
        set: |s, value| {
            if let Value::Real(rate) = value {
                s.learning_rate = rate;
            }
        },
    },
    Field {
        key: "batch",
        section: Section::Main,
        kind: Kind::Integer { min: 1, max: 60_000 },
        get: |s| Value::Integer(s.batch_size as u64),
        set: |s, value| {
            if let Value::Integer(n) = value {
                s.batch_size = n as usize;
            }
        },
    },
    Field {
        key: "epochs",
        section: Section::Main,
        kind: Kind::Integer { min: 1, max: 100_000 },
        get: |s| Value::Integer(s.n_epochs as u64),
        set: |s, value| {
            if let Value::Integer(n) = value {
                s.n_epochs = n as usize;
            }
        },
    },
    Field {
        key: "seed",
        section: Section::Main,
        kind: Kind::Integer { min: 0, max: u32::MAX as u64 },
        get: |s| Value::Integer(s.seed),
        set: |s, value| {
            if let Value::Integer(n) = value {
                s.seed = n;
            }
        },
    },
    Field {
        key: "activation",
        section: Section::Advanced,
        kind: Kind::Choice(ACTIVATIONS),
        get: |s| choice(&Activation::ALL, &s.activation),
        set: |s, value| choose(&Activation::ALL, &value, &mut s.activation),
    },
    Field {
        key: "code-activation",
        section: Section::Advanced,
        kind: Kind::Choice(ACTIVATIONS),
        get: |s| choice(&Activation::ALL, &s.code_activation),
        set: |s, value| choose(&Activation::ALL, &value, &mut s.code_activation),
    },
    Field {
        key: "output",
        section: Section::Advanced,
        kind: Kind::Choice(ACTIVATIONS),
        get: |s| choice(&Activation::ALL, &s.output_activation),
        set: |s, value| choose(&Activation::ALL, &value, &mut s.output_activation),
    },
    Field {
        key: "loss",
        section: Section::Advanced,
        kind: Kind::Choice(&["mse", "bce"]),
        get: |s| choice(&Loss::ALL, &s.loss),
        set: |s, value| choose(&Loss::ALL, &value, &mut s.loss),
    },
    Field {
        key: "optimizer",
        section: Section::Advanced,
        kind: Kind::Choice(&["sgd", "adam"]),
        get: |s| choice(&OptimizerKind::ALL, &s.optimizer),
        set: |s, value| choose(&OptimizerKind::ALL, &value, &mut s.optimizer),
    },
    Field {
        key: "init",
        section: Section::Advanced,
        kind: Kind::Choice(INITIALIZERS),
        get: |s| choice(&Initializer::ALL, &s.initializer),
        set: |s, value| choose(&Initializer::ALL, &value, &mut s.initializer),
    },
    Field {
        key: "validation",
        section: Section::Advanced,
        kind: Kind::Real { min: 0.0, max: 0.9 },
        get: |s| Value::Real(s.validation_share),
        set: |s, value| {
            if let Value::Real(share) = value {
                s.validation_share = share;
            }
        },
    },
    Field {
        key: "bias",
        section: Section::Advanced,
        kind: Kind::Flag,
        get: |s| Value::Flag(s.has_bias),
        set: |s, value| {
            if let Value::Flag(flag) = value {
                s.has_bias = flag;
            }
        },
    },
    Field {
        key: "centre",
        section: Section::Advanced,
        kind: Kind::Flag,
        get: |s| Value::Flag(s.is_centred),
        set: |s, value| {
            if let Value::Flag(flag) = value {
                s.is_centred = flag;
            }
        },
    },
    Field {
        key: "align",
        section: Section::View,
        kind: Kind::Choice(&["none", "turn", "lsq"]),
        get: |s| choice(&Alignment::ALL, &s.alignment),
        set: |s, value| choose(&Alignment::ALL, &value, &mut s.alignment),
    },
    Field {
        key: "paced",
        section: Section::View,
        kind: Kind::Flag,
        get: |s| Value::Flag(s.is_paced),
        set: |s, value| {
            if let Value::Flag(flag) = value {
                s.is_paced = flag;
            }
        },
    },
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
            Kind::Sizes => parse_sizes(text).map(Value::Sizes).ok_or_else(|| SettingFault::NotSizes {
                key: self.key.to_owned(),
                value: text.to_owned(),
                max_layers: MAX_LAYERS,
                max_units: MAX_UNITS,
            }),
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

/// Sizes joined by hyphens or commas; `None` when one is missing or out of its limits.
fn parse_sizes(text: &str) -> Option<Vec<usize>> {
    let sizes: Option<Vec<usize>> = text
        .split(['-', ',', ' '])
        .filter(|size| !size.is_empty())
        .map(|size| size.trim().parse().ok().filter(|size| (1..=MAX_UNITS).contains(size)))
        .collect();
    sizes.filter(|sizes| (1..=MAX_LAYERS).contains(&sizes.len()))
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
