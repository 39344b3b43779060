//! A run as a state machine: it takes commands, does one small piece of work at a time, and says how it stands.
//!
//! No clock and no channel: whoever drives it decides how much work fits now and where its words go.

mod drawn_codes;
mod portrait;
mod work;

use super::{
    blueprint::new_trainer,
    flow::Probe,
    history::EpochMetrics,
    path::PathPoint,
    protocol::{Fault, RunCommand},
    reference::{PcaFit, Reference, ReferenceKey},
    selection::{Parts, Samples, Selection},
    settings::{Chapter, Loss, SettingFault, Settings},
    snapshot::RunState,
    turn::Matrix2,
    view::CodeView,
};
use crate::{
    data::SampleShape,
    learn::{
        neighbors::LeaveOneOut,
        pca::Pca,
        trainer::{BatchSource, Trainer},
    },
};
use drawn_codes::DrawnCodes;
use ndarray::Array2;
use std::rc::Rc;

/// Points of a scatter: all test images of the published sets.
const N_DRAWN_POINTS: usize = 10_000;
/// A vote compares all pairs: of codes wider than this the first so many are judged, or an epoch would wait for seconds.
const MAX_CODE_JUDGED_WHOLE: usize = 4;
const N_JUDGED_OF_WIDE_CODES: usize = 2000;
/// Images whose reconstructions are shown: one of each class.
const N_SHOWN_IMAGES: usize = 10;
/// Images to choose from, in the chapter that looks at one of them.
const N_SHOWN_TO_CHOOSE: usize = 20;

/// What the run was asked to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Rest,
    Batch,
    /// So many more ends of epochs.
    Epochs(usize),
    End,
}

/// Where the work stands.
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
    /// The samples whose codes are judged by their neighbours.
    judged: Selection,
    pca: Option<Rc<Pca>>,
    /// The same with all components, once asked for.
    whole_pca: Option<Rc<Pca>>,
    /// PCA's codes of the drawn samples, which every snapshot aligns with.
    pca_codes: Option<Array2<f64>>,
    pca_knn_accuracy: Option<f64>,
    stage: Stage,
    goal: Goal,
    metrics: Vec<EpochMetrics>,
    view: CodeView,
    /// The shown sample that is looked at, and what the student made of its code.
    probe: Probe,
    drawn_codes: DrawnCodes,
    /// Where a linear autoencoder of points stood after each epoch.
    path: Vec<PathPoint>,
    /// The drawn sample that is looked at.
    picked: Option<usize>,
    /// What turns the code, once asked for.
    matrix: Option<Matrix2>,
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
        let shown = match shape {
            _ if is_anatomy => parts.held_out.pick(&parts.held_out.each_class_first(N_SHOWN_TO_CHOOSE)),
            SampleShape::Point => drawn.first(0),
            _ => drawn.pick(&drawn.one_of_each_class(N_SHOWN_IMAGES)),
        };
        let stage = if settings.chapter == Chapter::Pca {
            Stage::FittingPca(PcaFit::new(parts.train.n_features(), settings.code_size()))
        } else {
            Stage::Training
        };
        let trainer = new_trainer(&settings, &parts)?;
        Ok(Self {
            settings,
            parts,
            drawn,
            shown,
            shape,
            trainer,
            judged,
            pca: None,
            whole_pca: None,
            pca_codes: None,
            pca_knn_accuracy: None,
            stage,
            goal: Goal::Rest,
            metrics: Vec::new(),
            view: CodeView::default(),
            probe: Probe::default(),
            drawn_codes: DrawnCodes::default(),
            path: Vec::new(),
            picked: None,
            matrix: None,
        })
    }

    /// Takes a command; its work is done by [`Session::advance`].
    ///
    /// # Errors
    /// Only where [`Session::new`] would fail as well.
    pub fn handle(&mut self, command: RunCommand) -> Result<(), Fault> {
        match command {
            RunCommand::Play => self.goal = Goal::End,
            RunCommand::Pause => self.goal = Goal::Rest,
            RunCommand::StepBatch => self.goal = Goal::Batch,
            RunCommand::StepEpoch => {
                // Clicks that come faster than epochs add up.
                let asked_before = if let Goal::Epochs(n) = self.goal { n } else { 0 };
                self.goal = Goal::Epochs(asked_before + 1);
            }
            RunCommand::SetAlignment(alignment) => self.settings.alignment = alignment,
            RunCommand::SetPaced(is_paced) => self.settings.is_paced = is_paced,
            RunCommand::SetEpochs(n_epochs) => {
                self.settings.n_epochs = n_epochs;
                self.trainer.set_n_epochs(n_epochs);
            }
            RunCommand::Reset => {
                self.trainer = new_trainer(&self.settings, &self.parts)?;
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

    /// Looks at another sample, or at another code of it.
    pub fn look(&mut self, probe: Probe) {
        self.probe = probe;
    }

    /// Looks at a drawn sample, or at none.
    pub fn pick(&mut self, sample_idx: Option<usize>) {
        self.picked = sample_idx;
    }

    /// Turns the code for the view, or does not any more; training goes on as if nothing were.
    pub fn turn(&mut self, matrix: Option<Matrix2>) {
        self.matrix = matrix;
    }

    /// Whether a matrix turns the code, be it that it can be or not.
    #[must_use]
    pub fn is_turned(&self) -> bool {
        self.matrix.is_some()
    }

    /// Whether [`Session::advance`] would do nothing before the next command.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let waits = self.trainer.is_at_batch() && self.goal == Goal::Rest;
        matches!(self.stage, Stage::Training) && (waits || self.trainer.is_over()) && !self.are_codes_due()
    }

    /// Whether [`Session::advance`] would train on a batch next, given a goal.
    #[must_use]
    pub fn is_at_batch(&self) -> bool {
        matches!(self.stage, Stage::Training) && self.trainer.is_at_batch()
    }

    /// Whether PCA and the untrained network are known, so that [`Session::info`] is whole.
    #[must_use]
    pub fn is_prepared(&self) -> bool {
        !self.metrics.is_empty() || self.trainer.is_diverged()
    }

    /// What the run is doing.
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

    /// The PCA beside the run with its neighbours' vote, once known; another run of the same samples may adopt it.
    #[must_use]
    pub fn reference(&self) -> Option<Reference> {
        let pca = self.pca.clone().filter(|_| self.is_prepared())?;
        Some(Reference { pca, knn_accuracy: self.pca_knn_accuracy, of: ReferenceKey::of(&self.settings) })
    }

    /// Takes over the PCA of a run before, where it is of the same samples and code size; nothing is fitted again then.
    pub fn adopt(&mut self, reference: &Reference) {
        if reference.of == ReferenceKey::of(&self.settings) && matches!(self.stage, Stage::FittingPca(_)) {
            self.take_pca(reference.pca.clone());
            self.pca_knn_accuracy = reference.knn_accuracy;
            self.stage = Stage::Training;
        }
    }

    /// The settings of the run.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Measures after each epoch so far, from epoch 0.
    #[must_use]
    pub fn metrics(&self) -> &[EpochMetrics] {
        &self.metrics
    }
}
