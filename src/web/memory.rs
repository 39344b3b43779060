//! What the browser remembers of the reader's choices. A browser that refuses storage forgets, and nothing else happens.
//!
//! Plain text under the browser's own interface: a library that keeps it as JSON would bring
//! JSON and its tables for numbers along.

use gloo::utils::window;
use web_sys::Storage;

/// Prefix of this page's keys: other pages of the same host have their own.
const PREFIX: &str = "autoencoder-lab.";

/// Returns what was remembered under `key`.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Remembers `value` under `key`, if the browser lets it.
pub fn remember(key: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or refused storage forgets.
        let _ = storage.set_item(&format!("{PREFIX}{key}"), value);
    }
}

/// The storage of this site; `None` where the browser refuses it.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
