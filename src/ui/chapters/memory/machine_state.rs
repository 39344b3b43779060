//! What the page knows of the machine's turn: signals on this side, the worker on the other.

use crate::store::{
    lasting::lasting,
    link_keys::{LinkKeys, use_link_keys},
    port::{WorkerPort, use_port},
};
use lab::{
    experiments::machine_turn::{
        MachineCommand, MachineEvent,
        report::{MachineInfo, MachineSnapshot, SetInfo, SetState},
    },
    fault::Fault,
    protocol::{Command, Event, Topic},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The networks of chapter 1. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct MachineState {
    /// The information that stays fixed during training.
    pub info: RwSignal<Option<Arc<MachineInfo>>>,
    /// How they stand.
    pub snapshot: RwSignal<Option<Arc<MachineSnapshot>>>,
    /// Why they cannot be made.
    pub fault: RwSignal<Option<Fault>>,
    /// The code and seed to train with; `None` if no training is requested.
    pub wanted: RwSignal<Option<(usize, u64)>>,
    /// The student's own sequence, once typed.
    pub own: RwSignal<Option<Vec<f32>>>,
    /// Code and seed of the networks that stand there, as they were asked for.
    asked: RwSignal<Option<(usize, u64)>>,
    /// True if the chapter is open; networks are requested only then.
    is_open: RwSignal<bool>,
    port: WorkerPort,
    keys: LinkKeys,
}

impl MachineState {
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
                own: RwSignal::new(None),
                asked: RwSignal::new(None),
                is_open: RwSignal::new(false),
                port,
                keys,
            };
            port.subscribe(Topic::MachineTurn, move |event| {
                if let Event::Machine(event) = event {
                    state.receive(event);
                }
            });
            port.on_greeting(move || state.resume());
            state
        })
    }

    /// The chapter is opened: networks are to stand there, untrained.
    pub fn open(self) {
        self.is_open.set(true);
        self.prepare();
    }

    /// The chapter is left.
    pub fn close(self) {
        self.is_open.set(false);
        self.stop();
    }

    fn prepare(self) {
        let (code_size, seed) = self.keys.small.with_untracked(|labs| (labs.machine_code, labs.machine_seed));
        if self.info.with_untracked(Option::is_none) || self.asked.get_untracked() != Some((code_size, seed)) {
            self.asked.set(Some((code_size, seed)));
            let prepare = MachineCommand::Prepare { code_size, seed };
            self.port.send(&Command::MachineTurn(prepare));
        }
    }

    /// Trains networks anew.
    pub fn start(self, code_size: usize, seed: u64) {
        self.fault.set(None);
        self.wanted.set(Some((code_size, seed)));
        self.asked.set(Some((code_size, seed)));
        self.port.send(&Command::MachineTurn(MachineCommand::Start { code_size, seed }));
    }

    /// Trains networks anew, with the code and the seed that the small lab is set to.
    pub fn start_as_set(self) {
        let (code_size, seed) = self.keys.small.with_untracked(|labs| (labs.machine_code, labs.machine_seed));
        self.start(code_size, seed);
    }

    /// Stops them where they are.
    pub fn stop(self) {
        self.wanted.set(None);
        self.port.send(&Command::MachineTurn(MachineCommand::Stop));
    }

    /// Sends a sequence through them.
    pub fn attempt(self, own: Vec<f32>) {
        self.own.set(Some(own.clone()));
        self.port.send(&Command::MachineTurn(MachineCommand::Try(own)));
    }

    /// Asks again what was asked before the worker listened, or of a worker that has failed.
    fn resume(self) {
        if self.is_open.get_untracked() {
            self.prepare();
        }
        if let Some(own) = self.own.get_untracked() {
            self.port.send(&Command::MachineTurn(MachineCommand::Try(own)));
        }
        if let Some((code_size, seed)) = self.wanted.get_untracked() {
            self.start(code_size, seed);
        }
    }

    /// Takes what the worker says.
    fn receive(self, event: MachineEvent) {
        match event {
            MachineEvent::Started(info) => {
                self.snapshot.set(None);
                self.info.set(Some(Arc::from(info)));
            }
            MachineEvent::Progress(snapshot) => {
                if snapshot.is_over {
                    self.wanted.set(None);
                }
                self.snapshot.set(Some(Arc::from(snapshot)));
            }
            MachineEvent::Failed(fault) => {
                self.wanted.set(None);
                self.fault.set(Some(fault));
            }
        }
    }

    /// Something of a kind of sequences, by its place; the default before it is known. Tracked.
    pub fn of_set<T: Default>(self, idx: usize, get: impl Fn(&SetInfo) -> T) -> T {
        self.info.with(|info| info.as_ref().and_then(|info| info.sets.get(idx).map(&get)).unwrap_or_default())
    }

    /// Something of how a network stands, by its place; the default before it is known. Tracked.
    pub fn of_state<T: Default>(self, idx: usize, get: impl Fn(&SetState) -> T) -> T {
        let of = |snapshot: &Option<Arc<MachineSnapshot>>| {
            snapshot.as_ref().and_then(|snapshot| snapshot.sets.get(idx).map(&get)).unwrap_or_default()
        };
        self.snapshot.with(of)
    }
}
