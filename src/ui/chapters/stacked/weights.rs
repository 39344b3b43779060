//! Weights on the page: what the worker answers about them, where they came from, and the buttons that open them.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        port::{WorkerPort, use_port},
        run::{Run, use_run},
    },
    widgets::file_button::FileButton,
    words::fill,
};
use lab::{
    exchange::weights::{WeightsCommand, WeightsEvent, WeightsFault},
    protocol::{Command, Topic, decode, encode},
    run::session::settings_of_weights,
};
use leptos::prelude::*;
use web::save::save_bytes;
use web_sys::File;

/// The last fault, and nothing else: files go to the browser, and what was read becomes the run. Copied freely.
#[derive(Clone, Copy)]
pub struct WeightsState {
    /// Why weights cannot be used.
    pub fault: RwSignal<Option<WeightsFault>>,
    port: WorkerPort,
}

impl WeightsState {
    /// Takes what the worker answers about weights while the owner around lives.
    pub fn new(run: Run) -> Self {
        let port = use_port();
        let state = Self { fault: RwSignal::new(None), port };
        port.subscribe(Topic::Weights, move |event| {
            let Some(bytes) = event.into_answer() else { return state.fault.set(Some(WeightsFault::PartMissing)) };
            match decode(&bytes).ok() {
                Some(WeightsEvent::File(name, bytes)) => save_bytes(&name, &bytes),
                Some(WeightsEvent::Read(query)) => {
                    state.fault.set(None);
                    let now = run.settings.get_untracked();
                    run.open_weights(settings_of_weights(query.as_deref(), &now));
                }
                Some(WeightsEvent::Refused(fault)) => state.fault.set(Some(fault)),
                // Another build's message cannot be read; the handshake has told the page already.
                None => {}
            }
        });
        state
    }

    /// Asks for something, and forgets what went wrong before.
    pub fn ask(self, command: WeightsCommand) {
        self.fault.set(None);
        send(self.port, &command, &[]);
    }
}

/// Asks the worker for something about weights, perhaps of a file.
pub fn send(port: WorkerPort, command: &WeightsCommand, files: &[File]) {
    // Only memory could run out.
    port.send_with_files(&Command::Weights(encode(command).unwrap_or_default()), files);
}

/// A button that opens a safetensors file.
#[component]
pub fn OpenWeights(
    /// Who asks.
    weights: WeightsState,
) -> impl IntoView {
    let locale = use_locale();
    let open = move |file: File| {
        weights.fault.set(None);
        // The worker reads it: nothing of it is needed here.
        send(weights.port, &WeightsCommand::OpenFile, &[file]);
    };
    view! {
        <FileButton action="open-weights" label=Signal::derive(move || td_string!(locale(), weights.open_file))
            accept=".safetensors" take=open/>
    }
}

/// What went wrong with weights, and where those of the run at hand came from.
#[component]
pub fn WeightsNews(
    /// Whose news.
    weights: WeightsState,
) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let fault = move || weights.fault.with(|fault| fault.as_ref().map(|fault| sentence(locale(), fault)));
    let provenance = Memo::new(move |_| run.of_info(|info| info.provenance.clone()));
    let origin = move || {
        provenance.get().map(|origin| match origin.n_epochs {
            Some(n) => fill(td_string!(locale(), weights.origin), &[("name", &origin.name), ("n", &n)]),
            None => fill(td_string!(locale(), weights.origin_unknown), &[("name", &origin.name)]),
        })
    };
    view! {
        <Show when=move || weights.fault.with(Option::is_some)><p class="field-fault" role="alert" data-part="weights-fault">{fault}</p></Show>
        <Show when=move || provenance.with(Option::is_some)><p class="opened" role="status" data-part="weights-origin">{origin}</p></Show>
    }
}

fn sentence(locale: Locale, fault: &WeightsFault) -> String {
    let shape = |shape: &[usize]| shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(" × ");
    match fault {
        WeightsFault::NotSafetensors(reason) => {
            fill(td_string!(locale, weights.not_safetensors), &[("reason", reason)])
        }
        WeightsFault::TooLarge => td_string!(locale, weights.too_large).to_owned(),
        WeightsFault::Missing(name) => fill(td_string!(locale, weights.missing), &[("name", name)]),
        WeightsFault::Unknown(name) => fill(td_string!(locale, weights.unknown), &[("name", name)]),
        WeightsFault::Shape { name, expected, got } => fill(
            td_string!(locale, weights.shape),
            &[("name", name), ("expected", &shape(expected)), ("got", &shape(got))],
        ),
        WeightsFault::Type { name, got } => {
            fill(td_string!(locale, weights.number_type), &[("name", name), ("got", got)])
        }
        WeightsFault::NotFinite(name) => fill(td_string!(locale, weights.not_finite), &[("name", name)]),
        WeightsFault::NotTied(name) => fill(td_string!(locale, weights.not_tied), &[("name", name)]),
        WeightsFault::NotKept => td_string!(locale, weights.not_kept).to_owned(),
        WeightsFault::Unfinished => td_string!(locale, weights.unfinished).to_owned(),
        WeightsFault::NoRun => td_string!(locale, weights.no_run).to_owned(),
        WeightsFault::PartMissing => td_string!(locale, faults.part_missing).to_owned(),
        WeightsFault::Unreadable => td_string!(locale, weights.unreadable).to_owned(),
    }
}
