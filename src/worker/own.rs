//! The user's own files in the worker: opened, read, read again with other options, accepted as the data set or
//! dropped.
//!
//! A file that cannot be read changes nothing: previously opened or accepted files stay.

use super::Worker;
use data::Dataset;
use js_sys::Array;
use lab::{
    exchange::own_data::{Reading, link::FileLink},
    protocol::{Command, Event},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web::own_files::{self, Held};
use web_sys::File;

/// Files that have been read.
pub(super) struct Opened {
    held: Rc<Held>,
    dataset: Option<Rc<Dataset>>,
}

/// The files that the user is previewing.
#[derive(Default)]
struct LookedAt(Option<Opened>);

/// Carries out a command about the user's own files.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, command: Command, files: &Array) {
    match command {
        Command::OpenFiles(asked) => open(worker, files, asked),
        Command::ReadAgain(reading) => read_again(worker, reading),
        Command::UseOwn => accept(&mut worker.borrow_mut()),
        Command::ForgetOwn => worker.borrow_mut().shelf.own = None,
        Command::DropOwn => worker.borrow_mut().states.get::<LookedAt>().0 = None,
        _ => {}
    }
}

/// Opens files, with the reading of a link if it asks for them.
fn open(worker: &Rc<RefCell<Worker>>, files: &Array, asked: Option<Box<FileLink>>) {
    let files = files.iter().filter_map(|file| file.dyn_into::<File>().ok()).collect();
    let held = Rc::new(Held::new(files));
    let Some(asked) = asked else { return understand(worker, held, Reading::default()) };
    let worker = worker.clone();
    spawn_local(async move {
        match own_files::reading_for(&held, &asked).await {
            Ok(reading) => understand(&worker, held, reading),
            Err(fault) => worker.borrow().send(&Event::NotUnderstood(fault)),
        }
    });
}

/// Reads the same files again with other options.
fn read_again(worker: &Rc<RefCell<Worker>>, reading: Reading) {
    let held = worker.borrow_mut().states.get::<LookedAt>().0.as_ref().map(|opened| opened.held.clone());
    if let Some(held) = held {
        understand(worker, held, reading);
    }
}

/// Accepts the opened files as the user's data set.
fn accept(worker: &mut Worker) {
    let dataset = worker.states.get::<LookedAt>().0.as_mut().and_then(|opened| opened.dataset.take());
    if let Some(dataset) = dataset {
        worker.shelf.own = Some(dataset);
        worker.states.get::<LookedAt>().0 = None;
        // The baseline may belong to other data of the same name.
        worker.drop_run();
        worker.baseline = None;
    }
}

fn understand(worker: &Rc<RefCell<Worker>>, held: Rc<Held>, reading: Reading) {
    let worker = worker.clone();
    spawn_local(async move {
        let report = |n_read, n_files| worker.borrow().send(&Event::ReadingFiles { n_read, n_files });
        match own_files::understand(&held, reading, report).await {
            Ok((dataset, understood)) => {
                worker.borrow_mut().states.get::<LookedAt>().0 = Some(Opened { held, dataset: Some(Rc::new(dataset)) });
                worker.borrow().send(&Event::Understood(Box::new(understood)));
            }
            Err(fault) => {
                // Newly opened files are discarded; files read before can still be read with other options.
                if let Some(opened) = &mut worker.borrow_mut().states.get::<LookedAt>().0
                    && Rc::ptr_eq(&opened.held, &held)
                {
                    opened.dataset = None;
                }
                worker.borrow().send(&Event::NotUnderstood(fault));
            }
        }
    });
}
