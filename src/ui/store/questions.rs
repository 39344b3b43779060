//! The questions that the page puts to its worker. Whoever asks names a place of its own: the answer comes to the last question of that
//! place, and nothing is lost when runs or workers come and go ([`lab::protocol::questions`]).

use crate::store::{port::WorkerPort, run::Run};
use lab::protocol::{
    Command, Event, Topic,
    questions::{Answer, Correspondence, Given, Matter, Question, Refusal, Taken},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The place on the page that asks, by its name and, where many of a kind ask, a number: only the last question of a place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place(pub &'static str, pub u64);

impl From<&'static str> for Place {
    /// The only place of this name.
    fn from(name: &'static str) -> Self {
        Self(name, 0)
    }
}

/// The final reply to a question.
pub type Outcome = Result<Given, Refusal>;

/// Takes the reply. It belongs to the question, and not to the effect or the view in which that was asked.
type Taker = Arc<dyn Fn(Outcome) + Send + Sync>;

/// The page's questions. Copied freely.
#[derive(Clone, Copy)]
pub struct Questions {
    port: WorkerPort,
    run: Run,
    open: RwSignal<Correspondence<Place>>,
    takers: StoredValue<Vec<(Place, Taker)>>,
}

impl Questions {
    /// Follows the worker and the run; questions that have become stale are asked again.
    pub fn follow(port: WorkerPort, run: Run) -> Self {
        let questions =
            Self { port, run, open: RwSignal::new(Correspondence::default()), takers: StoredValue::new(Vec::new()) };
        port.subscribe(Topic::Answers, move |event| {
            if let Event::Answer(answer) = event {
                questions.take(answer);
            }
        });
        port.on_greeting(move || questions.send_all(|open| open.renew_all()));
        Effect::new(move |_| {
            run.info.track();
            if let Some(run_id) = run.id() {
                questions.send_all(|open| open.renew(run_id));
            }
        });
        questions
    }

    /// Asks about the run at hand, or about the next one where there is none.
    pub fn ask_about_run(
        self,
        place: impl Into<Place>,
        matter: Matter,
        take: impl Fn(Outcome) + Send + Sync + 'static,
    ) {
        let place = place.into();
        let run_id = self.run.id();
        self.open(place, take);
        let question = self.open.try_update_untracked(|open| open.ask(place, matter, run_id, true)).flatten();
        self.open.notify();
        if let Some(question) = question {
            self.port.send(&Command::Ask(question));
        }
    }

    /// Asks about something else than the run, perhaps with files.
    pub fn ask(
        self,
        place: impl Into<Place>,
        matter: Matter,
        files: &[web_sys::File],
        take: impl Fn(Outcome) + Send + Sync + 'static,
    ) {
        let place = place.into();
        self.open(place, take);
        let question = self.open.try_update_untracked(|open| open.ask(place, matter, None, false)).flatten();
        self.open.notify();
        if let Some(question) = question {
            self.port.send_with_files(&Command::Ask(question), files);
        }
    }

    /// True while a place waits for an answer. Tracked.
    pub fn is_waiting(self, place: impl Into<Place>) -> bool {
        let place = place.into();
        self.open.with(|open| open.is_waiting(&place))
    }

    /// Forgets the question of a place when the owner around ends.
    pub fn forget_with_owner(self, place: impl Into<Place>) {
        let place = place.into();
        on_cleanup(move || {
            self.open.try_update(|open| open.forget(&place));
            self.takers.try_update_value(|takers| takers.retain(|(of, _)| *of != place));
        });
    }

    fn open(self, place: Place, take: impl Fn(Outcome) + Send + Sync + 'static) {
        self.takers.update_value(|takers| {
            takers.retain(|(of, _)| *of != place);
            takers.push((place, Arc::new(take)));
        });
    }

    fn take(self, answer: Answer) {
        let run_id = self.run.id();
        let taken = self.open.try_update(|open| open.take(answer, run_id));
        match taken {
            Some(Taken::Given(place, given)) => self.hand_on(place, Ok(given)),
            Some(Taken::Refused(place, refusal)) => self.hand_on(place, Err(refusal)),
            Some(Taken::AskAgain(question)) => self.port.send(&Command::Ask(question)),
            Some(Taken::Nothing | Taken::NotYet(_)) | None => {}
        }
    }

    fn hand_on(self, place: Place, outcome: Outcome) {
        // Whoever takes it may ask again at once.
        let take = self.takers.try_update_value(|takers| {
            let idx = takers.iter().position(|(of, _)| *of == place)?;
            Some(takers.remove(idx))
        });
        if let Some((_, take)) = take.flatten() {
            take(outcome);
        }
    }

    fn send_all(self, renew: impl FnOnce(&mut Correspondence<Place>) -> Vec<Question>) {
        let questions = self.open.try_update_untracked(renew).unwrap_or_default();
        questions.into_iter().for_each(|question| self.port.send(&Command::Ask(question)));
    }
}

/// The questions of the page.
pub fn use_questions() -> Questions {
    expect_context()
}
