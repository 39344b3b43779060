//! What a link says besides the settings of a run: the keys that a chapter reads itself, its small labs, the user's own file; and what
//! all of these add to the address.

use super::Lab;
use crate::{shell::place, widgets::own_files};
use lab::{
    exchange::{
        link::{self, Link},
        own_data::link::{FileLink, KEYS as FILE_KEYS},
        small_labs,
    },
    protocol::Command,
    settings::{Chapter, DataId, SettingFault, Settings},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Keys with their values, as written.
pub(super) type Keys = Vec<(String, String)>;

/// The keys of the link by which the page was opened, and what chapters add to the address. Copied freely.
#[derive(Clone, Copy)]
pub(super) struct ChapterLink {
    opened: StoredValue<Option<(Chapter, Keys)>>,
    added: RwSignal<Vec<(Chapter, String)>>,
    starts_at_once: StoredValue<bool>,
    /// Rises with every link that leads to a card: an earlier one is not gone to any more.
    visit: StoredValue<u32>,
}

impl ChapterLink {
    pub(super) fn new() -> Self {
        Self {
            opened: StoredValue::new(None),
            added: RwSignal::new(Vec::new()),
            starts_at_once: StoredValue::new(false),
            visit: StoredValue::new(0),
        }
    }
}

impl Lab {
    /// Keeps what a link says besides the run's settings: the small labs and the file at once, what the chapter reads itself until
    /// that asks. What cannot be used is returned.
    pub fn keep_chapter_keys(self, link: &Link) -> Vec<SettingFault> {
        let chapter = link.settings.chapter;
        let mut labs = self.small.get_untracked();
        let mut faults = small_labs::read(chapter, &link.own, &mut labs);
        self.small.set(labs);
        if chapter.has_run() {
            let (file, unread) = FileLink::read(&link.own);
            faults.extend(unread);
            self.expect(file.filter(|_| link.settings.data == DataId::File));
        }
        let is_chapters =
            |(key, _): &&(String, String)| !small_labs::has_key(chapter, key) && !FILE_KEYS.contains(&key.as_str());
        self.chapter_link.opened.set_value(Some((chapter, link.own.iter().filter(is_chapters).cloned().collect())));
        self.chapter_link.starts_at_once.set_value(link.starts_run());
        faults
    }

    /// Expects a file of the user's own: nothing where it is the one that was taken; another one has to be opened first.
    fn expect(self, file: Option<FileLink>) {
        let taken = self.own.taken.with_untracked(|taken| taken.as_ref().map(|taken| FileLink::of(taken)));
        let is_here = file.as_ref().zip(taken.as_ref()).is_some_and(|(file, taken)| {
            file.is_of(&taken.fingerprint) != Some(false) && file.reading == taken.reading
        });
        if file.is_some() && taken.is_some() && !is_here {
            self.own.taken.set(None);
            self.send(&Command::ForgetOwn);
        }
        self.own.expected.set(file.filter(|_| !is_here).map(Arc::new));
    }

    /// What the link by which the page was opened says to this chapter, and whether it is to start at once; nothing when it
    /// is asked again.
    pub fn take_chapter_keys(self, chapter: Chapter) -> (Keys, bool) {
        let opened = self.chapter_link.opened.get_value().filter(|(of, _)| *of == chapter);
        let Some((_, keys)) = opened else { return (Vec::new(), false) };
        self.chapter_link.opened.set_value(None);
        (keys, self.chapter_link.starts_at_once.get_value())
    }

    /// Goes where a link leads; starts at once if it says so.
    pub fn follow(self, link: &Link) {
        let mut faults = link.faults.clone();
        faults.extend(self.keep_chapter_keys(link));
        if !link.settings.chapter.has_run() {
            self.open_chapter(link.settings.chapter);
        } else if link.starts_run() {
            self.change_and_play(link.settings.clone());
        } else if untrack(|| own_files::expected_for(self, &link.settings)).is_some() {
            // The settings may be those of the run that goes on with another file.
            self.change_data(link.settings.clone(), false);
        } else {
            self.change(link.settings.clone());
        }
        self.add_faults(faults);
        place::go(self, link);
    }

    /// A link leads to a card; its number.
    pub fn new_visit(self) -> u32 {
        self.chapter_link.visit.update_value(|visit| *visit = visit.wrapping_add(1));
        self.visit()
    }

    /// The number of the last link that led to a card.
    pub fn visit(self) -> u32 {
        self.chapter_link.visit.get_value()
    }

    /// The query string of a chapter as it was left.
    pub fn query_of(self, chapter: Chapter) -> String {
        let left_with = self.left_with.with_value(|all| all.get(&chapter).cloned());
        let settings = left_with.unwrap_or_else(|| Settings::opening(chapter));
        link::format(&settings) + &untrack(|| self.chapter_query(&settings))
    }

    /// Says what of a chapter's link could not be used.
    pub fn add_faults(self, faults: Vec<SettingFault>) {
        if !faults.is_empty() {
            self.faults.update(|all| all.extend(faults));
        }
    }

    /// What a chapter adds to the address, without a separator.
    pub fn set_chapter_query(self, chapter: Chapter, query: String) {
        self.chapter_link.added.update(|added| {
            added.retain(|(of, _)| *of != chapter);
            added.push((chapter, query));
        });
    }

    /// Whether a chapter has said what it adds to the address: those that read keys of their own do so once they stand. Tracked.
    pub fn has_said_its_own(self, chapter: Chapter) -> bool {
        let is_late = matches!(chapter, Chapter::Memory | Chapter::Pretraining);
        !is_late || self.chapter_link.added.with(|added| added.iter().any(|(of, _)| *of == chapter))
    }

    /// What a chapter, its small labs and the user's own file add to the address, each with its separator. Tracked.
    pub fn chapter_query(self, settings: &Settings) -> String {
        let chapter = settings.chapter;
        let own = self.chapter_link.added.with(|added| {
            added.iter().find(|(of, _)| *of == chapter).map(|(_, query)| query.clone()).unwrap_or_default()
        });
        let labs = self.small.with(|labs| small_labs::write(chapter, labs));
        let file = match settings.data {
            DataId::File if chapter.has_run() => self.own.link().map(|file| file.write()).unwrap_or_default(),
            _ => String::new(),
        };
        [own, labs, file].iter().filter(|query| !query.is_empty()).map(|query| format!("&{query}")).collect()
    }
}
