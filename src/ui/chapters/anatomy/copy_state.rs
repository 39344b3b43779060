//! What the page knows of the codes that copy: signals on this side, the worker on the other.

use crate::store::state::Lab;
use lab::{
    experiments::copying::{
        CopyCommand, CopyEvent, CopyProbe,
        report::{CopyInfo, CopySnapshot},
    },
    fault::Fault,
    protocol::Command,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The codes of chapter 2. Copied freely: it is a handful of signals.
#[derive(Clone, Copy, Default)]
pub struct CopyState {
    /// What does not change.
    pub info: RwSignal<Option<Arc<CopyInfo>>>,
    /// How they stand.
    pub snapshot: RwSignal<Option<Arc<CopySnapshot>>>,
    /// Why they cannot be made.
    pub fault: RwSignal<Option<Fault>>,
    /// The seed with which the wide codes are meant to train.
    pub wanted: RwSignal<Option<u64>>,
    /// Whether the chapter is open, so that its codes are wanted at all.
    is_open: RwSignal<bool>,
}

impl CopyState {
    /// The chapter is opened: the codes are wanted now.
    pub fn open(self, lab: Lab) {
        self.is_open.set(true);
        self.look(lab, lab.small.with_untracked(|labs| labs.copy));
    }

    /// The chapter is left.
    pub fn close(self, lab: Lab) {
        self.is_open.set(false);
        self.stop(lab);
    }

    /// Trains the wide codes anew.
    pub fn start(self, lab: Lab, seed: u64) {
        self.fault.set(None);
        self.wanted.set(Some(seed));
        lab.send(&Command::Copying(CopyCommand::Start { seed }));
    }

    /// Stops them where they are.
    pub fn stop(self, lab: Lab) {
        self.wanted.set(None);
        lab.send(&Command::Copying(CopyCommand::Stop));
    }

    /// Looks at other images, or through another exact code.
    pub fn look(self, lab: Lab, probe: CopyProbe) {
        lab.small.update(|labs| labs.copy = probe);
        lab.send(&Command::Copying(CopyCommand::Look(probe)));
    }

    /// Asks again what was asked before the worker listened, or of a worker that has failed.
    pub fn resume(self, lab: Lab) {
        if self.is_open.get_untracked() {
            self.look(lab, lab.small.with_untracked(|labs| labs.copy));
        }
        if let Some(seed) = self.wanted.get_untracked() {
            self.start(lab, seed);
        }
    }

    /// Takes what the worker says.
    pub fn receive(self, event: CopyEvent) {
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
