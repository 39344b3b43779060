//! What the browser remembers of the reader's choices. A browser that refuses storage forgets, and nothing else happens.

use gloo::storage::{LocalStorage, Storage};

/// Prefix of this page's keys: other pages of the same host have their own.
const PREFIX: &str = "autoencoder-lab.";

/// What was remembered under `key`.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    LocalStorage::get(format!("{PREFIX}{key}")).ok()
}

/// Remembers `value` under `key`, if the browser lets it.
pub fn remember(key: &str, value: &str) {
    let _ = LocalStorage::set(format!("{PREFIX}{key}"), value);
}
