//! Saving text or a picture as a file: the browser asks where, or puts it where its downloads are.

use gloo::utils::document;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

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
    click(name, &url)?;
    // The click has begun the download, which holds the bytes from here on.
    Url::revoke_object_url(&url)
}

/// Saves what is drawn on a canvas as a PNG called `name`. A browser that refuses saves nothing.
pub fn save_canvas(name: &str, canvas: &HtmlCanvasElement) {
    // As with texts.
    let _ = canvas.to_data_url().and_then(|url| click(name, &url));
}

fn click(name: &str, url: &str) -> Result<(), JsValue> {
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(url);
    anchor.set_download(name);
    anchor.click();
    Ok(())
}
