//! The card of curves by epoch, for both labs.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::inspection::ReadableFigure,
    words::say,
};
use lab::{
    run::history::EpochMetrics,
    settings::{Scale, Settings},
};
use leptos::prelude::*;
use plot::{
    axes::AxisWords,
    curves::{Curve, CurvesFigure},
    palette::{Colour, Palette},
};

/// One curve of a card: what it is called, how it looks, and its value after an epoch.
#[derive(Clone, Copy)]
pub struct Series {
    /// Its name in the legend.
    pub name: Signal<&'static str>,
    /// The class of its legend mark.
    pub class: &'static str,
    /// Its colour.
    pub colour: fn(&Palette) -> Colour,
    /// True if the curve is dashed.
    pub is_dashed: bool,
    /// Its value after an epoch.
    pub get: fn(&EpochMetrics) -> Option<f64>,
}

/// Where one pair of layers has had its epochs and the next begins, of a run layer by layer. Tracked.
fn stage_ends(run: Run) -> Vec<f64> {
    let (n_pair_epochs, n_pairs) = run.settings.with(|settings| (settings.n_pair_epochs, settings.layers.len()));
    if n_pair_epochs == 0 { Vec::new() } else { (1..=n_pairs).map(|pair| (pair * n_pair_epochs) as f64).collect() }
}

/// Curves on a logarithmic axis; the floor, where there is one, is a level in PCA's colour.
#[component]
pub fn CurvesCard(
    /// The card's title.
    #[prop(into)]
    title: Signal<&'static str>,
    /// The label of the vertical axis.
    #[prop(into)]
    y_words: Signal<&'static str>,
    /// The figure in words.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The curves.
    series: Vec<Series>,
    /// The floor's name; its level is PCA's error.
    #[prop(optional)]
    floor: Option<Signal<&'static str>>,
) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let drawn = series.clone();
    let named = series.clone();
    let names = Signal::derive(move || named.iter().map(|series| series.name.get().to_owned()).collect::<Vec<_>>());
    let scale = move || run.settings.with(|settings| settings.curve_scale);
    let set_scale = move |curve_scale| run.change(Settings { curve_scale, ..run.settings.get_untracked() });
    let scale_button = move |of: Scale, words: fn(Locale) -> &'static str| {
        view! {
            <button type="button" class="seg" data-scale=if of == Scale::Log { "log" } else { "linear" }
                aria-pressed=move || (scale() == of).to_string() on:click=move |_| set_scale(of)>
                {move || words(locale())}
            </button>
        }
    };
    let draw = move |area: &crate::widgets::drawing::Area, style: &plot::style::Style| {
        let palette = style.palette;
        let curve = |series: &Series| Curve {
            colour: (series.colour)(palette),
            is_dashed: series.is_dashed,
            points: run.history.with(|history| {
                // What was not measured leaves a gap.
                let value = |record: &EpochMetrics| (series.get)(record).unwrap_or(f64::NAN);
                history.iter().map(|record| (record.epoch as f64, value(record))).collect()
            }),
            ..Curve::default()
        };
        let level = run.info.with(|info| info.as_ref().and_then(|info| info.pca.as_ref().map(|pca| pca.mse)));
        let figure = CurvesFigure {
            curves: drawn.iter().map(curve).collect(),
            floors: level.filter(|_| floor.is_some()).map(|level| (level, palette.pca)).into_iter().collect(),
            marked: stage_ends(run).into_iter().map(|epoch| (epoch, palette.line_2)).collect(),
            is_log: scale() == Scale::Log,
            n_epochs: run.settings.with(Settings::n_epochs_in_all),
            ..Default::default()
        };
        let words = AxisWords { x: td_string!(locale(), pca.epoch), y: y_words.get() };
        figure.draw(area, words, style).ok()
    };
    view! {
        <section data-instrument="loss" class="card">
            <div class="card-head">
                <h3>{title}</h3>
                <div class="segs" role="group" aria-label=say!(figure.scale)>
                    {scale_button(Scale::Log, |l| td_string!(l, figure.scale_log))}
                    {scale_button(Scale::Linear, |l| td_string!(l, figure.scale_linear))}
                </div>
                <ul class="legend">
                    {series.iter().map(|series| view! { <li class=series.class>{series.name}</li> }).collect_view()}
                    {floor.map(|name| view! { <li class="key-floor">{name}</li> })}
                </ul>
            </div>
            <ReadableFigure label=Signal::derive(move || label.get().to_owned()) draw places=say!(pca.epoch) names/>
        </section>
    }
}
