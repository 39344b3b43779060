//! Chapter 3: PCA and a linear autoencoder of the same data on one canvas.

use super::{
    ChapterHead, Question,
    curves_card::{CurvesCard, Series},
    history_table::HistoryTable,
    pca_cloud::CloudCard,
    pca_spectrum::SpectrumCard,
    pca_theory::Theory,
    stacked::ClassLegend,
};
use crate::{
    lab::{
        history::EpochMetrics,
        presets::Preset,
        settings::{Alignment, Chapter, DataId, Settings},
        snapshot::{PcaInfo, Point2, RunInfo},
    },
    plot::{
        axes::AxisWords,
        codes::CodesFigure,
        marks::{Mark, Shape},
        style::Style,
    },
    ui::{
        controls::Controls,
        figure::{Area, Figure, Points},
        figure_words, file_words,
        i18n::td_string,
        images::ImageRow,
        language::use_locale,
        notices::{Notices, is_shown},
        numbers::{Metric, degrees, four_digits, named_number, percent, ratio, three_digits},
        state::use_lab,
        words::{fill, say},
    },
};
use leptos::prelude::*;

const DATA_SETS: &[DataId] = &[DataId::Notebook, DataId::Digits, DataId::Mnist, DataId::FashionMnist];

/// The chapter.
#[component]
pub fn PcaChapter() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let is_cloud = Memo::new(move |_| lab.of_info(|info| !info.cloud.is_empty()));
    let has_images = Memo::new(move |_| lab.of_info(|info| !info.images.is_empty()));
    let text = move |get: fn(crate::ui::i18n::Locale) -> &'static str| Signal::derive(move || get(locale()));
    view! {
        <ChapterHead chapter=Chapter::Pca colour="w-pca" title=text(|l| td_string!(l, pca.title))
            strong=text(|l| td_string!(l, pca.title_strong)) lead=text(|l| td_string!(l, pca.lead))/>
        <Exercise/>
        <section class="lab" id="lab">
            <Controls data_sets=DATA_SETS/>
            <div class="stage">
                <Notices/>
                <Show when=move || is_shown(lab)>
                    <div class="side">
                        <CodesCard/>
                        <Show when=move || has_images.get()><ImagesCard/></Show>
                        <CurvesCard title=text(|l| td_string!(l, pca.loss)) y_words=text(|l| td_string!(l, pca.loss_y))
                            label=text(|l| td_string!(l, pca.loss_label)) series=vec![Series {
                                name: text(|l| td_string!(l, stacked.ae_row)),
                                class: "key-ae-line",
                                colour: |palette| palette.ae,
                                is_dashed: false,
                                get: |record| record.ae_mse,
                            }] floor=text(|l| td_string!(l, pca.floor))/>
                    </div>
                    <div class="side">
                        <Numbers/>
                        <Show when=move || is_cloud.get()><CloudCard/></Show>
                    </div>
                    <SpectrumCard/>
                    <div class="wide"><HistoryTable/></div>
                </Show>
            </div>
        </section>
        <section class="questions">
            <h2>{say!(pca.question)}</h2>
            <Question question=text(|l| td_string!(l, pca.q1)) answer=text(|l| td_string!(l, pca.a1))/>
            <Question question=text(|l| td_string!(l, pca.q2)) answer=text(|l| td_string!(l, pca.a2))/>
            <Question question=text(|l| td_string!(l, pca.q3)) answer=text(|l| td_string!(l, pca.a3))/>
            <Theory/>
        </section>
    }
}

/// The lecture's exercise as one click: the notebook's points, until the autoencoder is PCA.
#[component]
fn Exercise() -> impl IntoView {
    let lab = use_lab();
    let open = move |_| {
        lab.change(Settings::base(Chapter::Pca, DataId::Notebook, Preset::Exact));
        lab.configure(true);
    };
    view! {
        <p class="exercise">
            <span>{say!(pca.exercise)}</span>
            <button class="ghost" on:click=open>{say!(pca.exercise_button)}</button>
        </p>
    }
}

/// Both codes on one canvas, with the switch that aligns them.
#[component]
fn CodesCard() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let draw = move |area: &Area, style: &Style| {
        let info = lab.info.get()?;
        let snapshot = lab.snapshot.get()?;
        let figure = CodesFigure::Both { pca: &info.pca.as_ref()?.codes, ae: &snapshot.codes };
        let words = AxisWords { x: td_string!(locale(), pca.x), y: td_string!(locale(), pca.y) };
        let frame = figure.draw_axes(area, words, style).ok()?;
        Some(Points { marks: figure.marks(&frame, style), stamping: figure.stamping(style) })
    };
    let describe = move |mark: &Mark| {
        let is_pca = mark.shape == Shape::Disk;
        let [x, y] = if is_pca {
            let of = |info: &RunInfo| info.pca.as_ref()?.codes.get(mark.sample_idx).copied();
            lab.info.with_untracked(|info| info.as_ref().and_then(|info| of(info)))?
        } else {
            lab.snapshot.with_untracked(|snapshot| snapshot.as_ref()?.codes.get(mark.sample_idx).copied())?
        };
        let class = lab.info.with_untracked(|info| {
            let info = info.as_ref()?;
            let class = *info.labels.get(mark.sample_idx)?;
            Some(file_words::class(locale(), info.settings.data, &info.class_names, class))
        });
        let code = if is_pca { td_string!(locale(), stacked.pca_row) } else { td_string!(locale(), stacked.ae_row) };
        let words = figure_words::sample(locale(), mark.sample_idx, class.as_deref(), (x, y));
        Some(format!("{code} · {words}"))
    };
    let label = Signal::derive(move || {
        let (n, pca) = lab.of_info(|info| (info.pca.as_ref().map_or(0, |pca| pca.codes.len()), pca_mse(info)));
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| three_digits(value, locale()));
        let ae = number(lab.latest(|record| record.ae_mse));
        fill(td_string!(locale(), pca.codes_label), &[("n", &n), ("ae", &ae), ("pca", &number(pca))])
    });
    // A non-linear code has nothing to lie over; of others the overlay is the point.
    let is_apart = RwSignal::new(false);
    Effect::new(move |_| is_apart.set(lab.settings.with(|settings| settings.preset == Preset::Nonlinear)));
    let has_classes = Memo::new(move |_| lab.of_info(|info| !info.labels.is_empty()));
    let way = move |apart: bool| {
        let name = move || match apart {
            true => td_string!(locale(), pca.apart),
            false => td_string!(locale(), pca.together),
        };
        view! {
            <button class="seg" aria-pressed=move || (is_apart.get() == apart).to_string()
                data-way=if apart { "apart" } else { "together" } on:click=move |_| is_apart.set(apart)>{name}</button>
        }
    };
    view! {
        <section class="card hero">
            <div class="card-head">
                <h3>{say!(pca.codes)}</h3>
                <ul class="legend"><li class="key-pca">"PCA"</li><li class="key-ae">{say!(stacked.ae_row)}</li></ul>
            </div>
            <Show when=move || has_classes.get()>
                <div class="segs ways" role="group" aria-label=say!(pca.codes)>{way(false)}{way(true)}</div>
            </Show>
            <AlignSwitch/>
            <Show when=move || is_apart.get() && has_classes.get()
                fallback=move || view! { <div class="plot square"><Figure label draw describe=Box::new(describe)/></div> }>
                <div class="plots-apart"><ClassesOf is_pca=true/><ClassesOf is_pca=false/></div>
                <ClassLegend/>
            </Show>
        </section>
    }
}

/// One of the two codes alone, coloured by class.
#[component]
fn ClassesOf(is_pca: bool) -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let codes = move |info: &RunInfo| -> Option<Vec<Point2>> {
        if is_pca { info.pca.as_ref().map(|pca| pca.codes.clone()) } else { Some(lab.snapshot.get()?.codes.clone()) }
    };
    let draw = move |area: &Area, style: &Style| {
        let info = lab.info.get()?;
        let codes = codes(&info)?;
        let figure = CodesFigure::Classes { codes: &codes, labels: &info.labels };
        let words = AxisWords { x: td_string!(locale(), pca.x), y: td_string!(locale(), pca.y) };
        let frame = figure.draw_axes(area, words, style).ok()?;
        Some(Points { marks: figure.marks(&frame, style), stamping: figure.stamping(style) })
    };
    let describe = move |mark: &Mark| {
        let info = lab.info.get_untracked()?;
        let [x, y] = untrack(|| codes(&info))?.get(mark.sample_idx).copied()?;
        let class = info.labels.get(mark.sample_idx);
        let class = class.map(|&class| file_words::class(locale(), info.settings.data, &info.class_names, class));
        Some(figure_words::sample(locale(), mark.sample_idx, class.as_deref(), (x, y)))
    };
    let accuracy = move || {
        let share = if is_pca {
            lab.of_info(|info| info.pca.as_ref().and_then(|pca| pca.knn_accuracy))
        } else {
            lab.latest(|record| record.knn_accuracy_ae)
        };
        share.map(|share| fill(td_string!(locale(), pca.neighbours), &[("share", &percent(share, locale()))]))
    };
    let name =
        move || if is_pca { td_string!(locale(), stacked.pca_row) } else { td_string!(locale(), stacked.ae_row) };
    let label = Signal::derive(move || format!("{}. {}", name(), accuracy().unwrap_or_default()));
    view! {
        <div>
            <p class="plot-name"><b class=if is_pca { "w-pca" } else { "w-ae" }>{name}</b>" "<span>{accuracy}</span></p>
            <div class="plot square"><Figure label draw describe=Box::new(describe)/></div>
        </div>
    }
}

#[component]
fn AlignSwitch() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let word = move |alignment| match alignment {
        Alignment::None => td_string!(locale(), pca.align_none),
        Alignment::Turn => td_string!(locale(), pca.align_turn),
        Alignment::LeastSquares => td_string!(locale(), pca.align_lsq),
    };
    let chosen = move || lab.settings.with(|settings| settings.alignment);
    let hint = move || match chosen() {
        Alignment::None => td_string!(locale(), pca.align_none_hint),
        Alignment::Turn => td_string!(locale(), pca.align_turn_hint),
        Alignment::LeastSquares => td_string!(locale(), pca.align_lsq_hint),
    };
    let choose = move |alignment| lab.change(Settings { alignment, ..lab.settings.get_untracked() });
    let switch = Alignment::ALL.into_iter().map(|alignment| {
        view! {
            <button class="seg" aria-pressed=move || (chosen() == alignment).to_string()
                on:click=move |_| choose(alignment)>{move || word(alignment)}</button>
        }
    });
    view! {
        <div class="switch">
            <div class="segs" role="group" aria-label=say!(pca.align)>{switch.collect_view()}</div>
            <p class="hint">{hint}</p>
        </div>
    }
}

/// The numbers of the comparison.
#[component]
fn Numbers() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let metric = move |get: fn(&EpochMetrics) -> Option<f64>| Signal::derive(move || lab.latest(get));
    let pca_mse = Signal::derive(move || lab.of_info(pca_mse));
    let is_plane =
        move || lab.of_info(|info| !info.cloud.is_empty() && info.pca.as_ref().is_some_and(|pca| pca.plane.is_some()));
    let angle_word = move || {
        if is_plane() { td_string!(locale(), metrics.angle) } else { td_string!(locale(), metrics.angle_subspaces) }
    };
    let has_labels = move || lab.of_info(|info| !info.labels.is_empty());
    view! {
        <dl class="numbers">
            <div><dt>{say!(metrics.ae_mse)}</dt><dd class="w-ae"><Metric name="ae_mse" value=metric(|m| m.ae_mse) format=three_digits/></dd></div>
            <div><dt>{say!(metrics.pca_mse)}</dt><dd class="w-pca"><Metric name="pca_mse" value=pca_mse format=three_digits/></dd></div>
            <div><dt>{say!(metrics.mse_ratio)}</dt><dd><Metric name="mse_ratio" value=metric(|m| m.mse_ratio) format=ratio/></dd></div>
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
    let (lab, locale) = (use_lab(), use_locale());
    let ratios = move || lab.of_info(|info| info.pca.as_ref().map(shown_ratios).unwrap_or_default());
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
    let (lab, locale) = (use_lab(), use_locale());
    let size = Signal::derive(move || lab.of_info(|info| info.image_size));
    let originals = Signal::derive(move || lab.of_info(|info| info.images.clone()));
    let by_pca =
        Signal::derive(move || lab.of_info(|info| info.pca.as_ref().map(|pca| pca.images.clone()).unwrap_or_default()));
    let by_ae = Signal::derive(move || lab.of_snapshot(|snapshot| snapshot.images.clone()));
    let text = move |get: fn(crate::ui::i18n::Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    view! {
        <section class="card">
            <h3>{say!(pca.images)}</h3>
            <div class="image-rows">
                <span>{say!(stacked.original)}</span>
                <ImageRow label=text(|l| td_string!(l, stacked.original)) size pixels=originals/>
                <span class="w-ae">{say!(stacked.ae_row)}</span>
                <ImageRow label=text(|l| td_string!(l, stacked.ae_row)) size pixels=by_ae/>
                <span class="w-pca">"PCA"</span>
                <ImageRow label=text(|l| td_string!(l, stacked.pca_row)) size pixels=by_pca/>
            </div>
        </section>
    }
}

fn pca_mse(info: &RunInfo) -> Option<f64> {
    info.pca.as_ref().map(|pca| pca.mse)
}
