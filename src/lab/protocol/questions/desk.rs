//! The worker's side: which questions can be answered now, which wait for their run, which are about a run that is over.

use super::{Question, Refusal};
use std::collections::VecDeque;

/// Numbers that are remembered, so that a repeated message is recognised.
const N_REMEMBERED: usize = 256;

/// The runs that the worker knows of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RunsAtHand {
    /// The run at hand, and whether it has been announced to the page.
    pub at_hand: Option<(u32, bool)>,
    /// The run that waits for its data.
    pub awaited: Option<u32>,
    /// The greatest number of a run that was ever asked for.
    pub greatest: u32,
}

/// The next thing to be done about a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Answer it.
    Answer(Question),
    /// Say that it is kept for later.
    NotYet(u32),
    /// Refuse it.
    Refuse(u32, Refusal),
}

/// The questions that wait for their run.
#[derive(Debug, Default)]
pub struct Desk {
    waiting: Vec<Question>,
    /// Numbers of questions that were taken in, the latest last.
    taken: VecDeque<u32>,
}

impl Desk {
    /// Takes a question in; `None` for one that was taken before.
    pub fn take(&mut self, question: Question, runs: RunsAtHand) -> Option<Step> {
        if self.taken.contains(&question.number) {
            return None;
        }
        self.taken.push_back(question.number);
        if self.taken.len() > N_REMEMBERED {
            self.taken.pop_front();
        }
        Some(self.place(question, runs))
    }

    /// Decides again about a question that was ready, and whose part of the program has been fetched since.
    pub fn place(&mut self, question: Question, runs: RunsAtHand) -> Step {
        match stand(question.run_id, runs) {
            Stand::Ready => Step::Answer(question),
            Stand::Over => Step::Refuse(question.number, Refusal::RunIsOver),
            Stand::Coming => {
                let number = question.number;
                self.waiting.push(question);
                Step::NotYet(number)
            }
        }
    }

    /// Returns the waiting questions about which something can be done, now that the runs are as given.
    pub fn settle(&mut self, runs: RunsAtHand) -> Vec<Step> {
        let (coming, due) =
            std::mem::take(&mut self.waiting).into_iter().partition(|q| stand(q.run_id, runs) == Stand::Coming);
        self.waiting = coming;
        due.into_iter().map(|question| self.place(question, runs)).collect()
    }
}

#[derive(PartialEq)]
enum Stand {
    Ready,
    Coming,
    Over,
}

fn stand(run_id: Option<u32>, runs: RunsAtHand) -> Stand {
    let Some(run_id) = run_id else { return Stand::Ready };
    match runs.at_hand {
        Some((at_hand, true)) if at_hand == run_id => Stand::Ready,
        Some((at_hand, false)) if at_hand == run_id => Stand::Coming,
        // A run that nobody has asked for yet: the question has overtaken the order.
        _ if runs.awaited == Some(run_id) || run_id > runs.greatest => Stand::Coming,
        _ => Stand::Over,
    }
}
