//! Measures of codes and reconstructions: [`metrics`], [`neighbors`] on top of [`nearest`], [`roc`].

pub mod metrics;
pub mod nearest;
pub mod neighbors;
pub mod roc;
