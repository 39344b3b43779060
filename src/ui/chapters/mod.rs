//! The chapters of the lecture, a folder each, and the [`registry`] that names them all.

pub mod anatomy;
pub mod bibliography;
pub mod chess;
pub mod exercises;
pub mod exploring;
mod homes;
pub mod memory;
pub mod pca;
pub mod pretraining;
pub mod registry;
pub mod speed;
pub mod stacked;
