//! The experiment as signals: which sequence, where a try stands, what has been tried before.

use crate::store::{link_keys::use_link_keys, run::Run};
use gloo_timers::future::TimeoutFuture;
use lab::{
    experiments::recall::{
        Item, MAX_DRAW, Rule,
        link::{self, Trial},
        parse::{ReadFault, read_numbers},
        tally::{Try, from_text, tally, to_text},
    },
    settings::Chapter,
};
use leptos::prelude::*;
use teaching::{class_code::ClassResult, prediction::larger};
use web::memory;

/// Where tries are kept.
const KEY: &str = "memory.tries";
/// Between two looks at the clock while a sequence is shown.
const TICK_MS: u32 = 50;

/// The phase of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing is shown yet.
    Ready,
    /// The sequence is shown.
    Showing,
    /// It has disappeared; what is recalled is typed.
    Typing,
    /// The score is shown.
    Scored,
}

/// The experiment. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Experiment {
    /// The sequence chosen.
    pub item: RwSignal<Item>,
    /// Seconds for which it is shown.
    pub exposure_secs: RwSignal<u32>,
    /// The current phase of the trial.
    pub phase: RwSignal<Phase>,
    /// Share of the exposure that is over, 0 to 1.
    pub progress: RwSignal<f64>,
    /// Why what was typed could not be read.
    pub fault: RwSignal<Option<ReadFault>>,
    /// All tries, oldest first.
    pub tries: RwSignal<Vec<Try>>,
    /// True if many students take turns on this machine. Set in `Run.small`, as in links.
    pub is_class: Memo<bool>,
    /// The number of the student whose turn it is.
    pub student: RwSignal<u32>,
    /// True if the button that shows the sequence takes the focus when it appears: after a trial, not after a choice.
    pub takes_focus: StoredValue<bool>,
    /// Rises with every exposure: a clock of before sees that it is over.
    exposure_id: StoredValue<u32>,
    /// Seconds for which the sequence was shown, which may be hidden before its time.
    shown_secs: StoredValue<u32>,
}

impl Experiment {
    /// The last try, to be handed in. Tracked.
    pub fn result(self) -> Option<ClassResult> {
        self.tries.with(|tries| {
            let last = tries.last()?;
            let score = last.score();
            Some(ClassResult::Recall {
                letter: u8::try_from(last.item.letter()).ok()?,
                draw: u16::try_from(last.item.draw).ok()?,
                n_right: u8::try_from(score.n_right).ok()?,
                n_numbers: u8::try_from(score.n_numbers).ok()?,
            })
        })
    }

    /// The lecture's sequence of which more was recalled, once both have been tried. Tracked.
    pub fn outcome(self) -> Option<usize> {
        let tallies = self.tries.with(|tries| tally(tries.iter().filter(|one| one.item.draw == 0)));
        let share = |rule: Rule| tallies.iter().find(|tally| tally.item.rule == rule).map(|tally| tally.mean_share);
        Some(larger(share(Rule::Random)?, share(Rule::Arithmetic)?))
    }

    /// True once one of the lecture's two sequences has been tried. Tracked.
    pub fn has_begun(self) -> bool {
        let is_one = |tries: &Vec<Try>| tries.iter().any(|one| one.item.draw == 0 && one.item.rule != Rule::Hailstone);
        self.tries.with(is_one)
    }

    /// As it was left, as far as the browser remembers, with what the link says; changes go into the address.
    pub fn load(run: Run) -> Self {
        let keys = use_link_keys();
        let (trial, faults) = link::read(&keys.take(Chapter::Memory).0);
        run.add_faults(faults);
        let tries = from_text(&memory::recall(KEY).unwrap_or_default());
        let student = tries.iter().map(|one| one.student).max().unwrap_or(0).saturating_add(1);
        let (item, exposure_secs) = (RwSignal::new(trial.item), RwSignal::new(trial.exposure_secs));
        Effect::new(move |_| {
            let trial = Trial { item: item.get(), exposure_secs: exposure_secs.get() };
            keys.set_chapter_query(Chapter::Memory, link::write(&trial));
        });
        Self {
            item,
            exposure_secs,
            phase: RwSignal::new(Phase::Ready),
            progress: RwSignal::new(0.0),
            fault: RwSignal::new(None),
            tries: RwSignal::new(tries),
            is_class: Memo::new(move |_| keys.small.with(|labs| labs.is_class)),
            student: RwSignal::new(student),
            takes_focus: StoredValue::new(false),
            exposure_id: StoredValue::new(0),
            shown_secs: StoredValue::new(trial.exposure_secs),
        }
    }

    /// Takes another sequence; a try under way is given up.
    pub fn choose(self, item: Item) {
        self.exposure_id.update_value(|id| *id += 1);
        self.takes_focus.set_value(false);
        self.item.set(item);
        self.fault.set(None);
        self.phase.set(Phase::Ready);
    }

    /// A fresh sequence of the same kind: the first number of a draw that nobody has seen here.
    pub fn choose_fresh(self) {
        let item = self.item.get_untracked();
        let seen = self.tries.with_untracked(|tries| {
            tries.iter().filter(|one| one.item.rule == item.rule).map(|one| one.item.draw).max().unwrap_or(0)
        });
        let draw = seen.max(item.draw) % MAX_DRAW + 1;
        self.choose(Item { draw, ..item });
    }

    /// Shows the sequence for as long as chosen, then hides it.
    pub fn show(self) {
        self.exposure_id.update_value(|id| *id += 1);
        let exposure_id = self.exposure_id.get_value();
        let start_ms = js_sys::Date::now();
        let all_ms = 1e3 * f64::from(self.exposure_secs.get_untracked());
        self.fault.set(None);
        self.progress.set(0.0);
        self.shown_secs.set_value(self.exposure_secs.get_untracked());
        self.phase.set(Phase::Showing);
        leptos::task::spawn_local(async move {
            loop {
                TimeoutFuture::new(TICK_MS).await;
                // A chapter that was left has no value any more.
                if self.exposure_id.try_get_value() != Some(exposure_id) {
                    return;
                }
                let share = (js_sys::Date::now() - start_ms) / all_ms;
                if share >= 1.0 {
                    self.phase.set(Phase::Typing);
                    return;
                }
                self.progress.set(share.max(0.0));
            }
        });
    }

    /// Hides the sequence before its time.
    pub fn hide(self) {
        self.exposure_id.update_value(|id| *id += 1);
        // Seconds as they are written: a part of one counts as one.
        let all = self.shown_secs.get_value();
        let seen = (self.progress.get_untracked() * f64::from(all)).ceil();
        self.shown_secs.set_value((seen as u32).clamp(1, all.max(1)));
        self.phase.set(Phase::Typing);
    }

    /// Scores and keeps what was typed, or says why it cannot be read.
    pub fn check(self, text: &str) {
        match read_numbers(text) {
            Ok(answer) => {
                let one = Try {
                    item: self.item.get_untracked(),
                    exposure_secs: self.shown_secs.get_value(),
                    student: if self.is_class.get_untracked() { self.student.get_untracked() } else { 0 },
                    answer,
                };
                self.fault.set(None);
                self.tries.update(|tries| tries.push(one));
                self.keep();
                self.phase.set(Phase::Scored);
            }
            Err(fault) => self.fault.set(Some(fault)),
        }
    }

    /// Back to the beginning with the same sequence: for the next student, where a class takes turns.
    pub fn next(self) {
        if self.is_class.get_untracked() {
            self.student.update(|student| *student = student.saturating_add(1));
        }
        self.takes_focus.set_value(true);
        self.phase.set(Phase::Ready);
    }

    /// Forgets all tries.
    pub fn clear(self) {
        self.tries.set(Vec::new());
        self.student.set(1);
        self.keep();
        self.takes_focus.set_value(false);
        if self.phase.get_untracked() == Phase::Scored {
            self.phase.set(Phase::Ready);
        }
    }

    fn keep(self) {
        self.tries.with_untracked(|tries| memory::remember(KEY, &to_text(tries)));
    }
}

/// The experiment of the chapter.
pub fn use_experiment() -> Experiment {
    expect_context()
}
