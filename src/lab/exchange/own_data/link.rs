//! The user's own file in a link: not its content, but what it takes to ask for it and to know it again.

use super::{Fingerprint, Reading, Understood};
use crate::{
    exchange::own_data::PICTURE_SIDES,
    settings::{SettingFault, field::unknown_choice},
};
use data::{
    fingerprint::N_DIGITS,
    table::{ColumnChoice, Header, Scaling},
};
use serde::{Deserialize, Serialize};

/// The keys of a file.
pub const KEYS: [&str; 5] = ["file", "files", "file-bytes", "file-hash", "file-reading"];
/// Letters of a name.
const MAX_NAME: usize = 120;
const SCALINGS: [(&str, Scaling); 4] = [
    ("as-is", Scaling::None),
    ("unit", Scaling::UnitRange),
    ("unit-overall", Scaling::UnitRangeOverall),
    ("standard", Scaling::Standard),
];

/// Files of which a link was made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FileLink {
    /// Name of the first.
    pub name: String,
    /// How many there were.
    pub n_files: usize,
    /// Of all.
    pub fingerprint: Fingerprint,
    /// How they were read.
    pub reading: Reading,
}

impl FileLink {
    /// Of what has been taken as the data set.
    #[must_use]
    pub fn of(understood: &Understood) -> Self {
        let name = understood.names.first().map(|name| name.chars().take(MAX_NAME).collect());
        Self {
            name: name.unwrap_or_default(),
            n_files: understood.names.len() + understood.unused.len(),
            fingerprint: understood.fingerprint.clone(),
            reading: understood.reading,
        }
    }

    /// The file of a link's own keys; `None` where they name none. What cannot be read is named and left out.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> (Option<Self>, Vec<SettingFault>) {
        let (mut file, mut faults) = (Self { n_files: 1, ..Self::default() }, Vec::new());
        for (key, value) in pairs {
            match key.as_str() {
                "file" => file.name = value.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect(),
                "files" => match value.parse() {
                    Ok(n) if n > 0 => file.n_files = n,
                    _ => faults.push(unknown_choice(key, value, &["1", "2", "…"])),
                },
                "file-bytes" => match value.parse() {
                    Ok(n) => file.fingerprint.n_bytes = n,
                    Err(_) => faults.push(unknown_choice(key, value, &["0", "1", "…"])),
                },
                "file-hash" => {
                    if value.len() == N_DIGITS && value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                        file.fingerprint.hash = value.to_ascii_lowercase();
                    } else {
                        faults.push(unknown_choice(key, value, &["0123456789abcdef", "…"]));
                    }
                }
                "file-reading" => faults.extend(read_words(key, value, &mut file.reading)),
                _ => {}
            }
        }
        ((!file.name.is_empty()).then_some(file), faults)
    }

    /// The keys of a link.
    #[must_use]
    pub fn write(&self) -> String {
        let mut pairs = vec![("file", self.name.clone())];
        if self.n_files != 1 {
            pairs.push(("files", self.n_files.to_string()));
        }
        if self.fingerprint.n_bytes != 0 {
            pairs.push(("file-bytes", self.fingerprint.n_bytes.to_string()));
        }
        if !self.fingerprint.hash.is_empty() {
            pairs.push(("file-hash", self.fingerprint.hash.clone()));
        }
        let words = words_of(&self.reading);
        if !words.is_empty() {
            pairs.push(("file-reading", words.join(".")));
        }
        serde_urlencoded::to_string(pairs).unwrap_or_default()
    }

    /// Returns true if the files match the link's fingerprint; `None` if the link does not contain enough information.
    #[must_use]
    pub fn is_of(&self, fingerprint: &Fingerprint) -> Option<bool> {
        let (asked, got) = (&self.fingerprint, fingerprint);
        if asked.n_bytes > 0 && asked.n_bytes != got.n_bytes {
            return Some(false);
        }
        (!asked.hash.is_empty() && !got.hash.is_empty()).then(|| asked.hash == got.hash)
    }
}

/// What of a way of reading is not the usual one, a word each.
fn words_of(reading: &Reading) -> Vec<String> {
    let default = Reading::default();
    let mut words = Vec::new();
    match reading.header {
        Header::Detect => {}
        Header::Yes => words.push("names".to_owned()),
        Header::No => words.push("no-names".to_owned()),
    }
    if let Some(ColumnChoice { label_column, scaling }) = reading.columns {
        words.push(label_column.map_or_else(|| "no-label".to_owned(), |column| format!("label-{column}")));
        words.extend(SCALINGS.iter().filter(|(_, of)| *of == scaling).map(|(word, _)| (*word).to_owned()));
    }
    if let Some(has_images) = reading.has_images {
        words.push(if has_images { "images" } else { "points" }.to_owned());
    }
    if reading.picture_side != default.picture_side {
        words.push(format!("side-{}", reading.picture_side));
    }
    if reading.inverts {
        words.push("inverted".to_owned());
    }
    words
}

fn read_words(key: &str, text: &str, reading: &mut Reading) -> Vec<SettingFault> {
    let (mut faults, mut label, mut scaling) = (Vec::new(), None, None);
    let number = |word: &str, start: &str| word.strip_prefix(start).and_then(|rest| rest.parse::<usize>().ok());
    for word in text.split('.').filter(|word| !word.is_empty()) {
        match word {
            "names" => reading.header = Header::Yes,
            "no-names" => reading.header = Header::No,
            "no-label" => label = Some(None),
            "images" => reading.has_images = Some(true),
            "points" => reading.has_images = Some(false),
            "inverted" => reading.inverts = true,
            _ => {
                if let Some(&(_, of)) = SCALINGS.iter().find(|(name, _)| *name == word) {
                    scaling = Some(of);
                } else if let Some(column) = number(word, "label-") {
                    label = Some(Some(column));
                } else if let Some(side) = number(word, "side-").filter(|side| PICTURE_SIDES.contains(side)) {
                    reading.picture_side = side;
                } else {
                    faults.push(unknown_choice(
                        key,
                        word,
                        &[
                            "names", "no-names", "label-0", "no-label", "unit", "images", "points", "side-28",
                            "inverted",
                        ],
                    ));
                }
            }
        }
    }
    // Columns are chosen with their scaling, or not at all.
    match (label, scaling) {
        (Some(label_column), Some(scaling)) => reading.columns = Some(ColumnChoice { label_column, scaling }),
        (None, None) => {}
        _ => faults.push(unknown_choice(key, text, &["label-0.unit", "no-label.unit"])),
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::link;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_file_survives_the_way_through_a_link(
            name in "[^\\p{Cc}]{1,60}", n_files in 1..9_usize, n_bytes in any::<u64>(), hash in "[0-9a-f]{16}",
            header in 0..3_usize, label in proptest::option::of(0..40_usize), scaling in 0..5_usize,
            has_images in proptest::option::of(any::<bool>()), side in 0..PICTURE_SIDES.len(), inverts in any::<bool>(),
        ) {
            let columns = SCALINGS.get(scaling).map(|&(_, scaling)| ColumnChoice { label_column: label, scaling });
            let header = [Header::Detect, Header::Yes, Header::No][header];
            let reading = Reading { header, columns, has_images, picture_side: PICTURE_SIDES[side], inverts };
            let file = FileLink { name, n_files, fingerprint: Fingerprint { n_bytes, hash }, reading };
            let link = link::parse(&format!("chapter=stacked&data=file&{}", file.write()));
            prop_assert_eq!(&link.faults, &Vec::new());
            prop_assert_eq!(FileLink::read(&link.own), (Some(file), Vec::new()));
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_file_is_asked_for_all_the_same() {
        let link =
            link::parse("data=file&file=a.csv&files=0&file-bytes=many&file-hash=xyz&file-reading=upside.side-27.unit");
        let (file, faults) = FileLink::read(&link.own);
        assert_eq!(faults.len(), 6, "{faults:?}");
        let file = file.expect("a file is named");
        assert_eq!((file.name.as_str(), file.n_files, file.reading), ("a.csv", 1, Reading::default()));
        let of = |n_bytes: u64, hash: &str| Fingerprint { n_bytes, hash: hash.to_owned() };
        assert_eq!(file.is_of(&of(7, "00")), None);
        let known = FileLink { fingerprint: of(7, "00"), ..file };
        assert_eq!(
            [of(7, "00"), of(7, "01"), of(8, "00"), of(7, "")].map(|got| known.is_of(&got)),
            [Some(true), Some(false), Some(false), None]
        );
        // Elsewhere they mean nothing.
        assert_eq!(link::parse("chapter=stacked&file=a.csv").faults.len(), 1);
        assert_eq!(FileLink::read(&[]).0, None);
    }
}
