//! The address of the page, which follows all that can be chosen.

use crate::store::language;
use crate::store::{appearance::Appearance, language::use_locale, link_keys::use_link_keys, run::Run};
use lab::{
    exchange::link::{self, Link},
    settings::Chapter,
};
use leptos::prelude::*;
use web::address;

/// Writes every change into the address, a new entry a chapter; going back or forth reads it again.
///
/// `run=1` and `at=` stay until a setting changes, so that a reload starts again, there; the theme is written only where the link
/// named it.
pub(super) fn follow_address(run: Run, appearance: Appearance, link: &Link, hidden: Option<String>) {
    let keys = use_link_keys();
    let starts = link.starts();
    let place = link.place().map(|place| format!("&at={place}"));
    let locale = use_locale();
    let opened = run.settings.get_untracked();
    // What the chapter said of its own when the page was opened, once it stands; and whether anything has changed since.
    let first_own = StoredValue::new(None::<String>);
    let is_touched = StoredValue::new(false);
    Effect::new(move |before: Option<Chapter>| {
        let (settings, locale) = (run.settings.get(), locale());
        let own = keys.chapter_query(&settings);
        if keys.has_said_its_own(settings.chapter) && first_own.with_value(Option::is_none) {
            first_own.set_value(Some(own.clone()));
        }
        if settings != opened || first_own.with_value(|first| first.as_ref().is_some_and(|first| *first != own)) {
            is_touched.set_value(true);
        }
        let is_as_opened = !is_touched.get_value();
        let mut query = link::format(&settings) + &own;
        if !language::is_first(locale) {
            query += &language::link_part(locale);
        }
        if is_as_opened {
            query += place.as_deref().unwrap_or_default();
            query += if starts { "&run=1" } else { "" };
        }
        if appearance.is_theme_linked {
            query = format!("{query}&theme={}", appearance.choice.get().name());
        }
        if let Some(names) = &hidden {
            query = format!("{query}&hide={}", names.replace(' ', ","));
        }
        if let Some(word) = appearance.present_word() {
            query = format!("{query}&present={word}");
        }
        let is_new_chapter = before.is_some_and(|before| before != settings.chapter);
        let is_there_already = link::parse(&address::query()).settings.chapter == settings.chapter;
        address::set_query(&query, is_new_chapter && !is_there_already);
        settings.chapter
    });
    let listener = address::on_travel(move || {
        let mut link = link::parse(&address::query());
        // Who comes back finds what is under way as it is: nothing starts anew.
        link.page.retain(|(key, _)| key != "run");
        let faults = keys.keep(&link);
        run.change(link.settings);
        run.add_faults(faults);
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || listener.set_value(None));
}
