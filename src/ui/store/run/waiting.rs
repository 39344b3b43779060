//! A run that waits for its data, while the one before stays on the page and goes on.

use super::Run;
use lab::{
    protocol::{Command, RunEvent},
    run::source,
    settings::Settings,
};
use leptos::prelude::*;

/// A run whose data are on their way, while the one before goes on.
#[derive(Clone)]
pub(super) struct Pending {
    run_id: u32,
    settings: Settings,
    is_meant_to_play: bool,
}

impl Run {
    /// The settings chosen, or those that wait for their data: what the form shows and goes on from. Tracked.
    pub fn wished(self) -> Settings {
        self.pending
            .with(|pending| pending.as_ref().map(|pending| pending.settings.clone()))
            .unwrap_or(self.settings.get())
    }

    /// The same, not tracked.
    pub fn wished_untracked(self) -> Settings {
        untrack(|| self.wished())
    }

    /// Returns true if a run waits for its data while the previous one continues. Tracked.
    pub fn is_loading(self) -> bool {
        self.pending.with(Option::is_some)
    }

    /// Tries again what could not be loaded.
    pub fn retry(self) {
        match self.failed.get_value() {
            Some(settings) => self.wait_for(settings, false),
            None => self.configure(self.is_meant_to_play.get_value()),
        }
    }

    /// Asks for a run whose data may have to be fetched, perhaps with the weights that were read last; the one before goes on
    /// until it stands.
    pub(super) fn wait_for(self, settings: Settings, has_weights: bool) {
        let run_id = self.next_run_id();
        self.run_fault.set(None);
        self.loading.set(None);
        let is_meant_to_play = !has_weights && self.is_meant_to_play.get_value();
        self.pending.set(Some(Pending { run_id, settings: settings.clone(), is_meant_to_play }));
        self.send(&Command::Configure { run_id, settings: Box::new(settings), keeps_run: true, has_weights });
    }

    /// Asks for a run that starts from the weights that the worker has read; the one before goes on until it stands.
    pub fn open_weights(self, settings: Settings) {
        self.forget_pending();
        self.wait_for(settings, true);
    }

    /// The run that waited for its data is not wanted any more.
    pub(super) fn forget_pending(self) {
        if self.pending.with_untracked(Option::is_some) {
            self.pending.set(None);
            self.loading.set(None);
            self.send(&Command::CancelLoading);
        }
    }

    /// Applies what is said of a run that waits for its data: once it stands, it takes the place of the one before.
    pub(super) fn apply_to_pending(self, run_id: u32, event: RunEvent) {
        let Some(pending) = self.pending.get_untracked().filter(|pending| pending.run_id == run_id) else { return };
        match event {
            RunEvent::Loading { .. } | RunEvent::Preparing { .. } => self.apply(event),
            RunEvent::Failed(fault) => {
                self.pending.set(None);
                self.loading.set(None);
                self.failed.set_value(Some(pending.settings));
                self.run_fault.set(Some(fault));
            }
            RunEvent::Prepared(_) => {
                self.pending.set(None);
                self.run_id.set_value(run_id);
                self.is_meant_to_play.set_value(pending.is_meant_to_play);
                self.faults.set(Vec::new());
                self.forget_outcome();
                self.settings.set(pending.settings);
                self.apply(event);
            }
            RunEvent::Progress(_)
            | RunEvent::Pca(_)
            | RunEvent::Shown(_)
            | RunEvent::Picked(_)
            | RunEvent::Turned(_) => {}
        }
    }
}

/// Returns true if the second settings need published files that the first do not.
pub(super) fn needs_other_files(before: &Settings, after: &Settings) -> bool {
    let had = source::required_parts(before);
    source::required_parts(after).iter().any(|part| !had.contains(part))
}
