//! Fetching files in the worker, with the bytes counted on the way.

use crate::lab::protocol::Fault;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, ReadableStreamDefaultReader, Response};

/// Fetches `paths` one after another, relative to the worker's own address.
///
/// `on_progress` is told the bytes received and, as far as the server says, the bytes in all.
///
/// # Errors
/// [`Fault::DataMissing`] when the server does not have a file, [`Fault::DataUnreachable`] when the network fails.
pub async fn fetch_all(name: &str, paths: &[String], on_progress: impl Fn(u64, u64)) -> Result<Vec<Vec<u8>>, Fault> {
    let unreachable = |_: JsValue| Fault::DataUnreachable(name.to_owned());
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let mut files = Vec::new();
    let mut n_before = 0;
    for path in paths {
        let response = JsFuture::from(scope.fetch_with_str(path)).await.map_err(unreachable)?;
        let response: Response = response.unchecked_into();
        if !response.ok() || is_web_page(&response) {
            return Err(Fault::DataMissing(name.to_owned()));
        }
        let n_expected = length_of(&response);
        let bytes = read_body(&response, |n| on_progress(n_before + n, n_before + n_expected.max(n)))
            .await
            .map_err(unreachable)?;
        n_before += bytes.len() as u64;
        files.push(bytes);
    }
    Ok(files)
}

/// Some hosts answer a missing file with their start page and status 200.
fn is_web_page(response: &Response) -> bool {
    response.headers().get("content-type").ok().flatten().is_some_and(|kind| kind.starts_with("text/html"))
}

fn length_of(response: &Response) -> u64 {
    let header = response.headers().get("content-length").ok().flatten();
    header.and_then(|text| text.parse().ok()).unwrap_or(0)
}

async fn read_body(response: &Response, on_bytes: impl Fn(u64)) -> Result<Vec<u8>, JsValue> {
    let Some(body) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(bytes);
        }
        let chunk: Uint8Array = Reflect::get(&chunk, &"value".into())?.unchecked_into();
        let start = bytes.len();
        bytes.resize(start + chunk.length() as usize, 0);
        chunk.copy_to(&mut bytes[start..]);
        on_bytes(bytes.len() as u64);
    }
}
