//! Chapter 4, first form: a stacked autoencoder on real images, with live reconstructions.

use super::{
    ChapterHead, Question,
    curves_card::{CurvesCard, Series},
    history_table::HistoryTable,
};
use crate::{
    lab::{
        history::EpochMetrics,
        settings::{Chapter, DataId},
    },
    plot::{
        axes::AxisWords,
        codes::{CodesFigure, class_colour},
        style::Style,
    },
    ui::{
        appearance::use_locale,
        controls::Controls,
        figure::{Area, Figure, Points},
        file_words,
        i18n::{Locale, t, td_string, use_i18n},
        images::ImageRow,
        notices::{Notices, is_shown},
        numbers::{Metric, four_digits, grouped, percent, three_digits},
        state::use_lab,
        words::fill,
    },
};
use leptos::prelude::*;

const DATA_SETS: &[DataId] = &[DataId::Digits, DataId::Mnist, DataId::FashionMnist];

/// The chapter.
#[component]
pub fn StackedChapter() -> impl IntoView {
    let (lab, i18n, locale) = (use_lab(), use_i18n(), use_locale());
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    let curves = vec![
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
    let curves = StoredValue::new(curves);
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
            <h2>{t!(i18n, pca.question)}</h2>
            <Question question=text(|l| td_string!(l, stacked.q1)) answer=text(|l| td_string!(l, stacked.a1))/>
            <Question question=text(|l| td_string!(l, stacked.q2)) answer=text(|l| td_string!(l, stacked.a2))/>
        </section>
    }
}

/// Originals over their reconstructions.
#[component]
fn ImagesCard() -> impl IntoView {
    let (lab, i18n, locale) = (use_lab(), use_i18n(), use_locale());
    let size = Signal::derive(move || lab.of_info(|info| info.image_size));
    let originals = Signal::derive(move || lab.of_info(|info| info.images.clone()));
    let rebuilt = Signal::derive(move || lab.of_snapshot(|snapshot| snapshot.images.clone()));
    let label = Signal::derive(move || {
        let epoch = lab.of_snapshot(|snapshot| snapshot.epoch);
        fill(td_string!(locale(), stacked.images_label), &[("epoch", &epoch)])
    });
    let original = Signal::derive(move || td_string!(locale(), stacked.original).to_owned());
    view! {
        <section class="card wide images">
            <h3>{t!(i18n, stacked.images)}</h3>
            <div class="image-rows">
                <span>{t!(i18n, stacked.original)}</span>
                <ImageRow label=original size pixels=originals/>
                <span class="w-ae">{t!(i18n, stacked.ae_row)}</span>
                <ImageRow label size pixels=rebuilt/>
            </div>
        </section>
    }
}

#[component]
fn Numbers() -> impl IntoView {
    let (lab, i18n) = (use_lab(), use_i18n());
    let has_validation = move || lab.of_info(|info| info.n_validation > 0);
    let metric = move |get: fn(&EpochMetrics) -> Option<f64>| Signal::derive(move || lab.latest(get));
    view! {
        <dl class="numbers row wide">
            <div><dt>{t!(i18n, metrics.train_loss)}</dt><dd><Metric name="train_loss" value=metric(|m| m.train_loss) format=four_digits/></dd></div>
            <Show when=has_validation fallback=move || view! {
                <div><dt>{t!(i18n, metrics.ae_mse)}</dt><dd class="w-ae"><Metric name="ae_mse" value=metric(|m| m.ae_mse) format=three_digits/></dd></div>
            }>
                <div><dt>{t!(i18n, metrics.val_loss)}</dt><dd class="w-ae"><Metric name="val_loss" value=metric(|m| m.val_loss) format=four_digits/></dd></div>
                <div><dt>{t!(i18n, metrics.val_mse)}</dt><dd><Metric name="val_mse" value=metric(|m| m.val_mse) format=three_digits/></dd></div>
                <div><dt>{t!(i18n, metrics.val_rounded_accuracy)}</dt><dd><Metric name="val_rounded_accuracy" value=metric(|m| m.val_rounded_accuracy) format=percent/></dd></div>
            </Show>
        </dl>
    }
}

/// Codes of held-out images, coloured by class.
#[component]
fn LatentCard() -> impl IntoView {
    let (lab, i18n, locale) = (use_lab(), use_i18n(), use_locale());
    let draw = move |area: &Area, style: &Style| {
        let info = lab.info.get()?;
        let snapshot = lab.snapshot.get()?;
        let figure = CodesFigure::Classes { codes: &snapshot.codes, labels: &info.labels };
        let words = AxisWords { x: td_string!(locale(), stacked.latent_x), y: td_string!(locale(), stacked.latent_y) };
        let frame = figure.draw_axes(area, words, style).ok()?;
        Some(Points { marks: figure.marks(&frame, style), stamping: figure.stamping(style) })
    };
    let label = Signal::derive(move || {
        let n = lab.of_info(|info| info.labels.len());
        fill(td_string!(locale(), stacked.latent_label), &[("n", &grouped(n as u64, locale()))])
    });
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
            <div class="card-head"><h3>{t!(i18n, stacked.latent)}</h3></div>
            <p class="hint">{hint}</p>
            <div class="plot square"><Figure label draw/></div>
            <ClassLegend/>
        </section>
    }
}

/// Classes with their colours and shapes.
#[component]
fn ClassLegend() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let classes = Memo::new(move |_| {
        let mut classes = lab.of_info(|info| info.labels.clone());
        classes.sort_unstable();
        classes.dedup();
        classes
    });
    let name = move |class: u8| {
        let data = lab.settings.with(|settings| settings.data);
        lab.info.with(|info| {
            let names = info.as_ref().map(|info| info.class_names.as_slice()).unwrap_or_default();
            file_words::class(locale(), data, names, class)
        })
    };
    let entry = move |class: u8| {
        view! { <li style=format!("--class: {}", class_colour(class).css()) data-shape=(class % 10).to_string()>{move || name(class)}</li> }
    };
    view! {
        <ul class="legend classes" aria-label=move || td_string!(locale(), stacked.classes)>
            {move || classes.get().into_iter().map(entry).collect_view()}
        </ul>
    }
}

/// The layers as bars that narrow to the code and widen again, with what that saves.
#[component]
fn NetworkCard() -> impl IntoView {
    let (lab, i18n, locale) = (use_lab(), use_i18n(), use_locale());
    let sizes = Memo::new(move |_| lab.of_info(|info| info.layer_sizes.clone()));
    let joined = move || sizes.get().iter().map(ToString::to_string).collect::<Vec<_>>().join(" – ");
    let label = move || fill(td_string!(locale(), stacked.network_label), &[("sizes", &joined())]);
    let bars = move || {
        let sizes = sizes.get();
        let largest = sizes.iter().copied().max().unwrap_or(1) as f64;
        let middle = sizes.len() / 2;
        let bar = move |(idx, size): (usize, usize)| {
            // Heights by the square root: 30 beside 784 stays visible.
            let height = 100.0 * (size as f64 / largest).sqrt();
            let class = if idx == middle { "unit code" } else { "unit" };
            view! { <div class=class><span class="bar" style:height=format!("{height:.1}%")></span><b>{size}</b></div> }
        };
        sizes.into_iter().enumerate().map(bar).collect_view()
    };
    let sentence = move || {
        let (code, input, parameters) = lab.of_info(|info| {
            (info.settings.code_size(), info.layer_sizes.first().copied().unwrap_or(0), info.n_parameters)
        });
        fill(
            td_string!(locale(), stacked.compression),
            &[
                ("code", &code),
                ("input", &grouped(input as u64, locale())),
                ("parameters", &grouped(parameters as u64, locale())),
            ],
        )
    };
    view! {
        <section class="card">
            <h3>{t!(i18n, stacked.network)}</h3>
            <div class="network" role="img" aria-label=label>{bars}</div>
            <p class="hint">{sentence}</p>
        </section>
    }
}
