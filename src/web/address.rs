//! The address bar: reading the query, and changing it without reloading the page.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;

/// Returns the query of the address, without its question mark.
#[must_use]
pub fn query() -> String {
    let search = gloo::utils::window().location().search().unwrap_or_default();
    search.trim_start_matches('?').to_owned()
}

/// Rewrites the query, as a new history entry if `is_new_entry`. If the browser refuses, the old one stays.
pub fn set_query(query: &str, is_new_entry: bool) {
    let Ok(history) = gloo::utils::window().history() else { return };
    let address = format!("?{query}");
    let _ = if is_new_entry {
        history.push_state_with_url(&JsValue::NULL, "", Some(&address))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
    };
}

/// Returns the whole address, for copying.
#[must_use]
pub fn whole() -> String {
    gloo::utils::window().location().href().unwrap_or_default()
}

/// Returns the address of the page without its query, the base of links.
#[must_use]
pub fn page() -> String {
    let location = gloo::utils::window().location();
    [location.origin(), location.pathname()].into_iter().filter_map(Result::ok).collect()
}

/// Calls back when the reader navigates back or forward; dropping the listener ends it.
pub fn on_travel(callback: impl Fn() + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), "popstate", move |_| callback())
}
