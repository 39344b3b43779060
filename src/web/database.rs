//! What the browser keeps for the user in its own database (IndexedDB): kept runs with their weights, and the workbook. A browser that refuses it
//! keeps nothing; the reader is told.

use idb::{Database, DatabaseEvent, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;

/// The database of this page.
const DATABASE: &str = "autoencoder-lab";
/// Its version; another one when it gets other stores.
const VERSION: u32 = 3;

/// A store of bytes by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// The kept runs of chapter 4.
    Runs,
    /// The workbook of chapter 6: at 0 what was typed, then the pinned figures.
    Workbook,
    /// Weights of kept runs, under the numbers of these.
    Weights,
    /// Holds what was expected of labs, under the numbers of the questions.
    Guesses,
    /// Exercises that teachers wrote: at 0 what is being written, then the sets that were opened.
    Exercises,
}

impl Store {
    const ALL: [Self; 5] = [Self::Runs, Self::Workbook, Self::Weights, Self::Guesses, Self::Exercises];

    fn name(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Workbook => "workbook",
            Self::Weights => "weights",
            Self::Guesses => "guesses",
            Self::Exercises => "exercises",
        }
    }

    /// All that it holds, in the order of the numbers, with these; `None` where the browser keeps nothing.
    pub async fn load_all(self) -> Option<Vec<(u64, Vec<u8>)>> {
        let database = open().await?;
        let transaction = database.transaction(&[self.name()], TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(self.name()).ok()?;
        // Both in the order of the keys.
        let keys = store.get_all_keys(None, None).ok()?.await.ok()?;
        let values = store.get_all(None, None).ok()?.await.ok()?;
        database.close();
        let id = |key: &JsValue| key.as_f64().map(|id| id as u64);
        let pairs = keys.iter().zip(&values);
        Some(pairs.filter_map(|(key, value)| Some((id(key)?, Uint8Array::new(value).to_vec()))).collect())
    }

    /// Returns what it holds under a number; `None` where there is nothing, or the browser keeps nothing.
    pub async fn load(self, id: u64) -> Option<Vec<u8>> {
        let database = open().await?;
        let transaction = database.transaction(&[self.name()], TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(self.name()).ok()?;
        let value = store.get(Query::from(JsValue::from_f64(id as f64))).ok()?.await.ok()?;
        database.close();
        value.map(|value| Uint8Array::new(&value).to_vec())
    }

    /// Keeps bytes, in place of those that had their number; whether the browser agreed.
    pub async fn put(self, id: u64, bytes: &[u8]) -> bool {
        self.change(Change::Put(id, Uint8Array::from(bytes))).await.is_some()
    }

    /// Forgets what has this number; whether the browser agreed.
    pub async fn forget(self, id: u64) -> bool {
        self.change(Change::Forget(id)).await.is_some()
    }

    async fn change(self, change: Change) -> Option<()> {
        let database = open().await?;
        let transaction = database.transaction(&[self.name()], TransactionMode::ReadWrite).ok()?;
        let store = transaction.object_store(self.name()).ok()?;
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
}

enum Change {
    Put(u64, Uint8Array),
    Forget(u64),
}

async fn open() -> Option<Database> {
    let mut request = Factory::new().ok()?.open(DATABASE, Some(VERSION)).ok()?;
    request.on_upgrade_needed(|event| {
        // What fails here fails again when the store is asked for, where it is answered.
        let Ok(database) = event.database() else { return };
        let known = database.store_names();
        for store in Store::ALL.iter().filter(|store| known.iter().all(|name| name != store.name())) {
            let _ = database.create_object_store(store.name(), ObjectStoreParams::new());
        }
    });
    request.await.ok()
}
