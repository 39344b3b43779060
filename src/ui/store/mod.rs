//! What the page knows: the run and its settings, the look, the language.

pub mod appearance;
pub mod language;
pub mod state;
