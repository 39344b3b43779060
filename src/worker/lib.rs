//! The worker: receives commands, advances a session in short slices between messages, and sends events.
//!
//! The session knows no time; [`run`] schedules it. Data are fetched by [`loading`], the user's own by
//! [`web::own_files`]; this file dispatches messages between them and the page.
#![cfg(target_arch = "wasm32")]

mod answering;
mod copying;
mod exploring;
mod kept;
mod loading;
mod machine;
mod own;
mod parts;
mod pretraining;
mod report;
mod run;
mod saddles;
mod side_job;
mod speed;
mod states;
mod weights;

use data::digits;
use js_sys::{Array, Reflect, Uint8Array};
use lab::{
    fault::Fault,
    protocol::{
        Command, Event, RunCommand, RunEvent, decode,
        lanes::{Lanes, lane_of},
        questions::{Desk, RunsAtHand},
    },
    run::{baseline::Baseline, session::Session},
};
use loading::{Loading, Shelf, configure};
use run::{Run, Wanted};
use states::States;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// The interval between two snapshots in milliseconds: about ten a second.
const SNAPSHOT_MS: f64 = 100.0;
/// The delay before the remaining parts of the program are fetched, in milliseconds.
const BEFORE_REST_MS: u32 = 3000;
/// The duration of a screen's frame in milliseconds.
const FRAME_MS: u32 = 16;

/// The state shared by the whole worker; the experiments keep their own in [`States`].
struct Worker {
    scope: DedicatedWorkerGlobalScope,
    ticker: MessageChannel,
    is_ticking: bool,
    run: Option<Run>,
    /// The greatest number of a requested run.
    greatest_run_id: u32,
    /// The data in memory.
    shelf: Shelf,
    /// The data being loaded, and the run that waits for them.
    loading: Option<Loading>,
    /// The PCA baseline of the last run, reused when only the seed changes.
    baseline: Option<Baseline>,
    /// A function that does one slice of work in place of the run, if there is one.
    exclusive: Option<fn(&mut Worker)>,
    /// True if runs were added or removed, so that waiting questions have to be reconsidered.
    is_unsettled: bool,
    /// The questions that wait for their run.
    desk: Desk,
    /// The commands that wait for a part of the program, with their files.
    lanes: Lanes<(Command, Array)>,
    states: States,
}

/// Starts the worker. Its closures live as long as the worker, which owns them through its scope.
pub fn start(build_stamp: &str) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    take_digits(&scope);
    let Ok(ticker) = MessageChannel::new() else { return };
    let worker = Rc::new(RefCell::new(Worker {
        scope: scope.clone(),
        ticker: ticker.clone(),
        is_ticking: false,
        run: None,
        greatest_run_id: 0,
        shelf: Shelf::default(),
        loading: None,
        baseline: None,
        exclusive: None,
        is_unsettled: false,
        desk: Desk::default(),
        lanes: Lanes::default(),
        states: States::default(),
    }));

    let on_command = {
        let worker = worker.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            // The command's bytes, then its files.
            let parts = Array::from(&message.data());
            let bytes = Uint8Array::new(&parts.shift()).to_vec();
            // A message of another build cannot be read; the handshake has already notified the page.
            if let Ok(command) = decode(&bytes) {
                take(&worker, command, &parts);
            }
        })
    };
    scope.set_onmessage(Some(on_command.into_js_value().unchecked_ref()));
    let on_tick = {
        let worker = worker.clone();
        Closure::<dyn FnMut()>::new(move || tick(&worker))
    };
    ticker.port1().set_onmessage(Some(on_tick.into_js_value().unchecked_ref()));
    worker.borrow().send(&Event::hello(build_stamp));
    spawn_local(async {
        gloo_timers::future::TimeoutFuture::new(BEFORE_REST_MS).await;
        parts::fetch_rest().await;
    });
}

/// Takes the built-in digits, which `public/start_worker.js` has left in the global scope.
fn take_digits(scope: &DedicatedWorkerGlobalScope) {
    // If they are missing, the code that needs them reports it.
    let Ok(files) = Reflect::get(scope, &JsValue::from_str("builtInDigits")) else { return };
    let files = Array::from(&files);
    let [images, labels] = [0, 1].map(|idx| Uint8Array::new(&files.get(idx)).to_vec());
    digits::provide(images, labels);
}

/// Takes a command: questions are placed first, and commands that need a part of the program join its lane.
fn take(worker: &Rc<RefCell<Worker>>, command: Command, files: &Array) {
    let command = match command {
        Command::Ask(question) => {
            let step = {
                let this = &mut *worker.borrow_mut();
                let runs = this.runs_at_hand();
                this.desk.take(question, runs)
            };
            return step.into_iter().for_each(|step| answering::carry_out(worker, step, files));
        }
        command => command,
    };
    match lane_of(&command) {
        Some(lane) => parts::enqueue(worker, lane, command, files),
        None => carry_out(worker, command),
    }
}

/// Carries out a command that needs no part of the program.
fn carry_out(worker: &Rc<RefCell<Worker>>, command: Command) {
    match command {
        Command::Configure { run_id, settings, keeps_run, has_weights } => {
            {
                let this = &mut *worker.borrow_mut();
                this.greatest_run_id = this.greatest_run_id.max(run_id);
                if !keeps_run {
                    this.drop_run();
                }
            }
            configure(worker, Wanted { run_id, settings: *settings, has_weights });
            worker.borrow_mut().unsettle();
        }
        Command::Run(command) => worker.borrow_mut().handle(command),
        Command::View(view) => worker.borrow_mut().look_at_run(|session| session.set_view(view)),
        Command::Draw(number) => worker.borrow_mut().look_at_run(|session| session.draw(number)),
        Command::Checkpoints(epochs) => worker.borrow_mut().look_at_run(|session| session.set_checkpoints(epochs)),
        Command::OpenCheckpoint(checkpoint_idx) => {
            worker.borrow_mut().look_at_run(|session| session.open_checkpoint(checkpoint_idx));
        }
        Command::CancelLoading => {
            let cancelled = worker.borrow_mut().loading.take();
            if let Some(loading) = cancelled {
                loading.stop.ask();
                worker.borrow().send_run(loading.wanted.run_id, RunEvent::Failed(Fault::Cancelled));
                worker.borrow_mut().unsettle();
            }
        }
        Command::ListStored => spawn_local(loading::tell_stored(worker.clone())),
        Command::DeleteStored(data) => spawn_local(loading::delete_stored(worker.clone(), data)),
        // Questions are placed by `take`, the others go through their lanes.
        Command::Ask(_)
        | Command::MachineTurn(_)
        | Command::Copying(_)
        | Command::Saddles(_)
        | Command::Pretraining(_)
        | Command::Speed(_)
        | Command::OpenFiles(_)
        | Command::ReadAgain(_)
        | Command::UseOwn
        | Command::DropOwn
        | Command::ForgetOwn => {}
    }
}

/// Does one slice of work, and schedules the next one while there is more.
fn tick(worker: &Rc<RefCell<Worker>>) {
    work(worker);
    let is_unsettled = std::mem::take(&mut worker.borrow_mut().is_unsettled);
    if is_unsettled {
        answering::settle(worker);
    }
}

fn work(worker: &Rc<RefCell<Worker>>) {
    let mut this = worker.borrow_mut();
    this.is_ticking = false;
    if let Some(work) = this.exclusive {
        return work(&mut this);
    }
    let Some(mut run) = this.run.take() else { return };
    let was_announced = run.is_announced;
    let outcome = run.work(|| now_ms(&this.scope));
    let now = now_ms(&this.scope);
    if let Err(fault) = outcome {
        this.send_run(run.run_id, RunEvent::Failed(fault));
        this.is_unsettled = true;
        return;
    }
    this.report(&mut run, now);
    let is_idle = run.session.is_idle();
    let waits = run.is_ahead(now);
    this.is_unsettled |= run.is_announced && !was_announced;
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
        // The next snapshot is sent at once, as feedback for the command.
        run.last_snapshot_ms = f64::NEG_INFINITY;
        self.keep_ticking();
    }

    /// Applies a change to the session and shows the result at once; the session may have to work for that.
    fn look_at_run(&mut self, ask: impl FnOnce(&mut Session)) {
        let Some(run) = &mut self.run else { return };
        ask(&mut run.session);
        run.last_snapshot_ms = f64::NEG_INFINITY;
        self.keep_ticking();
    }

    fn runs_at_hand(&self) -> RunsAtHand {
        RunsAtHand {
            at_hand: self.run.as_ref().map(|run| (run.run_id, run.is_announced)),
            awaited: self.loading.as_ref().map(|loading| loading.wanted.run_id),
            greatest: self.greatest_run_id,
        }
    }

    /// Schedules a look at waiting questions with the next tick, because runs were added or removed.
    fn unsettle(&mut self) {
        self.is_unsettled = true;
        self.keep_ticking();
    }

    /// Ends the run and keeps its PCA baseline for the next one.
    fn drop_run(&mut self) {
        if let Some(reference) = self.run.take().and_then(|run| run.session.baseline()) {
            self.baseline = Some(reference);
        }
    }

    /// Schedules the next slice after the waiting messages (a nested timer would cost 4 ms each).
    fn keep_ticking(&mut self) {
        if !self.is_ticking {
            self.is_ticking = self.ticker.port2().post_message(&JsValue::NULL).is_ok();
        }
    }

    /// Schedules the next slice a frame later, because the run is ahead of its watchable pace.
    fn tick_later(&mut self, worker: &Rc<RefCell<Self>>) {
        let worker = worker.clone();
        self.is_ticking = true;
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(FRAME_MS).await;
            tick(&worker);
        });
    }
}

fn now_ms(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |clock| clock.now())
}
