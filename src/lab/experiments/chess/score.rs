//! How much of a board was recalled: pieces on their squares, as Chase and Simon (1973) counted.

use super::{Board, Square};

/// The result for one square after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Empty on both boards.
    Empty,
    /// The right piece.
    Right,
    /// A piece that did not stand there.
    Wrong,
    /// A piece stood there, and the square was left empty.
    Missing,
}

/// The mark of one square.
#[must_use]
pub fn mark(shown: &Board, attempt: &Board, square: Square) -> Mark {
    match (shown.at(square), attempt.at(square)) {
        (None, None) => Mark::Empty,
        (shown, attempt) if shown == attempt => Mark::Right,
        (Some(_), None) => Mark::Missing,
        _ => Mark::Wrong,
    }
}

/// Counts of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Pieces that were shown.
    pub n_shown: u32,
    /// Pieces on their squares.
    pub n_right: u32,
    /// Pieces put where they did not stand: on an empty square or in place of another.
    pub n_wrong: u32,
    /// Squares of pieces that were left empty.
    pub n_missing: u32,
}

/// Counts what an attempt has of the board that was shown.
#[must_use]
pub fn score(shown: &Board, attempt: &Board) -> Score {
    let count = |wanted: Mark| Square::all().filter(|&square| mark(shown, attempt, square) == wanted).count() as u32;
    Score {
        n_shown: shown.n_pieces() as u32,
        n_right: count(Mark::Right),
        n_wrong: count(Mark::Wrong),
        n_missing: count(Mark::Missing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(first_row: &str) -> Board {
        Board::parse(&format!("{first_row}/8/8/8/8/8/8/8")).expect("a placement")
    }

    #[test]
    fn every_case_is_counted_once() {
        // Right, another piece, left empty, put on an empty square.
        let (shown, attempt) = (board("KQR5"), board("Kq1P4"));
        assert_eq!(score(&shown, &attempt), Score { n_shown: 3, n_right: 1, n_wrong: 2, n_missing: 1 });
        let marks: Vec<Mark> = (0..5).map(|idx| mark(&shown, &attempt, Square::new(idx))).collect();
        assert_eq!(marks, [Mark::Right, Mark::Wrong, Mark::Missing, Mark::Wrong, Mark::Empty]);
    }

    #[test]
    fn an_empty_and_a_perfect_attempt() {
        let shown = board("rnbqkbnr");
        assert_eq!(score(&shown, &Board::default()), Score { n_shown: 8, n_right: 0, n_wrong: 0, n_missing: 8 });
        assert_eq!(score(&shown, &shown), Score { n_shown: 8, n_right: 8, n_wrong: 0, n_missing: 0 });
    }

    /// The colour matters as much as the kind.
    #[test]
    fn a_piece_of_the_other_side_is_wrong() {
        assert_eq!(score(&board("K7"), &board("k7")).n_wrong, 1);
    }
}
