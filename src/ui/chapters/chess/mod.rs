//! Chapter 1, chess: a board for a few seconds, then from memory; real and random positions, and the figures of 1973.
//!
//! What is counted, drawn at random and kept is decided by [`lab::experiments::chess`]. Reading order: this file (one try after
//! another), [`experiment`] (its state), [`board`], [`rebuild`], [`result`], [`chart`], [`words`].

pub mod board;
pub mod chart;
pub mod experiment;
pub mod rebuild;
pub mod result;
pub mod words;

use crate::{
    i18n::td_string,
    store::language::use_locale,
    widgets::{
        my_code::MyResult,
        part_view::{FoldedPart, MY_CODE},
    },
    words::{fill, say},
};
use board::StillBoard;
use chart::ChessChart;
use experiment::{Experiment, Phase, use_experiment};
use lab::experiments::chess::tally::{Choice, MAX_EXPOSURE_SECS, MIN_EXPOSURE_SECS};
use leptos::{html, prelude::*};
use rebuild::Rebuild;
use result::TryResult;
use web_sys::HtmlInputElement;

/// The experiment: how it is set up, the board of the moment, and all results.
#[component]
pub fn ChessMemory() -> impl IntoView {
    let experiment = Experiment::load();
    provide_context(experiment);
    provide_context(MyResult(Signal::derive(move || experiment.result())));
    let locale = use_locale();
    let code = Signal::derive(move || td_string!(locale(), class_codes.mine));
    let stage = move || match experiment.phase.get() {
        Phase::Ready => view! { <Invitation/> }.into_any(),
        Phase::Showing => view! { <Showing/> }.into_any(),
        Phase::Rebuilding => view! { <Rebuild/> }.into_any(),
        Phase::Scored => view! { <TryResult/> }.into_any(),
    };
    view! {
        <section data-instrument="chess" class="chess" data-card="chess" aria-labelledby="chess-title">
            <h2 id="chess-title">{say!(chess.title)}</h2>
            <p class="chess-text">{say!(chess.lead)}</p>
            <p class="chess-text"><strong>{say!(chess.look_for)}</strong></p>
            <div class="chess-lab">
                <Setup/>
                <div data-instrument="chess-board" class="chess-stage">{stage}</div>
            </div>
            <ChessChart/>
            <FoldedPart part=MY_CODE class="code-offer" label=code>{code}</FoldedPart>
            <p class="hint chess-text">
                {say!(chess.games_credit)}" "
                {say!(chess.pieces_credit)}" "
                <a href="https://commons.wikimedia.org/wiki/Category:SVG_chess_pieces">"Colin M. L. Burnett"</a>
                {say!(chess.pieces_licence)}
            </p>
        </section>
    }
}

/// For how long a board is shown, which ones, and the button that shows the next.
#[component]
fn Setup() -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let is_busy = move || matches!(experiment.phase.get(), Phase::Showing | Phase::Rebuilding);
    let word = move |choice| match choice {
        Choice::Alternating => td_string!(locale(), chess.alternating),
        Choice::Real => td_string!(locale(), chess.real),
        Choice::Random => td_string!(locale(), chess.random),
    };
    let option = move |choice: Choice| {
        view! {
            <button type="button" class="seg" aria-pressed=move || (experiment.choice() == choice).to_string()
                on:click=move |_| experiment.choose(choice)>{move || word(choice)}</button>
        }
    };
    let range = move || {
        fill(td_string!(locale(), chess.seconds_hint), &[("min", &MIN_EXPOSURE_SECS), ("max", &MAX_EXPOSURE_SECS)])
    };
    let shown = move || experiment.exposure_secs().to_string();
    let set_seconds = move |input: HtmlInputElement| {
        if let Ok(secs) = input.value().trim().parse::<u32>() {
            experiment.set_exposure(secs);
        }
        // What cannot be read, or was brought within the limits, does not stay as it was typed.
        input.set_value(&untrack(|| experiment.exposure_secs()).to_string());
    };
    view! {
        <form class="chess-setup" on:submit=|event| event.prevent_default()>
            <div class="field">
                <label>
                    <span>{say!(chess.seconds)}</span>
                    <input type="text" inputmode="numeric" autocomplete="off" name="chess-seconds" prop:value=shown
                        on:change=move |event| set_seconds(event_target(&event))/>
                </label>
                <small>{range}</small>
            </div>
            <fieldset>
                <legend>{say!(chess.condition)}</legend>
                <div class="segs">{Choice::ALL.into_iter().map(option).collect_view()}</div>
            </fieldset>
            <button type="button" class="primary chess-show" disabled=is_busy on:click=move |_| experiment.show()>
                {say!(chess.show)}
            </button>
        </form>
    }
}

/// Before the first board.
#[component]
fn Invitation() -> impl IntoView {
    view! { <p class="card chess-text">{say!(chess.invitation)}</p> }
}

/// The board, for as long as it is shown.
#[component]
fn Showing() -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let round = experiment.round.get_untracked();
    let still = round.map(|round| {
        let label = Signal::derive(move || {
            let pieces = words::pieces_of(locale(), &round.shown);
            fill(td_string!(locale(), chess.shown_label), &[("n", &round.shown.n_pieces()), ("pieces", &pieces)])
        });
        view! { <StillBoard board=round.shown label/> }
    });
    let left = move || experiment.seconds_left.get();
    let frame = NodeRef::<html::Div>::new();
    // Seconds are few: nobody should have to scroll to the board first.
    Effect::new(move |_| {
        let Some(frame) = frame.get() else { return };
        let rect = frame.get_bounding_client_rect();
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::INFINITY);
        if rect.top() < 0.0 || rect.bottom() > height {
            frame.scroll_into_view();
        }
    });
    let total = round.map_or(1, |round| round.exposure_secs);
    view! {
        <p class="chess-task" role="status">{say!(chess.memorise)}</p>
        <progress max=total.to_string() value=move || left().to_string()
            aria-label=say!(chess.time_left)></progress>
        <div class="chess-frame" data-phase="showing" node_ref=frame>{still}</div>
    }
}
