//! Autoencoder Lab: an interactive lecture on representation learning, trained in the browser.
//!
//! This is the front door; the rooms behind it are crates of their own, in reading order:
//!
//! 1. [`learn`]: the mathematics. Networks, training, PCA, subspaces. Pure, native and wasm alike.
//! 2. [`data`]: samples. Built-in digits, the notebook's points, sequences, published sets, formats of files.
//! 3. [`lab`]: experiments as state machines: settings, runs, links, the protocol between page and worker.
//! 4. [`teaching`]: workbook, exercises, class codes, the steps of a lecture. Nothing that trains.
//! 5. [`plot`]: drawing, on any of plotters' backends.
//! 6. `web`, `worker` and `ui`: the only code that touches a browser; they exist on wasm32 alone.
//!
//! `ARCHITECTURE.md` holds the invariants; `tests/house` enforces which crate may import which.

pub use data;
pub use lab;
pub use learn;
pub use plot;
pub use teaching;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use ui;
#[cfg(target_arch = "wasm32")]
pub use web;
#[cfg(all(target_arch = "wasm32", feature = "worker"))]
pub use worker;
