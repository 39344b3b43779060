//! Saving text as a file: the browser asks where, or puts it where its downloads are.

use gloo::utils::document;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Saves `text` as a file called `name`, of the media type `mime`. A browser that refuses saves nothing.
pub fn save_text(name: &str, mime: &str, text: &str) {
    // There is nobody to tell: what the browser does with a download is its own affair.
    let _ = offer(name, mime, text);
}

fn offer(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The click has begun the download, which holds the bytes from here on.
    Url::revoke_object_url(&url)
}
