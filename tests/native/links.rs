//! `docs/links.md` beside the code: every key that is read stands there, with its words, and every key that stands there is read.

use autoencoder_lab::lab::{
    exchange::{
        link::{self, HIDEABLE, PAGE_KEYS},
        own_data, small_labs,
    },
    experiments::{pretraining::plan_link, recall},
    settings::{
        Chapter, DataId, SettingFault,
        fields::{FIELDS, Kind},
    },
};

const PAGE: &str = include_str!("../../docs/links.md");

/// The words between backquotes of one cell of a table.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Keys with the words of the cell beside them.
fn documented() -> Vec<(&'static str, Vec<&'static str>)> {
    let rows = PAGE.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.trim_matches('|').split_once('|').unwrap_or_default());
    cells.flat_map(|(keys, values)| quoted(keys).map(move |key| (key, quoted(values).collect()))).collect()
}

#[test]
fn every_key_is_documented_with_its_words() {
    let documented = documented();
    let words = |key: &str| {
        let of_key: Vec<_> = documented.iter().filter(|(of, _)| *of == key).flat_map(|(_, words)| words).collect();
        assert!(documented.iter().any(|(of, _)| *of == key), "docs/links.md does not name `{key}`");
        of_key
    };
    for field in FIELDS {
        let words = words(field.key);
        if let Kind::Choice(choices) = field.kind {
            for choice in choices {
                assert!(words.contains(&choice), "{}: `{choice}` is missing", field.key);
            }
        }
    }
    let keys = PAGE_KEYS.iter().chain(&recall::link::KEYS).chain(&plan_link::KEYS).chain(&own_data::link::KEYS);
    keys.for_each(|key| drop(words(key)));
    Chapter::ALL.into_iter().flat_map(small_labs::keys).for_each(|key| drop(words(key)));
    ["v", "set", "data", "chapter", "preset"].into_iter().for_each(|key| drop(words(key)));
    let styles = include_str!("../../public/styles/shell.css");
    for name in HIDEABLE {
        assert!(words("hide").iter().any(|word| **word == name), "`{name}` is missing");
        assert!(styles.contains(&format!(":root[data-hide~=\"{name}\"] ")), "nothing hides `{name}`");
    }
    for chapter in Chapter::ALL {
        assert!(words("chapter").iter().any(|word| **word == chapter.name()), "`{}` is missing", chapter.name());
        for place in small_labs::places(chapter) {
            assert!(words("at").contains(&place), "`{place}` is missing");
        }
    }
}

#[test]
fn every_documented_word_is_taken() {
    // Where a cell lists words between backquotes that are all there is to choose from.
    let listed = [
        "lang",
        "run",
        "at",
        "present",
        "theme",
        "v",
        "data",
        "part",
        "activation",
        "loss",
        "optimizer",
        "denoise",
        "code",
        "init",
        "align",
        "tool",
        "scale",
        "boards",
        "noise",
        "odd",
        "nudge",
        "hide",
    ];
    for (key, words) in documented().into_iter().filter(|(key, _)| listed.contains(key)) {
        for word in words {
            let is_taken = Chapter::ALL.iter().any(|chapter| {
                let link = link::parse(&format!("chapter={}&{key}={word}", chapter.name()));
                let unread = small_labs::read(*chapter, &link.own, &mut Default::default());
                link.faults.is_empty() && unread.is_empty()
            });
            assert!(is_taken, "docs/links.md offers {key}={word}, which nothing takes");
        }
    }
}

#[test]
fn every_documented_key_is_read_somewhere() {
    for (key, _) in documented() {
        let is_read = Chapter::ALL.iter().flat_map(|chapter| DataId::ALL.iter().map(move |data| (chapter, data))).any(
            |(chapter, data)| {
                let link = link::parse(&format!("chapter={}&data={}&{key}=1", chapter.name(), data.name()));
                !link
                    .faults
                    .iter()
                    .any(|fault| matches!(fault, SettingFault::UnknownKey { key: unknown } if unknown == key))
            },
        );
        assert!(is_read, "docs/links.md names `{key}`, which nothing reads");
    }
}
