//! The measurement of this machine's speed, in the worker: slices as long as a run's, with nothing else running.

use super::{SNAPSHOT_MS, Worker, loading, now_ms, run::SLICE_MS};
use lab::{
    experiments::speed::{
        N_IMAGES, SpeedTest, Step,
        report::{SpeedCommand, SpeedEvent},
    },
    protocol::Event,
    run::source::PartKey,
    settings::{DataId, Part},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// The images for training, if they are in memory.
const MNIST: PartKey = PartKey { data: DataId::Mnist, part: Part::Train, n_taken: N_IMAGES, n_kept_apart: 0 };

/// The current measurement, if there is one.
#[derive(Default)]
pub(super) struct Speed {
    test: Option<Box<SpeedTest>>,
    last_report_ms: f64,
    /// A counter that changes with every start and stop, so that a measurement whose data arrive late is dropped.
    start_id: u32,
}

/// Carries out a command of the page.
pub(super) fn take(worker: &Rc<RefCell<Worker>>, command: SpeedCommand) {
    let start_id = {
        let this = &mut *worker.borrow_mut();
        this.exclusive = None;
        let speed = this.states.get::<Speed>();
        speed.test = None;
        speed.start_id += 1;
        speed.start_id
    };
    if command == SpeedCommand::Stop {
        return;
    }
    let worker = worker.clone();
    spawn_local(async move {
        let mnist = loading::nearby(&worker, MNIST).await;
        let mut this = worker.borrow_mut();
        if this.states.get::<Speed>().start_id != start_id {
            return;
        }
        match SpeedTest::new(mnist) {
            Ok(test) => {
                this.states.get::<Speed>().test = Some(Box::new(test));
                // A function pointer, so that the worker can be split: users who never measure do not load this part.
                this.exclusive = Some(work);
                this.states.get::<Speed>().last_report_ms = f64::NEG_INFINITY;
                this.keep_ticking();
            }
            Err(fault) => this.send(&Event::Speed(SpeedEvent::Failed(fault))),
        }
    });
}

/// Does one slice, and schedules the next one while there is more.
fn work(worker: &mut Worker) {
    let Some(mut test) = worker.states.get::<Speed>().test.take() else { return };
    let scope = worker.scope.clone();
    let clock = || now_ms(&scope) / 1e3;
    let end = now_ms(&scope) + SLICE_MS;
    loop {
        match test.advance(&clock) {
            Ok(Step::Going) if now_ms(&scope) < end => {}
            Ok(Step::Going) => break,
            Ok(Step::Done) => {
                worker.send(&Event::Speed(SpeedEvent::Progress(Box::new(test.progress()))));
                if let Some(result) = test.result() {
                    worker.send(&Event::Speed(SpeedEvent::Done(Box::new(result))));
                }
                return make_room(worker);
            }
            Err(fault) => {
                worker.send(&Event::Speed(SpeedEvent::Failed(fault)));
                return make_room(worker);
            }
        }
    }
    let now = now_ms(&scope);
    if now - worker.states.get::<Speed>().last_report_ms >= SNAPSHOT_MS {
        worker.states.get::<Speed>().last_report_ms = now;
        worker.send(&Event::Speed(SpeedEvent::Progress(Box::new(test.progress()))));
    }
    worker.states.get::<Speed>().test = Some(test);
    worker.keep_ticking();
}

/// Lets the run continue.
fn make_room(worker: &mut Worker) {
    worker.exclusive = None;
    worker.keep_ticking();
}
