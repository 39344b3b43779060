//! Shared by the native tests: committed fixtures, and sessions that are driven without a clock.

pub(crate) mod fixtures;
pub(crate) mod sessions;
