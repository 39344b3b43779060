//! Experiments as plain state machines: they run the same in a native test and in the worker of the page.
//!
//! Rooms in reading order: [`settings`] (what a person chooses: one table of fields, presets), [`run`] (a session and what is shown of
//! it), [`experiments`] (those beside a run), [`exchange`] (links and files) and [`protocol`] (what crosses between page and worker),
//! which imports the others and is imported by none. [`fault`] and [`geometry`] are what all of them share.

pub mod exchange;
pub mod experiments;
pub mod fault;
pub mod geometry;
pub mod protocol;
pub mod run;
pub mod settings;
