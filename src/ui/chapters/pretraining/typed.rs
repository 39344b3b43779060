//! Fields in which something is typed: what cannot be used is said and marked, and nothing runs before it is mended.

use super::state::use_pretraining;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    words::fill,
};
use lab::experiments::pretraining::plan::Plan;
use leptos::{html::Input, prelude::*};

/// A field.
#[component]
pub fn Typed(
    /// Its name.
    name: &'static str,
    /// The label of the field.
    label: fn(Locale) -> &'static str,
    /// A function that returns the plan's value as typed text.
    read: impl Fn(&Plan) -> String + Copy + Send + Sync + 'static,
    /// Writes a text into the plan; whether it could be used.
    write: impl Fn(&mut Plan, &str) -> bool + Send + Sync + 'static,
    /// Why a text cannot be used, and what to do.
    refusal: impl Fn(Locale, &str) -> String + Send + Sync + 'static,
) -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let input = NodeRef::<Input>::new();
    let unusable = Memo::new(move |_| state.unusable.with(|all| all.get(name).cloned()));
    let change = move |event| {
        let text = event_target_value(&event);
        let mut plan = state.plan.get_untracked();
        let is_usable = write(&mut plan, text.trim());
        state.unusable.update(|all| {
            if is_usable {
                all.remove(name)
            } else {
                all.insert(name, text)
            };
        });
        if is_usable {
            state.plan.set(plan);
            state.forget_refusal();
        }
    };
    // A preset puts something usable in the place of what was not.
    Effect::new(move |before: Option<bool>| {
        let is_unusable = unusable.with(Option::is_some);
        if let Some(input) = input.get_untracked().filter(|_| before == Some(true) && !is_unusable) {
            input.set_value(&state.plan.with_untracked(read));
        }
        is_unusable
    });
    let id = format!("pretraining-{name}-fault");
    let described_by = id.clone();
    let sentence = move || unusable.get().map(|text| refusal(locale(), &text));
    let sentence = Signal::derive(sentence);
    view! {
        <div class="field">
            <label><span>{move || label(locale())}</span>
                <input type="text" autocomplete="off" name=name node_ref=input prop:value=move || state.plan.with(read)
                    aria-invalid=move || unusable.with(Option::is_some).to_string()
                    aria-describedby=move || unusable.with(Option::is_some).then(|| described_by.clone()) on:change=change/></label>
            <Show when=move || unusable.with(Option::is_some)><p class="field-fault" role="alert" id=id.clone()>{sentence}</p></Show>
        </div>
    }
}

/// A whole number within limits.
#[component]
pub fn Number(
    /// Its name.
    name: &'static str,
    /// The label of the field.
    label: fn(Locale) -> &'static str,
    /// The least and the greatest.
    limits: (usize, usize),
    /// Its place in the plan.
    get: fn(&Plan) -> usize,
    /// The same, to be written.
    set: fn(&mut Plan, usize),
) -> impl IntoView {
    let (least, most) = limits;
    let write = move |plan: &mut Plan, text: &str| {
        let number = text.parse::<usize>().ok().filter(|n| (least..=most).contains(n));
        number.map(|n| set(plan, n)).is_some()
    };
    let refusal = move |locale: Locale, value: &str| {
        let key = label(locale);
        fill(
            td_string!(locale, faults.not_in_range),
            &[("key", &key), ("value", &value), ("min", &least), ("max", &most)],
        )
    };
    let read = move |plan: &Plan| get(plan).to_string();
    view! { <Typed name label read write refusal/> }
}
