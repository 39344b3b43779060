//! Browser services: the worker and the link to it, downloads and stored files, the user's own files, the address,
//! remembered choices, saving files. This is the only code that touches the browser.
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
