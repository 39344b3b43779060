//! The classes of a scatter with their colours and shapes, each to be switched off.

use crate::{
    store::{language::use_locale, run::use_run},
    widgets::class_names::{class_name, classes},
    words::say,
};
use leptos::prelude::*;

/// Classes that are left out. Copied freely.
pub type Hidden = RwSignal<Vec<u8>>;

/// The legend.
#[component]
pub fn ClassLegend(
    /// The classes that are switched off.
    hidden: Hidden,
) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let classes = classes(run);
    let name = move |class: u8| class_name(run, locale(), class);
    let is_shown = move |class: u8| hidden.with(|hidden| !hidden.contains(&class));
    let flip = move |class: u8| {
        hidden.update(|hidden| match hidden.iter().position(|&other| other == class) {
            Some(idx) => drop(hidden.remove(idx)),
            None => hidden.push(class),
        });
    };
    let entry = move |class: u8| {
        view! {
            <li style=format!("--class: var(--class-{})", class % 10) data-shape=(class % 10).to_string()>
                <button type="button" class="legend-switch" aria-pressed=move || is_shown(class).to_string()
                    on:click=move |_| flip(class)>{move || name(class)}</button>
            </li>
        }
    };
    let has_many = move || classes.with(|classes| classes.len() > 1);
    // Of ten classes, one is often wanted: that takes two presses, not nine.
    let only_none = move |_| hidden.set(classes.get_untracked());
    let all = move |_| hidden.set(Vec::new());
    view! {
        <ul class="legend classes" aria-label=say!(stacked.classes)>
            {move || classes.get().into_iter().map(entry).collect_view()}
            <Show when=has_many>
                <li class="legend-all">
                    <button type="button" class="legend-switch" on:click=all
                        disabled=move || hidden.with(Vec::is_empty)>{say!(figure.all_classes)}</button>
                    <button type="button" class="legend-switch" on:click=only_none>{say!(figure.no_classes)}</button>
                </li>
            </Show>
        </ul>
    }
}
