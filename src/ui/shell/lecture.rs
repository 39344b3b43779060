//! Lecture mode: on a projector the keys that page lead through the chapter step by step, and a bar says where the lecture stands.

use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::place::{Places, use_places},
    words::{fill, say},
};
use lab::{exchange::small_labs::trains, protocol::RunCommand, run::snapshot::RunState, settings::Chapter};
use leptos::prelude::*;
use teaching::lecture::{Contents, Step, Turn, turn};
use wasm_bindgen::JsCast;
use web::paging::on_paging;
use web_sys::{Element, HtmlElement};

/// What the steps are made of, in the page.
const QUESTIONS: &str = "main .questions details:not(.theory)";
const THEORIES: &str = "main .questions details.theory";
const GUESS: &str = "main .prediction";
const LAB: &str = "main #lab";
const CARDS: &str = "main [data-card]:not(#lab)";
/// The page of a link that hides answers.
const HIDDEN_ANSWERS: &str = "html[data-hide~=\"answers\"]";
/// Starts what chapter 5 compares; no more once that is under way.
const PRETRAIN: &str = "main [data-action=\"pretrain\"].primary";

/// The bar, and the keys while it is there.
#[component]
pub fn LectureBar() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let places = use_places();
    let chapter = Memo::new(move |_| run.settings.with(|settings| settings.chapter));
    // Where the lecture stands, and of how many steps.
    let at = RwSignal::new((Step::Idea, 0, 0));
    Effect::new(move |before: Option<Chapter>| {
        let now = chapter.get();
        if before.is_some_and(|before| before != now) {
            at.set((Step::Idea, 0, 0));
        }
        now
    });
    let go = move |is_forward: bool| {
        let steps = contents(run).steps();
        match turn(&steps, at.get_untracked().0, is_forward) {
            Turn::To(step) => {
                show(run, places, step);
                at.set((step, steps.iter().position(|&other| other == step).unwrap_or(0), steps.len()));
            }
            Turn::NextChapter => {
                if let Some(next) = next_chapter(chapter.get_untracked()) {
                    run.open_chapter(next);
                    window().scroll_to_with_x_and_y(0.0, 0.0);
                }
            }
            Turn::Stay => {}
        }
    };
    let keys = StoredValue::new_local(Some(on_paging(go)));
    on_cleanup(move || {
        keys.try_set_value(None);
        unmark();
    });
    let word = move || match at.get().0 {
        Step::Idea => td_string!(locale(), lecture.idea),
        Step::Question(_) => td_string!(locale(), lecture.question),
        Step::Answer(_) => td_string!(locale(), lecture.answer),
        Step::Guess => td_string!(locale(), lecture.guess),
        Step::Lab => td_string!(locale(), lecture.lab),
        Step::Run | Step::CardRun(_) => td_string!(locale(), lecture.run),
        Step::Card(_) => td_string!(locale(), lecture.card),
        Step::Theory(_) => td_string!(locale(), lecture.theory),
    };
    let count = move || {
        let (_, idx, n) = at.get();
        if n == 0 { String::new() } else { fill(td_string!(locale(), lecture.count), &[("i", &(idx + 1)), ("n", &n)]) }
    };
    view! {
        <section data-instrument="lecture" class="lecture" aria-label=say!(lecture.title)>
            <button type="button" class="ghost" data-page="back" aria-label=say!(lecture.back) on:click=move |_| go(false)>"←"</button>
            <p role="status"><b data-part="lecture-step">{word}</b>" "<span>{count}</span></p>
            <button type="button" class="ghost" data-page="on" aria-label=say!(lecture.on) on:click=move |_| go(true)>"→"</button>
        </section>
    }
}

fn next_chapter(chapter: Chapter) -> Option<Chapter> {
    let all = &Chapter::LECTURE;
    let place = all.iter().position(|&other| other == chapter)?;
    all.get(place + 1).copied()
}

/// What can be stepped through in the chapter as it stands.
fn contents(run: Run) -> Contents {
    let has_run = run.settings.with_untracked(|settings| settings.chapter.has_run()) || !seen(PRETRAIN).is_empty();
    Contents {
        n_questions: seen(QUESTIONS).len(),
        has_answers: seen(HIDDEN_ANSWERS).is_empty(),
        has_guess: !seen(GUESS).is_empty(),
        has_lab: !seen(LAB).is_empty(),
        has_run,
        cards: seen(CARDS).iter().map(|card| trains(&name_of(card))).collect(),
        n_theories: seen(THEORIES).len(),
    }
}

/// Elements that are in sight, or would be if one scrolled there.
fn seen(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|i| found.item(i)?.dyn_into::<Element>().ok());
    elements.filter(|element| element.get_bounding_client_rect().width() > 0.0).collect()
}

fn name_of(card: &Element) -> String {
    card.get_attribute("data-card").unwrap_or_default()
}

/// Brings a step into sight, and does what it says.
fn show(run: Run, places: Places, step: Step) {
    let of = |selector: &str, place: usize| seen(selector).into_iter().nth(place);
    let element = match step {
        Step::Idea => of("main .idea", 0),
        Step::Question(i) | Step::Answer(i) => of(QUESTIONS, i),
        Step::Guess => of(GUESS, 0),
        Step::Lab | Step::Run => of(LAB, 0),
        Step::Card(i) | Step::CardRun(i) => of(CARDS, i),
        Step::Theory(i) => of(THEORIES, i),
    };
    let Some(element) = element else { return };
    match step {
        Step::Question(_) => unfold(&element, false),
        Step::Answer(_) | Step::Guess | Step::Theory(_) => unfold(&element, true),
        Step::Run => start(run),
        Step::CardRun(_) => places.start(&name_of(&element)),
        Step::Idea | Step::Lab | Step::Card(_) => {}
    }
    unmark();
    // Only the name of an attribute can be wrong.
    let _ = element.set_attribute("data-step", "");
    if step == Step::Idea {
        window().scroll_to_with_x_and_y(0.0, 0.0);
    } else {
        element.scroll_into_view();
    }
}

fn unfold(details: &Element, is_open: bool) {
    // Only the name of an attribute can be wrong.
    let _ = details.toggle_attribute_with_force("open", is_open);
}

/// Takes the mark from where the lecture was.
fn unmark() {
    if let Ok(Some(before)) = document().query_selector("[data-step]") {
        // Only the name of an attribute can be wrong.
        let _ = before.remove_attribute("data-step");
    }
}

/// Starts the chapter's run, unless it has been.
fn start(run: Run) {
    if let Some(button) = seen(PRETRAIN).into_iter().next().and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    } else if matches!(run.state(), Some(RunState::Ready | RunState::Paused)) {
        run.command(RunCommand::Play);
    }
}
