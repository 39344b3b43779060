//! "How fast is this computer?": the measurement with what it trains in sight, its numbers, and others beside them.

pub mod chart;
pub mod drawing;
pub mod state;

use crate::{
    chapters::speed::state::SpeedState,
    i18n::{Locale, td_string},
    store::{appearance::use_appearance, language::use_locale, link_keys::use_link_keys},
    widgets::{
        chapter_text::ChapterHead,
        images::ImageRow,
        notices::Broken,
        numbers::{fixed, grouped, named_number, percent, significant, three_digits},
        part_view::Part,
    },
    words::{self, fill, say},
};
use drawing::DrawingTimes;
use lab::{
    experiments::speed::{
        N_IMAGES, N_MEASURED,
        report::{SpeedProgress, SpeedResult, SpeedStage},
    },
    geometry::ImageSize,
    settings::Chapter,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("speed");

/// Pixels of a side of the images.
const SIDE: usize = 28;

/// The panel.
#[component]
pub fn SpeedChapter() -> impl IntoView {
    let (locale, appearance) = (use_locale(), use_appearance());
    let speed = SpeedState::of_page();
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()));
    on_cleanup(move || speed.stop());
    let (_, starts_at_once) = use_link_keys().take(Chapter::Speed);
    if starts_at_once {
        speed.start();
    }
    let press = move |_| {
        if speed.is_wanted.get_untracked() { speed.stop() } else { speed.start() }
    };
    let fault = move || speed.fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault)));
    let result = move || speed.result.get();
    // Once the worker rests, so that nothing but drawing is measured.
    let drawing = Memo::new(move |_| {
        result()?;
        let images = speed.progress.with_untracked(|progress| progress.as_ref().map(|p| p.originals.clone()))?;
        let style = appearance.style(locale());
        drawing::measure(&style, style.palette, &images, ImageSize { height: SIDE, width: SIDE })
    });
    let json = move || result().map(|result| json_of(&result, drawing.get())).unwrap_or_default();
    view! {
        <ChapterHead chapter=Chapter::Speed title=text(|l| td_string!(l, speed.title)) strong=Signal::derive(|| "")
            lead=text(|l| td_string!(l, speed.lead))/>
        <section class="speed" id="lab" aria-label=text(|l| td_string!(l, speed.title))>
            <section data-instrument="speed" class="card">
                <Broken/>
                <div class="speed-head">
                    <button type="button" class="primary big" data-action="measure" on:click=press>
                        {move || if speed.is_wanted.get() { td_string!(locale(), speed.stop) } else { td_string!(locale(), speed.start) }}
                    </button>
                    <Progress/>
                </div>
                <p class="field-fault" role="alert">{fault}</p>
                <p class="hint">{move || fill(td_string!(locale(), speed.what), &[("n", &grouped(N_IMAGES as u64, locale())), ("epochs", &N_MEASURED)])}</p>
                <Images/>
            </section>
            {move || result().map(|result| view! { <Results result drawing=drawing.get()/> })}
            <chart::PeersCard/>
        </section>
        <p class="hint">{say!(speed.fair)}</p>
        <script type="application/json" id="speed-result">{json}</script>
    }
}

/// What is being measured, and how far it is.
#[component]
fn Progress() -> impl IntoView {
    let locale = use_locale();
    let speed = SpeedState::of_page();
    let stage = move || {
        if speed.result.with(Option::is_some) {
            return td_string!(locale(), speed.done);
        }
        let stage = speed.progress.with(|progress| progress.as_ref().map(|progress| progress.stage));
        match stage.filter(|_| speed.is_wanted.get()) {
            Some(SpeedStage::Peak) => td_string!(locale(), speed.stage_peak),
            Some(SpeedStage::Training) => td_string!(locale(), speed.stage_training),
            Some(SpeedStage::PcaFew) => td_string!(locale(), speed.stage_pca_few),
            Some(SpeedStage::Neighbors) => td_string!(locale(), speed.stage_neighbors),
            Some(SpeedStage::PcaAll) => td_string!(locale(), speed.stage_pca_all),
            None if speed.is_wanted.get() => td_string!(locale(), speed.stage_loading),
            None => td_string!(locale(), speed.waiting),
        }
    };
    let share = move || speed.progress.with(|progress| progress.as_ref().map_or(0.0, |progress| progress.share));
    let live = move || {
        let (loss, rate) = speed
            .progress
            .with(|progress| progress.as_ref().map(|p| (p.loss, p.samples_per_second)).unwrap_or_default());
        let loss = loss.map(|loss| fill(td_string!(locale(), run.loss), &[("loss", &three_digits(loss, locale()))]));
        let rate =
            rate.map(|rate| fill(td_string!(locale(), run.speed), &[("speed", &grouped(rate as u64, locale()))]));
        [rate, loss].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="speed-progress">
            <span role="status">{stage}</span>
            <progress max="1" value=move || share().to_string() aria-label=say!(speed.progress)></progress>
            <span class="hint">{live}</span>
        </div>
    }
}

/// Some images over what the network makes of them meanwhile.
#[component]
fn Images() -> impl IntoView {
    let locale = use_locale();
    let speed = SpeedState::of_page();
    let size = Signal::derive(|| Some(ImageSize { height: SIDE, width: SIDE }));
    let pixels = move |is_original: bool| {
        Signal::derive(move || {
            speed.progress.with(|progress| {
                let get = |p: &Arc<SpeedProgress>| {
                    if is_original { p.originals.clone() } else { p.reconstructions.clone() }
                };
                progress.as_ref().map(get).unwrap_or_default()
            })
        })
    };
    let label = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    view! {
        <Show when=move || speed.progress.with(Option::is_some)>
            <div class="image-rows">
                <span>{say!(stacked.original)}</span>
                <ImageRow label=label(|l| td_string!(l, stacked.original)) size pixels=pixels(true)/>
                <span class="w-ae">{say!(stacked.ae_row)}</span>
                <ImageRow label=label(|l| td_string!(l, stacked.ae_row)) size pixels=pixels(false)/>
            </div>
        </Show>
    }
}

/// The numbers of a finished measurement.
#[component]
fn Results(result: Arc<SpeedResult>, drawing: Option<DrawingTimes>) -> impl IntoView {
    let locale = use_locale();
    let SpeedResult {
        samples_per_second: rate,
        gflops,
        peak_gflops: peak,
        pca_seconds_k2,
        pca_seconds_full,
        knn_seconds,
        final_loss,
        ..
    } = *result;
    let seconds = move |secs: f64, locale: Locale| format!("{} s", fixed(secs, 2, locale));
    let images = {
        let dataset = result.dataset.clone();
        move || {
            if dataset == "mnist" {
                td_string!(locale(), speed.on_mnist)
            } else {
                td_string!(locale(), speed.on_random)
            }
        }
    };
    let build = if result.simd == "relaxed-simd" { "relaxed SIMD" } else { "SIMD" };
    let milliseconds = move |get: fn(DrawingTimes) -> f64, locale: Locale| {
        drawing.map_or_else(|| "–".to_owned(), |times| format!("{} ms", significant(get(times), 2, locale)))
    };
    let kernel = format!("{} · {build}", result.kernel);
    view! {
        <dl data-instrument="numbers" class="numbers row speed-numbers">
            <div><dt>{say!(speed.rate)}</dt><dd class="w-ae">{move || named_number("samples_per_second", rate, grouped(rate as u64, locale()))}</dd></div>
            <div><dt>{say!(speed.pca_few)}</dt><dd class="w-pca">{move || seconds(pca_seconds_k2, locale())}</dd></div>
            <div><dt>{say!(speed.pca_all)}</dt><dd class="w-pca">{move || seconds(pca_seconds_full, locale())}</dd></div>
            <div><dt>{say!(speed.final_loss)}</dt><dd>{move || three_digits(final_loss, locale())}</dd></div>
        </dl>
        <details data-instrument="speed-details" class="card"><summary>{say!(speed.more)}</summary>
        <dl class="numbers row speed-numbers">
            <div><dt>{say!(speed.gflops)}</dt><dd>{move || fixed(gflops, 1, locale())}</dd></div>
            <div><dt>{say!(speed.peak)}</dt><dd>{move || fixed(peak, 1, locale())}</dd></div>
            <div><dt>{say!(speed.share)}</dt><dd>{move || percent(gflops / peak, locale())}</dd></div>
            <div><dt>{say!(speed.knn)}</dt><dd>{move || seconds(knn_seconds, locale())}</dd></div>
            <div><dt>{say!(speed.drawing)}</dt><dd>{move || milliseconds(|times| times.scatter_ms, locale())}</dd></div>
            <div><dt>{say!(speed.drawing_hover)}</dt><dd>{move || milliseconds(|times| times.hover_ms, locale())}</dd></div>
            <div><dt>{say!(speed.drawing_images)}</dt><dd>{move || milliseconds(|times| times.images_ms, locale())}</dd></div>
            <div class="minor"><dt>{say!(speed.build)}</dt><dd>{kernel}</dd></div>
            <div class="minor"><dt>{say!(speed.images)}</dt><dd>{images}</dd></div>
        </dl></details>
    }
}

/// The result for scripts; the fields stand in benches/peers/README.md.
fn json_of(result: &SpeedResult, drawing: Option<DrawingTimes>) -> String {
    let numbers = [
        ("samples_per_second", result.samples_per_second),
        ("gflops", result.gflops),
        ("peak_gflops", result.peak_gflops),
        ("pca_seconds_k2", result.pca_seconds_k2),
        ("pca_seconds_full", result.pca_seconds_full),
        ("knn_seconds", result.knn_seconds),
        ("batch", result.batch as f64),
        ("updates", result.updates as f64),
        ("final_loss", result.final_loss),
        ("scatter_ms", drawing.map_or(f64::NAN, |times| times.scatter_ms)),
        ("hover_ms", drawing.map_or(f64::NAN, |times| times.hover_ms)),
        ("images_ms", drawing.map_or(f64::NAN, |times| times.images_ms)),
    ];
    // Words of our own, without a character that JSON would want escaped; what is no number has no place in it.
    let words = [("kernel", &result.kernel), ("simd", &result.simd), ("dataset", &result.dataset)];
    let numbers = numbers.into_iter().map(|(name, value)| {
        if value.is_finite() { format!("\"{name}\": {value}") } else { format!("\"{name}\": null") }
    });
    let words = words.into_iter().map(|(name, word)| format!("\"{name}\": \"{word}\""));
    format!("{{{}}}", numbers.chain(words).collect::<Vec<_>>().join(", "))
}
