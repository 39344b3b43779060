//! Closing of overlays by a press outside of them, or by Escape.

use gloo::{events::EventListener, utils::document};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, Node};

/// The listeners, active until dropped.
#[derive(Debug)]
pub struct Dismissal {
    _listeners: [EventListener; 2],
}

/// Calls back at a press outside of `element` (with `false`) and at Escape (with `true`: focus should return to its
/// previous element).
pub fn on_dismissal(element: &Element, callback: impl Fn(bool) + Clone + 'static) -> Dismissal {
    let (inside, by_key) = (element.clone(), callback.clone());
    let pressed = EventListener::new(&document(), "pointerdown", move |event: &Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if !inside.contains(target.as_ref()) {
            callback(false);
        }
    });
    let typed = EventListener::new(&document(), "keydown", move |event: &Event| {
        // Escape closes a dialogue above first.
        let has_dialogue = document().query_selector("dialog[open]").is_ok_and(|dialogue| dialogue.is_some());
        if !has_dialogue && event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
            by_key(true);
        }
    });
    Dismissal { _listeners: [pressed, typed] }
}
