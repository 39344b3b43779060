//! The card of curves by epoch, for both labs.

use crate::{
    lab::history::EpochMetrics,
    plot::{
        axes::AxisWords,
        curves::{Curve, CurvesFigure},
        palette::{Colour, Palette},
    },
    ui::{figure::Figure, i18n::td_string, language::use_locale, state::use_lab},
};
use leptos::prelude::*;

/// One curve of a card: what it is called, how it looks, and its value after an epoch.
#[derive(Clone, Copy)]
pub struct Series {
    /// Its name in the legend.
    pub name: Signal<&'static str>,
    /// The class of its legend mark.
    pub class: &'static str,
    /// Its colour.
    pub colour: fn(&Palette) -> Colour,
    /// Whether it is drawn in dashes.
    pub is_dashed: bool,
    /// Its value after an epoch.
    pub get: fn(&EpochMetrics) -> Option<f64>,
}

/// Curves on a logarithmic axis; the floor, where there is one, is a level in PCA's colour.
#[component]
pub fn CurvesCard(
    /// The card's title.
    #[prop(into)]
    title: Signal<&'static str>,
    /// What the vertical axis shows.
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
    let (lab, locale) = (use_lab(), use_locale());
    let drawn = series.clone();
    let draw = move |area: &crate::ui::figure::Area, style: &crate::plot::style::Style| {
        let palette = style.palette;
        let curve = |series: &Series| Curve {
            colour: (series.colour)(palette),
            is_dashed: series.is_dashed,
            points: lab.history.with(|history| {
                history.iter().filter_map(|record| Some((record.epoch as f64, (series.get)(record)?))).collect()
            }),
        };
        let level = lab.info.with(|info| info.as_ref().and_then(|info| info.pca.as_ref().map(|pca| pca.mse)));
        let figure = CurvesFigure {
            curves: drawn.iter().map(curve).collect(),
            floors: level.filter(|_| floor.is_some()).map(|level| (level, palette.pca)).into_iter().collect(),
            marked: None,
            n_epochs: lab.settings.with(|settings| settings.n_epochs),
        };
        let words = AxisWords { x: td_string!(locale(), pca.epoch), y: y_words.get() };
        // A backend that fails leaves the canvas as it was; there is nobody to tell.
        let _ = figure.draw(area, words, style);
        None
    };
    view! {
        <section class="card">
            <div class="card-head">
                <h3>{title}</h3>
                <ul class="legend">
                    {series.iter().map(|series| view! { <li class=series.class>{series.name}</li> }).collect_view()}
                    {floor.map(|name| view! { <li class="key-floor">{name}</li> })}
                </ul>
            </div>
            <div class="plot curves"><Figure label=Signal::derive(move || label.get().to_owned()) draw/></div>
        </section>
    }
}
