//! What a view may draw of the codes that copy: plain numbers and bytes, no weights. Every list is in the order of
//! [`super::inputs::KINDS`].

use super::CopyProbe;
use serde::{Deserialize, Serialize};

/// The constant facts about the copying experiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopyInfo {
    /// Digits trained on, and as many images of noise by the code that sees noise.
    pub n_train: usize,
    /// Images kept apart of each kind.
    pub n_held_out: usize,
    /// Mean squared error on the images kept apart, of exact codes with 0, 1, … numbers.
    pub exact_mse: [Vec<f64>; 3],
}

/// How it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopySnapshot {
    /// The images and the code size that are displayed.
    pub probe: CopyProbe,
    /// True if training of the wide codes has begun.
    pub has_begun: bool,
    /// True if training of the wide codes is finished.
    pub is_over: bool,
    /// Epochs that both have done.
    pub epoch: usize,
    /// The images looked at, as bytes, one of each kind.
    pub given: Vec<u8>,
    /// Through the exact code.
    pub exact: Copied,
    /// Through the wide code trained on digits alone, and through the one trained on digits and noise.
    pub wide: [Copied; 2],
}

/// The reconstructions through one code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Copied {
    /// The images looked at after the way through the code, as bytes.
    pub images: Vec<u8>,
    /// Their mean squared errors.
    pub mse: [f64; 3],
}
