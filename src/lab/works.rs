//! The works that the page cites, as a reader sees them and as BibTeX.

use std::fmt::Write;

/// What kind of work it is, by BibTeX's names.
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
    /// Where it appeared.
    pub kind: Kind,
    /// What of it is meant, or what it is known for; empty for the whole.
    pub note: &'static str,
    /// Its lasting number, without the resolver's address; empty where it has none.
    pub doi: &'static str,
}

/// The works, by their first authors.
pub const WORKS: &[Work] = &[
    Work {
        key: "alpaydin1998digits",
        authors: &[("Alpaydin", "E."), ("Kaynak", "C.")],
        year: 1998,
        title: "Optical Recognition of Handwritten Digits",
        kind: Kind::Misc("UCI Machine Learning Repository"),
        note: "CC BY 4.0",
        doi: "10.24432/C50P49",
    },
    Work {
        key: "baldi1989neural",
        authors: &[("Baldi", "P."), ("Hornik", "K.")],
        year: 1989,
        title: "Neural networks and principal component analysis: Learning from examples without local minima",
        kind: Kind::Article("Neural Networks", "2", "53–58"),
        note: "",
        doi: "10.1016/0893-6080(89)90014-2",
    },
    Work {
        key: "bjorck1973angles",
        authors: &[("Björck", "Å."), ("Golub", "G. H.")],
        year: 1973,
        title: "Numerical methods for computing angles between linear subspaces",
        kind: Kind::Article("Mathematics of Computation", "27", "579–594"),
        note: "",
        doi: "10.1090/S0025-5718-1973-0348991-3",
    },
    Work {
        key: "chase1973perception",
        authors: &[("Chase", "W. G."), ("Simon", "H. A.")],
        year: 1973,
        title: "Perception in chess",
        kind: Kind::Article("Cognitive Psychology", "4", "55–81"),
        note: "",
        doi: "10.1016/0010-0285(73)90004-2",
    },
    Work {
        key: "eckart1936approximation",
        authors: &[("Eckart", "C."), ("Young", "G.")],
        year: 1936,
        title: "The approximation of one matrix by another of lower rank",
        kind: Kind::Article("Psychometrika", "1", "211–218"),
        note: "",
        doi: "10.1007/BF02288367",
    },
    Work {
        key: "geron2017handson",
        authors: &[("Géron", "A.")],
        year: 2017,
        title: "Hands-On Machine Learning with Scikit-Learn and TensorFlow",
        kind: Kind::Book("O'Reilly", "1", ""),
        note: "chapter 15",
        doi: "",
    },
    Work {
        key: "geron2019handson",
        authors: &[("Géron", "A.")],
        year: 2019,
        title: "Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow",
        kind: Kind::Book("O'Reilly", "2", ""),
        note: "chapter 17",
        doi: "",
    },
    Work {
        key: "gobet1996recall",
        authors: &[("Gobet", "F."), ("Simon", "H. A.")],
        year: 1996,
        title: "Recall of rapidly presented random chess positions is a function of skill",
        kind: Kind::Article("Psychonomic Bulletin & Review", "3", "159–163"),
        note: "",
        doi: "10.3758/BF03212414",
    },
    Work {
        key: "goodfellow2016deep",
        authors: &[("Goodfellow", "I."), ("Bengio", "Y."), ("Courville", "A.")],
        year: 2016,
        title: "Deep Learning",
        kind: Kind::Book("MIT Press", "", "https://www.deeplearningbook.org/"),
        note: "chapters 14 and 15",
        doi: "",
    },
    Work {
        key: "hinton2006reducing",
        authors: &[("Hinton", "G. E."), ("Salakhutdinov", "R. R.")],
        year: 2006,
        title: "Reducing the dimensionality of data with neural networks",
        kind: Kind::Article("Science", "313", "504–507"),
        note: "",
        doi: "10.1126/science.1127647",
    },
    Work {
        key: "klambauer2017selfnormalizing",
        authors: &[("Klambauer", "G."), ("Unterthiner", "T."), ("Mayr", "A."), ("Hochreiter", "S.")],
        year: 2017,
        title: "Self-normalizing neural networks",
        kind: Kind::InProceedings("Advances in Neural Information Processing Systems 30"),
        note: "",
        doi: "",
    },
    Work {
        key: "kunin2019landscapes",
        authors: &[("Kunin", "D."), ("Bloom", "J."), ("Goeva", "A."), ("Seed", "C.")],
        year: 2019,
        title: "Loss landscapes of regularized linear autoencoders",
        kind: Kind::InProceedings("Proceedings of the 36th International Conference on Machine Learning"),
        note: "",
        doi: "",
    },
    Work {
        key: "lecun1998gradient",
        authors: &[("LeCun", "Y."), ("Bottou", "L."), ("Bengio", "Y."), ("Haffner", "P.")],
        year: 1998,
        title: "Gradient-based learning applied to document recognition",
        kind: Kind::Article("Proceedings of the IEEE", "86", "2278–2324"),
        note: "MNIST",
        doi: "10.1109/5.726791",
    },
    Work {
        key: "petroff2021accessible",
        authors: &[("Petroff", "M. A.")],
        year: 2021,
        title: "Accessible color sequences for data visualization",
        kind: Kind::Misc("arXiv:2107.02270"),
        note: "the colours of the classes",
        doi: "10.48550/arXiv.2107.02270",
    },
    Work {
        key: "schonemann1966generalized",
        authors: &[("Schönemann", "P. H.")],
        year: 1966,
        title: "A generalized solution of the orthogonal Procrustes problem",
        kind: Kind::Article("Psychometrika", "31", "1–10"),
        note: "",
        doi: "10.1007/BF02289451",
    },
    Work {
        key: "xiao2017fashion",
        authors: &[("Xiao", "H."), ("Rasul", "K."), ("Vollgraf", "R.")],
        year: 2017,
        title: "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms",
        kind: Kind::Misc("arXiv:1708.07747"),
        note: "",
        doi: "10.48550/arXiv.1708.07747",
    },
];

impl Work {
    /// Authors and year, as lists of works have them.
    #[must_use]
    pub fn authors_and_year(&self) -> String {
        let names: Vec<_> = self.authors.iter().map(|(family, given)| format!("{family}, {given}")).collect();
        format!("{} ({}).", names.join(", "), self.year)
    }

    /// Where it appeared, as lists of works have it.
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
