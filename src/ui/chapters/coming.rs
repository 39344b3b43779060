//! A chapter that is not built yet: its idea, and plainly what is coming.

use super::ChapterHead;
use crate::{
    lab::settings::Chapter,
    ui::{
        appearance::use_locale,
        i18n::{Locale, t, td_string, use_i18n},
    },
};
use leptos::prelude::*;

/// Title, idea, and what one will be able to do.
#[component]
pub fn Coming(
    /// Which.
    chapter: Chapter,
) -> impl IntoView {
    let (i18n, locale) = (use_i18n(), use_locale());
    let text = move |part: usize| Signal::derive(move || texts(locale(), chapter)[part]);
    view! {
        <ChapterHead chapter title=text(0) strong=Signal::derive(|| "") lead=text(1)/>
        <section class="notice" id="lab">
            <strong>{t!(i18n, coming.heading)}</strong>
            <p>{t!(i18n, coming.what)}" "{text(2)}</p>
            <p>{t!(i18n, coming.meanwhile)}</p>
        </section>
    }
}

/// Title, idea, plan.
fn texts(locale: Locale, chapter: Chapter) -> [&'static str; 3] {
    match chapter {
        Chapter::Memory => [
            td_string!(locale, coming.memory_title),
            td_string!(locale, coming.memory_lead),
            td_string!(locale, coming.memory_plan),
        ],
        Chapter::Anatomy => [
            td_string!(locale, coming.anatomy_title),
            td_string!(locale, coming.anatomy_lead),
            td_string!(locale, coming.anatomy_plan),
        ],
        Chapter::Pretraining => [
            td_string!(locale, coming.pretraining_title),
            td_string!(locale, coming.pretraining_lead),
            td_string!(locale, coming.pretraining_plan),
        ],
        Chapter::Speed => [
            td_string!(locale, coming.speed_title),
            td_string!(locale, coming.speed_lead),
            td_string!(locale, coming.speed_plan),
        ],
        _ => [
            td_string!(locale, coming.exercises_title),
            td_string!(locale, coming.exercises_lead),
            td_string!(locale, coming.exercises_plan),
        ],
    }
}
