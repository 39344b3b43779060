//! The order in which commands are carried out that wait for a part of the worker's program.
//!
//! Commands of one lane keep their order; lanes do not wait for each other. A run of the user's own data goes through the lane of the
//! part that reads them: otherwise it would overtake the order to use what was read.

use super::{Command, WorkerPart, questions::Matter};
use crate::settings::DataId;
use std::collections::VecDeque;

/// Returns the lane of a command; `None` for one that is carried out at once.
#[must_use]
pub fn lane_of(command: &Command) -> Option<WorkerPart> {
    match command {
        Command::Configure { settings, has_weights, .. } => {
            let is_own = settings.data == DataId::File;
            is_own.then_some(WorkerPart::OwnFiles).or(has_weights.then_some(WorkerPart::Weights))
        }
        Command::OpenFiles(_) | Command::ReadAgain(_) | Command::UseOwn | Command::DropOwn | Command::ForgetOwn => {
            Some(WorkerPart::OwnFiles)
        }
        Command::MachineTurn(_) | Command::Copying(_) | Command::Saddles(_) => Some(WorkerPart::Labs),
        Command::Pretraining(_) => Some(WorkerPart::Pretraining),
        Command::Speed(_) => Some(WorkerPart::Speed),
        Command::Ask(question) => lane_of_matter(&question.matter),
        Command::Run(_)
        | Command::View(_)
        | Command::Draw(_)
        | Command::Checkpoints(_)
        | Command::OpenCheckpoint(_)
        | Command::CancelLoading
        | Command::ListStored
        | Command::DeleteStored(_) => None,
    }
}

fn lane_of_matter(matter: &Matter) -> Option<WorkerPart> {
    match matter {
        Matter::Explore(_) => Some(WorkerPart::Exploring),
        Matter::Weights(_) => Some(WorkerPart::Weights),
        Matter::Kept(_) => Some(WorkerPart::Labs),
        Matter::Codes(_) => Some(WorkerPart::Codes),
        Matter::Spectrum { .. } | Matter::Turn(_) | Matter::Pick(_) | Matter::Look(_) => None,
    }
}

/// Returns the part of the program without which a command cannot be carried out.
#[must_use]
pub fn part_of(command: &Command) -> Option<WorkerPart> {
    if matches!(command, Command::Configure { .. }) { None } else { lane_of(command) }
}

/// Whatever waits in each lane, `T` with its order.
#[derive(Debug)]
pub struct Lanes<T> {
    /// Lanes that are being worked off.
    lanes: Vec<(WorkerPart, VecDeque<T>)>,
}

impl<T> Default for Lanes<T> {
    fn default() -> Self {
        Self { lanes: Vec::new() }
    }
}

impl<T> Lanes<T> {
    /// Puts something at the end of a lane; true if the lane was idle, so that the caller has to work it off.
    #[must_use]
    pub fn push(&mut self, lane: WorkerPart, item: T) -> bool {
        match self.lanes.iter_mut().find(|(of, _)| *of == lane) {
            Some((_, waiting)) => {
                waiting.push_back(item);
                false
            }
            None => {
                self.lanes.push((lane, VecDeque::from([item])));
                true
            }
        }
    }

    /// Takes what is next in a lane that is being worked off; `None` once it is idle.
    pub fn next(&mut self, lane: WorkerPart) -> Option<T> {
        let next = self.lanes.iter_mut().find(|(of, _)| *of == lane).and_then(|(_, waiting)| waiting.pop_front());
        if next.is_none() {
            self.lanes.retain(|(of, _)| *of != lane);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Chapter, Settings, preset::Preset};

    fn configure(data: DataId) -> Command {
        let settings = Box::new(Settings::base(Chapter::Stacked, data, Preset::Quick));
        Command::Configure { run_id: 1, settings, keeps_run: false, has_weights: false }
    }

    #[test]
    fn a_run_of_own_data_does_not_overtake_the_order_to_use_them() {
        let mut lanes = Lanes::default();
        let mut is_idle = Vec::new();
        for command in [Command::UseOwn, configure(DataId::File)] {
            let lane = lane_of(&command).expect("both wait for the part that reads files");
            is_idle.push(lanes.push(lane, command));
        }
        assert_eq!(is_idle, [true, false]);
        assert_eq!(lanes.next(WorkerPart::OwnFiles), Some(Command::UseOwn));
        assert_eq!(lanes.next(WorkerPart::OwnFiles), Some(configure(DataId::File)));
        assert_eq!(lanes.next(WorkerPart::OwnFiles), None);
        // It needs the order, not the part.
        assert_eq!(part_of(&configure(DataId::File)), None);
    }

    #[test]
    fn lanes_do_not_wait_for_each_other_and_other_runs_for_none() {
        assert_eq!(lane_of(&configure(DataId::Digits)), None);
        let mut lanes = Lanes::default();
        assert!(lanes.push(WorkerPart::OwnFiles, 1));
        assert!(lanes.push(WorkerPart::Speed, 2));
        assert_eq!(lanes.next(WorkerPart::Speed), Some(2));
        assert_eq!(lanes.next(WorkerPart::Speed), None);
        assert!(lanes.push(WorkerPart::Speed, 3));
    }
}
