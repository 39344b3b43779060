//! Chapter 2: what an autoencoder is. A sample on its way through one, and why copying is not learning.
//!
//! Reading order: `flow_card` and `code_bars` (the diagram), `perceptron`, `supervision`; then [`copy_state`], `copying`
//! and `copy_table`.

pub mod code_bars;
pub mod copy_state;
pub mod copy_table;
pub mod copying;
pub mod flow_card;
pub mod perceptron;
pub mod supervision;

use super::stacked;
use crate::{
    chapters::anatomy::copy_state::CopyState,
    i18n::{Locale, td_string},
    store::{language::use_locale, link_keys::use_link_keys, run::use_run},
    widgets::{
        chapter_text::{ChapterHead, Question},
        controls::Controls,
        history_table::FoldedHistory,
        notices::{Notices, is_shown},
        part_view::{Part, PartView},
    },
    words::say,
};
use lab::{
    exchange::small_labs::SmallLabs,
    settings::{Chapter, DataId},
};
use leptos::prelude::*;

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("anatomy");
/// Codes that copy, the second half of the chapter.
pub const COPYING: Part = Part("anatomy-copying");
/// The curves of the run.
pub const CURVES: Part = Part("anatomy-curves");

const DATA_SETS: &[DataId] = &[DataId::Digits, DataId::Mnist, DataId::FashionMnist];

/// The chapter.
#[component]
pub fn AnatomyChapter() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let copies = CopyState::of_page();
    copies.open();
    on_cleanup(move || copies.close());
    view! {
        <ChapterHead chapter=Chapter::Anatomy colour="w-ae" title=text(|l| td_string!(l, anatomy.title))
            strong=text(|l| td_string!(l, anatomy.title_strong)) lead=text(|l| td_string!(l, anatomy.lead))/>
        <Exercise/>
        <section class="lab" id="lab">
            <Controls data_sets=DATA_SETS/>
            <div class="stage">
                <Notices/>
                <Show when=move || is_shown(run)>
                    <flow_card::FlowCard/>
                    <stacked::Numbers/>
                    <div class="side">
                        <PartView part=CURVES/>
                        <perceptron::PerceptronCard/>
                    </div>
                    <div class="side"><supervision::SupervisionCard/></div>
                    <div class="wide"><FoldedHistory/></div>
                </Show>
            </div>
        </section>
        <PartView part=COPYING/>
        <section class="questions">
            <h2>{say!(memory.question)}</h2>
            <Question question=text(|l| td_string!(l, anatomy.q1)) answer=text(|l| td_string!(l, anatomy.a1))/>
            <Question question=text(|l| td_string!(l, anatomy.q2)) answer=text(|l| td_string!(l, anatomy.a2))/>
            <Question question=text(|l| td_string!(l, anatomy.q3)) answer=text(|l| td_string!(l, anatomy.a3))/>
        </section>
    }
}

/// The lecture's exercise as one click: the codes in sight, a narrow one first, and the two wide ones training.
#[component]
fn Exercise() -> impl IntoView {
    let (keys, copies) = (use_link_keys(), CopyState::of_page());
    let open = move |_| {
        let labs = SmallLabs::default();
        copies.look(labs.copy);
        keys.small.update(|small| small.copy_seed = labs.copy_seed);
        copies.start(labs.copy_seed);
        copying::scroll_there();
    };
    view! {
        <p class="exercise">
            <span>{say!(anatomy.exercise)}</span>
            <button class="ghost" data-action="exercise" on:click=open>{say!(anatomy.exercise_button)}</button>
        </p>
    }
}
