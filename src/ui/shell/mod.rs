//! The frame around the chapters: header, rail, run bar, notices, the link to share, the lecture bar.

pub mod app;
pub mod lecture;
pub mod notices;
pub mod place;
pub mod run_bar;
pub mod share;
