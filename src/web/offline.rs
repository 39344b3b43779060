//! The page kept in the browser, so that it opens without a network: its service worker (`public/offline.js`).
//!
//! Browsers have them on secure addresses and on this machine alone; elsewhere the page works as long as it is open.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Registers the service worker, of a page whose worker is made for the instructions `simd`, and waits until everything is kept.
///
/// # Errors
/// When the browser has no service workers, refuses this one, or cannot keep all files.
pub async fn keep_page(simd: &str) -> Result<(), JsValue> {
    let navigator = gloo::utils::window().navigator();
    if !Reflect::has(&navigator, &"serviceWorker".into())? {
        return Err("no service workers".into());
    }
    let container = navigator.service_worker();
    JsFuture::from(container.register(&format!("./offline.js?simd={simd}"))).await?;
    // Ready is one that has kept all; one whose installing failed never is.
    JsFuture::from(container.ready()?).await?;
    Ok(())
}
