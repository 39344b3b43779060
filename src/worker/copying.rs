//! The codes that copy, in the worker.

use super::{
    Worker,
    side_job::{self, Seat, SideJob},
};
use lab::{
    experiments::copying::{CopyCommand, CopyEvent, CopyProbe, Copying},
    protocol::Event,
};
use std::{cell::RefCell, rc::Rc};

/// Of the codes that stand there before anybody trains them.
const FIRST_SEED: u64 = 1;

/// The codes of chapter 2.
#[derive(Default)]
pub(super) struct Copies {
    seat: Seat<Copying>,
    /// Holds what is looked at; it outlives the codes.
    probe: CopyProbe,
}

/// Does what the page asks.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, command: CopyCommand) {
    match command {
        CopyCommand::Start { seed } => {
            if let Some(copying) = make(worker, seed) {
                side_job::start(worker, copying);
                Copying::report(&mut worker.borrow_mut());
            }
        }
        CopyCommand::Stop => worker.borrow_mut().states.get::<Copies>().seat.stop(),
        CopyCommand::Look(probe) => {
            worker.borrow_mut().states.get::<Copies>().probe = probe;
            if worker.borrow_mut().states.get::<Copies>().seat.job.is_none() {
                let copying = make(worker, FIRST_SEED);
                worker.borrow_mut().states.get::<Copies>().seat.job = copying;
            }
            Copying::report(&mut worker.borrow_mut());
        }
    }
}

/// Makes the codes and says so.
fn make(worker: &Rc<RefCell<Worker>>, seed: u64) -> Option<Copying> {
    let this = worker.borrow();
    match Copying::new(seed) {
        Ok(copying) => {
            this.send(&Event::Copying(CopyEvent::Started(Box::new(copying.info()))));
            Some(copying)
        }
        Err(fault) => {
            this.send(&Event::Copying(CopyEvent::Failed(fault)));
            None
        }
    }
}

impl SideJob for Copying {
    fn seat(worker: &mut Worker) -> &mut Seat<Self> {
        &mut worker.states.get::<Copies>().seat
    }

    fn report(worker: &mut Worker) {
        let Copies { seat, probe } = &worker.states.get::<Copies>();
        if let Some(copying) = &seat.job {
            let snapshot = copying.snapshot(*probe);
            worker.send(&Event::Copying(CopyEvent::Progress(Box::new(snapshot))));
        }
    }
}
