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
    protocol::{
        Event, decode, encode,
        questions::{Given, Refusal, Reply},
    },
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

/// Holds what is known of the run's network.
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
pub(super) fn take(worker: &Rc<RefCell<Worker>>, number: u32, bytes: &[u8]) {
    // Another build's message cannot be read; the handshake has told the page already.
    let Ok(command) = decode::<ExploreCommand>(bytes) else { return };
    renew(&mut worker.borrow_mut());
    match command {
        ExploreCommand::Start(errand) => start(worker, number, errand),
        ExploreCommand::Stop => {
            let mut this = worker.borrow_mut();
            this.states.get::<Exploring>().give_up();
            this.give(number, Given::Done);
        }
        ExploreCommand::Anomalies(plan) => match plan.odd {
            Odd::Set(data) => answer_with_set(worker, number, plan, data),
            _ => answer(&mut worker.borrow_mut(), number, ExploreCommand::Anomalies(plan), None),
        },
        command => answer(&mut worker.borrow_mut(), number, command, None),
    }
}

/// What was known of another run's network does not hold for this one.
fn renew(worker: &mut Worker) {
    let run_id = worker.run.as_ref().map_or(0, |run| run.run_id);
    if worker.states.get::<Exploring>().run_id != run_id {
        worker.states.get::<Exploring>().give_up();
        worker.states.get::<Exploring>().explorer = Explorer::default();
        worker.states.get::<Exploring>().run_id = run_id;
    }
}

fn answer(worker: &mut Worker, number: u32, command: ExploreCommand, odd: Option<&Samples>) {
    let reply = match explore(worker, command, odd) {
        Some(event) => given(&event),
        None => Reply::Refused(Refusal::NothingThere),
    };
    worker.reply(number, reply);
}

/// What the explorer says; `None` where the run has no network of images.
fn explore(worker: &mut Worker, command: ExploreCommand, odd: Option<&Samples>) -> Option<ExploreEvent> {
    let Worker { run, states, .. } = worker;
    let material = run.as_ref().filter(|run| run.is_announced).and_then(|run| run.session.material())?;
    Some(states.get::<Exploring>().explorer.answer(&material, command, odd))
}

fn given(event: &ExploreEvent) -> Reply {
    // Only memory could run out.
    Reply::Given(Given::Explored(encode(event).unwrap_or_default()))
}

/// Fetches images of another data set first, where they are not at hand.
fn answer_with_set(worker: &Rc<RefCell<Worker>>, number: u32, plan: AnomalyPlan, data: DataId) {
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
            Ok(samples) => answer(&mut worker.borrow_mut(), number, ExploreCommand::Anomalies(plan), Some(&samples)),
            Err(fault) => worker.borrow().reply(number, Reply::Refused(Refusal::Failed(fault))),
        }
    });
}

fn start(worker: &Rc<RefCell<Worker>>, number: u32, errand: Errand) {
    // The gallery has to be that of the network as it is now.
    let plane = explore(&mut worker.borrow_mut(), ExploreCommand::Plane, None);
    if let Some(plane) = plane {
        send(&worker.borrow(), &plane);
    }
    let work = new_work(&mut worker.borrow_mut(), errand);
    let reply = match work {
        Ok(Some(work)) => {
            side_job::start(worker, work);
            given(&ExploreEvent::Progress(errand, 0.0))
        }
        Ok(None) => Reply::Refused(Refusal::NothingThere),
        Err(fault) => Reply::Refused(Refusal::Failed(fault)),
    };
    worker.borrow().reply(number, reply);
}

fn new_work(worker: &mut Worker, errand: Errand) -> Result<Option<Work>, Fault> {
    let Worker { run, states, .. } = worker;
    let material = run.as_ref().and_then(|run| run.session.material());
    match material.zip(states.get::<Exploring>().explorer.gallery()) {
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
        &mut worker.states.get::<Exploring>().seat
    }

    fn report(worker: &mut Worker) {
        let Exploring { explorer, seat, .. } = worker.states.get::<Exploring>();
        let Some(work) = &seat.job else { return };
        let (errand, share) = (work.errand(), work.share_done());
        let measured = work.brought().and_then(|brought| explorer.take(brought));
        if let Some(report) = measured {
            send(worker, &ExploreEvent::Precision(Box::new(report)));
        }
        send(worker, &ExploreEvent::Progress(errand, share));
    }
}
