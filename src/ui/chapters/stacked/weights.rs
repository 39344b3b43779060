//! Weights on the page: what the worker answers about them, where they came from, and the buttons that open them.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        port::use_port,
        questions::{Outcome, Questions, use_questions},
        run::{Run, use_run},
    },
    widgets::file_button::FileButton,
    words::fill,
};
use lab::{
    exchange::weights::{WeightsCommand, WeightsEvent, WeightsFault},
    protocol::{
        Event, Topic, decode, encode,
        questions::{Given, Matter, Refusal},
    },
    run::session::settings_of_weights,
};
use leptos::prelude::*;
use web::save::save_bytes;
use web_sys::File;

/// The last fault, and nothing else: files go to the browser, and weights that were read become the run. Copied freely.
#[derive(Clone, Copy)]
pub struct WeightsState {
    /// The reason why weights cannot be used.
    pub fault: RwSignal<Option<WeightsFault>>,
    questions: Questions,
    run: Run,
}

impl WeightsState {
    /// Follows the runs that start from weights, while the owner around lives.
    pub fn new(run: Run) -> Self {
        let state = Self { fault: RwSignal::new(None), questions: use_questions(), run };
        use_port().subscribe(Topic::Weights, move |event| {
            if let Event::WeightsRefused(fault) = event {
                state.fault.set(Some(fault));
            }
        });
        state
    }

    /// Asks for something, perhaps of a file, and forgets what went wrong before.
    pub fn ask(self, command: &WeightsCommand, files: &[File]) {
        self.fault.set(None);
        let take = move |outcome| self.take(outcome);
        match command {
            WeightsCommand::Save(..) => self.questions.ask_about_run("weights", matter(command), take),
            _ => self.questions.ask("weights", matter(command), files, take),
        }
    }

    fn take(self, outcome: Outcome) {
        let event = match outcome {
            Ok(Given::Weights(bytes)) => decode(&bytes).ok(),
            Err(Refusal::PartMissing) => Some(WeightsEvent::Refused(WeightsFault::PartMissing)),
            // The run that was meant has gone, and another one is there to be asked about.
            Ok(_) | Err(_) => None,
        };
        match event {
            Some(WeightsEvent::File(name, bytes)) => save_bytes(&name, &bytes),
            Some(WeightsEvent::Read(query)) => {
                let now = self.run.settings.get_untracked();
                self.run.open_weights(settings_of_weights(query.as_deref(), &now));
            }
            Some(WeightsEvent::Refused(fault)) => {
                self.fault.try_set(Some(fault));
            }
            // Another build's message cannot be read; the handshake has told the page already.
            Some(WeightsEvent::Kept) | None => {}
        }
    }
}

/// A command as the matter of a question.
pub fn matter(command: &WeightsCommand) -> Matter {
    // Only memory could run out.
    Matter::Weights(encode(command).unwrap_or_default())
}

/// A button that opens a safetensors file.
#[component]
pub fn OpenWeights(
    /// Who asks.
    weights: WeightsState,
) -> impl IntoView {
    let locale = use_locale();
    let open = move |file: File| {
        // The worker reads it: nothing of it is needed here.
        weights.ask(&WeightsCommand::OpenFile, &[file]);
    };
    view! {
        <FileButton action="open-weights" label=Signal::derive(move || td_string!(locale(), weights.open_file))
            accept=".safetensors" take=open/>
    }
}

/// Shows errors with weights, and the origin of the current run's weights.
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
