//! Prints the Keras notebook of a link: `cargo run --example notebook -- 'chapter=stacked&data=mnist&preset=lecture'`.
//!
//! `tests/reference/notebook_parity.py` executes such notebooks and compares their losses with ours.
#![expect(clippy::print_stdout, reason = "a program of the terminal")]

use autoencoder_lab::lab::exchange::{
    keras_notebook::{NotebookWords, notebook},
    link,
};
use std::process::ExitCode;

fn main() -> ExitCode {
    let query = std::env::args().nth(1).unwrap_or_default();
    let read = link::parse(&query);
    for fault in &read.faults {
        eprintln!("{fault}");
    }
    let text = str::to_owned;
    let words = NotebookWords {
        title: text("Autoencoder"),
        lead: format!("Made from `{}`.", link::format(&read.settings)),
        data: text("Data"),
        network: text("Network"),
        training: text("Training"),
        comparison: text("Beside PCA"),
        figures: text("Figures"),
    };
    print!("{}", notebook(&read.settings, &words));
    if read.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
