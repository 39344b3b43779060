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
//! [`lanes`], [`vmath`] and [`gemm`] (kernels), [`activation`], [`loss`], [`init`], [`dense`], [`bottleneck`], [`network`], [`autoencoder`],
//! [`optimizer`], [`corruption`], [`evaluation`], [`trainer`], [`classifier`]; then [`eigen`], [`krylov`] and [`svd`] (decompositions), [`pca`], [`subspace`], [`nearest`],
//! [`neighbors`], [`metrics`]; what a trained network is explored with: [`quantizer`], [`code_source`], [`roc`]; [`rows`] for data sets.

pub mod activation;
pub mod autoencoder;
pub mod bottleneck;
pub mod classifier;
pub mod code_source;
pub mod corruption;
pub mod dense;
pub mod eigen;
pub mod error;
pub mod evaluation;
pub mod gemm;
pub mod init;
pub mod krylov;
pub mod lanes;
pub mod loss;
pub mod metrics;
pub mod nearest;
pub mod neighbors;
pub mod network;
pub mod optimizer;
pub mod pca;
pub mod quantizer;
pub mod roc;
pub mod rows;
pub mod subspace;
pub mod svd;
pub mod trainer;
pub mod vmath;

pub use error::LearnError;
