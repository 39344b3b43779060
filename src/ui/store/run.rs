//! What the page knows of the run, and how it asks for another: signals on this side, the worker on the other.

mod arrivals;
mod suspended;
mod waiting;

use crate::store::port::WorkerPort;
use lab::{
    fault::Fault,
    protocol::{Command, RunCommand, Topic},
    run::{
        history::EpochMetrics,
        path::PathPoint,
        picked::Picked,
        snapshot::{CheckpointView, RunInfo, RunState, Snapshot},
        spectrum::Spectrum,
        turn::Turned,
    },
    settings::{Chapter, SettingFault, Settings},
};
use leptos::prelude::*;
use std::{collections::HashMap, sync::Arc};
use suspended::Resting;
use waiting::{Pending, needs_other_files};

/// The run of the page. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Run {
    /// The settings chosen.
    pub settings: RwSignal<Settings>,
    /// The values of the link or of a field that could not be used.
    pub faults: RwSignal<Vec<SettingFault>>,
    /// Why the run could not be made.
    pub run_fault: RwSignal<Option<Fault>>,
    /// Bytes fetched and to be fetched.
    pub loading: RwSignal<Option<(u64, u64)>>,
    /// True once bytes of a data set have been fetched.
    pub has_fetched: RwSignal<bool>,
    /// How far what has to be known before the run stands is, 0 to 1; none where that is soon known.
    pub preparing: RwSignal<Option<f64>>,
    /// The information that stays fixed during the run.
    pub info: RwSignal<Option<Arc<RunInfo>>>,
    /// How it stands.
    pub snapshot: RwSignal<Option<Arc<Snapshot>>>,
    /// PCA beside the run as an instrument, once asked for.
    pub spectrum: RwSignal<Option<Arc<Spectrum>>>,
    /// Measures after each epoch.
    pub history: RwSignal<Vec<EpochMetrics>>,
    /// Networks kept on the way.
    pub checkpoints: RwSignal<Vec<CheckpointView>>,
    /// The state of a linear autoencoder of points after each epoch.
    pub path: RwSignal<Vec<PathPoint>>,
    /// The sample that was picked from a scatter, as both reconstructions have it now.
    pub picked: RwSignal<Option<Arc<Picked>>>,
    /// The turned code; none where nothing turns it or it cannot be turned.
    pub turned: RwSignal<Option<Arc<Turned>>>,
    port: WorkerPort,
    /// The run that waits for its data.
    pending: RwSignal<Option<Pending>>,
    /// The settings that could not be loaded, kept for another attempt.
    failed: StoredValue<Option<Settings>>,
    run_id: StoredValue<u32>,
    /// The greatest number given to a run so far.
    last_run_id: StoredValue<u32>,
    /// True if the run was last told to play to its end; its reported state lags behind its commands.
    is_meant_to_play: StoredValue<bool>,
    /// The last settings of each chapter.
    left_with: StoredValue<HashMap<Chapter, Settings>>,
    /// The run that waits for its chapter.
    resting: StoredValue<Option<Resting>>,
}

impl Run {
    /// A page that opens with these settings; nothing runs before [`Lab::start`].
    pub fn new(settings: Settings, faults: Vec<SettingFault>, port: WorkerPort) -> Self {
        Self {
            settings: RwSignal::new(settings),
            faults: RwSignal::new(faults),
            run_fault: RwSignal::new(None),
            loading: RwSignal::new(None),
            has_fetched: RwSignal::new(false),
            preparing: RwSignal::new(None),
            info: RwSignal::new(None),
            snapshot: RwSignal::new(None),
            spectrum: RwSignal::new(None),
            history: RwSignal::new(Vec::new()),
            checkpoints: RwSignal::new(Vec::new()),
            path: RwSignal::new(Vec::new()),
            picked: RwSignal::new(None),
            turned: RwSignal::new(None),
            port,
            pending: RwSignal::new(None),
            failed: StoredValue::new(None),
            run_id: StoredValue::new(0),
            last_run_id: StoredValue::new(0),
            is_meant_to_play: StoredValue::new(false),
            left_with: StoredValue::new(HashMap::new()),
            resting: StoredValue::new(None),
        }
    }

    /// Follows the worker; whenever one has greeted, it is asked for the run.
    pub fn follow_worker(self) {
        self.port.subscribe(Topic::Run, move |event| self.receive(event));
        self.port.on_greeting(move || self.configure(self.is_meant_to_play.get_value()));
    }

    /// Starts a worker in place of a failed one; the run is asked for once it has greeted.
    pub fn start(self, plays_at_once: bool) {
        // Whatever the worker before was fetching went with it.
        self.pending.set(None);
        self.loading.set(None);
        self.is_meant_to_play.set_value(plays_at_once);
        self.port.start();
    }

    /// Asks for something of the run at hand.
    pub fn command(self, command: RunCommand) {
        match command {
            RunCommand::Play => self.is_meant_to_play.set_value(true),
            RunCommand::SetEpochs(_) | RunCommand::SetPaced(_) => {}
            RunCommand::Pause | RunCommand::StepBatch | RunCommand::StepEpoch | RunCommand::Reset => {
                self.is_meant_to_play.set_value(false);
            }
        }
        if command == RunCommand::Reset {
            self.history.set(Vec::new());
            self.checkpoints.set(Vec::new());
            self.path.set(Vec::new());
        }
        self.send(&Command::Run(command));
    }

    /// Takes other settings and trains with them from the beginning to the end.
    pub fn change_and_play(self, settings: Settings) {
        self.is_meant_to_play.set_value(true);
        let before = self.settings.get_untracked();
        let can_stay = before.chapter == settings.chapter && self.info.with_untracked(Option::is_some);
        if can_stay && needs_other_files(&before, &settings) {
            self.wait_for(settings, false);
        } else {
            self.forget_pending();
            self.settings.set(settings);
            self.faults.set(Vec::new());
            self.configure(true);
        }
    }

    /// Takes other settings. A run that they do not touch goes on; another is made anew, and plays on if one played.
    pub fn change(self, settings: Settings) {
        let before = self.settings.get_untracked();
        if before == settings {
            self.forget_pending();
            return;
        }
        if self.rests_for(&settings) {
            return;
        }
        let (before, plays_on) = self.of_run_at_hand();
        // Another chapter opens at once, whatever it waits for then.
        let can_stay = before.chapter == settings.chapter && self.info.with_untracked(Option::is_some);
        if can_stay && needs_other_files(&before, &settings) {
            self.wait_for(settings, false);
            return;
        }
        self.forget_pending();
        self.settings.set(settings.clone());
        self.faults.set(Vec::new());
        let same_but_epochs =
            Settings { n_epochs: before.n_epochs, checkpoints: before.checkpoints.clone(), ..settings.clone() };
        let has_run = self.info.with_untracked(Option::is_some);
        if !has_run || !same_but_epochs.is_same_run(&before) {
            self.configure(self.is_meant_to_play.get_value());
            return;
        }
        if settings.n_epochs != before.n_epochs {
            self.command(RunCommand::SetEpochs(settings.n_epochs));
        }
        if settings.checkpoints != before.checkpoints {
            self.send(&Command::Checkpoints(settings.checkpoints.clone()));
        }
        if settings.view() != before.view() {
            self.send(&Command::View(settings.view()));
        }
        if settings.is_paced != before.is_paced {
            self.command(RunCommand::SetPaced(settings.is_paced));
        }
        if plays_on {
            self.command(RunCommand::Play);
        }
    }

    /// Takes other data by a name that may be the same: the user's own file. The run plays at once only if a link asked for it.
    pub fn change_data(self, settings: Settings, is_of_link: bool) {
        self.forget_pending();
        self.settings.set(settings);
        self.faults.set(Vec::new());
        self.configure(is_of_link && self.is_meant_to_play.get_value());
    }

    fn next_run_id(self) -> u32 {
        self.last_run_id.update_value(|run_id| *run_id += 1);
        self.last_run_id.get_value()
    }

    /// Returns the state of the run, not tracked.
    pub fn state(self) -> Option<RunState> {
        self.snapshot.with_untracked(|snapshot| snapshot.as_ref().map(|snapshot| snapshot.state))
    }

    /// Something of what does not change during the run; the default before it is known. Tracked.
    pub fn of_info<T: Default>(self, get: impl Fn(&RunInfo) -> T) -> T {
        self.info.with(|info| info.as_ref().map(|info| get(info)).unwrap_or_default())
    }

    /// Something of how the run stands; the default before it is known. Tracked.
    pub fn of_snapshot<T: Default>(self, get: impl Fn(&Snapshot) -> T) -> T {
        self.snapshot.with(|snapshot| snapshot.as_ref().map(|snapshot| get(snapshot)).unwrap_or_default())
    }

    /// A measure after the last epoch, or after that of the kept network that is looked at. Tracked.
    pub fn latest(self, get: impl Fn(&EpochMetrics) -> Option<f64>) -> Option<f64> {
        let opened = self.of_snapshot(|snapshot| snapshot.opened);
        self.history.with(|history| {
            let looked_at = opened.and_then(|epoch| history.iter().find(|metrics| metrics.epoch == epoch));
            looked_at.or(history.last()).and_then(get)
        })
    }

    /// Makes the run of the settings.
    pub fn configure(self, plays_at_once: bool) {
        let run_id = self.next_run_id();
        self.run_id.set_value(run_id);
        self.is_meant_to_play.set_value(plays_at_once);
        self.resting.set_value(None);
        self.failed.set_value(None);
        self.run_fault.set(None);
        self.loading.set(None);
        self.preparing.set(None);
        self.info.set(None);
        self.forget_outcome();
        let settings = self.settings.get_untracked();
        if settings.chapter.has_run() {
            self.send(&Command::Configure {
                run_id,
                settings: Box::new(settings),
                keeps_run: false,
                has_weights: false,
            });
        } else {
            self.send(&Command::Run(RunCommand::Pause));
        }
    }

    fn send(self, command: &Command) {
        self.port.send(command);
    }

    /// Adds what of a link could not be used.
    pub fn add_faults(self, faults: Vec<SettingFault>) {
        if !faults.is_empty() {
            self.faults.update(|all| all.extend(faults));
        }
    }

    /// The number of the run at hand, once it stands; not tracked.
    pub fn id(self) -> Option<u32> {
        self.info.with_untracked(Option::is_some).then(|| self.run_id.get_value())
    }

    /// The settings with which a chapter was left, or with which it opens.
    pub fn left_settings(self, chapter: Chapter) -> Settings {
        let left_with = self.left_with.with_value(|all| all.get(&chapter).cloned());
        left_with.unwrap_or_else(|| Settings::opening(chapter))
    }
}

/// The run of the page.
pub fn use_run() -> Run {
    expect_context()
}
