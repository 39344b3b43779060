//! The chapters of the lecture, one file each.

pub mod anatomy;
pub mod bibliography;
pub mod chess;
pub mod exercises;
pub mod exploring;
pub mod memory;
pub mod parts;
pub mod pca;
pub mod pretraining;
pub mod speed;
pub mod stacked;

use crate::{
    i18n::td_string,
    shell::place,
    store::{language::use_locale, state::use_lab},
    words::{fill, say},
};
use lab::settings::Chapter;
use leptos::{html::Details, prelude::*};
use parts::Part;
use teaching::prediction::Prediction;
use wasm_bindgen::JsCast;
use web::dismissal::{Dismissal, on_dismissal};
use web_sys::HtmlElement;

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
    let go_back = move |_| {
        lab.open_chapter(Chapter::Exercises);
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(key) = lab.exercise.get_untracked() {
            place::go_to_task(lab, &key);
        }
    };
    view! {
        <Show when=move || chapter != Chapter::Exercises && lab.exercise.get().is_some()>
            <p class="opened" data-part="exercise-bar">{say!(exercises.working)}" "
                <button type="button" class="ghost" data-action="back-to-exercise" on:click=go_back>{say!(exercises.back)}</button>
                <button type="button" class="ghost" on:click=move |_| lab.exercise.set(None)>{say!(exercises.leave)}</button></p>
        </Show>
        <PartView part=Part::Chapter(chapter)/>
        <footer class="foot">
            {say!(app.footer)}
            <Show when=move || chapter != Chapter::Speed>
                " "<a href="?chapter=speed" on:click=open_speed>{say!(speed.link)}</a>
            </Show>
        </footer>
    }
}

/// How a part is.
#[derive(Clone, Copy, PartialEq)]
enum PartState {
    Fetching,
    Here,
    Missing,
}

/// What a part of the program shows, once it is fetched; where it cannot be, a sentence and another try.
#[component]
pub fn PartView(
    /// Which.
    part: Part,
) -> impl IntoView {
    let state = RwSignal::new(PartState::Fetching);
    let fetch = move || {
        state.set(PartState::Fetching);
        leptos::task::spawn_local(async move {
            let outcome = parts::fetch(part).await;
            // Whoever wanted the part may have gone while it was on its way.
            state.try_set(if outcome.is_ok() { PartState::Here } else { PartState::Missing });
        });
    };
    fetch();
    let missing = move || {
        view! {
            <p class="notice fault" role="alert">
                {say!(app.part_missing)}" "<button class="ghost" on:click=move |_| fetch()>{say!(app.try_again)}</button>
            </p>
        }
    };
    move || match state.get() {
        PartState::Fetching => view! { <p class="fetching">{say!(app.fetching)}</p> }.into_any(),
        PartState::Here => parts::make(part).unwrap_or_else(|| missing().into_any()),
        PartState::Missing => missing().into_any(),
    }
}

/// What is expected of a lab, to be committed before it runs.
#[component]
pub fn Predict(
    /// What is to be guessed.
    what: Prediction,
) -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), guesses.offer));
    view! { <FoldedPart part=Part::Guess(what) class="prediction" label>{label}</FoldedPart> }
}

/// A part that is fetched when it is first unfolded.
#[component]
pub fn FoldedPart(
    /// Which.
    part: Part,
    /// The class of the element that unfolds.
    class: &'static str,
    /// What unfolding it is good for, in words.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Whether it lies over the page, so that a press elsewhere and Escape close it.
    #[prop(optional)]
    is_over_page: bool,
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let folded = NodeRef::<Details>::new();
    let dismissal = StoredValue::new_local(None::<Dismissal>);
    let toggle = move |_| {
        let Some(element) = folded.get_untracked() else { return };
        is_open.set(element.open());
        let close = move |by_key| {
            let Some(element) = folded.get_untracked() else { return };
            element.set_open(false);
            if by_key && let Ok(Some(summary)) = element.query_selector("summary") {
                // What takes no focus is left without.
                let _ = summary.unchecked_into::<HtmlElement>().focus();
            }
        };
        dismissal.set_value((is_over_page && element.open()).then(|| on_dismissal(&element, close)));
    };
    on_cleanup(move || {
        dismissal.try_set_value(None);
    });
    view! {
        <details node_ref=folded class=class on:toggle=toggle>
            <summary aria-label=label title=label>{children()}</summary>
            <Show when=move || is_open.get()><PartView part/></Show>
        </details>
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
