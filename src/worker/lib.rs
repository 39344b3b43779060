//! The worker: takes commands, drives a session in short slices between messages, and sends events.
//!
//! The session decides nothing about time; [`run`] does. Data are fetched by [`loading`], the user's own by
//! [`web::own_files`]; this file is the mailbox between them and the page.
#![cfg(target_arch = "wasm32")]

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
mod weights;

use copying::Copies;
use data::digits;
use exploring::Exploring;
use js_sys::{Array, Reflect, Uint8Array};
use lab::{
    exchange::kept::KeptBytes,
    experiments::saddles::Saddles,
    fault::Fault,
    protocol::{Command, Event, RunCommand, RunEvent, decode},
    run::{baseline::Reference, flow::Probe, session::Session, turn::Matrix2},
};
use loading::{Loading, Shelf, configure};
use machine::Machine;
use own::Opened;
use parts::{Ask, Asked};
use pretraining::Lent;
use run::{Run, Wanted};
use side_job::Seat;
use speed::Speed;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};
use weights::Weights;

/// Between two snapshots: about ten a second.
const SNAPSHOT_MS: f64 = 100.0;
/// From the start until the parts of the program that nobody has asked for are fetched too.
const BEFORE_REST_MS: u32 = 3000;
/// A frame of a screen.
const FRAME_MS: u32 = 16;

/// The worker's whole state.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
    ticker: MessageChannel,
    is_ticking: bool,
    run: Option<Run>,
    /// Data at hand.
    shelf: Shelf,
    /// Data on their way, and the run that waits for them.
    loading: Option<Loading>,
    /// The user's files that are being looked at.
    opened: Option<Opened>,
    /// PCA of the last run, so that another seed does not fit it again.
    reference: Option<Reference>,
    /// The machine's turn of chapter 1.
    machine: Machine,
    /// The codes that copy, of chapter 2.
    copies: Copies,
    /// The descent of chapter 3.
    saddles: Seat<Saddles>,
    /// The pretraining of chapter 5.
    lent: Lent,
    /// What a trained network is explored with.
    exploring: Exploring,
    /// Weights that were read, or that the browser does not keep.
    weights: Weights,
    /// What waits for a part of the program.
    asked: Asked,
    /// The kept runs, once they were asked for.
    kept: Option<KeptBytes>,
    /// The measurement of this machine's speed.
    speed: Speed,
}

/// Starts answering. Its closures live as long as the worker, which owns them through its scope.
pub fn start(build_stamp: &str) {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    take_digits(&scope);
    let Ok(ticker) = MessageChannel::new() else { return };
    let worker = Rc::new(RefCell::new(Worker {
        scope: scope.clone(),
        ticker: ticker.clone(),
        is_ticking: false,
        run: None,
        shelf: Shelf::default(),
        loading: None,
        opened: None,
        reference: None,
        machine: Machine::default(),
        copies: Copies::default(),
        saddles: Seat::default(),
        lent: Lent::default(),
        exploring: Exploring::default(),
        weights: Weights::default(),
        asked: Asked::default(),
        kept: None,
        speed: Speed::default(),
    }));

    let on_command = {
        let worker = worker.clone();
        Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            // The command's bytes, then the files that go with it.
            let parts = Array::from(&message.data());
            let bytes = Uint8Array::new(&parts.shift()).to_vec();
            // Another build's message cannot be read; the handshake has told the page already.
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

/// The built-in digits, which `public/start_worker.js` has left in the global scope.
fn take_digits(scope: &DedicatedWorkerGlobalScope) {
    // Where they are missing, whatever needs them says so.
    let Ok(files) = Reflect::get(scope, &JsValue::from_str("builtInDigits")) else { return };
    let files = Array::from(&files);
    let [images, labels] = [0, 1].map(|idx| Uint8Array::new(&files.get(idx)).to_vec());
    digits::provide(images, labels);
}

fn take(worker: &Rc<RefCell<Worker>>, command: Command, files: &Array) {
    match command {
        Command::Configure { run_id, settings, keeps_run, has_weights } => {
            if !keeps_run {
                worker.borrow_mut().drop_run();
            }
            configure(worker, Wanted { run_id, settings: *settings, has_weights });
        }
        Command::Run(command) => worker.borrow_mut().handle(command),
        Command::Look(probe) => worker.borrow_mut().look(probe),
        Command::View(view) => worker.borrow_mut().look_at_run(|session| session.set_view(view)),
        Command::Draw(number) => worker.borrow_mut().look_at_run(|session| session.draw(number)),
        Command::Checkpoints(epochs) => worker.borrow_mut().look_at_run(|session| session.set_checkpoints(epochs)),
        Command::OpenCheckpoint(checkpoint_idx) => {
            worker.borrow_mut().look_at_run(|session| session.open_checkpoint(checkpoint_idx));
        }
        Command::Pick(sample_idx) => worker.borrow_mut().pick(sample_idx),
        Command::Turn(matrix) => worker.borrow_mut().turn(matrix),
        Command::Pretraining(bytes) => parts::hand_on(worker, Ask::Pretraining(bytes)),
        Command::Weights(bytes) => {
            let run_id = worker.borrow().run.as_ref().map(|run| run.run_id);
            parts::hand_on(worker, Ask::Weights(bytes, files.clone(), run_id));
        }
        Command::ReadCodes(number, frame) => parts::hand_on(worker, Ask::Codes(number, frame)),
        Command::Explore(bytes) => parts::hand_on(worker, Ask::Exploring(bytes)),
        Command::Spectrum { n_kept } => worker.borrow_mut().tell_spectrum(n_kept),
        Command::Speed(command) => parts::hand_on(worker, Ask::Speed(command)),
        Command::CancelLoading => {
            let cancelled = worker.borrow_mut().loading.take();
            if let Some(loading) = cancelled {
                loading.stop.ask();
                worker.borrow().send_run(loading.wanted.run_id, RunEvent::Failed(Fault::Cancelled));
            }
        }
        command @ (Command::MachineTurn(_) | Command::Copying(_) | Command::Saddles(_) | Command::Kept(_)) => {
            parts::hand_on(worker, Ask::Labs(Box::new(command)));
        }
        command @ (Command::OpenFiles(_)
        | Command::ReadAgain(_)
        | Command::UseOwn
        | Command::DropOwn
        | Command::ForgetOwn) => {
            parts::hand_on(worker, Ask::OwnFiles(Box::new(command), files.clone()));
        }
        Command::ListStored => spawn_local(loading::tell_stored(worker.clone())),
        Command::DeleteStored(data) => spawn_local(loading::delete_stored(worker.clone(), data)),
    }
}

/// One slice of work, and the next one booked while there is more.
fn tick(worker: &Rc<RefCell<Worker>>) {
    let mut this = worker.borrow_mut();
    this.is_ticking = false;
    if let Some(work) = this.speed.work() {
        work(&mut this);
        return;
    }
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

    /// Shows the run from another side.
    fn look(&mut self, probe: Probe) {
        let now = now_ms(&self.scope);
        let Some(run) = &mut self.run else { return };
        run.session.look(probe);
        if run.is_announced {
            let (run_id, snapshot) = (run.run_id, run.snapshot(now));
            self.send_run(run_id, RunEvent::Progress(Box::new(snapshot)));
        }
    }

    /// Shows the run as something has just asked for; it may have work to do for that.
    fn look_at_run(&mut self, ask: impl FnOnce(&mut Session)) {
        let Some(run) = &mut self.run else { return };
        ask(&mut run.session);
        run.last_snapshot_ms = f64::NEG_INFINITY;
        self.keep_ticking();
    }

    /// Looks at a sample, and says at once what becomes of it.
    fn pick(&mut self, sample_idx: Option<usize>) {
        if let Some(run) = &mut self.run {
            run.session.pick(sample_idx);
        }
        if let Some(run) = self.run.as_ref().filter(|run| run.is_announced) {
            self.tell_picked(run);
        }
    }

    fn turn(&mut self, matrix: Option<Matrix2>) {
        if let Some(run) = &mut self.run {
            run.session.turn(matrix);
        }
        if let Some(run) = self.run.as_ref().filter(|run| run.is_announced) {
            self.tell_turned(run);
        }
    }

    /// Ends the run; its PCA may serve the next one.
    fn drop_run(&mut self) {
        if let Some(reference) = self.run.take().and_then(|run| run.session.reference()) {
            self.reference = Some(reference);
        }
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
}

fn now_ms(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |clock| clock.now())
}
