//! Autoencoder Lab: an interactive lecture on representation learning, trained in the browser.
//!
//! The crate is a library with two small programs: `page` (the interface) and `worker` (the training). Modules in
//! reading order:
//!
//! 1. [`learn`]: the mathematics. Networks, training, PCA, subspaces. Pure, native and wasm alike.
//! 2. [`data`]: where samples come from. Built-in digits, the notebook's points, sequences, published sets, files of one's own.
//! 3. [`lab`]: experiments as state machines: settings, links, the protocol between page and worker, sessions.
//! 4. [`plot`]: drawing, on any of plotters' backends.
//! 5. `web` and `ui`: the only code that touches a browser; they exist on wasm32 alone.
//!
//! `ARCHITECTURE.md` holds the invariants; which layer may import which is enforced by `tests/house`.

pub mod data;
pub mod lab;
pub mod plot;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod web;

pub use autoencoder_learn as learn;
