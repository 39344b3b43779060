//! Where teachers write exercises: text in Markdown, the lab as it was left, what should be observed; in order, as a file or a link.

use super::sets::{DRAFT, JSON, fault_words, set_of, use_sets};
use crate::store::language;
use crate::{
    i18n::{Locale, td_string},
    shell::share::place_name,
    store::{
        language::use_locale,
        link_keys::{LinkKeys, use_link_keys},
        run::{Run, use_run},
    },
    widgets::{file_button::FileButton, qr::Qr},
    words::{self, fill, say},
};
use lab::{
    exchange::{link, small_labs::places},
    settings::Chapter,
};
use leptos::{prelude::*, task::spawn_local};
use teaching::{
    exercise_set::{ExerciseSet, MAX_LINE, MAX_TASKS, MAX_TEXT, SetError, TeacherTask},
    markdown::to_html,
};
use web::{address, database::Store, save::save_text};
use web_sys::File;

/// The chapters that have a lab.
const LABS: [Chapter; 5] = [Chapter::Memory, Chapter::Anatomy, Chapter::Pca, Chapter::Stacked, Chapter::Pretraining];

/// What is being written. Copied freely.
#[derive(Clone, Copy)]
struct Draft(RwSignal<ExerciseSet>);

impl Draft {
    /// As the browser has kept it.
    fn open() -> Self {
        let draft = Self(RwSignal::new(ExerciseSet::default()));
        spawn_local(async move {
            let kept = Store::Exercises.load(DRAFT).await;
            if let Some(set) = kept.and_then(|bytes| ExerciseSet::from_json(&bytes).ok()) {
                draft.0.try_set(set);
            }
        });
        draft
    }

    /// Changes it, and keeps it.
    fn change(self, change: impl FnOnce(&mut ExerciseSet)) {
        self.0.update(change);
        let bytes = self.0.with_untracked(ExerciseSet::to_json).into_bytes();
        spawn_local(async move {
            // Where the browser refuses, it lives as long as the page.
            let _ = Store::Exercises.put(DRAFT, &bytes).await;
        });
    }

    /// Something of the task of this key; the default where there is none. Tracked.
    fn of<T: Default>(self, key: &str, get: impl Fn(&TeacherTask) -> T) -> T {
        self.0.with(|set| set.tasks.iter().find(|task| task.key == key).map(get).unwrap_or_default())
    }

    fn change_task(self, key: &str, change: impl FnOnce(&mut TeacherTask)) {
        self.change(|set| {
            if let Some(task) = set.tasks.iter_mut().find(|task| task.key == key) {
                change(task);
            }
        });
    }

    /// Moves a task up or down.
    fn shift(self, key: &str, is_up: bool) {
        self.change(|set| {
            if let Some(place) = set.tasks.iter().position(|task| task.key == key) {
                let other = if is_up { place.checked_sub(1) } else { Some(place + 1).filter(|&n| n < set.tasks.len()) };
                if let Some(other) = other {
                    set.tasks.swap(place, other);
                }
            }
        });
    }
}

/// The editor.
#[component]
pub fn Editor() -> impl IntoView {
    let (sets, locale) = (use_sets(), use_locale());
    let draft = Draft::open();
    let fault = RwSignal::new(None::<SetError>);
    let keys =
        Memo::new(move |_| draft.0.with(|set| set.tasks.iter().map(|task| task.key.clone()).collect::<Vec<_>>()));
    let add = move |_| {
        let key = format!("t{}", js_sys::Date::now() as u64);
        draft.change(|set| {
            if set.tasks.len() < MAX_TASKS && set.tasks.iter().all(|task| task.key != key) {
                set.tasks.push(TeacherTask { key, ..TeacherTask::default() });
            }
        });
    };
    let take = move |file: File| {
        spawn_local(async move {
            match set_of(&file).await {
                Ok(set) => {
                    fault.try_set(None);
                    draft.change(|draft| *draft = set);
                }
                Err(error) => {
                    fault.try_set(Some(error));
                }
            }
        });
    };
    let save = move |_| {
        save_text("autoencoder-lab-exercises.json", "application/json", &draft.0.with_untracked(ExerciseSet::to_json));
    };
    let try_out = move |_| {
        sets.take(Ok(draft.0.get_untracked()));
        // The set stands above all others.
        window().scroll_to_with_x_and_y(0.0, 0.0);
    };
    let sentence = move || fault.with(|fault| fault.as_ref().map(|fault| fault_words(fault, locale())));
    view! {
        <div data-instrument="editor" class="editor" data-part="editor">
            <p class="hint">{say!(teaching.lead)}</p>
            <label>{say!(teaching.set_title)}" "<input type="text" name="set-title" maxlength=MAX_LINE.to_string()
                prop:value=move || draft.0.with(|set| set.title.clone())
                on:change=move |event| draft.change(|set| set.title = event_target_value(&event))/></label>
            <ol class="tasks"><For each=move || keys.get() key=String::clone children=move |key| view! { <TaskEditor draft key/> }/></ol>
            <div class="actions">
                <button type="button" class="primary" data-action="add-task" on:click=add>{say!(teaching.add)}</button>
                <button type="button" class="ghost" data-action="try-set" disabled=move || keys.with(Vec::is_empty) on:click=try_out>{say!(teaching.try_out)}</button>
                <button type="button" class="ghost" data-action="set-out" on:click=save>{say!(teaching.save)}</button>
                <FileButton action="draft-in" label=Signal::derive(move || td_string!(locale(), teaching.load)) accept=JSON take/>
            </div>
            <Show when=move || fault.with(Option::is_some)><p class="notice fault" role="alert">{sentence}</p></Show>
            <Show when=move || !keys.with(Vec::is_empty)><SetLink draft/></Show>
        </div>
    }
}

/// An exercise that is being written.
#[component]
fn TaskEditor(draft: Draft, key: String) -> impl IntoView {
    let (run, link_keys, locale) = (use_run(), use_link_keys(), use_locale());
    let key = StoredValue::new(key);
    let of = move |get: fn(&TeacherTask) -> String| key.with_value(|key| draft.of(key, get));
    let change = move |change: fn(&mut TeacherTask, String), text: String| {
        key.with_value(|key| draft.change_task(key, |task| change(task, text)));
    };
    let shift = move |is_up: bool| move |_| key.with_value(|key| draft.shift(key, is_up));
    let remove = move |_| draft.change(|set| key.with_value(|key| set.tasks.retain(|task| task.key != *key)));
    let take_lab = move |event| {
        let name = event_target_value(&event);
        if let Some(chapter) = LABS.into_iter().find(|chapter| chapter.name() == name) {
            change(|task, query| task.query = query, query_of(run, link_keys, chapter));
        }
    };
    let chapter = move || link::parse(&of(|task| task.query.clone())).settings.chapter;
    let card = move || link::parse(&of(|task| task.query.clone())).place().map(str::to_owned).unwrap_or_default();
    let take_card =
        move |event| change(|task, card| task.query = link::with_place(&task.query, &card), event_target_value(&event));
    let card_option = move |name: &'static str| {
        view! { <option value=name selected=move || card() == name>{move || place_name(locale(), name)}</option> }
    };
    let has_cards = move || !of(|task| task.query.clone()).is_empty() && !places(chapter()).is_empty();
    // A whole address may be pasted: what counts is behind its question mark.
    let query_of = |text: &str| text.trim().rsplit('?').next().unwrap_or_default().to_owned();
    let faults = move || {
        let faults = link::parse(&of(|task| task.query.clone())).faults;
        faults
            .iter()
            .map(|fault| view! { <p class="field-fault" role="alert">{words::setting_fault(locale(), fault)}</p> })
            .collect_view()
    };
    let area = move |name: &'static str,
                     words: fn(Locale) -> &'static str,
                     get: fn(&TeacherTask) -> String,
                     set: fn(&mut TeacherTask, String)| {
        view! {
            <label>{move || words(locale())}<textarea rows="4" name=name maxlength=MAX_TEXT.to_string() prop:value=move || of(get)
                on:input=move |event| change(set, event_target_value(&event))></textarea></label>
            <Show when=move || !of(get).trim().is_empty()><div class="preview" inner_html=move || to_html(&of(get))></div></Show>
        }
    };
    view! {
        <li class="card task" data-draft=key.get_value()>
            <label>{say!(teaching.task_title)}" "<input type="text" name="task-title" maxlength=MAX_LINE.to_string() prop:value=move || of(|task| task.title.clone())
                on:change=move |event| change(|task, text| task.title = text, event_target_value(&event))/></label>
            {area("task-text", |l| td_string!(l, teaching.text), |task| task.text.clone(), |task, text| task.text = text)}
            <label>{say!(teaching.lab)}" "<input type="text" name="task-link" maxlength=MAX_LINE.to_string() prop:value=move || of(|task| task.query.clone())
                on:change=move |event| change(|task, text| task.query = text, query_of(&event_target_value(&event)))/></label>
            {faults}
            <label>{say!(teaching.lab_as_left)}" "<select name="task-lab" on:change=take_lab>
                <option value="">"–"</option>
                {LABS.map(|chapter| view! { <option value=chapter.name()>{move || words::chapter(locale(), chapter)}</option> }).collect_view()}
            </select></label>
            <Show when=has_cards>
                <label>{say!(share.place)}" "<select name="task-card" on:change=take_card>
                    <option value="" selected=move || card().is_empty()>{say!(share.top)}</option>
                    {move || places(chapter()).iter().copied().map(card_option).collect_view()}
                </select></label>
            </Show>
            {area("task-expected", |l| td_string!(l, teaching.expected_field), |task| task.expected.clone(), |task, text| task.expected = text)}
            <div class="actions">
                <button type="button" class="ghost" data-action="task-up" aria-label=say!(teaching.up) on:click=shift(true)>"↑"</button>
                <button type="button" class="ghost" data-action="task-down" aria-label=say!(teaching.down) on:click=shift(false)>"↓"</button>
                <button type="button" class="ghost" data-action="remove-task" on:click=remove>{say!(teaching.remove)}</button>
            </div>
        </li>
    }
}

/// The link by which a class gets the set, while that is short enough.
#[component]
fn SetLink(draft: Draft) -> impl IntoView {
    let locale = use_locale();
    let link = Memo::new(move |_| {
        let set = draft.0.with(ExerciseSet::to_link)?;
        let language = language::link_part(locale());
        Some(format!("{}?chapter=exercises&set={set}{language}", address::page()))
    });
    let text = Signal::derive(move || link.get().unwrap_or_default());
    let copy = move |_| drop(window().navigator().clipboard().write_text(&text.get_untracked()));
    let length = move || fill(td_string!(locale(), teaching.link_length), &[("n", &text.with(String::len))]);
    view! {
        <Show when=move || link.with(Option::is_some) fallback=move || view! { <p class="hint" data-part="no-link">{say!(teaching.no_link)}</p> }>
            <label>{say!(teaching.link)}<textarea readonly rows="3" data-part="set-link" prop:value=text></textarea></label>
            <div class="actions"><button type="button" class="ghost" data-action="copy-set" on:click=copy>{say!(app.copy_link)}</button><span class="hint">{length}</span></div>
            <Qr text label=Signal::derive(move || td_string!(locale(), share.qr).to_owned())/>
        </Show>
    }
}

/// The query string of a chapter as it was left.
fn query_of(run: Run, keys: LinkKeys, chapter: Chapter) -> String {
    let settings = run.left_settings(chapter);
    link::format(&settings) + &untrack(|| keys.chapter_query(&settings))
}
