//! Chapter 6: the lecture's exercises and questions, each with its lab; answers beside the student's own figures; the report.
//!
//! Reading order: [`tasks`] (what is asked), [`book`] (answers and figures, kept by the browser), then this file, [`files`].

pub mod book;
pub mod files;
pub mod tasks;

use super::ChapterHead;
use crate::{
    lab::{
        link,
        settings::Chapter,
        workbook::{MAX_ANSWER, Pin},
    },
    ui::{
        i18n::{Locale, td_string},
        language::use_locale,
        state::use_lab,
        words::{fill, say},
    },
};
use book::{Book, use_book};
use leptos::prelude::*;
use tasks::{TASKS, TaskWords};

/// The chapter.
#[component]
pub fn ExercisesChapter() -> impl IntoView {
    let locale = use_locale();
    let book = Book::open();
    provide_context(book);
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let done = move || {
        let n = TASKS.iter().filter(|task| book.is_answered(task.key)).count();
        fill(td_string!(locale(), exercises.done), &[("n", &n), ("all", &TASKS.len())])
    };
    view! {
        <ChapterHead chapter=Chapter::Exercises strong=Signal::derive(|| "") title=text(|l| td_string!(l, exercises.title))
            lead=text(|l| td_string!(l, exercises.lead))/>
        <section class="exercises" id="lab">
            <Show when=move || book.is_refused.get()>
                <p class="notice fault" role="alert">{say!(exercises.refused)}</p>
            </Show>
            <files::Files/>
            <p role="status" data-part="done">{done}</p>
            <ol class="tasks">{TASKS.iter().map(|task| view! { <TaskCard task/> }).collect_view()}</ol>
            <Others/>
        </section>
    }
}

/// A task: what is asked, its lab, the answer, the figures.
#[component]
fn TaskCard(task: &'static TaskWords) -> impl IntoView {
    let (lab, book, locale) = (use_lab(), use_book(), use_locale());
    let key = task.key;
    let open = move |event: leptos::ev::MouseEvent| {
        lab.exercise.set(Some(key));
        // A new tab or window is the browser's business.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        let settings = link::parse(task.link).settings;
        if settings.chapter.has_run() {
            lab.change(settings);
        } else {
            lab.open_chapter(settings.chapter);
        }
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    let title = move || (task.title)(locale());
    let answer = move || book.answer(key);
    let id = format!("answer-{key}");
    let pins = move || book.pins_of(Some(key)).into_iter().map(|pin| view! { <PinCard pin/> }).collect_view();
    view! {
        <li class="card task" data-task=key>
            <h3>{title}</h3>
            <p>{move || (task.text)(locale())}</p>
            <p><a class="ghost" href=format!("?{}", task.link) data-action="open-lab" on:click=open>{say!(exercises.open_lab)}</a></p>
            <label for=id.clone()>{say!(exercises.answer)}</label>
            <textarea id=id rows="4" disabled=move || !book.is_loaded.get() maxlength=MAX_ANSWER.to_string() prop:value=answer
                on:input=move |event| book.set_answer(key, event_target_value(&event))></textarea>
            <div class="pins">{pins}</div>
        </li>
    }
}

/// Figures that belong to no task.
#[component]
fn Others() -> impl IntoView {
    let book = use_book();
    let pins = move || book.pins_of(None).into_iter().map(|pin| view! { <PinCard pin/> }).collect_view();
    view! {
        <Show when=move || !book.pins_of(None).is_empty()>
            <section class="card" data-part="other-pins"><h3>{say!(exercises.other)}</h3><div class="pins">{pins}</div></section>
        </Show>
    }
}

#[component]
fn PinCard(pin: Pin) -> impl IntoView {
    let (book, locale) = (use_book(), use_locale());
    let id = pin.id;
    let moved_to = move |event| book.move_pin(id, &event_target_value(&event));
    let option = |task: &'static TaskWords| {
        let is_chosen = pin.exercise == task.key;
        view! { <option value=task.key selected=is_chosen>{move || (task.title)(locale())}</option> }
    };
    let is_alone = TASKS.iter().all(|task| task.key != pin.exercise);
    let numbers =
        pin.numbers.iter().map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> });
    view! {
        <figure class="pin" data-pin=id.to_string()>
            <img alt=pin.title.clone() src=format!("data:image/png;base64,{}", pin.png)/>
            <figcaption>{pin.title.clone()}</figcaption>
            <dl class="pin-numbers">{numbers.collect_view()}</dl>
            <div class="actions">
                <a class="ghost" href=format!("?{}", pin.link)>{say!(exercises.rebuild)}</a>
                <label><span class="visually-hidden">{say!(exercises.belongs_to)}</span>
                    <select on:change=moved_to>
                        <option value="" selected=is_alone>{say!(exercises.no_task)}</option>
                        {TASKS.iter().map(option).collect_view()}
                    </select></label>
                <button type="button" class="ghost" data-action="unpin" on:click=move |_| book.unpin(id)>{say!(exercises.unpin)}</button>
            </div>
        </figure>
    }
}
