//! Any text as the query of a link: settings and faults, never a panic; what it says survives being written and read again.
#![no_main]

use autoencoder_lab::lab::link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = link::parse(&String::from_utf8_lossy(bytes));
    let again = link::parse(&link::format(&read.settings));
    assert!(again.faults.is_empty());
    assert!(!read.settings.chapter.has_run() || again.settings == read.settings);
});
