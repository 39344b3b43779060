//! The card in which a sequence is chosen, shown, and typed from memory.

use super::{
    experiment_state::{Phase, use_experiment},
    score::ScoreView,
};
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, link_keys::use_link_keys},
    widgets::focus::focus_in_place,
    words::{fill, say},
};
use lab::experiments::recall::{Item, KINDS, MAX_DRAW, Rule, link::EXPOSURES, parse::ReadFault};
use leptos::{html, prelude::*};
use web_sys::HtmlInputElement;

/// Choice on the left, what is shown and typed on the right.
#[component]
pub fn ExperimentCard() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let stage = move || match experiment.phase.get() {
        Phase::Ready => view! { <Ready/> }.into_any(),
        Phase::Showing => view! { <Showing/> }.into_any(),
        Phase::Typing => view! { <Typing/> }.into_any(),
        Phase::Scored => view! { <ScoreView/> }.into_any(),
    };
    view! {
        <section data-instrument="sequence" class="card whole">
            <div class="card-head"><h2>{say!(memory.people)}</h2></div>
            <p class="hint">{say!(memory.people_hint)}</p>
            <div class="memory-try">
                <Choice/>
                <div class="memory-stage">
                    <p class="memory-who" role="status">{move || who(locale(), experiment.is_class.get(), experiment.student.get(), experiment.item.get())}</p>
                    {stage}
                </div>
            </div>
        </section>
    }
}

/// Whose turn it is and at which sequence.
fn who(locale: Locale, is_class: bool, student: u32, item: Item) -> String {
    let sequence = fill(td_string!(locale, memory.sequence_named), &[("name", &item.name())]);
    if !is_class {
        return sequence;
    }
    format!("{} · {sequence}", fill(td_string!(locale, memory.student), &[("n", &student)]))
}

#[component]
fn Choice() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let keys = use_link_keys();
    let kind = move |rule: Rule| {
        let own = Item { rule, draw: 0 };
        let is_chosen = move || experiment.item.get().rule == rule;
        // Which of them has a rule is for the reader to find out.
        let is_tried = Memo::new(move |_| experiment.tries.with(|tries| tries.iter().any(|one| one.item.rule == rule)));
        view! {
            <button type="button" class="preset" aria-pressed=move || is_chosen().to_string()
                data-kind=own.name() on:click=move |_| experiment.choose(own)>
                {move || kind_words(locale(), rule).0}
                <small>{move || if is_tried.get() { kind_words(locale(), rule).1 } else { td_string!(locale(), memory.kind_untried) }}</small>
            </button>
        }
    };
    let set_draw = move |event: leptos::ev::Event| {
        // What is no number changes nothing: the field shows again what holds.
        let before = experiment.item.get_untracked();
        let draw = event_target_value(&event).trim().parse::<u32>().map_or(before.draw, |typed| typed.min(MAX_DRAW));
        event_target::<HtmlInputElement>(&event).set_value(&draw.to_string());
        experiment.choose(Item { draw, ..before });
    };
    let set_exposure = move |event: leptos::ev::Event| {
        if let Ok(secs) = event_target_value(&event).parse() {
            experiment.exposure_secs.set(secs);
        }
    };
    view! {
        <form class="controls series" on:submit=|event| event.prevent_default()>
            <fieldset>
                <legend>{say!(memory.sequence)}</legend>
                {KINDS.into_iter().map(kind).collect_view()}
            </fieldset>
            <div class="field">
                <label><span>{say!(memory.draw)}</span>
                    <span class="number">
                        <input type="text" inputmode="numeric" autocomplete="off" name="draw"
                            prop:value=move || experiment.item.get().draw.to_string() on:change=set_draw/>
                    </span>
                </label>
                <button type="button" class="ghost" on:click=move |_| experiment.choose_fresh()>{say!(memory.fresh)}</button>
                <small>{say!(memory.draw_hint)}</small>
            </div>
            <label class="field"><span>{say!(memory.exposure)}</span>
                <select name="exposure" on:change=set_exposure>
                    {EXPOSURES.into_iter().map(|secs| view! {
                        <option value=secs.to_string() selected=move || experiment.exposure_secs.get() == secs>{format!("{secs} s")}</option>
                    }).collect_view()}
                </select>
            </label>
            <div class="field inline"><label><span>{say!(memory.class_mode)}</span>
                <input type="checkbox" name="class-mode" prop:checked=move || experiment.is_class.get()
                    on:change=move |event| keys.small.update(|labs| labs.is_class = event_target_checked(&event))/>
            </label></div>
        </form>
    }
}

/// Name and description of a kind; its numbers stay hidden until they are shown.
pub(super) fn kind_words(locale: Locale, rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::Random => (td_string!(locale, memory.kind_a), td_string!(locale, memory.kind_a_hint)),
        Rule::Arithmetic => (td_string!(locale, memory.kind_b), td_string!(locale, memory.kind_b_hint)),
        Rule::Hailstone => (td_string!(locale, memory.kind_c), td_string!(locale, memory.kind_c_hint)),
    }
}

#[component]
fn Ready() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = button.get().filter(|_| experiment.takes_focus.get_value()) {
            focus_in_place(&button);
        }
    });
    let sentence = move || {
        let n = experiment.item.get().values().len();
        let secs = experiment.exposure_secs.get();
        fill(td_string!(locale(), memory.ready), &[("n", &n), ("secs", &secs)])
    };
    view! {
        <p class="memory-say">{sentence}</p>
        <button type="button" class="primary big" data-action="show" node_ref=button on:click=move |_| experiment.show()>
            {say!(memory.show)}
        </button>
    }
}

#[component]
fn Showing() -> impl IntoView {
    let experiment = use_experiment();
    let numbers = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(numbers) = numbers.get() {
            focus_in_place(&numbers);
        }
    });
    let values = experiment.item.get_untracked().values();
    view! {
        <progress max="1" aria-label=say!(memory.time_left)
            value=move || experiment.progress.get().to_string()></progress>
        <div class="memory-shown" tabindex="-1" role="group" node_ref=numbers aria-label=say!(memory.shown_label)>
            <ol class="digits">{values.into_iter().map(|value| view! { <li>{value}</li> }).collect_view()}</ol>
        </div>
        <button type="button" class="ghost" data-action="hide" on:click=move |_| experiment.hide()>{say!(memory.hide)}</button>
    }
}

#[component]
fn Typing() -> impl IntoView {
    let (experiment, locale) = (use_experiment(), use_locale());
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            focus_in_place(&field);
        }
    });
    let check = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            experiment.check(&field.value());
        }
    };
    let sentence = move || experiment.fault.with(|fault| fault.as_ref().map(|fault| read_fault(locale(), fault)));
    view! {
        <form class="memory-typing" on:submit=check>
            <label class="field"><span class="memory-say">{say!(memory.type_now)}</span>
                <input type="text" inputmode="decimal" enterkeyhint="done" autocomplete="off" spellcheck="false" name="recall"
                    aria-describedby="recall-hint" node_ref=field/>
            </label>
            <p class="hint" id="recall-hint">{say!(memory.type_hint)}</p>
            <p class="field-fault" role="alert">{sentence}</p>
            <button type="submit" class="primary big" data-action="check">{say!(memory.check)}</button>
        </form>
    }
}

/// Why something typed cannot be read, and what to do.
pub(super) fn read_fault(locale: Locale, fault: &ReadFault) -> String {
    match fault {
        ReadFault::Nothing => td_string!(locale, memory.read_nothing).to_owned(),
        ReadFault::NoNumber(word) => fill(td_string!(locale, memory.read_no_number), &[("word", word)]),
        ReadFault::Uncut(word) => fill(td_string!(locale, memory.read_uncut), &[("word", word)]),
        ReadFault::TooMany => td_string!(locale, memory.read_too_many).to_owned(),
    }
}
