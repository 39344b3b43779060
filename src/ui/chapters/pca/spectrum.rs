//! PCA as an instrument: the scree plot, the components as images, and what a chosen number of them rebuilds.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        link_keys::use_link_keys,
        questions::use_questions,
        run::{Run, use_run},
    },
    widgets::{
        drawing::Area,
        images::ImageRow,
        inspection::ReadableFigure,
        numbers::{Metric, fixed, percent, three_digits},
        take_rows::TakeRows,
    },
    words::{fill, say},
};
use lab::{
    protocol::questions::{Given, Matter, Refusal},
    run::spectrum::{SHARES, Spectrum},
};
use leptos::prelude::*;
use plot::{axes::AxisWords, scree::ScreeFigure, style::Style};
use std::sync::Arc;

/// Up to so many features the components are found without being asked for.
const MAX_FEATURES_AT_ONCE: usize = 256;

/// The card; of large images a button asks for it first.
#[component]
pub fn SpectrumCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let keys = use_link_keys();
    let questions = use_questions();
    questions.forget_with_owner("spectrum");
    let n_features = Memo::new(move |_| run.of_info(|info| info.layer_sizes.first().copied().unwrap_or(0)));
    let chosen = Memo::new(move |_| keys.small.with(|labs| labs.n_kept));
    // Unless a number was chosen, as many as the code has.
    let ask = move || {
        let of_code = || run.info.with_untracked(|info| info.as_ref().map_or(2, |info| info.settings.code_size()));
        let n_kept = match chosen.get_untracked() {
            0 => of_code(),
            n => n.min(n_features.get_untracked().max(1)),
        };
        questions.ask_about_run("spectrum", Matter::Spectrum { n_kept }, move |outcome| match outcome {
            Ok(Given::Spectrum(spectrum)) => run.spectrum.set(Some(Arc::from(spectrum))),
            Err(Refusal::Failed(fault)) => run.run_fault.set(Some(fault)),
            Ok(_) | Err(_) => {}
        });
    };
    // Once a run (what it is of changes with the run alone), and when another number is chosen.
    Effect::new(move |_| {
        let has_chosen = chosen.get() > 0;
        if run.info.with(Option::is_some) && (has_chosen || n_features.get_untracked() <= MAX_FEATURES_AT_ONCE) {
            ask();
        }
    });
    let is_there = move || run.spectrum.with(Option::is_some);
    let slide = move |event: leptos::ev::Event| {
        if let Ok(n_kept) = event_target_value(&event).parse() {
            keys.small.update(|labs| labs.n_kept = n_kept);
        }
    };
    let n_kept = move || of_spectrum(run, |spectrum| spectrum.n_kept);
    let shares = move || {
        let ns = of_spectrum(run, |spectrum| spectrum.n_for_share);
        let one = |(share, n): (f64, usize)| {
            let share = format!("{} %", fixed(100.0 * share, 0, locale()));
            fill(td_string!(locale(), pca.spectrum_share), &[("share", &share), ("n", &n)])
        };
        SHARES.into_iter().zip(ns).map(one).collect::<Vec<_>>().join(" · ")
    };
    let explained = Signal::derive(move || {
        let sum = |spectrum: &Spectrum| spectrum.ratios.iter().take(spectrum.n_kept).sum::<f64>();
        run.spectrum.with(|spectrum| spectrum.as_ref().map(|spectrum| sum(spectrum)))
    });
    let mse = Signal::derive(move || run.spectrum.with(|spectrum| spectrum.as_ref().map(|spectrum| spectrum.mse)));
    let hint = move || match run.of_info(|info| info.image_size.is_some()) {
        true => td_string!(locale(), pca.spectrum_hint),
        false => td_string!(locale(), pca.spectrum_hint_points),
    };
    view! {
        <section data-instrument="spectrum" class="card wide spectrum" data-card="spectrum">
            <div class="card-head"><h3>{say!(pca.spectrum)}</h3>
                <ul class="legend"><li class="key-floor">{say!(pca.spectrum_sum)}</li><li class="key-pca">{say!(pca.spectrum_single)}</li></ul></div>
            <p class="hint">{hint}</p>
            <Show when=is_there fallback=move || view! {
                <button type="button" class="ghost" data-action="spectrum" on:click=move |_| ask()>{say!(pca.spectrum_ask)}</button>
            }>
                <div class="spectrum-parts">
                    <div>
                        <Scree/>
                        <p class="hint">{shares}</p>
                    </div>
                    <div>
                        <label class="copy-size"><span>{move || fill(td_string!(locale(), pca.spectrum_kept), &[("k", &n_kept())])}</span>
                            <input type="range" min="1" step="1" name="kept" max=move || n_features.get().to_string()
                                prop:value=move || n_kept().to_string() on:input=slide/></label>
                        <dl class="numbers">
                            <div><dt>{say!(metrics.explained)}</dt><dd class="w-pca"><Metric name="spectrum_explained" value=explained format=percent/></dd></div>
                            <div><dt>{say!(metrics.pca_mse)}</dt><dd class="w-pca"><Metric name="spectrum_mse" value=mse format=three_digits/></dd></div>
                        </dl>
                        <Images/>
                    </div>
                </div>
            </Show>
        </section>
    }
}

/// Something of the spectrum; the default before it is known. Tracked.
fn of_spectrum<T: Default>(run: Run, get: impl Fn(&Spectrum) -> T) -> T {
    run.spectrum.with(|spectrum| spectrum.as_ref().map(|spectrum| get(spectrum)).unwrap_or_default())
}

#[component]
fn Scree() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let draw = move |area: &Area, style: &Style| {
        let spectrum = run.spectrum.get()?;
        let words = AxisWords { x: td_string!(locale(), pca.spectrum_x), y: td_string!(locale(), pca.spectrum_y) };
        let figure = ScreeFigure { ratios: &spectrum.ratios, n_kept: spectrum.n_kept };
        figure.draw(area, words, style).ok()
    };
    let label = Signal::derive(move || {
        let spectrum_of = |spectrum: &Spectrum| (spectrum.ratios.len(), spectrum.n_kept);
        let (n, k) = of_spectrum(run, spectrum_of);
        fill(td_string!(locale(), pca.spectrum_label), &[("n", &n), ("k", &k)])
    });
    let names = Signal::derive(move || {
        vec![td_string!(locale(), pca.spectrum_last).to_owned(), td_string!(locale(), pca.spectrum_all).to_owned()]
    });
    view! { <ReadableFigure label draw places=say!(pca.spectrum_x) names/> }
}

/// Originals over what the kept components rebuild, the mean, and the components themselves.
#[component]
fn Images() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let size = Signal::derive(move || run.of_info(|info| info.image_size));
    let originals = Signal::derive(move || run.of_info(|info| info.shown.originals.clone()));
    let pixels = move |get: fn(&Spectrum) -> &Vec<u8>| {
        Signal::derive(move || of_spectrum(run, |spectrum| get(spectrum).clone()))
    };
    let label = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let has_images = move || of_spectrum(run, |spectrum| !spectrum.components.is_empty());
    view! {
        <Show when=has_images>
            <div class="image-rows">
                <span>{say!(stacked.original)}</span>
                <ImageRow label=label(|l| td_string!(l, stacked.original)) size pixels=originals/>
                <span class="w-pca">{say!(stacked.pca_row)}</span>
                <ImageRow label=label(|l| td_string!(l, pca.spectrum_rebuilt)) size pixels=pixels(|s| &s.reconstructions)/>
                <span>{say!(pca.spectrum_components)}</span>
                <ImageRow label=label(|l| td_string!(l, pca.spectrum_components)) size pixels=pixels(|s| &s.components)/>
                <span>{say!(pca.spectrum_mean)}</span>
                <div class="spectrum-mean"><ImageRow label=label(|l| td_string!(l, pca.spectrum_mean)) size pixels=pixels(|s| &s.mean)/></div>
                <TakeRows title=Signal::derive(move || td_string!(locale(), pca.spectrum).to_owned())/>
            </div>
        </Show>
    }
}
