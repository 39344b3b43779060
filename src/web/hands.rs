//! Detection of user input on the page by wheel, touch, pointer or key.

use gloo::{events::EventListener, utils::document};
use std::{cell::Cell, rc::Rc};

/// The listeners, active until dropped.
#[derive(Debug)]
pub struct Hands {
    were_used: Rc<Cell<bool>>,
    _listeners: [EventListener; 4],
}

impl Hands {
    /// Starts watching.
    pub fn watch() -> Self {
        let were_used = Rc::new(Cell::new(false));
        let _listeners = ["wheel", "touchstart", "pointerdown", "keydown"].map(|kind| {
            let used = were_used.clone();
            EventListener::new(&document(), kind, move |_| used.set(true))
        });
        Self { were_used, _listeners }
    }

    /// Returns true if there was input since the start.
    pub fn were_used(&self) -> bool {
        self.were_used.get()
    }
}
