//! The static site in `dist/`: built by Trunk, cut into parts, completed and measured.
//!
//! [`site`] is the entry: it decides by [`stamp`] whether a build is needed, and runs Trunk, whose hooks are [`split`] for the
//! page and [`worker`] for the worker. Serving is left to `serve`, tools to `tools`.

pub(crate) mod offline;
pub(crate) mod packing;
pub(crate) mod site;
pub(crate) mod size;
pub(crate) mod split;
pub(crate) mod worker;

mod bundle;
mod content;
mod merge;
mod staging;
mod stamp;
mod styles;
mod wasm;
