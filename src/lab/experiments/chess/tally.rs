//! All tries of a reader: which condition comes next, means, the text in which the browser keeps them, and a CSV file.
//!
//! Also the figures that the reader's are compared with.

use super::{
    positions::{GAMES, POSITIONS},
    score::Score,
};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// Pieces recalled of about 24 after 5 s, as Chase and Simon (1973) report them: who, and how many on real positions.
pub const PUBLISHED_REAL: [(Player, f64); 3] = [(Player::Master, 16.0), (Player::ClassA, 8.0), (Player::Beginner, 4.0)];
/// On random positions of the same study, whoever plays.
pub const PUBLISHED_RANDOM: f64 = 3.0;
/// Seconds for which a board may be shown, and those of the study.
pub const MIN_EXPOSURE_SECS: u32 = 1;
/// The longest.
pub const MAX_EXPOSURE_SECS: u32 = 30;
/// As in the study.
pub const DEFAULT_EXPOSURE_SECS: u32 = 5;
/// Tries that are kept; the oldest go first.
pub const MAX_TRIES: usize = 500;

/// A player of the study of 1973.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Player {
    /// A master.
    Master,
    /// A class A player: strong, in a club.
    ClassA,
    /// A beginner.
    Beginner,
}

/// The kind of position shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// A position of a game.
    Real,
    /// Its pieces on random squares.
    Random,
}

impl Condition {
    /// Its word in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Random => "random",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::Real, Self::Random].into_iter().find(|condition| condition.name() == name)
    }
}

/// The reader's choice of positions to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Real and random in turn, real first.
    Alternating,
    /// Only positions of games.
    Real,
    /// Only random ones.
    Random,
}

impl Choice {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Alternating, Self::Real, Self::Random];

    /// Returns the name in links.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alternating => "alternating",
            Self::Real => "real",
            Self::Random => "random",
        }
    }

    /// The condition after `last`, the one of the try before.
    #[must_use]
    pub fn next(self, last: Option<Condition>) -> Condition {
        match (self, last) {
            (Self::Real, _) | (Self::Alternating, None | Some(Condition::Random)) => Condition::Real,
            (Self::Random, _) | (Self::Alternating, Some(Condition::Real)) => Condition::Random,
        }
    }
}

/// One try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Try {
    /// The kind of position shown.
    pub condition: Condition,
    /// The position's index in [`POSITIONS`]; of a random board, that of the position whose pieces it has.
    pub position: usize,
    /// For how many seconds.
    pub exposure_secs: u32,
    /// The score of the recall.
    pub score: Score,
}

/// A position to show next: drawn from those that were shown least often.
#[must_use]
pub fn draw_position(tries: &[Try], seed: u64) -> usize {
    let n_shown = |idx: &usize| tries.iter().filter(|one| one.position == *idx).count();
    let mut order: Vec<usize> = (0..POSITIONS.len()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    order.into_iter().min_by_key(n_shown).unwrap_or(0)
}

/// How many tries of a condition there are, and the mean of their pieces on their squares; `None` without any.
#[must_use]
pub fn mean(tries: &[Try], condition: Condition) -> Option<(usize, f64)> {
    let right = tries.iter().filter(|one| one.condition == condition).map(|one| f64::from(one.score.n_right));
    let (n, sum) = right.fold((0_usize, 0.0), |(n, sum), right| (n + 1, sum + right));
    (n > 0).then(|| (n, sum / n as f64))
}

/// The tries as text, a line each.
#[must_use]
pub fn format(tries: &[Try]) -> String {
    let line = |one: &Try| {
        let Score { n_shown, n_right, n_wrong, n_missing } = one.score;
        let (condition, position, secs) = (one.condition.name(), one.position, one.exposure_secs);
        format!("{condition},{position},{secs},{n_shown},{n_right},{n_wrong},{n_missing}\n")
    };
    tries.iter().map(line).collect()
}

/// Reads what [`format`] wrote; lines that it cannot have written are left out, and so are all but the last [`MAX_TRIES`].
#[must_use]
pub fn parse(text: &str) -> Vec<Try> {
    let tries: Vec<Try> = text.lines().filter_map(parse_line).collect();
    let n_over = tries.len().saturating_sub(MAX_TRIES);
    tries[n_over..].to_vec()
}

fn parse_line(line: &str) -> Option<Try> {
    let (condition, numbers) = line.split_once(',')?;
    let numbers = numbers.split(',').map(str::parse::<u32>).collect::<Result<Vec<_>, _>>().ok()?;
    let [position, exposure_secs, n_shown, n_right, n_wrong, n_missing] = *numbers.as_slice() else { return None };
    let is_possible = (position as usize) < POSITIONS.len()
        && (MIN_EXPOSURE_SECS..=MAX_EXPOSURE_SECS).contains(&exposure_secs)
        && [n_shown, n_right, n_wrong, n_missing].iter().all(|&n| n <= 64)
        && n_right + n_missing <= n_shown;
    let score = Score { n_shown, n_right, n_wrong, n_missing };
    is_possible.then_some(Try {
        condition: Condition::of(condition)?,
        position: position as usize,
        exposure_secs,
        score,
    })
}

/// The tries as a CSV file with a header, numbered from 1; the game is named for real positions only.
#[must_use]
pub fn csv(tries: &[Try]) -> String {
    let header = "try,condition,exposure_seconds,pieces_shown,right,wrong,missing,white,black,place,year\n";
    let row = |(idx, one): (usize, &Try)| {
        let Score { n_shown, n_right, n_wrong, n_missing } = one.score;
        let game = POSITIONS.get(one.position).and_then(|position| GAMES.get(position.game));
        let game = game.filter(|_| one.condition == Condition::Real).map_or_else(
            || ",,,".to_owned(),
            |game| format!("{},{},{},{}", game.white, game.black, game.place, game.year),
        );
        let (number, condition, secs) = (idx + 1, one.condition.name(), one.exposure_secs);
        format!("{number},{condition},{secs},{n_shown},{n_right},{n_wrong},{n_missing},{game}\n")
    };
    header.to_owned() + &tries.iter().enumerate().map(row).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn of(condition: Condition, position: usize, n_right: u32) -> Try {
        let score = Score { n_shown: 24, n_right, n_wrong: 2, n_missing: 20 - n_right };
        Try { condition, position, exposure_secs: 5, score }
    }

    #[test]
    fn conditions_take_turns() {
        let first = Choice::Alternating.next(None);
        assert_eq!(first, Condition::Real);
        assert_eq!(Choice::Alternating.next(Some(Condition::Real)), Condition::Random);
        assert_eq!(Choice::Alternating.next(Some(Condition::Random)), Condition::Real);
        assert_eq!(Choice::Random.next(None), Condition::Random);
        assert_eq!(Choice::Real.next(Some(Condition::Real)), Condition::Real);
    }

    #[test]
    fn means_are_per_condition() {
        let tries = [
            of(Condition::Real, 0, 10),
            of(Condition::Random, 1, 3),
            of(Condition::Real, 2, 5),
            of(Condition::Random, 3, 2),
        ];
        assert_eq!(mean(&tries, Condition::Real), Some((2, 7.5)));
        assert_eq!(mean(&tries, Condition::Random), Some((2, 2.5)));
        assert_eq!(mean(&tries[..1], Condition::Random), None);
    }

    #[test]
    fn every_position_comes_before_one_comes_again() {
        let mut tries = Vec::new();
        for seed in 0..POSITIONS.len() as u64 {
            tries.push(of(Condition::Real, draw_position(&tries, seed), 4));
        }
        assert_eq!(tries.iter().map(|one| one.position).collect::<HashSet<_>>().len(), POSITIONS.len());
        let first = (0..20).map(|seed| draw_position(&[], seed)).collect::<HashSet<_>>();
        assert!(first.len() > 5, "the order is drawn: {first:?}");
    }

    #[test]
    fn what_is_written_is_read() {
        let tries = [of(Condition::Real, 0, 10), of(Condition::Random, 23, 3)];
        assert_eq!(format(&tries), "real,0,5,24,10,2,10\nrandom,23,5,24,3,2,17\n");
        assert_eq!(parse(&format(&tries)), tries);
        let many = vec![of(Condition::Real, 1, 7); MAX_TRIES + 3];
        assert_eq!(parse(&format(&many)).len(), MAX_TRIES);
    }

    #[test]
    fn what_cannot_be_is_left_out() {
        let impossible = [
            "",
            "real",
            "real,0,5,24,10,2",
            "real,0,5,24,10,2,10,1",
            "real,999,5,24,10,2,10",
            "unreal,0,5,24,10,2,10",
            "real,0,0,24,10,2,10",
            "real,0,31,24,10,2,10",
            "real,0,5,24,25,0,0",
            "real,0,5,24,10,65,10",
            "real,0,5,-1,10,2,10",
            "real,0,5,24,4294967296,2,10",
            "real,0,5,24,4294967295,2,4294967295",
        ];
        for line in impossible {
            assert_eq!(parse(line), [], "{line}");
        }
        assert_eq!(parse("nonsense\nreal,0,5,24,10,2,10\n").len(), 1);
    }

    #[test]
    fn the_file_names_the_game_of_real_positions() {
        let text = csv(&[of(Condition::Real, 0, 10), of(Condition::Random, 0, 3)]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "1,real,5,24,10,2,10,Garry Kasparov,Deep Blue,New York,1997");
        assert_eq!(lines[2], "2,random,5,24,3,2,17,,,,");
        assert!(lines.iter().all(|line| line.split(',').count() == 11), "{text}");
        let has_comma = |text: &str| text.contains([',', '"', '\n']);
        assert!(!GAMES.iter().any(|game| has_comma(game.white) || has_comma(game.black) || has_comma(game.place)));
    }
}
