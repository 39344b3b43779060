//! Questions and answers between page and worker: each question is answered exactly once, whatever order messages, runs and parts of
//! the program arrive in.
//!
//! A question carries a number and, where it is about a run, that run's. The worker's [`Desk`] decides for each whether it can be
//! answered now, has to wait until its run stands, or is about a run that is over. The page's [`Correspondence`] remembers what it
//! still waits for, one question a place, and asks again where a run or a worker has been replaced. Neither knows how messages
//! travel; the tests lose their order, repeat and delay them.

mod correspondence;
mod desk;
#[cfg(test)]
mod tests;

pub use correspondence::{Correspondence, Taken};
pub use desk::{Desk, RunsAtHand, Step};

use crate::{
    exchange::{
        code_reader::Frame,
        kept::{KeptBytes, KeptCommand},
    },
    fault::Fault,
    run::{flow::Probe, spectrum::Spectrum, turn::Matrix2},
};
use serde::{Deserialize, Serialize};

/// A question of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its number: rising, and never used again by the same page.
    pub number: u32,
    /// The run that it is about; none where any state of the worker will do.
    pub run_id: Option<u32>,
    /// Its subject.
    pub matter: Matter,
}

/// The subject of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Matter {
    /// A trained network, as the bytes of an `ExploreCommand`.
    Explore(Vec<u8>),
    /// Weights, as the bytes of a `WeightsCommand`; a file travels beside the message.
    Weights(Vec<u8>),
    /// The kept runs.
    Kept(KeptCommand),
    /// The QR codes in a picture of the camera.
    Codes(Frame),
    /// The principal components of the run, with so many of them kept.
    Spectrum {
        /// Components kept.
        n_kept: usize,
    },
    /// The code of the run, turned by a matrix; not turned any more without one.
    Turn(Option<Matrix2>),
    /// A drawn sample of the run, or none.
    Pick(Option<usize>),
    /// A sample on its way through the run's network, perhaps with another code.
    Look(Probe),
}

/// An answer of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The number of the question.
    pub number: u32,
    /// The answer itself.
    pub reply: Reply,
}

/// The worker's reply to a question: any number of times "not yet", then one of the others once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The question is kept until its run stands.
    NotYet,
    /// It cannot be answered.
    Refused(Refusal),
    /// The answer.
    Given(Given),
}

/// The reason why a question is not answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Refusal {
    /// It is about a run that is over.
    RunIsOver,
    /// The part of the program that answers it cannot be fetched now.
    PartMissing,
    /// There is nothing of the kind that it asks about, such as images in a run on points.
    NothingThere,
    /// The computation failed.
    Failed(Fault),
}

/// The content of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Given {
    /// About a trained network, as the bytes of an `ExploreEvent`.
    Explored(Vec<u8>),
    /// About weights, as the bytes of a `WeightsEvent`.
    Weights(Vec<u8>),
    /// The kept runs as they are now.
    Kept(KeptBytes),
    /// The texts of the QR codes.
    Codes(Vec<String>),
    /// The principal components.
    Spectrum(Box<Spectrum>),
    /// The request is carried out; what it shows comes with the events of the run.
    Done,
}
