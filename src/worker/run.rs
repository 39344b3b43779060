//! A session in the worker: how long a slice of work is, how fast a small run may go, how its speed is measured.

use lab::{
    fault::Fault,
    protocol::RunCommand,
    run::{
        pace::{Pace, Pacer},
        session::{News, Session},
        snapshot::{RunState, Snapshot},
    },
    settings::Settings,
};

/// Work between two looks at the mailbox: a pause is answered well within 100 ms.
pub(super) const SLICE_MS: f64 = 12.0;

/// A run that the page asks for.
pub(super) struct Wanted {
    pub(super) run_id: u32,
    pub(super) settings: Settings,
    /// Tells whether it starts from the weights that were read last.
    pub(super) has_weights: bool,
}

/// A session with what is needed to tell how it goes.
pub(super) struct Run {
    pub(super) run_id: u32,
    pub(super) session: Session,
    pace: Pace,
    pacer: Option<Pacer>,
    pub(super) is_announced: bool,
    n_records_sent: usize,
    n_checkpoints_sent: usize,
    pub(super) last_snapshot_ms: f64,
    /// When it was last said how far the preparation is.
    pub(super) last_preparing_ms: f64,
    last_measured: (f64, u64),
    /// Time spent working since then: what counts while the run is held back.
    busy_ms: f64,
    pub(super) last_state: RunState,
}

impl Run {
    pub(super) fn new(run_id: u32, session: Session) -> Self {
        Self {
            run_id,
            session,
            pace: Pace::default(),
            pacer: None,
            is_announced: false,
            n_records_sent: 0,
            n_checkpoints_sent: 0,
            last_snapshot_ms: f64::NEG_INFINITY,
            last_preparing_ms: f64::NEG_INFINITY,
            last_measured: (0.0, 0),
            busy_ms: 0.0,
            last_state: RunState::Preparing,
        }
    }

    pub(super) fn handle(&mut self, command: RunCommand, now: f64) -> Result<(), Fault> {
        self.session.handle(command)?;
        let (n_done, n_left) = self.session.sample_progress();
        self.last_measured = (now, n_done);
        self.busy_ms = 0.0;
        self.pacer = match command {
            RunCommand::Play | RunCommand::SetPaced(true)
                if self.session.settings().is_paced && self.session.state() == RunState::Running =>
            {
                Some(Pacer::new(n_done, n_done + n_left, now / 1e3))
            }
            RunCommand::SetEpochs(_) => self.pacer,
            _ => None,
        };
        if command == RunCommand::Reset {
            self.n_records_sent = 0;
            self.n_checkpoints_sent = 0;
            self.pace = Pace::default();
        }
        Ok(())
    }

    /// Returns what has come to be since the run was announced. Networks that were kept show other images from then on.
    pub(super) fn take_news(&mut self) -> News {
        let news = self.session.take_news();
        if news.shown.is_some() {
            self.n_checkpoints_sent = 0;
        }
        news
    }

    /// Works until the slice is over, the session rests, or it is far enough ahead to be watched.
    pub(super) fn work(&mut self, now_ms: impl Fn() -> f64) -> Result<(), Fault> {
        let start = now_ms();
        let end = start + SLICE_MS;
        let mut now = start;
        while !self.session.is_idle() && now < end && !self.is_ahead(now) {
            self.session.advance()?;
            now = now_ms();
        }
        self.busy_ms += now - start;
        Ok(())
    }

    /// Returns whether the next batch has to wait, so that the run can be watched; evaluations never wait.
    pub(super) fn is_ahead(&self, now: f64) -> bool {
        let n_done = self.session.sample_progress().0;
        self.session.is_at_batch() && self.pacer.is_some_and(|pacer| n_done >= pacer.n_allowed(now / 1e3))
    }

    pub(super) fn snapshot(&mut self, now: f64) -> Snapshot {
        let (n_done, n_left) = self.session.sample_progress();
        let (measured_ms, n_measured) = self.last_measured;
        let is_held_back = self.pacer.is_some_and(|pacer| pacer.remaining_secs(now / 1e3) > 0.0);
        let spent_ms = if is_held_back { self.busy_ms } else { now - measured_ms };
        self.pace.record(n_done.saturating_sub(n_measured), spent_ms / 1e3);
        self.busy_ms = 0.0;
        self.last_measured = (now, n_done);
        self.last_snapshot_ms = now;
        self.last_state = self.session.state();
        let mut snapshot = self.session.snapshot(self.n_records_sent, self.n_checkpoints_sent);
        self.n_records_sent += snapshot.history.len();
        self.n_checkpoints_sent += snapshot.checkpoints.len();
        snapshot.samples_per_second = self.pace.samples_per_second();
        let held_back = self.pacer.map_or(0.0, |pacer| pacer.remaining_secs(now / 1e3));
        snapshot.remaining_secs = self.pace.remaining_secs(n_left).map(|secs| secs.max(held_back));
        snapshot
    }
}
