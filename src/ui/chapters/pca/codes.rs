//! Both codes on one canvas: overlaid or side by side, aligned or not, with the images behind each point.

use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::{
        class_legend::{ClassLegend, Hidden},
        drawing::{Area, Points},
        numbers::{percent, three_digits},
        picked_images::{PickedImages, pick_images},
        scatter::{PickedIdx, Scatter},
    },
    words::{figures, fill, say},
};
use lab::{
    geometry::Point2,
    run::snapshot::RunInfo,
    settings::{Alignment, Settings, preset::Preset},
};
use leptos::prelude::*;
use plot::{
    axes::{AxisWords, Zoom},
    codes::{CodesFigure, MAX_JOINS},
    marks::{Mark, Shape},
    style::Style,
};

/// What the two scatters share. Copied freely.
#[derive(Clone, Copy)]
struct Shown {
    /// True if each code has a plot of its own.
    is_apart: RwSignal<bool>,
    /// Which codes the common plot shows, PCA's first.
    codes: RwSignal<[bool; 2]>,
    /// True if lines join the two codes of a sample.
    is_joined: RwSignal<bool>,
    hidden: Hidden,
    picked: PickedIdx,
}

/// The card.
#[component]
pub fn CodesCard() -> impl IntoView {
    let run = use_run();
    let shown = Shown {
        is_apart: RwSignal::new(false),
        codes: RwSignal::new([true; 2]),
        is_joined: RwSignal::new(false),
        hidden: Hidden::default(),
        picked: RwSignal::new(None),
    };
    // A non-linear code has nothing to lie over; of others the overlay is the point.
    Effect::new(move |_| shown.is_apart.set(run.settings.with(|settings| settings.preset == Preset::Nonlinear)));
    pick_images(run, shown.picked);
    let has_classes = Memo::new(move |_| run.of_info(|info| !info.labels.is_empty()));
    let is_apart = move || shown.is_apart.get();
    view! {
        <section data-instrument="codes" class="card hero">
            <div class="card-head">
                <h3>{say!(pca.codes)}</h3>
                <Show when=move || !is_apart()><CodesLegend shown/></Show>
            </div>
            <Ways shown/>
            <AlignSwitch/>
            <Show when=is_apart fallback=move || view! { <Together shown/> }>
                <div class="plots-apart"><ClassesOf is_pca=true shown/><ClassesOf is_pca=false shown/></div>
                <Show when=move || has_classes.get()><ClassLegend hidden=shown.hidden/></Show>
            </Show>
        </section>
    }
}

/// PCA's and the autoencoder's marks, each to be switched off, and the lines that join them.
#[component]
fn CodesLegend(shown: Shown) -> impl IntoView {
    let locale = use_locale();
    let entry = move |idx: usize, class: &'static str, name: &'static str| {
        let flip = move |_| shown.codes.update(|codes| codes[idx] = !codes[idx]);
        view! {
            <li class=class><button type="button" class="legend-switch" aria-pressed=move || shown.codes.get()[idx].to_string()
                on:click=flip>{name}</button></li>
        }
    };
    let flip = move |_| shown.is_joined.update(|is| *is = !*is);
    view! {
        <ul class="legend">
            {entry(0, "key-pca", "PCA")}
            {move || entry(1, "key-ae", td_string!(locale(), stacked.ae_row))}
            <li class="key-join"><button type="button" class="legend-switch" data-action="join" title=move || joins_hint(locale())
                aria-pressed=move || shown.is_joined.get().to_string() on:click=flip>{say!(pca.join)}</button></li>
        </ul>
    }
}

fn joins_hint(locale: crate::i18n::Locale) -> String {
    fill(td_string!(locale, pca.join_hint), &[("n", &MAX_JOINS)])
}

/// One plot or two.
#[component]
fn Ways(shown: Shown) -> impl IntoView {
    let locale = use_locale();
    let way = move |apart: bool| {
        let name = move || match apart {
            true => td_string!(locale(), pca.apart),
            false => td_string!(locale(), pca.together),
        };
        view! {
            <button class="seg" aria-pressed=move || (shown.is_apart.get() == apart).to_string()
                data-way=if apart { "apart" } else { "together" } on:click=move |_| shown.is_apart.set(apart)>{name}</button>
        }
    };
    view! { <div class="segs ways" role="group" aria-label=say!(pca.codes)>{way(false)}{way(true)}</div> }
}

/// Both codes in one plot.
#[component]
fn Together(shown: Shown) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let draw = move |area: &Area, style: &Style, zoom: Zoom| {
        let info = run.info.get()?;
        let snapshot = run.snapshot.get()?;
        let pca = &info.pca.as_ref()?.codes;
        let figure = CodesFigure::Both { pca, ae: &snapshot.codes, shows: shown.codes.get() };
        let words = AxisWords { x: td_string!(locale(), pca.x), y: td_string!(locale(), pca.y) };
        let frame = figure.draw_axes(area, zoom, words, style).ok()?;
        if shown.is_joined.get() {
            figure.draw_joins(area, &frame, style).ok()?;
        }
        let points = Points { marks: figure.marks(&frame, style), stamping: figure.stamping(style) };
        Some((frame, points))
    };
    let describe = move |mark: &Mark| {
        let is_pca = mark.shape == Shape::Disk;
        let words = figures::drawn_sample(run, locale(), mark.sample_idx, code_of(run, is_pca, mark.sample_idx))?;
        let code = if is_pca { td_string!(locale(), stacked.pca_row) } else { td_string!(locale(), stacked.ae_row) };
        Some(format!("{code} · {words}"))
    };
    let label = Signal::derive(move || {
        let (n, pca) = run.of_info(|info| (info.pca.as_ref().map_or(0, |pca| pca.codes.len()), super::pca_mse(info)));
        let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| three_digits(value, locale()));
        let ae = number(run.latest(|record| record.ae_mse));
        fill(td_string!(locale(), pca.codes_label), &[("n", &n), ("ae", &ae), ("pca", &number(pca))])
    });
    view! { <Scatter label draw describe=Box::new(describe) picked=shown.picked more=move || view! { <PickedImages/> }/> }
}

/// One of the two codes alone, coloured by class.
#[component]
fn ClassesOf(is_pca: bool, shown: Shown) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let draw = move |area: &Area, style: &Style, zoom: Zoom| {
        let info = run.info.get()?;
        let snapshot = if is_pca { None } else { Some(run.snapshot.get()?) };
        let codes = match &snapshot {
            Some(snapshot) => &snapshot.codes,
            None => &info.pca.as_ref()?.codes,
        };
        let hidden = shown.hidden.get();
        let figure = CodesFigure::Classes { codes, labels: &info.labels, hidden: &hidden };
        let words = AxisWords { x: td_string!(locale(), pca.x), y: td_string!(locale(), pca.y) };
        let frame = figure.draw_axes(area, zoom, words, style).ok()?;
        let mut marks = figure.marks(&frame, style);
        if is_pca && info.labels.is_empty() {
            // Without classes the mark says whose code it is.
            marks.iter_mut().for_each(|mark| (mark.shape, mark.colour) = (Shape::Disk, style.palette.pca));
        }
        let points = Points { marks, stamping: figure.stamping(style) };
        Some((frame, points))
    };
    let describe =
        move |mark: &Mark| figures::drawn_sample(run, locale(), mark.sample_idx, code_of(run, is_pca, mark.sample_idx));
    let accuracy = move || {
        let share = if is_pca {
            run.of_info(|info| info.pca.as_ref().and_then(|pca| pca.knn_accuracy))
        } else {
            run.latest(|record| record.knn_accuracy_ae)
        };
        share.map(|share| fill(td_string!(locale(), pca.neighbours), &[("share", &percent(share, locale()))]))
    };
    let name =
        move || if is_pca { td_string!(locale(), stacked.pca_row) } else { td_string!(locale(), stacked.ae_row) };
    let label = Signal::derive(move || format!("{}. {}", name(), accuracy().unwrap_or_default()));
    view! {
        <div>
            <p class="plot-name"><b class=if is_pca { "w-pca" } else { "w-ae" }>{name}</b>" "<span>{accuracy}</span></p>
            <Scatter label draw describe=Box::new(describe) picked=shown.picked more=move || view! { <PickedImages/> }/>
        </div>
    }
}

/// One of the two codes of a drawn sample; not tracked.
fn code_of(run: Run, is_pca: bool, sample_idx: usize) -> Option<Point2> {
    if is_pca {
        let of = |info: &RunInfo| info.pca.as_ref()?.codes.get(sample_idx).copied();
        run.info.with_untracked(|info| info.as_ref().and_then(|info| of(info)))
    } else {
        run.snapshot.with_untracked(|snapshot| snapshot.as_ref()?.codes.get(sample_idx).copied())
    }
}

#[component]
fn AlignSwitch() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let word = move |alignment| match alignment {
        Alignment::None => td_string!(locale(), pca.align_none),
        Alignment::Turn => td_string!(locale(), pca.align_turn),
        Alignment::LeastSquares => td_string!(locale(), pca.align_lsq),
    };
    let chosen = move || run.settings.with(|settings| settings.alignment);
    let hint = move || match chosen() {
        Alignment::None => td_string!(locale(), pca.align_none_hint),
        Alignment::Turn => td_string!(locale(), pca.align_turn_hint),
        Alignment::LeastSquares => td_string!(locale(), pca.align_lsq_hint),
    };
    let choose = move |alignment| run.change(Settings { alignment, ..run.settings.get_untracked() });
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
