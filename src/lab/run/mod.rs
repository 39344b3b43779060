//! A run: from settings to a trainer ([`blueprint`]), its samples ([`source`], [`selection`]), the [`session`] that trains it piece by piece,
//! PCA beside it ([`baseline`], [`spectrum`]), and what a view may draw of it ([`history`], [`snapshot`], [`view`], [`path`], [`flow`], [`turn`], [`picked`]).

pub mod baseline;
pub mod blueprint;
pub mod command;
pub mod flow;
pub mod history;
pub mod measure;
pub mod pace;
pub mod path;
pub mod picked;
pub mod selection;
pub mod session;
pub mod snapshot;
pub mod source;
pub mod spectrum;
pub mod turn;
pub mod view;
