//! The reader's choices in the browser's local storage. If the browser refuses storage, choices are not remembered.
//!
//! The values are plain text, because a library that stores JSON would add its parser and number tables to the program.

use gloo::utils::window;
use web_sys::Storage;

/// The prefix of this page's keys, which separates them from other pages of the same host.
const PREFIX: &str = "autoencoder-lab.";

/// Returns the value stored under `key`.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Stores `value` under `key`, if the browser allows it.
pub fn remember(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or refused storage is ignored.
        let _ = storage.set_item(&format!("{PREFIX}{key}"), value);
    }
}

/// Returns the storage of this site; `None` if the browser refuses it.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
