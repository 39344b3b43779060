//! Sets of exercises that teachers wrote: from a link or a file, kept by the browser until they are put away.

use super::{
    TaskCard,
    book::Book,
    tasks::{ShownTask, TASKS},
};
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, link_keys::use_link_keys},
    widgets::file_button::{FileButton, bytes_within},
    words::{fill, say},
};
use lab::settings::Chapter;
use leptos::{prelude::*, task::spawn_local};
use std::sync::Arc;
use teaching::{
    exercise_set::{ExerciseSet, MAX_FILE_BYTES, SetError, TeacherTask},
    markdown::to_html,
};
use web::database::Store;
use web_sys::File;

/// The key in the store of the set that is being written.
pub const DRAFT: u64 = 0;

/// The sets. Copied freely.
#[derive(Clone, Copy)]
pub struct Sets {
    /// Their numbers and what they hold, first opened first.
    pub sets: RwSignal<Vec<(u64, ExerciseSet)>>,
    /// Why the last one could not be read.
    pub fault: RwSignal<Option<SetError>>,
    /// The exercise set in the link, until it is read.
    brought: StoredValue<Option<String>>,
}

impl Sets {
    /// None yet; what the link brings is read when the part that reads them is here.
    pub fn open() -> Self {
        let keys = use_link_keys();
        let (keys, _) = keys.take(Chapter::Exercises);
        let brought = keys.into_iter().find(|(key, _)| key == "set").map(|(_, text)| text);
        Self { sets: RwSignal::new(Vec::new()), fault: RwSignal::new(None), brought: StoredValue::new(brought) }
    }

    /// Reads what the browser keeps, and what the link brings.
    fn load(self) {
        spawn_local(async move {
            for (id, bytes) in Store::Exercises.load_all().await.unwrap_or_default() {
                // What another version has written and this one cannot read is left where it is.
                if let Some(set) = ExerciseSet::from_json(&bytes).ok().filter(|_| id != DRAFT) {
                    self.sets.try_update(|sets| {
                        if sets.iter().all(|(other, _)| *other != id) {
                            sets.push((id, set));
                        }
                    });
                }
            }
            if let Some(text) = self.brought.try_update_value(Option::take).flatten() {
                self.take(ExerciseSet::from_link(&text));
            }
        });
    }

    /// Shows a set and keeps it, in place of an earlier one with the same exercises; or says why there is none.
    pub fn take(self, read: Result<ExerciseSet, SetError>) {
        match read {
            Err(error) => {
                self.fault.try_set(Some(error));
            }
            Ok(set) => {
                self.fault.try_set(None);
                let id = set.id();
                let bytes = set.to_json().into_bytes();
                self.sets.try_update(|sets| {
                    sets.retain(|(other, _)| *other != id);
                    sets.push((id, set));
                });
                spawn_local(async move {
                    // Where the browser refuses, the set is there as long as the page is.
                    let _ = Store::Exercises.put(id, &bytes).await;
                });
            }
        }
    }

    /// Puts a set away; answers to it stay in the workbook.
    pub fn forget(self, id: u64) {
        self.sets.update(|sets| sets.retain(|(other, _)| *other != id));
        spawn_local(async move {
            // A browser that refuses keeps nothing that could be forgotten.
            let _ = Store::Exercises.forget(id).await;
        });
    }

    /// The tasks that are set, and that the report tells: where a teacher has set some, those of the lecture count only where the
    /// student has begun them. Tracked.
    pub fn set_tasks(self, book: Book) -> Vec<ShownTask> {
        let has_sets = !self.sets.with(Vec::is_empty);
        let counts = |task: &ShownTask| !has_sets || matches!(task, ShownTask::Teacher(_)) || book.is_begun(task.key());
        self.tasks().into_iter().filter(counts).collect()
    }

    /// All tasks that are shown, teachers' first. Tracked.
    pub fn tasks(self) -> Vec<ShownTask> {
        let of_teachers = self.sets.with(|sets| {
            let tasks = sets.iter().flat_map(|(_, set)| &set.tasks);
            tasks.map(|task| ShownTask::Teacher(Arc::new(task.clone()))).collect::<Vec<_>>()
        });
        of_teachers.into_iter().chain(TASKS.iter().map(ShownTask::Lecture)).collect()
    }
}

/// The sets of the chapter around.
pub fn use_sets() -> Sets {
    expect_context()
}

/// The sets with their tasks, the button that reads one from a file, and what was wrong with the last one.
#[component]
pub fn TeacherSets() -> impl IntoView {
    let (sets, locale) = (use_sets(), use_locale());
    sets.load();
    let shown = move || {
        let set = |(id, set): (u64, ExerciseSet)| {
            let cards = set.tasks.into_iter().map(|task| view! { <TeacherCard task=Arc::new(task)/> }).collect_view();
            view! { <section data-set=id.to_string()><SetHead id title=set.title/><ol class="tasks">{cards}</ol></section> }
        };
        sets.sets.get().into_iter().map(set).collect_view()
    };
    let sentence = move || sets.fault.with(|fault| fault.as_ref().map(|fault| fault_words(fault, locale())));
    view! {
        {shown}
        <div class="actions"><FileButton action="set-in" label=Signal::derive(move || td_string!(locale(), teaching.open))
            accept=JSON take=move |file: File| spawn_local(async move { sets.take(set_of(&file).await) })/></div>
        <Show when=move || sets.fault.with(Option::is_some)><p class="notice fault" role="alert" data-part="set-fault">{sentence}</p></Show>
    }
}

/// A task of a teacher: Markdown, and what should be observed once there is an answer.
#[component]
fn TeacherCard(task: Arc<TeacherTask>) -> impl IntoView {
    let markup = to_html(&task.text);
    let text = ViewFn::from(move || view! { <div class="task-text" inner_html=markup.clone()></div> });
    let expected = to_html(&task.expected);
    let expected = ViewFn::from(move || {
        let has_any = !expected.trim().is_empty();
        let expected = expected.clone();
        has_any.then(|| view! { <details class="expected"><summary>{say!(teaching.expected)}</summary><div inner_html=expected></div></details> })
    });
    view! { <TaskCard task=ShownTask::Teacher(task) text expected/> }
}

/// Which files are offered.
pub const JSON: &str = ".json,application/json";

/// The set in a file.
///
/// # Errors
/// Why there is none; a file that is too large is not read.
pub async fn set_of(file: &File) -> Result<ExerciseSet, SetError> {
    let bytes = bytes_within(file, MAX_FILE_BYTES).await.ok_or(SetError::TooLong)?;
    ExerciseSet::from_json(&bytes)
}

/// A set's heading, and the button that puts it away.
#[component]
pub fn SetHead(
    /// Its number.
    id: u64,
    /// Its title.
    title: String,
) -> impl IntoView {
    let sets = use_sets();
    view! {
        <div class="actions set-head">
            <h2>{title}</h2>
            <button type="button" class="ghost" data-action="forget-set" on:click=move |_| sets.forget(id)>{say!(teaching.forget)}</button>
        </div>
    }
}

/// Why exercises cannot be read.
pub fn fault_words(fault: &SetError, locale: Locale) -> String {
    match fault {
        SetError::NotASet(_) => td_string!(locale, teaching.not_a_set).to_owned(),
        SetError::Later(version) => fill(td_string!(locale, teaching.later), &[("version", version)]),
        SetError::TooLong => td_string!(locale, teaching.too_long).to_owned(),
    }
}
