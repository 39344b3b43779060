//! Saving of text, bytes or a picture as a file, through the browser's download.

use gloo::utils::{document, window};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, BlobPropertyBag, ClipboardItem, HtmlAnchorElement, HtmlCanvasElement, Url};

/// Saves `text` as a file called `name`, of the media type `mime`. Does nothing if the browser refuses.
pub fn save_text(name: &str, mime: &str, text: &str) {
    // The error is ignored: a download is left to the browser.
    let _ = offer(name, mime, text);
}

/// Saves `bytes` as a file called `name`. Does nothing if the browser refuses.
pub fn save_bytes(name: &str, bytes: &[u8]) {
    // As for text.
    let _ = offer_part(name, "application/octet-stream", &Uint8Array::from(bytes));
}

fn offer(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    offer_part(name, mime, &JsValue::from_str(text))
}

fn offer_part(name: &str, mime: &str, part: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(part), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    click(name, &url)?;
    // The click has started the download, which holds the bytes from here on.
    Url::revoke_object_url(&url)
}

/// Saves the content of a canvas as a PNG called `name`. Does nothing if the browser refuses.
pub fn save_canvas(name: &str, canvas: &HtmlCanvasElement) {
    // As for text.
    let _ = canvas.to_data_url().and_then(|url| click(name, &url));
}

/// Copies the content of a canvas to the clipboard as a PNG. Does nothing if the browser refuses.
pub fn copy_canvas(canvas: &HtmlCanvasElement) {
    let copy = Closure::once_into_js(move |blob: JsValue| {
        let record = Object::new();
        let copied = Reflect::set(&record, &JsValue::from_str("image/png"), &blob)
            .and_then(|_| ClipboardItem::new_with_record_from_str_to_blob_promise(&record))
            .map(|item| window().navigator().clipboard().write(&Array::of1(&item)));
        drop(copied);
    });
    let _ = canvas.to_blob(copy.unchecked_ref());
}

fn click(name: &str, url: &str) -> Result<(), JsValue> {
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(url);
    anchor.set_download(name);
    anchor.click();
    Ok(())
}
