//! The user's own files as the page knows them: what the worker has found in them, and which of them is the data set.

use crate::store::port::WorkerPort;
use lab::{
    exchange::own_data::{OwnFault, Reading, Understood, link::FileLink},
    protocol::{Command, Event, Topic, WorkerPart},
    settings::{DataId, Settings},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The state of the user's own files. Copied freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct OwnFiles {
    port: WorkerPort,
    /// The content of the files under inspection.
    pub understood: RwSignal<Option<Arc<Understood>>>,
    /// Why nothing can be made of them.
    pub fault: RwSignal<Option<OwnFault>>,
    /// Files read, and files in all.
    pub reading: RwSignal<Option<(usize, usize)>>,
    /// The content accepted as the data set.
    pub taken: RwSignal<Option<Arc<Understood>>>,
    /// The file that a link asks for, until one is taken.
    pub expected: RwSignal<Option<Arc<FileLink>>>,
    /// True if the worker has been asked and its result is still wanted.
    pub is_awaited: RwSignal<bool>,
    /// Name of the control that had the files read anew: it keeps the focus.
    pub focused: RwSignal<String>,
}

impl OwnFiles {
    /// Follows the worker, which reads files and describes them.
    pub fn follow(port: WorkerPort) -> Self {
        let own = Self {
            port,
            understood: RwSignal::new(None),
            fault: RwSignal::new(None),
            reading: RwSignal::new(None),
            taken: RwSignal::new(None),
            expected: RwSignal::new(None),
            is_awaited: RwSignal::new(false),
            focused: RwSignal::new(String::new()),
        };
        port.subscribe(Topic::OwnFiles, move |event| own.receive(event));
        own
    }

    /// The file that the link of the page asks for, where a run of these settings needs it; none once it has been opened, or where
    /// other data were chosen meanwhile. Tracked.
    pub fn expected_for(self, settings: &Settings) -> Option<Arc<FileLink>> {
        self.expected.get().filter(|_| settings.data == DataId::File && settings.chapter.has_run())
    }

    /// Expects a file of the user's own: nothing where it is the one that was taken; another one has to be opened first.
    pub fn expect(self, file: Option<FileLink>) {
        let taken = self.taken.with_untracked(|taken| taken.as_ref().map(|taken| FileLink::of(taken)));
        let is_here = file.as_ref().zip(taken.as_ref()).is_some_and(|(file, taken)| {
            file.is_of(&taken.fingerprint) != Some(false) && file.reading == taken.reading
        });
        if file.is_some() && taken.is_some() && !is_here {
            self.taken.set(None);
            self.port.send(&Command::ForgetOwn);
        }
        self.expected.set(file.filter(|_| !is_here).map(Arc::new));
    }

    /// Returns the link's entry for the file that is, or is to become, the data set. Tracked.
    pub fn link(self) -> Option<FileLink> {
        let taken = self.taken.with(|taken| taken.as_ref().map(|taken| FileLink::of(taken)));
        taken.or_else(|| self.expected.with(|expected| expected.as_ref().map(|file| (**file).clone())))
    }

    /// Hands files to the worker, which says what they hold; with the settings of the run, whose link may ask for a file.
    pub fn open(self, settings: &Settings, files: &[web_sys::File]) {
        if !files.is_empty() {
            self.understood.set(None);
            self.fault.set(None);
            self.reading.set(Some((0, files.len())));
            self.is_awaited.set(true);
            let asked = untrack(|| self.expected_for(settings)).map(|file| Box::new((*file).clone()));
            self.port.send_with_files(&Command::OpenFiles(asked), files);
        }
    }

    /// Has the worker read the opened files in another way.
    pub fn read_again(self, reading: Reading) {
        self.port.send(&Command::ReadAgain(reading));
    }

    /// Makes the opened files the data set.
    pub fn take(self) {
        self.taken.set(self.understood.get_untracked());
        self.understood.set(None);
        self.expected.set(None);
        self.port.send(&Command::UseOwn);
    }

    /// Forgets the opened files; an earlier data set stays.
    pub fn discard(self) {
        self.is_awaited.set(false);
        self.reading.set(None);
        self.understood.set(None);
        self.fault.set(None);
        self.port.send(&Command::DropOwn);
    }

    /// Takes what the worker says of files; whatever else it says, and what was not waited for any more, is left alone.
    fn receive(self, event: Event) {
        if !self.is_awaited.get_untracked() {
            return;
        }
        match event {
            Event::ReadingFiles { n_read, n_files } => self.reading.set(Some((n_read, n_files))),
            Event::Understood(understood) => {
                self.reading.set(None);
                self.fault.set(None);
                self.understood.set(Some(Arc::from(understood)));
            }
            Event::NotUnderstood(fault) => {
                self.reading.set(None);
                self.fault.set(Some(fault));
            }
            Event::PartMissing(WorkerPart::OwnFiles) => self.fault.set(Some(OwnFault::PartMissing)),
            _ => {}
        }
    }
}

/// The user's own files of the page.
pub fn use_own_files() -> OwnFiles {
    expect_context()
}
