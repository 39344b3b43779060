//! Answers to the page's questions: each gets one reply, at once, once its run is ready, or as a refusal.

use super::{Worker, now_ms, parts};
use js_sys::Array;
use lab::protocol::{
    Command, RunEvent,
    lanes::lane_of,
    questions::{Given, Matter, Refusal, Reply, Step},
};
use std::{cell::RefCell, rc::Rc};

/// Carries out the next step of a question. Files sent with it belong to questions that wait for no run.
pub(super) fn carry_out(worker: &Rc<RefCell<Worker>>, step: Step, files: &Array) {
    match step {
        Step::NotYet(number) => worker.borrow().reply(number, Reply::NotYet),
        Step::Refuse(number, refusal) => worker.borrow().reply(number, Reply::Refused(refusal)),
        Step::Answer(question) => {
            let question = Command::Ask(question);
            match (lane_of(&question), question) {
                (Some(lane), question) => parts::enqueue(worker, lane, question, files),
                (None, Command::Ask(question)) => {
                    let number = question.number;
                    let reply = worker.borrow_mut().answer_about_run(question.matter);
                    worker.borrow().reply(number, reply);
                }
                (None, _) => {}
            }
        }
    }
}

/// Reconsiders the questions that wait for their run after one was announced, has failed, or was requested.
pub(super) fn settle(worker: &Rc<RefCell<Worker>>) {
    let steps = {
        let this = &mut *worker.borrow_mut();
        let runs = this.runs_at_hand();
        this.desk.settle(runs)
    };
    steps.into_iter().for_each(|step| carry_out(worker, step, &Array::new()));
}

impl Worker {
    /// Answers a question about the current run, which has been announced.
    fn answer_about_run(&mut self, matter: Matter) -> Reply {
        let now = now_ms(&self.scope);
        let Some(run) = &mut self.run else { return Reply::Refused(Refusal::RunIsOver) };
        match matter {
            Matter::Spectrum { n_kept } => match run.session.spectrum(n_kept) {
                Ok(Some(spectrum)) => return Reply::Given(Given::Spectrum(Box::new(spectrum))),
                Ok(None) => return Reply::Refused(Refusal::NothingThere),
                Err(fault) => return Reply::Refused(Refusal::Failed(fault)),
            },
            Matter::Turn(matrix) => {
                run.session.turn(matrix);
                if let Some(run) = &self.run {
                    self.tell_turned(run);
                }
            }
            Matter::Pick(sample_idx) => {
                run.session.pick(sample_idx);
                if let Some(run) = &self.run {
                    self.tell_picked(run);
                }
            }
            Matter::Look(probe) => {
                run.session.look(probe);
                let (run_id, snapshot) = (run.run_id, run.snapshot(now));
                self.send_run(run_id, RunEvent::Progress(Box::new(snapshot)));
            }
            // Their lanes answer them.
            Matter::Explore(_) | Matter::Weights(_) | Matter::Kept(_) | Matter::Codes(_) => {}
        }
        Reply::Given(Given::Done)
    }
}
