//! The workbook as the page has it: every change is kept by the browser at once.

use super::tasks::ShownTask;
use lab::protocol::{decode, encode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use teaching::{
    prediction::{Guess, Prediction},
    workbook::{Pin, Workbook},
};
use web::database::Store;

/// Where the store keeps what was typed.
const TYPED: u64 = 0;

/// The workbook. Copied freely.
#[derive(Clone, Copy)]
pub struct Book {
    workbook: RwSignal<Workbook>,
    /// True if the browser stores nothing.
    pub is_refused: RwSignal<bool>,
    /// True if the workbook has been read: before that nothing may be written.
    pub is_loaded: RwSignal<bool>,
    /// A pair of flags: the typed text is being written, and it has changed since.
    writing: StoredValue<(bool, bool)>,
}

impl Book {
    /// The workbook that the browser has kept; empty until it is read.
    pub fn open() -> Self {
        let book = Self {
            workbook: RwSignal::new(Workbook::default()),
            is_refused: RwSignal::new(false),
            is_loaded: RwSignal::new(false),
            writing: StoredValue::new((false, false)),
        };
        // Who leaves while something is being written leaves nothing behind.
        on_cleanup(move || {
            if book.writing.with_value(|(_, has_changed)| *has_changed) {
                let typed = book.typed();
                spawn_local(async move {
                    Store::Workbook.put(TYPED, &typed).await;
                });
            }
        });
        spawn_local(async move {
            let Some(kept) = Store::Workbook.load_all().await else {
                book.is_refused.try_set(true);
                book.is_loaded.try_set(true);
                return;
            };
            let mut read = Workbook::default();
            for (id, bytes) in kept {
                // What another version has written and this one cannot read is left where it is.
                if id == TYPED {
                    if let Ok((name, answers)) = decode(&bytes) {
                        (read.name, read.answers) = (name, answers);
                    }
                } else if let Some(pin) = pin_of(&bytes) {
                    read.pins.push(pin);
                }
            }
            for (_, bytes) in Store::Guesses.load_all().await.unwrap_or_default() {
                read.guesses.extend(decode::<Guess>(&bytes));
            }
            book.workbook.try_update(|workbook| workbook.merge(read));
            book.is_loaded.try_set(true);
        });
        book
    }

    /// The whole, not tracked.
    pub fn whole(self) -> Workbook {
        self.workbook.get_untracked()
    }

    /// The student's name. Tracked.
    pub fn name(self) -> String {
        self.workbook.with(|workbook| workbook.name.clone())
    }

    /// Another name.
    pub fn set_name(self, name: String) {
        self.workbook.update(|workbook| workbook.name = name);
        self.keep_typed();
    }

    /// An answer; empty before there is one. Tracked.
    pub fn answer(self, key: &str) -> String {
        self.workbook.with(|workbook| workbook.answers.get(key).cloned().unwrap_or_default())
    }

    /// Returns true if there is an answer. Tracked.
    pub fn is_answered(self, key: &str) -> bool {
        self.workbook.with(|workbook| workbook.answers.get(key).is_some_and(|answer| !answer.trim().is_empty()))
    }

    /// Returns true if the student has begun a task: with an answer or an attached figure. Tracked.
    pub fn is_begun(self, key: &str) -> bool {
        self.is_answered(key) || self.workbook.with(|workbook| workbook.pins_of(key).next().is_some())
    }

    /// Another answer.
    pub fn set_answer(self, key: &str, answer: String) {
        self.workbook.update(|workbook| {
            workbook.answers.insert(key.to_owned(), answer);
        });
        self.keep_typed();
    }

    /// Figures of a task. Tracked.
    pub fn pins_of(self, key: &str) -> Vec<Pin> {
        self.workbook.with(|workbook| workbook.pins_of(key).cloned().collect())
    }

    /// Figures that belong to none of these tasks. Tracked.
    pub fn other_pins(self, tasks: &[ShownTask]) -> Vec<Pin> {
        let is_other = |pin: &&Pin| tasks.iter().all(|task| task.key() != pin.exercise);
        self.workbook.with(|workbook| workbook.pins.iter().filter(is_other).cloned().collect())
    }

    /// Lays a figure to another task.
    pub fn move_pin(self, id: u64, key: &str) {
        self.workbook.update(|workbook| {
            workbook.pins.iter_mut().filter(|pin| pin.id == id).for_each(|pin| key.clone_into(&mut pin.exercise));
        });
        let moved = self.workbook.with_untracked(|workbook| workbook.pins.iter().find(|pin| pin.id == id).cloned());
        if let Some(pin) = moved {
            self.keep(pin.id, encode(&pin).unwrap_or_default());
        }
    }

    /// Forgets a figure.
    pub fn unpin(self, id: u64) {
        self.workbook.update(|workbook| workbook.pins.retain(|pin| pin.id != id));
        spawn_local(async move {
            let is_agreed = Store::Workbook.forget(id).await;
            self.is_refused.try_update(|is_refused| *is_refused |= !is_agreed);
        });
    }

    /// Takes what another workbook holds; nothing that is here is lost.
    pub fn merge(self, other: Workbook) {
        self.workbook.update(|workbook| workbook.merge(other));
        self.keep_typed();
        for guess in self.whole().guesses {
            if let Some(question) = Prediction::of_key(&guess.question) {
                spawn_local(async move {
                    Store::Guesses.put(question.id(), &encode(&guess).unwrap_or_default()).await;
                });
            }
        }
        for pin in self.whole().pins {
            self.keep(pin.id, encode(&pin).unwrap_or_default());
        }
    }

    /// What was typed, as it is kept.
    fn typed(self) -> Vec<u8> {
        self.workbook.with_untracked(|workbook| encode(&(&workbook.name, &workbook.answers)).unwrap_or_default())
    }

    /// Writes what was typed: one writing at a time, the latest text last, however fast one types.
    fn keep_typed(self) {
        let is_writing = self.writing.with_value(|(is_writing, _)| *is_writing);
        self.writing.set_value((true, is_writing));
        if is_writing {
            return;
        }
        spawn_local(async move {
            loop {
                let is_agreed = Store::Workbook.put(TYPED, &self.typed()).await;
                self.is_refused.try_update(|is_refused| *is_refused |= !is_agreed);
                // Nobody is left to type where the chapter was left.
                let has_changed = self.writing.try_get_value().is_some_and(|(_, has_changed)| has_changed);
                self.writing.try_set_value((has_changed, false));
                if !has_changed {
                    break;
                }
            }
        });
    }

    fn keep(self, id: u64, bytes: Vec<u8>) {
        spawn_local(async move {
            let is_agreed = Store::Workbook.put(id, &bytes).await;
            self.is_refused.try_update(|is_refused| *is_refused |= !is_agreed);
        });
    }
}

/// A pin from its bytes; those of before tables could be pinned end without one.
fn pin_of(bytes: &[u8]) -> Option<Pin> {
    const NO_TABLE: u8 = 0;
    decode(bytes).or_else(|_| decode(&[bytes, &[NO_TABLE]].concat())).ok()
}

/// The workbook of the chapter around.
pub fn use_book() -> Book {
    expect_context()
}
