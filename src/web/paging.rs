//! Keys for forward and back: the left and right arrows, and the keys of a presenter's remote control.

use gloo::{
    events::{EventListener, EventListenerOptions},
    utils::document,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The elements that use these keys themselves while they have the focus.
const TAKEN_BY: &str = "input, select, textarea, dialog, [contenteditable], [tabindex=\"0\"]";

/// The listener, active until dropped.
#[derive(Debug)]
pub struct Paging {
    _listener: EventListener,
}

/// Calls back with true for forward and false for back.
pub fn on_paging(callback: impl Fn(bool) + 'static) -> Paging {
    let may_refuse = EventListenerOptions::enable_prevent_default();
    let listener = EventListener::new_with_options(&document(), "keydown", may_refuse, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let has_modifier = key.ctrl_key() || key.alt_key() || key.meta_key() || key.shift_key();
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_taken = target.is_some_and(|target| target.closest(TAKEN_BY).is_ok_and(|by| by.is_some()));
        if has_modifier || is_taken || event.default_prevented() {
            return;
        }
        let is_forward = match key.key().as_str() {
            "ArrowRight" | "PageDown" => true,
            "ArrowLeft" | "PageUp" => false,
            _ => return,
        };
        event.prevent_default();
        callback(is_forward);
    });
    Paging { _listener: listener }
}
