//! The codes of a scatter's samples: ten thousand images through a deep encoder take longer than a moment, so they are encoded
//! block by block between two batches, and not at every snapshot.

use super::{Goal, Session, Stage};
use crate::{geometry::Point2, run::selection::Selection};
use learn::nn::{autoencoder::Autoencoder, trainer::BatchSource};
use ndarray::{Array2, s};

/// Samples encoded in one piece of work.
const BLOCK: usize = 500;
/// Fewer multiplications than this are done at every snapshot: some milliseconds.
const CHEAP_PRODUCTS: usize = 20_000_000;

/// Codes as of a moment, and those of a later moment under way.
#[derive(Debug, Default)]
pub(super) struct DrawnCodes {
    codes: Option<Array2<f32>>,
    /// Samples that the network had been trained on then; of one that was kept, its place among them.
    of: Moment,
    next: Option<(Array2<f32>, usize)>,
    next_of: Moment,
}

/// When a network is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// After it was trained on so many samples.
    Trained(u64),
    /// When it was kept; its place among those.
    Kept(usize),
}

impl Default for Moment {
    fn default() -> Self {
        Self::Trained(0)
    }
}

impl DrawnCodes {
    /// Encodes one more block; the network must not change before the last one.
    fn advance(&mut self, drawn: &Selection, autoencoder: &Autoencoder, moment: Moment) {
        let n = drawn.n_samples();
        let same_size = |(codes, _): &(Array2<f32>, usize)| codes.ncols() == autoencoder.code_size();
        let begun = self.next.take().filter(same_size).filter(|_| self.next_of == moment);
        let (mut codes, from) = begun.unwrap_or_else(|| (Array2::zeros((n, autoencoder.code_size())), 0));
        let to = n.min(from + BLOCK);
        codes.slice_mut(s![from..to, ..]).assign(&autoencoder.encode(&drawn.rows(from, to).view()));
        if to == n {
            self.codes = Some(codes);
            self.of = moment;
        } else {
            self.next = Some((codes, to));
            self.next_of = moment;
        }
    }

    /// The codes as they were encoded last.
    pub(super) fn latest(&self) -> Option<&Array2<f32>> {
        self.codes.as_ref()
    }
}

impl Session {
    /// Returns true if the scatter's codes are due: when training rests, and otherwise each time that as many
    /// samples have been trained on as are drawn. Training one takes six times what encoding one does, so that is a seventh of the
    /// time.
    pub(super) fn are_codes_due(&self) -> bool {
        // Between two batches, or at the end: an evaluation under way is of a network that does not change, but it comes first.
        let is_between =
            matches!(self.stage, Stage::Training) && (self.trainer.is_at_batch() || self.trainer.is_over());
        if !is_between || self.encodes_at_once() || self.trainer.is_diverged() || !self.is_prepared() {
            return false;
        }
        let rests = self.goal == Goal::Rest || self.trainer.is_over();
        let (now, of) = (self.moment(), self.drawn_codes.of);
        let is_stale = match (now, of) {
            (Moment::Trained(now), Moment::Trained(before)) if !rests => now - before >= self.drawn.n_samples() as u64,
            _ => now != of,
        };
        is_stale || self.drawn_codes.next.is_some() || self.drawn_codes.codes.is_none()
    }

    /// Encodes one more block of the scatter's samples.
    pub(super) fn advance_codes(&mut self) {
        let moment = self.moment();
        let mut drawn_codes = std::mem::take(&mut self.drawn_codes);
        drawn_codes.advance(&self.drawn, self.viewed(), moment);
        self.drawn_codes = drawn_codes;
    }

    /// The points of the scatter, of the network that is looked at; of a large one as they were encoded last.
    pub(super) fn codes(&mut self) -> Vec<Point2> {
        let (codes, moment) = match self.drawn_codes.latest() {
            Some(codes) if !self.encodes_at_once() => (codes.clone(), self.drawn_codes.of),
            _ => (self.drawn.map_rows(|rows| self.viewed().encode(rows)), self.moment()),
        };
        let version = match moment {
            Moment::Trained(n_samples) => n_samples,
            Moment::Kept(place) => u64::MAX - place as u64,
        };
        let is_at_rest = self.goal == Goal::Rest || self.trainer.is_over();
        self.view.codes(&codes, (version, is_at_rest), self.pca_codes.as_ref(), &self.settings.view())
    }

    fn moment(&self) -> Moment {
        self.opened.map_or(Moment::Trained(self.trainer.n_samples_trained()), Moment::Kept)
    }

    /// Returns true if encoding all drawn samples takes only milliseconds.
    pub(super) fn encodes_at_once(&self) -> bool {
        let encoder = self.viewed().encoder();
        let n_products: usize = encoder.iter().map(|layer| layer.weights.len()).sum();
        self.drawn.n_samples() * n_products <= CHEAP_PRODUCTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exchange::link,
        run::command::RunCommand,
        run::{snapshot::RunState, source},
    };

    fn session(query: &str) -> Session {
        let settings = link::parse(query).settings;
        let samples = source::assemble(&settings, &[], None).expect("built in");
        Session::new(settings, &samples).expect("the settings agree")
    }

    fn work(session: &mut Session) {
        while !session.is_idle() {
            session.advance().expect("finite");
        }
    }

    #[test]
    fn codes_of_a_large_scatter_are_of_the_network_as_it_rests() {
        // 1,797 digits through 64·400 + 400·2 weights: more than is encoded at every snapshot.
        let mut session = session("chapter=pca&data=digits&layers=400-2&lr=0.1&epochs=3");
        work(&mut session);
        assert!(!session.encodes_at_once() && session.state() == RunState::Ready);
        for command in [RunCommand::StepBatch, RunCommand::StepEpoch, RunCommand::Play] {
            session.handle(command).expect("a run");
            work(&mut session);
            let now = session.drawn.map_rows(|rows| session.trainer.autoencoder().encode(rows));
            assert_eq!(session.drawn_codes.latest(), Some(&now), "{command:?}");
        }
        assert_eq!(session.state(), RunState::Finished);
        session.handle(RunCommand::Reset).expect("a run");
        work(&mut session);
        assert_eq!(session.state(), RunState::Ready);
    }

    #[test]
    fn small_scatters_are_encoded_at_once() {
        let mut session = session("chapter=pca&data=notebook");
        work(&mut session);
        assert!(session.encodes_at_once() && session.drawn_codes.latest().is_none());
    }
}
