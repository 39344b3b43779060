//! What the page knows of the descents of the saddles lab: signals on this side, the worker on the other.

use crate::store::state::Lab;
use lab::{
    experiments::saddles::{Descent, SaddleCommand, SaddleEvent},
    fault::Fault,
    protocol::Command,
};
use leptos::prelude::*;
use std::sync::Arc;

/// Descents remembered in the table.
const MAX_TRIES: usize = 50;

/// The descents. Copied freely: it is a handful of signals.
#[derive(Clone, Copy, Default)]
pub struct SaddleState {
    /// How the last one stands.
    pub descent: RwSignal<Option<Arc<Descent>>>,
    /// Those that are over, last first.
    pub tries: RwSignal<Vec<Arc<Descent>>>,
    /// Why it cannot be made.
    pub fault: RwSignal<Option<Fault>>,
    /// Whether one is under way.
    pub is_descending: RwSignal<bool>,
}

impl SaddleState {
    /// Descends from where the student has put it.
    pub fn descend(self, lab: Lab) {
        self.fault.set(None);
        self.descent.set(None);
        self.is_descending.set(true);
        lab.send(&Command::Saddles(SaddleCommand::Descend(lab.small.with_untracked(|labs| labs.saddles))));
    }

    /// Stops where it is.
    pub fn stop(self, lab: Lab) {
        self.is_descending.set(false);
        lab.send(&Command::Saddles(SaddleCommand::Stop));
    }

    /// Asks again what was asked of a worker that has failed.
    pub fn resume(self, lab: Lab) {
        if self.is_descending.get_untracked() {
            self.descend(lab);
        }
    }

    /// Takes what the worker says.
    pub fn receive(self, event: SaddleEvent) {
        match event {
            SaddleEvent::Progress(descent) => {
                let descent: Arc<Descent> = Arc::from(descent);
                if descent.is_over && self.is_descending.get_untracked() {
                    self.is_descending.set(false);
                    self.tries.update(|tries| {
                        tries.insert(0, descent.clone());
                        tries.truncate(MAX_TRIES);
                    });
                }
                self.descent.set(Some(descent));
            }
            SaddleEvent::Failed(fault) => {
                self.is_descending.set(false);
                self.fault.set(Some(fault));
            }
        }
    }
}
