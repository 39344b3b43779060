//! One setting in a form: its label, its control by kind, and the sentence when what was typed cannot be used.

use crate::store::language;
use crate::{
    i18n::td_string,
    store::{language::use_locale, run::use_run},
    words::{self, say},
};
use lab::settings::{
    CodeKind, CorruptionKind, SettingFault,
    fields::{Field, Kind},
};
use leptos::prelude::*;

/// One setting: its label, its control by kind, and the sentence when what was typed cannot be used.
#[component]
pub fn FieldRow(
    /// The setting.
    field: &'static Field,
) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let fault = RwSignal::new(None::<SettingFault>);
    let write = move |text: String| {
        let mut settings = run.wished_untracked();
        match field.write(&mut settings, &text) {
            Ok(()) => {
                fault.set(None);
                run.change(settings);
            }
            Err(refusal) => fault.set(Some(refusal)),
        }
    };
    let text = move || field.read(&run.wished());
    // Another value, from wherever it comes, has outlived what was wrong with the last one typed.
    Effect::new(move |_| {
        let _ = text();
        fault.set(None);
    });
    let hint = move || match field.key {
        "layers" => Some(td_string!(locale(), fields.layers_hint)),
        "take" => Some(td_string!(locale(), data.take_hint)),
        "greedy" => Some(td_string!(locale(), fields.greedy_hint)),
        "checkpoints" => Some(td_string!(locale(), fields.checkpoints_hint)),
        "code-weight" => match run.wished().code_kind {
            CodeKind::Plain => None,
            CodeKind::Variational => Some(td_string!(locale(), fields.beta_hint)),
            CodeKind::L1 => Some(td_string!(locale(), fields.l1_hint)),
            CodeKind::Kl => Some(td_string!(locale(), fields.kl_hint)),
        },
        "cloud-draw" => Some(td_string!(locale(), data.cloud_hint)),
        _ => None,
    };
    // What has no say at the moment is not asked for.
    let is_idle = move || {
        let wished = run.wished();
        match field.key {
            "validation" => !wished.chooses_validation(),
            "denoise-strength" => wished.corruption_kind == CorruptionKind::None,
            "code-weight" => wished.code_kind == CodeKind::Plain,
            "code-target" => wished.code_kind != CodeKind::Kl,
            _ => false,
        }
    };
    // What stands below a control belongs to it, also for those who hear the page.
    let [hint_id, fault_id] = ["hint", "fault"].map(|what| format!("{what}-{}", field.key));
    let described_by = StoredValue::new(format!("{hint_id} {fault_id}"));
    let is_invalid = move || fault.with(Option::is_some).then_some("true");
    let control = match field.kind {
        Kind::Choice(choices) => view! {
            <select name=field.key aria-describedby=described_by.get_value() prop:value=text on:change=move |event| write(event_target_value(&event))>
                {choices.iter().map(|&word| view! {
                    <option value=word selected=move || text() == word>{move || words::choice(locale(), word)}</option>
                }).collect_view()}
            </select>
        }
        .into_any(),
        Kind::Flag => view! {
            <input type="checkbox" name=field.key aria-describedby=described_by.get_value() prop:checked=move || text() == "1"
                on:change=move |event| write(u8::from(event_target_checked(&event)).to_string())/>
        }
        .into_any(),
        Kind::Integer { .. } | Kind::Real { .. } | Kind::Sizes | Kind::Numbers { .. } => view! {
            <NumberInput field write text described_by is_invalid/>
        }
        .into_any(),
    };
    view! {
        <div class="field" class:inline=field.kind == Kind::Flag hidden=is_idle>
            <label>
                <span>{move || words::field(locale(), field.key)}</span>
                {control}
            </label>
            {move || hint().map(|hint| view! { <small id=hint_id.clone()>{hint}</small> })}
            <Show when=move || fault.with(Option::is_some)>
                <p class="field-fault" role="alert" id=fault_id.clone()>
                    {move || fault.with(|fault| fault.as_ref().map(|fault| words::setting_fault(locale(), fault)))}
                </p>
            </Show>
        </div>
    }
}

/// A text field for a number, with buttons for half and double; the seed has a button for another one.
#[component]
fn NumberInput(
    field: &'static Field,
    write: impl Fn(String) + Copy + Send + Sync + 'static,
    text: impl Fn() -> String + Copy + Send + Sync + 'static,
    described_by: StoredValue<String>,
    is_invalid: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let shown = move || language::of(locale()).localised(&text());
    let scale = move |factor: f64| {
        let Ok(value) = text().parse::<f64>() else { return };
        let scaled = value * factor;
        let is_whole = matches!(field.kind, Kind::Integer { .. });
        write(if is_whole { scaled.round().max(1.0).to_string() } else { shorten(scaled) });
    };
    let name = move || words::field(locale(), field.key);
    let buttons = match (field.key, field.kind) {
        ("seed" | "cloud-draw", _) => view! {
            <button type="button" class="nudge wide" on:click=move |_| write(next_seed(&text()))>
                {if field.key == "seed" { say!(form.new_seed) } else { say!(form.new_draw) }}
            </button>
        }.into_any(),
        (_, Kind::Sizes | Kind::Numbers { .. }) => ().into_any(),
        _ => view! {
            <button type="button" class="nudge" aria-label=move || format!("{} ÷ 2", name()) on:click=move |_| scale(0.5)>"÷2"</button>
            <button type="button" class="nudge" aria-label=move || format!("{} × 2", name()) on:click=move |_| scale(2.0)>"×2"</button>
        }.into_any(),
    };
    let are_several = matches!(field.kind, Kind::Sizes | Kind::Numbers { .. });
    let mode = if are_several { "text" } else { "decimal" };
    view! {
        <span class="number">
            // Its own name: the label around holds the buttons too.
            <input type="text" inputmode=mode autocomplete="off" name=field.key aria-label=name aria-invalid=is_invalid
                aria-describedby=described_by.get_value() prop:value=shown
                on:change=move |event| write(event_target_value(&event).replace(',', if are_several { "-" } else { "." }))/>
            {buttons}
        </span>
    }
}

/// Six significant digits, so that halving and doubling leave no dust.
fn shorten(value: f64) -> String {
    let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(value);
    rounded.to_string()
}

/// Seeds in turn: a class can follow them, and go back by typing.
fn next_seed(text: &str) -> String {
    text.parse::<u64>().map_or(1, |seed| (seed + 1) % (1 << 32)).to_string()
}
