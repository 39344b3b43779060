//! The chess half of the memory chapter: boards, positions of published games and their pieces in random order.
//!
//! Chase and Simon (1973), Perception in chess, Cognitive Psychology 4, 55–81. Reading order: this file (pieces and
//! boards), [`positions`] (games), [`score`] (what was recalled), [`tally`] (all tries, and the published figures).
//! Rules of the game are left to the test that replays the games (`tests/native/chess.rs`).

pub mod positions;
pub mod score;
pub mod tally;

use crate::settings::language::{LANGUAGES, Language, PieceLetters};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// Squares of a board.
pub const N_SQUARES: usize = 64;

/// Which side a piece belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// White: capital letters in a FEN.
    White,
    /// Black: small letters.
    Black,
}

/// The type of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// King.
    King,
    /// Queen.
    Queen,
    /// Rook.
    Rook,
    /// Bishop.
    Bishop,
    /// Knight.
    Knight,
    /// Pawn.
    Pawn,
}

impl Kind {
    /// All kinds, in the order of the palette.
    pub const ALL: [Self; 6] = [Self::King, Self::Queen, Self::Rook, Self::Bishop, Self::Knight, Self::Pawn];

    /// The small letter of a FEN, which is the English one.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::King => 'k',
            Self::Queen => 'q',
            Self::Rook => 'r',
            Self::Bishop => 'b',
            Self::Knight => 'n',
            Self::Pawn => 'p',
        }
    }

    /// Returns the small letter in a language's notation.
    #[must_use]
    pub fn letter_in(self, letters: &PieceLetters) -> char {
        match self {
            Self::King => letters.king,
            Self::Queen => letters.queen,
            Self::Rook => letters.rook,
            Self::Bishop => letters.bishop,
            Self::Knight => letters.knight,
            Self::Pawn => letters.pawn,
        }
    }
}

/// A piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Piece {
    /// Whose it is.
    pub side: Side,
    /// The type of the piece.
    pub kind: Kind,
}

impl Piece {
    /// The letter of a FEN: a capital for White.
    #[must_use]
    pub fn letter(self) -> char {
        let letter = self.kind.letter();
        if self.side == Side::White { letter.to_ascii_uppercase() } else { letter }
    }

    /// The piece of a FEN's letter.
    #[must_use]
    pub fn of_letter(letter: char) -> Option<Self> {
        Self::read(letter, Kind::letter)
    }

    /// Returns the piece of a key: a capital is White. The letters of the reader's own language come first (R is the rook in English
    /// and the king, *rey*, in Spanish); those of the others count where they are not taken.
    #[must_use]
    pub fn of_key(letter: char, own: &Language) -> Option<Self> {
        let read = |language: &Language| Self::read(letter, |kind| kind.letter_in(&language.piece_letters));
        std::iter::once(own).chain(&LANGUAGES).find_map(read)
    }

    fn read(letter: char, letter_of: impl Fn(Kind) -> char) -> Option<Self> {
        let side = if letter.is_ascii_uppercase() { Side::White } else { Side::Black };
        let small = letter.to_ascii_lowercase();
        Kind::ALL.into_iter().find(|&kind| letter_of(kind) == small).map(|kind| Self { side, kind })
    }
}

/// A square: 0 is a8, 7 is h8, 63 is h1, as a board is read from White's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Square(u8);

impl Square {
    /// The square of an index below [`N_SQUARES`]; what is beyond is taken modulo it.
    #[must_use]
    pub fn new(idx: usize) -> Self {
        Self((idx % N_SQUARES) as u8)
    }

    /// All squares, from a8 to h1.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..N_SQUARES).map(Self::new)
    }

    /// Its index, from a8 to h1.
    #[must_use]
    pub fn idx(self) -> usize {
        usize::from(self.0)
    }

    /// Rows from the top and columns from the left, both from 0.
    #[must_use]
    pub fn row_and_column(self) -> (usize, usize) {
        (self.idx() / 8, self.idx() % 8)
    }

    /// Returns true if the square is a light one.
    #[must_use]
    pub fn is_light(self) -> bool {
        let (row, column) = self.row_and_column();
        (row + column).is_multiple_of(2)
    }

    /// Its name: `e4`.
    #[must_use]
    pub fn name(self) -> String {
        let (row, column) = self.row_and_column();
        format!("{}{}", char::from(b'a' + column as u8), 8 - row)
    }

    /// The square some columns to the right and rows down; at the edge it stays on the board.
    #[must_use]
    pub fn moved(self, columns: i32, rows: i32) -> Self {
        let (row, column) = self.row_and_column();
        let clamped = |at: usize, by: i32| (at as i32).saturating_add(by).clamp(0, 7) as usize;
        Self::new(clamped(row, rows) * 8 + clamped(column, columns))
    }
}

/// A chess position: the piece on each square.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Board([Option<Piece>; N_SQUARES]);

impl Default for Board {
    fn default() -> Self {
        Self([None; N_SQUARES])
    }
}

impl Board {
    /// The board of the first field of a FEN; `None` if it is not eight rows of eight squares.
    #[must_use]
    pub fn parse(placement: &str) -> Option<Self> {
        let mut board = Self::default();
        let rows: Vec<&str> = placement.split('/').collect();
        if rows.len() != 8 {
            return None;
        }
        for (row, text) in rows.into_iter().enumerate() {
            let mut column = 0;
            for c in text.chars() {
                match c.to_digit(10) {
                    Some(n @ 1..=8) => column += n as usize,
                    Some(_) => return None,
                    None => {
                        let piece = Piece::of_letter(c)?;
                        *board.0.get_mut(row * 8 + column).filter(|_| column < 8)? = Some(piece);
                        column += 1;
                    }
                }
            }
            if column != 8 {
                return None;
            }
        }
        Some(board)
    }

    /// Returns the piece on a square.
    #[must_use]
    pub fn at(&self, square: Square) -> Option<Piece> {
        self.0[square.idx()]
    }

    /// The same board with something else, or nothing, on a square.
    #[must_use]
    pub fn with(mut self, square: Square, piece: Option<Piece>) -> Self {
        self.0[square.idx()] = piece;
        self
    }

    /// Its pieces and where they stand, from a8 to h1.
    pub fn pieces(&self) -> impl Iterator<Item = (Square, Piece)> + '_ {
        Square::all().filter_map(|square| Some((square, self.at(square)?)))
    }

    /// How many pieces there are.
    #[must_use]
    pub fn n_pieces(&self) -> usize {
        self.pieces().count()
    }

    /// The same pieces on squares drawn at random, each arrangement as likely as any other; pawns may stand anywhere.
    #[must_use]
    pub fn shuffled(&self, seed: u64) -> Self {
        let mut squares = self.0;
        squares.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        Self(squares)
    }
}

#[cfg(test)]
mod tests;
