//! What experiments that train beside a run have in common, for whoever drives them.

/// Small pieces of work with a known end; no clock.
pub trait SideExperiment {
    /// One piece of work.
    fn advance(&mut self);
    /// Whether nothing is left to do.
    fn is_over(&self) -> bool;
    /// Samples trained on, and those of the whole training.
    fn sample_progress(&self) -> (u64, u64);
}
