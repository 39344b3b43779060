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

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::{
        chapter_text::{ChapterHead, Question},
        part_view::{Part, PartView},
        predict::Predict,
    },
    words::say,
};
use experiment_state::Experiment;
use lab::settings::Chapter;
use leptos::prelude::*;
use teaching::prediction::Prediction;

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("memory");
/// The machine's turn.
pub const MACHINE: Part = Part("memory-machine");
/// The tries at recalling as a plot.
pub const RECALL_PLOT: Part = Part("memory-recall-plot");
/// Chess, the second half of the chapter.
pub const CHESS: Part = Part("chess");

/// The chapter.
#[component]
pub fn MemoryChapter() -> impl IntoView {
    let locale = use_locale();
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let experiment = Experiment::load(use_run());
    provide_context(experiment);
    view! {
        <ChapterHead chapter=Chapter::Memory title=text(|l| td_string!(l, memory.title)) colour="w-ae"
            strong=text(|l| td_string!(l, memory.title_strong)) lead=text(|l| td_string!(l, memory.lead))/>
        <Predict what=Prediction::Sequences outcome=Signal::derive(move || experiment.outcome())
            has_begun=Signal::derive(move || experiment.has_begun())/>
        <section class="memory" id="lab" aria-label=say!(memory.people)>
            <experiment::ExperimentCard/>
            <bits::BitsCard/>
            <class::ClassCard/>
            <history::HistoryCard/>
        </section>
        <PartView part=MACHINE/>
        <section class="questions">
            <h2>{say!(memory.question)}</h2>
            <Question question=text(|l| td_string!(l, memory.q1)) answer=text(|l| td_string!(l, memory.a1))/>
            <Question question=text(|l| td_string!(l, memory.q2)) answer=text(|l| td_string!(l, memory.a2))/>
            <Question question=text(|l| td_string!(l, memory.q3)) answer=text(|l| td_string!(l, memory.a3))/>
        </section>
        <PartView part=CHESS/>
    }
}
