//! The works that the page cites, as a reader sees them and as BibTeX.

mod list;

pub use list::WORKS;
use std::fmt::Write;

/// The type of a work, by BibTeX's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In a journal: its name, volume and pages.
    Article(&'static str, &'static str, &'static str),
    /// A book: its publisher, edition and address on the web, each empty for none.
    Book(&'static str, &'static str, &'static str),
    /// In the proceedings of a conference: their title.
    InProceedings(&'static str),
    /// Anything else: where it is found.
    Misc(&'static str),
}

/// A work. Titles and names stay in the language in which they were published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Its key in BibTeX.
    pub key: &'static str,
    /// Family name and given names or initials of each author.
    pub authors: &'static [(&'static str, &'static str)],
    /// The year.
    pub year: u16,
    /// The title.
    pub title: &'static str,
    /// The place of publication.
    pub kind: Kind,
    /// The part that is referred to, or the contribution that the work is known for; empty for the whole.
    pub note: &'static str,
    /// Its lasting number, without the resolver's address; empty where it has none.
    pub doi: &'static str,
}

impl Work {
    /// Authors and year, as lists of works have them.
    #[must_use]
    pub fn authors_and_year(&self) -> String {
        let names: Vec<_> = self.authors.iter().map(|(family, given)| format!("{family}, {given}")).collect();
        format!("{} ({}).", names.join(", "), self.year)
    }

    /// Returns the place of publication, formatted for a bibliography.
    #[must_use]
    pub fn place(&self) -> String {
        let place = match self.kind {
            Kind::Article(journal, volume, pages) => format!("{journal} {volume}, {pages}"),
            Kind::Book(publisher, "", _) => publisher.to_owned(),
            Kind::Book(publisher, edition, _) => format!("{}, {publisher}", ordinal(edition)),
            Kind::InProceedings(place) | Kind::Misc(place) => place.to_owned(),
        };
        if self.note.is_empty() { format!("{place}.") } else { format!("{place} ({}).", self.note) }
    }

    /// A lasting address, where it has one.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        match (self.doi, self.kind) {
            ("", Kind::Book(_, _, address)) if !address.is_empty() => Some(address.to_owned()),
            ("", _) => None,
            (doi, _) => Some(format!("https://doi.org/{doi}")),
        }
    }

    /// As an entry of a BibTeX file (UTF-8, as biber and modern BibTeX read it; dashes of pages doubled).
    #[must_use]
    pub fn bibtex(&self) -> String {
        let authors: Vec<_> = self.authors.iter().map(|(family, given)| format!("{family}, {given}")).collect();
        // Braces keep the capitals as they are, also where a style would make them small.
        let mut fields = vec![
            ("author", authors.join(" and ")),
            ("title", format!("{{{}}}", self.title)),
            ("year", self.year.to_string()),
        ];
        let kind = match self.kind {
            Kind::Article(journal, volume, pages) => {
                fields.push(("journal", journal.replace('&', "\\&")));
                fields.push(("volume", volume.to_owned()));
                fields.push(("pages", pages.replace('–', "--")));
                "article"
            }
            Kind::Book(publisher, edition, address) => {
                fields.push(("publisher", publisher.to_owned()));
                fields.push(("edition", edition.to_owned()));
                fields.push(("url", address.to_owned()));
                "book"
            }
            Kind::InProceedings(place) => {
                fields.push(("booktitle", place.to_owned()));
                "inproceedings"
            }
            Kind::Misc(place) => {
                fields.push(("howpublished", place.to_owned()));
                "misc"
            }
        };
        fields.push(("note", self.note.to_owned()));
        fields.push(("doi", self.doi.to_owned()));
        let mut entry = format!("@{kind}{{{},\n", self.key);
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            // Writing to a string cannot fail.
            let _ = writeln!(entry, "  {name} = {{{value}}},");
        }
        entry + "}\n"
    }
}

fn ordinal(edition: &str) -> String {
    let ending = match edition {
        "1" => "st",
        "2" => "nd",
        "3" => "rd",
        _ => "th",
    };
    format!("{edition}{ending} edition")
}

/// All works as a BibTeX file.
#[must_use]
pub fn bibtex() -> String {
    WORKS.iter().map(Work::bibtex).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_single_and_the_list_is_in_order() {
        for pair in WORKS.windows(2) {
            let sorted = |work: &Work| (work.authors[0].0.replace(['é', 'ö'], "e"), work.year);
            assert!(sorted(&pair[0]) <= sorted(&pair[1]), "{} before {}", pair[0].key, pair[1].key);
        }
        let mut keys: Vec<_> = WORKS.iter().map(|work| work.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), WORKS.len());
    }

    #[test]
    fn an_entry_has_its_fields_and_balanced_braces() {
        let file = bibtex();
        assert_eq!(file.matches('{').count(), file.matches('}').count());
        assert_eq!(file.matches("\n@").count() + 1, WORKS.len());
        let chase = WORKS.iter().find(|work| work.key == "chase1973perception").expect("cited");
        assert_eq!(
            chase.bibtex(),
            "@article{chase1973perception,\n  author = {Chase, W. G. and Simon, H. A.},\n  title = {{Perception in chess}},\n  \
             year = {1973},\n  journal = {Cognitive Psychology},\n  volume = {4},\n  pages = {55--81},\n  \
             doi = {10.1016/0010-0285(73)90004-2},\n}\n"
        );
        assert_eq!(chase.authors_and_year(), "Chase, W. G., Simon, H. A. (1973).");
        assert_eq!(chase.place(), "Cognitive Psychology 4, 55–81.");
    }
}
