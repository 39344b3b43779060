//! Chapter 4: stacked autoencoders on real images, with live reconstructions.

pub mod comparison;
pub mod epochs;
pub mod images;
pub mod kept_state;
pub mod latent;
pub mod network_files;
pub mod runs;
pub mod weights;

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::{
        chapter_text::{ChapterHead, Question},
        controls::Controls,
        curves_card::{CurvesCard, Series},
        history_table::FoldedHistory,
        network_card::NetworkCard,
        notices::{Notices, is_shown},
        numbers::{Metric, four_digits, percent, ratio, three_digits},
        part_view::{Part, PartView},
        predict::Predict,
    },
    words::say,
};
use images::ImagesCard;
use lab::{
    run::history::EpochMetrics,
    settings::{Chapter, DataId, Scale},
};
use leptos::prelude::*;
use teaching::prediction::Prediction;

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("stacked");
/// The latent space.
pub const LATENT: Part = Part("stacked-latent");
/// The curves of the run.
pub const CURVES: Part = Part("stacked-curves");
/// The epochs exercise.
pub const EPOCHS: Part = Part("stacked-epochs");
/// Kept runs and their comparison.
pub const RUNS: Part = Part("stacked-runs");
/// The curves of compared runs.
pub const RUN_CURVES: Part = Part("stacked-run-curves");

const DATA_SETS: &[DataId] = &[DataId::Digits, DataId::Mnist, DataId::FashionMnist];

/// The chapter.
#[component]
pub fn StackedChapter() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let has_images = Memo::new(move |_| run.of_info(|info| !info.shown.originals.is_empty()));
    view! {
        <ChapterHead chapter=Chapter::Stacked colour="w-ae" title=text(|l| td_string!(l, stacked.title))
            strong=text(|l| td_string!(l, stacked.title_strong)) lead=text(|l| td_string!(l, stacked.lead))/>
        <Predict what=Prediction::BeatsPca/>
        <section class="lab" id="lab">
            <Controls data_sets=DATA_SETS/>
            <div class="stage">
                <Notices/>
                <Show when=move || is_shown(run)>
                    <Show when=move || has_images.get()><ImagesCard/></Show>
                    <Numbers/>
                    <PartView part=LATENT/>
                    <div class="side">
                        <PartView part=CURVES/>
                        <NetworkCard/>
                    </div>
                    <div class="wide"><FoldedHistory/></div>
                </Show>
            </div>
        </section>
        <PartView part=EPOCHS/>
        <PartView part=super::exploring::TOOLS/>
        <PartView part=RUNS/>
        <section class="questions">
            <h2>{say!(pca.question)}</h2>
            <Question question=text(|l| td_string!(l, stacked.q1)) answer=text(|l| td_string!(l, stacked.a1))/>
            <Question question=text(|l| td_string!(l, stacked.q4)) answer=text(|l| td_string!(l, stacked.a4))/>
            <Question question=text(|l| td_string!(l, stacked.q2)) answer=text(|l| td_string!(l, stacked.a2))/>
            <Question question=text(|l| td_string!(l, stacked.q3)) answer=text(|l| td_string!(l, stacked.a3))/>
        </section>
    }
}

/// Training and validation loss by epoch.
#[component]
pub fn LossCurves() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let y_words = Signal::derive(move || match run.settings.with(|settings| settings.curve_scale) {
        Scale::Log => td_string!(locale(), stacked.loss_y),
        Scale::Linear => td_string!(locale(), stacked.loss_y_linear),
    });
    let series = vec![
        Series {
            name: text(|l| td_string!(l, stacked.train)),
            class: "key-train-line",
            colour: |palette| palette.code,
            is_dashed: true,
            get: |record| record.train_loss,
        },
        Series {
            name: text(|l| td_string!(l, stacked.validation)),
            class: "key-ae-line",
            colour: |palette| palette.ae,
            is_dashed: false,
            get: |record| record.val_loss,
        },
    ];
    view! {
        <CurvesCard title=text(|l| td_string!(l, stacked.loss)) y_words
            label=text(|l| td_string!(l, stacked.loss_label)) series/>
    }
}

/// The measures after the last epoch.
#[component]
pub fn Numbers() -> impl IntoView {
    let run = use_run();
    let has_validation = move || run.of_info(|info| info.n_validation > 0);
    let has_penalty = move || run.latest(|metrics| metrics.val_penalty).is_some();
    let metric = move |get: fn(&EpochMetrics) -> Option<f64>| Signal::derive(move || run.latest(get));
    view! {
        <dl data-instrument="numbers" class="numbers row wide">
            <div><dt>{say!(metrics.train_loss)}</dt><dd><Metric name="train_loss" value=metric(|m| m.train_loss) format=four_digits/></dd></div>
            <Show when=has_validation fallback=move || view! {
                <div><dt>{say!(metrics.ae_mse)}</dt><dd class="w-ae"><Metric name="ae_mse" value=metric(|m| m.ae_mse) format=three_digits/></dd></div>
            }>
                <div><dt>{say!(metrics.val_loss)}</dt><dd class="w-ae"><Metric name="val_loss" value=metric(|m| m.val_loss) format=four_digits/></dd></div>
                <div><dt>{say!(metrics.val_mse)}</dt><dd><Metric name="val_mse" value=metric(|m| m.val_mse) format=three_digits/></dd></div>
                <div><dt>{say!(metrics.val_pca_mse)}</dt><dd class="w-pca"><Metric name="val_pca_mse" value=metric(|m| m.val_pca_mse) format=three_digits/></dd></div>
                <div><dt>{say!(metrics.val_mse_ratio)}</dt><dd><Metric name="val_mse_ratio" value=metric(|m| m.val_mse_ratio) format=ratio/></dd></div>
                <Show when=has_penalty>
                    <div><dt>{say!(metrics.val_penalty)}</dt><dd><Metric name="val_penalty" value=metric(|m| m.val_penalty) format=four_digits/></dd></div>
                </Show>
                <div><dt>{say!(metrics.val_rounded_accuracy)}</dt><dd><Metric name="val_rounded_accuracy" value=metric(|m| m.val_rounded_accuracy) format=percent/></dd></div>
            </Show>
        </dl>
        <details class="meanings wide">
            <summary>{say!(stacked.meanings)}</summary>
            <p>{say!(stacked.meaning_loss)}</p>
            <p>{say!(stacked.meaning_rounded)}</p>
            <p>{say!(stacked.meaning_neighbours)}</p>
            <p>{say!(stacked.meaning_ratio)}</p>
        </details>
    }
}
