//! Fetching against a server that misbehaves in every way known (`xtask/src/serve/unreliable.rs`), and the browser's store.
//!
//! `cargo xtask test --only browser` starts that server and says where it listens; without it these tests are skipped.

use autoencoder_lab::{
    data::{published::FileInfo, unpack::Unpacker},
    lab::fault::{Fault, FetchFault},
    web::{
        download::{self, Arrived, Order, Stop},
        stored,
    },
};
use std::cell::RefCell;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

const N_IMAGES: u32 = 500;
/// Long enough for the machine's own hiccups, short enough for a test.
const PATIENCE_MS: u32 = 3000;

/// The bytes that the server's good answers hold: an IDX file of images.
fn payload() -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, 3];
    bytes.extend([N_IMAGES, 28, 28].iter().flat_map(|size| size.to_be_bytes()));
    bytes.extend((0..N_IMAGES * 784).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8));
    bytes
}

fn file() -> FileInfo {
    let bytes = payload();
    let n_bytes = bytes.len() as u64;
    let mut unpacker = Unpacker::new(n_bytes, vec![]);
    unpacker.take(&bytes).expect("plain bytes");
    let sha256 = unpacker.finish().expect("plain bytes").sha256;
    FileInfo { name: "images", n_packed: n_bytes, n_bytes, sha256: Box::leak(sha256.into_boxed_str()) }
}

/// Addresses of the server's behaviours; `None` where it has not been started.
fn urls(behaviours: &[&str]) -> Option<Vec<String>> {
    let server = option_env!("AUTOENCODER_LAB_UNRELIABLE");
    if server.is_none() {
        console_log!("skipped: the misbehaving server has not been started (cargo xtask test --only browser)");
    }
    Some(behaviours.iter().map(|behaviour| format!("{}/{behaviour}/images.gz", server.unwrap_or_default())).collect())
        .filter(|_| server.is_some())
}

type Outcome = Result<Arrived, Result<Vec<FetchFault>, Fault>>;

/// Fetches from these behaviours in order; the outcome, and the numbers of bytes that were reported.
async fn fetch(urls: &[String], stop: &Stop) -> (Outcome, Vec<u64>) {
    let order = Order { file: file(), wanted: vec![0..16], urls, patience_ms: PATIENCE_MS, stop: stop.clone() };
    let reports = RefCell::new(Vec::new());
    let outcome = download::fetch(&order, |n_bytes| reports.borrow_mut().push(n_bytes)).await;
    let faults = |failed: Result<Vec<_>, Fault>| {
        failed.map(|attempts: Vec<lab::fault::Attempt>| attempts.iter().map(|attempt| attempt.fault).collect())
    };
    (outcome.map_err(faults), reports.into_inner())
}

#[wasm_bindgen_test]
async fn every_misbehaviour_is_told_from_the_others() {
    let n_bytes = file().n_bytes;
    for (behaviour, expected) in [
        ("good", None),
        ("whole", None),
        ("plain", None),
        ("decoded", None),
        ("slow", None),
        ("missing", Some(vec![FetchFault::NotFound])),
        ("page", Some(vec![FetchFault::NotFound])),
        ("error", Some(vec![FetchFault::Status(500)])),
        ("noaccess", Some(vec![FetchFault::NoNetwork])),
        ("stall", Some(vec![FetchFault::Stalled])),
        ("silent", Some(vec![FetchFault::Stalled])),
        ("cut", Some(vec![FetchFault::NoNetwork])),
        ("short", Some(vec![FetchFault::Damaged])),
        ("long", Some(vec![FetchFault::TooLong])),
        ("trailing", Some(vec![FetchFault::TooLong])),
        ("bomb", Some(vec![FetchFault::TooLong])),
        ("wrong", Some(vec![FetchFault::Checksum])),
    ] {
        let Some(urls) = urls(&[behaviour]) else { return };
        let (outcome, _) = fetch(&urls, &Stop::default()).await;
        match (outcome, expected) {
            (Ok(arrived), None) => {
                assert_eq!(arrived.unpacked.n_bytes, n_bytes, "{behaviour}");
                assert_eq!(arrived.unpacked.kept, payload()[..16], "{behaviour}");
            }
            (Err(Ok(faults)), Some(expected)) => assert_eq!(faults, expected, "{behaviour}"),
            (outcome, expected) => panic!("{behaviour}: {outcome:?} instead of {expected:?}"),
        }
    }
    let Some(urls) = urls(&["text"]) else { return };
    let (outcome, _) = fetch(&urls, &Stop::default()).await;
    assert!(matches!(&outcome, Err(Ok(faults)) if matches!(faults[..], [FetchFault::Size { .. }])), "{outcome:?}");
}

#[wasm_bindgen_test]
async fn the_next_source_goes_on_where_the_last_one_stalled() {
    for behaviours in [["stall", "good"], ["cut", "good"]] {
        let Some(urls) = urls(&behaviours) else { return };
        let (outcome, reports) = fetch(&urls, &Stop::default()).await;
        assert!(outcome.is_ok(), "{behaviours:?}: {outcome:?}");
        assert!(reports.is_sorted(), "nothing was fetched twice: {reports:?}");
    }
    // One that cannot go on in the middle begins anew, and all is well too.
    let Some(urls) = urls(&["stall", "whole"]) else { return };
    let (outcome, reports) = fetch(&urls, &Stop::default()).await;
    assert_eq!(outcome.map(|arrived| arrived.packed.len() as u64).ok(), reports.last().copied());
}

#[wasm_bindgen_test]
async fn all_sources_are_tried_in_order_and_named() {
    let Some(urls) = urls(&["missing", "wrong", "short", "good"]) else { return };
    assert!(fetch(&urls, &Stop::default()).await.0.is_ok());
    let (outcome, _) = fetch(&urls[..3], &Stop::default()).await;
    let expected = vec![FetchFault::NotFound, FetchFault::Checksum, FetchFault::Damaged];
    assert!(matches!(&outcome, Err(Ok(faults)) if *faults == expected), "{outcome:?}");
}

#[wasm_bindgen_test]
async fn a_transfer_can_be_stopped() {
    let Some(urls) = urls(&["slow", "good"]) else { return };
    let stop = Stop::default();
    let order = Order { file: file(), wanted: vec![], urls: &urls, patience_ms: PATIENCE_MS, stop: stop.clone() };
    let outcome = download::fetch(&order, |_| stop.ask()).await;
    assert!(matches!(outcome, Err(Err(Fault::Cancelled))), "{outcome:?}");
}

#[wasm_bindgen_test]
async fn the_browser_keeps_files_until_they_are_deleted() {
    let file = file();
    stored::forget(&file).await;
    assert_eq!(stored::load(&file).await, None);
    let bytes = payload();
    assert!(stored::keep(&file, &bytes).await);
    let kept = stored::load(&file).await.expect("it was kept");
    assert_eq!(download::check(&file, vec![4..8], &kept).await.map(|unpacked| unpacked.kept), Ok(bytes[4..8].to_vec()));
    // What was kept is believed no more than what a network sends.
    assert!(stored::keep(&file, &bytes[..bytes.len() - 1]).await);
    let kept = stored::load(&file).await.expect("it was kept");
    assert!(matches!(download::check(&file, vec![], &kept).await, Err(FetchFault::Size { .. })));
    stored::forget(&file).await;
    assert_eq!(stored::load(&file).await, None);
}
