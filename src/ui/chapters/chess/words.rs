//! Words of the chess experiment: pieces, squares, games, places.

use crate::{
    i18n::{Locale, td_string},
    words::fill,
};
use lab::experiments::chess::{
    Board, Kind, Piece, Side, Square,
    positions::{Game, GamePosition},
};

/// A piece's name with its colour.
pub fn piece(locale: Locale, piece: Piece) -> &'static str {
    match (piece.side, piece.kind) {
        (Side::White, Kind::King) => td_string!(locale, chess.white_king),
        (Side::White, Kind::Queen) => td_string!(locale, chess.white_queen),
        (Side::White, Kind::Rook) => td_string!(locale, chess.white_rook),
        (Side::White, Kind::Bishop) => td_string!(locale, chess.white_bishop),
        (Side::White, Kind::Knight) => td_string!(locale, chess.white_knight),
        (Side::White, Kind::Pawn) => td_string!(locale, chess.white_pawn),
        (Side::Black, Kind::King) => td_string!(locale, chess.black_king),
        (Side::Black, Kind::Queen) => td_string!(locale, chess.black_queen),
        (Side::Black, Kind::Rook) => td_string!(locale, chess.black_rook),
        (Side::Black, Kind::Bishop) => td_string!(locale, chess.black_bishop),
        (Side::Black, Kind::Knight) => td_string!(locale, chess.black_knight),
        (Side::Black, Kind::Pawn) => td_string!(locale, chess.black_pawn),
    }
}

/// Returns the name of the piece on a square, or the words for an empty one.
pub fn content(locale: Locale, found: Option<Piece>) -> &'static str {
    found.map_or(td_string!(locale, chess.empty), |found| piece(locale, found))
}

/// A square and what stands on it: `e4, white knight`.
pub fn square(locale: Locale, square: Square, found: Option<Piece>) -> String {
    format!("{}, {}", square.name(), content(locale, found))
}

/// All pieces of a board, one after another.
pub fn pieces_of(locale: Locale, board: &Board) -> String {
    let named = board.pieces().map(|(at, found)| format!("{} {}", at.name(), piece(locale, found)));
    named.collect::<Vec<_>>().join("; ")
}

/// Who played a game, where, when and with which result.
pub fn game(locale: Locale, game: &Game) -> String {
    let place = place(locale, game.place);
    let result = game.result.replace('-', "–").replace("1/2", "½");
    fill(
        td_string!(locale, chess.game),
        &[("white", &game.white), ("black", &game.black), ("place", &place), ("year", &game.year), ("result", &result)],
    )
}

/// After which move a position stood on the board.
pub fn moment(locale: Locale, position: &GamePosition) -> String {
    let sentence = if position.ply.is_multiple_of(2) {
        td_string!(locale, chess.after_black)
    } else {
        td_string!(locale, chess.after_white)
    };
    fill(sentence, &[("n", &position.ply.div_ceil(2))])
}

/// A place in the reader's language; what is called the same in both stays as it is.
fn place(locale: Locale, name: &'static str) -> &'static str {
    match name {
        "New York" => td_string!(locale, chess.new_york),
        "London" => td_string!(locale, chess.london),
        "Astana" => td_string!(locale, chess.astana),
        "New Orleans" => td_string!(locale, chess.new_orleans),
        same => same,
    }
}
