//! What can go wrong in the mathematics, with what was expected and what was found.

use thiserror::Error;

/// A refusal of the learning code; never a panic.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LearnError {
    /// Principal components need at least two samples and one feature.
    #[error("PCA needs at least 2 samples and 1 feature, but got {n_samples} samples of {n_features} features")]
    TooFewSamples {
        /// Rows found.
        n_samples: usize,
        /// Columns found.
        n_features: usize,
    },
    /// Two arrays that belong together differ in shape.
    #[error("{what}: expected {expected}, got {got}")]
    Shape {
        /// Which quantity.
        what: &'static str,
        /// The size that the other side has.
        expected: usize,
        /// The size found.
        got: usize,
    },
    /// A number is missing (NaN) or infinite where a decomposition needs finite ones.
    #[error("{what} contains values that are not finite")]
    NotFinite {
        /// Which quantity.
        what: &'static str,
    },
    /// An iterative decomposition did not settle.
    #[error("the decomposition of {what} did not converge")]
    NoConvergence {
        /// Which quantity.
        what: &'static str,
    },
    /// A network needs at least one layer, and every layer at least one unit.
    #[error("a network needs at least one layer with at least one unit each")]
    EmptyNetwork,
}
