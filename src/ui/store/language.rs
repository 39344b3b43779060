//! The language of the page: one signal, which the root element follows. Texts are looked up by it (`td_string!`, `say!`).
//!
//! The i18n crate's own context asks cookies and the browser's list of languages; the lab starts in the lecture's language.

use crate::i18n::Locale;
use gloo::utils::document_element;
use leptos::prelude::*;
use web::memory;

/// The language, shared by the whole page. Copied freely.
#[derive(Debug, Clone, Copy)]
pub struct Language(RwSignal<Locale>);

impl Language {
    /// The language of the link, else the one remembered, else Spanish: the lecture's own.
    pub fn new(linked: Option<&str>) -> Self {
        let remembered = memory::recall("lang");
        let first = match linked.or(remembered.as_deref()) {
            Some("en") => Locale::en,
            _ => Locale::es,
        };
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
        match self.0.get() {
            Locale::es => "es",
            Locale::en => "en",
        }
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
