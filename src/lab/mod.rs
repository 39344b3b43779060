//! Experiments as plain state machines: they run the same in a native test and in the worker of the page.
//!
//! Reading order: [`settings`] (what can be chosen), [`fields`] (the one table of it, of rows as [`field`] describes them), [`presets`], [`link`] (as text),
//! [`protocol`] (what crosses to the worker), [`blueprint`] (from settings to a trainer), [`session`] (a run), [`source`], [`own_data`], [`selection`] and [`reference`] (its samples, and the PCA beside it), [`measure`], [`history`], [`snapshot`] and [`spectrum`] (what a view may draw), [`exploring`] (what a trained network is good for); apart from runs, [`chess`] (boards to be memorised).
//! Chapter 1 has experiments of its own: [`recall`] (sequences to be memorised) and [`machine_turn`] (networks that try the same);
//! chapter 2 has [`flow`] (a sample on its way through a run's network) and [`copying`] (codes that copy, usefully or not). [`small_labs`] are those beside the runs, in links. [`speed`] measures the machine,
//! [`workbook`] is what students write, [`class_code`] a result to be handed in and [`code_reader`] how a camera reads it, [`prediction`] what they expect, [`keras_notebook`] a run in Keras, [`weights`] a network as files, [`works`] what the page cites, [`lecture`] the steps of a chapter before a class.

pub mod blueprint;
pub mod chess;
pub mod class_code;
pub mod class_tally;
pub mod code_reader;
pub mod copying;
pub mod exercise_set;
pub mod exploring;
pub mod field;
pub mod fields;
pub mod flow;
pub mod history;
pub mod kept;
pub mod keras_notebook;
pub mod lecture;
pub mod link;
pub mod machine_turn;
pub mod markdown;
pub mod measure;
pub mod own_data;
pub mod pace;
pub mod path;
pub mod picked;
pub mod prediction;
pub mod presets;
pub mod pretraining;
pub mod protocol;
pub mod recall;
pub mod reference;
pub mod saddles;
pub mod selection;
pub mod session;
pub mod settings;
pub mod side;
pub mod small_labs;
pub mod snapshot;
pub mod source;
pub mod spectrum;
pub mod speed;
pub mod turn;
pub mod versioned;
pub mod view;
pub mod weights;
pub mod workbook;
pub mod works;
