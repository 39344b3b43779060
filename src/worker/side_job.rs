//! An experiment that trains beside the run: short slices between messages, held back so that a class can watch it.

use super::{FRAME_MS, SNAPSHOT_MS, Worker, now_ms};
use gloo_timers::future::TimeoutFuture;
use lab::{experiments::side::SideExperiment, run::pace::Pacer};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;

/// The duration of work between two checks for messages, in milliseconds.
const SLICE_MS: f64 = 10.0;

/// The slice of a job that takes minutes, in milliseconds: longer, with no pause after it. Messages are still handled
/// within a twentieth of a second.
const LONG_SLICE_MS: f64 = 40.0;

/// An experiment with its place in the worker.
pub(super) trait SideJob: SideExperiment + Sized + 'static {
    /// True if the job takes minutes, so that it must not be held back.
    const IS_LONG: bool = false;
    /// Returns the worker's place for the job.
    fn seat(worker: &mut Worker) -> &mut Seat<Self>;
    /// Sends the state of the job, if there is one.
    fn report(worker: &mut Worker);
}

/// A job with the state of its loop.
pub(super) struct Seat<J> {
    pub(super) job: Option<J>,
    pacer: Option<Pacer>,
    last_report_ms: f64,
    /// A counter that changes with every start and stop, so that an earlier loop ends.
    loop_id: u32,
}

impl<J> Default for Seat<J> {
    fn default() -> Self {
        Self { job: None, pacer: None, last_report_ms: f64::NEG_INFINITY, loop_id: 0 }
    }
}

impl<J> Seat<J> {
    /// Stops the loop; the job stays.
    pub(super) fn stop(&mut self) {
        self.loop_id += 1;
    }
}

/// Replaces the job and runs it to its end.
pub(super) fn start<J: SideJob>(worker: &Rc<RefCell<Worker>>, job: J) {
    let loop_id = {
        let mut this = worker.borrow_mut();
        let now = now_ms(&this.scope);
        let (n_done, n_all) = job.sample_progress();
        let seat = J::seat(&mut this);
        seat.stop();
        seat.pacer = (!J::IS_LONG).then(|| Pacer::new(n_done, n_all, now / 1e3));
        seat.job = Some(job);
        seat.loop_id
    };
    drive::<J>(worker, loop_id);
}

/// Continues a stopped job.
pub(super) fn resume<J: SideJob>(worker: &Rc<RefCell<Worker>>) {
    let loop_id = {
        let mut this = worker.borrow_mut();
        let seat = J::seat(&mut this);
        seat.stop();
        seat.loop_id
    };
    drive::<J>(worker, loop_id);
}

fn drive<J: SideJob>(worker: &Rc<RefCell<Worker>>, loop_id: u32) {
    let worker = worker.clone();
    spawn_local(async move {
        while work::<J>(&worker, loop_id) {
            TimeoutFuture::new(if J::IS_LONG { 0 } else { FRAME_MS }).await;
        }
    });
}

/// Does one slice; returns true if there is another.
fn work<J: SideJob>(worker: &Rc<RefCell<Worker>>, loop_id: u32) -> bool {
    let mut this = worker.borrow_mut();
    let scope = this.scope.clone();
    let seat = J::seat(&mut this);
    if seat.loop_id != loop_id {
        return false;
    }
    let Some(job) = &mut seat.job else { return false };
    let end = now_ms(&scope) + if J::IS_LONG { LONG_SLICE_MS } else { SLICE_MS };
    loop {
        let now = now_ms(&scope);
        let is_ahead = seat.pacer.is_some_and(|pacer| job.sample_progress().0 >= pacer.n_allowed(now / 1e3));
        if job.is_over() || is_ahead || now >= end {
            break;
        }
        job.advance();
    }
    let is_over = job.is_over();
    let now = now_ms(&scope);
    if is_over || now - seat.last_report_ms >= SNAPSHOT_MS {
        seat.last_report_ms = now;
        J::report(&mut this);
    }
    !is_over
}
