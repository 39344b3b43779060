//! The machine's turn: three networks that train in step, with their curves and the PCA that says why.

use super::machine_digits::{SetDigits, rule_word};
use crate::{
    chapters::memory::machine_state::MachineState,
    i18n::td_string,
    store::{language::use_locale, link_keys::use_link_keys},
    widgets::{
        drawing::Area,
        inspection::ReadableFigure,
        notices::Broken,
        numbers::{Metric, named_number, percent},
        place::use_places,
    },
    words::{self, fill, say},
};
use lab::experiments::{
    machine_turn::{LENGTH, N_EPOCHS, RULES},
    recall::Rule,
};
use leptos::prelude::*;
use plot::{
    axes::AxisWords,
    curves::{Curve, CurvesFigure},
    palette::{Colour, Palette},
    style::Style,
};

/// Components whose share is drawn: all of them would be a wall on a phone.
const N_BARS: usize = 8;

/// Controls, digits, curves and components. The networks stop when the chapter is left.
#[component]
pub fn MachineCards() -> impl IntoView {
    let locale = use_locale();
    let machine = MachineState::of_page();
    machine.open();
    use_places().register("machine", move || machine.start_as_set());
    on_cleanup(move || machine.close());
    let has_networks = move || machine.info.with(Option::is_some);
    let fault = move || machine.fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault)));
    view! {
        <section data-instrument="machine" class="card whole" data-card="machine">
            <div class="card-head"><h2>{say!(memory.machine)}</h2></div>
            <p class="hint">{say!(memory.machine_hint)}</p>
            <Broken/>
            <p class="field-fault" role="alert">{fault}</p>
            <MachineControls/>
            <Show when=has_networks>
                <div class="machine-sets">{(0..RULES.len()).map(|idx| view! { <SetDigits idx/> }).collect_view()}</div>
            </Show>
            <details>
                <summary>{say!(memory.machine_how)}</summary>
                <p class="hint">{move || fill(td_string!(locale(), memory.machine_how_text), &[("length", &LENGTH), ("epochs", &N_EPOCHS)])}</p>
            </details>
        </section>
        <Show when=has_networks>
            <LossCard/>
            <ComponentsCard/>
        </Show>
    }
}

#[component]
fn MachineControls() -> impl IntoView {
    let locale = use_locale();
    let keys = use_link_keys();
    let machine = MachineState::of_page();
    let code_size = move || keys.small.with(|labs| labs.machine_code);
    let is_training = move || machine.wanted.with(Option::is_some);
    let start = move || {
        let (code_size, seed) = keys.small.with_untracked(|labs| (labs.machine_code, labs.machine_seed));
        machine.start(code_size, seed);
    };
    let press = move |_| {
        if machine.wanted.with_untracked(Option::is_some) { machine.stop() } else { start() }
    };
    let slide = move |event: leptos::ev::Event| {
        if let Ok(k) = event_target_value(&event).parse::<usize>() {
            keys.small.update(|labs| labs.machine_code = k.clamp(1, LENGTH));
        }
    };
    let reseed = move |_| {
        keys.small.update(|labs| labs.machine_seed = (labs.machine_seed + 1) % u64::from(u32::MAX));
        start();
    };
    let epoch = move || machine.snapshot.with(|snapshot| snapshot.as_ref().map_or(0, |snapshot| snapshot.epoch));
    let state = move || {
        let is_over = machine.snapshot.with(|snapshot| snapshot.as_ref().is_some_and(|snapshot| snapshot.is_over));
        if is_over {
            td_string!(locale(), run.finished)
        } else if is_training() {
            td_string!(locale(), memory.machine_training)
        } else {
            td_string!(locale(), memory.machine_waiting)
        }
    };
    view! {
        <div class="machine-controls">
            <button type="button" class="primary big" data-action="train" on:click=press>
                {move || if is_training() { td_string!(locale(), memory.machine_stop) } else { td_string!(locale(), memory.machine_start) }}
            </button>
            <label class="machine-code"><span>{move || fill(td_string!(locale(), memory.code_size), &[("k", &code_size())])}</span>
                <input type="range" min="1" max=LENGTH.to_string() step="1" name="code-size"
                    prop:value=move || code_size().to_string() on:input=slide on:change=move |_| start()/>
            </label>
            <button type="button" class="ghost" on:click=reseed>{say!(form.new_seed)}</button>
            <p class="hint" role="status" data-machine=move || if is_training() { "training" } else { "resting" }>{state}</p>
            <progress max=N_EPOCHS.to_string() value=move || epoch().to_string() aria-label=say!(memory.machine_progress)></progress>
        </div>
        <p class="hint">{say!(memory.code_hint)}</p>
    }
}

/// Error by epoch, one curve a kind.
#[component]
fn LossCard() -> impl IntoView {
    let locale = use_locale();
    let machine = MachineState::of_page();
    let draw = move |area: &Area, style: &Style| {
        let curve = |(idx, rule): (usize, Rule)| Curve {
            colour: (look(rule).1)(style.palette),
            is_dashed: rule == Rule::Random,
            points: machine.of_state(idx, |set| (0..set.losses.len()).map(|i| (i as f64, set.losses[i])).collect()),
            ..Curve::default()
        };
        let figure = CurvesFigure {
            curves: RULES.into_iter().enumerate().map(curve).collect(),
            floors: Vec::new(),
            n_epochs: N_EPOCHS,
            ..Default::default()
        };
        let words = AxisWords { x: td_string!(locale(), memory.epoch), y: td_string!(locale(), memory.loss_y) };
        figure.draw(area, words, style).ok()
    };
    let names = Signal::derive(move || RULES.map(|rule| rule_word(locale(), rule).to_owned()).to_vec());
    let legend = move |rule: Rule| {
        let (class, _) = look(rule);
        view! { <li class=class>{move || rule_word(locale(), rule)}</li> }
    };
    view! {
        <section data-instrument="machine-loss" class="card">
            <div class="card-head">
                <h2>{say!(memory.loss)}</h2>
                <ul class="legend">{RULES.into_iter().map(legend).collect_view()}</ul>
            </div>
            <p class="hint">{say!(memory.loss_hint)}</p>
            <ReadableFigure label=Signal::derive(move || td_string!(locale(), memory.loss_label).to_owned()) draw
                places=say!(memory.epoch) names/>
        </section>
    }
}

/// Explained variance of each kind, component by component.
#[component]
fn ComponentsCard() -> impl IntoView {
    let locale = use_locale();
    let machine = MachineState::of_page();
    let bar = move |ratio: f64| {
        view! {
            <li><span class="bar" style:width=format!("{:.2}%", 60.0 * ratio)></span>
                {move || named_number("explained_variance_ratio", ratio, percent(ratio, locale()))}</li>
        }
    };
    let column = move |(idx, rule): (usize, Rule)| {
        let ratios = move || machine.of_set(idx, |set| set.explained_variance_ratio.clone());
        let first_two = Signal::derive(move || Some(ratios().iter().take(2).sum::<f64>()));
        view! {
            <div class="explained">
                <h3>{move || rule_word(locale(), rule)}</h3>
                <p class="hint">{say!(memory.first_pair)}" "<Metric name=first_two_name(rule) value=first_two format=percent/></p>
                <ol>{move || ratios().into_iter().take(N_BARS).map(bar).collect_view()}</ol>
            </div>
        }
    };
    view! {
        <section data-instrument="machine-components" class="card">
            <div class="card-head"><h2>{say!(memory.components)}</h2></div>
            <p class="hint">{move || {
                let share = percent(2.0 / LENGTH as f64, locale());
                fill(td_string!(locale(), memory.components_hint), &[("shown", &N_BARS), ("length", &LENGTH), ("share", &share)])
            }}</p>
            <div class="machine-components">{RULES.into_iter().enumerate().map(column).collect_view()}</div>
        </section>
    }
}

fn first_two_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Arithmetic => "explained_by_two_arithmetic",
        Rule::Random => "explained_by_two_random",
        Rule::Hailstone => "explained_by_two_hailstone",
    }
}

/// Class of a kind's legend mark, and the colour of its curve.
fn look(rule: Rule) -> (&'static str, fn(&Palette) -> Colour) {
    match rule {
        Rule::Arithmetic => ("key-ae-line", |palette| palette.ae),
        Rule::Random => ("key-random-line", |palette| palette.ink_2),
        Rule::Hailstone => ("key-hailstone-line", |palette| palette.code),
    }
}
