//! The keys of a link besides the settings of a run: those that a chapter reads itself, its small labs, the user's own file; and what
//! all of these add to the address.

use crate::store::own_files::OwnFiles;
use lab::{
    exchange::{
        link::Link,
        own_data::link::{FileLink, KEYS as FILE_KEYS},
        small_labs::{self, SmallLabs},
    },
    settings::{Chapter, DataId, SettingFault, Settings},
};
use leptos::prelude::*;

/// Keys with their values, as written.
pub type Keys = Vec<(String, String)>;

/// The keys of the link by which the page was opened, and what chapters add to the address. Copied freely.
#[derive(Clone, Copy)]
pub struct LinkKeys {
    /// The settings of the small labs of chapters 1 to 4.
    pub small: RwSignal<SmallLabs>,
    own: OwnFiles,
    opened: StoredValue<Option<(Chapter, Keys)>>,
    added: RwSignal<Vec<(Chapter, String)>>,
    starts_at_once: StoredValue<bool>,
    /// Rises with every link that leads to a card: an earlier one is not gone to any more.
    visit: StoredValue<u32>,
}

impl LinkKeys {
    /// Makes an empty set of keys; the user's own file is asked for through `own`.
    pub fn new(own: OwnFiles) -> Self {
        Self {
            small: RwSignal::new(SmallLabs::default()),
            own,
            opened: StoredValue::new(None),
            added: RwSignal::new(Vec::new()),
            starts_at_once: StoredValue::new(false),
            visit: StoredValue::new(0),
        }
    }

    /// Keeps what a link says besides the run's settings: the small labs and the file at once, what the chapter reads itself until
    /// that asks. What cannot be used is returned.
    pub fn keep(self, link: &Link) -> Vec<SettingFault> {
        let chapter = link.settings.chapter;
        let mut labs = self.small.get_untracked();
        let mut faults = small_labs::read(chapter, &link.own, &mut labs);
        self.small.set(labs);
        if chapter.has_run() {
            let (file, unread) = FileLink::read(&link.own);
            faults.extend(unread);
            self.own.expect(file.filter(|_| link.settings.data == DataId::File));
        }
        let is_chapters =
            |(key, _): &&(String, String)| !small_labs::has_key(chapter, key) && !FILE_KEYS.contains(&key.as_str());
        self.opened.set_value(Some((chapter, link.own.iter().filter(is_chapters).cloned().collect())));
        self.starts_at_once.set_value(link.starts_run());
        faults
    }

    /// Takes this chapter's keys of the opening link, and whether to start at once; nothing when it
    /// is asked again.
    pub fn take(self, chapter: Chapter) -> (Keys, bool) {
        let opened = self.opened.get_value().filter(|(of, _)| *of == chapter);
        let Some((_, keys)) = opened else { return (Vec::new(), false) };
        self.opened.set_value(None);
        (keys, self.starts_at_once.get_value())
    }

    /// A link leads to a card; its number.
    pub fn new_visit(self) -> u32 {
        self.visit.update_value(|visit| *visit = visit.wrapping_add(1));
        self.visit()
    }

    /// The number of the last link that led to a card.
    pub fn visit(self) -> u32 {
        self.visit.get_value()
    }

    /// Sets what a chapter adds to the address, without a separator.
    pub fn set_chapter_query(self, chapter: Chapter, query: String) {
        self.added.update(|added| {
            added.retain(|(of, _)| *of != chapter);
            added.push((chapter, query));
        });
    }

    /// Returns true if a chapter has set its part of the address: late for those with keys of their own. Tracked.
    pub fn has_said_its_own(self, chapter: Chapter) -> bool {
        let is_late = matches!(chapter, Chapter::Memory | Chapter::Pretraining);
        !is_late || self.added.with(|added| added.iter().any(|(of, _)| *of == chapter))
    }

    /// Returns the query of a chapter, its small labs and the user's file, each with its separator. Tracked.
    pub fn chapter_query(self, settings: &Settings) -> String {
        let chapter = settings.chapter;
        let own = self.added.with(|added| {
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

/// The keys of the page's link.
pub fn use_link_keys() -> LinkKeys {
    expect_context()
}
