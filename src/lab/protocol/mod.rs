//! The only types that cross between the page and its worker: commands one way, events the other.

pub mod lanes;
pub mod questions;

pub use crate::run::command::RunCommand;

use crate::{
    exchange::{
        own_data::{OwnFault, Reading, Understood, link::FileLink},
        weights::WeightsFault,
    },
    experiments::{
        copying::{CopyCommand, CopyEvent},
        machine_turn::{MachineCommand, MachineEvent},
        saddles::{SaddleCommand, SaddleEvent},
        speed::report::{SpeedCommand, SpeedEvent},
    },
    fault::Fault,
    run::{
        picked::Picked,
        snapshot::{PcaInfo, RunInfo, ShownImages, Snapshot},
        turn::Turned,
    },
    settings::{DataId, Settings, View},
};
use learn::kernels::gemm::SIMD;
use questions::{Answer, Question};
use serde::{Deserialize, Serialize};

/// A command from the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Make a run of these settings; the number marks its events.
    Configure {
        /// Chosen by the page, rising.
        run_id: u32,
        /// The settings of the run.
        settings: Box<Settings>,
        /// True if the previous run continues until this one can be created.
        keeps_run: bool,
        /// True if the run starts from the weights that were read last.
        has_weights: bool,
    },
    /// Something for the run at hand.
    Run(RunCommand),
    /// Something of the machine's turn in chapter 1.
    MachineTurn(MachineCommand),
    /// Look at something else of the run.
    View(View),
    /// Draw other codes for a variational decoder: the draw's number.
    Draw(u64),
    /// Keep the network after these epochs, as far as they are still to come.
    Checkpoints(Vec<usize>),
    /// Look at a network that was kept, by its place among them; at the run itself without one.
    OpenCheckpoint(Option<usize>),
    /// A question; it is answered exactly once. A file may travel beside this message.
    Ask(Question),
    /// Something of the pretraining of chapter 5, as the bytes of a `PretrainingCommand`.
    Pretraining(Vec<u8>),
    /// Something of the saddles of chapter 3.
    Saddles(SaddleCommand),
    /// Something of the codes that copy, of the same chapter.
    Copying(CopyCommand),
    /// Something of the measurement of this machine's speed.
    Speed(SpeedCommand),
    /// Stop fetching data; the run at hand stays.
    CancelLoading,
    /// Say what the user's files hold, which travel beside this message; perhaps those that a link asks for.
    OpenFiles(Option<Box<FileLink>>),
    /// Read the same files otherwise.
    ReadAgain(Reading),
    /// Take what was understood as the data set of the user's own, in place of an earlier one.
    UseOwn,
    /// Forget what was understood; an earlier own data set stays.
    DropOwn,
    /// Forget the data set of the user's own: another one is asked for.
    ForgetOwn,
    /// Say what of the published data sets the browser keeps.
    ListStored,
    /// Forget a published data set that the browser keeps.
    DeleteStored(DataId),
}

/// An event sent by the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// It is there, built from these sources.
    Hello {
        /// The same on both sides, or a stale file is in a cache.
        build_stamp: String,
        /// The instructions that it was made for: [`SIMD`].
        simd: String,
    },
    /// Something about a run.
    Run {
        /// The run's number.
        run_id: u32,
        /// The event.
        event: RunEvent,
    },
    /// Something about the machine's turn.
    Machine(MachineEvent),
    /// Something about the codes that copy.
    Copying(CopyEvent),
    /// The answer to a question.
    Answer(Answer),
    /// The reason why the weights that a run was to start from do not fit.
    WeightsRefused(WeightsFault),
    /// Something about pretraining, as the bytes of a `PretrainingEvent`.
    Pretraining(Vec<u8>),
    /// An answer about a trained network, as the bytes of an `ExploreEvent`.
    Explored(Vec<u8>),
    /// Something about the saddles.
    Saddles(SaddleEvent),
    /// Something about the measurement of this machine's speed.
    Speed(SpeedEvent),
    /// The user's files are being read: so many of so many.
    ReadingFiles {
        /// Files done.
        n_read: usize,
        /// Files in all.
        n_files: usize,
    },
    /// The contents of the user's files.
    Understood(Box<Understood>),
    /// Why nothing can be made of the user's files.
    NotUnderstood(OwnFault),
    /// The data sets stored by the browser.
    Stored(Stored),
    /// A part of the program that was asked for something cannot be fetched now; asking again tries again.
    PartMissing(WorkerPart),
}

/// A part of the worker that is loaded on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkerPart {
    /// The small experiments of chapters 1 to 3, and the kept runs.
    Labs,
    /// The pretraining of chapter 5.
    Pretraining,
    /// The tools for exploring a trained network.
    Exploring,
    /// The reader of the user's own files.
    OwnFiles,
    /// The import and export of networks as files.
    Weights,
    /// The reader of QR codes.
    Codes,
    /// The measurement of this machine's speed.
    Speed,
}

impl WorkerPart {
    /// Returns the subject of the events of this part: a place that takes them also learns that the part is missing. Questions are
    /// refused one by one, so that a part that only answers them has no such place; nor has the part of several small labs.
    #[must_use]
    pub fn topic(self) -> Topic {
        match self {
            Self::Labs | Self::Exploring | Self::Weights | Self::Codes => Topic::Worker,
            Self::Pretraining => Topic::Pretraining,
            Self::OwnFiles => Topic::OwnFiles,
            Self::Speed => Topic::Speed,
        }
    }
}

/// The published data sets that the browser keeps for later.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Data sets with the bytes that their files take.
    pub sets: Vec<(DataId, u64)>,
    /// True if the browser has refused to store data, or stores nothing at all for this page.
    pub is_refused: bool,
}

/// An event of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RunEvent {
    /// Its data are on their way.
    Loading {
        /// Bytes so far.
        n_received: u64,
        /// Bytes in all, as far as known.
        n_total: u64,
    },
    /// The preparation of the run takes a while.
    Preparing {
        /// How far it is, 0 to 1.
        share: f64,
    },
    /// It stands, untrained.
    Prepared(Box<RunInfo>),
    /// It has come this far.
    Progress(Box<Snapshot>),
    /// The PCA beside it, found while it went on.
    Pca(Box<PcaInfo>),
    /// Other images are shown from now on.
    Shown(Box<ShownImages>),
    /// The sample that was picked, as both reconstructions have it now.
    Picked(Box<Picked>),
    /// The code as it was turned; none where it cannot be.
    Turned(Option<Box<Turned>>),
    /// It cannot be made.
    Failed(Fault),
}

/// The subject of an event: each has one place in the page that takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The worker itself.
    Worker,
    /// The run of the page, or one that waits for its data.
    Run,
    /// The machine's turn.
    MachineTurn,
    /// The codes that copy.
    Copying,
    /// Pretraining.
    Pretraining,
    /// Answers to questions.
    Answers,
    /// Weights from which a run was to start.
    Weights,
    /// Background jobs of exploring a trained network.
    Exploring,
    /// The descents of chapter 3.
    Saddles,
    /// The measurement of this machine's speed.
    Speed,
    /// The user's own files.
    OwnFiles,
    /// The published data sets that the browser keeps.
    Stored,
}

impl Event {
    /// Returns the subject of this event.
    #[must_use]
    pub fn topic(&self) -> Topic {
        match self {
            Self::Hello { .. } => Topic::Worker,
            Self::Run { .. } => Topic::Run,
            Self::Machine(_) => Topic::MachineTurn,
            Self::Copying(_) => Topic::Copying,
            Self::Pretraining(_) => Topic::Pretraining,
            Self::Explored(_) => Topic::Exploring,
            Self::Answer(_) => Topic::Answers,
            Self::WeightsRefused(_) => Topic::Weights,
            Self::Saddles(_) => Topic::Saddles,
            Self::Speed(_) => Topic::Speed,
            Self::ReadingFiles { .. } | Self::Understood(_) | Self::NotUnderstood(_) => Topic::OwnFiles,
            Self::Stored(_) => Topic::Stored,
            Self::PartMissing(part) => part.topic(),
        }
    }

    /// The greeting of this build.
    #[must_use]
    pub fn hello(build_stamp: &str) -> Self {
        Self::Hello { build_stamp: build_stamp.to_owned(), simd: SIMD.to_owned() }
    }
}

/// Bytes of a message.
///
/// # Errors
/// Only when memory runs out.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(message)
}

/// A message from its bytes.
///
/// # Errors
/// When the bytes are not such a message: another build wrote them.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}
