//! The saddles lab: a code of one number, started where the student says; its loss rests on a plateau, and escapes.

use crate::{
    chapters::pca::saddle_state::SaddleState,
    i18n::{Locale, td_string},
    store::{language::use_locale, link_keys::use_link_keys},
    widgets::{
        drawing::Area,
        inspection::ReadableFigure,
        numbers::{Metric, degrees, fixed, four_digits},
        place::use_places,
    },
    words::{self, fill, say},
};
use lab::experiments::saddles::{Descent, Level, N_STEPS, NUDGES, Start};
use leptos::prelude::*;
use plot::{
    axes::AxisWords,
    curves::{Curve, CurvesFigure},
    style::Style,
};

/// The card.
#[component]
pub fn SaddlesCard() -> impl IntoView {
    let locale = use_locale();
    let saddles = SaddleState::of_page();
    use_places().register("saddles", move || saddles.descend());
    on_cleanup(move || {
        if saddles.is_descending.get_untracked() {
            saddles.stop();
        }
    });
    let fault = move || saddles.fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault)));
    view! {
        <section data-instrument="saddles" class="card" data-card="saddles" aria-label=say!(saddles.title)>
            <div class="card-head"><h2>{say!(saddles.title)}</h2></div>
            <p>{say!(saddles.look_for)}</p>
            {move || fault().map(|words| view! { <p class="field-fault" role="alert">{words}</p> })}
            <div class="small-lab">
                <StartControls/>
                <div>
                    <LossCurve/>
                    <Numbers/>
                </div>
            </div>
            <Tries/>
            <details class="why"><summary>{say!(saddles.why)}</summary><p>{say!(saddles.why_text)}</p></details>
        </section>
    }
}

#[component]
fn StartControls() -> impl IntoView {
    let locale = use_locale();
    let keys = use_link_keys();
    let saddles = SaddleState::of_page();
    let start = move || keys.small.with(|labs| labs.saddles);
    let change = move |with: &dyn Fn(&mut Start)| keys.small.update(|labs| with(&mut labs.saddles));
    let slider = move |k: usize| {
        let value = move || start().along[k];
        let slide = move |event| {
            if let Ok(value) = event_target_value(&event).parse() {
                change(&|start| start.along[k] = value);
            }
        };
        let name = move || fill(td_string!(locale(), saddles.component), &[("k", &(k + 1))]);
        view! {
            <label class="field slider">
                <span>{name}" "<output>{move || fixed(value(), 2, locale())}</output></span>
                <input type="range" min="-1" max="1" step="0.05" name=format!("along-{}", k + 1)
                    prop:value=move || value().to_string() on:input=slide/>
            </label>
        }
    };
    let begin = move |along: [f64; 3], seed: u64| {
        change(&|start| *start = Start { along, seed, ..*start });
        saddles.descend();
    };
    // A direction that nobody has chosen: each press another one.
    let at_random = move |_| {
        let seed = untrack(start).seed + 1;
        let angle = |k: u64| (seed * k) as f64;
        let along = [angle(7).sin(), angle(11).cos(), angle(13).sin()].map(|x| (x * 20.0).round() / 20.0);
        begin(along, seed);
    };
    let nudge = move |event| {
        if let Some(&nudge) = event_target_value(&event).parse().ok().and_then(|idx: usize| NUDGES.get(idx)) {
            change(&|start| start.nudge = nudge);
        }
    };
    let press = move |_| if saddles.is_descending.get_untracked() { saddles.stop() } else { saddles.descend() };
    view! {
        <div class="small-controls">
            <div class="quick">
                <button type="button" class="ghost" data-start="second" on:click=move |_| begin([0.0, 1.0, 0.0], 1)>{say!(saddles.second)}</button>
                <button type="button" class="ghost" data-start="third" on:click=move |_| begin([0.0, 0.0, 1.0], 1)>{say!(saddles.third)}</button>
                <button type="button" class="ghost" data-start="random" on:click=at_random>{say!(saddles.random)}</button>
            </div>
            <fieldset><legend>{say!(saddles.start)}</legend>{[0, 1, 2].map(slider).collect_view()}</fieldset>
            <label class="field">
                <span>{say!(saddles.nudge)}</span>
                <select name="nudge" on:change=nudge>
                    {NUDGES.iter().enumerate().map(|(idx, &size)| view! {
                        <option value=idx.to_string() selected=move || start().nudge == size>{nudge_words(locale(), size)}</option>
                    }).collect_view()}
                </select>
                <small>{say!(saddles.nudge_hint)}</small>
            </label>
            <button type="button" class="primary" data-action="descend" on:click=press>
                {move || if saddles.is_descending.get() { td_string!(locale(), saddles.stop) } else { td_string!(locale(), saddles.descend) }}
            </button>
        </div>
    }
}

fn nudge_words(locale: Locale, size: f64) -> String {
    if size == 0.0 {
        return td_string!(locale, saddles.no_nudge).to_owned();
    }
    if size < 1e-4 { "10⁻⁶".to_owned() } else { fixed(size, if size < 0.01 { 3 } else { 1 }, locale) }
}

/// The loss after each step, over the levels of the three components.
#[component]
fn LossCurve() -> impl IntoView {
    let saddles = SaddleState::of_page();
    let locale = use_locale();
    let draw = move |area: &Area, style: &Style| {
        let descent = saddles.descent.get();
        let palette = style.palette;
        let losses = descent.iter().flat_map(|descent| descent.losses.iter().copied().enumerate());
        let curve = Curve {
            colour: palette.ae,
            points: losses.map(|(step, loss)| (step as f64, loss)).collect(),
            ..Curve::default()
        };
        let colours = [palette.pca, palette.ink_2, palette.ink_2];
        let figure = CurvesFigure {
            floors: descent.iter().flat_map(|descent| descent.floors.into_iter().zip(colours)).collect(),
            curves: vec![curve],
            n_epochs: N_STEPS,
            ..Default::default()
        };
        let words = AxisWords { x: td_string!(locale(), saddles.step), y: td_string!(locale(), pca.loss_y) };
        figure.draw(area, words, style).ok()
    };
    let label = Signal::derive(move || td_string!(locale(), saddles.curve_label).to_owned());
    let names = Signal::derive(move || vec![td_string!(locale(), saddles.loss).to_owned()]);
    view! {
        <ul class="legend">
            <li class="key-ae-line">{say!(saddles.loss)}</li>
            <li class="key-floor">{say!(saddles.first_level)}</li>
            <li class="key-other-floor">{say!(saddles.other_levels)}</li>
        </ul>
        <ReadableFigure label draw places=say!(saddles.step) names/>
    }
}

#[component]
fn Numbers() -> impl IntoView {
    let locale = use_locale();
    let descent = SaddleState::of_page().descent;
    let number = move |get: fn(&Descent) -> Option<f64>| {
        Signal::derive(move || descent.with(|descent| descent.as_ref().and_then(|descent| get(descent))))
    };
    let resting = move || descent.with(|descent| descent.as_ref().map(|descent| descent.n_steps_resting.to_string()));
    view! {
        <dl class="numbers row">
            <div><dt>{say!(saddles.loss)}</dt><dd class="w-ae"><Metric name="saddle_loss" value=number(|d| d.losses.last().copied()) format=four_digits/></dd></div>
            <div><dt>{say!(saddles.first_level)}</dt><dd class="w-pca"><Metric name="saddle_floor" value=number(|d| Some(d.floors[0])) format=four_digits/></dd></div>
            <div><dt>{say!(saddles.angle)}</dt><dd><Metric name="saddle_angle_degrees" value=number(|d| d.angle_degrees) format=degrees/></dd></div>
            <div><dt>{say!(saddles.resting)}</dt><dd>{move || resting().unwrap_or_else(|| "–".to_owned())}</dd></div>
        </dl>
        <p class="visually-hidden" role="status">{move || descent.with(|descent| {
            descent.as_ref().filter(|descent| descent.is_over).map(|descent| outcome(locale(), descent))
        })}</p>
    }
}

fn outcome(locale: Locale, descent: &Descent) -> String {
    match descent.level {
        Level::Component(0) => td_string!(locale, saddles.at_minimum).to_owned(),
        Level::Component(idx) => fill(td_string!(locale, saddles.still_resting), &[("k", &(idx + 1))]),
        Level::Nothing => td_string!(locale, saddles.at_zero).to_owned(),
        Level::Between => td_string!(locale, saddles.not_there).to_owned(),
    }
}

/// The descents so far: has anybody found another minimum?
#[component]
fn Tries() -> impl IntoView {
    let locale = use_locale();
    let tries = SaddleState::of_page().tries;
    let summary = move || {
        let (n, there) = tries
            .with(|tries| (tries.len(), tries.iter().filter(|descent| descent.level == Level::Component(0)).count()));
        fill(td_string!(locale(), saddles.summary), &[("n", &n), ("there", &there)])
    };
    let row = move |descent: &Descent| {
        let [a, b, c] = descent.start.along.map(|x| fixed(x, 2, locale()));
        let loss = descent.losses.last().map(|&loss| four_digits(loss, locale()));
        view! {
            <tr>
                <td>{format!("({a}; {b}; {c})")}</td>
                <td>{nudge_words(locale(), descent.start.nudge)}</td>
                <td>{descent.n_steps_resting}</td>
                <td>{loss}</td>
                <td>{outcome(locale(), descent)}</td>
            </tr>
        }
    };
    view! {
        <Show when=move || tries.with(|tries| !tries.is_empty())>
            <p><strong>{summary}</strong></p>
            <div class="scroll" tabindex="0" role="region" aria-label=summary><table class="rows">
                <thead><tr>
                    <th>{say!(saddles.start)}</th><th>{say!(saddles.nudge)}</th><th>{say!(saddles.resting)}</th>
                    <th>{say!(saddles.loss)}</th><th>{say!(saddles.end)}</th>
                </tr></thead>
                <tbody>{move || tries.with(|tries| tries.iter().map(|descent| row(descent)).collect_view())}</tbody>
            </table></div>
        </Show>
    }
}
