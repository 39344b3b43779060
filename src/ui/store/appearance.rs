//! Theme and projector mode: chosen by the reader or by the link, carried by the root element, asked for by plots.

use crate::i18n::Locale;
use crate::store::language;
use gloo::{events::EventListener, utils::document_element};
use leptos::prelude::*;
use plot::{palette::Theme, style::Style};
use wasm_bindgen::JsCast;
use web::memory;
use web_sys::MediaQueryList;

/// The reader's choice of theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// As the system has it.
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Choice {
    /// The word in links and in the browser's memory.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn of(name: &str) -> Option<Self> {
        [Self::Auto, Self::Light, Self::Dark].into_iter().find(|choice| choice.name() == name)
    }

    /// The next one, in the order in which the button goes through them.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}

/// How the page looks. Copied freely.
#[derive(Clone, Copy)]
pub struct Appearance {
    /// The reader's choice of theme.
    pub choice: RwSignal<Choice>,
    /// Larger type and thicker lines, for the back row.
    pub is_presenting: RwSignal<bool>,
    /// True if the column of text is hidden.
    pub is_text_hidden: RwSignal<bool>,
    /// True if the link named the theme: only then does the address continue to name it.
    pub is_theme_linked: bool,
    prefers_dark: RwSignal<bool>,
    is_printing: RwSignal<bool>,
}

impl Appearance {
    /// From the link's keys (`theme`, `present`), else from what was remembered.
    pub fn new(theme: Option<&str>, present: Option<&str>) -> Self {
        let remembered = memory::recall("theme");
        let choice = theme.or(remembered.as_deref()).and_then(Choice::of).unwrap_or(Choice::Auto);
        let appearance = Self {
            choice: RwSignal::new(choice),
            is_presenting: RwSignal::new(matches!(present, Some("1" | "2"))),
            is_text_hidden: RwSignal::new(present == Some("2")),
            is_theme_linked: theme.is_some(),
            prefers_dark: RwSignal::new(false),
            is_printing: RwSignal::new(false),
        };
        appearance.follow_system();
        appearance.follow_printer();
        Effect::new(move |_| {
            let root = document_element();
            // An attribute that cannot be set leaves the system's colours, which are readable too.
            let _ = root.set_attribute("data-theme", appearance.theme().name());
            let _ = root.toggle_attribute_with_force("data-present", appearance.is_presenting.get());
            let _ = root.toggle_attribute_with_force("data-text-hidden", appearance.is_text_hidden.get());
        });
        appearance
    }

    /// The theme in force; tracked.
    pub fn theme(self) -> Theme {
        if self.is_printing.get() {
            return Theme::Light;
        }
        let is_dark = match self.choice.get() {
            Choice::Auto => self.prefers_dark.get(),
            Choice::Light => false,
            Choice::Dark => true,
        };
        match (is_dark, self.is_presenting.get()) {
            (true, _) => Theme::Dark,
            (false, true) => Theme::Projector,
            (false, false) => Theme::Light,
        }
    }

    /// The look of a plot; tracked.
    pub fn style(self, locale: Locale) -> Style {
        Style::new(self.theme(), density(), self.is_presenting.get(), language::of(locale).decimal_sign == ',')
    }

    /// The value of `present` in links: nothing, 1, or 2 with the text hidden.
    pub fn present_word(self) -> Option<&'static str> {
        match (self.is_presenting.get(), self.is_text_hidden.get()) {
            (false, _) => None,
            (true, false) => Some("1"),
            (true, true) => Some("2"),
        }
    }

    /// Paper is white.
    fn follow_printer(self) {
        let listen = |(name, is_printing): (&'static str, bool)| {
            EventListener::new(&gloo::utils::window(), name, move |_| self.is_printing.set(is_printing))
        };
        let listeners = StoredValue::new_local([("beforeprint", true), ("afterprint", false)].map(listen).map(Some));
        on_cleanup(move || listeners.set_value([None, None]));
    }

    fn follow_system(self) {
        let query = gloo::utils::window().match_media("(prefers-color-scheme: dark)");
        let Ok(Some(query)) = query else { return };
        self.prefers_dark.set(query.matches());
        let listener = EventListener::new(&query, "change", move |event| {
            let list = event.target().and_then(|target| target.dyn_into::<MediaQueryList>().ok());
            self.prefers_dark.set(list.is_some_and(|list| list.matches()));
        });
        let listener = StoredValue::new_local(Some(listener));
        on_cleanup(move || listener.set_value(None));
    }
}

/// How the page looks.
pub fn use_appearance() -> Appearance {
    expect_context()
}

/// Device pixels of a CSS pixel, at least one.
pub fn density() -> f64 {
    gloo::utils::window().device_pixel_ratio().max(1.0)
}
