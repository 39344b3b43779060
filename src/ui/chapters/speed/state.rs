//! What the page knows of the measurement: signals on this side, the worker on the other.

use crate::store::state::Lab;
use lab::{
    experiments::speed::report::{SpeedCommand, SpeedEvent, SpeedProgress, SpeedResult},
    fault::Fault,
    protocol::Command,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The measurement. Copied freely: it is a handful of signals.
#[derive(Clone, Copy, Default)]
pub struct SpeedState {
    /// How far it has come.
    pub progress: RwSignal<Option<Arc<SpeedProgress>>>,
    /// What was measured.
    pub result: RwSignal<Option<Arc<SpeedResult>>>,
    /// Why nothing could be.
    pub fault: RwSignal<Option<Fault>>,
    /// Whether it is meant to measure.
    pub is_wanted: RwSignal<bool>,
}

impl SpeedState {
    /// Measures anew.
    pub fn start(self, lab: Lab) {
        self.fault.set(None);
        self.result.set(None);
        self.progress.set(None);
        self.is_wanted.set(true);
        lab.send(&Command::Speed(SpeedCommand::Start));
    }

    /// Leaves off.
    pub fn stop(self, lab: Lab) {
        self.is_wanted.set(false);
        lab.send(&Command::Speed(SpeedCommand::Stop));
    }

    /// Asks again what was asked before the worker listened, or of a worker that has failed.
    pub fn resume(self, lab: Lab) {
        if self.is_wanted.get_untracked() {
            self.start(lab);
        }
    }

    /// Takes what the worker says.
    pub fn receive(self, event: SpeedEvent) {
        match event {
            SpeedEvent::Progress(progress) => self.progress.set(Some(Arc::from(progress))),
            SpeedEvent::Done(result) => {
                self.is_wanted.set(false);
                self.result.set(Some(Arc::from(result)));
            }
            SpeedEvent::Failed(fault) => {
                self.is_wanted.set(false);
                self.fault.set(Some(fault));
            }
        }
    }
}
