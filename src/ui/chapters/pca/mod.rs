//! Chapter 3: PCA and a linear autoencoder of the same data on one canvas.
//!
//! Reading order: [`codes`] (the canvas), [`cloud`] (points and planes) with [`replay`], [`spectrum`] (PCA as an instrument), [`theory`]; then two
//! small labs, [`turn`] and [`saddle_state`] with [`saddles`].

pub mod cloud;
pub mod codes;
pub mod replay;
pub mod saddle_state;
pub mod saddles;
pub mod spectrum;
pub mod theory;
pub mod turn;

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::{
        chapter_text::{ChapterHead, Question},
        controls::Controls,
        curves_card::{CurvesCard, Series},
        history_table::FoldedHistory,
        images::ImageRow,
        notices::{Notices, is_shown},
        numbers::{Metric, degrees, four_digits, named_number, percent, ratio, three_digits},
        part_view::{FoldedPart, NETWORK_FILES, Part, PartView},
        predict::Predict,
        take_rows::TakeRows,
    },
    words::say,
};
use lab::{
    run::{
        history::EpochMetrics,
        snapshot::{PcaInfo, RunInfo},
    },
    settings::{Chapter, DataId, Scale, Settings, preset::Preset},
};
use leptos::prelude::*;
use teaching::prediction::Prediction;

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("pca");
/// The points with both planes.
pub const CLOUD: Part = Part("pca-cloud");
/// The interactive PCA spectrum.
pub const SPECTRUM: Part = Part("pca-spectrum");
/// The small labs: turning the code, saddles.
pub const LABS: Part = Part("pca-labs");
/// The reasons why a linear autoencoder does PCA.
pub const THEORY: Part = Part("pca-theory");
/// Both codes on one canvas.
pub const CODES: Part = Part("pca-codes");
/// The curves of the run.
pub const CURVES: Part = Part("pca-curves");

const DATA_SETS: &[DataId] = &[DataId::Notebook, DataId::Digits, DataId::Mnist, DataId::FashionMnist];

/// The chapter.
#[component]
pub fn PcaChapter() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let offer = Signal::derive(move || td_string!(locale(), weights.offer));
    let is_cloud = Memo::new(move |_| run.of_info(|info| !info.cloud.is_empty()));
    let has_images = Memo::new(move |_| run.of_info(|info| !info.shown.originals.is_empty()));
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    view! {
        <ChapterHead chapter=Chapter::Pca colour="w-pca" title=text(|l| td_string!(l, pca.title))
            strong=text(|l| td_string!(l, pca.title_strong)) lead=text(|l| td_string!(l, pca.lead))/>
        <Exercise/>
        <Predict what=Prediction::BecomesPca/>
        <section class="lab" id="lab">
            <Controls data_sets=DATA_SETS/>
            <div class="stage">
                <Notices/>
                <Show when=move || is_shown(run)>
                    <div class="side">
                        <PartView part=CODES/>
                        <Show when=move || has_images.get()><ImagesCard/></Show>
                        <PartView part=CURVES/>
                    </div>
                    <div class="side">
                        <Numbers/>
                        <Show when=move || is_cloud.get()><PartView part=CLOUD/></Show>
                    </div>
                    <PartView part=SPECTRUM/>
                    <div class="wide"><FoldedHistory/></div>
                </Show>
            </div>
        </section>
        <FoldedPart part=NETWORK_FILES class="notebook-offer" label=offer>{offer}</FoldedPart>
        <PartView part=LABS/>
        <section class="questions">
            <h2>{say!(pca.question)}</h2>
            <Question question=text(|l| td_string!(l, pca.q1)) answer=text(|l| td_string!(l, pca.a1))/>
            <Question question=text(|l| td_string!(l, pca.q2)) answer=text(|l| td_string!(l, pca.a2))/>
            <Question question=text(|l| td_string!(l, pca.q3)) answer=text(|l| td_string!(l, pca.a3))/>
            <PartView part=THEORY/>
        </section>
    }
}

/// The autoencoder's error by epoch over PCA's.
#[component]
pub fn ErrorCurves() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let y_words = Signal::derive(move || match run.settings.with(|settings| settings.curve_scale) {
        Scale::Log => td_string!(locale(), pca.loss_y),
        Scale::Linear => td_string!(locale(), pca.loss_y_linear),
    });
    let series = vec![Series {
        name: text(|l| td_string!(l, stacked.ae_row)),
        class: "key-ae-line",
        colour: |palette| palette.ae,
        is_dashed: false,
        get: |record| record.ae_mse,
    }];
    view! {
        <CurvesCard title=text(|l| td_string!(l, pca.loss)) y_words label=text(|l| td_string!(l, pca.loss_label)) series
            floor=text(|l| td_string!(l, pca.floor))/>
    }
}

/// The lecture's exercise as one click: the notebook's points, until the autoencoder is PCA.
#[component]
fn Exercise() -> impl IntoView {
    let run = use_run();
    let open = move |_| {
        run.change(Settings::base(Chapter::Pca, DataId::Notebook, Preset::Exact));
        run.configure(true);
    };
    view! {
        <p class="exercise">
            <span>{say!(pca.exercise)}</span>
            <button class="ghost" on:click=open>{say!(pca.exercise_button)}</button>
        </p>
    }
}

/// The numbers of the comparison.
#[component]
fn Numbers() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let metric = move |get: fn(&EpochMetrics) -> Option<f64>| Signal::derive(move || run.latest(get));
    let pca_mse = Signal::derive(move || run.of_info(pca_mse));
    let is_plane =
        move || run.of_info(|info| !info.cloud.is_empty() && info.pca.as_ref().is_some_and(|pca| pca.plane.is_some()));
    let angle_word = move || {
        if is_plane() { td_string!(locale(), metrics.angle) } else { td_string!(locale(), metrics.angle_subspaces) }
    };
    // Two planes in space have a line in common: their smaller angle is 0 and says nothing.
    let has_several = move || !is_plane() && run.latest(|m| m.min_principal_angle_degrees).is_some();
    let has_labels = move || run.of_info(|info| !info.labels.is_empty());
    view! {
        <dl data-instrument="numbers" class="numbers">
            <div><dt>{say!(metrics.ae_mse)}</dt><dd class="w-ae"><Metric name="ae_mse" value=metric(|m| m.ae_mse) format=three_digits/></dd></div>
            <div><dt>{say!(metrics.pca_mse)}</dt><dd class="w-pca"><Metric name="pca_mse" value=pca_mse format=three_digits/></dd></div>
            <div><dt>{say!(metrics.mse_ratio)}</dt><dd><Metric name="mse_ratio" value=metric(|m| m.mse_ratio) format=ratio/></dd></div>
            <Show when=has_several>
                <div class="minor"><dt>{say!(metrics.min_angle)}</dt><dd><Metric name="min_principal_angle_degrees" value=metric(|m| m.min_principal_angle_degrees) format=degrees/></dd></div>
            </Show>
            <div><dt>{angle_word}</dt><dd><Metric name="max_principal_angle_degrees" value=metric(|m| m.max_principal_angle_degrees) format=degrees/></dd></div>
            <div class="minor"><dt>{say!(metrics.encoder_angle)}</dt><dd><Metric name="encoder_angle_degrees" value=metric(|m| m.encoder_angle_degrees) format=degrees/></dd></div>
            <div class="minor"><dt>{say!(metrics.train_loss)}</dt><dd><Metric name="train_loss" value=metric(|m| m.train_loss) format=four_digits/></dd></div>
            <Show when=has_labels>
                <div class="minor"><dt>{say!(metrics.knn_ae)}</dt><dd class="w-ae"><Metric name="knn_accuracy_ae" value=metric(|m| m.knn_accuracy_ae) format=percent/></dd></div>
                <div class="minor"><dt>{say!(metrics.knn_pca)}</dt><dd class="w-pca"><Metric name="knn_accuracy_pca" value=metric(|m| m.knn_accuracy_pca) format=percent/></dd></div>
            </Show>
            <Explained/>
        </dl>
    }
}

/// Explained variance by component, as numbers and bars.
#[component]
fn Explained() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let ratios = move || run.of_info(|info| info.pca.as_ref().map(shown_ratios).unwrap_or_default());
    let bar = move |ratio: f64| {
        view! {
            <li>
                <span class="bar" style:width=format!("{:.2}%", 100.0 * ratio)></span>
                {named_number("explained_variance_ratio", ratio, percent(ratio, locale()))}
            </li>
        }
    };
    view! {
        <div class="explained">
            <dt>{say!(metrics.explained)}</dt>
            <dd><ol>{move || ratios().into_iter().map(bar).collect_view()}</ol></dd>
        </div>
    }
}

/// At most four components are listed; the others are small on every data set here.
fn shown_ratios(pca: &PcaInfo) -> Vec<f64> {
    pca.explained_variance_ratio.iter().copied().take(4).collect()
}

/// Originals, the autoencoder's reconstructions and PCA's, row under row.
#[component]
fn ImagesCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let size = Signal::derive(move || run.of_info(|info| info.image_size));
    let originals = Signal::derive(move || run.of_info(|info| info.shown.originals.clone()));
    let by_pca = Signal::derive(move || run.of_info(|info| info.shown.by_pca.clone()));
    let by_ae = Signal::derive(move || run.of_snapshot(|snapshot| snapshot.images.clone()));
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    view! {
        <section data-instrument="images" class="card">
            <h3>{say!(pca.images)}</h3>
            <div class="image-rows">
                <span>{say!(stacked.original)}</span>
                <ImageRow label=text(|l| td_string!(l, stacked.original)) size pixels=originals/>
                <span class="w-ae">{say!(stacked.ae_row)}</span>
                <ImageRow label=text(|l| td_string!(l, stacked.ae_row)) size pixels=by_ae/>
                <span class="w-pca">"PCA"</span>
                <ImageRow label=text(|l| td_string!(l, stacked.pca_row)) size pixels=by_pca/>
                <TakeRows title=text(|l| td_string!(l, pca.images))/>
            </div>
        </section>
    }
}

fn pca_mse(info: &RunInfo) -> Option<f64> {
    info.pca.as_ref().map(|pca| pca.mse)
}
