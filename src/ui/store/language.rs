//! The language of the page: one signal, which the root element follows. Texts are looked up by it (`td_string!`, `say!`).
//!
//! The i18n crate's own context asks cookies and the browser's list of languages; the lab starts in the lecture's language.

use crate::i18n::Locale;
use gloo::utils::document_element;
use lab::settings::{
    self,
    language::{LANGUAGES, language},
};
use leptos::prelude::*;
use leptos_i18n::Locale as _;
use web::memory;

/// The language, shared by the whole page. Copied freely.
#[derive(Debug, Clone, Copy)]
pub struct Language(RwSignal<Locale>);

impl Language {
    /// The language of the link, else the one remembered, else Spanish: the lecture's own.
    pub fn new(linked: Option<&str>) -> Self {
        let remembered = memory::recall("lang");
        let code = language(linked.or(remembered.as_deref()).unwrap_or_default()).code;
        let first = Locale::get_all().iter().copied().find(|locale| locale.as_str() == code).unwrap_or_default();
        let language = Self(RwSignal::new(first));
        Effect::new(move |_| {
            // Screen readers choose their voice by it; without it the page is still readable.
            let _ = document_element().set_attribute("lang", language.word());
        });
        language
    }

    /// Changes it, and remembers that.
    pub fn choose(self, locale: Locale) {
        self.0.set(locale);
        memory::remember("lang", self.word());
    }

    fn word(self) -> &'static str {
        self.0.get().as_str()
    }
}

/// The handle that changes the language.
pub fn use_language() -> Language {
    expect_context()
}

/// The language, tracked.
pub fn use_locale() -> impl Fn() -> Locale + Copy + Send + Sync + 'static {
    let Language(locale) = use_language();
    move || locale.get()
}

/// The language of a locale: its name, its numbers, its keys.
pub fn of(locale: Locale) -> &'static settings::language::Language {
    language(locale.as_str())
}

/// The part of an address that names a language, whatever its reader's browser remembers.
pub fn link_part(locale: Locale) -> String {
    format!("&lang={}", locale.as_str())
}

/// True for the language in which the page opens.
pub fn is_first(locale: Locale) -> bool {
    of(locale).code == LANGUAGES[0].code
}

/// All languages, in the order of the switch.
pub fn all() -> impl Iterator<Item = Locale> {
    Locale::get_all().iter().copied()
}
