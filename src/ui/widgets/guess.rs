//! Predict first: what is expected of a lab is committed before it runs, and stands beside the outcome afterwards.

use crate::{
    i18n::td_string,
    store::{language::use_locale, link_keys::use_link_keys, run::use_run},
    widgets::{my_code::CodeOf, predict::Asked},
    words::{
        fill,
        predictions::{answer_words, question_words},
        say,
    },
};
use lab::{
    exchange::link,
    protocol::{decode, encode},
};
use leptos::{prelude::*, task::spawn_local};
use teaching::{
    class_code::ClassResult,
    prediction::{Guess, Prediction},
};
use web::database::Store;

/// The question with its answers, or the guess with its outcome.
#[component]
pub fn GuessCard() -> impl IntoView {
    let Asked { what: question, outcome, has_begun } = expect_context();
    let (run, locale) = (use_run(), use_locale());
    let keys = use_link_keys();
    let guess = RwSignal::new(None::<Guess>);
    let choice = RwSignal::new(None::<usize>);
    spawn_local(async move {
        let kept = Store::Guesses.load(question.id()).await;
        if let Some(kept) = kept.and_then(|bytes| decode(&bytes).ok()) {
            guess.try_set(Some(kept));
        }
    });
    // The first outcome after a guess is what it is measured by.
    Effect::new(move |_| {
        let Some(came) = outcome.get() else { return };
        if let Some(open) = guess.get_untracked().filter(|guess| guess.outcome.is_none()) {
            let link = link::format(&run.settings.get_untracked())
                + &untrack(|| keys.chapter_query(&run.settings.get_untracked()));
            let told = Guess { outcome: Some(came), link, ..open };
            keep(question, &told);
            guess.set(Some(told));
        }
    });
    let commit = move |_| {
        if let Some(choice) = choice.get_untracked() {
            let new = Guess { question: question.key().to_owned(), choice, outcome: None, link: String::new() };
            keep(question, &new);
            guess.set(Some(new));
        }
    };
    let again = move |_| {
        guess.set(None);
        choice.set(None);
        spawn_local(async move {
            // A browser that refuses keeps nothing that could be forgotten.
            let _ = Store::Guesses.forget(question.id()).await;
        });
    };
    let option = move |place: usize| {
        view! {
            <label class="choice"><input type="radio" name=format!("guess-{}", question.key()) value=place.to_string()
                prop:checked=move || choice.get() == Some(place) on:change=move |_| choice.set(Some(place))/>
                <span>{move || answer_words(locale(), question, place)}</span></label>
        }
    };
    let late = move || match question {
        Prediction::Sequences => td_string!(locale(), guesses.late_sequences),
        _ => td_string!(locale(), guesses.late),
    };
    let is_late = move || outcome.get().is_some() || has_begun.get();
    let told = move || {
        guess.get().map(|guess| {
            let mine = answer_words(locale(), question, guess.choice);
            let mine = fill(td_string!(locale(), guesses.mine), &[("guess", &mine)]);
            let came = guess.outcome.map_or_else(
                || match question {
                    Prediction::Sequences => td_string!(locale(), guesses.waiting_sequences).to_owned(),
                    Prediction::Pretraining => td_string!(locale(), guesses.waiting_pretraining).to_owned(),
                    _ => td_string!(locale(), guesses.waiting).to_owned(),
                },
                |came| {
                    let came = answer_words(locale(), question, came);
                    fill(td_string!(locale(), guesses.came), &[("outcome", &came)])
                },
            );
            let verdict = match guess.is_right() {
                None => "",
                Some(true) => td_string!(locale(), guesses.right),
                Some(false) => td_string!(locale(), guesses.other),
            };
            view! { <p>{mine}</p><p data-part="outcome" role="status">{came}" "<strong>{verdict}</strong></p> }
        })
    };
    let code = Signal::derive(move || guess.with(|guess| guess.as_ref().and_then(ClassResult::of_guess)));
    let ask = move || {
        view! {
            <fieldset>
                <legend>{move || question_words(locale(), question)}</legend>
                {(0..question.n_choices()).map(option).collect_view()}
            </fieldset>
            <button type="button" class="ghost" data-action="commit-guess" disabled=move || choice.get().is_none() on:click=commit>
                {say!(guesses.commit)}</button>
        }
    };
    view! {
        <div class="guess" data-guess=question.key()>
            <Show when=move || guess.with(Option::is_some)>
                <p class="hint">{move || question_words(locale(), question)}</p>
                {told}
                <details class="code-offer"><summary>{say!(class_codes.guess_mine)}</summary><CodeOf result=code/></details>
                <button type="button" class="ghost" data-action="guess-again" on:click=again>{say!(guesses.again)}</button>
            </Show>
            <Show when=move || guess.with(Option::is_none) && !is_late()>{ask}</Show>
            <Show when=move || guess.with(Option::is_none) && is_late()><p class="hint">{late}</p></Show>
        </div>
    }
}

fn keep(question: Prediction, guess: &Guess) {
    let bytes = encode(guess).unwrap_or_default();
    spawn_local(async move {
        // Where the browser refuses, the guess lives as long as the chapter.
        let _ = Store::Guesses.put(question.id(), &bytes).await;
    });
}
