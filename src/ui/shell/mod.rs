//! The frame around the chapters: header, rail, run bar, the link to share, the lecture bar.

mod address;
pub mod app;
pub mod chapter;
pub mod header;
pub mod lecture;
pub mod run_bar;
pub mod share;
