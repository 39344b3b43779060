//! How well errors tell odd images from normal ones.

use super::super::question::AnomalyPlan;
use serde::{Deserialize, Serialize};

/// The results of anomaly detection by reconstruction error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnomalyReport {
    /// The plan of the experiment.
    pub plan: AnomalyPlan,
    /// Images of each kind.
    pub n: [usize; 2],
    /// Area under the curve.
    pub auc: f64,
    /// Threshold, share of the normal and of the odd whose error reaches it, from the highest threshold on.
    pub curve: Vec<(f64, f64, f64)>,
    /// The errors' histogram: where its intervals begin and how wide they are, normal and odd images in each.
    pub histogram: Histogram,
    /// Odd images with the least errors, missed first, and what becomes of them.
    pub missed: Cases,
    /// Odd images with the greatest errors.
    pub found: Cases,
    /// Normal images with the greatest errors.
    pub alarms: Cases,
}

/// Counts in equal intervals.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// The lower bound of the first interval.
    pub start: f64,
    /// How wide each is.
    pub width: f64,
    /// Normal images in each.
    pub normal: Vec<usize>,
    /// Odd ones.
    pub odd: Vec<usize>,
}

/// Images with what becomes of them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Cases {
    /// The images.
    pub originals: Vec<u8>,
    /// Their reconstructions.
    pub rebuilt: Vec<u8>,
    /// Their errors.
    pub errors: Vec<f64>,
}
