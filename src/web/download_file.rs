//! Offers a file written by the page as a download. Nothing is sent anywhere.

use gloo::utils::document;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// The time for which a browser may need the file's address after the click, in milliseconds.
const ADDRESS_LIFE_MS: u32 = 60_000;

/// Saves `text` under `name`, with the media type `mime` (`text/csv`).
///
/// # Errors
/// If the browser refuses to create a file or a link to it.
pub fn save_text(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlElement = document().create_element("a")?.unchecked_into();
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.click();
    wasm_bindgen_futures::spawn_local(async move {
        TimeoutFuture::new(ADDRESS_LIFE_MS).await;
        // An address that no longer exists needs no release.
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}
