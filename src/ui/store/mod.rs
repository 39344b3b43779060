//! What the page knows, in small contexts: the run, the worker's port, the user's files, the look, the language.

pub mod appearance;
pub mod exercise;
pub mod language;
pub mod lasting;
pub mod link_keys;
pub mod offline;
pub mod own_files;
pub mod port;
pub mod published;
pub mod questions;
pub mod run;
