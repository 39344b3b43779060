//! The pretraining of chapter 5 in the worker: its data, its slices, its events.

use super::{
    Worker, loading,
    side_job::{self, Seat, SideJob},
};
use lab::{
    experiments::pretraining::{
        Pretraining,
        plan::Plan,
        report::{PretrainingCommand, PretrainingEvent},
    },
    fault::Fault,
    protocol::{Event, decode, encode},
    run::source,
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use web::download::Stop;

/// The number of images sent for a cell of the confusion matrix.
const N_MISTAKEN: usize = 24;

/// The experiment with its place in the worker.
#[derive(Default)]
pub(super) struct Lent {
    seat: Seat<Pretraining>,
    n_outcomes_sent: usize,
    /// The handle to cancel loading of its data.
    stop: Stop,
}

/// Carries out a command of the page.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, bytes: &[u8]) {
    // A message of another build cannot be read; the handshake has already notified the page.
    let Ok(command) = decode(bytes) else { return };
    match command {
        PretrainingCommand::Start(plan) => {
            let stop = Stop::default();
            {
                let mut this = worker.borrow_mut();
                this.states.get::<Lent>().stop.ask();
                *this.states.get::<Lent>() = Lent { stop: stop.clone(), ..Lent::default() };
            }
            let worker = worker.clone();
            spawn_local(async move {
                match make(&worker, *plan, &stop).await {
                    // Another one has been requested in the meantime.
                    _ if stop.is_asked() => {}
                    Ok(experiment) => side_job::start(&worker, experiment),
                    Err(fault) => send(&worker.borrow(), &PretrainingEvent::Failed(fault)),
                }
            });
        }
        PretrainingCommand::Pause => worker.borrow_mut().states.get::<Lent>().seat.stop(),
        PretrainingCommand::Resume => side_job::resume::<Pretraining>(worker),
        PretrainingCommand::Mistaken(mistake) => {
            let this = &mut *worker.borrow_mut();
            let experiment = this.states.get::<Lent>().seat.job.as_ref();
            if let Some(images) = experiment.map(|experiment| experiment.mistaken(mistake, N_MISTAKEN)) {
                send(this, &PretrainingEvent::Images(mistake, images));
            }
        }
    }
}

async fn make(worker: &Rc<RefCell<Worker>>, plan: Plan, stop: &Stop) -> Result<Pretraining, Fault> {
    let keys = source::whole_parts(plan.data);
    let report = |n_received, n_total| {
        send(&worker.borrow(), &PretrainingEvent::Loading(n_received, n_total));
    };
    let parts = loading::provide(worker, &keys, stop, report).await?;
    let samples = source::assemble_whole(plan.data, &parts)?;
    Pretraining::new(plan, &samples)
}

fn send(worker: &Worker, event: &PretrainingEvent) {
    // The only possible error is a lack of memory.
    worker.send(&Event::Pretraining(encode(event).unwrap_or_default()));
}

impl SideJob for Pretraining {
    const IS_LONG: bool = true;

    fn seat(worker: &mut Worker) -> &mut Seat<Self> {
        &mut worker.states.get::<Lent>().seat
    }

    fn report(worker: &mut Worker) {
        let Lent { seat, n_outcomes_sent, .. } = worker.states.get::<Lent>();
        let Some(experiment) = &seat.job else { return };
        let new = &experiment.outcomes()[*n_outcomes_sent..];
        let mut events: Vec<_> =
            new.iter().map(|outcome| PretrainingEvent::Outcome(Box::new(outcome.without_predictions()))).collect();
        events.push(PretrainingEvent::Progress(Box::new(experiment.report())));
        *n_outcomes_sent = experiment.outcomes().len();
        events.iter().for_each(|event| send(worker, event));
    }
}
