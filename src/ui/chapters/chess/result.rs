//! What became of a try: the counts, what was shown beside what was rebuilt, and where the position comes from.

use super::{
    board::{Sign, StillBoard},
    experiment::{Round, use_experiment},
    words,
};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::numbers::named_number,
    words::{fill, say},
};
use lab::experiments::chess::{
    Board, Square,
    positions::{GAMES, POSITIONS},
    score::{Mark, Score, mark, score},
    tally::Condition,
};
use leptos::{html, prelude::*};

/// The last try, whole.
#[component]
pub fn TryResult() -> impl IntoView {
    let experiment = use_experiment();
    let round = experiment.round.get_untracked();
    let attempt = experiment.attempt.get_untracked();
    round.map(|round| view! { <Judged round attempt/> })
}

#[component]
fn Judged(round: Round, attempt: Board) -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let Score { n_shown, n_right, n_wrong, n_missing } = score(&round.shown, &attempt);
    let heading = NodeRef::<html::H3>::new();
    // The button that was pressed is gone: what it brought is read next.
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    let summary = move || fill(td_string!(locale(), chess.summary), &[("right", &n_right), ("shown", &n_shown)]);
    let count = |name: &'static str, n: u32| named_number(name, f64::from(n), n.to_string());
    let shown_label = Signal::derive(move || {
        let pieces = words::pieces_of(locale(), &round.shown);
        fill(td_string!(locale(), chess.shown_label), &[("n", &n_shown), ("pieces", &pieces)])
    });
    let attempt_label = Signal::derive(move || {
        let counts: [(&str, &dyn std::fmt::Display); 3] =
            [("right", &n_right), ("wrong", &n_wrong), ("missing", &n_missing)];
        fill(td_string!(locale(), chess.attempt_label), &counts)
    });
    view! {
        <h3 class="chess-task" tabindex="-1" node_ref=heading>{summary}</h3>
        <p class="chess-text">{move || origin(locale(), &round)}</p>
        <div class="chess-pair" data-phase="scored">
            <figure>
                <figcaption>{say!(chess.original)}</figcaption>
                <StillBoard board=round.shown label=shown_label/>
            </figure>
            <figure>
                <figcaption>{say!(chess.attempt)}</figcaption>
                <StillBoard board=attempt label=attempt_label judged_by=round.shown/>
            </figure>
        </div>
        <dl class="numbers chess-counts">
            <div><dt><Key verdict=Mark::Right/>{say!(chess.right)}</dt><dd>{count("chess_right", n_right)}</dd></div>
            <div><dt><Key verdict=Mark::Wrong/>{say!(chess.wrong)}</dt><dd>{count("chess_wrong", n_wrong)}</dd></div>
            <div><dt><Key verdict=Mark::Missing/>{say!(chess.missing)}</dt><dd>{count("chess_missing", n_missing)}</dd></div>
        </dl>
        <BySquare shown=round.shown attempt/>
        <div class="chess-buttons">
            <button type="button" class="primary chess-next" on:click=move |_| experiment.show()>{say!(chess.next)}</button>
        </div>
    }
}

/// Who played the position; of a random board, how it came about.
fn origin(locale: Locale, round: &Round) -> String {
    let position = POSITIONS.get(round.position);
    let game = position.and_then(|position| GAMES.get(position.game));
    match (round.condition, position, game) {
        (Condition::Real, Some(position), Some(game)) => {
            format!("{} {}", words::game(locale, game), words::moment(locale, position))
        }
        _ => td_string!(locale, chess.random_origin).to_owned(),
    }
}

/// The sign of a verdict, as large as the text beside it.
#[component]
fn Key(verdict: Mark) -> impl IntoView {
    // The corner of the square where tick and cross stand, or its middle with the ring.
    let view_box = if verdict == Mark::Missing { "6 6 33 33" } else { "26 -1 20 20" };
    view! { <svg class="chess-key" viewBox=view_box aria-hidden="true"><Sign verdict/></svg> }
}

/// The squares that had or got a piece, in words: for those who cannot see the boards.
#[component]
fn BySquare(shown: Board, attempt: Board) -> impl IntoView {
    let locale = use_locale();
    let verdict = move |verdict: Mark| match verdict {
        Mark::Right => td_string!(locale(), chess.right),
        Mark::Wrong => td_string!(locale(), chess.wrong),
        Mark::Missing | Mark::Empty => td_string!(locale(), chess.missing),
    };
    let row = move |square: Square| {
        let of_square = mark(&shown, &attempt, square);
        (of_square != Mark::Empty).then(|| {
            view! {
                <tr>
                    <th scope="row">{square.name()}</th>
                    <td>{move || words::content(locale(), shown.at(square))}</td>
                    <td>{move || words::content(locale(), attempt.at(square))}</td>
                    <td>{move || verdict(of_square)}</td>
                </tr>
            }
        })
    };
    view! {
        <details class="numbers-table">
            <summary>{say!(chess.by_square)}</summary>
            <div class="scroll" tabindex="0" role="region" aria-label=say!(chess.by_square)>
                <table>
                    <thead><tr>
                        <th scope="col">{say!(chess.square)}</th>
                        <th scope="col">{say!(chess.original)}</th>
                        <th scope="col">{say!(chess.attempt)}</th>
                        <th scope="col">{say!(chess.verdict)}</th>
                    </tr></thead>
                    <tbody>{Square::all().filter_map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}
