//! What the page knows of the experiment: several workers, each with some of the seeds, and what they have said so far.
//!
//! It outlives the chapter: whoever looks at another one in the meantime finds it further on.

use super::shares::shares;
use crate::store::{
    lasting::lasting,
    link_keys::use_link_keys,
    port::{WorkerPort, use_port},
    run::Run,
};
use lab::{
    experiments::pretraining::{
        plan::Plan,
        plan_link,
        report::{Mistake, Outcome, PretrainingCommand, PretrainingEvent, Report, Stage, best},
    },
    fault::Fault,
    protocol::{Command, Event, decode, encode},
    settings::{Chapter, DataId},
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use web::worker_link::{Arrival, WorkerLink};

/// The data sets that classes are known of.
pub const DATA_SETS: [DataId; 3] = [DataId::Digits, DataId::Mnist, DataId::FashionMnist];
/// The experiment. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct PretrainingState {
    /// The plan entered in the form.
    pub plan: RwSignal<Plan>,
    /// Texts of the form that mean nothing, by the names of their fields.
    pub unusable: RwSignal<BTreeMap<&'static str, String>>,
    /// True if a start was requested in spite of these texts.
    is_refused: RwSignal<bool>,
    /// The plan in progress or completed.
    pub running: RwSignal<Option<Plan>>,
    /// True if the experiment is paused.
    pub is_paused: RwSignal<bool>,
    /// How each worker stands.
    pub reports: RwSignal<Vec<Option<Report>>>,
    /// The results of the networks so far.
    pub outcomes: RwSignal<Vec<Outcome>>,
    /// Bytes fetched and to be fetched.
    pub loading: RwSignal<Option<(u64, u64)>>,
    /// Images of the cell that was asked for last.
    pub images: RwSignal<Option<(Mistake, Vec<u8>)>>,
    /// Why it cannot be done.
    pub fault: RwSignal<Option<Fault>>,
    /// Seconds at work before the last pause, and when that ended.
    clock: StoredValue<(f64, f64)>,
    /// Rises with every start: what workers of before say does not count.
    round: StoredValue<u32>,
    build_stamp: &'static str,
    links: StoredValue<Vec<WorkerLink>, LocalStorage>,
}

impl PretrainingState {
    /// The page's experiment, made when the chapter is first opened; with what the link of the page says to it.
    pub fn of(run: Run) -> Self {
        let (link_keys, port) = (use_link_keys(), use_port());
        let data = run.settings.with_untracked(|settings| settings.data);
        let (keys, starts_at_once) = link_keys.take(Chapter::Pretraining);
        let is_asked = !keys.is_empty() || starts_at_once;
        let (plan, faults) = plan_link::read(known_data(data), &keys);
        let state = lasting(|| {
            let state = Self::new(plan.clone(), port);
            Effect::new(move |_| link_keys.set_chapter_query(Chapter::Pretraining, state.plan.with(plan_link::write)));
            state
        });
        if is_asked {
            state.replace(plan);
        }
        run.add_faults(faults);
        if starts_at_once {
            state.start();
        }
        state
    }

    fn new(plan: Plan, port: WorkerPort) -> Self {
        Self {
            plan: RwSignal::new(plan),
            unusable: RwSignal::new(BTreeMap::new()),
            is_refused: RwSignal::new(false),
            running: RwSignal::new(None),
            is_paused: RwSignal::new(false),
            reports: RwSignal::new(Vec::new()),
            outcomes: RwSignal::new(Vec::new()),
            loading: RwSignal::new(None),
            images: RwSignal::new(None),
            fault: RwSignal::new(None),
            clock: StoredValue::new((0.0, 0.0)),
            round: StoredValue::new(0),
            build_stamp: port.build_stamp,
            links: StoredValue::new_local(Vec::new()),
        }
    }

    /// The network that was best with the first number of labels, once the experiment is over. Tracked.
    pub fn outcome(self) -> Option<usize> {
        let count = (self.word() == "over").then(|| self.shown_plan().label_counts.first().copied()).flatten()?;
        self.outcomes.with(|outcomes| best(outcomes, count))
    }

    /// Fills the form anew; what could not be used in it is gone.
    pub fn replace(self, plan: Plan) {
        self.plan.set(plan);
        self.unusable.set(BTreeMap::new());
        self.is_refused.set(false);
    }

    /// Returns true if a start was refused because the form holds an unusable value. Tracked.
    pub fn has_unusable(self) -> bool {
        self.is_refused.get() && !self.unusable.with(BTreeMap::is_empty)
    }

    /// Something was mended: what was refused before is another matter.
    pub fn forget_refusal(self) {
        self.is_refused.set(false);
    }

    /// Returns true if the form differs from the plan in progress or completed. Tracked.
    pub fn is_stale(self) -> bool {
        self.running.with(|running| running.as_ref().is_some_and(|running| self.plan.with(|plan| plan != running)))
    }

    /// Test images; 0 before anything is known of them. Tracked.
    pub fn n_test(self) -> usize {
        self.reports.with(|reports| reports.iter().flatten().map(|report| report.n_test).next().unwrap_or(0))
    }

    /// Begins the experiment of the form anew, unless something in it cannot be used.
    pub fn start(self) {
        let is_refused = !self.unusable.with_untracked(BTreeMap::is_empty);
        self.is_refused.set(is_refused);
        if is_refused {
            return;
        }
        let plan = self.plan.get_untracked();
        self.round.update_value(|round| *round += 1);
        let round = self.round.get_value();
        self.fault.set(None);
        self.loading.set(None);
        self.images.set(None);
        self.outcomes.set(Vec::new());
        self.is_paused.set(false);
        self.clock.set_value((0.0, now()));
        let shares = shares(&plan);
        self.reports.set(vec![None; shares.len()]);
        self.running.set(Some(plan));
        // Those of before end here.
        self.links.set_value(Vec::new());
        let links: Vec<_> = shares
            .into_iter()
            .enumerate()
            .filter_map(|(idx, share)| {
                WorkerLink::start(self.build_stamp, move |arrival| {
                    if self.round.get_value() == round {
                        self.receive(idx, &share, arrival);
                    }
                })
                .ok()
            })
            .collect();
        if links.is_empty() {
            self.fault.set(Some(Fault::Computation("no worker".to_owned())));
        }
        self.links.set_value(links);
    }

    /// Rests, or goes on.
    pub fn flip_pause(self) {
        let is_paused = !self.is_paused.get_untracked();
        let (before, since) = self.clock.get_value();
        self.clock.set_value(if is_paused { (before + now() - since, now()) } else { (before, now()) });
        self.is_paused.set(is_paused);
        self.tell_all(&if is_paused { PretrainingCommand::Pause } else { PretrainingCommand::Resume });
    }

    /// Asks for the images of a cell.
    pub fn ask(self, mistake: Mistake) {
        self.images.set(None);
        self.tell_all(&PretrainingCommand::Mistaken(mistake));
    }

    fn tell_all(self, command: &PretrainingCommand) {
        self.links.with_value(|links| links.iter().for_each(|link| send(link, command)));
    }

    fn receive(self, idx: usize, share: &Plan, arrival: Arrival) {
        let event = match arrival {
            Arrival::Event(event) => *event,
            Arrival::Broken => {
                self.fault.set(Some(Fault::Computation("the worker has stopped".to_owned())));
                return;
            }
        };
        match event {
            Event::Hello { .. } => {
                let start = PretrainingCommand::Start(Box::new(share.clone()));
                self.links.with_value(|links| links.get(idx).into_iter().for_each(|link| send(link, &start)));
            }
            Event::Pretraining(bytes) => {
                if let Ok(event) = decode(&bytes) {
                    self.take(idx, event);
                }
            }
            Event::PartMissing(_) => self.fault.set(Some(Fault::PartMissing)),
            _ => {}
        }
    }

    fn take(self, idx: usize, event: PretrainingEvent) {
        match event {
            PretrainingEvent::Loading(received, total) => self.loading.set(Some((received, total))),
            PretrainingEvent::Progress(report) => {
                self.loading.set(None);
                self.reports.update(|reports| {
                    if let Some(place) = reports.get_mut(idx) {
                        *place = Some(*report);
                    }
                });
            }
            PretrainingEvent::Outcome(outcome) => self.outcomes.update(|outcomes| {
                outcomes.push(*outcome);
                outcomes.sort_by_key(|outcome| (outcome.n_labels, outcome.seed));
            }),
            // Workers without that contest answer with nothing.
            PretrainingEvent::Images(_, images) if images.is_empty() => {}
            PretrainingEvent::Images(mistake, images) => self.images.set(Some((mistake, images))),
            PretrainingEvent::Failed(fault) => self.fault.set(Some(fault)),
        }
    }

    /// Returns the plan in progress or completed, or before that the plan in the form. Tracked.
    pub fn shown_plan(self) -> Plan {
        self.running.get().unwrap_or_else(|| self.plan.get())
    }

    /// Share of the work that is done. Tracked.
    pub fn share(self) -> f64 {
        if self.word() == "over" {
            return 1.0;
        }
        self.reports.with(|reports| {
            let sum = |get: fn(&Report) -> u64| reports.iter().flatten().map(get).sum::<u64>() as f64;
            let (done, all) = (sum(|report| report.n_samples.0), sum(|report| report.n_samples.1));
            if all > 0.0 { (done / all).min(1.0) } else { 0.0 }
        })
    }

    /// Seconds that the rest will take, as far as can be told. Tracked.
    pub fn remaining_secs(self) -> Option<f64> {
        let share = self.share();
        if self.word() != "running" || share < 0.01 {
            return None;
        }
        let (before, since) = self.clock.get_value();
        Some((before + now() - since) * (1.0 - share) / share)
    }

    /// Returns the state in a word: `idle`, `running`, `paused` or `over`. Tracked.
    pub fn word(self) -> &'static str {
        let is_over = self.reports.with(|reports| {
            !reports.is_empty()
                && reports.iter().all(|report| report.as_ref().is_some_and(|report| report.stage == Stage::Over))
        });
        match (self.running.with(Option::is_some), is_over || self.fault.with(Option::is_some), self.is_paused.get()) {
            (false, ..) => "idle",
            (true, true, _) => "over",
            (true, false, true) => "paused",
            (true, false, false) => "running",
        }
    }
}

/// The data set, where this chapter has it; the built-in digits otherwise.
fn known_data(data: DataId) -> DataId {
    if DATA_SETS.contains(&data) { data } else { DataId::Digits }
}

fn send(link: &WorkerLink, command: &PretrainingCommand) {
    // Only memory could run out.
    link.send(&Command::Pretraining(encode(command).unwrap_or_default()));
}

fn now() -> f64 {
    js_sys::Date::now() / 1e3
}

/// The experiment of the chapter around.
pub fn use_pretraining() -> PretrainingState {
    expect_context()
}
