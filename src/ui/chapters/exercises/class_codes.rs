//! A class without a server: a student's result as a code, and the lecturer's collection of codes with what they say together.

use crate::{
    lab::{
        class_code::{ClassResult, CodeError, read_all, settings_mark},
        prediction::Prediction,
        protocol::{Command, decode},
        settings::DataId,
    },
    ui::{
        chapters::{
            guess::{answer_words, question_words},
            memory::experiment_state::Experiment,
        },
        i18n::{Locale, td_string},
        language::use_locale,
        numbers::{fixed, four_digits},
        qr::Qr,
        state::use_lab,
        words::{self, fill, say},
    },
    web::{camera::Camera, memory},
};
use leptos::{html::Video, prelude::*};
use std::collections::BTreeMap;

/// Where the lecturer's codes are kept.
const KEY: &str = "class.codes";
/// After so long a picture is taken for lost, milliseconds.
const MOST_PATIENCE_MS: f64 = 5000.0;
/// A code that was out of sight for so long is another student's, milliseconds.
const SAME_CODE_MS: f64 = 3000.0;
/// Bars of a histogram of losses.
const N_BARS: usize = 8;

/// The student's code: of the last try in chapter 1, of the run at hand elsewhere.
#[component]
pub fn MyCode() -> impl IntoView {
    let lab = use_lab();
    let experiment = use_context::<Experiment>();
    let result = Memo::new(move |_| match experiment {
        Some(experiment) => experiment.tries.with(|tries| {
            let last = tries.last()?;
            let score = last.score();
            Some(ClassResult::Recall {
                letter: u8::try_from(last.item.letter()).ok()?,
                draw: u16::try_from(last.item.draw).ok()?,
                n_right: u8::try_from(score.n_right).ok()?,
                n_numbers: u8::try_from(score.n_numbers).ok()?,
            })
        }),
        None => lab.history.with(|history| {
            let last = history.last().filter(|metrics| metrics.epoch > 0)?;
            lab.info.with(|info| {
                let settings = &info.as_ref()?.settings;
                Some(ClassResult::Run {
                    epoch: u16::try_from(last.epoch).ok()?,
                    loss_e5: (1e5 * last.val_loss?).round() as u32,
                    seed: u32::try_from(settings.seed).unwrap_or(u32::MAX),
                    data: DataId::ALL.iter().position(|data| *data == settings.data)? as u8,
                    mark: settings_mark(settings),
                })
            })
        }),
    });
    view! { <CodeOf result/> }
}

/// A result as its code and as QR; before there is one, what to do.
#[component]
pub fn CodeOf(
    /// The result.
    #[prop(into)]
    result: Signal<Option<ClassResult>>,
) -> impl IntoView {
    let locale = use_locale();
    let code = Signal::derive(move || result.get().map(|result| result.to_code()).unwrap_or_default());
    let words = move || result.get().map(|result| result_words(locale(), &result)).unwrap_or_default();
    view! {
        <Show when=move || result.with(Option::is_some) fallback=move || view! { <p class="hint">{say!(class_codes.none_yet)}</p> }>
            <div class="my-code">
                <p><output data-part="code">{code}</output><br/><small>{words}</small></p>
                <Qr text=code label=Signal::derive(move || td_string!(locale(), class_codes.qr).to_owned())/>
            </div>
            <p class="hint">{say!(class_codes.hint)}</p>
        </Show>
    }
}

/// What a code says, in words.
fn result_words(locale: Locale, result: &ClassResult) -> String {
    match *result {
        ClassResult::Recall { letter, draw, n_right, n_numbers } => fill(
            td_string!(locale, class_codes.recall),
            &[("name", &item_name(letter, draw)), ("right", &n_right), ("n", &n_numbers)],
        ),
        ClassResult::Loss { epoch, loss_e5, seed } => fill(
            td_string!(locale, class_codes.loss),
            &[("epoch", &epoch), ("loss", &four_digits(f64::from(loss_e5) / 1e5, locale)), ("seed", &seed)],
        ),
        ClassResult::Run { epoch, loss_e5, seed, .. } => {
            fill(
                td_string!(locale, class_codes.loss),
                &[("epoch", &epoch), ("loss", &four_digits(f64::from(loss_e5) / 1e5, locale)), ("seed", &seed)],
            ) + &run_words(locale, result)
        }
        ClassResult::Guess { question, choice, .. } => {
            let Some(&question) = Prediction::ALL.get(usize::from(question)) else { return String::new() };
            answer_words(locale, question, usize::from(choice))
        }
    }
}

/// Of which data set and which settings a loss is; empty where the code does not say it.
fn run_words(locale: Locale, result: &ClassResult) -> String {
    let ClassResult::Run { data, mark, .. } = *result else { return String::new() };
    let data = DataId::ALL.get(usize::from(data)).map_or("", |data| words::data(locale, *data));
    fill(td_string!(locale, class_codes.run), &[("data", &data), ("mark", &format!("{mark:04X}"))])
}

fn item_name(letter: u8, draw: u16) -> String {
    let letter = char::from(letter);
    if draw == 0 { letter.to_string() } else { format!("{letter}{draw}") }
}

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
    let groups = move || read.with(|read| grouped(read, locale())).into_iter().map(bars).collect_view();
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
        <div class="class-collection" data-part="class-collection">
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
    let (lab, locale) = (use_lab(), use_locale());
    let video = NodeRef::<Video>::new();
    let camera = StoredValue::new_local(None::<Camera>);
    let is_on = RwSignal::new(false);
    let problem = RwSignal::new(None::<fn(Locale) -> &'static str>);
    // The last picture's number, and when it was handed to the worker, until that has read it.
    let sent = StoredValue::new((0_u32, None::<f64>));
    let give_up = move |words: fn(Locale) -> &'static str| {
        camera.try_set_value(None);
        is_on.try_set(false);
        problem.try_set(Some(words));
    };
    lab.seen.take_by(move |bytes| match bytes.and_then(|bytes| decode::<(u32, Vec<String>)>(&bytes).ok()) {
        None => give_up(|locale| td_string!(locale, class_codes.no_reader)),
        Some((number, codes)) => {
            sent.update_value(|(last, at)| *at = at.filter(|_| *last != number));
            if is_on.get_untracked() {
                codes.into_iter().for_each(|code| add.run(code));
            }
        }
    });
    let flip = move |_| {
        if is_on.get_untracked() {
            camera.set_value(None);
            is_on.set(false);
        } else if let Some(video) = video.get_untracked() {
            problem.set(None);
            is_on.set(true);
            // A worker that has failed meanwhile does not answer.
            let is_free = move || {
                let (_, at) = sent.try_get_value().unwrap_or_default();
                at.is_none_or(|at| js_sys::Date::now() - at > MOST_PATIENCE_MS)
            };
            let send = move |frame| {
                let number = sent.try_update_value(|(number, at)| {
                    (*number, *at) = (number.wrapping_add(1), Some(js_sys::Date::now()));
                    *number
                });
                if let Some(number) = number {
                    lab.send(&Command::ReadCodes(number, frame));
                }
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

/// Results of one kind: a title, and how many there are of each value.
struct Group {
    title: String,
    /// The value in words, and how many have it.
    counts: Vec<(String, usize)>,
}

fn grouped(read: &[(String, Result<ClassResult, CodeError>)], locale: Locale) -> Vec<Group> {
    let results = || read.iter().filter_map(|(_, result)| result.ok());
    let mut recalls: BTreeMap<(u8, u16, u8), Vec<usize>> = BTreeMap::new();
    let mut losses: BTreeMap<(String, u16), Vec<f64>> = BTreeMap::new();
    let mut guesses: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    for result in results() {
        match result {
            ClassResult::Recall { letter, draw, n_right, n_numbers } => {
                recalls.entry((letter, draw, n_numbers)).or_default().push(usize::from(n_right));
            }
            ClassResult::Loss { epoch, loss_e5, .. } | ClassResult::Run { epoch, loss_e5, .. } => {
                // Losses of other data or other settings are not of one kind.
                losses.entry((run_words(locale, &result), epoch)).or_default().push(f64::from(loss_e5) / 1e5);
            }
            ClassResult::Guess { question, choice, .. } => {
                guesses.entry(question).or_default().push(usize::from(choice));
            }
        }
    }
    let mut groups = Vec::new();
    for ((letter, draw, n_numbers), rights) in recalls {
        let mean = rights.iter().sum::<usize>() as f64 / rights.len() as f64;
        let title = fill(
            td_string!(locale, class_codes.recall_title),
            &[("name", &item_name(letter, draw)), ("mean", &fixed(mean, 1, locale)), ("n", &n_numbers)],
        );
        let count = |n: usize| (n.to_string(), rights.iter().filter(|&&right| right == n).count());
        groups.push(Group { title, counts: (0..=usize::from(n_numbers)).map(count).collect() });
    }
    for ((run, epoch), losses) in losses {
        let mean = losses.iter().sum::<f64>() / losses.len() as f64;
        let title = fill(
            td_string!(locale, class_codes.loss_title),
            &[("epoch", &epoch), ("mean", &four_digits(mean, locale))],
        );
        groups.push(Group { title: title + &run, counts: histogram(&losses, locale) });
    }
    for (place, choices) in guesses {
        let Some(&question) = Prediction::ALL.get(usize::from(place)) else { continue };
        let count = |answer: usize| {
            let n = choices.iter().filter(|&&choice| choice == answer).count();
            (answer_words(locale, question, answer), n)
        };
        let counts = (0..question.n_choices()).map(count).collect();
        groups.push(Group { title: question_words(locale, question).to_owned(), counts });
    }
    groups
}

/// How many losses lie in each of some equal ranges.
fn histogram(losses: &[f64], locale: Locale) -> Vec<(String, usize)> {
    let low = losses.iter().copied().fold(f64::INFINITY, f64::min);
    let high = losses.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let width = (high - low) / N_BARS as f64;
    if width <= 0.0 {
        return vec![(four_digits(low, locale), losses.len())];
    }
    let bar = |place: usize| {
        let from = low + width * place as f64;
        let of = |loss: f64| (((loss - low) / width) as usize).min(N_BARS - 1);
        let n = losses.iter().filter(|&&loss| of(loss) == place).count();
        (format!("{} – {}", four_digits(from, locale), four_digits(from + width, locale)), n)
    };
    (0..N_BARS).map(bar).collect()
}

fn bars(group: Group) -> impl IntoView + use<> {
    let most = group.counts.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    let row = |(value, n): (String, usize)| {
        let width = format!("width: {:.0}%", 100.0 * n as f64 / most as f64);
        view! { <tr><th scope="row">{value}</th><td><span class="class-bar" style=width></span></td><td>{n}</td></tr> }
    };
    view! { <table class="class-bars"><caption>{group.title}</caption><tbody>{group.counts.into_iter().map(row).collect_view()}</tbody></table> }
}

fn code_fault(locale: Locale, error: CodeError) -> &'static str {
    match error {
        CodeError::Damaged => td_string!(locale, class_codes.damaged),
        CodeError::OtherVersion => td_string!(locale, class_codes.other_version),
    }
}
