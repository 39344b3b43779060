//! What has to be said before anything can be drawn: loading, faults, a failed worker, a run that diverged.

use crate::{
    lab::{
        presets::Preset,
        protocol::Fault,
        settings::{DataId, Settings},
        snapshot::RunState,
    },
    ui::{
        appearance::use_locale,
        i18n::{t, td_string, use_i18n},
        numbers::fixed,
        state::{Lab, use_lab},
        words::{self, fill},
    },
};
use leptos::prelude::*;

/// All notices of the run, above its figures.
#[component]
pub fn Notices() -> impl IntoView {
    view! { <RunFault/> <Loading/> <Broken/> <Diverged/> }
}

/// Whether the run stands so that its figures can be shown; tracked.
pub fn is_shown(lab: Lab) -> bool {
    lab.info.with(Option::is_some)
}

/// What of the link could not be used, whatever the chapter.
#[component]
pub fn LinkFaults() -> impl IntoView {
    let (lab, i18n, locale) = (use_lab(), use_i18n(), use_locale());
    let sentences = move || {
        lab.faults.with(|faults| {
            faults.iter().map(|fault| view! { <li>{words::setting_fault(locale(), fault)}</li> }).collect_view()
        })
    };
    view! {
        <Show when=move || !lab.faults.with(Vec::is_empty)>
            <div class="notice fault" role="alert">
                <strong>{t!(i18n, faults.title)}</strong>
                <ul>{sentences}</ul>
                <button class="ghost" on:click=move |_| lab.faults.set(Vec::new())>{t!(i18n, faults.dismiss)}</button>
            </div>
        </Show>
    }
}

#[component]
fn RunFault() -> impl IntoView {
    let (lab, i18n, locale) = (use_lab(), use_i18n(), use_locale());
    let sentence = move || lab.run_fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault)));
    let is_of_data = move || {
        lab.run_fault.with(|fault| {
            matches!(
                fault,
                Some(
                    Fault::DataMissing(_)
                        | Fault::DataUnreachable(_)
                        | Fault::DataDamaged { .. }
                        | Fault::OwnFilesNotYet
                )
            )
        })
    };
    let use_digits = move |_| {
        let chapter = lab.settings.with_untracked(|settings| settings.chapter);
        lab.change(Settings::base(chapter, DataId::Digits, Preset::default_for(chapter, DataId::Digits)));
    };
    view! {
        <Show when=move || lab.run_fault.with(Option::is_some)>
            <div class="notice fault" role="alert">
                <strong>{t!(i18n, faults.run_title)}</strong>
                <p>{sentence}</p>
                <Show when=is_of_data>
                    <button class="ghost" on:click=use_digits>{t!(i18n, faults.use_digits)}</button>
                    <button class="ghost" on:click=move |_| lab.configure(false)>{t!(i18n, faults.retry)}</button>
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn Loading() -> impl IntoView {
    let (lab, i18n, locale) = (use_lab(), use_i18n(), use_locale());
    let megabytes = move |bytes: u64| fixed(bytes as f64 / 1e6, 1, locale());
    let is_waiting =
        move || lab.info.with(Option::is_none) && lab.run_fault.with(Option::is_none) && !lab.is_broken.get();
    view! {
        <Show when=is_waiting>
            <div class="notice" role="status">
                {move || match lab.loading.get() {
                    Some((received, total)) => view! {
                        <p>{move || fill(td_string!(locale(), state.loading), &[("received", &megabytes(received)), ("total", &megabytes(total))])}</p>
                        <progress max=total.max(1).to_string() value=received.to_string()></progress>
                    }.into_any(),
                    None => view! { <p>{t!(i18n, state.preparing)}</p> }.into_any(),
                }}
            </div>
        </Show>
    }
}

#[component]
fn Broken() -> impl IntoView {
    let (lab, i18n) = (use_lab(), use_i18n());
    view! {
        <Show when=move || lab.is_broken.get()>
            <div class="notice fault" role="alert">
                <strong>{t!(i18n, state.broken_title)}</strong>
                <p>{t!(i18n, state.broken_text)}</p>
                <button class="ghost" on:click=move |_| lab.start(false)>{t!(i18n, state.restart)}</button>
            </div>
        </Show>
    }
}

#[component]
fn Diverged() -> impl IntoView {
    let (lab, i18n) = (use_lab(), use_i18n());
    let is_diverged = move || {
        lab.snapshot.with(|snapshot| snapshot.as_ref().is_some_and(|snapshot| snapshot.state == RunState::Diverged))
    };
    view! {
        <Show when=is_diverged>
            <div class="notice outcome">
                <strong>{t!(i18n, state.diverged_title)}</strong>
                <p>{t!(i18n, state.diverged_text)}</p>
            </div>
        </Show>
    }
}
