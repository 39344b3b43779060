//! What chapters without a run have in the address: each reads its own keys once, and says what it adds.

use super::Lab;
use crate::lab::{
    link::{self, Link},
    settings::{Chapter, SettingFault, Settings},
};
use leptos::prelude::*;

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
    /// Keeps what the link says to its chapter, until that asks.
    pub fn keep_chapter_keys(self, link: &Link, starts_at_once: bool) {
        self.chapter_link.opened.set_value(Some((link.settings.chapter, link.own.clone())));
        self.chapter_link.starts_at_once.set_value(starts_at_once);
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
        let starts_at_once = link.page.iter().any(|(key, value)| key == "run" && value == "1");
        if !link.settings.chapter.has_run() {
            self.keep_chapter_keys(link, starts_at_once);
            self.open_chapter(link.settings.chapter);
        } else if starts_at_once {
            self.change_and_play(link.settings.clone());
        } else {
            self.change(link.settings.clone());
        }
    }

    /// The query string of a chapter as it was left.
    pub fn query_of(self, chapter: Chapter) -> String {
        let left_with = self.left_with.with_value(|all| all.get(&chapter).cloned());
        let settings = left_with.unwrap_or_else(|| Settings::opening(chapter));
        link::format(&settings) + &untrack(|| self.chapter_query(chapter))
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

    /// The same, with its separator; empty where it adds nothing. Tracked.
    pub fn chapter_query(self, chapter: Chapter) -> String {
        let query = self.chapter_link.added.with(|added| {
            added.iter().find(|(of, query)| *of == chapter && !query.is_empty()).map(|(_, query)| format!("&{query}"))
        });
        query.unwrap_or_default()
    }
}
