//! Weights in the worker: the network as files, weights kept beside the kept runs, and weights that wait for their run.

use super::Worker;
use js_sys::{Array, Uint8Array};
use lab::{
    exchange::weights::{WeightsCommand, WeightsEvent, WeightsFault, tensors::LoadedWeights},
    protocol::{decode, encode, questions::Given},
    run::snapshot::Provenance,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web::database::Store;
use web_sys::File;

/// A network of four layers of the greatest size has 20 million weights.
const MAX_FILE_BYTES: f64 = 256e6;

/// Holds what is known of weights.
#[derive(Default)]
pub(super) struct Weights {
    /// Weights that have been read and wait for the run that starts from them.
    pub(super) brought: Option<(LoadedWeights, Provenance)>,
    /// Holds what the browser has refused to keep, by the kept run's number.
    remembered: Vec<(u64, Vec<u8>)>,
}

/// Does what the page asks.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, number: u32, bytes: &[u8], files: &Array) {
    // Another build's message cannot be read; the handshake has told the page already.
    let Ok(command) = decode::<WeightsCommand>(bytes) else { return };
    let answer = move |worker: &Rc<RefCell<Worker>>, event: &WeightsEvent| {
        // Only memory could run out.
        worker.borrow().give(number, Given::Weights(encode(event).unwrap_or_default()));
    };
    let worker = worker.clone();
    match command {
        WeightsCommand::Save(form, query) => {
            let file =
                worker.borrow().run.as_ref().ok_or(WeightsFault::NoRun).and_then(|run| run.session.file(form, &query));
            let event = match file {
                Ok((name, bytes)) => WeightsEvent::File(name, bytes),
                Err(fault) => WeightsEvent::Refused(fault),
            };
            answer(&worker, &event);
        }
        WeightsCommand::Keep(id, query) => {
            let bytes = worker.borrow().run.as_ref().map(|run| run.session.weights(&query));
            match bytes {
                Some(Ok(bytes)) => spawn_local(async move {
                    if !Store::Weights.put(id, &bytes).await {
                        worker.borrow_mut().states.get::<Weights>().remembered.push((id, bytes));
                    }
                    answer(&worker, &WeightsEvent::Kept);
                }),
                Some(Err(fault)) => answer(&worker, &WeightsEvent::Refused(fault)),
                None => answer(&worker, &WeightsEvent::Refused(WeightsFault::NoRun)),
            }
        }
        WeightsCommand::Forget(id) => {
            worker.borrow_mut().states.get::<Weights>().remembered.retain(|(of, _)| *of != id);
            // A browser that refuses keeps nothing that could be forgotten.
            spawn_local(async move {
                let _ = Store::Weights.forget(id).await;
                answer(&worker, &WeightsEvent::Kept);
            });
        }
        WeightsCommand::OpenKept(id, name) => spawn_local(async move {
            let remembered = worker
                .borrow_mut()
                .states
                .get::<Weights>()
                .remembered
                .iter()
                .find(|(of, _)| *of == id)
                .map(|kept| kept.1.clone());
            let bytes = match remembered {
                Some(bytes) => Some(bytes),
                None => Store::Weights.load(id).await,
            };
            let outcome = bytes.ok_or(WeightsFault::NotKept).and_then(|bytes| open(&worker, &bytes, name));
            answer(&worker, &told(outcome));
        }),
        WeightsCommand::OpenFile => {
            let Ok(file) = files.get(0).dyn_into::<File>() else {
                return answer(&worker, &WeightsEvent::Refused(WeightsFault::Unreadable));
            };
            spawn_local(async move {
                let outcome = match bytes_of(&file).await {
                    Ok(bytes) => open(&worker, &bytes, file.name()),
                    Err(fault) => Err(fault),
                };
                answer(&worker, &told(outcome));
            });
        }
    }
}

fn told(outcome: Result<Option<String>, WeightsFault>) -> WeightsEvent {
    match outcome {
        Ok(query) => WeightsEvent::Read(query),
        Err(fault) => WeightsEvent::Refused(fault),
    }
}

/// Reads weights and holds them until the page asks for their run; returns the settings that the file names.
fn open(worker: &RefCell<Worker>, bytes: &[u8], name: String) -> Result<Option<String>, WeightsFault> {
    let weights = LoadedWeights::read(bytes)?;
    let query = weights.query.clone();
    let provenance = Provenance { name, n_epochs: weights.n_epochs };
    worker.borrow_mut().states.get::<Weights>().brought = Some((weights, provenance));
    Ok(query)
}

async fn bytes_of(file: &File) -> Result<Vec<u8>, WeightsFault> {
    if file.size() > MAX_FILE_BYTES {
        return Err(WeightsFault::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| WeightsFault::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
