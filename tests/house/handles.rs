//! The handles of figures and panels: each stands in docs/numbers.md, and none twice in a chapter.

use super::{Source, line_of, offence, without_comments};
use std::collections::BTreeSet;

/// The beginning of a handle in a view.
const ATTRIBUTE: &str = "data-instrument=\"";
/// The heading in docs/numbers.md below which handles are listed.
const HEADING: &str = "## Instruments";

/// Reports handles that `page` does not name, names of its tables that no view carries, and handles that stand twice in one chapter.
pub(crate) fn faulty_handles(sources: &[Source], page: &str) -> Vec<String> {
    let list = page.split(HEADING).nth(1).unwrap_or_default();
    let documented: BTreeSet<&str> = quoted(list).collect();
    let (mut offences, mut carried, mut in_chapters) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for source in sources {
        let code = without_comments(&source.text);
        for (at, name) in handles(&code) {
            let mut report =
                |what: &str| offences.push(offence(source, line_of(&code, at), &format!("`{name}` {what}")));
            if !documented.contains(name) {
                report("is not documented");
            }
            let chapter = chapter_of(&source.name);
            if chapter.is_some() && !in_chapters.insert((chapter, name.to_owned())) {
                report("stands twice in its chapter");
            }
            carried.insert(name.to_owned());
        }
    }
    let rows = list.lines().filter(|line| line.starts_with("| `"));
    // The first cell is the chapter.
    let listed = rows.flat_map(|row| quoted(row).skip(1));
    let absent = listed.filter(|name| !carried.contains(*name));
    offences.extend(absent.map(|name| format!("docs/numbers.md: no view carries `{name}`")));
    offences
}

/// The handles of some code: the offset where each stands, and its name.
fn handles(code: &str) -> impl Iterator<Item = (usize, &str)> {
    code.match_indices(ATTRIBUTE).map(move |(at, attribute)| {
        let rest = &code[at + attribute.len()..];
        (at, &rest[..rest.find('"').unwrap_or(rest.len())])
    })
}

/// The words between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The chapter that a file of views belongs to; `None` of what chapters share.
fn chapter_of(file: &str) -> Option<&str> {
    let folder = file.strip_prefix("src/ui/chapters/")?.split('/').next()?;
    Some(match folder {
        "chess" => "memory",
        "exploring" => "stacked",
        folder => folder,
    })
}

#[test]
fn planted_handles() {
    let view = |name: &str, handle: &str| Source {
        name: name.to_owned(),
        text: format!("//! A.\nview! {{ <p {ATTRIBUTE}{handle}\"></p> }}\n"),
    };
    let page = format!("`plane`\n{HEADING}\n| `stacked` | `runs`, `roc` |\n");
    let views = [view("src/ui/chapters/stacked/a.rs", "runs"), view("src/ui/chapters/exploring/b.rs", "roc")];
    assert!(faulty_handles(&views, &page).is_empty());
    let found = faulty_handles(&[view("src/ui/a.rs", "plane"), view("src/ui/b.rs", "roc")], &page);
    assert_eq!(found, ["src/ui/a.rs:2: `plane` is not documented", "docs/numbers.md: no view carries `runs`"]);
    let twice = [view("src/ui/chapters/stacked/a.rs", "runs"), view("src/ui/chapters/exploring/b.rs", "runs")];
    let found = faulty_handles(&twice, &page);
    assert_eq!(found[0], "src/ui/chapters/exploring/b.rs:2: `runs` stands twice in its chapter");
}
