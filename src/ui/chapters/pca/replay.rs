//! The path of the autoencoder's plane, epoch by epoch, on a slider of time.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::numbers::{degrees, three_digits},
    words::{fill, say},
};
use gloo_timers::callback::Interval;
use lab::run::path::PathPoint;
use leptos::prelude::*;

/// A replay takes so long, whatever the number of epochs.
const REPLAY_MS: f64 = 6000.0;
/// Between two pictures of a replay.
const FRAME_MS: u32 = 50;

/// Which moment is shown. Copied freely.
#[derive(Clone, Copy)]
pub struct Moment(RwSignal<Option<usize>>);

impl Moment {
    /// Now, whatever the run does.
    pub fn now() -> Self {
        Self(RwSignal::new(None))
    }

    /// Returns the state of the autoencoder at a past moment; `None` for now. Tracked.
    pub fn past(self, run: Run) -> Option<PathPoint> {
        let epoch = self.0.get()?;
        run.path.with(|path| path.get(epoch).copied())
    }
}

/// Slider and replay; nothing before there is a path.
#[component]
pub fn Replay(
    /// The moment shown.
    moment: Moment,
) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let Moment(shown) = moment;
    let last = Memo::new(move |_| run.path.with(|path| path.len().saturating_sub(1)));
    // A new run has another path.
    Effect::new(move |_| {
        if last.get() == 0 {
            shown.set(None);
        }
    });
    let player = StoredValue::new_local(None::<Interval>);
    let is_playing = RwSignal::new(false);
    let stop = move || {
        player.set_value(None);
        is_playing.set(false);
    };
    on_cleanup(move || player.set_value(None));
    let play = move |_| {
        if is_playing.get_untracked() {
            stop();
            return;
        }
        let is_at_end = shown.get_untracked().is_none_or(|epoch| epoch >= last.get_untracked());
        let from = if is_at_end { 0.0 } else { shown.get_untracked().unwrap_or(0) as f64 };
        let mut epoch = from;
        shown.set(Some(from as usize));
        is_playing.set(true);
        let step = last.get_untracked() as f64 * f64::from(FRAME_MS) / REPLAY_MS;
        player.set_value(Some(Interval::new(FRAME_MS, move || {
            epoch += step;
            if epoch >= last.get_untracked() as f64 {
                stop();
                shown.set(None);
            } else {
                shown.set(Some(epoch as usize));
            }
        })));
    };
    let slide = move |event| {
        stop();
        let epoch = event_target_value(&event).parse().unwrap_or(0);
        shown.set((epoch < last.get_untracked()).then_some(epoch));
    };
    let epoch = move || shown.get().unwrap_or_else(|| last.get());
    let has_path = move || last.get() > 0;
    let words = move || fill(td_string!(locale(), pca.replay_epoch), &[("epoch", &epoch()), ("n", &last.get())]);
    // The numbers beside the plot are of the last epoch; these are of the one that is shown.
    let numbers = move || {
        let record = run.history.with(|history| history.get(epoch()).copied())?;
        let number = |value: Option<f64>, format: fn(f64, Locale) -> String| {
            value.map_or_else(|| "–".to_owned(), |value| format(value, locale()))
        };
        let (mse, angle) = (number(record.ae_mse, three_digits), number(record.max_principal_angle_degrees, degrees));
        Some(fill(td_string!(locale(), pca.replay_numbers), &[("mse", &mse), ("angle", &angle)]))
    };
    view! {
        <Show when=has_path>
            <div data-instrument="replay" class="replay">
                <button type="button" class="ghost" on:click=play data-action="replay">
                    {move || if is_playing.get() { td_string!(locale(), pca.replay_stop) } else { td_string!(locale(), pca.replay) }}
                </button>
                <input type="range" name="epoch-shown" min="0" max=move || last.get().to_string() aria-label=say!(pca.replay_slider)
                    aria-valuetext=words prop:value=move || epoch().to_string() on:input=slide/>
                <output>{words}</output>
                <span class="replay-numbers">{numbers}</span>
            </div>
        </Show>
    }
}
