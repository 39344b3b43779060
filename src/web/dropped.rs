//! Files dropped anywhere on the page.

use gloo::{
    events::{EventListener, EventListenerOptions},
    utils::document,
};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, FileList};

/// The listeners for dragged files, active until dropped.
#[derive(Debug)]
pub struct DropTarget(#[expect(dead_code, reason = "listeners live as long as they are held")] Vec<EventListener>);

/// Calls `on_drag` with true while files are dragged over the page, and `on_files` with the files that are dropped.
pub fn on_drop(on_drag: impl Fn(bool) + Copy + 'static, on_files: impl Fn(Vec<File>) + 'static) -> DropTarget {
    let document = document();
    // A browser opens dropped files unless the page prevents the default.
    let may_refuse = EventListenerOptions::enable_prevent_default();
    let over = EventListener::new_with_options(&document, "dragover", may_refuse, move |event| {
        if has_files(event) {
            event.prevent_default();
            on_drag(true);
        }
    });
    let leave = EventListener::new(&document, "dragleave", move |event| {
        // Moving from one element to another has a related target; leaving the page has none.
        if event.unchecked_ref::<DragEvent>().related_target().is_none() {
            on_drag(false);
        }
    });
    let drop = EventListener::new_with_options(&document, "drop", may_refuse, move |event| {
        on_drag(false);
        if has_files(event) {
            event.prevent_default();
            on_files(files_of(event.unchecked_ref::<DragEvent>().data_transfer().and_then(|data| data.files())));
        }
    });
    DropTarget(vec![over, leave, drop])
}

/// Returns the files of a list.
#[must_use]
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|idx| list.get(idx)).collect()).unwrap_or_default()
}

fn has_files(event: &Event) -> bool {
    let data = event.unchecked_ref::<DragEvent>().data_transfer();
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
