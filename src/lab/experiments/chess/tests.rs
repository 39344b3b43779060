//! Boards, squares, letters and random order.

use super::*;
use crate::settings::language::language;
use std::collections::HashMap;

const START: &str = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR";

fn count(board: &Board) -> HashMap<Piece, usize> {
    let mut counts = HashMap::new();
    for (_, piece) in board.pieces() {
        *counts.entry(piece).or_insert(0) += 1;
    }
    counts
}

fn named(name: &str) -> Square {
    Square::all().find(|square| square.name() == name).expect("a square of the board")
}

#[test]
fn a_placement_is_read_square_by_square() {
    let board = Board::parse(START).expect("the starting position");
    assert_eq!(board.n_pieces(), 32);
    assert_eq!(board.at(named("e1")), Piece::of_letter('K'));
    assert_eq!(board.at(named("d8")), Piece::of_letter('q'));
    assert_eq!(board.at(named("e4")), None);
    assert_eq!(Square::new(0).name(), "a8");
    assert_eq!(Square::new(63).name(), "h1");
}

#[test]
fn what_is_no_placement_is_refused() {
    let refused = [
        "",
        "8/8/8/8/8/8/8",
        "8/8/8/8/8/8/8/8/8",
        "9/8/8/8/8/8/8/8",
        "0/8/8/8/8/8/8/8",
        "7/8/8/8/8/8/8/8",
        "8p/8/8/8/8/8/8/8",
        "8/8/8/8/8/8/8/8p",
        "x7/8/8/8/8/8/8/8",
        "88888888/8/8/8/8/8/8/8",
        "ñ7/8/8/8/8/8/8/8",
    ];
    for text in refused {
        assert_eq!(Board::parse(text), None, "{text:?}");
    }
}

#[test]
fn corners_and_colours() {
    assert!(!named("a1").is_light());
    assert!(named("h1").is_light());
    assert!(named("a8").is_light());
    assert_eq!(named("a8").moved(-1, -1), named("a8"));
    assert_eq!(named("e4").moved(1, -2), named("f6"));
    assert_eq!(named("e4").moved(99, 99), named("h1"));
}

#[test]
fn shuffling_keeps_the_pieces_and_moves_them() {
    let board = Board::parse(START).expect("the starting position");
    let shuffled = board.shuffled(7);
    assert_eq!(count(&shuffled), count(&board));
    assert_ne!(shuffled, board);
    assert_eq!(shuffled, board.shuffled(7));
    assert_ne!(shuffled, board.shuffled(8));
}

/// Over many seeds every square is as often occupied as any other: half the time, with 32 pieces.
#[test]
fn shuffling_prefers_no_square() {
    let board = Board::parse(START).expect("the starting position");
    let n_seeds = 2000;
    let mut counts = [0_u32; N_SQUARES];
    for seed in 0..n_seeds {
        for (square, _) in board.shuffled(seed).pieces() {
            counts[square.idx()] += 1;
        }
    }
    // A binomial's deviation is 22; six of them are not met by chance.
    let (expected, limit) = (n_seeds as f64 / 2.0, 6.0 * (n_seeds as f64 / 4.0).sqrt());
    assert!(counts.iter().all(|&count| (f64::from(count) - expected).abs() < limit), "{counts:?}");
}

#[test]
fn letters_follow_the_language_and_then_the_other() {
    let of = |letter, code| Piece::of_key(letter, language(code)).map(Piece::letter);
    assert_eq!(of('R', "en"), Some('R'));
    assert_eq!(of('R', "es"), Some('K'));
    assert_eq!(of('t', "es"), Some('r'));
    assert_eq!(of('t', "en"), Some('r'));
    assert_eq!(of('N', "es"), Some('N'));
    assert_eq!(of('c', "es"), Some('n'));
    assert_eq!(of('P', "es"), Some('P'));
    assert_eq!(of('z', "es"), None);
}

#[test]
fn every_shipped_position_can_be_shown() {
    for position in &positions::POSITIONS {
        let board = Board::parse(position.placement).expect("a placement");
        assert!((18..=30).contains(&board.n_pieces()), "{}", position.placement);
        assert!(position.game < positions::GAMES.len());
    }
}
