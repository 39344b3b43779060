//! The state of the chess experiment: one try after another, its clock, and all tries so far.

use crate::store::link_keys::use_link_keys;
use gloo_timers::callback::{Interval, Timeout};
use lab::{
    exchange::small_labs::SmallLabs,
    experiments::chess::{
        Board, Piece, Square,
        positions::POSITIONS,
        score::score,
        tally::{self, Choice, Condition, MAX_EXPOSURE_SECS, MAX_TRIES, MIN_EXPOSURE_SECS, Try},
    },
};
use leptos::prelude::*;
use teaching::class_code::{ClassResult, MeanOfTries};
use web::memory;

/// Where the browser keeps the tries.
const TRIES_KEY: &str = "chess-tries";
/// Between two steps of the bar of time, in milliseconds.
const TICK_MS: u32 = 100;
/// Greatest whole number below which every one has its own floating-point number.
const MAX_SEED: f64 = 9_007_199_254_740_992.0;

/// The phase of the experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing yet.
    Ready,
    /// A board is shown.
    Showing,
    /// It is rebuilt from memory.
    Rebuilding,
    /// The try is over.
    Scored,
}

/// The display of one trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Real or random.
    pub condition: Condition,
    /// The position's index in [`POSITIONS`].
    pub position: usize,
    /// The board.
    pub shown: Board,
    /// For how many seconds.
    pub exposure_secs: u32,
}

/// The experiment. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Experiment {
    /// The current phase.
    pub phase: RwSignal<Phase>,
    /// Which boards are wanted, and for how many seconds they are shown.
    small: RwSignal<SmallLabs>,
    /// The current or last display.
    pub round: RwSignal<Option<Round>>,
    /// Seconds for which it still stands.
    pub seconds_left: RwSignal<f64>,
    /// The board as rebuilt so far.
    pub attempt: RwSignal<Board>,
    /// The piece that a press puts down; none takes away.
    pub in_hand: RwSignal<Option<Piece>>,
    /// The square that changed last, to be spoken.
    pub changed: RwSignal<Option<Square>>,
    /// All tries, oldest first.
    pub tries: RwSignal<Vec<Try>>,
    /// The attempt before each change.
    earlier: RwSignal<Vec<Board>>,
    clock: StoredValue<Option<Timeout>, LocalStorage>,
    ticks: StoredValue<Option<Interval>, LocalStorage>,
}

impl Experiment {
    /// The means of the tries so far, to be handed in. Tracked.
    pub fn result(self) -> Option<ClassResult> {
        self.tries.with(|tries| {
            let [real, random] = [Condition::Real, Condition::Random].map(|of| MeanOfTries::of(tries, of));
            (real.is_some() || random.is_some()).then_some(ClassResult::Chess { real, random })
        })
    }

    /// With the tries that the browser has kept.
    pub fn load() -> Self {
        let keys = use_link_keys();
        Self {
            phase: RwSignal::new(Phase::Ready),
            small: keys.small,
            round: RwSignal::new(None),
            seconds_left: RwSignal::new(0.0),
            attempt: RwSignal::new(Board::default()),
            in_hand: RwSignal::new(Piece::of_letter('P')),
            changed: RwSignal::new(None),
            tries: RwSignal::new(tally::parse(&memory::recall(TRIES_KEY).unwrap_or_default())),
            earlier: RwSignal::new(Vec::new()),
            clock: StoredValue::new_local(None),
            ticks: StoredValue::new_local(None),
        }
    }

    /// Which boards are wanted. Tracked.
    pub fn choice(self) -> Choice {
        self.small.with(|labs| labs.boards)
    }

    /// Wants other boards.
    pub fn choose(self, choice: Choice) {
        self.small.update(|labs| labs.boards = choice);
    }

    /// For how many seconds the next board is shown. Tracked.
    pub fn exposure_secs(self) -> u32 {
        self.small.with(|labs| labs.board_secs)
    }

    /// Changes for how long boards are shown, within the limits.
    pub fn set_exposure(self, secs: u32) {
        let secs = secs.clamp(MIN_EXPOSURE_SECS, MAX_EXPOSURE_SECS);
        self.small.update(|labs| labs.board_secs = secs);
    }

    /// Shows the next board, and takes it away when its time is over.
    pub fn show(self) {
        let seed = (js_sys::Math::random() * MAX_SEED) as u64;
        let last = self.tries.with_untracked(|tries| tries.last().map(|one| one.condition));
        let condition = self.small.with_untracked(|labs| labs.boards).next(last);
        let position = self.tries.with_untracked(|tries| tally::draw_position(tries, seed));
        // Tests read every position; none of them fails here.
        let Some(real) = POSITIONS.get(position).and_then(|position| Board::parse(position.placement)) else { return };
        let shown = if condition == Condition::Real { real } else { real.shuffled(seed) };
        let exposure_secs = self.small.with_untracked(|labs| labs.board_secs);
        self.round.set(Some(Round { condition, position, shown, exposure_secs }));
        self.attempt.set(Board::default());
        self.earlier.set(Vec::new());
        self.changed.set(None);
        self.seconds_left.set(f64::from(exposure_secs));
        self.phase.set(Phase::Showing);
        let began_ms = js_sys::Date::now();
        self.clock.set_value(Some(Timeout::new(exposure_secs * 1000, move || self.hide())));
        self.ticks.set_value(Some(Interval::new(TICK_MS, move || {
            let elapsed_secs = (js_sys::Date::now() - began_ms) / 1000.0;
            self.seconds_left.set((f64::from(exposure_secs) - elapsed_secs).max(0.0));
        })));
    }

    /// The time is over.
    fn hide(self) {
        self.ticks.set_value(None);
        self.phase.set(Phase::Rebuilding);
    }

    /// Puts a piece on a square, or takes away what stands there.
    pub fn place(self, square: Square, piece: Option<Piece>) {
        let before = self.attempt.get_untracked();
        if before.at(square) != piece {
            self.earlier.update(|earlier| earlier.push(before));
            self.attempt.set(before.with(square, piece));
            self.changed.set(Some(square));
        }
    }

    /// Puts the piece in hand on a square; where it stands already, takes it away.
    pub fn press(self, square: Square) {
        let in_hand = self.in_hand.get_untracked();
        let is_there = self.attempt.with_untracked(|attempt| attempt.at(square) == in_hand);
        self.place(square, in_hand.filter(|_| !is_there));
    }

    /// Takes the last change back.
    pub fn undo(self) {
        if let Some(before) = self.earlier.try_update(Vec::pop).flatten() {
            let now = self.attempt.get_untracked();
            self.changed.set(Square::all().find(|&square| now.at(square) != before.at(square)));
            self.attempt.set(before);
        }
    }

    /// Empties the board; this too can be taken back.
    pub fn clear(self) {
        let before = self.attempt.get_untracked();
        if before.n_pieces() > 0 {
            self.earlier.update(|earlier| earlier.push(before));
            self.attempt.set(Board::default());
            self.changed.set(None);
        }
    }

    /// Returns true if there is a change to undo; tracked.
    pub fn can_undo(self) -> bool {
        self.earlier.with(|earlier| !earlier.is_empty())
    }

    /// Counts what was rebuilt, and keeps the try.
    pub fn finish(self) {
        let Some(round) = self.round.get_untracked() else { return };
        let score = score(&round.shown, &self.attempt.get_untracked());
        let Round { condition, position, exposure_secs, .. } = round;
        self.tries.update(|tries| {
            tries.push(Try { condition, position, exposure_secs, score });
            let n_over = tries.len().saturating_sub(MAX_TRIES);
            tries.drain(..n_over);
        });
        self.keep();
        self.phase.set(Phase::Scored);
    }

    /// Forgets all tries, here and in the browser.
    pub fn clear_tries(self) {
        self.tries.set(Vec::new());
        self.keep();
    }

    fn keep(self) {
        memory::remember(TRIES_KEY, &self.tries.with_untracked(|tries| tally::format(tries)));
    }
}

/// The experiment of the page.
pub fn use_experiment() -> Experiment {
    expect_context()
}
