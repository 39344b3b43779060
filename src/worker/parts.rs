//! The parts of the worker that are loaded on demand, so that a visitor who trains need not wait for them.
//!
//! When the site is built, the compiled worker is split at the functions of this file (`xtask/src/build/split.rs`):
//! code that only one of them reaches goes into its own file. All are fetched soon after the start, so that nothing
//! needs the network later.

use super::{Worker, copying, exploring, kept, machine, own, pretraining, saddles, speed, weights};
use js_sys::Array;
use lab::{
    exchange::code_reader::Frame,
    experiments::speed::report::SpeedCommand,
    protocol::{
        Command, Event, WorkerPart,
        lanes::part_of,
        questions::{Given, Matter, Question, Refusal, Reply, Step},
    },
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// The worker, shared by everything in it.
type Shared = Rc<RefCell<Worker>>;

#[cfg(feature = "parts")]
use wasm_split_helpers::SplitLoaderError as NotFetched;

/// The error type of a build without splitting, in which nothing is fetched.
#[cfg(not(feature = "parts"))]
struct NotFetched;

/// Declares a function at which the worker is split, with the function that fetches it. The page is compiled from the
/// same library and must not be split there, or it would contain the worker.
macro_rules! part {
    ($module:ident, $fetch:ident, fn $name:ident($($arg:ident: $type:ty),*) $body:block) => {
        #[cfg(feature = "parts")]
        #[wasm_split_helpers::wasm_split($module, fallible, preload($fetch))]
        fn $name($($arg: $type),*) -> Result<(), NotFetched> {
            $body;
            Ok(())
        }

        #[cfg(not(feature = "parts"))]
        async fn $name($($arg: $type),*) -> Result<(), NotFetched> {
            $body;
            Ok(())
        }

        #[cfg(not(feature = "parts"))]
        async fn $fetch() -> Result<(), NotFetched> {
            Ok(())
        }
    };
}

part! {
    labs, fetch_labs,
    fn take_labs(worker: Shared, command: Box<Command>) {
        match *command {
            Command::MachineTurn(command) => machine::take(&worker, command),
            Command::Copying(command) => copying::take(&worker, command),
            Command::Saddles(command) => saddles::take(&worker, command),
            Command::Ask(Question { number, matter: Matter::Kept(command), .. }) => kept::take(&worker, number, command),
            _ => {}
        }
    }
}

part! {
    pretraining, fetch_pretraining,
    fn take_pretraining(worker: Shared, bytes: Vec<u8>) {
        pretraining::take(&worker, &bytes);
    }
}

part! {
    exploring, fetch_exploring,
    fn take_exploring(worker: Shared, number: u32, bytes: Vec<u8>) {
        exploring::take(&worker, number, &bytes);
    }
}

part! {
    own_files, fetch_own_files,
    fn take_own_files(worker: Shared, command: Box<Command>, files: Array) {
        own::take(&worker, *command, &files);
    }
}

part! {
    weights, fetch_weights,
    fn take_weights(worker: Shared, number: u32, bytes: Vec<u8>, files: Array) {
        weights::take(&worker, number, &bytes, &files);
    }
}

part! {
    codes, fetch_codes,
    fn read_codes(worker: Shared, number: u32, frame: Frame) {
        worker.borrow().give(number, Given::Codes(frame.codes()));
    }
}

part! {
    speed, fetch_speed,
    fn take_speed(worker: Shared, command: SpeedCommand) {
        speed::take(&worker, command);
    }
}

/// Puts a command into its lane. It runs once the previous ones are done and its part of the program is loaded.
pub(super) fn enqueue(worker: &Shared, lane: WorkerPart, command: Command, files: &Array) {
    let is_idle = worker.borrow_mut().lanes.push(lane, (command, files.clone()));
    if !is_idle {
        return;
    }
    let worker = worker.clone();
    spawn_local(async move {
        loop {
            let next = worker.borrow_mut().lanes.next(lane);
            let Some((command, files)) = next else { break };
            work_off(&worker, command, files).await;
        }
    });
}

async fn work_off(worker: &Shared, command: Command, files: Array) {
    let number = match &command {
        Command::Ask(question) => Some(question.number),
        _ => None,
    };
    let part = part_of(&command);
    // The part is loaded first, because the run of a question may end in the meantime.
    let is_here = match part {
        Some(part) => fetch(part).await.is_ok(),
        None => true,
    };
    let outcome = if is_here { hand_on(worker, command, files).await } else { Err(()) };
    if let (Err(()), Some(part)) = (outcome, part) {
        match number {
            Some(number) => worker.borrow().reply(number, Reply::Refused(Refusal::PartMissing)),
            None => worker.borrow().send(&Event::PartMissing(part)),
        }
    }
}

async fn hand_on(worker: &Shared, command: Command, files: Array) -> Result<(), ()> {
    let shared = worker.clone();
    let outcome = match command {
        Command::Configure { .. } => {
            super::carry_out(worker, command);
            return Ok(());
        }
        Command::Ask(question) => {
            // The run of the question may have ended while the part was loading.
            let step = {
                let this = &mut *worker.borrow_mut();
                let runs = this.runs_at_hand();
                this.desk.place(question, runs)
            };
            let Question { number, run_id, matter } = match step {
                Step::Answer(question) => question,
                Step::NotYet(number) => {
                    worker.borrow().reply(number, Reply::NotYet);
                    return Ok(());
                }
                Step::Refuse(number, refusal) => {
                    worker.borrow().reply(number, Reply::Refused(refusal));
                    return Ok(());
                }
            };
            match matter {
                Matter::Explore(bytes) => take_exploring(shared, number, bytes).await,
                Matter::Weights(bytes) => take_weights(shared, number, bytes, files).await,
                Matter::Codes(frame) => read_codes(shared, number, frame).await,
                matter => take_labs(shared, Box::new(Command::Ask(Question { number, run_id, matter }))).await,
            }
        }
        Command::Pretraining(bytes) => take_pretraining(shared, bytes).await,
        Command::Speed(command) => take_speed(shared, command).await,
        command @ (Command::OpenFiles(_)
        | Command::ReadAgain(_)
        | Command::UseOwn
        | Command::DropOwn
        | Command::ForgetOwn) => take_own_files(shared, Box::new(command), files).await,
        command => take_labs(shared, Box::new(command)).await,
    };
    outcome.map_err(|_| ())
}

async fn fetch(part: WorkerPart) -> Result<(), NotFetched> {
    match part {
        WorkerPart::Labs => fetch_labs().await,
        WorkerPart::Pretraining => fetch_pretraining().await,
        WorkerPart::Exploring => fetch_exploring().await,
        WorkerPart::OwnFiles => fetch_own_files().await,
        WorkerPart::Weights => fetch_weights().await,
        WorkerPart::Codes => fetch_codes().await,
        WorkerPart::Speed => fetch_speed().await,
    }
}

/// Fetches the missing parts; a part that fails is fetched again on demand.
pub(super) async fn fetch_rest() {
    let _ = fetch_labs().await;
    let _ = fetch_pretraining().await;
    let _ = fetch_exploring().await;
    let _ = fetch_own_files().await;
    let _ = fetch_weights().await;
    let _ = fetch_codes().await;
    let _ = fetch_speed().await;
}
