//! Neural networks, in reading order: a layer ([`dense`]) with its [`activation`], a [`network`] of layers, the
//! [`autoencoder`] with its [`bottleneck`], a [`loss`], an [`optimizer`], the [`trainer`] that runs epochs; then the
//! [`classifier`] of pretraining and the uses of a trained code.

pub mod activation;
pub mod autoencoder;
pub mod bottleneck;
pub mod classifier;
pub mod code_source;
pub mod corruption;
pub mod dense;
pub mod evaluation;
pub mod init;
pub mod loss;
pub mod network;
pub mod optimizer;
pub mod quantizer;
pub mod trainer;
