//! The errors of the mathematics, with expected and actual values.

use thiserror::Error;

/// An error of the learning code, which never panics on bad input.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LearnError {
    /// Principal components need at least two samples and one feature.
    #[error("PCA needs at least 2 samples and 1 feature, but got {n_samples} samples of {n_features} features")]
    TooFewSamples {
        /// The number of rows found.
        n_samples: usize,
        /// The number of columns found.
        n_features: usize,
    },
    /// Two arrays that belong together differ in shape.
    #[error("{what}: expected {expected}, got {got}")]
    Shape {
        /// The name of the quantity.
        what: &'static str,
        /// The size that the other array requires.
        expected: usize,
        /// The size found.
        got: usize,
    },
    /// A value is NaN or infinite, but a decomposition needs finite ones.
    #[error("{what} contains values that are not finite")]
    NotFinite {
        /// The name of the quantity.
        what: &'static str,
    },
    /// An iterative decomposition did not converge.
    #[error("the decomposition of {what} did not converge")]
    NoConvergence {
        /// The name of the quantity.
        what: &'static str,
    },
    /// A network needs at least one layer, and every layer at least one unit.
    #[error("a network needs at least one layer with at least one unit each")]
    EmptyNetwork,
}
