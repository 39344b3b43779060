//! What the page knows of the codes that copy: signals on this side, the worker on the other.

use crate::store::{
    lasting::lasting,
    link_keys::{LinkKeys, use_link_keys},
    port::{WorkerPort, use_port},
};
use lab::{
    experiments::copying::{
        CopyCommand, CopyEvent, CopyProbe,
        report::{CopyInfo, CopySnapshot},
    },
    fault::Fault,
    protocol::{Command, Event, Topic},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The codes of chapter 2. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct CopyState {
    /// The fixed information.
    pub info: RwSignal<Option<Arc<CopyInfo>>>,
    /// How they stand.
    pub snapshot: RwSignal<Option<Arc<CopySnapshot>>>,
    /// Why they cannot be made.
    pub fault: RwSignal<Option<Fault>>,
    /// The seed with which the wide codes are meant to train.
    pub wanted: RwSignal<Option<u64>>,
    /// True if the chapter is open; its codes are requested only then.
    is_open: RwSignal<bool>,
    port: WorkerPort,
    keys: LinkKeys,
}

impl CopyState {
    /// The page's state, made when it is first asked for. It follows the worker from then on.
    pub fn of_page() -> Self {
        let port = use_port();
        let keys = use_link_keys();
        lasting(|| {
            let state = Self {
                info: RwSignal::new(None),
                snapshot: RwSignal::new(None),
                fault: RwSignal::new(None),
                wanted: RwSignal::new(None),
                is_open: RwSignal::new(false),
                port,
                keys,
            };
            port.subscribe(Topic::Copying, move |event| {
                if let Event::Copying(event) = event {
                    state.receive(event);
                }
            });
            port.on_greeting(move || state.resume());
            state
        })
    }

    /// The chapter is opened: the codes are wanted now.
    pub fn open(self) {
        self.is_open.set(true);
        self.look(self.keys.small.with_untracked(|labs| labs.copy));
    }

    /// The chapter is left.
    pub fn close(self) {
        self.is_open.set(false);
        self.stop();
    }

    /// Trains the wide codes anew.
    pub fn start(self, seed: u64) {
        self.fault.set(None);
        self.wanted.set(Some(seed));
        self.port.send(&Command::Copying(CopyCommand::Start { seed }));
    }

    /// Trains the wide codes anew, with the seed that the small lab is set to.
    pub fn start_as_set(self) {
        self.start(self.keys.small.with_untracked(|labs| labs.copy_seed));
    }

    /// Stops them where they are.
    pub fn stop(self) {
        self.wanted.set(None);
        self.port.send(&Command::Copying(CopyCommand::Stop));
    }

    /// Looks at other images, or through another exact code.
    pub fn look(self, probe: CopyProbe) {
        self.keys.small.update(|labs| labs.copy = probe);
        self.port.send(&Command::Copying(CopyCommand::Look(probe)));
    }

    /// Asks again what was asked before the worker listened, or of a worker that has failed.
    fn resume(self) {
        if self.is_open.get_untracked() {
            self.look(self.keys.small.with_untracked(|labs| labs.copy));
        }
        if let Some(seed) = self.wanted.get_untracked() {
            self.start(seed);
        }
    }

    /// Takes what the worker says.
    fn receive(self, event: CopyEvent) {
        match event {
            CopyEvent::Started(info) => self.info.set(Some(Arc::from(info))),
            CopyEvent::Progress(snapshot) => {
                if snapshot.is_over {
                    self.wanted.set(None);
                }
                self.snapshot.set(Some(Arc::from(snapshot)));
            }
            CopyEvent::Failed(fault) => {
                self.wanted.set(None);
                self.fault.set(Some(fault));
            }
        }
    }

    /// Something of how they stand; the default before it is known. Tracked.
    pub fn of_snapshot<T: Default>(self, get: impl Fn(&CopySnapshot) -> T) -> T {
        self.snapshot.with(|snapshot| snapshot.as_ref().map(|snapshot| get(snapshot)).unwrap_or_default())
    }
}
