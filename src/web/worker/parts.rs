//! The parts of the worker that are fetched when something is asked of them: a visitor who trains need not wait for them.
//!
//! When the site is built, the compiled worker is cut at the functions of this file (`xtask/src/build/split.rs`): what only one of
//! them reaches goes into a file of its own. Soon after the start all are fetched, so that nothing needs the network later.

use super::{Worker, copying, exploring, kept, machine, own, pretraining, saddles, speed, weights};
use crate::lab::{
    code_reader::Frame,
    protocol::{Command, Event, WorkerPart, encode},
    speed::report::SpeedCommand,
};
use js_sys::Array;
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// The worker, as everything shares it.
type Shared = Rc<RefCell<Worker>>;

#[cfg(all(feature = "parts", feature = "worker"))]
use wasm_split_helpers::SplitLoaderError as NotFetched;

/// In a build that is not cut nothing is fetched.
#[cfg(not(all(feature = "parts", feature = "worker")))]
struct NotFetched;

/// What is asked of a part.
pub(super) enum Ask {
    /// A command to one of the small experiments, or about kept runs.
    Labs(Box<Command>),
    /// A `PretrainingCommand`, as bytes.
    Pretraining(Vec<u8>),
    /// An `ExploreCommand`, as bytes.
    Exploring(Vec<u8>),
    /// A `WeightsCommand`, as bytes, perhaps with a file, and the run at hand when it was asked.
    Weights(Vec<u8>, Array, Option<u32>),
    /// A picture of the camera with its number.
    Codes(u32, Frame),
    /// A command to the measurement of speed.
    Speed(SpeedCommand),
    /// A command about files of the user's own, with the files.
    OwnFiles(Box<Command>, Array),
}

/// What has been asked and waits for its part.
#[derive(Default)]
pub(super) struct Asked {
    waiting: VecDeque<Ask>,
    is_busy: bool,
}

/// A function at which the worker is cut, with the one that fetches it. The page is compiled from the same library: there
/// nothing may be cut, or it would carry the worker with it.
macro_rules! part {
    ($module:ident, $fetch:ident, fn $name:ident($($arg:ident: $type:ty),*) $body:block) => {
        #[cfg(all(feature = "parts", feature = "worker"))]
        #[wasm_split_helpers::wasm_split($module, fallible, preload($fetch))]
        fn $name($($arg: $type),*) -> Result<(), NotFetched> {
            $body;
            Ok(())
        }

        #[cfg(not(all(feature = "parts", feature = "worker")))]
        async fn $name($($arg: $type),*) -> Result<(), NotFetched> {
            $body;
            Ok(())
        }

        #[cfg(not(all(feature = "parts", feature = "worker")))]
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
            Command::Kept(command) => kept::take(&worker, command),
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
    fn take_exploring(worker: Shared, bytes: Vec<u8>) {
        exploring::take(&worker, &bytes);
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
    fn take_weights(worker: Shared, bytes: Vec<u8>, files: Array, run_id: Option<u32>) {
        weights::take(&worker, &bytes, &files, run_id);
    }
}

part! {
    codes, fetch_codes,
    fn read_codes(worker: Shared, number: u32, frame: Frame) {
        // Numbers and texts always have a form as bytes.
        worker.borrow().send(&Event::CodesRead(encode(&(number, frame.codes())).unwrap_or_default()));
    }
}

part! {
    speed, fetch_speed,
    fn take_speed(worker: Shared, command: SpeedCommand) {
        speed::take(&worker, command);
    }
}

/// Hands on what is asked, in the order in which it was asked; a part that is not here is fetched first.
pub(super) fn hand_on(worker: &Shared, ask: Ask) {
    {
        let asked = &mut worker.borrow_mut().asked;
        asked.waiting.push_back(ask);
        if std::mem::replace(&mut asked.is_busy, true) {
            return;
        }
    }
    let worker = worker.clone();
    spawn_local(async move {
        loop {
            let next = worker.borrow_mut().asked.waiting.pop_front();
            let Some(ask) = next else { break };
            let (part, outcome) = match ask {
                Ask::Labs(command) => (WorkerPart::Labs, take_labs(worker.clone(), command).await),
                Ask::Pretraining(bytes) => (WorkerPart::Pretraining, take_pretraining(worker.clone(), bytes).await),
                Ask::Exploring(bytes) => (WorkerPart::Exploring, take_exploring(worker.clone(), bytes).await),
                Ask::Weights(bytes, files, run_id) => {
                    (WorkerPart::Weights, take_weights(worker.clone(), bytes, files, run_id).await)
                }
                Ask::Codes(number, frame) => (WorkerPart::Codes, read_codes(worker.clone(), number, frame).await),
                Ask::Speed(command) => (WorkerPart::Speed, take_speed(worker.clone(), command).await),
                Ask::OwnFiles(command, files) => {
                    (WorkerPart::OwnFiles, take_own_files(worker.clone(), command, files).await)
                }
            };
            if outcome.is_err() {
                worker.borrow().send(&Event::PartMissing(part));
            }
        }
        worker.borrow_mut().asked.is_busy = false;
    });
}

/// Fetches what is not here yet; what cannot be fetched now is fetched when it is asked for.
pub(super) async fn fetch_rest() {
    let _ = fetch_labs().await;
    let _ = fetch_pretraining().await;
    let _ = fetch_exploring().await;
    let _ = fetch_own_files().await;
    let _ = fetch_weights().await;
    let _ = fetch_codes().await;
    let _ = fetch_speed().await;
}
