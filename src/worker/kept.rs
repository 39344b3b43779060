//! Kept runs in the worker: the list stored by the browser or, if it refuses, the one in memory.

use super::Worker;
use lab::{
    exchange::kept::{KeptBytes, KeptCommand},
    protocol::questions::Given,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use web::database::Store;

/// The list, once it has been loaded.
#[derive(Default)]
struct Kept(Option<KeptBytes>);

/// Carries out a command, and answers with the resulting list.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, number: u32, command: KeptCommand) {
    let worker = worker.clone();
    spawn_local(async move {
        let is_known = worker.borrow_mut().states.get::<Kept>().0.is_some();
        if !is_known {
            let list = load().await;
            // Another command may have loaded and changed it in the meantime.
            worker.borrow_mut().states.get::<Kept>().0.get_or_insert(list);
        }
        if let Some(list) = &mut worker.borrow_mut().states.get::<Kept>().0 {
            list.change(command.clone());
        }
        let is_agreed = match command {
            KeptCommand::List => true,
            KeptCommand::Put(id, bytes) => Store::Runs.put(id, &bytes).await,
            KeptCommand::Forget(id) => Store::Runs.forget(id).await,
        };
        let mut this = worker.borrow_mut();
        if let Some(list) = &mut this.states.get::<Kept>().0 {
            list.is_refused |= !is_agreed;
            let list = list.clone();
            this.give(number, Given::Kept(list));
        }
    });
}

async fn load() -> KeptBytes {
    match Store::Runs.load_all().await {
        Some(runs) => KeptBytes { runs, is_refused: false },
        None => KeptBytes { is_refused: true, ..Default::default() },
    }
}
