//! The frame around the chapters: header, rail, run bar, the link to share, the lecture bar.

pub mod app;
pub mod chapter;
pub mod lecture;
pub mod run_bar;
pub mod share;
