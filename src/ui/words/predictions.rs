//! The questions that ask for a prediction, and their answers.

use crate::{
    i18n::{Locale, td_string},
    words::fill,
};
use lab::settings::presets::EXERCISE_EPOCHS;
use teaching::prediction::Prediction;

/// Returns the text of the question.
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
