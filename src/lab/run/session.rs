//! A run as a state machine: it takes commands, does one small piece of work at a time, and says how it stands.
//!
//! No clock and no channel: whoever drives it decides how much work fits now and where its words go.

mod beside;
mod drawn_codes;
mod files;
mod lending;
mod looking;
mod shown;
mod snapshot_builder;
mod work;

use super::{
    blueprint::new_trainer,
    flow::Probe,
    history::EpochMetrics,
    path::PathPoint,
    selection::{Parts, Samples, Selection},
    snapshot::RunState,
    turn::Matrix2,
    view::CodeView,
};
use crate::{
    fault::Fault,
    run::baseline::PcaFit,
    run::command::RunCommand,
    settings::{Chapter, Loss, SettingFault, Settings},
};
use beside::Beside;
use data::SampleShape;
use drawn_codes::DrawnCodes;
use files::Start;
pub use files::settings_of_weights;
use learn::{
    linalg::pca::Pca,
    measures::neighbors::LeaveOneOut,
    nn::{
        autoencoder::Autoencoder,
        trainer::{BatchSource, Trainer},
    },
};
pub use looking::News;
use ndarray::Array2;
use std::rc::Rc;

/// Points of a scatter: all test images of the published sets.
const N_DRAWN_POINTS: usize = 10_000;
/// A vote compares all pairs: of codes wider than this the first so many are judged, or an epoch would wait for seconds.
const MAX_CODE_JUDGED_WHOLE: usize = 4;
const N_JUDGED_OF_WIDE_CODES: usize = 2000;

/// The next goal of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Rest,
    Batch,
    /// So many more ends of epochs.
    Epochs(usize),
    End,
}

/// The current stage of the work.
#[derive(Debug)]
enum Stage {
    FittingPca(PcaFit),
    JudgingPca(LeaveOneOut),
    Training,
    /// After an epoch: the record waits for the neighbours' vote.
    JudgingCodes(Box<EpochMetrics>, LeaveOneOut),
}

/// A run: its samples, its trainer, the PCA beside it.
#[derive(Debug)]
pub struct Session {
    settings: Settings,
    parts: Parts,
    drawn: Selection,
    shown: Selection,
    shape: SampleShape,
    trainer: Trainer,
    /// The initial weights, if they are not drawn at random.
    start: Option<Start>,
    /// The samples whose codes are judged by their neighbours.
    judged: Selection,
    pca: Option<Rc<Pca>>,
    /// The same with all components, once asked for.
    whole_pca: Option<Rc<Pca>>,
    /// PCA's codes of the drawn samples, which every snapshot aligns with.
    pca_codes: Option<Array2<f64>>,
    pca_knn_accuracy: Option<f64>,
    pca_val_mse: Option<f64>,
    /// PCA as it is found while the run goes on.
    beside: Beside,
    n_batches_trained: u64,
    /// As of the last piece of that.
    n_batches_at_block: u64,
    stage: Stage,
    goal: Goal,
    metrics: Vec<EpochMetrics>,
    view: CodeView,
    /// The shown sample that is looked at, and what the student made of its code.
    probe: Probe,
    drawn_codes: DrawnCodes,
    /// The state of a linear autoencoder of points after each epoch.
    path: Vec<PathPoint>,
    /// The drawn sample that is looked at.
    picked: Option<usize>,
    /// The matrix that turns the code, once requested.
    matrix: Option<Matrix2>,
    /// The kept network that is looked at, by its place among them.
    opened: Option<usize>,
    /// Which draw of codes a variational decoder is shown by.
    draw_number: u64,
    /// The results that have not been sent to the view yet.
    news: News,
}

impl Session {
    /// A run that has not begun.
    ///
    /// # Errors
    /// When the settings contradict each other or the samples are too few.
    pub fn new(settings: Settings, samples: &Samples) -> Result<Self, Fault> {
        let mut conflicts = settings.conflicts();
        if settings.loss == Loss::BinaryCrossEntropy && conflicts.is_empty() && !samples.main.is_unit() {
            conflicts.push(SettingFault::LossNeedsUnitData);
        }
        if !conflicts.is_empty() {
            return Err(Fault::Settings(conflicts));
        }
        let parts = Parts::of(samples, &settings);
        if parts.train.n_samples() < 2 {
            return Err(Fault::TooFewSamples);
        }
        let shape = samples.main.shape();
        let is_anatomy = settings.chapter == Chapter::Anatomy;
        let drawn = parts.held_out.first(if is_anatomy { 0 } else { N_DRAWN_POINTS });
        let n_judged = if settings.code_size() > MAX_CODE_JUDGED_WHOLE { N_JUDGED_OF_WIDE_CODES } else { usize::MAX };
        let judged = parts.held_out.first(n_judged);
        let shown = shown::choose(&settings, &parts.held_out, shape);
        let stage = if settings.chapter == Chapter::Pca {
            Stage::FittingPca(PcaFit::new(parts.train.n_features(), settings.code_size()))
        } else {
            Stage::Training
        };
        let trainer = new_trainer(&settings, &parts)?;
        let beside = Beside::new(&settings, parts.train.n_features());
        Ok(Self {
            settings,
            parts,
            drawn,
            shown,
            shape,
            trainer,
            start: None,
            judged,
            pca: None,
            whole_pca: None,
            pca_codes: None,
            pca_knn_accuracy: None,
            pca_val_mse: None,
            beside,
            n_batches_trained: 0,
            n_batches_at_block: 0,
            stage,
            goal: Goal::Rest,
            metrics: Vec::new(),
            view: CodeView::default(),
            probe: Probe::default(),
            drawn_codes: DrawnCodes::default(),
            path: Vec::new(),
            picked: None,
            matrix: None,
            opened: None,
            draw_number: 0,
            news: News::default(),
        })
    }

    /// Takes a command; its work is done by [`Session::advance`].
    ///
    /// # Errors
    /// Only where [`Session::new`] would fail as well.
    pub fn handle(&mut self, command: RunCommand) -> Result<(), Fault> {
        if !matches!(command, RunCommand::Pause | RunCommand::SetPaced(_) | RunCommand::SetEpochs(_)) {
            // Whoever lets it go on wants to see it.
            self.opened = None;
        }
        match command {
            RunCommand::Play => self.goal = Goal::End,
            RunCommand::Pause => self.goal = Goal::Rest,
            RunCommand::StepBatch => self.goal = Goal::Batch,
            RunCommand::StepEpoch => {
                // Clicks that come faster than epochs add up.
                let asked_before = if let Goal::Epochs(n) = self.goal { n } else { 0 };
                self.goal = Goal::Epochs(asked_before + 1);
            }
            RunCommand::SetPaced(is_paced) => self.settings.is_paced = is_paced,
            RunCommand::SetEpochs(n_epochs) => {
                self.settings.n_epochs = n_epochs;
                self.trainer.set_n_epochs(n_epochs);
            }
            RunCommand::Reset => {
                self.trainer = self.trainer_at_start()?;
                self.metrics.clear();
                self.goal = Goal::Rest;
                self.view = CodeView::default();
                self.drawn_codes = DrawnCodes::default();
                self.path.clear();
                if matches!(self.stage, Stage::JudgingCodes(..)) {
                    self.stage = Stage::Training;
                }
            }
        }
        Ok(())
    }

    /// Returns true if [`Session::advance`] would do nothing before the next command.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let waits = self.trainer.is_at_batch() && self.goal == Goal::Rest;
        let rests = matches!(self.stage, Stage::Training) && (waits || self.trainer.is_over());
        rests && !self.are_codes_due() && !self.is_beside_due()
    }

    /// Returns true if [`Session::advance`] would train on a batch next, given a goal.
    #[must_use]
    pub fn is_at_batch(&self) -> bool {
        matches!(self.stage, Stage::Training)
            && self.trainer.is_at_batch()
            && !self.are_codes_due()
            && !self.is_beside_due()
    }

    /// Returns true if PCA and the untrained network are known, so that [`Session::info`] is complete.
    #[must_use]
    pub fn is_prepared(&self) -> bool {
        !self.metrics.is_empty() || self.trainer.is_diverged()
    }

    /// Returns the current state of the run.
    #[must_use]
    pub fn state(&self) -> RunState {
        let has_begun = self.trainer.n_samples_trained() > 0;
        if !self.is_prepared() {
            RunState::Preparing
        } else if self.trainer.is_diverged() {
            RunState::Diverged
        } else if self.trainer.is_over() && self.is_idle() {
            RunState::Finished
        } else if self.goal != Goal::Rest {
            RunState::Running
        } else if has_begun {
            RunState::Paused
        } else {
            RunState::Ready
        }
    }

    /// The settings of the run.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The network as it is now.
    #[must_use]
    pub fn autoencoder(&self) -> &Autoencoder {
        self.trainer.autoencoder()
    }

    /// The samples whose codes are drawn.
    #[must_use]
    pub fn held_out(&self) -> &Selection {
        &self.drawn
    }

    /// Measures after each epoch so far, from epoch 0.
    #[must_use]
    pub fn metrics(&self) -> &[EpochMetrics] {
        &self.metrics
    }
}
