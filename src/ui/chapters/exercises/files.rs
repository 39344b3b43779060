//! The name, the report, and the workbook as a file.

use super::{
    book::use_book,
    sets::{JSON, use_sets},
    tasks::ShownTask,
};
use crate::store::language;
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::file_button::{FileButton, bytes_within},
    words::{
        fill,
        predictions::{answer_words, question_words},
        say,
    },
};
use js_sys::{Date, Object};
use leptos::{prelude::*, task::spawn_local};
use teaching::{
    prediction::{Guess, Prediction},
    workbook::{
        MAX_FILE_BYTES, MAX_LINE, Workbook, WorkbookError,
        report::{ReportWords, Task, ToldGuess, html, markdown},
    },
};
use web::{address, save::save_text};
use web_sys::File;

/// Shows the controls above the tasks.
#[component]
pub fn Files() -> impl IntoView {
    let (book, locale) = (use_book(), use_locale());
    let fault = RwSignal::new(None::<WorkbookError>);
    let is_taken = RwSignal::new(false);
    let words = move || report_words(untrack(locale));
    let sets = use_sets();
    let tasks = move || untrack(|| tasks(&sets.set_tasks(book), locale()));
    let guesses = move || told_guesses(&book.whole(), untrack(locale));
    let save_html = move |_| {
        let report = html(&book.whole(), &tasks(), &guesses(), &words());
        save_text("autoencoder-lab-report.html", "text/html", &report);
    };
    let save_markdown = move |_| {
        let report = markdown(&book.whole(), &tasks(), &guesses(), &words());
        save_text("autoencoder-lab-report.md", "text/markdown", &report);
    };
    let save_book = move |_| save_text("autoencoder-lab-workbook.json", "application/json", &book.whole().to_json());
    let read = move |file: File| {
        fault.set(None);
        is_taken.set(false);
        spawn_local(async move {
            let bytes = bytes_within(&file, MAX_FILE_BYTES).await;
            match bytes.ok_or(WorkbookError::TooLarge).and_then(|bytes| Workbook::from_json(&bytes)) {
                Ok(workbook) => {
                    book.merge(workbook);
                    is_taken.try_set(true);
                }
                Err(error) => {
                    fault.try_set(Some(error));
                }
            }
        });
    };
    let sentence = move || fault.with(|fault| fault.as_ref().map(|fault| fault_words(fault, locale())));
    view! {
        <section data-instrument="report" class="card book-files">
            <label>{say!(exercises.name)}" "<input type="text" name="student" disabled=move || !book.is_loaded.get() autocomplete="name" maxlength=MAX_LINE.to_string()
                prop:value=move || book.name() on:input=move |event| book.set_name(event_target_value(&event))/></label>
            <div class="actions">
                <button type="button" class="primary" data-action="report-html" on:click=save_html>{say!(exercises.save_html)}</button>
                <button type="button" class="ghost" data-action="report-markdown" on:click=save_markdown>{say!(exercises.save_markdown)}</button>
                <button type="button" class="ghost" data-action="book-out" on:click=save_book>{say!(exercises.save_book)}</button>
                <FileButton action="book-in" label=Signal::derive(move || td_string!(locale(), exercises.open_book)) accept=JSON take=read/>
            </div>
            <Show when=move || fault.with(Option::is_some)><p class="notice fault" role="alert">{sentence}</p></Show>
            <Show when=move || is_taken.get()><p role="status">{say!(exercises.taken)}</p></Show>
            <p class="hint">{say!(exercises.files_hint)}</p>
        </section>
    }
}

fn tasks(shown: &[ShownTask], locale: Locale) -> Vec<Task> {
    let task =
        |task: &ShownTask| Task { key: task.key().to_owned(), title: task.title(locale), text: task.text(locale) };
    shown.iter().map(task).collect()
}

fn told_guesses(workbook: &Workbook, locale: Locale) -> Vec<ToldGuess> {
    let told = |guess: &Guess| {
        let question = Prediction::of_key(&guess.question)?;
        Some(ToldGuess {
            question: question_words(locale, question).to_owned(),
            guess: answer_words(locale, question, guess.choice),
            outcome: guess.outcome.map(|outcome| answer_words(locale, question, outcome)).unwrap_or_default(),
        })
    };
    workbook.guesses.iter().filter_map(told).collect()
}

fn report_words(locale: Locale) -> ReportWords {
    let language = language::of(locale).code;
    ReportWords {
        language: language.to_owned(),
        title: td_string!(locale, exercises.report_title).to_owned(),
        date: String::from(Date::new_0().to_locale_date_string(language, &Object::new())),
        name: td_string!(locale, exercises.name).to_owned(),
        unanswered: td_string!(locale, exercises.unanswered).to_owned(),
        rebuild: td_string!(locale, exercises.rebuild).to_owned(),
        other: td_string!(locale, exercises.other).to_owned(),
        guesses: [
            td_string!(locale, guesses.title),
            td_string!(locale, guesses.question),
            td_string!(locale, guesses.guess),
            td_string!(locale, guesses.outcome),
        ]
        .map(str::to_owned),
        address: address::page(),
    }
}

fn fault_words(fault: &WorkbookError, locale: Locale) -> String {
    match fault {
        WorkbookError::TooLarge => fill(td_string!(locale, exercises.too_large), &[("mb", &(MAX_FILE_BYTES >> 20))]),
        WorkbookError::NotAWorkbook(_) => td_string!(locale, exercises.not_a_book).to_owned(),
        WorkbookError::Later(version) => fill(td_string!(locale, exercises.later), &[("version", version)]),
        WorkbookError::Damaged(_) => td_string!(locale, exercises.damaged).to_owned(),
    }
}
