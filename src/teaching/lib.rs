//! The texts around the experiments, nothing that trains: what students write ([`workbook`]) and expect ([`prediction`]), what teachers
//! write ([`exercise_set`], in [`markdown`]), results to be handed in ([`class_code`], counted by [`class_tally`]), the steps of a
//! [`lecture`], and the [`works`] cited. Documents carry a version ([`versioned`]).

pub mod class_code;
pub mod class_tally;
pub mod exercise_set;
pub mod lecture;
pub mod markdown;
pub mod prediction;
pub mod versioned;
pub mod workbook;
pub mod works;
