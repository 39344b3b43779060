//! The page's side: the questions that are still to be answered, at most one a place.

use super::{Answer, Given, Matter, Question, Refusal, Reply};

/// The questions of the page that wait for their answers. `P` names the place on the page that asks.
#[derive(Debug)]
pub struct Correspondence<P> {
    last_number: u32,
    waiting: Vec<Waiting<P>>,
}

#[derive(Debug)]
struct Waiting<P> {
    place: P,
    question: Question,
    is_about_run: bool,
}

/// The news in an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Taken<P> {
    /// Nothing: the place has asked something else since, or has gone.
    Nothing,
    /// The question is kept by the worker.
    NotYet(P),
    /// The answer for a place.
    Given(P, Given),
    /// The reason why a place gets no answer.
    Refused(P, Refusal),
    /// Its run is over, and another one stands: the question is to be sent anew.
    AskAgain(Question),
}

impl<P> Default for Correspondence<P> {
    fn default() -> Self {
        Self { last_number: 0, waiting: Vec::new() }
    }
}

impl<P: Clone + PartialEq> Correspondence<P> {
    /// Asks for a place, in place of its earlier question. A question about the run at hand is kept without being sent where there
    /// is no run; [`Self::renew`] returns it later.
    pub fn ask(&mut self, place: P, matter: Matter, run_id: Option<u32>, is_about_run: bool) -> Option<Question> {
        self.forget(&place);
        let question = Question { number: self.next_number(), run_id: run_id.filter(|_| is_about_run), matter };
        let is_sent = !is_about_run || run_id.is_some();
        self.waiting.push(Waiting { place, question: question.clone(), is_about_run });
        is_sent.then_some(question)
    }

    /// Forgets the question of a place that does not want to know any more.
    pub fn forget(&mut self, place: &P) {
        self.waiting.retain(|waiting| waiting.place != *place);
    }

    /// True while a place waits for an answer.
    pub fn is_waiting(&self, place: &P) -> bool {
        self.waiting.iter().any(|waiting| waiting.place == *place)
    }

    /// Takes an answer; `run_id` is the run at hand.
    pub fn take(&mut self, Answer { number, reply }: Answer, run_id: Option<u32>) -> Taken<P> {
        let Some(idx) = self.waiting.iter().position(|waiting| waiting.question.number == number) else {
            return Taken::Nothing;
        };
        let place = self.waiting[idx].place.clone();
        match reply {
            Reply::NotYet => Taken::NotYet(place),
            Reply::Refused(Refusal::RunIsOver) if self.waiting[idx].is_about_run => {
                if run_id == self.waiting[idx].question.run_id || run_id.is_none() {
                    // Another run will come: the page has not heard of it yet.
                    self.waiting[idx].question.run_id = None;
                    return Taken::NotYet(place);
                }
                Taken::AskAgain(self.number_anew(idx, run_id))
            }
            Reply::Refused(refusal) => {
                self.waiting.remove(idx);
                Taken::Refused(place, refusal)
            }
            Reply::Given(given) => {
                self.waiting.remove(idx);
                Taken::Given(place, given)
            }
        }
    }

    /// Returns the questions to be sent because another run is at hand now.
    pub fn renew(&mut self, run_id: u32) -> Vec<Question> {
        let stale = (0..self.waiting.len()).filter(|&idx| {
            let waiting = &self.waiting[idx];
            waiting.is_about_run && waiting.question.run_id != Some(run_id)
        });
        stale.collect::<Vec<_>>().into_iter().map(|idx| self.number_anew(idx, Some(run_id))).collect()
    }

    /// Returns the questions to be sent to another worker, which knows nothing of the one before. Those about the run wait for
    /// [`Self::renew`].
    pub fn renew_all(&mut self) -> Vec<Question> {
        let mut questions = Vec::new();
        for idx in 0..self.waiting.len() {
            if self.waiting[idx].is_about_run {
                self.waiting[idx].question.run_id = None;
            } else {
                questions.push(self.number_anew(idx, None));
            }
        }
        questions
    }

    fn number_anew(&mut self, idx: usize, run_id: Option<u32>) -> Question {
        let number = self.next_number();
        let question = &mut self.waiting[idx].question;
        (question.number, question.run_id) = (number, run_id);
        question.clone()
    }

    fn next_number(&mut self) -> u32 {
        self.last_number = self.last_number.wrapping_add(1);
        self.last_number
    }
}
