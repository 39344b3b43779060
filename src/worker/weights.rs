//! Weights in the worker: the network as files, weights kept beside the kept runs, and weights that wait for their run.

use super::Worker;
use js_sys::{Array, Uint8Array};
use lab::{
    exchange::weights::{WeightsCommand, WeightsEvent, WeightsFault, tensors::LoadedWeights},
    protocol::{Event, decode, encode},
    run::snapshot::Provenance,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web::database::Store;
use web_sys::File;

/// A network of four layers of the greatest size has 20 million weights.
const MAX_FILE_BYTES: f64 = 256e6;

/// What is known of weights.
#[derive(Default)]
pub(super) struct Weights {
    /// Weights that have been read and wait for the run that starts from them.
    pub(super) brought: Option<(LoadedWeights, Provenance)>,
    /// What the browser has refused to keep, by the kept run's number.
    remembered: Vec<(u64, Vec<u8>)>,
}

/// Does what the page asks.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, bytes: &[u8], files: &Array, run_id: Option<u32>) {
    // Another build's message cannot be read; the handshake has told the page already.
    let Ok(command) = decode::<WeightsCommand>(bytes) else { return };
    let worker = worker.clone();
    match command {
        WeightsCommand::Save(form, query) => {
            let file =
                worker.borrow().run.as_ref().ok_or(WeightsFault::NoRun).and_then(|run| run.session.file(form, &query));
            worker.borrow().tell(&match file {
                Ok((name, bytes)) => WeightsEvent::File(name, bytes),
                Err(fault) => WeightsEvent::Refused(fault),
            });
        }
        WeightsCommand::Keep(id, query) => {
            // While this part of the program was fetched, another run may have come: its weights are not meant.
            let this = worker.borrow();
            let meant = this.run.as_ref().filter(|run| Some(run.run_id) == run_id);
            let bytes = meant.and_then(|run| run.session.weights(&query).ok());
            drop(this);
            if let Some(bytes) = bytes {
                spawn_local(async move {
                    if !Store::Weights.put(id, &bytes).await {
                        worker.borrow_mut().weights.remembered.push((id, bytes));
                    }
                });
            }
        }
        WeightsCommand::Forget(id) => {
            worker.borrow_mut().weights.remembered.retain(|(of, _)| *of != id);
            // A browser that refuses keeps nothing that could be forgotten.
            spawn_local(async move {
                let _ = Store::Weights.forget(id).await;
            });
        }
        WeightsCommand::OpenKept(id, name) => spawn_local(async move {
            let remembered =
                worker.borrow().weights.remembered.iter().find(|(of, _)| *of == id).map(|kept| kept.1.clone());
            let bytes = match remembered {
                Some(bytes) => Some(bytes),
                None => Store::Weights.load(id).await,
            };
            let outcome = bytes.ok_or(WeightsFault::NotKept).and_then(|bytes| open(&worker, &bytes, name));
            worker.borrow().tell(&told(outcome));
        }),
        WeightsCommand::OpenFile => {
            let Ok(file) = files.get(0).dyn_into::<File>() else { return };
            spawn_local(async move {
                let outcome = match bytes_of(&file).await {
                    Ok(bytes) => open(&worker, &bytes, file.name()),
                    Err(fault) => Err(fault),
                };
                worker.borrow().tell(&told(outcome));
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
    worker.borrow_mut().weights.brought = Some((weights, provenance));
    Ok(query)
}

async fn bytes_of(file: &File) -> Result<Vec<u8>, WeightsFault> {
    if file.size() > MAX_FILE_BYTES {
        return Err(WeightsFault::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| WeightsFault::Unreadable)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

impl Worker {
    pub(super) fn tell(&self, event: &WeightsEvent) {
        // Only memory could run out.
        self.send(&Event::Weights(encode(event).unwrap_or_default()));
    }
}
