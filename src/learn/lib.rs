//! The mathematics: networks, training, principal components. No DOM, no clock, no files, no hidden randomness.
//!
//! # Notation
//! | symbol | meaning |
//! | --- | --- |
//! | `n` | number of samples; **rows are samples** |
//! | `d` | number of features of a sample |
//! | `h` | units of a layer |
//! | `k` | size of the code |
//! | `X` `(n, d)` | data; `R` `(n, d)` reconstructions; `H` `(n, k)` codes |
//! | `W` `(n_in, n_out)` | weights: a layer computes `a(X·W + b)` |
//!
//! Networks work in `f32`; sums over many terms, covariances and subspaces in `f64`.
//! Gradients of a quantity `q` are called `d_q`.
//!
//! # Reading order
//! [`nn`] (networks and their training), [`linalg`] (decompositions, PCA), [`measures`], and last [`kernels`], which
//! all of them use.

pub mod error;
pub mod kernels;
pub mod linalg;
pub mod measures;
pub mod nn;

pub use error::LearnError;
