//! The native tests across crates, in one program: what a test of a single file cannot see.
//!
//! [`reference`], [`training`], [`exploring`] and [`pca_large`] compare with PyTorch, Keras, scikit-learn and SciPy by their committed
//! outputs; [`properties`] and [`sessions`] check what has to hold whatever the numbers; [`links`], [`weights`] and [`chess`] hold
//! formats and data to what they promise.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chess;
mod exploring;
mod gradients;
mod links;
mod pca_large;
mod properties;
mod reference;
mod sessions;
mod support;
mod training;
mod weights;
