//! The chess positions of the page against the rules of the game: every published game is replayed by `shakmaty`.
//!
//! The page ships `lab::chess::positions`; the moves, with their public sources, are in `tests/fixtures/chess_games.json`.
//! An illegal move, another piece on any square, or an end that does not fit the result fails.

use autoencoder_lab::lab::experiments::chess::{
    Board,
    positions::{GAMES, POSITIONS},
};
use serde_json::Value;
use shakmaty::{Chess, Color, Position, san::SanPlus};
use std::collections::HashSet;

fn games() -> Vec<Value> {
    let fixture: Value = serde_json::from_str(include_str!("../fixtures/chess_games.json")).unwrap();
    fixture["games"].as_array().unwrap().clone()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` of {value}"))
}

fn name_of(game: &Value) -> String {
    format!("{} - {} ({})", text(game, "white"), text(game, "black"), game["year"])
}

/// The position before the first move and after each; fails where a move is illegal.
fn replay(game: &Value) -> Vec<Chess> {
    let mut positions = vec![Chess::default()];
    for (idx, word) in text(game, "moves").split_whitespace().enumerate() {
        let at = format!("{}, half-move {}: {word}", name_of(game), idx + 1);
        let last = positions.last().unwrap().clone();
        let san: SanPlus = word.parse().unwrap_or_else(|error| panic!("{at}: {error}"));
        let legal = san.san.to_move(&last).unwrap_or_else(|error| panic!("{at}: {error}"));
        positions.push(last.play(legal).unwrap_or_else(|_| panic!("{at}: illegal")));
    }
    positions
}

/// The first field of a position's FEN, written square by square.
fn placement_of(position: &Chess) -> String {
    let mut rows = Vec::new();
    for rank in (0..8_u32).rev() {
        let (mut row, mut n_empty) = (String::new(), 0);
        for file in 0..8_u32 {
            match position.board().piece_at(shakmaty::Square::new(rank * 8 + file)) {
                None => n_empty += 1,
                Some(piece) => {
                    if n_empty > 0 {
                        row += &n_empty.to_string();
                    }
                    n_empty = 0;
                    row.push(piece.char());
                }
            }
        }
        if n_empty > 0 {
            row += &n_empty.to_string();
        }
        rows.push(row);
    }
    rows.join("/")
}

#[test]
fn shipped_positions_stood_on_the_board() {
    let games = games();
    assert_eq!(games.len(), GAMES.len());
    let mut n_checked = 0;
    for (idx, game) in games.iter().enumerate() {
        let replayed = replay(game);
        let shipped: Vec<_> = POSITIONS.iter().filter(|position| position.game == idx).collect();
        let plies: Vec<u64> = game["positions"].as_array().unwrap().iter().map(|ply| ply.as_u64().unwrap()).collect();
        assert_eq!(shipped.iter().map(|position| u64::from(position.ply)).collect::<Vec<_>>(), plies);
        for position in shipped {
            let stood = &replayed[usize::from(position.ply)];
            assert_eq!(placement_of(stood), position.placement, "{} after {}", name_of(game), position.ply);
            assert_eq!(Board::parse(position.placement).unwrap().n_pieces(), stood.board().occupied().count());
            n_checked += 1;
        }
    }
    assert_eq!(n_checked, POSITIONS.len());
}

#[test]
fn shipped_facts_are_those_of_the_games() {
    for (game, shipped) in games().iter().zip(&GAMES) {
        let facts = (text(game, "white"), text(game, "black"), text(game, "place"), text(game, "result"));
        assert_eq!((shipped.white, shipped.black, shipped.place, shipped.result), facts);
        assert_eq!(game["year"].as_u64(), Some(u64::from(shipped.year)));
        // The file itself names year and result, and where it comes from is said.
        let header = &game["header"];
        assert!(text(header, "Date").starts_with(&shipped.year.to_string()), "{header}");
        assert_eq!(text(header, "Result"), shipped.result);
        assert!(!text(&game["source"], "repository").is_empty() && !text(&game["source"], "path").is_empty());
    }
}

#[test]
fn games_end_as_their_results_say() {
    for game in &games() {
        let last = replay(game).pop().unwrap();
        let name = name_of(game);
        assert!(!last.is_stalemate() && !last.is_insufficient_material(), "{name}");
        assert_eq!(last.is_checkmate(), text(game, "final") == "checkmate", "{name}");
        if last.is_checkmate() {
            // Who is to move has lost.
            let result = if last.turn() == Color::White { "0-1" } else { "1-0" };
            assert_eq!(text(game, "result"), result, "{name}");
        }
        let is_draw = text(game, "result") == "1/2-1/2";
        assert_eq!(is_draw, text(game, "final") == "agreement", "{name}");
    }
}

#[test]
fn there_are_enough_and_they_differ() {
    assert!(POSITIONS.len() >= 20, "only {} positions", POSITIONS.len());
    let different: HashSet<_> = POSITIONS.iter().map(|position| position.placement).collect();
    assert_eq!(different.len(), POSITIONS.len());
    for pair in POSITIONS.windows(2).filter(|pair| pair[0].game == pair[1].game) {
        assert!(pair[1].ply - pair[0].ply >= 20, "{pair:?}");
    }
}

/// The replay itself notices what is wrong: a move that is illegal, and another ply.
#[test]
fn a_planted_error_is_found() {
    let mut game = games().remove(0);
    let right = placement_of(&replay(&game)[49]);
    assert_ne!(placement_of(&replay(&game)[48]), right);
    let moves = text(&game, "moves").replacen("Nf3", "Nf4", 1);
    game["moves"] = Value::from(moves);
    assert!(std::panic::catch_unwind(|| replay(&game)).is_err());
}
