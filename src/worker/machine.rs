//! The machine's turn in the worker.

use super::{
    Worker,
    side_job::{self, Seat, SideJob},
};
use lab::{
    experiments::machine_turn::{MachineCommand, MachineEvent, MachineTurn},
    protocol::Event,
};
use std::{cell::RefCell, rc::Rc};

/// The networks of chapter 1.
#[derive(Default)]
pub(super) struct Machine {
    seat: Seat<MachineTurn>,
    /// The student's sequence, which outlives the networks.
    own: Option<Vec<f32>>,
}

/// Carries out a command of the page.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, command: MachineCommand) {
    match command {
        MachineCommand::Prepare { code_size, seed } => {
            if let Some(turn) = make(worker, code_size, seed) {
                let mut this = worker.borrow_mut();
                this.states.get::<Machine>().seat.stop();
                this.states.get::<Machine>().seat.job = Some(turn);
                MachineTurn::report(&mut this);
            }
        }
        MachineCommand::Start { code_size, seed } => {
            if let Some(turn) = make(worker, code_size, seed) {
                side_job::start(worker, turn);
                MachineTurn::report(&mut worker.borrow_mut());
            }
        }
        MachineCommand::Stop => worker.borrow_mut().states.get::<Machine>().seat.stop(),
        MachineCommand::Try(own) => {
            let mut this = worker.borrow_mut();
            this.states.get::<Machine>().own = Some(own);
            MachineTurn::report(&mut this);
        }
    }
}

/// Creates the networks and announces them.
fn make(worker: &Rc<RefCell<Worker>>, code_size: usize, seed: u64) -> Option<MachineTurn> {
    let mut this = worker.borrow_mut();
    match MachineTurn::new(code_size, seed) {
        Ok(turn) => {
            this.send(&Event::Machine(MachineEvent::Started(Box::new(turn.info()))));
            Some(turn)
        }
        Err(fault) => {
            this.states.get::<Machine>().seat = Seat::default();
            this.send(&Event::Machine(MachineEvent::Failed(fault)));
            None
        }
    }
}

impl SideJob for MachineTurn {
    fn seat(worker: &mut Worker) -> &mut Seat<Self> {
        &mut worker.states.get::<Machine>().seat
    }

    fn report(worker: &mut Worker) {
        let Machine { seat, own } = &worker.states.get::<Machine>();
        if let Some(turn) = &seat.job {
            let snapshot = turn.snapshot(own.as_deref());
            worker.send(&Event::Machine(MachineEvent::Progress(Box::new(snapshot))));
        }
    }
}
