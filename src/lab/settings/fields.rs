//! The one table of a run's settings: key in links, limits, form, and the place in [`Settings`].
//!
//! The form of the page, the parser of links and the documentation all read it; a new setting is one more row.

use super::field::{choice, flag, integer, numbers, real};
use crate::settings::{
    Activation, Alignment, CodeKind, CorruptionKind, Initializer, Loss, OptimizerKind, Part, Scale, Tool,
};
use data::catalog::N_TRAINING_IMAGES;

pub use super::field::{Field, Kind, MAX_LAYERS, MAX_UNITS, Section, Value};

/// Most networks that are kept on the way: each takes the memory of its weights, and a row on the page.
pub const MAX_CHECKPOINTS: usize = 12;

/// All settings but chapter, data set and preset, which come first in a link and decide the others' defaults.
pub static FIELDS: &[Field] = &[
    choice!("part", Data, Part, part),
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
    choice!("activation", Advanced, Activation, activation),
    choice!("code-activation", Advanced, Activation, code_activation),
    choice!("output", Advanced, Activation, output_activation),
    choice!("loss", Advanced, Loss, loss),
    choice!("optimizer", Advanced, OptimizerKind, optimizer),
    choice!("denoise", Advanced, CorruptionKind, corruption_kind),
    real!("denoise-strength", Advanced, 0.0, 0.95, corruption_strength),
    real!("l2", Advanced, 0.0, 1.0, l2),
    flag!("tied", Advanced, is_tied),
    integer!("greedy", Advanced, 0, 1000, n_pair_epochs),
    choice!("code", Advanced, CodeKind, code_kind),
    real!("code-weight", Advanced, 0.0, 100.0, code_weight),
    real!("code-target", Advanced, 0.001, 0.999, code_target),
    numbers!("checkpoints", Run, Kind::Numbers { max_len: MAX_CHECKPOINTS, max: 100_000 }, checkpoints),
    choice!("init", Advanced, Initializer, initializer),
    real!("validation", Advanced, 0.0, 0.9, validation_share),
    flag!("bias", Advanced, has_bias),
    flag!("centre", Advanced, is_centred),
    choice!("align", View, Alignment, alignment),
    numbers!("units", View, Kind::Numbers { max_len: 2, max: MAX_UNITS }, units),
    integer!("images", View, 0, 100_000, image_page),
    integer!("images-of", View, 0, 256, image_class),
    choice!("tool", View, Tool, tool),
    choice!("scale", View, Scale, curve_scale),
    flag!("paced", View, is_paced),
];

/// The row of a key.
#[must_use]
pub fn field(key: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.key == key)
}
