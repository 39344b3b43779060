//! Rebuilding a board from memory: an empty one, a palette of pieces, and everything by mouse, touch or keyboard.

use super::{
    board::{Coordinates, VIEW_BOX, drawing, ground, letter, offset},
    experiment::{Experiment, use_experiment},
    words,
};
use crate::store::language;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    words::{fill, say},
};
use lab::experiments::chess::{Kind, Piece, Side, Square};
use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Where the cursor begins: e1, the white king's first square.
const FIRST: usize = 60;

/// The board, the palette, and what is done with them.
#[component]
pub fn Rebuild() -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let n_placed = move || experiment.attempt.with(|attempt| attempt.n_pieces());
    let is_empty = move || n_placed() == 0;
    let placed = move || fill(td_string!(locale(), chess.placed), &[("n", &n_placed())]);
    let said = move || {
        experiment
            .changed
            .get()
            .map(|square| words::square(locale(), square, experiment.attempt.with(|attempt| attempt.at(square))))
    };
    view! {
        <p class="chess-task" role="status">{say!(chess.task)}</p>
        <div class="chess-frame" data-phase="rebuilding"><LiveBoard/></div>
        <Palette/>
        <div class="chess-buttons">
            <button type="button" class="primary chess-done" on:click=move |_| experiment.finish()>{say!(chess.done)}</button>
            <button type="button" class="ghost" disabled=move || !experiment.can_undo() on:click=move |_| experiment.undo()>
                {say!(chess.undo)}
            </button>
            <button type="button" class="ghost" disabled=is_empty on:click=move |_| experiment.clear()>
                {say!(chess.clear)}
            </button>
            <span>{placed}</span>
        </div>
        <p class="hint chess-text" id="chess-keys">{say!(chess.keys)}</p>
        <p class="visually-hidden" role="status">{said}</p>
    }
}

/// The board that takes pieces: a grid with one square in the order of the tab key, and arrows between them.
#[component]
fn LiveBoard() -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let cursor = RwSignal::new(Square::new(FIRST));
    // The board takes the place of a button that has gone: the keyboard goes on from here.
    Effect::new(move |_| focus(cursor.get_untracked()));
    let cell = move |square: Square| {
        let found = Memo::new(move |_| experiment.attempt.with(|attempt| attempt.at(square)));
        let tab_order = move || if cursor.get() == square { "0" } else { "-1" };
        let press = move |_| {
            cursor.set(square);
            focus(square);
            experiment.press(square);
        };
        view! {
            <g role="gridcell" class="chess-square" id=cell_id(square) transform=offset(square)
                tabindex=tab_order
                aria-label=move || words::square(locale(), square, found.get())
                data-square=square.name() data-piece=move || letter(found.get()) on:click=press>
                <rect class=ground(square) width="45" height="45"/>
                <g class="chess-piece" inner_html=move || found.get().map_or("", drawing)></g>
                <rect class="chess-ring" x="2" y="2" width="41" height="41"/>
            </g>
        }
    };
    let row = move |row: usize| {
        let cells = (0..8).map(|column| cell(Square::new(row * 8 + column)));
        view! { <g role="row">{cells.collect_view()}</g> }
    };
    view! {
        <svg class="chess-board live" viewBox=VIEW_BOX role="grid" aria-describedby="chess-keys"
            aria-label=say!(chess.board_label)
            on:keydown=move |event: KeyboardEvent| answer(experiment, cursor, locale(), &event)>
            {(0..8).map(row).collect_view()}
            <Coordinates/>
        </svg>
    }
}

/// What a key does on the board.
fn answer(experiment: Experiment, cursor: RwSignal<Square>, locale: Locale, event: &KeyboardEvent) {
    let key = event.key();
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        if key == "z" && !event.alt_key() {
            experiment.undo();
            event.prevent_default();
        }
        return;
    }
    let at = cursor.get_untracked();
    let next = match key.as_str() {
        "ArrowLeft" => Some(at.moved(-1, 0)),
        "ArrowRight" => Some(at.moved(1, 0)),
        "ArrowUp" => Some(at.moved(0, -1)),
        "ArrowDown" => Some(at.moved(0, 1)),
        "Home" => Some(at.moved(-7, 0)),
        "End" => Some(at.moved(7, 0)),
        "PageUp" => Some(at.moved(0, -7)),
        "PageDown" => Some(at.moved(0, 7)),
        _ => None,
    };
    if let Some(next) = next {
        cursor.set(next);
        focus(next);
    } else if matches!(key.as_str(), "Delete" | "Backspace") {
        experiment.place(at, None);
    } else if matches!(key.as_str(), "Enter" | " ") {
        experiment.press(at);
    } else if let Some(piece) = piece_of_key(&key, locale) {
        experiment.place(at, Some(piece));
    } else {
        return;
    }
    event.prevent_default();
}

/// The piece of a key that is a single letter; names of keys, as `Tab`, are longer.
fn piece_of_key(key: &str, locale: Locale) -> Option<Piece> {
    let mut letters = key.chars();
    let letter = letters.next()?;
    if letters.next().is_some() { None } else { Piece::of_key(letter, language::of(locale)) }
}

fn cell_id(square: Square) -> String {
    format!("chess-{}", square.name())
}

/// Gives a square the focus.
fn focus(square: Square) {
    if let Some(cell) = document().get_element_by_id(&cell_id(square)) {
        // An element of SVG has `focus` as those of HTML have it.
        let _ = cell.unchecked_into::<HtmlElement>().focus();
    }
}

/// The twelve pieces and the eraser: what a press on the board puts down.
#[component]
fn Palette() -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let choice = move |piece: Piece| {
        let name = move || words::piece(locale(), piece);
        view! {
            <button type="button" class="chess-choice" data-piece=piece.letter().to_string() aria-label=name title=name
                aria-pressed=move || (experiment.in_hand.get() == Some(piece)).to_string()
                on:click=move |_| experiment.in_hand.set(Some(piece)) inner_html=drawing(piece)></button>
        }
    };
    let of_side = move |side: Side| Kind::ALL.into_iter().map(|kind| choice(Piece { side, kind })).collect_view();
    view! {
        <div class="chess-palette" role="group" aria-label=say!(chess.palette)>
            {of_side(Side::White)}
            {of_side(Side::Black)}
            <button type="button" class="chess-choice eraser" data-piece=""
                aria-pressed=move || experiment.in_hand.get().is_none().to_string()
                on:click=move |_| experiment.in_hand.set(None)>{say!(chess.eraser)}</button>
        </div>
    }
}
