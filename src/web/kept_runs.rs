//! Kept runs in the browser's own database (IndexedDB). A browser that refuses it keeps nothing; the reader is told.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

/// The database of this page.
const DATABASE: &str = "autoencoder-lab";
/// Its version; another one when it gets other stores.
const VERSION: u32 = 1;
/// The store of the kept runs: bytes by their number.
const RUNS: &str = "runs";

/// All runs in the order of their numbers, with these; `None` where the browser keeps nothing.
pub async fn load_all() -> Option<Vec<(u64, Vec<u8>)>> {
    let database = open().await?;
    let transaction = database.transaction(&[RUNS], TransactionMode::ReadOnly).ok()?;
    let store = transaction.object_store(RUNS).ok()?;
    // Both in the order of the keys.
    let keys = store.get_all_keys(None, None).ok()?.await.ok()?;
    let values = store.get_all(None, None).ok()?.await.ok()?;
    database.close();
    let id = |key: &JsValue| key.as_f64().map(|id| id as u64);
    Some(
        keys.iter().zip(&values).filter_map(|(key, value)| Some((id(key)?, Uint8Array::new(value).to_vec()))).collect(),
    )
}

/// Keeps the bytes of a run, in place of those that had its number; whether the browser agreed.
pub async fn put(id: u64, bytes: &[u8]) -> bool {
    change(Change::Put(id, Uint8Array::from(bytes))).await.is_some()
}

/// Forgets a run; whether the browser agreed.
pub async fn forget(id: u64) -> bool {
    change(Change::Forget(id)).await.is_some()
}

enum Change {
    Put(u64, Uint8Array),
    Forget(u64),
}

async fn change(change: Change) -> Option<()> {
    let database = open().await?;
    let transaction = database.transaction(&[RUNS], TransactionMode::ReadWrite).ok()?;
    let store = transaction.object_store(RUNS).ok()?;
    // Milliseconds since 1970 are exact in the numbers of JavaScript.
    match change {
        Change::Put(id, bytes) => {
            store.put(&bytes, Some(&JsValue::from_f64(id as f64))).ok()?.await.ok()?;
        }
        Change::Forget(id) => store.delete(Query::from(JsValue::from_f64(id as f64))).ok()?.await.ok()?,
    }
    transaction.commit().ok()?.await.ok()?;
    database.close();
    Some(())
}

async fn open() -> Option<Database> {
    let mut request = Factory::new().ok()?.open(DATABASE, Some(VERSION)).ok()?;
    request.on_upgrade_needed(|event| {
        // What fails here fails again when the store is asked for, where it is answered.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(RUNS, ObjectStoreParams::new());
        }
    });
    request.await.ok()
}
