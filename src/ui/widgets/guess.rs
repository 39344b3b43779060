//! Predict first: what is expected of a lab is committed before it runs, and stands beside the outcome afterwards.

use crate::chapters::{
    exercises::class_codes::CodeOf, memory::experiment_state::Experiment, pretraining::state::PretrainingState,
};
use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        state::{Lab, use_lab},
    },
    words::{fill, say},
};
use lab::{
    exchange::link,
    experiments::{
        pretraining::report::best,
        recall::{Rule, tally::tally},
    },
    protocol::{decode, encode},
    run::snapshot::RunState,
    settings::presets::EXERCISE_EPOCHS,
};
use leptos::{prelude::*, task::spawn_local};
use teaching::{
    class_code::ClassResult,
    prediction::{Guess, Prediction, enough_epochs, larger},
};
use web::database::Store;

/// The question with its answers, or the guess with its outcome.
#[component]
pub fn GuessCard(
    /// What is to be guessed.
    what: Prediction,
) -> impl IntoView {
    let question = what;
    let (lab, locale) = (use_lab(), use_locale());
    let guess = RwSignal::new(None::<Guess>);
    let choice = RwSignal::new(None::<usize>);
    let outcome = outcome_of(lab, question);
    let has_begun = has_begun(lab, question);
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
            let link = link::format(&lab.settings.get_untracked())
                + &untrack(|| lab.chapter_query(&lab.settings.get_untracked()));
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

/// Which answer has come true by now, as far as the lab around can tell. Tracked.
fn outcome_of(lab: Lab, question: Prediction) -> Signal<Option<usize>> {
    let (experiment, pretraining) = (use_context::<Experiment>(), use_context::<PretrainingState>());
    Signal::derive(move || match question {
        Prediction::Sequences => {
            let tallies = experiment?.tries.with(|tries| tally(tries.iter().filter(|one| one.item.draw == 0)));
            let share = |rule: Rule| tallies.iter().find(|tally| tally.item.rule == rule).map(|tally| tally.mean_share);
            Some(larger(share(Rule::Random)?, share(Rule::Arithmetic)?))
        }
        Prediction::Pretraining => {
            let state = pretraining.filter(|state| state.word() == "over")?;
            let count = state.shown_plan().label_counts.first().copied()?;
            state.outcomes.with(|outcomes| best(outcomes, count))
        }
        Prediction::EnoughEpochs => lab.checkpoints.with(|kept| {
            let errors = kept.iter().map(|one| Some((one.metrics.epoch, one.metrics.val_mse?)));
            enough_epochs(&errors.collect::<Option<Vec<_>>>()?)
        }),
        Prediction::BecomesPca | Prediction::BeatsPca => {
            let is_over = lab.of_snapshot(|snapshot| snapshot.state == RunState::Finished);
            lab.history.with(|history| history.last().filter(|_| is_over).and_then(|last| question.of_run(last)))
        }
    })
}

/// Whether the lab around is under way: who has seen its curve does not guess any more. Tracked.
fn has_begun(lab: Lab, question: Prediction) -> Signal<bool> {
    let (experiment, pretraining) = (use_context::<Experiment>(), use_context::<PretrainingState>());
    Signal::derive(move || match question {
        Prediction::Sequences => experiment.is_some_and(|experiment| {
            experiment
                .tries
                .with(|tries| tries.iter().any(|one| one.item.draw == 0 && one.item.rule != Rule::Hailstone))
        }),
        Prediction::Pretraining => pretraining.is_some_and(|state| state.word() != "idle"),
        Prediction::EnoughEpochs => lab.checkpoints.with(|kept| !kept.is_empty()),
        Prediction::BecomesPca | Prediction::BeatsPca => {
            lab.of_snapshot(|snapshot| snapshot.epoch > 0 || snapshot.batch > 0 || snapshot.state == RunState::Running)
        }
    })
}

/// What is asked.
pub fn question_words(locale: Locale, question: Prediction) -> &'static str {
    match question {
        Prediction::Sequences => td_string!(locale, guesses.sequences),
        Prediction::BecomesPca => td_string!(locale, guesses.becomes),
        Prediction::BeatsPca => td_string!(locale, guesses.beats),
        Prediction::Pretraining => td_string!(locale, guesses.pretraining),
        Prediction::EnoughEpochs => td_string!(locale, guesses.epochs),
    }
}

/// An answer, by its place.
pub fn answer_words(locale: Locale, question: Prediction, place: usize) -> String {
    if question == Prediction::EnoughEpochs {
        return match EXERCISE_EPOCHS[..3].get(place) {
            Some(epoch) => fill(td_string!(locale, guesses.epochs_after), &[("epoch", epoch)]),
            None => td_string!(locale, guesses.epochs_3).to_owned(),
        };
    }
    let words = match (question, place) {
        (Prediction::Sequences, 0) => td_string!(locale, guesses.sequences_0),
        (Prediction::Sequences, 1) => td_string!(locale, guesses.sequences_1),
        (Prediction::Sequences, _) => td_string!(locale, guesses.sequences_2),
        (Prediction::BecomesPca, 0) => td_string!(locale, guesses.becomes_0),
        (Prediction::BecomesPca, 1) => td_string!(locale, guesses.becomes_1),
        (Prediction::BecomesPca, 2) => td_string!(locale, guesses.becomes_2),
        (Prediction::BecomesPca, _) => td_string!(locale, guesses.becomes_3),
        (Prediction::BeatsPca, 0) => td_string!(locale, guesses.beats_0),
        (Prediction::BeatsPca, 1) => td_string!(locale, guesses.beats_1),
        (Prediction::BeatsPca, 2) => td_string!(locale, guesses.beats_2),
        (Prediction::BeatsPca, _) => td_string!(locale, guesses.beats_3),
        (Prediction::Pretraining, 0) => td_string!(locale, pretraining.scratch),
        (Prediction::Pretraining, 1) => td_string!(locale, pretraining.pretrained),
        (Prediction::Pretraining, 2) => td_string!(locale, pretraining.frozen),
        (Prediction::Pretraining | Prediction::EnoughEpochs, _) => td_string!(locale, guesses.pretraining_3),
    };
    words.to_owned()
}
