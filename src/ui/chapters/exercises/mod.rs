//! Chapter 6: the lecture's exercises and questions, each with its lab; answers beside the student's own figures; the report.
//!
//! Reading order: [`tasks`] (what is asked), [`sets`] (by teachers), [`book`] (answers and figures, kept by the browser), then this
//! file, [`files`]; for teachers [`editor`] and [`class_codes`].

pub mod book;
pub mod class_codes;
pub mod editor;
pub mod files;
pub mod sets;
pub mod tasks;

use crate::{
    i18n::{Locale, td_string},
    store::{exercise::use_worked_on, language::use_locale, run::use_run},
    widgets::{
        chapter_text::ChapterHead,
        follow::Follower,
        part_view::{FoldedPart, Part, PartView},
    },
    words::{fill, say},
};
use book::{Book, use_book};
use lab::{exchange::link, settings::Chapter};
use leptos::prelude::*;
use sets::{Sets, use_sets};
use tasks::{ShownTask, TASKS, TaskWords};
use teaching::workbook::{MAX_ANSWER, Pin};

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("exercises");
/// The report and the workbook as files.
pub const BOOK_FILES: Part = Part("exercises-files");
/// Exercises that teachers wrote.
pub const TEACHER_SETS: Part = Part("exercises-sets");
/// The editor for teachers.
pub const EDITOR: Part = Part("exercises-editor");
/// The codes of a class.
pub const CLASS_COLLECTION: Part = Part("class-collection");

/// The chapter.
#[component]
pub fn ExercisesChapter() -> impl IntoView {
    let (_run, locale) = (use_run(), use_locale());
    let book = Book::open();
    provide_context(book);
    let sets = Sets::open();
    provide_context(sets);
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let done = move || {
        let tasks = sets.set_tasks(book);
        let n = tasks.iter().filter(|task| book.is_answered(task.key())).count();
        fill(td_string!(locale(), exercises.done), &[("n", &n), ("all", &tasks.len())])
    };
    let has_sets = move || !sets.sets.with(Vec::is_empty);
    let editor = text(|l| td_string!(l, teaching.write));
    let class = text(|l| td_string!(l, class_codes.collect));
    view! {
        <ChapterHead chapter=Chapter::Exercises strong=Signal::derive(|| "") title=text(|l| td_string!(l, exercises.title))
            lead=text(|l| td_string!(l, exercises.lead))/>
        <section data-instrument="exercises" class="exercises" id="lab">
            <Show when=move || book.is_refused.get()>
                <p class="notice fault" role="alert">{say!(exercises.refused)}</p>
            </Show>
            <PartView part=BOOK_FILES/>
            <p role="status" data-part="done">{done}</p>
            <PartView part=TEACHER_SETS/>
            // Beside a teacher's exercises those of the lecture are an offer, and folded.
            <details class="lecture-tasks" class:alone=move || !has_sets() open=move || !has_sets()>
                <summary><h2>{say!(teaching.lecture)}</h2></summary>
                <ol class="tasks">{TASKS.iter().map(|task| view! { <LectureTask task/> }).collect_view()}</ol>
            </details>
            <Others/>
            <section data-instrument="teaching" class="card teaching">
                <h2>{say!(teaching.title)}</h2>
                <FoldedPart part=EDITOR class="editor-offer" label=editor>{editor}</FoldedPart>
                <FoldedPart part=CLASS_COLLECTION class="class-offer" label=class>{class}</FoldedPart>
            </section>
        </section>
    }
}

/// A task: what is asked, its lab, the answer, the figures.
#[component]
pub fn TaskCard(
    /// Which.
    task: ShownTask,
    /// The text of the task, as it is shown.
    text: ViewFn,
    /// The expected observation, shown once there is an answer.
    #[prop(optional, into)]
    expected: Option<ViewFn>,
) -> impl IntoView {
    let (book, locale) = (use_book(), use_locale());
    let worked_on = use_worked_on();
    let follower = Follower::of_page();
    let key = StoredValue::new(task.key().to_owned());
    let query = task.query().to_owned();
    let href = format!("?{query}");
    let has_lab = !query.is_empty();
    let open = move |event: leptos::ev::MouseEvent| {
        // A new tab or window is the browser's business.
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        worked_on.set(Some(key.get_value()));
        follower.follow(&link::parse(&query));
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    let title = move || task.title(locale());
    let answer = move || book.answer(&key.get_value());
    let id = format!("answer-{}", key.get_value());
    let pins = move || book.pins_of(&key.get_value()).into_iter().map(|pin| view! { <PinCard pin/> }).collect_view();
    let expected = StoredValue::new(expected);
    let is_shown = move || expected.with_value(Option::is_some) && book.is_answered(&key.get_value());
    view! {
        <li class="card task" data-task=key.get_value()>
            <h3>{title}</h3>
            {text.run()}
            {has_lab.then(|| view! { <p><a class="ghost" href=href data-action="open-lab" on:click=open>{say!(exercises.open_lab)}</a></p> })}
            <label for=id.clone()>{say!(exercises.answer)}</label>
            <textarea id=id rows="4" disabled=move || !book.is_loaded.get() maxlength=MAX_ANSWER.to_string() prop:value=answer
                on:input=move |event| book.set_answer(&key.get_value(), event_target_value(&event))></textarea>
            <Show when=is_shown>{move || expected.with_value(|expected| expected.as_ref().map(ViewFn::run))}</Show>
            <div class="pins">{pins}</div>
        </li>
    }
}

/// A task of the lecture.
#[component]
fn LectureTask(task: &'static TaskWords) -> impl IntoView {
    let locale = use_locale();
    let text = ViewFn::from(move || view! { <p>{move || (task.text)(locale())}</p> });
    view! { <TaskCard task=ShownTask::Lecture(task) text/> }
}

/// Figures that belong to no task.
#[component]
fn Others() -> impl IntoView {
    let (book, sets) = (use_book(), use_sets());
    let others = move || book.other_pins(&sets.tasks());
    let pins = move || others().into_iter().map(|pin| view! { <PinCard pin/> }).collect_view();
    view! {
        <Show when=move || !others().is_empty()>
            <section data-instrument="other-figures" class="card" data-part="other-pins"><h3>{say!(exercises.other)}</h3><div class="pins">{pins}</div></section>
        </Show>
    }
}

#[component]
fn PinCard(pin: Pin) -> impl IntoView {
    let (book, locale) = (use_book(), use_locale());
    let id = pin.id;
    let moved_to = move |event| book.move_pin(id, &event_target_value(&event));
    let tasks = untrack(|| use_sets().tasks());
    let is_alone = tasks.iter().all(|task| task.key() != pin.exercise);
    let option = |task: ShownTask| {
        let key = task.key().to_owned();
        let is_chosen = pin.exercise == key;
        view! { <option value=key selected=is_chosen>{move || task.title(locale())}</option> }
    };
    let figure = match pin.table.is_empty() {
        true => view! { <img alt=pin.title.clone() src=format!("data:image/png;base64,{}", pin.png)/> }.into_any(),
        false => {
            let row = |row: Vec<String>| view! { <tr>{row.into_iter().map(|cell| view! { <td>{cell}</td> }).collect_view()}</tr> };
            let rows = pin.table.clone().into_iter().map(row).collect_view();
            view! { <div class="scroll" tabindex="0" role="region" aria-label=pin.title.clone()><table class="rows"><tbody>{rows}</tbody></table></div> }.into_any()
        }
    };
    let numbers =
        pin.numbers.iter().map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> });
    view! {
        <figure class="pin" data-pin=id.to_string()>
            {figure}
            <figcaption>{pin.title.clone()}</figcaption>
            <dl class="pin-numbers">{numbers.collect_view()}</dl>
            <div class="actions">
                <a class="ghost" href=format!("?{}", pin.link)>{say!(exercises.rebuild)}</a>
                <label><span class="visually-hidden">{say!(exercises.belongs_to)}</span>
                    <select on:change=moved_to>
                        <option value="" selected=is_alone>{say!(exercises.no_task)}</option>
                        {tasks.into_iter().map(option).collect_view()}
                    </select></label>
                <button type="button" class="ghost" data-action="unpin" on:click=move |_| book.unpin(id)>{say!(exercises.unpin)}</button>
            </div>
        </figure>
    }
}
