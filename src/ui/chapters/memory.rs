//! Chapter 1: sequences to be memorised by people, and the same for networks. What is tried is kept in the browser.
//!
//! Reading order: [`experiment_state`], `experiment` (show and recall), `score`, `bits` (description lengths), `history` and
//! `recall_plot`, `class`; then [`machine_state`], `machine`, `machine_digits` and `own_sequence`.

pub mod bits;
pub mod class;
pub mod experiment;
pub mod experiment_state;
pub mod history;
pub mod machine;
pub mod machine_digits;
pub mod machine_state;
pub mod own_sequence;
pub mod recall_plot;
pub mod score;

use super::{ChapterHead, PartView, Predict, Question, parts::Part};
use crate::words::say;
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, state::use_lab},
};
use experiment_state::Experiment;
use lab::settings::Chapter;
use leptos::prelude::*;
use teaching::prediction::Prediction;

/// The chapter.
#[component]
pub fn MemoryChapter() -> impl IntoView {
    let locale = use_locale();
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    provide_context(Experiment::load(use_lab()));
    view! {
        <ChapterHead chapter=Chapter::Memory title=text(|l| td_string!(l, memory.title)) colour="w-ae"
            strong=text(|l| td_string!(l, memory.title_strong)) lead=text(|l| td_string!(l, memory.lead))/>
        <Predict what=Prediction::Sequences/>
        <section class="memory" id="lab" aria-label=say!(memory.people)>
            <experiment::ExperimentCard/>
            <bits::BitsCard/>
            <class::ClassCard/>
            <history::HistoryCard/>
        </section>
        <PartView part=Part::Machine/>
        <section class="questions">
            <h2>{say!(memory.question)}</h2>
            <Question question=text(|l| td_string!(l, memory.q1)) answer=text(|l| td_string!(l, memory.a1))/>
            <Question question=text(|l| td_string!(l, memory.q2)) answer=text(|l| td_string!(l, memory.a2))/>
            <Question question=text(|l| td_string!(l, memory.q3)) answer=text(|l| td_string!(l, memory.a3))/>
        </section>
        <PartView part=Part::Chess/>
    }
}
