//! What a link says besides the settings of a run: the keys that a chapter reads itself, its small labs, the user's own file; and what
//! all of these add to the address.

use super::Lab;
use crate::{
    lab::{
        link::{self, Link},
        own_data::link::{FileLink, KEYS as FILE_KEYS},
        settings::{Chapter, DataId, SettingFault, Settings},
        small_labs,
    },
    ui::place,
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
}

impl ChapterLink {
    pub(super) fn new() -> Self {
        Self {
            opened: StoredValue::new(None),
            added: RwSignal::new(Vec::new()),
            starts_at_once: StoredValue::new(false),
        }
    }
}

impl Lab {
    /// Keeps what a link says besides the run's settings: the small labs and the file at once, what the chapter reads itself until
    /// that asks. What cannot be used is returned.
    pub fn keep_chapter_keys(self, link: &Link) -> Vec<SettingFault> {
        let chapter = link.settings.chapter;
        let mut faults = Vec::new();
        if link.own.iter().any(|(key, _)| small_labs::has_key(chapter, key)) {
            let (labs, unread) = small_labs::read(chapter, &link.own);
            self.small.set(labs);
            faults.extend(unread);
        }
        if link.settings.data == DataId::File {
            let (file, unread) = FileLink::read(&link.own);
            self.own.expected.set(file.map(Arc::new));
            faults.extend(unread);
        }
        let is_chapters =
            |(key, _): &&(String, String)| !small_labs::has_key(chapter, key) && !FILE_KEYS.contains(&key.as_str());
        self.chapter_link.opened.set_value(Some((chapter, link.own.iter().filter(is_chapters).cloned().collect())));
        self.chapter_link.starts_at_once.set_value(link.starts_run());
        faults
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
        } else {
            self.change(link.settings.clone());
        }
        self.add_faults(faults);
        place::go(self, link);
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
