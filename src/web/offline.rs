//! The copy of the page in the browser for use without a network, by its service worker (`public/offline.js`).
//!
//! Browsers offer service workers only on secure addresses and on localhost; elsewhere the page works as long as it is
//! open.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Registers the service worker for the instruction set `simd` of the page's worker, and waits until all files are
/// stored.
///
/// # Errors
/// If the browser has no service workers, refuses this one, or cannot store all files.
pub async fn keep_page(simd: &str) -> Result<(), JsValue> {
    let navigator = gloo::utils::window().navigator();
    if !Reflect::has(&navigator, &"serviceWorker".into())? {
        return Err("no service workers".into());
    }
    let container = navigator.service_worker();
    JsFuture::from(container.register(&format!("./offline.js?simd={simd}"))).await?;
    // A service worker is ready once it has stored all files; one whose installation failed never is.
    JsFuture::from(container.ready()?).await?;
    Ok(())
}
