//! The only code that touches the browser: the worker and the link to it, fetching and keeping files, the user's own, the address, what is remembered, what is saved as a file.

#[cfg(feature = "page")]
pub mod address;
#[cfg(feature = "page")]
pub mod camera;
pub mod database;
#[cfg(feature = "page")]
pub mod dismissal;
pub mod download;
#[cfg(feature = "page")]
pub mod download_file;
#[cfg(feature = "page")]
pub mod dropped;
#[cfg(feature = "page")]
pub mod hands;
#[cfg(feature = "page")]
pub mod memory;
#[cfg(feature = "page")]
pub mod offline;
pub mod own_files;
#[cfg(feature = "page")]
pub mod paging;
#[cfg(feature = "page")]
pub mod save;
pub mod stored;
pub mod worker;
#[cfg(feature = "page")]
pub mod worker_link;

/// The same in page and worker when both come from one build.
pub const BUILD_STAMP: &str = env!("BUILD_STAMP");
