//! The chapters of the lecture, one file each.

pub mod anatomy;
pub mod bibliography;
pub mod chess;
pub mod coming;
pub mod curves_card;
pub mod history_table;
pub mod memory;
pub mod network_card;
pub mod pca;
pub mod pca_cloud;
pub mod pca_spectrum;
pub mod pca_theory;
pub mod speed;
pub mod stacked;

use crate::{
    lab::settings::Chapter,
    ui::{
        appearance::use_locale,
        i18n::td_string,
        state::use_lab,
        words::{fill, say},
    },
};
use leptos::prelude::*;

/// The chapter, whichever it is.
#[component]
pub fn ChapterView(
    /// Which.
    chapter: Chapter,
) -> impl IntoView {
    let lab = use_lab();
    let open_speed = move |event: leptos::ev::MouseEvent| {
        // A new tab or window is the browser's business.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            lab.open_chapter(Chapter::Speed);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    };
    let body = match chapter {
        Chapter::Memory => view! { <memory::MemoryChapter/> }.into_any(),
        Chapter::Anatomy => view! { <anatomy::AnatomyChapter/> }.into_any(),
        Chapter::Pca => view! { <pca::PcaChapter/> }.into_any(),
        Chapter::Stacked => view! { <stacked::StackedChapter/> }.into_any(),
        Chapter::Speed => view! { <speed::SpeedChapter/> }.into_any(),
        Chapter::Bibliography => view! { <bibliography::Bibliography/> }.into_any(),
        other => view! { <coming::Coming chapter=other/> }.into_any(),
    };
    view! {
        {body}
        <footer class="foot">
            {say!(app.footer)}
            <Show when=move || chapter != Chapter::Speed>
                " "<a href="?chapter=speed" on:click=open_speed>{say!(speed.link)}</a>
            </Show>
        </footer>
    }
}

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
