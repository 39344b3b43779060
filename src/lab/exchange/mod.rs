//! What enters and leaves: [`link`]s with the keys of [`small_labs`], the user's own files ([`own_data`]), networks as files ([`weights`]),
//! a run as a Keras notebook ([`keras_notebook`]), runs that are kept ([`kept`]), QR codes ([`code_reader`]).

pub mod code_reader;
pub mod kept;
pub mod keras_notebook;
pub mod link;
pub mod own_data;
pub mod small_labs;
pub mod weights;
