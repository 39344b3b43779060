//! Whether the visitor has taken the page in hand, by wheel, finger, pointer or key.

use gloo::{events::EventListener, utils::document};
use std::{cell::Cell, rc::Rc};

/// Watches until it is dropped.
#[derive(Debug)]
pub struct Hands {
    were_used: Rc<Cell<bool>>,
    _listeners: [EventListener; 4],
}

impl Hands {
    /// Watches from now on.
    pub fn watch() -> Self {
        let were_used = Rc::new(Cell::new(false));
        let _listeners = ["wheel", "touchstart", "pointerdown", "keydown"].map(|kind| {
            let used = were_used.clone();
            EventListener::new(&document(), kind, move |_| used.set(true))
        });
        Self { were_used, _listeners }
    }

    /// Returns whether anything was done since.
    pub fn were_used(&self) -> bool {
        self.were_used.get()
    }
}
