//! What a trained autoencoder is good for: seven tools for the network of chapter 4, one at a time.
//!
//! Reading order: [`state`] (what was asked and answered), [`thumbs`] (what tools share), then the tools: [`walk`],
//! [`compression`], [`denoising`], [`anomalies`], [`search`], [`drawing`], [`generation`]; [`figures`] is fetched by itself.

pub mod anomalies;
pub mod choices;
pub mod compression;
pub mod denoising;
pub mod drawing;
pub mod figures;
pub mod generation;
pub mod search;
pub mod state;
pub mod thumbs;
pub mod turning;
pub mod walk;

use crate::{
    chapters::stacked::images::Opened,
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::part_view::Part,
    words::{self, say},
};
use lab::{
    experiments::exploring::question::ExploreCommand,
    settings::{Settings, Tool},
};
use leptos::{html, prelude::*};
use leptos_use::use_element_visibility;
use state::{ExploreState, keep_asking};

/// The tools by which a trained network is explored.
pub const TOOLS: Part = Part("exploring");
/// The plane of codes.
pub const PLANE: Part = Part("exploring-plane");
/// The histogram of errors.
pub const ERRORS: Part = Part("exploring-errors");
/// The curve of thresholds.
pub const ROC: Part = Part("exploring-roc");

/// The section.
#[component]
pub fn Exploring() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let section = NodeRef::<html::Section>::new();
    let state = ExploreState::new(run, use_element_visibility(section));
    provide_context(state);
    // The plane serves all tools: it brings the images to choose from.
    keep_asking(|| Some(ExploreCommand::Plane));
    let of_run = Memo::new(move |_| state.version().of_run);
    Effect::new(move |_| {
        let _ = of_run.get();
        untrack(|| state.begin_anew());
    });
    let tool = Memo::new(move |_| run.settings.with(|settings| settings.tool));
    let open = move |tool: Tool| run.change(Settings { tool, ..run.settings.get_untracked() });
    let tab = move |one: Tool| {
        view! {
            <button type="button" class="seg" data-tool-button=one.name() aria-pressed=move || (tool.get() == one).to_string()
                on:click=move |_| open(one)>{move || name(one, locale())}</button>
        }
    };
    let panel = move || match tool.get() {
        Tool::Walk => view! { <walk::Walk/> }.into_any(),
        Tool::Compression => view! { <compression::Compression/> }.into_any(),
        Tool::Denoising => view! { <denoising::Denoising/> }.into_any(),
        Tool::Anomalies => view! { <anomalies::Anomalies/> }.into_any(),
        Tool::Search => view! { <search::Search/> }.into_any(),
        Tool::Drawing => view! { <drawing::Drawing/> }.into_any(),
        Tool::Generation => view! { <generation::Generation/> }.into_any(),
    };
    let fault = move || state.fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault)));
    let has_images = Memo::new(move |_| run.of_info(|info| !info.shown.originals.is_empty()));
    let is_waiting = move || state.plane.with(Option::is_none) && state.fault.with(Option::is_none);
    let is_untrained = move || run.of_snapshot(|snapshot| snapshot.epoch == 0);
    view! {
        <section data-instrument="exploring" node_ref=section class="card wide labs exploring" id="exploring" data-card="exploring">
            <h2>{say!(exploring.title)}</h2>
            <p>{say!(exploring.lead)}</p>
            <Show when=move || has_images.get() fallback=move || view! { <p class="hint">{say!(exploring.no_images)}</p> }>
                <div class="tools" role="group" aria-label=say!(exploring.tools)>{Tool::ALL.map(tab).collect_view()}</div>
                <Show when=is_untrained><p class="hint" role="status">{say!(exploring.untrained)}</p></Show>
                <Opened/>
                <Show when=move || fault().is_some()><div class="notice fault" role="alert">{fault}</div></Show>
                <Show when=is_waiting><p class="hint" role="status">{say!(exploring.waiting)}</p></Show>
                {panel}
            </Show>
        </section>
    }
}

fn name(tool: Tool, locale: Locale) -> &'static str {
    match tool {
        Tool::Walk => td_string!(locale, exploring.walk),
        Tool::Compression => td_string!(locale, exploring.compression),
        Tool::Denoising => td_string!(locale, exploring.denoising),
        Tool::Anomalies => td_string!(locale, exploring.anomalies),
        Tool::Search => td_string!(locale, exploring.search),
        Tool::Drawing => td_string!(locale, exploring.drawing),
        Tool::Generation => td_string!(locale, exploring.generation),
    }
}
