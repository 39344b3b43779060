//! Any bytes as a workbook: an answer, never a panic; what is taken comes back as it left, and becomes a report without markup
//! of its own.
#![no_main]

use autoencoder_lab::teaching::workbook::{Workbook, report::{ReportWords, html, markdown}};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(workbook) = Workbook::from_json(bytes) else { return };
    assert_eq!(Workbook::from_json(workbook.to_json().as_bytes()).map(|again| again.answers), Ok(workbook.answers.clone()));
    let words = ReportWords {
        language: String::new(),
        title: String::new(),
        date: String::new(),
        name: String::new(),
        unanswered: String::new(),
        rebuild: String::new(),
        other: String::new(),
        guesses: Default::default(),
        address: String::new(),
    };
    assert!(!html(&workbook, &[], &[], &words).contains("<script"));
    let _ = markdown(&workbook, &[], &[], &words);
});
