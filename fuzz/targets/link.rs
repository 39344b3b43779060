//! Any text as the query of a link: settings and faults, never a panic; what it says survives being written and read again, and so do
//! the small labs and the user's own file.
#![no_main]

use autoencoder_lab::lab::exchange::{link, own_data::link::FileLink, small_labs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = link::parse(&String::from_utf8_lossy(bytes));
    let again = link::parse(&link::format(&read.settings));
    assert!(again.faults.is_empty());
    assert!(!read.settings.chapter.has_run() || again.settings == read.settings);
    let chapter = read.settings.chapter;
    let (mut labs, mut again) = Default::default();
    let _ = small_labs::read(chapter, &read.own, &mut labs);
    let written = link::parse(&format!("chapter={}&{}", chapter.name(), small_labs::write(chapter, &labs)));
    assert!(small_labs::read(chapter, &written.own, &mut again).is_empty() && again == labs);
    if let (Some(file), _) = FileLink::read(&read.own) {
        let written = link::parse(&format!("chapter=stacked&data=file&{}", file.write()));
        assert_eq!(FileLink::read(&written.own), (Some(file), Vec::new()));
    }
});
