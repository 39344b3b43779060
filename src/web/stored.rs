//! Published files that the browser keeps for later (Cache API), named by their sums. Checked again when they are read.
//!
//! A browser may refuse to keep anything: pages without a secure address, private windows, a full disk. The page then works
//! as without; the reader is told.

use data::{catalog::DataId, published::FileInfo};
use js_sys::{Promise, Reflect, Uint8Array};
use lab::protocol::Stored;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

/// The name of the store; another one when what it holds changes its form.
const STORE: &str = "autoencoder-lab-data-1";

/// The bytes of a file as they were once sent, where they are kept.
pub async fn load(file: &FileInfo) -> Option<Vec<u8>> {
    let response = find(&open().await?, file).await?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Keeps the bytes of a file; whether the browser agreed.
pub async fn keep(file: &FileInfo, packed: &[u8]) -> bool {
    let Some(store) = open().await else { return false };
    let bytes = Uint8Array::from(packed);
    let Ok(response) = Response::new_with_opt_buffer_source(Some(&bytes)) else { return false };
    settled(store.put_with_str(&address(file), &response)).await.is_some()
}

/// Forgets a file.
pub async fn forget(file: &FileInfo) {
    if let Some(store) = open().await {
        settled(store.delete_with_str(&address(file))).await;
    }
}

/// Returns what is kept of each data set.
pub async fn list() -> Stored {
    let Some(store) = open().await else { return Stored { sets: Vec::new(), is_refused: true } };
    let mut sets = Vec::new();
    for data in DataId::ALL {
        let mut n_bytes = 0;
        for file in data.image_set().map_or(&[][..], |set| &set.files) {
            if let Some(response) = find(&store, file).await {
                n_bytes += size_of(response).await;
            }
        }
        if n_bytes > 0 {
            sets.push((data, n_bytes));
        }
    }
    Stored { sets, is_refused: false }
}

async fn size_of(response: Response) -> u64 {
    let Ok(promise) = response.blob() else { return 0 };
    let blob = JsFuture::from(promise).await.map(|blob| blob.unchecked_into::<web_sys::Blob>());
    blob.map_or(0, |blob| blob.size() as u64)
}

async fn find(store: &Cache, file: &FileInfo) -> Option<Response> {
    settled(store.match_with_str(&address(file))).await.filter(JsValue::is_truthy)?.dyn_into().ok()
}

async fn open() -> Option<Cache> {
    // Absent on pages without a secure address: asking for it would throw.
    let caches = Reflect::get(&js_sys::global(), &"caches".into()).ok().filter(JsValue::is_truthy)?;
    settled(caches.unchecked_into::<CacheStorage>().open(STORE)).await?.dyn_into().ok()
}

/// Returns what a promise ends with; `None` where the browser refuses.
async fn settled(promise: Promise) -> Option<JsValue> {
    JsFuture::from(promise).await.ok()
}

/// Names must look like addresses; this one is never asked of a network.
fn address(file: &FileInfo) -> String {
    format!("./kept/{}", file.sha256)
}
