//! What the page knows of the descents of the saddles lab: signals on this side, the worker on the other.

use crate::store::{
    lasting::lasting,
    link_keys::{LinkKeys, use_link_keys},
    port::{WorkerPort, use_port},
};
use lab::{
    experiments::saddles::{Descent, SaddleCommand, SaddleEvent},
    fault::Fault,
    protocol::{Command, Event, Topic},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Descents remembered in the table.
const MAX_TRIES: usize = 50;

/// The descents. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct SaddleState {
    /// How the last one stands.
    pub descent: RwSignal<Option<Arc<Descent>>>,
    /// Those that are over, last first.
    pub tries: RwSignal<Vec<Arc<Descent>>>,
    /// Why it cannot be made.
    pub fault: RwSignal<Option<Fault>>,
    /// True if a descent is in progress.
    pub is_descending: RwSignal<bool>,
    port: WorkerPort,
    keys: LinkKeys,
}

impl SaddleState {
    /// The page's state, made when it is first asked for. It follows the worker from then on.
    pub fn of_page() -> Self {
        let port = use_port();
        let keys = use_link_keys();
        lasting(|| {
            let state = Self {
                descent: RwSignal::new(None),
                tries: RwSignal::new(Vec::new()),
                fault: RwSignal::new(None),
                is_descending: RwSignal::new(false),
                port,
                keys,
            };
            port.subscribe(Topic::Saddles, move |event| {
                if let Event::Saddles(event) = event {
                    state.receive(event);
                }
            });
            port.on_greeting(move || state.resume());
            state
        })
    }

    /// Descends from where the student has put it.
    pub fn descend(self) {
        self.fault.set(None);
        self.descent.set(None);
        self.is_descending.set(true);
        self.port.send(&Command::Saddles(SaddleCommand::Descend(self.keys.small.with_untracked(|labs| labs.saddles))));
    }

    /// Stops where it is.
    pub fn stop(self) {
        self.is_descending.set(false);
        self.port.send(&Command::Saddles(SaddleCommand::Stop));
    }

    /// Asks again what was asked of a worker that has failed.
    fn resume(self) {
        if self.is_descending.get_untracked() {
            self.descend();
        }
    }

    /// Takes what the worker says.
    fn receive(self, event: SaddleEvent) {
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
