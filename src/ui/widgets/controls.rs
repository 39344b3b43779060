//! The form of a lab, made from the one table of settings.

use crate::{
    store::{language::use_locale, run::use_run},
    widgets::{data_field::DataField, field_row::FieldRow},
    words::{self, say},
};
use lab::settings::{
    DataId, Settings,
    fields::{FIELDS, Section},
    preset::Preset,
};
use leptos::prelude::*;

/// Data set, presets, the main settings, and the others folded.
#[component]
pub fn Controls(
    /// The data sets that make sense in this chapter.
    data_sets: &'static [DataId],
) -> impl IntoView {
    let run = use_run();
    let fields = |section| FIELDS.iter().filter(move |field| field.section == section);
    let deviates = move || {
        let settings = run.wished();
        !Settings::base(settings.chapter, settings.data, settings.preset).is_same_run(&settings)
    };
    let go_back = move |_| {
        let now = run.wished_untracked();
        run.change(Settings::base(now.chapter, now.data, now.preset).looked_at_as(&now));
    };
    view! {
        <form data-instrument="controls" class="controls" on:submit=|event| event.prevent_default()>
            <h2>{say!(form.heading)}</h2>
            <DataField data_sets/>
            <PresetField/>
            {fields(Section::Main).map(|field| view! { <FieldRow field/> }).collect_view()}
            <Show when=deviates>
                <button type="button" class="ghost" on:click=go_back>{say!(form.back)}</button>
            </Show>
            <details>
                <summary>{say!(form.more)}</summary>
                <div class="more">
                    {fields(Section::Advanced).map(|field| view! { <FieldRow field/> }).collect_view()}
                </div>
            </details>
        </form>
    }
}

/// Of more presets than this, so many are in sight and the others folded.
const MOST_PRESETS: usize = 7;
const N_FIRST_PRESETS: usize = 5;

#[component]
fn PresetField() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let chapter = run.settings.with_untracked(|settings| settings.chapter);
    let presets = Preset::of_chapter(chapter);
    let n_first = if presets.len() > MOST_PRESETS { N_FIRST_PRESETS } else { presets.len() };
    // Whoever has chosen one of them finds it.
    let is_chosen_folded = Memo::new(move |_| presets[n_first..].contains(&run.wished().preset));
    let card = move |preset: Preset| {
        let is_chosen = move || run.wished().preset == preset;
        let choose = move |_| {
            let now = run.wished_untracked();
            run.change(Settings::base(now.chapter, now.data, preset).looked_at_as(&now));
        };
        view! {
            <button type="button" class="preset" aria-pressed=move || is_chosen().to_string() on:click=choose
                data-preset=preset.name() hidden=move || !preset.suits(run.wished().data)>
                {move || words::preset(locale(), chapter, preset).0}
                <small>{move || words::preset(locale(), chapter, preset).1}</small>
            </button>
        }
    };
    view! {
        <fieldset>
            <legend>{say!(form.preset)}</legend>
            {presets[..n_first].iter().map(|&preset| card(preset)).collect_view()}
            <Show when=move || n_first < presets.len()>
                <details class="more-presets" prop:open=move || is_chosen_folded.get()>
                    <summary>{say!(form.more_presets)}</summary>
                    {presets[n_first..].iter().map(|&preset| card(preset)).collect_view()}
                </details>
            </Show>
        </fieldset>
    }
}
