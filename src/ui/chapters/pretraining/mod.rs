//! Chapter 5: an autoencoder learns from all images and lends its first layers to a classifier with few labels.
//!
//! Reading order: [`state`] (several workers, one for some of the seeds each), `form`, `charts`, `outcome`, `confusion`.

pub mod charts;
pub mod confusion;
pub mod form;
pub mod outcome;
mod shares;
pub mod state;
pub mod typed;

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::{
        chapter_text::{ChapterHead, Question},
        images::ImageRow,
        numbers::{duration, fixed},
        part_view::{Part, PartView},
        predict::Predict,
        take_rows::TakeRows,
    },
    words::{self, fill, say},
};
use lab::{
    experiments::pretraining::report::{Report, Stage},
    settings::Chapter,
};
use leptos::prelude::*;
use state::{PretrainingState, use_pretraining};
use teaching::prediction::Prediction;

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("pretraining");
/// Accuracy against updates.
pub const UPDATES: Part = Part("pretraining-updates");
/// Accuracy against the number of labels.
pub const SWEEP: Part = Part("pretraining-sweep");

/// The chapter.
#[component]
pub fn PretrainingChapter() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let state = PretrainingState::of(run);
    provide_context(state);
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    view! {
        <ChapterHead chapter=Chapter::Pretraining colour="w-ae" title=text(|l| td_string!(l, pretraining.title))
            strong=text(|l| td_string!(l, pretraining.title_strong)) lead=text(|l| td_string!(l, pretraining.lead))/>
        <Predict what=Prediction::Pretraining outcome=Signal::derive(move || state.outcome())
            has_begun=Signal::derive(move || state.word() != "idle")/>
        <section class="lab" id="lab">
            <form::Form/>
            <div class="stage">
                <Progress/>
                <Lending/>
                <Reconstructions/>
                <outcome::OutcomeCard/>
                <PartView part=UPDATES/>
                <PartView part=SWEEP/>
                <confusion::ConfusionCard/>
            </div>
        </section>
        <section class="questions">
            <h2>{say!(pca.question)}</h2>
            <Question question=text(|l| td_string!(l, pretraining.q1)) answer=text(|l| td_string!(l, pretraining.a1))/>
            <Question question=text(|l| td_string!(l, pretraining.q2)) answer=text(|l| td_string!(l, pretraining.a2))/>
            <Question question=text(|l| td_string!(l, pretraining.q3)) answer=text(|l| td_string!(l, pretraining.a3))/>
        </section>
    }
}

/// How far it is, and what is under way.
#[component]
fn Progress() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let fault = move || state.fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault)));
    let share = move || state.share();
    let line = move || {
        let stages: Vec<_> = state
            .reports
            .with(|reports| reports.iter().flatten().map(|report| stage_words(report, locale())).collect());
        let left = state.remaining_secs().map(duration);
        let left = left.map(|time| fill(td_string!(locale(), run.left), &[("time", &time)])).unwrap_or_default();
        [stages.join(" · "), left].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" — ")
    };
    let loading = move || {
        let (received, total) = state.loading.get()?;
        let megabytes = |bytes: u64| fixed(bytes as f64 / 1e6, 1, locale());
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("received", &megabytes(received)), ("total", &megabytes(total))];
        Some(fill(td_string!(locale(), state.loading), &values))
    };
    let is_known = move || state.running.with(Option::is_some);
    view! {
        <Show when=move || fault().is_some()><div class="notice fault" role="alert">{fault}</div></Show>
        <Show when=is_known>
            <section data-instrument="progress" class="card wide pretraining-progress" id="progress" data-state=move || state.word()>
                <progress max="1" value=move || share().to_string() aria-label=say!(pretraining.progress)></progress>
                <p>{loading}</p>
                <p>{line}</p>
                <p class="visually-hidden" role="status">{move || (state.word() == "over").then(|| td_string!(locale(), pretraining.over))}</p>
            </section>
        </Show>
    }
}

fn stage_words(report: &Report, locale: Locale) -> String {
    let seed = report.plan.first_seed + report.seed_idx as u64;
    let n_epochs = report.plan.n_autoencoder_epochs;
    match &report.stage {
        Stage::Autoencoder { epoch } => fill(
            td_string!(locale, pretraining.stage_autoencoder),
            &[("seed", &seed), ("epoch", &epoch), ("n", &n_epochs)],
        ),
        Stage::Classifiers(contest) => fill(
            td_string!(locale, pretraining.stage_classifiers),
            &[
                ("seed", &seed),
                ("labels", &contest.n_labels),
                ("done", &contest.n_updates.0),
                ("n", &contest.n_updates.1),
            ],
        ),
        Stage::Over => td_string!(locale, pretraining.stage_over).to_owned(),
    }
}

/// Which layers are reused, drawn.
#[component]
fn Lending() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let layers = move || state.shown_plan().layers;
    let boxes = move |sizes: Vec<String>, n_lent: usize, class: &'static str| {
        let one = move |(idx, size): (usize, String)| {
            let class = if (1..=n_lent).contains(&idx) { class } else { "layer" };
            view! { <li class=class>{size}</li> }
        };
        view! { <ol class="layers">{sizes.into_iter().enumerate().map(one).collect_view()}</ol> }
    };
    let autoencoder = move || {
        let layers = layers();
        let mut sizes = vec!["x".to_owned()];
        sizes.extend(layers.iter().map(ToString::to_string));
        sizes.extend(layers.iter().rev().skip(1).map(ToString::to_string));
        sizes.push("r".to_owned());
        boxes(sizes, layers.len(), "layer lent")
    };
    let classifier = move |class: &'static str| {
        let layers = layers();
        let mut sizes = vec!["x".to_owned()];
        sizes.extend(layers.iter().map(ToString::to_string));
        sizes.push("softmax".to_owned());
        boxes(sizes, layers.len(), class)
    };
    let rest = move || match state.shown_plan().release_percent {
        0..100 => {
            fill(td_string!(locale(), pretraining.rests_until), &[("percent", &state.shown_plan().release_percent)])
        }
        _ => td_string!(locale(), pretraining.rests_always).to_owned(),
    };
    let name = move |get: fn(Locale) -> &'static str| move || get(locale());
    view! {
        <section data-instrument="transferred-layers" class="card wide lending">
            <h3>{say!(pretraining.lending)}</h3>
            <dl>
                <dt>{say!(stacked.ae_row)}</dt><dd>{autoencoder}</dd>
                <dt class="net-scratch">{name(|l| td_string!(l, pretraining.scratch))}</dt><dd>{move || classifier("layer")}</dd>
                <dt class="net-pretrained">{name(|l| td_string!(l, pretraining.pretrained))}</dt><dd>{move || classifier("layer lent")}</dd>
                <dt class="net-frozen">{name(|l| td_string!(l, pretraining.frozen))}</dt><dd>{move || classifier("layer lent rests")}<small>{rest}</small></dd>
            </dl>
            <p class="hint">{say!(pretraining.lending_hint)}</p>
        </section>
    }
}

/// What the autoencoder makes of some test images while it learns.
#[component]
fn Reconstructions() -> impl IntoView {
    let (state, locale) = (use_pretraining(), use_locale());
    let of_first = move |get: fn(&Report) -> Vec<u8>| {
        Signal::derive(move || {
            state.reports.with(|reports| reports.iter().flatten().next().map(get).unwrap_or_default())
        })
    };
    let size = Signal::derive(move || {
        state.reports.with(|reports| reports.iter().flatten().next().and_then(|report| report.image_size))
    });
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    view! {
        <Show when=move || size.get().is_some()>
            <section data-instrument="images" class="card wide images">
                <h3>{say!(pretraining.images)}</h3>
                <div class="image-rows">
                    <span>{say!(stacked.original)}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.original)) size pixels=of_first(|report| report.originals.clone())/>
                    <span class="w-ae">{say!(stacked.ae_row)}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.ae_row)) size pixels=of_first(|report| report.images.clone())/>
                    <TakeRows title=text(|l| td_string!(l, pretraining.images))/>
                </div>
            </section>
        </Show>
    }
}
