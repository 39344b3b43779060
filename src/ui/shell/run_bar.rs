//! The run bar: always in sight, with everything that starts, stops and measures a training.

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::numbers::{Metric, duration, grouped, three_digits},
    words::{fill, say},
};
use lab::{
    protocol::RunCommand,
    run::snapshot::{RunState, Snapshot},
    settings::Settings,
};
use leptos::prelude::*;

/// Buttons, progress, speed, remaining time, loss; and a live region that speaks the outcome.
#[component]
pub fn RunBar() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let state = Memo::new(move |_| run.snapshot.with(|snapshot| snapshot.as_ref().map(|snapshot| snapshot.state)));
    let is_running = move || state.get() == Some(RunState::Running);
    let is_over =
        move || matches!(state.get(), None | Some(RunState::Preparing | RunState::Finished | RunState::Diverged));
    let play = move |_| run.command(if is_running() { RunCommand::Pause } else { RunCommand::Play });
    let play_label = move || match state.get() {
        Some(RunState::Running) => td_string!(locale(), run.pause),
        Some(RunState::Paused) => td_string!(locale(), run.resume),
        Some(RunState::Finished | RunState::Diverged) => td_string!(locale(), run.again),
        _ => td_string!(locale(), run.play),
    };
    // A finished run has nothing left to play: the button then starts it over.
    let play_or_repeat = move |event| {
        if matches!(state.get_untracked(), Some(RunState::Finished | RunState::Diverged)) {
            run.command(RunCommand::Reset);
            run.command(RunCommand::Play);
        } else {
            play(event);
        }
    };
    let outcome = move || {
        let epoch = run.snapshot.with(|snapshot| snapshot.as_ref().map_or(0, |snapshot| snapshot.epoch));
        match state.get() {
            Some(RunState::Finished) => fill(td_string!(locale(), run.said_finished), &[("epoch", &epoch)]),
            Some(RunState::Diverged) => td_string!(locale(), run.said_diverged).to_owned(),
            Some(RunState::Ready) => td_string!(locale(), run.said_ready).to_owned(),
            _ => String::new(),
        }
    };
    view! {
        <section data-instrument="run-bar" class="run-bar" aria-label=say!(run.bar)>
            <button class="play" disabled=move || matches!(state.get(), None | Some(RunState::Preparing))
                on:click=play_or_repeat data-state=move || if is_running() { "running" } else { "resting" }>
                <span class="glyph" aria-hidden="true"></span>
                <span class="play-word">{play_label}</span>
            </button>
            <button class="ghost step" disabled=is_over aria-label=say!(run.batch_label)
                on:click=move |_| run.command(RunCommand::StepBatch)>{say!(run.batch)}</button>
            <button class="ghost step" disabled=is_over aria-label=say!(run.epoch_label)
                on:click=move |_| run.command(RunCommand::StepEpoch)>{say!(run.epoch)}</button>
            <button class="ghost reset" disabled=move || state.get().is_none()
                on:click=move |_| run.command(RunCommand::Reset)>{say!(run.reset)}</button>
            <RunProgress/>
            <Pace/>
            <p class="visually-hidden" role="status">{outcome}</p>
        </section>
    }
}

#[component]
fn RunProgress() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let read = move |get: fn(&Snapshot) -> Option<f64>| {
        Signal::derive(move || run.snapshot.with(|snapshot| snapshot.as_ref().and_then(|snapshot| get(snapshot))))
    };
    let epoch = read(|snapshot| Some(snapshot.epoch as f64));
    let share = move || {
        run.snapshot.with(|snapshot| {
            snapshot.as_ref().map_or(0.0, |s| {
                let in_epoch = s.batch as f64 / s.n_batches.max(1) as f64;
                ((s.epoch as f64 + in_epoch) / s.n_epochs.max(1) as f64).min(1.0)
            })
        })
    };
    let n_epochs = move || {
        let planned = run.settings.with(Settings::n_epochs_in_all);
        planned.max(run.of_snapshot(|snapshot| snapshot.epoch))
    };
    let line = move || run.snapshot.with(|snapshot| snapshot.as_ref().map(|s| status(s, locale())).unwrap_or_default());
    // What is wrong stands at the top of the stage, which may be out of sight.
    let is_refused = move || run.info.with(Option::is_none) && run.run_fault.with(Option::is_some);
    let show_why = move |_| {
        if let Ok(Some(notice)) = document().query_selector("[data-notice=\"run\"]") {
            notice.scroll_into_view();
        }
    };
    let speed = read(|snapshot| snapshot.samples_per_second);
    let write_speed: fn(f64, Locale) -> String =
        |speed, locale| fill(td_string!(locale, run.speed), &[("speed", &grouped(speed as u64, locale))]);
    view! {
        <div class="progress">
            <span class="epoch">
                {move || before_number(fill(td_string!(locale(), run.progress), &[("epoch", &"\u{1}"), ("n_epochs", &n_epochs())])).0}
                <Metric name="epoch" value=epoch format=|value, locale| grouped(value as u64, locale)/>
                {move || before_number(fill(td_string!(locale(), run.progress), &[("epoch", &"\u{1}"), ("n_epochs", &n_epochs())])).1}
            </span>
            <progress max="1" value=move || share().to_string() aria-label=say!(run.bar)></progress>
            <span class="lines">
                <span>{line}
                    <Show when=is_refused><button type="button" class="ghost" data-action="show-why" on:click=show_why>{say!(run.why)}</button></Show>
                </span>
                <span><Metric name="samples_per_second" value=speed format=write_speed/></span>
            </span>
        </div>
    }
}

/// The two parts of a sentence around the place where a number goes.
fn before_number(sentence: String) -> (String, String) {
    sentence.split_once('\u{1}').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap_or((sentence, String::new()))
}

fn status(snapshot: &Snapshot, locale: Locale) -> String {
    let loss =
        snapshot.running_loss.map(|loss| fill(td_string!(locale, run.loss), &[("loss", &three_digits(loss, locale))]));
    let state = match snapshot.state {
        RunState::Preparing => td_string!(locale, run.preparing).to_owned(),
        RunState::Ready => td_string!(locale, run.ready).to_owned(),
        RunState::Paused => td_string!(locale, run.paused).to_owned(),
        RunState::Finished => td_string!(locale, run.finished).to_owned(),
        RunState::Diverged => td_string!(locale, run.diverged).to_owned(),
        RunState::Running => {
            let time = snapshot.remaining_secs.map_or_else(|| "…".to_owned(), duration);
            fill(td_string!(locale, run.left), &[("time", &time)])
        }
    };
    // Layer by layer, it is said which one learns.
    let state = match snapshot.pair {
        Some(pair_idx) => format!("{state} · {}", fill(td_string!(locale, run.pair), &[("pair", &(pair_idx + 1))])),
        None => state,
    };
    match loss {
        Some(loss) => format!("{state} · {loss}"),
        None => state,
    }
}

/// Whether a very short run is stretched so that it can be watched.
#[component]
fn Pace() -> impl IntoView {
    let run = use_run();
    let set = move |is_paced| run.change(Settings { is_paced, ..run.settings.get_untracked() });
    view! {
        <label class="pace" title=say!(run.paced_hint)>
            <input type="checkbox" prop:checked=move || run.settings.with(|settings| settings.is_paced)
                on:change=move |event| set(event_target_checked(&event))/>
            <span>{say!(run.paced)}</span>
        </label>
    }
}
