//! Images that are alike: by code and by pixels, and how often they are of the same class.

use super::choices::use_choices;
use super::{
    state::{keep_asking, use_exploring},
    thumbs::{ErrandButton, Thumbs, image_size},
};
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::{
        class_names::class_name,
        images::ImageRow,
        numbers::{Metric, fixed, grouped, percent},
        pin_table::PinTable,
    },
    words::{fill, say},
};
use lab::experiments::exploring::{
    question::{Errand, ExploreCommand},
    report::{Alike, PrecisionReport, SearchReport},
};
use leptos::prelude::*;

/// The tool.
#[component]
pub fn Search() -> impl IntoView {
    let (run, state, locale) = (use_run(), use_exploring(), use_locale());
    let sample = use_choices().image(|tools| &mut tools.sought, 3);
    keep_asking(move || Some(ExploreCommand::Search(sample.place.get()?)));
    let alike = move |get: fn(&SearchReport) -> &Alike| {
        Signal::derive(move || {
            state.search.with(|report| report.as_ref().map(|report| get(report).clone()).unwrap_or_default())
        })
    };
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let label = Signal::derive(move || state.search.with(|report| report.as_ref().and_then(|report| report.label)));
    let hint = move || {
        let n = state.search.with(|report| report.as_ref().map_or(0, |report| report.n_samples as u64));
        fill(td_string!(locale(), exploring.search_hint), &[("n", &grouped(n, locale()))])
    };
    let precision = move |get: fn(&PrecisionReport) -> f64| {
        Signal::derive(move || state.precision.with(|report| report.as_ref().map(|report| get(report))))
    };
    let row = move |(class, by_code, by_pixels): (u8, f64, f64)| {
        view! {
            <tr><th scope="row">{move || class_name(run, locale(), class)}</th>
                <td>{percent(by_code, locale())}</td><td>{percent(by_pixels, locale())}</td></tr>
        }
    };
    let rows = move || {
        let by_class = state.precision.with(|report| report.as_ref().map(|r| r.by_class.clone()).unwrap_or_default());
        by_class.into_iter().map(row).collect_view()
    };
    // Precision is of the network as it was measured.
    let version = Memo::new(move |_| state.version());
    Effect::new(move |_| {
        let _ = version.get();
        state.precision.set(None);
    });
    let is_measured = Memo::new(move |_| state.precision.with(Option::is_some));
    let has_classes = move || run.of_info(|info| !info.labels.is_empty());
    view! {
        <section data-instrument="search" class="tool-part" data-tool="search">
            <p class="hint">{hint}</p>
            <Thumbs name="sought" label=text(|l| td_string!(l, exploring.sought)) chosen=sample/>
            <h4 class="w-ae">{say!(exploring.alike_code)}</h4>
            <AlikeRow alike=alike(|report| &report.by_code) of=label name="code"/>
            <h4>{say!(exploring.alike_pixels)}</h4>
            <AlikeRow alike=alike(|report| &report.by_pixels) of=label name="pixels"/>
            <Show when=has_classes>
                <h4>{say!(exploring.precision)}</h4>
                <p class="hint">{say!(exploring.precision_hint)}</p>
                <Show when=move || is_measured.get() fallback=move || view! {
                    <ErrandButton errand=Errand::Precision label=text(|l| td_string!(l, exploring.measure))/>
                }>
                    <dl class="numbers row">
                        <div><dt>{say!(exploring.by_code)}</dt><dd class="w-ae"><Metric name="precision_code" value=precision(|r| r.by_code) format=percent/></dd></div>
                        <div><dt>{say!(exploring.by_pixels)}</dt><dd><Metric name="precision_pixels" value=precision(|r| r.by_pixels) format=percent/></dd></div>
                    </dl>
                    <div class="scroll" tabindex="0" role="region" aria-label=say!(exploring.precision)>
                        <table class="rows" data-table="precision">
                            <thead><tr><th scope="col">{say!(exploring.class)}</th><th scope="col">{say!(exploring.by_code)}</th><th scope="col">{say!(exploring.by_pixels)}</th></tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    <PinTable title=Signal::derive(move || td_string!(locale(), exploring.precision))/>
                </Show>
            </Show>
        </section>
    }
}

/// Images that were found, with their classes and distances; those of the sought class are marked.
#[component]
pub fn AlikeRow(
    /// The images that were found.
    #[prop(into)]
    alike: Signal<Alike>,
    /// The class sought.
    #[prop(into)]
    of: Signal<Option<u8>>,
    /// Tells this row from others, for scripts.
    name: &'static str,
) -> impl IntoView {
    let (run, state, locale) = (use_run(), use_exploring(), use_locale());
    let size = image_size(state);
    let one = move |idx: usize| {
        alike.with(|alike| {
            let n_pixels = size.get().map_or(1, |size| size.height * size.width);
            let image = alike.images.chunks(n_pixels).nth(idx).map(<[u8]>::to_vec).unwrap_or_default();
            let label = alike.labels.get(idx).copied();
            let distance = alike.distances.get(idx).copied().unwrap_or_default();
            let words = label.map(|label| class_name(run, locale(), label)).unwrap_or_default();
            let is_same = label.is_some() && label == of.get();
            let is_other = label.is_some() && of.get().is_some() && !is_same;
            let name = format!("{words} · {}", fixed(f64::from(distance), 2, locale()));
            view! {
                <li class:same=is_same class:other=is_other>
                    <ImageRow label=name.clone() size pixels=Signal::stored(image)/>
                    <span>{if is_other { "✗ " } else { "" }}{words}</span>
                    <small>{fixed(f64::from(distance), 2, locale())}</small>
                </li>
            }
        })
    };
    view! {
        <ol class="alike" data-alike=name>{move || (0..alike.with(|alike| alike.distances.len())).map(one).collect_view()}</ol>
    }
}
