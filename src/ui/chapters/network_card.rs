//! The card that draws a run's network.

use crate::ui::{
    i18n::td_string,
    language::use_locale,
    numbers::grouped,
    state::use_lab,
    words::{fill, say},
};
use leptos::prelude::*;

/// The layers as bars that narrow to the code and widen again, with what that saves.
#[component]
pub fn NetworkCard() -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let sizes = Memo::new(move |_| lab.of_info(|info| info.layer_sizes.clone()));
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
            view! { <div class=class><span class="bar" style:height=format!("{height:.1}%")></span><b>{size}</b></div> }
        };
        sizes.into_iter().enumerate().map(bar).collect_view()
    };
    let sentence = move || {
        let (code, input, parameters) = lab.of_info(|info| {
            (info.settings.code_size(), info.layer_sizes.first().copied().unwrap_or(0), info.n_parameters)
        });
        fill(
            td_string!(locale(), stacked.compression),
            &[
                ("code", &code),
                ("input", &grouped(input as u64, locale())),
                ("parameters", &grouped(parameters as u64, locale())),
            ],
        )
    };
    view! {
        <section class="card">
            <h3>{say!(stacked.network)}</h3>
            <div class="network" role="img" aria-label=label>{bars}</div>
            <p class="hint">{sentence}</p>
        </section>
    }
}
