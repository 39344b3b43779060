//! The descent of chapter 3, in the worker.

use super::{
    Worker,
    side_job::{self, Seat, SideJob},
};
use lab::{
    experiments::saddles::{SaddleCommand, SaddleEvent, Saddles},
    protocol::Event,
};
use std::{cell::RefCell, rc::Rc};

/// Carries out a command of the page.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, command: SaddleCommand) {
    match command {
        SaddleCommand::Descend(start) => match Saddles::new(start) {
            Ok(saddles) => side_job::start(worker, saddles),
            Err(fault) => worker.borrow().send(&Event::Saddles(SaddleEvent::Failed(fault))),
        },
        SaddleCommand::Stop => worker.borrow_mut().states.get::<Seat<Saddles>>().stop(),
    }
}

impl SideJob for Saddles {
    fn seat(worker: &mut Worker) -> &mut Seat<Self> {
        worker.states.get::<Seat<Saddles>>()
    }

    fn report(worker: &mut Worker) {
        let descent = worker.states.get::<Seat<Self>>().job.as_ref().map(Self::descent);
        if let Some(descent) = descent {
            worker.send(&Event::Saddles(SaddleEvent::Progress(Box::new(descent))));
        }
    }
}
