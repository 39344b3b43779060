//! Words that are looked up by what they name: settings, choices, data sets, presets, faults.

pub mod faults;
pub mod figures;

pub use faults::{fault, setting_fault};

pub mod files;
pub mod measures;
pub mod predictions;

use crate::store::language;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
};
use lab::settings::{
    Chapter, DataId,
    fields::{Kind, field as field_of},
    preset::Preset,
};
use std::fmt::Display;

/// Words as views show them: in the reader's language, changing with it.
///
/// Made by [`say!`]. All of them are of one type: a closure of its own for each would be compiled hundreds of times.
pub fn said(get: fn(Locale) -> &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let locale = use_locale();
    move || get(locale())
}

/// A text of the dictionary, by its key, for a place in a view: `say!(run.play)`.
macro_rules! say {
    ($($key:tt)+) => {
        $crate::words::said(|locale| $crate::i18n::td_string!(locale, $($key)+))
    };
}
pub(crate) use say;

/// A sentence with its places `{name}` filled in.
pub fn fill(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    let place_of =
        |text: String, (name, value): &(&str, &dyn Display)| text.replace(&format!("{{{name}}}"), &value.to_string());
    values.iter().fold(sentence.to_owned(), place_of)
}

/// A chapter's name in the rail.
pub fn chapter(locale: Locale, chapter: Chapter) -> &'static str {
    match chapter {
        Chapter::Memory => td_string!(locale, chapters.memory),
        Chapter::Anatomy => td_string!(locale, chapters.anatomy),
        Chapter::Pca => td_string!(locale, chapters.pca),
        Chapter::Stacked => td_string!(locale, chapters.stacked),
        Chapter::Pretraining => td_string!(locale, chapters.pretraining),
        Chapter::Exercises => td_string!(locale, chapters.exercises),
        Chapter::Bibliography => td_string!(locale, chapters.bibliography),
        Chapter::Speed => td_string!(locale, chapters.speed),
    }
}

/// A data set's name in a list.
pub fn data(locale: Locale, data: DataId) -> &'static str {
    match data {
        DataId::Digits => td_string!(locale, data.digits),
        DataId::Mnist => td_string!(locale, data.mnist),
        DataId::FashionMnist => td_string!(locale, data.fashion),
        DataId::Notebook => td_string!(locale, data.notebook),
        DataId::Sequences => td_string!(locale, data.sequences),
        DataId::File => td_string!(locale, data.file),
    }
}

/// A preset's title and what it shows.
pub fn preset(locale: Locale, chapter: Chapter, preset: Preset) -> (&'static str, &'static str) {
    match (chapter, preset) {
        (Chapter::Anatomy, Preset::Lecture) => {
            (td_string!(locale, presets.anatomy_lecture), td_string!(locale, presets.anatomy_lecture_hint))
        }
        (_, Preset::Nonlinear) => {
            (td_string!(locale, presets.pca_nonlinear), td_string!(locale, presets.pca_nonlinear_hint))
        }
        (_, Preset::Uncentred) => {
            (td_string!(locale, presets.pca_uncentred), td_string!(locale, presets.pca_uncentred_hint))
        }
        (_, Preset::Wide) => (td_string!(locale, presets.pca_wide), td_string!(locale, presets.pca_wide_hint)),
        (_, Preset::Perceptron) => {
            (td_string!(locale, presets.anatomy_perceptron), td_string!(locale, presets.anatomy_perceptron_hint))
        }
        (Chapter::Stacked, Preset::Lecture) => {
            (td_string!(locale, presets.stacked_lecture), td_string!(locale, presets.stacked_lecture_hint))
        }
        (_, Preset::Lecture) => (td_string!(locale, presets.pca_lecture), td_string!(locale, presets.pca_lecture_hint)),
        (_, Preset::Exact) => (td_string!(locale, presets.pca_exact), td_string!(locale, presets.pca_exact_hint)),
        (_, Preset::Overshoot) => {
            (td_string!(locale, presets.pca_overshoot), td_string!(locale, presets.pca_overshoot_hint))
        }
        (_, Preset::Quick) => {
            (td_string!(locale, presets.stacked_quick), td_string!(locale, presets.stacked_quick_hint))
        }
        (_, Preset::ThirdEdition) => {
            (td_string!(locale, presets.stacked_third), td_string!(locale, presets.stacked_third_hint))
        }
        (_, Preset::Denoising) => {
            (td_string!(locale, presets.stacked_denoising), td_string!(locale, presets.stacked_denoising_hint))
        }
        (_, Preset::Epochs) => {
            (td_string!(locale, presets.stacked_epochs), td_string!(locale, presets.stacked_epochs_hint))
        }
        (_, Preset::Tied) => (td_string!(locale, presets.stacked_tied), td_string!(locale, presets.stacked_tied_hint)),
        (_, Preset::Greedy) => {
            (td_string!(locale, presets.stacked_greedy), td_string!(locale, presets.stacked_greedy_hint))
        }
        (_, Preset::Sparse) => {
            (td_string!(locale, presets.stacked_sparse), td_string!(locale, presets.stacked_sparse_hint))
        }
        (_, Preset::SparseKl) => {
            (td_string!(locale, presets.stacked_sparse_kl), td_string!(locale, presets.stacked_sparse_kl_hint))
        }
        (_, Preset::Variational) => {
            (td_string!(locale, presets.stacked_variational), td_string!(locale, presets.stacked_variational_hint))
        }
        (_, Preset::Depth1) => {
            (td_string!(locale, presets.stacked_depth_1), td_string!(locale, presets.stacked_depth_hint))
        }
        (_, Preset::Depth2) => {
            (td_string!(locale, presets.stacked_depth_2), td_string!(locale, presets.stacked_depth_hint))
        }
        (_, Preset::Depth3) => {
            (td_string!(locale, presets.stacked_depth_3), td_string!(locale, presets.stacked_depth_hint))
        }
        (_, Preset::Deep) => (td_string!(locale, presets.stacked_deep), td_string!(locale, presets.stacked_deep_hint)),
        (_, Preset::Plane) => {
            (td_string!(locale, presets.stacked_plane), td_string!(locale, presets.stacked_plane_hint))
        }
    }
}

/// A setting's label, by its key.
pub fn field(locale: Locale, key: &str) -> &'static str {
    match key {
        "part" => td_string!(locale, fields.part),
        "take" => td_string!(locale, fields.take),
        "layers" => td_string!(locale, fields.layers),
        "cloud-draw" => td_string!(locale, fields.cloud_draw),
        "cloud-points" => td_string!(locale, fields.cloud_points),
        "cloud-noise" => td_string!(locale, fields.cloud_noise),
        "cloud-arc" => td_string!(locale, fields.cloud_arc),
        "denoise" => td_string!(locale, fields.denoise),
        "denoise-strength" => td_string!(locale, fields.denoise_strength),
        "l2" => td_string!(locale, fields.l2),
        "tied" => td_string!(locale, fields.tied),
        "greedy" => td_string!(locale, fields.greedy),
        "code" => td_string!(locale, fields.code),
        "code-weight" => td_string!(locale, fields.code_weight),
        "code-target" => td_string!(locale, fields.code_target),
        "checkpoints" => td_string!(locale, fields.checkpoints),
        "units" => td_string!(locale, fields.units),
        "images" => td_string!(locale, fields.images),
        "images-of" => td_string!(locale, fields.images_of),
        "scale" => td_string!(locale, figure.scale),
        "tool" => td_string!(locale, exploring.tool),
        "lr" => td_string!(locale, fields.lr),
        "batch" => td_string!(locale, fields.batch),
        "epochs" => td_string!(locale, fields.epochs),
        "seed" => td_string!(locale, fields.seed),
        "activation" => td_string!(locale, fields.activation),
        "code-activation" => td_string!(locale, fields.code_activation),
        "output" => td_string!(locale, fields.output),
        "loss" => td_string!(locale, fields.loss),
        "optimizer" => td_string!(locale, fields.optimizer),
        "init" => td_string!(locale, fields.init),
        "validation" => td_string!(locale, fields.validation),
        "bias" => td_string!(locale, fields.bias),
        "centre" => td_string!(locale, fields.centre),
        "paced" => td_string!(locale, run.paced),
        _ => "",
    }
}

/// A choice's name; what is called the same everywhere stays as it is.
pub fn choice(locale: Locale, word: &'static str) -> String {
    match word {
        "linear" => td_string!(locale, choices.linear).to_owned(),
        "sigmoid" => td_string!(locale, choices.sigmoid).to_owned(),
        "train" => td_string!(locale, choices.train).to_owned(),
        "test" => td_string!(locale, choices.test).to_owned(),
        "mse" => td_string!(locale, choices.mse).to_owned(),
        "bce" => td_string!(locale, choices.bce).to_owned(),
        "relu" => "ReLU".to_owned(),
        "leaky-relu" => "leaky ReLU".to_owned(),
        "elu" | "selu" | "sgd" => word.to_ascii_uppercase(),
        "adam" => "Adam".to_owned(),
        "none" => td_string!(locale, choices.none).to_owned(),
        "gaussian" => td_string!(locale, choices.gaussian).to_owned(),
        "dropout" => td_string!(locale, choices.dropout).to_owned(),
        "l1" => td_string!(locale, choices.l1).to_owned(),
        "kl" => td_string!(locale, choices.kl).to_owned(),
        "variational" => td_string!(locale, choices.variational).to_owned(),
        "nadam" => "Nadam".to_owned(),
        "rmsprop" => "RMSprop".to_owned(),
        "nesterov" => "Nesterov".to_owned(),
        "momentum" => td_string!(locale, choices.momentum).to_owned(),
        _ => initializer(locale, word),
    }
}

/// A setting's value as a person reads it; what is a number stays as it is.
pub fn value(locale: Locale, key: &str, text: &str) -> String {
    match (field_of(key).map(|field| field.kind), text) {
        (Some(Kind::Choice(words)), _) => {
            words.iter().find(|word| **word == text).map(|word| choice(locale, word)).unwrap_or_default()
        }
        (Some(Kind::Flag), "1") => td_string!(locale, choices.yes).to_owned(),
        (Some(Kind::Flag), _) => td_string!(locale, choices.no).to_owned(),
        _ => language::of(locale).localised(text),
    }
}

/// What a person calls a setting: the label of its field, or its key where it has none.
fn label_of(locale: Locale, key: String) -> String {
    let label = field(locale, &key);
    if label.is_empty() { key } else { label.to_owned() }
}

/// A limit as a person writes it.
fn limit(locale: Locale, limit: f64) -> String {
    let text = limit.to_string();
    language::of(locale).localised(&text)
}

fn initializer(locale: Locale, word: &'static str) -> String {
    let Some((name, shape)) = word.split_once('-') else { return word.to_owned() };
    let name = match name {
        "glorot" => "Glorot",
        "he" => "He",
        "lecun" => "LeCun",
        other => other,
    };
    match shape {
        "uniform" => fill(td_string!(locale, choices.uniform), &[("name", &name)]),
        _ => fill(td_string!(locale, choices.normal), &[("name", &name)]),
    }
}
