//! The only code that touches the browser: the worker and the link to it, fetching and keeping files, the user's own, the address, what is remembered, what is saved as a file.
#![cfg(target_arch = "wasm32")]

pub mod address;
pub mod camera;
pub mod canvas;
pub mod database;
pub mod dismissal;
pub mod download;
pub mod download_file;
pub mod dropped;
pub mod hands;
pub mod memory;
pub mod offline;
pub mod own_files;
pub mod paging;
pub mod save;
pub mod stored;
pub mod worker_link;
