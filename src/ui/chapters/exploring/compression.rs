//! What a code costs and what it keeps: the table, the images, and when it pays.

use super::{
    state::{keep_asking, use_exploring},
    thumbs::NamedRow,
};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{
        numbers::{fixed, grouped, three_digits},
        pin_table::PinTable,
        take_rows::TakeRows,
    },
    words::{fill, say},
};
use lab::experiments::exploring::{
    question::ExploreCommand,
    report::{Kept, Method},
};
use leptos::prelude::*;

/// The tool.
#[component]
pub fn Compression() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    keep_asking(|| Some(ExploreCommand::Compression));
    let kept = move || state.compression.with(|report| report.as_ref().map(|r| r.kept.clone()).unwrap_or_default());
    let n_bytes = move || state.compression.with(|report| report.as_ref().map_or(0, |report| report.n_bytes));
    let row = move |kept: Kept| {
        let times = if kept.n_bytes == 0 {
            "—".to_owned()
        } else {
            fixed(n_bytes() as f64 / kept.n_bytes as f64, 1, locale())
        };
        view! {
            <tr class=class_of(kept.method) data-method=name_of(kept.method)>
                <th scope="row">{words_of(kept.method, locale())}</th>
                <td data-measure="bytes" data-value=kept.n_bytes.to_string()>{grouped(kept.n_bytes as u64, locale())}</td>
                <td>{times}</td>
                <td data-measure="mse" data-value=kept.mse.to_string()>{three_digits(kept.mse, locale())}</td>
                <td>{grouped(kept.n_bytes_once as u64, locale())}</td>
                <td>{pays_from(&kept, n_bytes()).map_or_else(|| "—".to_owned(), |n| grouped(n, locale()))}</td>
            </tr>
        }
    };
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let originals = Signal::derive(move || {
        state.compression.with(|report| report.as_ref().map(|r| r.originals.clone()).unwrap_or_default())
    });
    let image_row = move |kept: Kept| {
        let method = kept.method;
        view! {
            <NamedRow class=class_of(method) label=Signal::derive(move || words_of(method, locale()).to_owned())
                pixels=Signal::stored(kept.images)/>
        }
    };
    let n_samples =
        move || state.compression.with(|report| report.as_ref().map_or(0, |report| report.n_samples as u64));
    let hint = move || {
        fill(
            td_string!(locale(), exploring.compression_hint),
            &[("n", &grouped(n_samples(), locale())), ("bytes", &n_bytes())],
        )
    };
    view! {
        <section data-instrument="compression" class="tool-part" data-tool="compression">
            <p class="hint">{hint}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=say!(exploring.compression)>
                <table class="rows" data-table="compression">
                    <thead><tr>
                        <th scope="col">{say!(exploring.method)}</th><th scope="col">{say!(exploring.bytes)}</th>
                        <th scope="col">{say!(exploring.times)}</th><th scope="col">{say!(exploring.mse)}</th>
                        <th scope="col">{say!(exploring.bytes_once)}</th><th scope="col">{say!(exploring.pays_from)}</th>
                    </tr></thead>
                    <tbody>{move || kept().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            <PinTable title=Signal::derive(move || td_string!(locale(), exploring.compression))/>
            <div class="image-rows">
                <NamedRow label=text(|l| td_string!(l, stacked.original)) pixels=originals/>
                {move || kept().into_iter().map(image_row).collect_view()}
                <TakeRows title=Signal::derive(move || td_string!(locale(), exploring.compression).to_owned())/>
            </div>
            <p class="hint">{say!(exploring.compression_note)}</p>
        </section>
    }
}

/// From so many images on the codes and what is needed once take fewer bytes than the images; none where they never do.
fn pays_from(kept: &Kept, n_bytes: usize) -> Option<u64> {
    let saved = n_bytes.checked_sub(kept.n_bytes).filter(|saved| *saved > 0)?;
    Some((kept.n_bytes_once / saved + 1) as u64)
}

fn class_of(method: Method) -> &'static str {
    match method {
        Method::Autoencoder | Method::AutoencoderBytes => "w-ae",
        Method::Pca | Method::PcaBytes => "w-pca",
        Method::Mean => "",
    }
}

fn name_of(method: Method) -> &'static str {
    match method {
        Method::Autoencoder => "ae",
        Method::AutoencoderBytes => "ae-bytes",
        Method::Pca => "pca",
        Method::PcaBytes => "pca-bytes",
        Method::Mean => "mean",
    }
}

fn words_of(method: Method, locale: Locale) -> &'static str {
    match method {
        Method::Autoencoder => td_string!(locale, exploring.method_ae),
        Method::AutoencoderBytes => td_string!(locale, exploring.method_ae_bytes),
        Method::Pca => td_string!(locale, exploring.method_pca),
        Method::PcaBytes => td_string!(locale, exploring.method_pca_bytes),
        Method::Mean => td_string!(locale, exploring.method_mean),
    }
}
