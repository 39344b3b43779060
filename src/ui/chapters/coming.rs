//! A chapter that is not built yet: its idea, and plainly what is coming.

use super::ChapterHead;
use crate::ui::words::say;
use crate::{
    lab::settings::Chapter,
    ui::{
        i18n::{Locale, td_string},
        language::use_locale,
    },
};
use leptos::prelude::*;

/// Title, idea, and what one will be able to do.
#[component]
pub fn Coming(
    /// Which.
    chapter: Chapter,
) -> impl IntoView {
    let locale = use_locale();
    let text = move |part: usize| Signal::derive(move || texts(locale())[part]);
    view! {
        <ChapterHead chapter title=text(0) strong=Signal::derive(|| "") lead=text(1)/>
        <section class="notice" id="lab">
            <strong>{say!(coming.heading)}</strong>
            <p>{say!(coming.what)}" "{text(2)}</p>
            <p>{say!(coming.meanwhile)}</p>
        </section>
    }
}

/// Title, idea, plan.
fn texts(locale: Locale) -> [&'static str; 3] {
    [
        td_string!(locale, coming.exercises_title),
        td_string!(locale, coming.exercises_lead),
        td_string!(locale, coming.exercises_plan),
    ]
}
