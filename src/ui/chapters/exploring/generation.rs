//! Images that were never there: codes drawn in three ways, decoded.

use super::choices::use_choices;
use super::{
    state::{keep_asking, use_exploring},
    thumbs::NamedRow,
};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::take_rows::TakeRows,
    words::{fill, say},
};
use lab::experiments::exploring::{question::ExploreCommand, report::GeneratedReport};
use leptos::prelude::*;
use std::fmt::Display;

/// The tool.
#[component]
pub fn Generation() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let choices = use_choices();
    let draw = choices.memo(|tools| tools.draw);
    keep_asking(move || Some(ExploreCommand::Generate { draw: draw.get() }));
    let of = move |get: fn(&GeneratedReport) -> &Vec<u8>| {
        Signal::derive(move || {
            state.generated.with(|report| report.as_ref().map(|report| get(report).clone()).unwrap_or_default())
        })
    };
    let is_variational =
        Memo::new(move |_| state.generated.with(|report| report.as_ref().is_some_and(|report| report.is_variational)));
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let explanation = move || {
        if is_variational.get() {
            td_string!(locale(), exploring.generation_variational).to_owned()
        } else {
            let preset = td_string!(locale(), presets.stacked_variational);
            let names: [(&str, &dyn Display); 2] =
                [("preset", &preset), ("presets", &td_string!(locale(), form.more_presets))];
            fill(td_string!(locale(), exploring.generation_plain), &names)
        }
    };
    view! {
        <section data-instrument="generation" class="tool-part" data-tool="generation">
            <p class="hint">{say!(exploring.generation_hint)}</p>
            <div class="image-rows">
                <NamedRow label=text(|l| td_string!(l, exploring.of_real)) pixels=of(|report| &report.rebuilt)/>
                <NamedRow class="w-ae" label=text(|l| td_string!(l, exploring.of_gaussian)) pixels=of(|report| &report.gaussian)/>
                <NamedRow class="w-ae" label=text(|l| td_string!(l, exploring.of_histograms)) pixels=of(|report| &report.histograms)/>
                <NamedRow class="w-ae" label=text(|l| td_string!(l, exploring.of_prior)) pixels=of(|report| &report.prior)/>
                <TakeRows title=Signal::derive(move || td_string!(locale(), exploring.generation).to_owned())/>
            </div>
            <div class="actions"><button type="button" class="ghost" data-action="generate-again"
                on:click=move |_| choices.change(|tools| tools.draw += 1)>{say!(stacked.sample_again)}</button></div>
            <p>{explanation}</p>
        </section>
    }
}
