//! The events and replies that the worker sends to the page.

use super::{SNAPSHOT_MS, Worker, run::Run};
use js_sys::{Array, Uint8Array};
use lab::protocol::{
    Event, RunEvent, encode,
    questions::{Answer, Given, Reply},
};

impl Worker {
    pub(super) fn report(&self, run: &mut Run, now: f64) {
        if !run.session.is_prepared() {
            if now - run.last_preparing_ms >= SNAPSHOT_MS {
                // A preparation that ends before that needs no progress report.
                let is_first = run.last_preparing_ms == f64::NEG_INFINITY;
                run.last_preparing_ms = now;
                if !is_first {
                    self.send_run(run.run_id, RunEvent::Preparing { share: run.session.preparation_share() });
                }
            }
            return;
        }
        if !run.is_announced {
            run.is_announced = true;
            self.send_run(run.run_id, RunEvent::Prepared(Box::new(run.session.info())));
            // The announcement already contains all news so far.
            run.take_news();
        }
        let news = run.take_news();
        if let Some(pca) = news.pca {
            self.send_run(run.run_id, RunEvent::Pca(Box::new(pca)));
        }
        if let Some(shown) = news.shown {
            self.send_run(run.run_id, RunEvent::Shown(Box::new(shown)));
            run.last_snapshot_ms = f64::NEG_INFINITY;
        }
        let has_changed_state = run.session.state() != run.last_state;
        if has_changed_state || now - run.last_snapshot_ms >= SNAPSHOT_MS {
            let snapshot = run.snapshot(now);
            self.send_run(run.run_id, RunEvent::Progress(Box::new(snapshot)));
            self.tell_picked(run);
            self.tell_turned(run);
        }
    }

    pub(super) fn tell_picked(&self, run: &Run) {
        if let Some(picked) = run.session.picked() {
            self.send_run(run.run_id, RunEvent::Picked(Box::new(picked)));
        }
    }

    pub(super) fn tell_turned(&self, run: &Run) {
        if run.session.is_turned() {
            self.send_run(run.run_id, RunEvent::Turned(run.session.turned().map(Box::new)));
        }
    }

    pub(super) fn reply(&self, number: u32, reply: Reply) {
        self.send(&Event::Answer(Answer { number, reply }));
    }

    /// Gives an answer to the question with this number.
    pub(super) fn give(&self, number: u32, given: Given) {
        self.reply(number, Reply::Given(given));
    }

    pub(super) fn send_run(&self, run_id: u32, event: RunEvent) {
        self.send(&Event::Run { run_id, event });
    }

    pub(super) fn send(&self, event: &Event) {
        if let Ok(bytes) = encode(event) {
            let bytes = Uint8Array::from(bytes.as_slice());
            let transfer = Array::of1(&bytes.buffer());
            // Only a scope that is closing refuses.
            let _ = self.scope.post_message_with_transfer(&bytes.buffer(), &transfer);
        }
    }
}
