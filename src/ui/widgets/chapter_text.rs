//! The texts that every chapter has: its head, and the lecture's questions with answers that unfold.

use crate::{i18n::td_string, store::language::use_locale, words::fill};
use lab::settings::Chapter;
use leptos::prelude::*;

/// The head of a chapter: its number, its title with the word that matters, its idea.
#[component]
pub fn ChapterHead(
    /// Which.
    chapter: Chapter,
    /// The title without its last word.
    #[prop(into)]
    title: Signal<&'static str>,
    /// The last word, in the colour of what it names; empty for none.
    #[prop(into)]
    strong: Signal<&'static str>,
    /// The colour's class.
    #[prop(default = "")]
    colour: &'static str,
    /// The idea.
    #[prop(into)]
    lead: Signal<&'static str>,
) -> impl IntoView {
    let locale = use_locale();
    let kicker =
        move || chapter.number().map(|number| fill(td_string!(locale(), app.chapter_number), &[("number", &number)]));
    view! {
        <article class="idea">
            <p class="kicker">{kicker}</p>
            <h1>{title}" "<span class=colour>{strong}</span></h1>
            <p class="lead">{lead}</p>
        </article>
    }
}

/// A question of the lecture with an answer that unfolds.
#[component]
pub fn Question(
    /// The question.
    #[prop(into)]
    question: Signal<&'static str>,
    /// The answer.
    #[prop(into)]
    answer: Signal<&'static str>,
) -> impl IntoView {
    view! { <details><summary>{question}</summary><p>{answer}</p></details> }
}
