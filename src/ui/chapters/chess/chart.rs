//! The reader's means beside the figures of 1973, as bars; the later correction; and what is done with the tries.

use super::experiment::use_experiment;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::numbers::{fixed, named_number},
    words::{fill, say},
};
use lab::experiments::chess::tally::{Condition, PUBLISHED_RANDOM, PUBLISHED_REAL, Player, csv, mean};
use leptos::prelude::*;
use web::download_file::save_text;

/// The axis ends here, and where the reader recalls more, at the number of pieces of a game.
const USUAL_END: f64 = 20.0;
const FULL_END: f64 = 32.0;

/// Bars of both conditions, their sources, and buttons for the tries.
#[component]
pub fn ChessChart() -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let mean_of = move |condition| Memo::new(move |_| experiment.tries.with(|tries| mean(tries, condition)));
    let (real, random) = (mean_of(Condition::Real), mean_of(Condition::Random));
    let end = Memo::new(move |_| {
        let is_beyond = |mean: Option<(usize, f64)>| mean.is_some_and(|(_, mean)| mean > USUAL_END);
        if is_beyond(real.get()) || is_beyond(random.get()) { FULL_END } else { USUAL_END }
    });
    let published = move |name: Signal<&'static str>, value: f64| {
        let text = move || fill(td_string!(locale(), chess.about), &[("n", &value)]);
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="chess-track"><span class="chess-bar" style:width=move || width(value, end.get())></span></td>
                <td>{text}</td>
            </tr>
        }
    };
    let player = move |player: Player| {
        Signal::derive(move || match player {
            Player::Master => td_string!(locale(), chess.master),
            Player::ClassA => td_string!(locale(), chess.class_a),
            Player::Beginner => td_string!(locale(), chess.beginner),
        })
    };
    let everyone = Signal::derive(move || td_string!(locale(), chess.everyone));
    view! {
        <section data-instrument="chess-results" class="card chess-chart" aria-labelledby="chess-chart-title">
            <h3 id="chess-chart-title">{say!(chess.chart)}</h3>
            <div class="chess-groups">
                <table>
                    <caption>{say!(chess.real)}</caption>
                    <tbody>
                        <OwnRow name="chess_mean_real" mean=real end/>
                        {PUBLISHED_REAL.into_iter().map(|(who, n)| published(player(who), n)).collect_view()}
                    </tbody>
                    <Axis end/>
                </table>
                <table>
                    <caption>{say!(chess.random)}</caption>
                    <tbody>
                        <OwnRow name="chess_mean_random" mean=random end/>
                        {published(everyone, PUBLISHED_RANDOM)}
                    </tbody>
                    <Axis end/>
                </table>
            </div>
            <p class="chess-text">{say!(chess.correction)}</p>
            <p class="hint chess-text">
                {say!(chess.sources)}" "
                <a href="https://doi.org/10.1016/0010-0285(73)90004-2">"Chase, Simon (1973), Perception in chess, Cognitive Psychology 4, 55–81"</a>"; "
                <a href="https://doi.org/10.3758/BF03212414">"Gobet, Simon (1996), Recall of rapidly presented random chess positions is a function of skill, Psychonomic Bulletin & Review 3, 159–163"</a>"."
            </p>
            <Keeping/>
        </section>
    }
}

/// The reader's own bar.
#[component]
fn OwnRow(name: &'static str, mean: Memo<Option<(usize, f64)>>, end: Memo<f64>) -> impl IntoView {
    let locale = use_locale();
    let value = move || match mean.get() {
        Some((_, mean)) => named_number(name, mean, fixed(mean, 1, locale())).into_any(),
        None => view! { <span class="unknown">"–"</span> }.into_any(),
    };
    let n_tries = move || {
        mean.get().map(|(n, _)| {
            let sentence =
                if n == 1 { td_string!(locale(), chess.one_try) } else { td_string!(locale(), chess.n_tries) };
            fill(sentence, &[("n", &n)])
        })
    };
    let bar_width = move || mean.get().map_or_else(|| "0%".to_owned(), |(_, mean)| width(mean, end.get()));
    view! {
        <tr>
            <th scope="row">{say!(chess.you)}" "<small>{n_tries}</small></th>
            <td class="chess-track"><span class="chess-bar own" style:width=bar_width></span></td>
            <td>{value}</td>
        </tr>
    }
}

/// The axis under the bars: pieces on their squares.
#[component]
fn Axis(end: Memo<f64>) -> impl IntoView {
    let ticks = move || {
        let tick = |at: u32| view! { <span>{(end.get() * f64::from(at) / 4.0).to_string()}</span> };
        (0..=4).map(tick).collect_view()
    };
    view! {
        <tfoot aria-hidden="true">
            <tr><td></td><td><span class="chess-axis">{ticks}</span><small>{say!(chess.axis)}</small></td><td></td></tr>
        </tfoot>
    }
}

/// How long a bar is.
fn width(value: f64, end: f64) -> String {
    format!("{:.2}%", (100.0 * value / end).clamp(0.0, 100.0))
}

/// The tries as a file, and forgetting them; asked twice, because it cannot be taken back.
#[component]
fn Keeping() -> impl IntoView {
    let (locale, experiment) = (use_locale(), use_experiment());
    let is_asking = RwSignal::new(false);
    let has_failed = RwSignal::new(false);
    let is_empty = move || experiment.tries.with(Vec::is_empty);
    let save = move |_| {
        let text = experiment.tries.with_untracked(|tries| csv(tries));
        has_failed.set(save_text(file_name(locale()), "text/csv;charset=utf-8", &text).is_err());
    };
    let forget = move |_| {
        experiment.clear_tries();
        is_asking.set(false);
    };
    view! {
        <div class="chess-buttons">
            <button type="button" class="ghost chess-export" disabled=is_empty on:click=save>{say!(chess.export)}</button>
            <Show when=move || !is_asking.get() fallback=move || view! {
                <button type="button" class="ghost chess-forget" on:click=forget>{say!(chess.forget_really)}</button>
                <button type="button" class="ghost" on:click=move |_| is_asking.set(false)>{say!(chess.keep)}</button>
            }>
                <button type="button" class="ghost chess-ask" disabled=is_empty on:click=move |_| is_asking.set(true)>
                    {say!(chess.forget)}
                </button>
            </Show>
            <span class="field-fault" role="status">
                {move || has_failed.get().then(|| td_string!(locale(), chess.export_failed))}
            </span>
        </div>
    }
}

fn file_name(locale: Locale) -> &'static str {
    td_string!(locale, chess.file_name)
}
