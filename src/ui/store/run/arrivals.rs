//! What the worker says, sorted into the signals of the page.

use super::Run;
use lab::{
    protocol::{Event, RunCommand, RunEvent},
    run::snapshot::{RunInfo, RunState},
};
use leptos::prelude::*;
use std::sync::Arc;

impl Run {
    /// Forgets what the run before has said: it does not hold for another.
    pub(super) fn forget_outcome(self) {
        self.snapshot.set(None);
        self.spectrum.set(None);
        self.history.set(Vec::new());
        self.checkpoints.set(Vec::new());
        self.path.set(Vec::new());
        self.picked.set(None);
        self.turned.set(None);
    }

    /// Takes an event of the run at hand, or of one that waits for its data.
    pub(super) fn receive(self, event: Event) {
        let Event::Run { run_id, event } = event else { return };
        if run_id == self.run_id.get_value() {
            self.apply(event);
        } else {
            self.apply_to_pending(run_id, event);
        }
    }

    fn change_info(self, change: impl FnOnce(&mut RunInfo)) {
        self.info.update(|info| {
            if let Some(info) = info {
                change(Arc::make_mut(info));
            }
        });
    }

    pub(super) fn apply(self, event: RunEvent) {
        match event {
            RunEvent::Loading { n_received, n_total } => {
                self.has_fetched.set(true);
                self.loading.set(Some((n_received, n_total)));
            }
            RunEvent::Preparing { share } => {
                self.loading.set(None);
                self.preparing.set(Some(share));
            }
            RunEvent::Failed(fault) => {
                self.loading.set(None);
                self.preparing.set(None);
                self.run_fault.set(Some(fault));
            }
            RunEvent::Picked(picked) => self.picked.set(Some(Arc::from(picked))),
            RunEvent::Turned(turned) => self.turned.set(turned.map(Arc::from)),
            RunEvent::Pca(pca) => {
                self.history.update(|history| {
                    history.iter_mut().for_each(|metrics| metrics.compare(pca.val_mse, pca.knn_accuracy));
                });
                self.change_info(|info| info.pca = Some(*pca));
            }
            RunEvent::Shown(shown) => self.change_info(|info| info.shown = *shown),
            RunEvent::Prepared(info) => {
                self.loading.set(None);
                self.preparing.set(None);
                self.info.set(Some(Arc::from(info)));
                if self.is_meant_to_play.get_value() {
                    self.command(RunCommand::Play);
                }
            }
            RunEvent::Progress(mut snapshot) => {
                let news = std::mem::take(&mut snapshot.history);
                if snapshot.history_from == 0 || !news.is_empty() {
                    self.history.update(|history| {
                        history.truncate(snapshot.history_from);
                        history.extend(news);
                    });
                    let path = std::mem::take(&mut snapshot.path);
                    self.path.update(|known| {
                        known.truncate(snapshot.history_from);
                        known.extend(path);
                    });
                }
                let kept = std::mem::take(&mut snapshot.checkpoints);
                if !kept.is_empty() {
                    self.checkpoints.update(|checkpoints| {
                        checkpoints.truncate(snapshot.checkpoints_from);
                        checkpoints.extend(kept);
                    });
                }
                if matches!(snapshot.state, RunState::Finished | RunState::Diverged) {
                    self.is_meant_to_play.set_value(false);
                }
                self.snapshot.set(Some(Arc::from(snapshot)));
            }
        }
    }
}
