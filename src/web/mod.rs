//! The only code that touches the browser: the worker and the link to it, fetching, the address, what is remembered.

#[cfg(feature = "page")]
pub mod address;
pub mod fetch;
#[cfg(feature = "page")]
pub mod memory;
pub mod worker;
#[cfg(feature = "page")]
pub mod worker_link;

/// The same in page and worker when both come from one build.
pub const BUILD_STAMP: &str = env!("BUILD_STAMP");
