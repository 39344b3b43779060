//! The published data sets that the browser keeps.

use crate::store::port::WorkerPort;
use lab::protocol::{Command, Event, Stored, Topic};
use leptos::prelude::*;

/// The sets that the browser keeps. Copied freely.
#[derive(Clone, Copy)]
pub struct PublishedSets {
    /// The sets, once the worker has listed them.
    pub stored: RwSignal<Option<Stored>>,
}

impl PublishedSets {
    /// Follows the worker, which lists the sets when it greets and after every change.
    pub fn follow(port: WorkerPort) -> Self {
        let sets = Self { stored: RwSignal::new(None) };
        port.subscribe(Topic::Stored, move |event| {
            if let Event::Stored(stored) = event {
                sets.stored.set(Some(stored));
            }
        });
        port.on_greeting(move || port.send(&Command::ListStored));
        sets
    }
}

/// The published sets of the page.
pub fn use_published_sets() -> PublishedSets {
    expect_context()
}
