//! Servers on 127.0.0.1: the site as hosts send it, and one that misbehaves for the tests.

pub(crate) mod paths;
pub(crate) mod preview;
pub(crate) mod server;
pub(crate) mod unreliable;

mod representation;
