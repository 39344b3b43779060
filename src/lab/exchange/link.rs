//! Settings as the text of a link, and back. Defaults are left out; what cannot be read is named, never guessed.

use super::{own_data, small_labs};
use crate::settings::language::LANGUAGE_CODES;
use crate::{
    experiments::{pretraining::plan_link, recall},
    settings::{
        Chapter, DataId, SettingFault, Settings, default_data,
        field::unknown_choice,
        fields::{FIELDS, field},
        preset::Preset,
    },
};

/// The version of links that this page writes and reads. A link says it where it is another one than the first.
pub const VERSION: u32 = 1;
/// Keys that belong to the page and not to a run: language, start at once, the place to begin at, theme, projector mode, what is
/// hidden.
pub const PAGE_KEYS: [&str; 6] = ["lang", "run", "at", "theme", "present", "hide"];
/// The elements that a link can hide: form, presets, choice of data, the user's own files, answers to questions,
/// guesses, the tools of chapter 4, its kept runs, the list of chapters; and cards of chapters by their names.
pub const HIDEABLE: [&str; 19] = [
    "form",
    "presets",
    "data",
    "own",
    "answers",
    "guesses",
    "tools",
    "runs",
    "chapters",
    "machine",
    "class",
    "history",
    "chess",
    "supervision",
    "copying",
    "spectrum",
    "turn",
    "saddles",
    "epochs",
];
/// How many of these every chapter's panel offers; of the cards, it offers its own.
pub const N_HIDEABLE_ANYWHERE: usize = 9;

/// The contents of a link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The run's settings; what could not be read stands at its default.
    pub settings: Settings,
    /// The parts that could not be read.
    pub faults: Vec<SettingFault>,
    /// The keys of the page with their values, as written.
    pub page: Vec<(String, String)>,
    /// Keys that are no settings of the run: of the chapter, its small labs or the user's own file, with their values as written.
    pub own: Vec<(String, String)>,
}

impl Link {
    /// The value of a key of the page.
    #[must_use]
    pub fn of_page(&self, key: &str) -> Option<&str> {
        self.page.iter().find(|(of, _)| of == key).map(|(_, value)| value.as_str())
    }

    /// The card that the page begins at.
    #[must_use]
    pub fn place(&self) -> Option<&str> {
        self.of_page("at").filter(|place| small_labs::places(self.settings.chapter).contains(place))
    }

    /// Returns true if anything starts at once: the chapter's run, or the small lab of its place.
    #[must_use]
    pub fn starts(&self) -> bool {
        self.of_page("run") == Some("1")
    }

    /// Returns true if the chapter's run starts at once.
    #[must_use]
    pub fn starts_run(&self) -> bool {
        self.starts() && !self.place().is_some_and(small_labs::trains)
    }
}

/// The query string that begins at another card of its chapter; at the top, if there is no such card.
#[must_use]
pub fn with_place(query: &str, place: &str) -> String {
    let others = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("at="));
    let mut pairs: Vec<String> = others.map(str::to_owned).collect();
    if small_labs::places(parse(query).settings.chapter).contains(&place) {
        pairs.push(format!("at={place}"));
    }
    pairs.join("&")
}

/// Whether a key is no setting of a run, and still one of this chapter or of this data set.
fn is_own(key: &str, chapter: Chapter, data: DataId) -> bool {
    let keys: &[&str] = match chapter {
        Chapter::Memory => &recall::link::KEYS,
        Chapter::Pretraining => &plan_link::KEYS,
        Chapter::Exercises => &["set"],
        _ => &[],
    };
    keys.contains(&key)
        || small_labs::has_key(chapter, key)
        || data == DataId::File && chapter.has_run() && own_data::link::KEYS.contains(&key)
}

/// What a key of the page can say; nothing for those that are lists.
fn words_of(key: &str, chapter: Chapter) -> &'static [&'static str] {
    match key {
        "lang" => &LANGUAGE_CODES,
        "run" => &["0", "1"],
        "theme" => &["auto", "light", "dark"],
        "present" => &["0", "1", "2"],
        "at" => small_labs::places(chapter),
        _ => &[],
    }
}

/// Reads a query string, with or without its question mark.
///
/// Chapter and data set come first, then the preset, then single settings over it, whatever their order in the text.
/// Without a chapter the third is taken: the heart of the lecture.
#[must_use]
pub fn parse(query: &str) -> Link {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query.trim_start_matches('?')).unwrap_or_default();
    let mut faults = Vec::new();
    let find = |key: &str| pairs.iter().rev().find(|(k, _)| k == key).map(|(_, value)| value.as_str());

    let chapter = word("chapter", find("chapter"), &Chapter::ALL, Chapter::name, &mut faults).unwrap_or(Chapter::Pca);
    let data = word("data", find("data"), &DataId::ALL, DataId::name, &mut faults).unwrap_or(default_data(chapter));
    let preset = word("preset", find("preset"), &Preset::ALL, Preset::name, &mut faults);
    let preset = preset.filter(|preset| is_of_chapter(*preset, chapter, &mut faults));
    let mut settings = Settings::base(chapter, data, preset.unwrap_or(Preset::default_for(chapter, data)));

    let (mut page, mut own) = (Vec::new(), Vec::new());
    for (key, value) in &pairs {
        if is_own(key, chapter, data) {
            own.push((key.clone(), value.clone()));
        } else if let Some(field) = field(key) {
            faults.extend(field.write(&mut settings, value).err());
        } else if PAGE_KEYS.contains(&key.as_str()) {
            page.push((key.clone(), value.clone()));
            if key == "hide" {
                let unknown = value.split([',', '-', ' ']).filter(|name| !name.is_empty() && !HIDEABLE.contains(name));
                faults.extend(unknown.map(|name| unknown_choice(key, name, &HIDEABLE)));
            }
            let words = words_of(key, chapter);
            if !words.is_empty() && !words.contains(&value.as_str()) {
                faults.push(unknown_choice(key, value, words));
            } else if key == "at" && words.is_empty() {
                faults.push(SettingFault::UnknownKey { key: key.clone() });
            }
        } else if key == "v" {
            if value.parse() != Ok(VERSION) {
                faults.push(unknown_choice(key, value, &["1"]));
            }
        } else if !["chapter", "data", "preset"].contains(&key.as_str()) {
            faults.push(SettingFault::UnknownKey { key: key.clone() });
        }
    }
    Link { settings, faults, page, own }
}

/// The query string of settings, without a question mark: chapter, data set, preset, and what deviates from them.
#[must_use]
pub fn format(settings: &Settings) -> String {
    let mut pairs = vec![("chapter", settings.chapter.name().to_owned())];
    if settings.chapter.has_run() {
        if settings.data != default_data(settings.chapter) {
            pairs.push(("data", settings.data.name().to_owned()));
        }
        if settings.preset != Preset::default_for(settings.chapter, settings.data) {
            pairs.push(("preset", settings.preset.name().to_owned()));
        }
        let base = Settings::base(settings.chapter, settings.data, settings.preset);
        for field in FIELDS {
            let text = field.read(settings);
            if text != field.read(&base) {
                pairs.push((field.key, text));
            }
        }
    }
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

fn word<T: Copy>(
    key: &str,
    text: Option<&str>,
    all: &[T],
    name: fn(T) -> &'static str,
    faults: &mut Vec<SettingFault>,
) -> Option<T> {
    let text = text?;
    let found = all.iter().copied().find(|&candidate| name(candidate) == text);
    if found.is_none() {
        let words: Vec<_> = all.iter().map(|&candidate| name(candidate)).collect();
        faults.push(unknown_choice(key, text, &words));
    }
    found
}

fn is_of_chapter(preset: Preset, chapter: Chapter, faults: &mut Vec<SettingFault>) -> bool {
    let presets = Preset::of_chapter(chapter);
    if presets.contains(&preset) {
        return true;
    }
    faults.push(SettingFault::PresetElsewhere {
        chapter: chapter.name().to_owned(),
        preset: preset.name().to_owned(),
        choices: presets.iter().map(|preset| preset.name()).collect::<Vec<_>>().join(", "),
    });
    false
}

#[cfg(test)]
mod tests;
