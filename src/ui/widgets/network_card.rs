//! The card that draws a run's network.

use crate::{
    i18n::td_string,
    store::{language::use_locale, run::use_run},
    widgets::numbers::{fixed, grouped},
    words::{fill, say},
};
use lab::settings::{CodeKind, CorruptionKind};
use leptos::prelude::*;

/// The layers as bars that narrow to the code and widen again, with what that saves.
#[component]
pub fn NetworkCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let sizes = Memo::new(move |_| run.of_info(|info| info.layer_sizes.clone()));
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
            // Layer by layer, pair p is what lies between the layers p and p + 1 of either side.
            let rests = move || {
                run.of_snapshot(|snapshot| snapshot.pair.is_some_and(|pair| idx.abs_diff(middle) + pair + 1 < middle))
            };
            let title = move || rests().then(|| td_string!(locale(), stacked.rests));
            view! { <div class=class class:resting=rests title=title><span class="bar" style:height=format!("{height:.1}%")></span><b>{size}</b></div> }
        };
        sizes.into_iter().enumerate().map(bar).collect_view()
    };
    let sentence = move || {
        let (code, input, parameters) = run.of_info(|info| {
            (info.settings.code_size(), info.layer_sizes.first().copied().unwrap_or(0), info.n_parameters)
        });
        let ratio = fixed(input as f64 / code.max(1) as f64, 1, locale());
        let words =
            if code >= input { td_string!(locale(), stacked.no_ratio) } else { td_string!(locale(), stacked.ratio) };
        fill(
            words,
            &[
                ("ratio", &ratio),
                ("code", &code),
                ("input", &grouped(input as u64, locale())),
                ("parameters", &grouped(parameters as u64, locale())),
            ],
        )
    };
    // What sets it apart from a plain one.
    let traits = move || {
        let settings = run.of_info(|info| Some(info.settings.clone()));
        let Some(settings) = settings else { return Vec::new() };
        let greedy = fill(td_string!(locale(), stacked.is_greedy), &[("n", &settings.n_pair_epochs)]);
        let traits = [
            (settings.is_tied, td_string!(locale(), stacked.is_tied).to_owned()),
            (settings.corruption_kind != CorruptionKind::None, td_string!(locale(), stacked.is_denoising).to_owned()),
            (settings.n_pair_epochs > 0, greedy),
            (
                matches!(settings.code_kind, CodeKind::L1 | CodeKind::Kl),
                td_string!(locale(), stacked.is_sparse).to_owned(),
            ),
            (settings.code_kind == CodeKind::Variational, td_string!(locale(), stacked.is_variational).to_owned()),
        ];
        let there = traits.into_iter().filter(|(is_there, _)| *is_there);
        there.map(|(_, sentence)| view! { <p class="hint">{sentence}</p> }).collect()
    };
    view! {
        <section data-instrument="network" class="card">
            <h3>{say!(stacked.network)}</h3>
            <div class="network" role="img" aria-label=label>{bars}</div>
            <p class="hint">{sentence}</p>
            {traits}
        </section>
    }
}
