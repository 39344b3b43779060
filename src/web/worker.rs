//! The worker: takes commands, drives a session in short slices between messages, and sends events.
//!
//! The session decides nothing about time; this file does: how long a slice is, how often the page is told, how fast a
//! small run may go so that one can watch it.

use super::{BUILD_STAMP, fetch::fetch_all};
use crate::lab::{
    pace::{Pace, Pacer},
    protocol::{Command, Event, Fault, RunCommand, RunEvent, decode, encode},
    reference::Reference,
    selection::Samples,
    session::Session,
    settings::{DataId, Settings},
    snapshot::{RunState, Snapshot},
    source,
};
use js_sys::{Array, Uint8Array};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// Work between two looks at the mailbox: a pause is answered well within 100 ms.
const SLICE_MS: f64 = 12.0;
/// Between two snapshots: about ten a second.
const SNAPSHOT_MS: f64 = 100.0;

/// A frame of a screen.
const FRAME_MS: u32 = 16;

/// Files of the last data set, so that another seed does not fetch them again.
struct Cached {
    data: DataId,
    files: Rc<Vec<Vec<u8>>>,
    samples: Option<Samples>,
}

/// A session with what is needed to tell how it goes.
struct Run {
    run_id: u32,
    session: Session,
    pace: Pace,
    pacer: Option<Pacer>,
    is_announced: bool,
    n_records_sent: usize,
    last_snapshot_ms: f64,
    last_measured: (f64, u64),
    /// Time spent working since then: what counts while the run is held back.
    busy_ms: f64,
    last_state: RunState,
}

/// The worker's whole state.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
    ticker: MessageChannel,
    is_ticking: bool,
    latest_run_id: u32,
    run: Option<Run>,
    cached: Option<Cached>,
    /// PCA of the last run, so that another seed does not fit it again.
    reference: Option<Reference>,
}

/// Starts answering. Its closures live as long as the worker, which owns them through its scope.
pub fn start() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let Ok(ticker) = MessageChannel::new() else { return };
    let worker = Rc::new(RefCell::new(Worker {
        scope: scope.clone(),
        ticker: ticker.clone(),
        is_ticking: false,
        latest_run_id: 0,
        run: None,
        cached: None,
        reference: None,
    }));

    let on_command = {
        let worker = worker.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let bytes = Uint8Array::new(&message.data()).to_vec();
            // Another build's message cannot be read; the handshake has told the page already.
            if let Ok(command) = decode(&bytes) {
                take(&worker, command);
            }
        })
    };
    scope.set_onmessage(Some(on_command.into_js_value().unchecked_ref()));
    let on_tick = {
        let worker = worker.clone();
        Closure::<dyn FnMut()>::new(move || tick(&worker))
    };
    ticker.port1().set_onmessage(Some(on_tick.into_js_value().unchecked_ref()));
    worker.borrow().send(&Event::Hello { build_stamp: BUILD_STAMP.to_owned() });
}

fn take(worker: &Rc<RefCell<Worker>>, command: Command) {
    match command {
        Command::Configure { run_id, settings } => {
            let mut this = worker.borrow_mut();
            this.latest_run_id = run_id;
            if let Some(reference) = this.run.take().and_then(|run| run.session.reference()) {
                this.reference = Some(reference);
            }
            drop(this);
            spawn_local(configure(worker.clone(), run_id, *settings));
        }
        Command::Run(command) => worker.borrow_mut().handle(command),
    }
}

/// Fetches what is missing and makes the run, unless another was asked for meanwhile.
async fn configure(worker: Rc<RefCell<Worker>>, run_id: u32, settings: Settings) {
    let result = make_session(&worker, run_id, settings).await;
    let mut this = worker.borrow_mut();
    if this.latest_run_id != run_id {
        return;
    }
    match result {
        Ok(mut session) => {
            if let Some(reference) = &this.reference {
                session.adopt(reference);
            }
            this.run = Some(Run::new(run_id, session));
            this.keep_ticking();
        }
        Err(fault) => this.send_run(run_id, RunEvent::Failed(fault)),
    }
}

async fn make_session(worker: &Rc<RefCell<Worker>>, run_id: u32, settings: Settings) -> Result<Session, Fault> {
    let paths = source::required_files(&settings);
    let cached = worker.borrow_mut().cached.take().filter(|cached| cached.data == settings.data);
    let files = match cached {
        Some(Cached { files, samples, .. }) if files.len() >= paths.len() => {
            if let Some(samples) = samples.filter(|_| files.len() == paths.len() && !paths.is_empty()) {
                let session = Session::new(settings.clone(), &samples);
                worker.borrow_mut().cached = Some(Cached { data: settings.data, files, samples: Some(samples) });
                return session;
            }
            files
        }
        _ => {
            let on_progress = |n_received, n_total| {
                worker.borrow().send_run(run_id, RunEvent::Loading { n_received, n_total });
            };
            let paths: Vec<_> = paths.iter().map(|path| format!("data/{path}")).collect();
            Rc::new(fetch_all(settings.data.name(), &paths, on_progress).await?)
        }
    };
    let samples = source::assemble(&settings, &files[..paths.len()])?;
    let is_whole = files.len() == paths.len();
    let kept = Cached { data: settings.data, files, samples: is_whole.then(|| samples.clone()) };
    worker.borrow_mut().cached = Some(kept);
    Session::new(settings, &samples)
}

/// One slice of work, and the next one booked while there is more.
fn tick(worker: &Rc<RefCell<Worker>>) {
    let mut this = worker.borrow_mut();
    this.is_ticking = false;
    let Some(mut run) = this.run.take() else { return };
    let outcome = run.work(|| now_ms(&this.scope));
    let now = now_ms(&this.scope);
    if let Err(fault) = outcome {
        this.send_run(run.run_id, RunEvent::Failed(fault));
        return;
    }
    this.report(&mut run, now);
    let is_idle = run.session.is_idle();
    let waits = run.is_ahead(now);
    this.run = Some(run);
    if !is_idle {
        if waits { this.tick_later(worker) } else { this.keep_ticking() }
    }
}

impl Worker {
    fn handle(&mut self, command: RunCommand) {
        let now = now_ms(&self.scope);
        let Some(run) = &mut self.run else { return };
        let run_id = run.run_id;
        if let Err(fault) = run.handle(command, now) {
            self.send_run(run_id, RunEvent::Failed(fault));
            return;
        }
        // The page sees at once that it was heard.
        run.last_snapshot_ms = f64::NEG_INFINITY;
        self.keep_ticking();
    }

    /// Books the next slice behind the messages that are waiting (a nested timer would cost 4 ms each).
    fn keep_ticking(&mut self) {
        if !self.is_ticking {
            self.is_ticking = self.ticker.port2().post_message(&JsValue::NULL).is_ok();
        }
    }

    /// Books the next slice a frame later: the run is ahead of the pace at which it can be watched.
    fn tick_later(&mut self, worker: &Rc<RefCell<Self>>) {
        let worker = worker.clone();
        self.is_ticking = true;
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(FRAME_MS).await;
            tick(&worker);
        });
    }

    fn report(&self, run: &mut Run, now: f64) {
        if !run.session.is_prepared() {
            return;
        }
        if !run.is_announced {
            run.is_announced = true;
            self.send_run(run.run_id, RunEvent::Prepared(Box::new(run.session.info())));
        }
        let has_changed_state = run.session.state() != run.last_state;
        if has_changed_state || now - run.last_snapshot_ms >= SNAPSHOT_MS {
            let snapshot = run.snapshot(now);
            self.send_run(run.run_id, RunEvent::Progress(Box::new(snapshot)));
        }
    }

    fn send_run(&self, run_id: u32, event: RunEvent) {
        self.send(&Event::Run { run_id, event });
    }

    fn send(&self, event: &Event) {
        if let Ok(bytes) = encode(event) {
            let bytes = Uint8Array::from(bytes.as_slice());
            let transfer = Array::of1(&bytes.buffer());
            // Only a scope that is being closed refuses.
            let _ = self.scope.post_message_with_transfer(&bytes.buffer(), &transfer);
        }
    }
}

impl Run {
    fn new(run_id: u32, session: Session) -> Self {
        Self {
            run_id,
            session,
            pace: Pace::default(),
            pacer: None,
            is_announced: false,
            n_records_sent: 0,
            last_snapshot_ms: f64::NEG_INFINITY,
            last_measured: (0.0, 0),
            busy_ms: 0.0,
            last_state: RunState::Preparing,
        }
    }

    fn handle(&mut self, command: RunCommand, now: f64) -> Result<(), Fault> {
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
            RunCommand::SetAlignment(_) | RunCommand::SetEpochs(_) => self.pacer,
            _ => None,
        };
        if command == RunCommand::Reset {
            self.n_records_sent = 0;
            self.pace = Pace::default();
        }
        Ok(())
    }

    /// Works until the slice is over, the session rests, or it is far enough ahead to be watched.
    fn work(&mut self, now_ms: impl Fn() -> f64) -> Result<(), Fault> {
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

    /// Whether the next batch has to wait, so that the run can be watched; evaluations never wait.
    fn is_ahead(&self, now: f64) -> bool {
        let n_done = self.session.sample_progress().0;
        self.session.is_at_batch() && self.pacer.is_some_and(|pacer| n_done >= pacer.n_allowed(now / 1e3))
    }

    fn snapshot(&mut self, now: f64) -> Snapshot {
        let (n_done, n_left) = self.session.sample_progress();
        let (measured_ms, n_measured) = self.last_measured;
        let is_held_back = self.pacer.is_some_and(|pacer| pacer.remaining_secs(now / 1e3) > 0.0);
        let spent_ms = if is_held_back { self.busy_ms } else { now - measured_ms };
        self.pace.record(n_done.saturating_sub(n_measured), spent_ms / 1e3);
        self.busy_ms = 0.0;
        self.last_measured = (now, n_done);
        self.last_snapshot_ms = now;
        self.last_state = self.session.state();
        let mut snapshot = self.session.snapshot(self.n_records_sent);
        self.n_records_sent += snapshot.history.len();
        snapshot.samples_per_second = self.pace.samples_per_second();
        let held_back = self.pacer.map_or(0.0, |pacer| pacer.remaining_secs(now / 1e3));
        snapshot.remaining_secs = self.pace.remaining_secs(n_left).map(|secs| secs.max(held_back));
        snapshot
    }
}

fn now_ms(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |clock| clock.now())
}
