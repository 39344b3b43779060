//! What the page knows of the network that is explored: the last answers of the worker, and what is asked next.

use crate::store::{
    port::use_port,
    questions::{Questions, use_questions},
    run::Run,
};
use lab::{
    experiments::exploring::{
        question::{Errand, ExploreCommand},
        report::{
            AnomalyReport, BentReport, CodeReport, CompressionReport, DenoisingReport, DrawnReport, ExploreEvent,
            GeneratedReport, PlaneReport, PrecisionReport, SearchReport, WayReport,
        },
    },
    fault::Fault,
    protocol::{
        Event, Topic, decode, encode,
        questions::{Given, Matter, Refusal},
    },
    run::snapshot::RunState,
};
use leptos::prelude::*;
use std::sync::Arc;

/// An answer, once it is known.
pub type Answer<T> = RwSignal<Option<Arc<T>>>;

/// The explored network. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct ExploreState {
    questions: Questions,
    run: Run,
    /// True if the tools are visible: hidden tools send no requests and cost a run nothing.
    pub is_seen: Signal<bool>,
    /// The plane of codes.
    pub plane: Answer<PlaneReport>,
    /// The image under the pointer.
    pub decoded: RwSignal<Vec<u8>>,
    /// The images of a grid.
    pub grid: RwSignal<Vec<u8>>,
    /// From one image to another.
    pub way: Answer<WayReport>,
    /// The code that is bent.
    pub code: Answer<CodeReport>,
    /// The bent code.
    pub bent: Answer<BentReport>,
    /// The report on the cost of codes.
    pub compression: Answer<CompressionReport>,
    /// The report on the denoising of damaged images.
    pub denoising: Answer<DenoisingReport>,
    /// The report on anomaly detection by reconstruction error.
    pub anomalies: Answer<AnomalyReport>,
    /// The class whose own network is not trained yet.
    pub untrained: RwSignal<Option<u8>>,
    /// The results of the similarity search.
    pub search: Answer<SearchReport>,
    /// How often what is alike is of the same class.
    pub precision: Answer<PrecisionReport>,
    /// The report on the drawing.
    pub drawn: Answer<DrawnReport>,
    /// Images of drawn codes.
    pub generated: Answer<GeneratedReport>,
    /// The errand under way, and how far it is.
    pub errand: RwSignal<Option<(Errand, f64)>>,
    /// Rises whenever an errand is done: what it brought changes answers.
    pub n_errands: RwSignal<u32>,
    /// Why something could not be answered.
    pub fault: RwSignal<Option<Fault>>,
    /// A flag for a pointer-following request in progress, and the next request.
    live: StoredValue<(bool, Option<ExploreCommand>)>,
}

impl ExploreState {
    /// Nothing known yet. From now on the worker's answers come here.
    pub fn new(run: Run, is_seen: Signal<bool>) -> Self {
        let (port, questions) = (use_port(), use_questions());
        let state = Self {
            run,
            questions,
            is_seen,
            plane: RwSignal::new(None),
            decoded: RwSignal::new(Vec::new()),
            grid: RwSignal::new(Vec::new()),
            way: RwSignal::new(None),
            code: RwSignal::new(None),
            bent: RwSignal::new(None),
            compression: RwSignal::new(None),
            denoising: RwSignal::new(None),
            anomalies: RwSignal::new(None),
            untrained: RwSignal::new(None),
            search: RwSignal::new(None),
            precision: RwSignal::new(None),
            drawn: RwSignal::new(None),
            generated: RwSignal::new(None),
            errand: RwSignal::new(None),
            n_errands: RwSignal::new(0),
            fault: RwSignal::new(None),
            live: StoredValue::new((false, None)),
        };
        // Background jobs report by themselves.
        port.subscribe(Topic::Exploring, move |event| {
            if let Event::Explored(bytes) = event {
                state.take_bytes(&bytes);
            }
        });
        state
    }

    /// Asks about the run's network.
    pub fn ask(self, command: &ExploreCommand) {
        self.fault.set(None);
        // Only memory could run out.
        let matter = Matter::Explore(encode(command).unwrap_or_default());
        self.questions.ask_about_run(command.place(), matter, move |outcome| match outcome {
            // The section has gone.
            _ if self.live.try_get_value().is_none() => {}
            Ok(Given::Explored(bytes)) => self.take_bytes(&bytes),
            // A run on points: the section says so itself.
            Ok(_) | Err(Refusal::NothingThere | Refusal::RunIsOver) => self.go_on(),
            Err(Refusal::PartMissing) => self.fail(Fault::PartMissing),
            Err(Refusal::Failed(fault)) => self.fail(fault),
        });
    }

    fn take_bytes(self, bytes: &[u8]) {
        // Another build's message cannot be read; the handshake has told the page already.
        if let Ok(event) = decode(bytes) {
            self.take(event);
        }
    }

    fn fail(self, fault: Fault) {
        self.errand.set(None);
        self.fault.set(Some(fault));
        self.go_on();
    }

    /// Asks what follows a pointer or a slider: the next question waits for the answer to the one before, and only the latest
    /// is kept.
    pub fn ask_live(self, command: ExploreCommand) {
        let is_busy = self.live.with_value(|(is_busy, _)| *is_busy);
        if is_busy {
            self.live.update_value(|(_, next)| *next = Some(command));
        } else {
            self.live.set_value((true, None));
            self.ask(&command);
        }
    }

    fn go_on(self) {
        let next = self.live.try_update_value(|(_, next)| next.take()).flatten();
        self.live.set_value((false, None));
        if let Some(command) = next {
            self.ask_live(command);
        }
    }

    /// Begins an errand.
    pub fn start(self, errand: Errand) {
        self.errand.set(Some((errand, 0.0)));
        self.ask(&ExploreCommand::Start(errand));
    }

    /// Gives the errand up.
    pub fn stop(self) {
        self.errand.set(None);
        self.ask(&ExploreCommand::Stop);
    }

    /// Returns a key for the state of the network. Tracked. During training, answers follow it epoch by epoch.
    pub fn version(self) -> Version {
        let of_run = self.run.info.with(|info| info.as_ref().map_or(0, |info| Arc::as_ptr(info) as usize));
        let (epoch, opened, state) = self.run.snapshot.with(|snapshot| {
            snapshot
                .as_ref()
                .map_or((0, None, None), |snapshot| (snapshot.epoch, snapshot.opened, Some(snapshot.state)))
        });
        let is_running = state == Some(RunState::Running);
        Version { of_run, epoch, opened, is_running, units: self.run.settings.with(|settings| settings.view().units) }
    }

    /// Forgets what was known of another run: it does not hold for this one.
    pub fn begin_anew(self) {
        self.errand.set(None);
        self.untrained.set(None);
        self.precision.set(None);
        self.fault.set(None);
        self.live.set_value((false, None));
    }

    fn take(self, event: ExploreEvent) {
        match event {
            ExploreEvent::Nothing => self.go_on(),
            ExploreEvent::Plane(report) => self.plane.set(Some(Arc::from(report))),
            ExploreEvent::Decoded(images, true) => self.grid.set(images),
            ExploreEvent::Decoded(images, false) => {
                self.decoded.set(images);
                self.go_on();
            }
            ExploreEvent::Way(report) => self.way.set(Some(Arc::from(report))),
            ExploreEvent::Code(report) => self.code.set(Some(Arc::from(report))),
            ExploreEvent::Bent(report) => {
                self.bent.set(Some(Arc::from(report)));
                self.go_on();
            }
            ExploreEvent::Compression(report) => self.compression.set(Some(Arc::from(report))),
            ExploreEvent::Denoising(report) => {
                self.denoising.set(Some(Arc::from(report)));
                self.go_on();
            }
            ExploreEvent::Anomalies(report) => {
                self.untrained.set(None);
                self.anomalies.set(Some(Arc::from(report)));
            }
            ExploreEvent::NotTrained(class) => {
                self.anomalies.set(None);
                self.untrained.set(Some(class));
            }
            ExploreEvent::Search(report) => self.search.set(Some(Arc::from(report))),
            ExploreEvent::Drawn(report) => {
                self.drawn.set(report.map(Arc::from));
                self.go_on();
            }
            ExploreEvent::Generated(report) => self.generated.set(Some(Arc::from(report))),
            ExploreEvent::Progress(_, share) if share >= 1.0 => {
                self.errand.set(None);
                self.n_errands.update(|n| *n += 1);
            }
            ExploreEvent::Progress(errand, share) => self.errand.set(Some((errand, share))),
            ExploreEvent::Precision(report) => self.precision.set(Some(Arc::from(report))),
            ExploreEvent::Failed(fault) => self.fail(fault),
        }
    }
}

/// A state of the network.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Version {
    /// Tells runs apart.
    pub of_run: usize,
    epoch: usize,
    opened: Option<usize>,
    is_running: bool,
    units: Option<[usize; 2]>,
}

/// The explored network of the section around.
pub fn use_exploring() -> ExploreState {
    expect_context()
}

/// Asks whenever the network or something that `question` reads changes, as long as the tools are in sight; without a question nothing is asked. (A memo that is only
/// tracked, and never read, never learns of a change.)
pub fn keep_asking(question: impl Fn() -> Option<ExploreCommand> + 'static) {
    let state = use_exploring();
    let version = Memo::new(move |_| state.version());
    Effect::new(move |_| {
        let _ = version.get();
        state.n_errands.track();
        if !state.is_seen.get() {
            return;
        }
        if let Some(command) = question() {
            untrack(|| state.ask(&command));
        }
    });
}
