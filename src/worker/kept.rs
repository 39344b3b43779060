//! Kept runs in the worker: the list as the browser keeps it, or, where it refuses, as this page remembers it.

use super::Worker;
use lab::{
    exchange::kept::{KeptBytes, KeptCommand},
    protocol::Event,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use web::database::Store;

/// Does what the page asks, and tells it how the list is then.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, command: KeptCommand) {
    let worker = worker.clone();
    spawn_local(async move {
        if worker.borrow().kept.is_none() {
            let list = load().await;
            // Another command may have read it in the meantime, and changed it.
            worker.borrow_mut().kept.get_or_insert(list);
        }
        if let Some(list) = &mut worker.borrow_mut().kept {
            list.change(command.clone());
        }
        let is_agreed = match command {
            KeptCommand::List => true,
            KeptCommand::Put(id, bytes) => Store::Runs.put(id, &bytes).await,
            KeptCommand::Forget(id) => Store::Runs.forget(id).await,
        };
        let mut this = worker.borrow_mut();
        if let Some(list) = &mut this.kept {
            list.is_refused |= !is_agreed;
            let list = list.clone();
            this.send(&Event::Kept(list));
        }
    });
}

async fn load() -> KeptBytes {
    match Store::Runs.load_all().await {
        Some(runs) => KeptBytes { runs, is_refused: false },
        None => KeptBytes { is_refused: true, ..Default::default() },
    }
}
