//! A class without a server: the lecturer's collection of codes, with what they say together. One code: [`crate::widgets::my_code`].

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, questions::use_questions},
    widgets::{
        my_code::{item_name, run_words},
        numbers::{fixed, four_digits},
    },
    words::{
        fill,
        predictions::{answer_words, question_words},
        say,
    },
};
use lab::{
    experiments::chess::tally::Condition,
    protocol::questions::{Given, Matter},
};
use leptos::{html::Video, prelude::*};
use teaching::{
    class_code::{ClassResult, CodeError, read_all},
    class_tally::{Group, Subject, Value, grouped},
};
use web::{camera::Camera, memory};

/// Where the lecturer's codes are kept.
const KEY: &str = "class.codes";
/// The name under which pictures of the camera are asked about.
const PLACE: &str = "camera";
/// After so long a picture is taken for lost, milliseconds.
const MOST_PATIENCE_MS: f64 = 5000.0;
/// A code that was out of sight for so long is another student's, milliseconds.
const SAME_CODE_MS: f64 = 3000.0;

/// The lecturer's collection.
#[component]
pub fn ClassCollection() -> impl IntoView {
    let locale = use_locale();
    let text = RwSignal::new(memory::recall(KEY).unwrap_or_default());
    let typed = move |event| {
        text.set(event_target_value(&event));
        memory::remember(KEY, &text.get_untracked());
    };
    let read = Memo::new(move |_| text.with(|text| read_all(text)));
    let faults = move || {
        read.with(|read| {
            let bad = read.iter().filter_map(|(code, result)| Some((code, result.err()?)));
            bad.map(|(code, error)| view! { <li>{code.clone()}": "{code_fault(locale(), error)}</li> }).collect_view()
        })
    };
    let has_faults = move || read.with(|read| read.iter().any(|(_, result)| result.is_err()));
    let groups = move || {
        let groups = read.with(|read| grouped(read.iter().filter_map(|(_, result)| result.ok())));
        groups.iter().map(|group| bars(locale(), group)).collect_view()
    };
    let n = move || {
        let n = read.with(|read| read.iter().filter(|(_, result)| result.is_ok()).count());
        fill(td_string!(locale(), class_codes.n_read), &[("n", &n)])
    };
    // Two students may have the same result; one code held before the camera is seen many times a second.
    let seen = StoredValue::new(Vec::<(String, f64)>::new());
    let add = move |code: String| {
        let now = js_sys::Date::now();
        let is_seen = seen.with_value(|seen| seen.iter().any(|(other, at)| *other == code && now - at <= SAME_CODE_MS));
        seen.update_value(|seen| {
            seen.retain(|(other, _)| *other != code);
            seen.push((code.clone(), now));
        });
        if !is_seen && ClassResult::of_code(&code).is_ok() {
            text.update(|text| {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                *text += &code;
            });
            memory::remember(KEY, &text.get_untracked());
        }
    };
    view! {
        <div data-instrument="class-codes" class="class-collection" data-part="class-collection">
            <p class="hint">{say!(class_codes.lead)}</p>
            <label>{say!(class_codes.codes)}<textarea rows="6" name="codes" spellcheck="false" prop:value=move || text.get() on:input=typed></textarea></label>
            <Scanner add=Callback::new(add)/>
            <p role="status">{n}</p>
            <Show when=has_faults><ul class="field-fault" data-part="code-faults">{faults}</ul></Show>
            {groups}
        </div>
    }
}

/// The camera, where the browser lets a page ask for it.
#[component]
fn Scanner(add: Callback<String>) -> impl IntoView {
    let locale = use_locale();
    let questions = use_questions();
    questions.forget_with_owner(PLACE);
    let video = NodeRef::<Video>::new();
    let camera = StoredValue::new_local(None::<Camera>);
    let is_on = RwSignal::new(false);
    let problem = RwSignal::new(None::<fn(Locale) -> &'static str>);
    // When a picture was handed to the worker, until that has read it.
    let sent = StoredValue::new(None::<f64>);
    let give_up = move |words: fn(Locale) -> &'static str| {
        camera.try_set_value(None);
        is_on.try_set(false);
        problem.try_set(Some(words));
    };
    let flip = move |_| {
        if is_on.get_untracked() {
            camera.set_value(None);
            is_on.set(false);
        } else if let Some(video) = video.get_untracked() {
            problem.set(None);
            is_on.set(true);
            // A worker that has failed meanwhile does not answer.
            let is_free = move || {
                let at = sent.try_get_value().flatten();
                at.is_none_or(|at| js_sys::Date::now() - at > MOST_PATIENCE_MS)
            };
            let send = move |frame| {
                sent.try_set_value(Some(js_sys::Date::now()));
                questions.ask(PLACE, Matter::Codes(frame), &[], move |outcome| {
                    sent.try_set_value(None);
                    match outcome {
                        Ok(Given::Codes(codes)) if is_on.try_get_untracked() == Some(true) => {
                            codes.into_iter().for_each(|code| add.run(code));
                        }
                        Ok(_) => {}
                        Err(_) => give_up(|locale| td_string!(locale, class_codes.no_reader)),
                    }
                });
            };
            let refused = move || give_up(|locale| td_string!(locale, class_codes.refused));
            camera.set_value(Some(Camera::start(&video, is_free, send, refused)));
        }
    };
    on_cleanup(move || {
        camera.try_set_value(None);
    });
    if !Camera::is_there() {
        return view! { <p class="hint" data-part="no-camera">{say!(class_codes.no_camera)}</p> }.into_any();
    }
    let words = move || match is_on.get() {
        true => td_string!(locale(), class_codes.stop),
        false => td_string!(locale(), class_codes.scan),
    };
    view! {
        <div class="actions"><button type="button" class="ghost" data-action="scan" on:click=flip>{words}</button></div>
        <video node_ref=video class="scanner" playsinline=true muted=true hidden=move || !is_on.get()></video>
        {move || problem.get().map(|words| view! { <p class="notice fault" role="alert">{words(locale())}</p> })}
    }
    .into_any()
}

/// What results of one kind are of, with their mean.
fn title(locale: Locale, group: &Group) -> String {
    let mean = group.mean.unwrap_or_default();
    match group.of {
        Subject::Recall { letter, draw, n_numbers } => fill(
            td_string!(locale, class_codes.recall_title),
            &[("name", &item_name(letter, draw)), ("mean", &fixed(mean, 1, locale)), ("n", &n_numbers)],
        ),
        Subject::Chess(condition) => {
            let words = match condition {
                Condition::Real => td_string!(locale, class_codes.chess_real_title),
                Condition::Random => td_string!(locale, class_codes.chess_random_title),
            };
            fill(words, &[("mean", &fixed(mean, 1, locale))])
        }
        Subject::Loss { epoch, run } => {
            let words = td_string!(locale, class_codes.loss_title);
            fill(words, &[("epoch", &epoch), ("mean", &four_digits(mean, locale))]) + &run_words(locale, run)
        }
        Subject::Guess(question) => question_words(locale, question).to_owned(),
    }
}

fn value_words(locale: Locale, of: Subject, value: Value) -> String {
    match (of, value) {
        (Subject::Guess(question), Value::Whole(answer)) => answer_words(locale, question, answer),
        (_, Value::Whole(n)) => n.to_string(),
        (_, Value::Range(low, high)) if low == high => four_digits(low, locale),
        (_, Value::Range(low, high)) => format!("{} – {}", four_digits(low, locale), four_digits(high, locale)),
    }
}

fn bars(locale: Locale, group: &Group) -> impl IntoView + use<> {
    let most = group.counts.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    let row = |&(value, n): &(Value, usize)| {
        let width = format!("width: {:.0}%", 100.0 * n as f64 / most as f64);
        let value = value_words(locale, group.of, value);
        view! { <tr><th scope="row">{value}</th><td><span class="class-bar" style=width></span></td><td>{n}</td></tr> }
    };
    let rows = group.counts.iter().map(row).collect_view();
    view! { <table class="class-bars"><caption>{title(locale, group)}</caption><tbody>{rows}</tbody></table> }
}

fn code_fault(locale: Locale, error: CodeError) -> &'static str {
    match error {
        CodeError::Damaged => td_string!(locale, class_codes.damaged),
        CodeError::OtherVersion => td_string!(locale, class_codes.other_version),
    }
}
