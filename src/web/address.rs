//! The address bar: what it says, and how it is changed without loading the page again.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;

/// The query of the address, without its question mark.
#[must_use]
pub fn query() -> String {
    let search = gloo::utils::window().location().search().unwrap_or_default();
    search.trim_start_matches('?').to_owned()
}

/// Rewrites the query; as a new entry of the history when `is_new_entry`. A browser that refuses keeps the old one.
pub fn set_query(query: &str, is_new_entry: bool) {
    let Ok(history) = gloo::utils::window().history() else { return };
    let address = format!("?{query}");
    let _ = if is_new_entry {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

/// The whole address, to be copied.
#[must_use]
pub fn whole() -> String {
    gloo::utils::window().location().href().unwrap_or_default()
}

/// The address of the page without its query: what links are made from.
#[must_use]
pub fn page() -> String {
    let location = gloo::utils::window().location();
    [location.origin(), location.pathname()].into_iter().filter_map(Result::ok).collect()
}

/// Calls back when the reader goes back or forth; dropping the listener ends it.
pub fn on_travel(callback: impl Fn() + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), "popstate", move |_| callback())
}
