//! What the page knows of the kept runs, and the runs that are trained one after the other to be compared.

use super::weights::matter;
use crate::store::{
    link_keys::{LinkKeys, use_link_keys},
    port::use_port,
    questions::{Place, Questions, use_questions},
    run::Run,
};
use lab::{
    exchange::{
        kept::{KeptBytes, KeptCommand, KeptRun, free_name},
        link,
        weights::WeightsCommand,
    },
    protocol::questions::{Given, Matter},
    settings::Settings,
};
use leptos::prelude::*;
use std::{collections::VecDeque, sync::Arc};

/// The kept runs. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct KeptState {
    /// The runs as the worker keeps them, once it has listed them.
    pub list: RwSignal<Option<Arc<KeptBytes>>>,
    /// Those that can be read, oldest first.
    pub runs: Memo<Vec<KeptRun>>,
    /// Those that are compared, by their numbers.
    pub chosen: RwSignal<Vec<u64>>,
    /// Runs still to be trained, with the names under which they will be kept; the first is under way.
    pub queue: RwSignal<VecDeque<(Settings, String)>>,
    questions: Questions,
    keys: LinkKeys,
}

impl KeptState {
    /// The runs as the worker tells them; it is asked for them.
    pub fn follow() -> Self {
        let (questions, keys) = (use_questions(), use_link_keys());
        let list = RwSignal::new(None::<Arc<KeptBytes>>);
        let state = Self {
            list,
            questions,
            keys,
            runs: Memo::new(move |_| list.with(|list| list.as_ref().map(|list| list.runs()).unwrap_or_default())),
            chosen: RwSignal::new(Vec::new()),
            queue: RwSignal::new(VecDeque::new()),
        };
        // A worker that is started anew may know less than the one before.
        let port = use_port();
        Effect::new(move |_| {
            if port.is_listening() {
                state.change(0, KeptCommand::List);
            }
        });
        state
    }

    /// Carries out a change of the list, and takes the list as it is then.
    fn change(self, id: u64, command: KeptCommand) {
        self.questions.ask(Place("kept-runs", id), Matter::Kept(command), &[], move |outcome| {
            if let Ok(Given::Kept(runs)) = outcome {
                self.list.try_set(Some(Arc::new(runs)));
            }
        });
    }

    /// Keeps the run at hand and compares it with those that are compared. Not while another network is looked at.
    pub fn keep(self, at_hand: Run, name: String) {
        let greatest = self.runs.with_untracked(|runs| runs.iter().map(|run| run.id).max().unwrap_or(0));
        let chosen = self.chosen.with_untracked(|chosen| chosen.iter().copied().max().unwrap_or(0));
        // Two runs kept within a millisecond are still two.
        let name = self.runs.with_untracked(|runs| free_name(&name, runs));
        let id = (js_sys::Date::now() as u64).max(greatest.max(chosen) + 1);
        let run = at_hand.info.with_untracked(|info| {
            let info = info.as_ref()?;
            let history = at_hand.history.get_untracked();
            // As far as it came: its link then repeats this very run.
            let n_reached = history.last().map_or(0, |metrics| metrics.epoch);
            let n_of_pairs = info.settings.n_epochs_in_all() - info.settings.n_epochs;
            let settings = Settings { n_epochs: n_reached.saturating_sub(n_of_pairs).max(1), ..info.settings.clone() };
            Some(KeptRun {
                layer_sizes: info.layer_sizes.clone(),
                n_parameters: info.n_parameters,
                image_size: info.image_size,
                originals: info.shown.originals.clone(),
                images: at_hand.snapshot.with_untracked(|snapshot| snapshot.as_ref().map(|now| now.images.clone()))?,
                ..KeptRun::new(
                    id,
                    name,
                    link::format(&settings) + &untrack(|| self.keys.chapter_query(&settings)),
                    &history,
                )
            })
        });
        if let Some(run) = run {
            self.chosen.update(|chosen| chosen.push(id));
            self.change(id, KeptCommand::Put(id, run.to_bytes()));
            self.questions.ask_about_run(
                Place("kept-weights", id),
                matter(&WeightsCommand::Keep(id, run.query)),
                |_| (),
            );
        }
    }

    /// Calls a run otherwise; a name of nothing leaves the old one.
    pub fn rename(self, id: u64, name: &str) {
        let (run, others): (Vec<_>, Vec<_>) = self.runs.get_untracked().into_iter().partition(|run| run.id == id);
        if let Some(run) = run.into_iter().next().filter(|_| !name.trim().is_empty()) {
            let run = KeptRun { name: free_name(name.trim(), &others), ..run };
            self.change(id, KeptCommand::Put(id, run.to_bytes()));
        }
    }

    /// Forgets a run.
    pub fn forget(self, id: u64) {
        self.chosen.update(|chosen| chosen.retain(|&other| other != id));
        self.change(id, KeptCommand::Forget(id));
        self.questions.ask(Place("kept-weights", id), matter(&WeightsCommand::Forget(id)), &[], |_| ());
    }

    /// Takes a run into the comparison, or out of it.
    pub fn flip(self, id: u64) {
        self.chosen.update(|chosen| match chosen.iter().position(|&other| other == id) {
            Some(place) => drop(chosen.remove(place)),
            None => chosen.push(id),
        });
    }

    /// The runs that are compared, in the order in which they were kept. Tracked.
    pub fn compared(self) -> Vec<KeptRun> {
        let chosen = self.chosen.get();
        self.runs.with(|runs| runs.iter().filter(|run| chosen.contains(&run.id)).cloned().collect())
    }

    /// Trains these one after the other; each is kept when it is over, and they alone are compared.
    pub fn train_all(self, at_hand: Run, runs: Vec<(Settings, String)>) {
        self.chosen.set(Vec::new());
        let first = runs.first().map(|(settings, _)| settings.clone());
        self.queue.set(runs.into());
        if let Some(settings) = first {
            at_hand.change_and_play(settings);
        }
    }

    /// The run at hand is over: where it was one of several, it is kept and the next begins.
    pub fn go_on(self, at_hand: Run) {
        let Some((settings, name)) = self.queue.with_untracked(|queue| queue.front().cloned()) else { return };
        // Another run than the one that was asked for has come between.
        if !at_hand.settings.with_untracked(|now| now.is_same_run(&settings)) {
            self.stop();
            return;
        }
        self.keep(at_hand, name);
        self.queue.update(|queue| drop(queue.pop_front()));
        if let Some((settings, _)) = self.queue.with_untracked(|queue| queue.front().cloned()) {
            at_hand.change_and_play(settings);
        }
    }

    /// Trains no further ones.
    pub fn stop(self) {
        self.queue.set(VecDeque::new());
    }
}

/// The kept runs of the card around.
pub fn use_kept() -> KeptState {
    expect_context()
}
