//! Codes of held-out images, coloured by class: as they are, by two of their units, or by their principal components.

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::{
        class_legend::{ClassLegend, Hidden},
        drawing::{Area, Points},
        numbers::{Metric, grouped, percent},
        picked_images::{PickedImages, pick_images},
        scatter::Scatter,
    },
    words::{figures, fill, say},
};
use lab::settings::Settings;
use leptos::prelude::*;
use plot::{
    axes::{AxisWords, Zoom},
    codes::CodesFigure,
    marks::Mark,
    style::Style,
};

/// The card.
#[component]
pub fn LatentCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let hidden = Hidden::default();
    let picked = RwSignal::new(None);
    pick_images(run, picked);
    // Layer by layer, the code is another one until the innermost pair has its turn.
    let code_size = Memo::new(move |_| {
        let pair = run.of_snapshot(|snapshot| snapshot.pair);
        run.settings.with(|settings| {
            let of_pair = pair.and_then(|pair| settings.layers.get(pair).copied());
            of_pair.unwrap_or(settings.code_size())
        })
    });
    let draw = move |area: &Area, style: &Style, zoom: Zoom| {
        let info = run.info.get()?;
        let snapshot = run.snapshot.get()?;
        let hidden = hidden.get();
        let figure = CodesFigure::Classes { codes: &snapshot.codes, labels: &info.labels, hidden: &hidden };
        let [x, y] = axis_words(locale(), &run.settings.with(shown_units), code_size.get_untracked());
        let frame = figure.draw_axes(area, zoom, AxisWords { x: &x, y: &y }, style).ok()?;
        let points = Points { marks: figure.marks(&frame, style), stamping: figure.stamping(style) };
        Some((frame, points))
    };
    let label = Signal::derive(move || {
        let n = run.of_info(|info| info.labels.len());
        fill(td_string!(locale(), stacked.latent_label), &[("n", &grouped(n as u64, locale()))])
    });
    let describe = move |mark: &Mark| {
        let code = run.snapshot.with_untracked(|snapshot| snapshot.as_ref()?.codes.get(mark.sample_idx).copied());
        figures::drawn_sample(run, locale(), mark.sample_idx, code)
    };
    let hint = move || {
        let (k, units) = (code_size.get(), run.settings.with(|settings| settings.units.clone()));
        let missing = units.iter().copied().find(|&unit| unit > k);
        match (missing, run.settings.with(shown_units).is_some()) {
            (Some(unit), _) if k > 2 => fill(td_string!(locale(), stacked.no_such_unit), &[("unit", &unit), ("k", &k)]),
            (_, true) => fill(td_string!(locale(), stacked.latent_units), &[("k", &k)]),
            _ if k > 2 => fill(td_string!(locale(), stacked.latent_pca), &[("k", &k)]),
            _ => td_string!(locale(), stacked.latent_plain).to_owned(),
        }
    };
    let accuracy =
        move |get: fn(&lab::run::history::EpochMetrics) -> Option<f64>| Signal::derive(move || run.latest(get));
    let is_judged = move || run.latest(|metrics| metrics.knn_accuracy_ae).is_some();
    view! {
        <section data-instrument="latent" class="card hero">
            <div class="card-head">
                <h3>{say!(stacked.latent)}</h3>
                <Show when=move || { code_size.get() > 2 }><Units/></Show>
            </div>
            <p class="hint">{hint}</p>
            <Scatter label draw describe=Box::new(describe) picked more=move || view! { <PickedImages/> }/>
            <ClassLegend hidden/>
            <Show when=is_judged>
                <dl class="numbers">
                    <div class="minor"><dt>{say!(metrics.knn_ae)}</dt><dd class="w-ae">
                        <Metric name="knn_accuracy_ae" value=accuracy(|m| m.knn_accuracy_ae) format=percent/></dd></div>
                    <div class="minor"><dt>{say!(metrics.knn_pca)}</dt><dd class="w-pca">
                        <Metric name="knn_accuracy_pca" value=accuracy(|m| m.knn_accuracy_pca) format=percent/></dd></div>
                </dl>
            </Show>
        </section>
    }
}

/// The two units that are shown, where the code is wider and has them.
fn shown_units(settings: &Settings) -> Option<[usize; 2]> {
    let k = settings.code_size();
    settings.view().units.filter(|units| k > 2 && units.iter().all(|&unit| unit <= k))
}

fn axis_words(locale: Locale, units: &Option<[usize; 2]>, code_size: usize) -> [String; 2] {
    match units {
        None if code_size > 2 => {
            [td_string!(locale, stacked.component_x).to_owned(), td_string!(locale, stacked.component_y).to_owned()]
        }
        Some(units) => units.map(|unit| fill(td_string!(locale, stacked.unit), &[("unit", &unit)])),
        None => [td_string!(locale, stacked.latent_x).to_owned(), td_string!(locale, stacked.latent_y).to_owned()],
    }
}

/// Principal components of the codes, or two of their units.
#[component]
fn Units() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let units = move || run.settings.with(shown_units);
    let code_size = move || run.settings.with(Settings::code_size);
    let set = move |units: Option<[usize; 2]>| {
        let units = units.map(Vec::from).unwrap_or_default();
        run.change(Settings { units, ..run.settings.get_untracked() });
    };
    let select = move |axis: usize, name: &'static str| {
        let choose = move |event| {
            let Ok(unit) = event_target_value(&event).parse::<usize>() else { return };
            let mut units = untrack(units).unwrap_or([1, 2]);
            units[axis] = unit;
            set(Some(units));
        };
        let option = move |unit: usize| {
            let is_chosen = move || units().is_some_and(|units| units[axis] == unit);
            view! { <option value=unit.to_string() selected=is_chosen>{unit}</option> }
        };
        view! {
            <label><span class="visually-hidden">{move || fill(td_string!(locale(), stacked.unit), &[("unit", &(axis + 1))])}</span>
                <select name=name on:change=choose>{move || (1..=code_size()).map(option).collect_view()}</select>
            </label>
        }
    };
    let flip = move |event| set(if event_target_value(&event) == "units" { Some([1, 2]) } else { None });
    view! {
        <div class="image-choice">
            <label><span class="visually-hidden">{say!(fields.units)}</span>
                <select name="units" on:change=flip>
                    <option value="pca" selected=move || units().is_none()>{say!(stacked.by_components)}</option>
                    <option value="units" selected=move || units().is_some()>{say!(stacked.by_units)}</option>
                </select>
            </label>
            <Show when=move || units().is_some()>{select(0, "unit-x")}{select(1, "unit-y")}</Show>
        </div>
    }
}
