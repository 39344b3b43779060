//! Chapter 4, first form: a stacked autoencoder on real images, with live reconstructions.

use super::{
    ChapterHead, Question,
    class_legend::{ClassLegend, Hidden},
    curves_card::{CurvesCard, Series},
    history_table::HistoryTable,
    network_card::NetworkCard,
    picked_images::{PickedImages, pick_images},
};
use crate::{
    lab::{
        history::EpochMetrics,
        settings::{Chapter, DataId},
    },
    plot::{
        axes::{AxisWords, Zoom},
        codes::CodesFigure,
        marks::Mark,
        style::Style,
    },
    ui::{
        controls::Controls,
        figure::{Area, Points},
        figure_words,
        i18n::{Locale, td_string},
        images::ImageRow,
        language::use_locale,
        notices::{Notices, is_shown},
        numbers::{Metric, four_digits, grouped, percent, three_digits},
        scatter::Scatter,
        state::use_lab,
        words::{fill, say},
    },
};
use leptos::prelude::*;

const DATA_SETS: &[DataId] = &[DataId::Digits, DataId::Mnist, DataId::FashionMnist];

/// The chapter.
#[component]
pub fn StackedChapter() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let curves = StoredValue::new(loss_series(locale));
    let has_images = Memo::new(move |_| lab.of_info(|info| !info.images.is_empty()));
    view! {
        <ChapterHead chapter=Chapter::Stacked colour="w-ae" title=text(|l| td_string!(l, stacked.title))
            strong=text(|l| td_string!(l, stacked.title_strong)) lead=text(|l| td_string!(l, stacked.lead))/>
        <section class="lab" id="lab">
            <Controls data_sets=DATA_SETS/>
            <div class="stage">
                <Notices/>
                <Show when=move || is_shown(lab)>
                    <Show when=move || has_images.get()><ImagesCard/></Show>
                    <Numbers/>
                    <LatentCard/>
                    <div class="side">
                        <CurvesCard title=text(|l| td_string!(l, stacked.loss)) y_words=text(|l| td_string!(l, stacked.loss_y))
                            label=text(|l| td_string!(l, stacked.loss_label)) series=curves.get_value()/>
                        <NetworkCard/>
                    </div>
                    <div class="wide"><HistoryTable/></div>
                </Show>
            </div>
        </section>
        <section class="questions">
            <h2>{say!(pca.question)}</h2>
            <Question question=text(|l| td_string!(l, stacked.q1)) answer=text(|l| td_string!(l, stacked.a1))/>
            <Question question=text(|l| td_string!(l, stacked.q2)) answer=text(|l| td_string!(l, stacked.a2))/>
        </section>
    }
}

/// Originals over their reconstructions.
#[component]
fn ImagesCard() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let size = Signal::derive(move || lab.of_info(|info| info.image_size));
    let originals = Signal::derive(move || lab.of_info(|info| info.images.clone()));
    let rebuilt = Signal::derive(move || lab.of_snapshot(|snapshot| snapshot.images.clone()));
    let label = Signal::derive(move || {
        let epoch = lab.of_snapshot(|snapshot| snapshot.epoch);
        fill(td_string!(locale(), stacked.images_label), &[("epoch", &epoch)])
    });
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let original = text(|l| td_string!(l, stacked.original));
    let damaged = Signal::derive(move || lab.of_info(|info| info.damaged.clone()));
    let cleaned = Signal::derive(move || lab.of_snapshot(|snapshot| snapshot.cleaned.clone()));
    let is_denoising = move || damaged.with(|damaged| !damaged.is_empty());
    view! {
        <section class="card wide images">
            <h3>{say!(stacked.images)}</h3>
            <div class="image-rows">
                <span>{say!(stacked.original)}</span>
                <ImageRow label=original size pixels=originals/>
                <span class="w-ae">{say!(stacked.ae_row)}</span>
                <ImageRow label size pixels=rebuilt/>
                <Show when=is_denoising>
                    <span>{say!(stacked.damaged)}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.damaged)) size pixels=damaged/>
                    <span class="w-ae">{say!(stacked.cleaned)}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.cleaned)) size pixels=cleaned/>
                </Show>
            </div>
        </section>
    }
}

/// Training and validation loss, as curves of a card.
pub(super) fn loss_series(locale: impl Fn() -> Locale + Copy + Send + Sync + 'static) -> Vec<Series> {
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    vec![
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
    ]
}

/// The measures after the last epoch.
#[component]
pub fn Numbers() -> impl IntoView {
    let lab = use_lab();
    let has_validation = move || lab.of_info(|info| info.n_validation > 0);
    let metric = move |get: fn(&EpochMetrics) -> Option<f64>| Signal::derive(move || lab.latest(get));
    view! {
        <dl class="numbers row wide">
            <div><dt>{say!(metrics.train_loss)}</dt><dd><Metric name="train_loss" value=metric(|m| m.train_loss) format=four_digits/></dd></div>
            <Show when=has_validation fallback=move || view! {
                <div><dt>{say!(metrics.ae_mse)}</dt><dd class="w-ae"><Metric name="ae_mse" value=metric(|m| m.ae_mse) format=three_digits/></dd></div>
            }>
                <div><dt>{say!(metrics.val_loss)}</dt><dd class="w-ae"><Metric name="val_loss" value=metric(|m| m.val_loss) format=four_digits/></dd></div>
                <div><dt>{say!(metrics.val_mse)}</dt><dd><Metric name="val_mse" value=metric(|m| m.val_mse) format=three_digits/></dd></div>
                <div><dt>{say!(metrics.val_rounded_accuracy)}</dt><dd><Metric name="val_rounded_accuracy" value=metric(|m| m.val_rounded_accuracy) format=percent/></dd></div>
            </Show>
        </dl>
    }
}

/// Codes of held-out images, coloured by class.
#[component]
fn LatentCard() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let hidden = Hidden::default();
    let picked = RwSignal::new(None);
    pick_images(lab, picked);
    let draw = move |area: &Area, style: &Style, zoom: Zoom| {
        let info = lab.info.get()?;
        let snapshot = lab.snapshot.get()?;
        let hidden = hidden.get();
        let figure = CodesFigure::Classes { codes: &snapshot.codes, labels: &info.labels, hidden: &hidden };
        let words = AxisWords { x: td_string!(locale(), stacked.latent_x), y: td_string!(locale(), stacked.latent_y) };
        let frame = figure.draw_axes(area, zoom, words, style).ok()?;
        let points = Points { marks: figure.marks(&frame, style), stamping: figure.stamping(style) };
        Some((frame, points))
    };
    let label = Signal::derive(move || {
        let n = lab.of_info(|info| info.labels.len());
        fill(td_string!(locale(), stacked.latent_label), &[("n", &grouped(n as u64, locale()))])
    });
    let describe = move |mark: &Mark| {
        let code = lab.snapshot.with_untracked(|snapshot| snapshot.as_ref()?.codes.get(mark.sample_idx).copied());
        figure_words::drawn_sample(lab, locale(), mark.sample_idx, code)
    };
    let hint = move || {
        let k = lab.of_info(|info| info.settings.code_size());
        if k > 2 {
            fill(td_string!(locale(), stacked.latent_pca), &[("k", &k)])
        } else {
            td_string!(locale(), stacked.latent_plain).to_owned()
        }
    };
    view! {
        <section class="card hero">
            <div class="card-head"><h3>{say!(stacked.latent)}</h3></div>
            <p class="hint">{hint}</p>
            <Scatter label draw describe=Box::new(describe) picked more=move || view! { <PickedImages/> }/>
            <ClassLegend hidden/>
        </section>
    }
}
