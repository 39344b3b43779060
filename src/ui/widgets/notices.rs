//! What has to be said before anything can be drawn: loading, faults, a failed worker, a run that diverged.

use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        own_files::use_own_files,
        port::use_port,
        run::{Run, use_run},
    },
    widgets::{data_field::megabytes, own_files::OpenButton},
    words::{self, files, fill, say},
};
use lab::{
    fault::Fault,
    protocol::Command,
    run::snapshot::RunState,
    settings::{DataId, Settings, preset::Preset},
};
use leptos::prelude::*;

/// All notices of the run, above its figures.
#[component]
pub fn Notices() -> impl IntoView {
    view! { <RunFault/> <Loading/> <Broken/> <Diverged/> }
}

/// Returns true if the run is ready for its figures to be shown; tracked.
pub fn is_shown(run: Run) -> bool {
    run.info.with(Option::is_some)
}

/// Shows the parts of the link that could not be used, whatever the chapter.
#[component]
pub fn LinkFaults() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let sentences = move || {
        run.faults.with(|faults| {
            faults.iter().map(|fault| view! { <li>{words::setting_fault(locale(), fault)}</li> }).collect_view()
        })
    };
    view! {
        <Show when=move || !run.faults.with(Vec::is_empty)>
            <div class="notice fault" role="alert">
                <strong>{say!(faults.title)}</strong>
                <ul>{sentences}</ul>
                <button class="ghost" on:click=move |_| run.faults.set(Vec::new())>{say!(faults.dismiss)}</button>
            </div>
        </Show>
    }
}

#[component]
fn RunFault() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let own = use_own_files();
    let is_own = move || run.run_fault.with(|fault| matches!(fault, Some(Fault::NoOwnData)));
    let sentence = move || {
        let asked = is_own()
            .then(|| run.settings.with(|settings| own.expected_for(settings)))
            .flatten()
            .map(|file| files::asked_for(locale(), &file));
        asked.or_else(|| run.run_fault.with(|fault| fault.as_ref().map(|fault| words::fault(locale(), fault))))
    };
    let is_of_data = move || {
        run.run_fault.with(|fault| {
            matches!(
                fault,
                Some(Fault::DataUnavailable { .. } | Fault::DataDamaged { .. } | Fault::Cancelled | Fault::NoOwnData)
            )
        })
    };
    let attempts = move || {
        run.run_fault.with(|fault| match fault {
            Some(Fault::DataUnavailable { attempts, .. }) => {
                attempts.iter().map(|attempt| view! { <li>{files::attempt(locale(), attempt)}</li> }).collect_view()
            }
            _ => Vec::new(),
        })
    };
    // With another run still there nothing has to be chosen in a hurry.
    let has_run = move || run.info.with(Option::is_some);
    let use_digits = move |_| {
        own.expected.set(None);
        let chapter = run.settings.with_untracked(|settings| settings.chapter);
        run.change(Settings::base(chapter, DataId::Digits, Preset::default_for(chapter, DataId::Digits)));
    };
    view! {
        <Show when=move || run.run_fault.with(Option::is_some)>
            <div class="notice fault" role="alert" data-notice="run">
                <strong>{move || if is_own() { td_string!(locale(), own.needed) } else if is_of_data() { td_string!(locale(), faults.loading_title) } else { td_string!(locale(), faults.run_title) }}</strong>
                <p>{sentence}</p>
                <ul class="attempts">{attempts}</ul>
                <Show when=has_run><p>{say!(faults.loading_kept)}</p></Show>
                <Show when=is_own><OpenButton label=Signal::derive(move || td_string!(locale(), data.open).to_owned())/></Show>
                <Show when=is_of_data>
                    <Show when=move || !has_run()>
                        <button class="ghost" on:click=use_digits>{say!(faults.use_digits)}</button>
                    </Show>
                    <Show when=move || !is_own()>
                        <button class="ghost" on:click=move |_| run.retry()>{say!(faults.retry)}</button>
                    </Show>
                </Show>
                <Show when=has_run>
                    <button class="ghost" on:click=move |_| run.run_fault.set(None)>{say!(faults.dismiss)}</button>
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn Loading() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let port = use_port();
    let is_waiting = move || {
        let has_nothing = run.info.with(Option::is_none) && run.run_fault.with(Option::is_none);
        (has_nothing || run.is_loading()) && !port.is_broken.get()
    };
    // Before the first byte as well: a host may take its time to answer.
    let may_be_long = move || run.is_loading() || run.wished().data.image_set().is_some();
    let progress = move |(received, total): (u64, u64)| {
        let (received_mb, total_mb) = (megabytes(received, locale()), megabytes(total, locale()));
        view! {
            <p>{fill(td_string!(locale(), state.loading), &[("received", &received_mb), ("total", &total_mb)])}</p>
            <progress max=total.max(1).to_string() value=received.to_string()></progress>
        }
    };
    let preparing = move |share: f64| {
        view! {
            <p>{say!(state.preparing_pca)}</p>
            <progress max="1" value=share.to_string() aria-label=say!(state.preparing_pca)></progress>
        }
    };
    view! {
        <Show when=is_waiting>
            <div class="notice loading">
                // Only what it is doing is spoken, not every megabyte.
                <p class="visually-hidden" role="status">{say!(state.preparing)}</p>
                {move || match (run.preparing.get(), run.loading.get()) {
                    (Some(share), _) => preparing(share).into_any(),
                    (None, Some(bytes)) => progress(bytes).into_any(),
                    (None, None) => view! { <p>{say!(state.preparing)}</p> }.into_any(),
                }}
                <Show when=move || may_be_long() && run.preparing.with(Option::is_none)>
                    <button class="ghost" on:click=move |_| port.send(&Command::CancelLoading)>{say!(state.cancel)}</button>
                </Show>
            </div>
        </Show>
    }
}

/// A worker that has failed, and how to go on.
#[component]
pub fn Broken() -> impl IntoView {
    let run = use_run();
    let port = use_port();
    view! {
        <Show when=move || port.is_broken.get()>
            <div class="notice fault" role="alert">
                <strong>{say!(state.broken_title)}</strong>
                <p>{say!(state.broken_text)}</p>
                <button class="ghost" on:click=move |_| run.start(false)>{say!(state.restart)}</button>
            </div>
        </Show>
    }
}

#[component]
fn Diverged() -> impl IntoView {
    let run = use_run();
    let is_diverged = move || {
        run.snapshot.with(|snapshot| snapshot.as_ref().is_some_and(|snapshot| snapshot.state == RunState::Diverged))
    };
    view! {
        <Show when=is_diverged>
            <div class="notice outcome">
                <strong>{say!(state.diverged_title)}</strong>
                <p>{say!(state.diverged_text)}</p>
            </div>
        </Show>
    }
}
