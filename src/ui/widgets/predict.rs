//! The offer to predict a lab's outcome before it runs. The card itself is a part of its own ([`super::guess`]).

use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::part_view::{FoldedPart, GUESS},
};
use lab::run::snapshot::RunState;
use leptos::prelude::*;
use teaching::prediction::{Prediction, enough_epochs};

/// The question that is asked, and what the lab around knows of its answer.
#[derive(Clone, Copy)]
pub struct Asked {
    /// The question.
    pub what: Prediction,
    /// The answer that has come true, by its place, once there is one.
    pub outcome: Signal<Option<usize>>,
    /// True once the lab is under way: whoever has seen its curve does not guess any more.
    pub has_begun: Signal<bool>,
}

/// A prediction to be made before a lab runs.
#[component]
pub fn Predict(
    /// The question.
    what: Prediction,
    /// The answer that has come true; that of the run at hand if left out.
    #[prop(optional, into)]
    outcome: Option<Signal<Option<usize>>>,
    /// True once the lab is under way; the run at hand if left out.
    #[prop(optional, into)]
    has_begun: Option<Signal<bool>>,
) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let outcome = outcome.unwrap_or_else(|| Signal::derive(move || outcome_of_run(run, what)));
    let has_begun = has_begun.unwrap_or_else(|| Signal::derive(move || has_run_begun(run, what)));
    provide_context(Asked { what, outcome, has_begun });
    let label = Signal::derive(move || td_string!(locale(), guesses.offer));
    view! { <FoldedPart part=GUESS class="prediction" label>{label}</FoldedPart> }
}

/// The answer that the run at hand has given. Tracked.
fn outcome_of_run(run: Run, what: Prediction) -> Option<usize> {
    if what == Prediction::EnoughEpochs {
        return run.checkpoints.with(|kept| {
            let errors = kept.iter().map(|one| Some((one.metrics.epoch, one.metrics.val_mse?)));
            enough_epochs(&errors.collect::<Option<Vec<_>>>()?)
        });
    }
    let is_over = run.of_snapshot(|snapshot| snapshot.state == RunState::Finished);
    run.history.with(|history| history.last().filter(|_| is_over).and_then(|last| what.of_run(last)))
}

/// True once the run at hand is under way. Tracked.
fn has_run_begun(run: Run, what: Prediction) -> bool {
    if what == Prediction::EnoughEpochs {
        return run.checkpoints.with(|kept| !kept.is_empty());
    }
    run.of_snapshot(|snapshot| snapshot.epoch > 0 || snapshot.batch > 0 || snapshot.state == RunState::Running)
}
