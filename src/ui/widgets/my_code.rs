//! A student's result as a code: of the run at hand, or of the experiment around, which provides it as [`MyResult`].

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::{
        numbers::{fixed, four_digits},
        qr::Qr,
    },
    words::{self, fill, predictions::answer_words, say},
};
use lab::settings::DataId;
use leptos::prelude::*;
use teaching::{
    class_code::{ClassResult, MeanOfTries, settings_mark},
    prediction::Prediction,
};

/// Provided by an experiment that is no run: its result so far.
#[derive(Clone, Copy)]
pub struct MyResult(pub Signal<Option<ClassResult>>);

/// The student's code: of the experiment around, or of the run at hand.
#[component]
pub fn MyCode() -> impl IntoView {
    let at_hand = use_run();
    let result = match use_context::<MyResult>() {
        Some(MyResult(result)) => result,
        None => Signal::derive(move || of_run(at_hand)),
    };
    view! { <CodeOf result/> }
}

/// The result of the run at hand, once it has trained. Tracked.
fn of_run(at_hand: Run) -> Option<ClassResult> {
    at_hand.history.with(|history| {
        let last = history.last().filter(|metrics| metrics.epoch > 0)?;
        at_hand.info.with(|info| {
            let settings = &info.as_ref()?.settings;
            Some(ClassResult::Run {
                epoch: u16::try_from(last.epoch).ok()?,
                loss_e5: (1e5 * last.val_loss?).round() as u32,
                seed: u32::try_from(settings.seed).unwrap_or(u32::MAX),
                data: DataId::ALL.iter().position(|data| *data == settings.data)? as u8,
                mark: settings_mark(settings),
            })
        })
    })
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
        ClassResult::Run { epoch, loss_e5, seed, data, mark } => {
            let run = DataId::ALL.get(usize::from(data)).map(|&data| (data, mark));
            fill(
                td_string!(locale, class_codes.loss),
                &[("epoch", &epoch), ("loss", &four_digits(f64::from(loss_e5) / 1e5, locale)), ("seed", &seed)],
            ) + &run_words(locale, run)
        }
        ClassResult::Chess { real, random } => {
            let of = |words: &str, mean: MeanOfTries| {
                fill(words, &[("right", &fixed(mean.n_right(), 1, locale)), ("n", &mean.n_tries)])
            };
            let real = real.map(|mean| of(td_string!(locale, class_codes.chess_real), mean));
            let random = random.map(|mean| of(td_string!(locale, class_codes.chess_random), mean));
            [real, random].into_iter().flatten().collect::<Vec<_>>().join("; ")
        }
        ClassResult::Guess { question, choice, .. } => {
            let Some(&question) = Prediction::ALL.get(usize::from(question)) else { return String::new() };
            answer_words(locale, question, usize::from(choice))
        }
    }
}

/// Of which data set and which settings a loss is; empty where the code does not say it.
pub fn run_words(locale: Locale, run: Option<(DataId, u16)>) -> String {
    let Some((data, mark)) = run else { return String::new() };
    let values: [(&str, &dyn std::fmt::Display); 2] =
        [("data", &words::data(locale, data)), ("mark", &format!("{mark:04X}"))];
    fill(td_string!(locale, class_codes.run), &values)
}

/// The name of a sequence: its letter, and the draw behind it if it is a fresh one.
pub fn item_name(letter: u8, draw: u16) -> String {
    let letter = char::from(letter);
    if draw == 0 { letter.to_string() } else { format!("{letter}{draw}") }
}
