//! Goes where a link inside the page leads: its chapter, its settings, its card.

use crate::{
    store::{link_keys::LinkKeys, own_files::OwnFiles, run::Run},
    widgets::place::Places,
};
use lab::exchange::link::Link;
use leptos::prelude::*;

/// The parts of the page that a link touches. Copied freely.
#[derive(Clone, Copy)]
pub struct Follower {
    run: Run,
    keys: LinkKeys,
    own: OwnFiles,
    places: Places,
}

impl Follower {
    /// Takes the contexts of the page.
    pub fn of_page() -> Self {
        Self { run: expect_context(), keys: expect_context(), own: expect_context(), places: expect_context() }
    }

    /// Goes where a link leads; starts at once if it says so.
    pub fn follow(self, link: &Link) {
        let Self { run, keys, own, places } = self;
        let mut faults = link.faults.clone();
        faults.extend(keys.keep(link));
        if !link.settings.chapter.has_run() {
            run.open_chapter(link.settings.chapter);
        } else if link.starts_run() {
            run.change_and_play(link.settings.clone());
        } else if untrack(|| own.expected_for(&link.settings)).is_some() {
            // The settings may be those of the run that goes on with another file.
            run.change_data(link.settings.clone(), false);
        } else {
            run.change(link.settings.clone());
        }
        run.add_faults(faults);
        places.go(link);
    }
}
