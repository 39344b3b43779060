//! What the page knows of the measurement: signals on this side, the worker on the other.

use crate::store::{
    lasting::lasting,
    port::{WorkerPort, use_port},
};
use lab::{
    experiments::speed::report::{SpeedCommand, SpeedEvent, SpeedProgress, SpeedResult},
    fault::Fault,
    protocol::{Command, Event, Topic, WorkerPart},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The measurement. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct SpeedState {
    /// How far it has come.
    pub progress: RwSignal<Option<Arc<SpeedProgress>>>,
    /// The results of the measurement.
    pub result: RwSignal<Option<Arc<SpeedResult>>>,
    /// Why nothing could be.
    pub fault: RwSignal<Option<Fault>>,
    /// True if a measurement is requested.
    pub is_wanted: RwSignal<bool>,
    port: WorkerPort,
}

impl SpeedState {
    /// The page's state, made when it is first asked for. It follows the worker from then on.
    pub fn of_page() -> Self {
        let port = use_port();
        lasting(|| {
            let state = Self {
                progress: RwSignal::new(None),
                result: RwSignal::new(None),
                fault: RwSignal::new(None),
                is_wanted: RwSignal::new(false),
                port,
            };
            port.subscribe(Topic::Speed, move |event| match event {
                Event::Speed(event) => state.receive(event),
                Event::PartMissing(WorkerPart::Speed) => state.receive(SpeedEvent::Failed(Fault::PartMissing)),
                _ => {}
            });
            port.on_greeting(move || state.resume());
            state
        })
    }

    /// Measures anew.
    pub fn start(self) {
        self.fault.set(None);
        self.result.set(None);
        self.progress.set(None);
        self.is_wanted.set(true);
        self.port.send(&Command::Speed(SpeedCommand::Start));
    }

    /// Leaves off.
    pub fn stop(self) {
        self.is_wanted.set(false);
        self.port.send(&Command::Speed(SpeedCommand::Stop));
    }

    /// Asks again what was asked before the worker listened, or of a worker that has failed.
    fn resume(self) {
        if self.is_wanted.get_untracked() {
            self.start();
        }
    }

    /// Takes what the worker says.
    fn receive(self, event: SpeedEvent) {
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
