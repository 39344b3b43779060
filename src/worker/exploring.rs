//! Questions about the network of the run, answered at once; what takes longer is done between the messages.

use super::{
    Worker, loading,
    side_job::{self, Seat, SideJob},
};
use lab::{
    experiments::exploring::{
        Explorer,
        background_jobs::Work,
        question::{AnomalyPlan, Errand, ExploreCommand, Odd},
        report::ExploreEvent,
    },
    fault::Fault,
    protocol::{Event, decode, encode},
    run::{
        selection::Samples,
        source::{PartKey, assemble_whole, required_parts},
    },
    settings::{DataId, Part},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use web::download::Stop;

/// Images of another data set that are compared with.
const N_OF_SET: usize = 1000;

/// What is known of the run's network.
#[derive(Default)]
pub(super) struct Exploring {
    explorer: Explorer,
    /// The run that it is of.
    run_id: u32,
    seat: Seat<Work>,
}

impl Exploring {
    /// Ends an errand; what it has not brought is lost.
    fn give_up(&mut self) {
        self.seat.stop();
        self.seat.job = None;
    }
}

/// Answers the page.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, bytes: &[u8]) {
    // Another build's message cannot be read; the handshake has told the page already.
    let Ok(command) = decode::<ExploreCommand>(bytes) else { return };
    renew(&mut worker.borrow_mut());
    match command {
        ExploreCommand::Start(errand) => start(worker, errand),
        ExploreCommand::Stop => worker.borrow_mut().exploring.give_up(),
        ExploreCommand::Anomalies(plan) => match plan.odd {
            Odd::Set(data) => answer_with_set(worker, plan, data),
            _ => answer(&mut worker.borrow_mut(), ExploreCommand::Anomalies(plan), None),
        },
        command => answer(&mut worker.borrow_mut(), command, None),
    }
}

/// What was known of another run's network does not hold for this one.
fn renew(worker: &mut Worker) {
    let run_id = worker.run.as_ref().map_or(0, |run| run.run_id);
    if worker.exploring.run_id != run_id {
        worker.exploring.give_up();
        worker.exploring.explorer = Explorer::default();
        worker.exploring.run_id = run_id;
    }
}

fn answer(worker: &mut Worker, command: ExploreCommand, odd: Option<&Samples>) {
    let Worker { run, exploring, .. } = worker;
    let material = run.as_ref().filter(|run| run.is_announced).and_then(|run| run.session.material());
    let event = match material {
        Some(material) => exploring.explorer.answer(&material, command, odd),
        None => ExploreEvent::Nothing,
    };
    send(worker, &event);
}

/// Fetches images of another data set first, where they are not at hand.
fn answer_with_set(worker: &Rc<RefCell<Worker>>, plan: AnomalyPlan, data: DataId) {
    let worker = worker.clone();
    spawn_local(async move {
        // What the run needs stays at hand.
        let mut keys = worker.borrow().run.as_ref().map_or_else(Vec::new, |run| required_parts(run.session.settings()));
        keys.push(PartKey { data, part: Part::Test, n_taken: N_OF_SET, n_kept_apart: 0 });
        let samples = match loading::provide(&worker, &keys, &Stop::default(), |_, _| {}).await {
            Ok(parts) => assemble_whole(data, &parts[parts.len().saturating_sub(1)..]),
            Err(fault) => Err(fault),
        };
        match samples {
            Ok(samples) => answer(&mut worker.borrow_mut(), ExploreCommand::Anomalies(plan), Some(&samples)),
            Err(fault) => send(&worker.borrow(), &ExploreEvent::Failed(fault)),
        }
    });
}

fn start(worker: &Rc<RefCell<Worker>>, errand: Errand) {
    // The gallery has to be that of the network as it is now.
    answer(&mut worker.borrow_mut(), ExploreCommand::Plane, None);
    let work = new_work(&worker.borrow(), errand);
    match work {
        Ok(Some(work)) => {
            send(&worker.borrow(), &ExploreEvent::Progress(errand, 0.0));
            side_job::start(worker, work);
        }
        Ok(None) => send(&worker.borrow(), &ExploreEvent::Nothing),
        Err(fault) => send(&worker.borrow(), &ExploreEvent::Failed(fault)),
    }
}

fn new_work(worker: &Worker, errand: Errand) -> Result<Option<Work>, Fault> {
    let material = worker.run.as_ref().and_then(|run| run.session.material());
    match material.zip(worker.exploring.explorer.gallery()) {
        Some((material, gallery)) => Work::new(errand, &material, gallery),
        None => Ok(None),
    }
}

fn send(worker: &Worker, event: &ExploreEvent) {
    // Only memory could run out.
    worker.send(&Event::Explored(encode(event).unwrap_or_default()));
}

impl SideJob for Work {
    const IS_LONG: bool = true;

    fn seat(worker: &mut Worker) -> &mut Seat<Self> {
        &mut worker.exploring.seat
    }

    fn report(worker: &mut Worker) {
        let Some(work) = &worker.exploring.seat.job else { return };
        let (errand, share) = (work.errand(), work.share_done());
        let measured = work.brought().and_then(|brought| worker.exploring.explorer.take(brought));
        if let Some(report) = measured {
            send(worker, &ExploreEvent::Precision(Box::new(report)));
        }
        send(worker, &ExploreEvent::Progress(errand, share));
    }
}
