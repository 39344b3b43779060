//! From chapter to chapter: what each was set to, and the run that rests while a chapter without a run is open.

use super::Run;
use lab::{
    protocol::{Command, RunCommand},
    run::snapshot::RunState,
    settings::{Chapter, Settings},
};
use leptos::prelude::*;

/// A run that waits for its chapter to be opened again.
#[derive(Debug, Clone)]
pub(super) struct Resting {
    settings: Settings,
    /// True if the run was in progress.
    plays_on: bool,
}

impl Run {
    /// Goes to another chapter, with the settings that it was left with. A run rests while chapters without one are open; another
    /// chapter's run takes its place.
    pub fn open_chapter(self, chapter: Chapter) {
        let before = self.settings.get_untracked();
        let settings = self.left_settings(chapter);
        self.left_with.update_value(|all| {
            all.insert(before.chapter, before.clone());
        });
        self.change(settings);
    }

    /// Takes settings of a chapter without a run and lets the run at hand rest, if there is one; says whether it did.
    pub(super) fn rests_for(self, settings: &Settings) -> bool {
        if settings.chapter.has_run() || self.info.with_untracked(Option::is_none) {
            return false;
        }
        self.forget_pending();
        let before = self.settings.get_untracked();
        if before.chapter.has_run() {
            self.resting
                .set_value(Some(Resting { settings: before, plays_on: self.state() == Some(RunState::Running) }));
            self.send(&Command::Run(RunCommand::Pause));
        }
        self.settings.set(settings.clone());
        self.faults.set(Vec::new());
        true
    }

    /// The settings of the run at hand, which may rest, and whether it is to play on.
    pub(super) fn of_run_at_hand(self) -> (Settings, bool) {
        let here = self.settings.get_untracked();
        match self.resting.try_update_value(Option::take).flatten() {
            Some(Resting { settings, plays_on }) if !here.chapter.has_run() => (settings, plays_on),
            _ => (here, false),
        }
    }
}
