//! Middlegame positions of published games: made by `tests/reference/chess_positions.py`, replayed anew by `tests/native/chess.rs`.
//!
//! Moves and sources: `tests/fixtures/chess_games.json`. Where a game gives two positions, they are at least
//! twenty half-moves apart.

/// A published game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Game {
    /// Who played White.
    pub white: &'static str,
    /// Who played Black.
    pub black: &'static str,
    /// The place of the game, in English.
    pub place: &'static str,
    /// When.
    pub year: u16,
    /// `1-0`, `0-1` or `1/2-1/2`.
    pub result: &'static str,
}

/// A position of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GamePosition {
    /// The game's index in [`GAMES`].
    pub game: usize,
    /// Half-moves played before it stood on the board.
    pub ply: u16,
    /// The pieces, as the first field of a FEN.
    pub placement: &'static str,
}

/// The games.
pub const GAMES: [Game; 17] = [
    Game { white: "Garry Kasparov", black: "Deep Blue", place: "New York", year: 1997, result: "1-0" },
    Game { white: "Deep Blue", black: "Garry Kasparov", place: "New York", year: 1997, result: "1-0" },
    Game { white: "Garry Kasparov", black: "Deep Blue", place: "New York", year: 1997, result: "1/2-1/2" },
    Game { white: "Deep Blue", black: "Garry Kasparov", place: "New York", year: 1997, result: "1/2-1/2" },
    Game { white: "Garry Kasparov", black: "Deep Blue", place: "New York", year: 1997, result: "1/2-1/2" },
    Game { white: "Deep Blue", black: "Garry Kasparov", place: "New York", year: 1997, result: "1-0" },
    Game { white: "Ian Nepomniachtchi", black: "Ding Liren", place: "Astana", year: 2023, result: "1/2-1/2" },
    Game { white: "Alexander McDonnell", black: "Louis de La Bourdonnais", place: "London", year: 1834, result: "1-0" },
    Game { white: "Alexander McDonnell", black: "Louis de La Bourdonnais", place: "London", year: 1834, result: "0-1" },
    Game { white: "Ruslan Ponomariov", black: "Vasyl Ivanchuk", place: "Linares", year: 2002, result: "1-0" },
    Game { white: "Paul Morphy", black: "Johann Löwenthal", place: "New Orleans", year: 1850, result: "1-0" },
    Game { white: "Paul Morphy", black: "Johann Löwenthal", place: "New Orleans", year: 1850, result: "1-0" },
    Game { white: "Paul Morphy", black: "Ernest Morphy", place: "New Orleans", year: 1850, result: "1-0" },
    Game { white: "J. Thompson", black: "Paul Morphy", place: "New Orleans", year: 1857, result: "0-1" },
    Game { white: "Paul Morphy", black: "Alexander Beaufort Meek", place: "New Orleans", year: 1857, result: "1-0" },
    Game { white: "Paul Morphy", black: "Hart", place: "New Orleans", year: 1857, result: "1-0" },
    Game { white: "Paul Morphy", black: "Ernest Morphy", place: "New Orleans", year: 1856, result: "1-0" },
];

/// The positions.
pub const POSITIONS: [GamePosition; 24] = [
    GamePosition { game: 0, ply: 49, placement: "3rr1k1/1p1n1p2/1qp4p/p1b1p2b/4P3/PP2NPP1/1BP3B1/R1Q1R1K1" },
    GamePosition { game: 0, ply: 69, placement: "3rr1k1/1p6/2p3Pp/4nP2/pP2p3/P1B1NbP1/2P3B1/5R1K" },
    GamePosition { game: 1, ply: 67, placement: "r1r1qbk1/5pp1/p2n3p/1pBPpP2/PPp5/2P4P/R1B2QP1/R5K1" },
    GamePosition { game: 2, ply: 48, placement: "r4r1k/4bpp1/p2p1nbp/2p5/2PnPPB1/1qNP4/R2B1N1P/3Q1RK1" },
    GamePosition { game: 2, ply: 70, placement: "1r1b3k/r4p1b/7p/pBpNpPp1/2P1P3/3P4/R5KP/5R2" },
    GamePosition { game: 3, ply: 36, placement: "2k1r2r/ppnn2p1/2p1pqp1/3p4/3P2PP/2N2NR1/PPP1QP2/1K5R" },
    GamePosition { game: 3, ply: 57, placement: "2k1rr2/p5p1/2p1n1p1/2npP3/5qPP/P1N1QNR1/2P2P2/1K1R4" },
    GamePosition { game: 4, ply: 33, placement: "r3k2r/ppq1bpp1/2p2nn1/7p/3N3P/2P3P1/PP2QPB1/R1B1K2R" },
    GamePosition { game: 4, ply: 54, placement: "1k1r4/ppq2pp1/1n6/2p3Pp/Q5n1/2P2NP1/PP3PB1/1K2R3" },
    GamePosition { game: 5, ply: 30, placement: "r1k2b1r/pb1nq1p1/4p1Bp/1p1n4/3P4/5NB1/1PP2PPP/R2QR1K1" },
    GamePosition { game: 6, ply: 33, placement: "3r1rk1/1pp1qppp/p1p1n3/7b/4P3/2N1QPB1/PPP3PP/R3R1K1" },
    GamePosition { game: 6, ply: 57, placement: "1Q1n4/4qbpk/2pB1p1p/ppp5/4P3/P4P1P/1PP1N1PK/8" },
    GamePosition { game: 7, ply: 27, placement: "rnb4r/pp1pbkqp/2p2n2/6B1/4N3/5Q2/PPP3PP/R4RK1" },
    GamePosition { game: 8, ply: 30, placement: "5b1r/Q1p3pp/2n2nk1/3p4/4P1q1/N3BpPb/PPP4P/R3K1NR" },
    GamePosition { game: 9, ply: 46, placement: "r5k1/p2b2q1/2nnp3/1p1p2p1/2pP4/P1P3P1/2P3NP/R1B1QBK1" },
    GamePosition { game: 9, ply: 66, placement: "8/3b1r1k/2nnp3/p2p1qp1/p1pP2N1/B1P1Q1P1/6BP/2R3K1" },
    GamePosition { game: 10, ply: 32, placement: "rn3k1N/pp3pp1/2p4p/3b4/1b1P4/8/PPP1BPPP/2KR3R" },
    GamePosition { game: 11, ply: 28, placement: "r2q1rk1/pp3ppp/2n5/3N4/3b1P2/5B2/P1P3PP/1R1Q1RK1" },
    GamePosition { game: 12, ply: 33, placement: "r1b2rk1/1ppp1p2/p4q2/4n2p/4P1p1/1BP1R3/P1QN1PPP/2R3K1" },
    GamePosition { game: 12, ply: 54, placement: "r7/1bpp1Bk1/pq4n1/1p2P3/4NPp1/2P1R1Pr/P1Q5/4R1K1" },
    GamePosition { game: 13, ply: 36, placement: "r1bq1r1k/ppp1np2/1b3N1p/3PQ3/2B5/8/P4PPP/RN4K1" },
    GamePosition { game: 14, ply: 33, placement: "r1b1k2r/2p2ppp/ppPp1q2/4p3/2B5/Q4N2/P4PPP/3RR1K1" },
    GamePosition { game: 15, ply: 34, placement: "1k1r3r/p1pqb1pp/1p1p1p2/3P4/2QN1B2/8/PP3PPP/2R3K1" },
    GamePosition { game: 16, ply: 33, placement: "2rn1q1r/pp2kp2/1b3p1p/1p2p3/1P2P3/2PQ4/P4PPP/RN1R2K1" },
];
