//! Damaged images, cleaned by the network and by its twin.

use super::choices::use_choices;
use super::{
    state::{keep_asking, use_exploring},
    thumbs::{ErrandButton, NamedRow},
};
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::{
        numbers::{fixed, grouped, three_digits},
        pin_table::PinTable,
        take_rows::TakeRows,
    },
    words::{fill, say},
};
use lab::{
    experiments::exploring::{
        question::{Errand, ExploreCommand, Noise, NoiseKind},
        report::{Cleaned, DenoisingReport},
    },
    settings::CorruptionKind,
};
use leptos::prelude::*;

/// The tool.
#[component]
pub fn Denoising() -> impl IntoView {
    let (run, state, locale) = (use_run(), use_exploring(), use_locale());
    let choices = use_choices();
    let noise = choices.memo(|tools| tools.noise);
    keep_asking(move || Some(ExploreCommand::Denoising(noise.get())));
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some(kind) = NoiseKind::ALL.into_iter().find(|kind| name_of(*kind) == name) {
            choices.change(|tools| tools.noise = Noise { kind, strength: kind.usual(), ..tools.noise });
        }
    };
    let set_strength = move |event| {
        if let Ok(strength) = event_target_value(&event).parse() {
            choices.change(|tools| tools.noise.strength = strength);
        }
    };
    let strength = move || {
        let noise = noise.get();
        match noise.kind {
            NoiseKind::Gaussian => format!("σ = {}", fixed(noise.strength, 2, locale())),
            NoiseKind::Dropped => format!("{} %", fixed(100.0 * noise.strength, 0, locale())),
            NoiseKind::Strokes => format!("{}", (10.0 * noise.strength).round()),
        }
    };
    let of = move |get: fn(&DenoisingReport) -> Vec<u8>| {
        Signal::derive(move || state.denoising.with(|report| report.as_ref().map(|r| get(r)).unwrap_or_default()))
    };
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let is_denoising = Memo::new(move |_| run.of_info(|info| info.settings.corruption_kind != CorruptionKind::None));
    let name = move |is_denoising: bool| {
        if is_denoising {
            td_string!(locale(), exploring.denoising_one)
        } else {
            td_string!(locale(), exploring.plain_one)
        }
    };
    let own_name = Signal::derive(move || name(is_denoising.get()).to_owned());
    let twin_name = Signal::derive(move || name(!is_denoising.get()).to_owned());
    let has_twin =
        Memo::new(move |_| state.denoising.with(|report| report.as_ref().is_some_and(|r| r.by_twin.is_some())));
    let twin_images = of(|report| report.by_twin.as_ref().map(|twin| twin.images.clone()).unwrap_or_default());
    let train = Signal::derive(move || {
        if is_denoising.get() {
            td_string!(locale(), exploring.train_plain)
        } else {
            td_string!(locale(), exploring.train_denoising)
        }
        .to_owned()
    });
    let row = move |cleaned: &Cleaned| {
        let (mse, whole_mse) = (cleaned.mse, cleaned.whole_mse);
        view! {
            <tr class="w-ae" data-denoising=cleaned.is_denoising.to_string()>
                <th scope="row">{name(cleaned.is_denoising)}</th>
                <td data-measure="mse" data-value=mse.to_string()>{three_digits(mse, locale())}</td>
                <td data-measure="whole-mse" data-value=whole_mse.to_string()>{three_digits(whole_mse, locale())}</td>
            </tr>
        }
    };
    let rows = move || {
        state.denoising.with(|report| {
            let report = report.as_ref()?;
            Some(view! {
                <tr><th scope="row">{td_string!(locale(), exploring.not_cleaned)}</th>
                    <td data-measure="damaged-mse" data-value=report.damaged_mse.to_string()>{three_digits(report.damaged_mse, locale())}</td><td>"0"</td></tr>
                {row(&report.cleaned)}
                {report.by_twin.as_ref().map(row)}
            })
        })
    };
    let hint = move || {
        let n = state.denoising.with(|report| report.as_ref().map_or(0, |report| report.n_samples as u64));
        fill(td_string!(locale(), exploring.denoising_hint), &[("n", &grouped(n, locale()))])
    };
    let most = move || if noise.get().kind == NoiseKind::Dropped { "0.95" } else { "1" };
    view! {
        <section data-instrument="denoising" class="tool-part" data-tool="denoising">
            <p class="hint">{hint}</p>
            <div class="tool-form">
                <label>{say!(exploring.noise)}" "
                    <select name="noise" on:change=choose>
                        {NoiseKind::ALL.map(|kind| view! {
                            <option value=name_of(kind) selected=move || noise.get().kind == kind>{move || kind_words(kind, locale())}</option>
                        }).collect_view()}
                    </select></label>
                <label class="slider"><span>{say!(exploring.strength)}" "<output>{strength}</output></span>
                    <input type="range" name="strength" min="0" max=most step="0.05" prop:value=move || noise.get().strength.to_string() on:input=set_strength/></label>
                <button type="button" class="ghost" data-action="noise-again" on:click=move |_| choices.change(|tools| tools.noise.seed += 1)>{say!(exploring.noise_again)}</button>
            </div>
            <div class="image-rows">
                <NamedRow label=text(|l| td_string!(l, stacked.original)) pixels=of(|report| report.originals.clone())/>
                <NamedRow label=text(|l| td_string!(l, stacked.damaged)) pixels=of(|report| report.damaged.clone())/>
                <NamedRow class="w-ae" label=own_name pixels=of(|report| report.cleaned.images.clone())/>
                <Show when=move || has_twin.get()><NamedRow class="w-ae" label=twin_name pixels=twin_images/></Show>
                <TakeRows title=Signal::derive(move || td_string!(locale(), exploring.denoising).to_owned())/>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=say!(exploring.denoising)>
                <table class="rows" data-table="denoising">
                    <thead><tr><th scope="col">{say!(exploring.cleaned_by)}</th><th scope="col">{say!(exploring.mse_damaged)}</th>
                        <th scope="col">{say!(exploring.mse_whole)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <PinTable title=Signal::derive(move || td_string!(locale(), exploring.denoising))/>
            <Show when=move || !has_twin.get()>
                <p>{say!(exploring.twin_why)}</p>
                <ErrandButton errand=Errand::Twin label=train/>
            </Show>
        </section>
    }
}

fn name_of(kind: NoiseKind) -> &'static str {
    match kind {
        NoiseKind::Gaussian => "gaussian",
        NoiseKind::Dropped => "dropped",
        NoiseKind::Strokes => "strokes",
    }
}

fn kind_words(kind: NoiseKind, locale: Locale) -> &'static str {
    match kind {
        NoiseKind::Gaussian => td_string!(locale, exploring.noise_gaussian),
        NoiseKind::Dropped => td_string!(locale, exploring.noise_dropped),
        NoiseKind::Strokes => td_string!(locale, exploring.noise_strokes),
    }
}
