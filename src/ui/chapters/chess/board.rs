//! A chess board as SVG: squares, pieces, coordinates, and the marks of a try. Units: a square is 45 wide.
//!
//! The pieces are Colin M. L. Burnett's, BSD licence (`assets/chess/README.md`); the palette colours them.

use lab::experiments::chess::{
    Board, Kind, Piece, Side, Square,
    score::{Mark, mark},
};
use leptos::prelude::*;

/// A board in units of the drawing.
pub const VIEW_BOX: &str = "0 0 360 360";
/// A square in units of the drawing.
const UNIT: usize = 45;

/// The drawing of a piece.
pub fn drawing(piece: Piece) -> &'static str {
    match (piece.side, piece.kind) {
        (Side::White, Kind::King) => include_str!("../../../../assets/chess/wk.svg"),
        (Side::White, Kind::Queen) => include_str!("../../../../assets/chess/wq.svg"),
        (Side::White, Kind::Rook) => include_str!("../../../../assets/chess/wr.svg"),
        (Side::White, Kind::Bishop) => include_str!("../../../../assets/chess/wb.svg"),
        (Side::White, Kind::Knight) => include_str!("../../../../assets/chess/wn.svg"),
        (Side::White, Kind::Pawn) => include_str!("../../../../assets/chess/wp.svg"),
        (Side::Black, Kind::King) => include_str!("../../../../assets/chess/bk.svg"),
        (Side::Black, Kind::Queen) => include_str!("../../../../assets/chess/bq.svg"),
        (Side::Black, Kind::Rook) => include_str!("../../../../assets/chess/br.svg"),
        (Side::Black, Kind::Bishop) => include_str!("../../../../assets/chess/bb.svg"),
        (Side::Black, Kind::Knight) => include_str!("../../../../assets/chess/bn.svg"),
        (Side::Black, Kind::Pawn) => include_str!("../../../../assets/chess/bp.svg"),
    }
}

/// The letter of what stands on a square, for scripts; empty for nothing.
pub fn letter(found: Option<Piece>) -> String {
    found.map(|piece| piece.letter().to_string()).unwrap_or_default()
}

/// Returns the transform that places a square in the drawing.
pub fn offset(square: Square) -> String {
    let (row, column) = square.row_and_column();
    format!("translate({} {})", column * UNIT, row * UNIT)
}

/// The class of a square's ground.
pub fn ground(square: Square) -> &'static str {
    if square.is_light() { "chess-light" } else { "chess-dark" }
}

/// A board that is only looked at; beside what was shown, with a mark on every square that had or has a piece.
#[component]
pub fn StillBoard(
    /// The pieces on the board.
    board: Board,
    /// The board in words.
    #[prop(into)]
    label: Signal<String>,
    /// The board that it is judged by.
    #[prop(optional)]
    judged_by: Option<Board>,
) -> impl IntoView {
    let square = move |square: Square| {
        let found = board.at(square);
        let verdict = judged_by.map_or(Mark::Empty, |shown| mark(&shown, &board, square));
        view! {
            <g transform=offset(square) data-square=square.name() data-piece=letter(found) data-mark=mark_name(verdict)>
                <rect class=ground(square) width="45" height="45"/>
                <g inner_html=found.map_or("", drawing)></g>
                <Sign verdict/>
            </g>
        }
    };
    view! {
        <svg class="chess-board" viewBox=VIEW_BOX role="img" aria-label=label>
            {Square::all().map(square).collect_view()}
            <Coordinates/>
        </svg>
    }
}

/// The letters below and the numbers at the left, in the corners of their squares.
#[component]
pub fn Coordinates() -> impl IntoView {
    let name = |at: usize| {
        let (rank, file) = (Square::new(at * 8).name(), Square::new(56 + at).name());
        // Both are of a letter and a digit.
        let (rank, file) = (rank[1..].to_owned(), file[..1].to_owned());
        view! {
            <text x="2" y=(at * UNIT + 10).to_string()>{rank}</text>
            <text x=((at + 1) * UNIT - 7).to_string() y="357">{file}</text>
        }
    };
    view! { <g class="chess-coordinates" aria-hidden="true">{(0..8).map(name).collect_view()}</g> }
}

/// The sign of a verdict, told apart by its form: a tick, a frame with a cross, a dashed ring. An empty square has none.
#[component]
pub fn Sign(
    /// The verdict on the square.
    verdict: Mark,
) -> impl IntoView {
    match verdict {
        Mark::Empty => ().into_any(),
        Mark::Right => view! {
            <g class="chess-sign right"><circle cx="36" cy="9" r="8"/><path d="M32 9l3 3.5 5-7"/></g>
        }
        .into_any(),
        Mark::Wrong => view! {
            <g class="chess-sign wrong">
                <rect class="chess-false" x="2" y="2" width="41" height="41"/>
                <circle cx="36" cy="9" r="8"/><path d="M32.5 5.5l7 7M39.5 5.5l-7 7"/>
            </g>
        }
        .into_any(),
        Mark::Missing => view! { <g class="chess-sign missing"><circle cx="22.5" cy="22.5" r="14"/></g> }.into_any(),
    }
}

/// The word of a verdict for scripts.
pub fn mark_name(verdict: Mark) -> &'static str {
    match verdict {
        Mark::Empty => "empty",
        Mark::Right => "right",
        Mark::Wrong => "wrong",
        Mark::Missing => "missing",
    }
}
