//! Kept runs in the browser's own database.

use autoencoder_lab::{
    lab::exchange::kept::{KeptBytes, KeptRun},
    web::database::Store,
};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn runs_stay_in_the_browser_until_they_are_forgotten() {
    let run = |id: u64, name: &str| KeptRun::new(id, name.to_owned(), "chapter=stacked".to_owned(), &[]);
    let (first, second) = (run(1_700_000_000_001, "first"), run(1_700_000_000_002, "second"));
    // Out of order: they come back in the order of their numbers.
    for run in [&second, &first] {
        assert!(Store::Runs.put(run.id, &run.to_bytes()).await);
    }
    let renamed = KeptRun { name: "renamed".to_owned(), ..first.clone() };
    assert!(Store::Runs.put(first.id, &renamed.to_bytes()).await);
    let list = KeptBytes { runs: Store::Runs.load_all().await.expect("a database"), is_refused: false };
    assert_eq!(list.runs(), [renamed, second.clone()]);
    for id in [first.id, second.id] {
        assert!(Store::Runs.forget(id).await);
    }
    assert_eq!(Store::Runs.load_all().await.map(|runs| runs.len()), Some(0));
}
