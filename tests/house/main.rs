//! The house rules that a program can check: who imports whom, how files begin, how long they are, where colours live.
//!
//! Every rule reports all offences at once, with file and line, and every scanner is shown to find a planted offence.
//! What needs a reader (names, comments, the length of functions) is left to readers. Reference: ARCHITECTURE.md.

#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

mod handles;
mod imports;
mod scanners;
mod styles;

const SOURCE_FOLDERS: [&str; 5] = ["src", "tests", "examples", "benches", "xtask/src"];
const BANNED_NAMES: [&str; 5] = ["util", "utils", "helper", "helpers", "manager"];
const COLOUR_CALLS: [&str; 6] = ["RGBColor(", "RGBAColor(", "rgb(", "rgba(", "hsl(", "hsla("];
const MAX_LINES: usize = 300;
/// The first words with which no doc comment of a public item begins: it says what the item is or does.
const BANNED_BEGINNINGS: [&str; 4] = ["What", "Whether", "Whoever", "Where"];
/// The endings by which leptos_i18n tells plural forms apart; languages differ in which they have.
const PLURAL_ENDINGS: [&str; 6] = ["_zero", "_one", "_two", "_few", "_many", "_other"];

struct Source {
    /// Relative to the package, with forward slashes.
    name: String,
    text: String,
}

#[test]
fn crates_import_only_what_the_law_allows() {
    report("Import only from the crates that ARCHITECTURE.md allows.", &["src"], "rs", imports::foreign_imports);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    judge("Turn one import of the circle round.", &imports::circles(&sources(&["src", "xtask/src"], "rs")));
}

#[test]
fn doc_comments_begin_with_a_verb_or_a_noun() {
    report("Begin a doc comment with a verb or a noun.", &["src", "xtask/src"], "rs", odd_beginnings);
}

#[test]
fn files_say_what_they_are() {
    report("Begin every file with `//!`: what it is, what it leaves to others.", &SOURCE_FOLDERS, "rs", missing_header);
}

#[test]
fn files_stay_readable() {
    report("Split files that grow beyond one subject.", &SOURCE_FOLDERS, "rs", excess_length);
}

#[test]
fn modules_have_names_that_say_something() {
    report("Name a module after what it holds.", &SOURCE_FOLDERS, "rs", empty_names);
}

#[test]
fn colours_live_in_one_file() {
    report("Take colours from src/plot/palette.rs.", &["src"], "rs", colour_literals);
    report("Take colours from the variables of public/styles/palette.css.", &["public"], "css", colour_literals);
}

#[test]
fn nothing_asks_for_one_language() {
    report("Ask the table of languages, lab::settings::language.", &["src"], "rs", single_languages);
}

#[test]
fn handles_are_listed_and_unique() {
    let page = include_str!("../../docs/numbers.md");
    let offences = handles::faulty_handles(&sources(&["src/ui"], "rs"), page);
    judge("List every `data-instrument` in docs/numbers.md, and use none twice in a chapter.", &offences);
}

#[test]
fn what_scrolls_is_reached_by_keys() {
    report("Give what scrolls `tabindex`, `role` and a name.", &["src"], "rs", unreachable_regions);
}

#[test]
fn listeners_are_released() {
    report("Keep closures and release them in `on_cleanup`.", &["src"], "rs", forgotten_values);
}

#[test]
fn languages_say_the_same_things() {
    let folder = package().join("locales");
    if !folder.is_dir() {
        return;
    }
    let [spanish, english] = ["es.json", "en.json"].map(|name| -> Value {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("locales/{name}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("locales/{name} is no JSON: {error}"))
    });
    judge("Give every text in both languages.", &locale_differences(&spanish, &english));
}

/// Fails with every offence that a scanner finds in the files of some folders.
fn report(law: &str, folders: &[&str], ending: &str, scan: fn(&Source) -> Vec<String>) {
    judge(law, &sources(folders, ending).iter().flat_map(scan).collect::<Vec<_>>());
}

fn judge(law: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{law} Offences:\n  {}", offences.join("\n  "));
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folders: &[&str], ending: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    for folder in folders {
        collect(&package().join(folder), ending, &mut paths);
    }
    paths.sort();
    let read = |path: PathBuf| Source {
        name: path.strip_prefix(package()).unwrap_or(&path).to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    paths.into_iter().map(read).collect()
}

/// Files below a folder; none when it is absent. What npm brings is not ours.
fn collect(folder: &Path, ending: &str, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            collect(&path, ending, paths);
        } else if path.extension().is_some_and(|found| found == ending) {
            paths.push(path);
        }
    }
}

/// First lines of doc comments of public items that begin with a relative clause.
fn odd_beginnings(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let is_doc = |line: &str| line.trim_start().starts_with("///");
    let begins = |idx: usize| is_doc(lines[idx]) && (idx == 0 || !is_doc(lines[idx - 1]));
    let is_of_public = |idx: usize| {
        let item = lines[idx..]
            .iter()
            .map(|line| line.trim_start())
            .find(|line| !line.starts_with("///") && !line.starts_with("#[") && !line.is_empty());
        item.is_some_and(|item| !item.starts_with("fn ") && !item.starts_with("struct ") && !item.starts_with("const "))
    };
    let word = |idx: usize| {
        let text = lines[idx].trim_start().trim_start_matches('/').trim_start();
        text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
    };
    let offences =
        (0..lines.len()).filter(|&idx| begins(idx) && BANNED_BEGINNINGS.contains(&word(idx)) && is_of_public(idx));
    offences.map(|idx| offence(source, idx + 1, lines[idx].trim())).collect()
}

fn missing_header(source: &Source) -> Vec<String> {
    if source.text.starts_with("//!") { Vec::new() } else { vec![offence(source, 1, "does not begin with `//!`")] }
}

fn excess_length(source: &Source) -> Vec<String> {
    let n_lines = source.text.lines().count();
    let too_long = n_lines > MAX_LINES;
    too_long.then(|| offence(source, n_lines, &format!("more than {MAX_LINES} lines"))).into_iter().collect()
}

fn empty_names(source: &Source) -> Vec<String> {
    let parts = source.name.trim_end_matches(".rs").split('/');
    let in_path = parts.filter(|part| BANNED_NAMES.contains(part)).map(|part| (1, part));
    let in_code = source.text.lines().zip(1..).filter_map(|(text, line)| {
        let (_, rest) = text.trim_start().split_once("mod ").filter(|(before, _)| !before.contains('/'))?;
        let name = rest.trim_end_matches(|c: char| !is_of_name(c));
        BANNED_NAMES.contains(&name).then_some((line, name))
    });
    in_path.chain(in_code).map(|(line, name)| offence(source, line, &format!("module `{name}`"))).collect()
}

fn colour_literals(source: &Source) -> Vec<String> {
    if matches!(source.name.as_str(), "src/plot/palette.rs" | "public/styles/palette.css") {
        return Vec::new();
    }
    let code = without_comments(&source.text);
    let offences_in =
        |(text, line)| colours_in(text).into_iter().map(move |word| offence(source, line, &format!("colour `{word}`")));
    code.lines().zip(1..).flat_map(offences_in).collect()
}

fn colours_in(line: &str) -> Vec<&str> {
    let hex = line.match_indices('#').filter_map(|(start, _)| {
        let rest = &line[start + 1..];
        let digits = &rest[..rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len())];
        let is_colour = matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit());
        // `r#add` is a raw name and `&#123;` an entity.
        let stands_alone = !line[..start].ends_with(|c: char| is_of_name(c) || c == '&');
        (is_colour && stands_alone).then_some(digits)
    });
    let calls = COLOUR_CALLS.into_iter().filter(|call| {
        line.match_indices(call).any(|(start, _)| !line[..start].ends_with(|c: char| is_of_name(c) || c == '.'))
    });
    hex.chain(calls).collect()
}

fn forgotten_values(source: &Source) -> Vec<String> {
    let code = without_comments(&source.text);
    let is_offence = |line: &str| line.contains(".forget()") || line.contains("Closure::forget");
    let lines = code.lines().zip(1..).filter(|(text, _)| is_offence(text));
    lines.map(|(text, line)| offence(source, line, text.trim())).collect()
}

/// Places that mention one language of the page, such as `Locale::es`.
fn single_languages(source: &Source) -> Vec<String> {
    let code = without_comments(&source.text);
    let found = code.match_indices("Locale::").filter(|(at, prefix)| {
        let rest = &code[at + prefix.len()..];
        let name = &rest[..rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len())];
        name.len() == 2 && name.chars().all(|c| c.is_ascii_lowercase())
    });
    found.map(|(at, _)| offence(source, line_of(&code, at), "goes by one language")).collect()
}

/// Keys of one language that the other lacks, and texts that are empty.
fn unreachable_regions(source: &Source) -> Vec<String> {
    let is_bare =
        |line: &&str| line.contains("class=\"scroll\"") && !line.contains("tabindex=\"0\" role=\"region\" aria-label=");
    let lines = source.text.lines().enumerate().filter(|(_, line)| is_bare(line));
    lines.map(|(idx, _)| offence(source, idx + 1, "scrolls, but no key reaches it")).collect()
}

fn locale_differences(spanish: &Value, english: &Value) -> Vec<String> {
    let (mut in_spanish, mut in_english, mut offences) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (language, texts, keys) in [("es", spanish, &mut in_spanish), ("en", english, &mut in_english)] {
        for key in collect_keys("", texts, keys) {
            offences.push(format!("locales/{language}.json: `{key}` is empty"));
        }
    }
    let missing = |language: &str, key: &String| format!("locales/{language}.json: `{key}` is missing");
    offences.extend(in_spanish.difference(&in_english).map(|key| missing("en", key)));
    offences.extend(in_english.difference(&in_spanish).map(|key| missing("es", key)));
    offences
}

/// Adds the dotted keys below a value, and returns those whose value is empty.
fn collect_keys(path: &str, value: &Value, keys: &mut BTreeSet<String>) -> Vec<String> {
    let is_empty = match value {
        Value::Object(entries) if !entries.is_empty() => {
            let full = |key: &String| if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            return entries.iter().flat_map(|(key, value)| collect_keys(&full(key), value, keys)).collect();
        }
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(_) | Value::Null => true,
        Value::Bool(_) | Value::Number(_) => false,
    };
    keys.insert(PLURAL_ENDINGS.iter().find_map(|ending| path.strip_suffix(*ending)).unwrap_or(path).to_owned());
    if is_empty { vec![path.to_owned()] } else { Vec::new() }
}

/// Line comments blanked, lines kept. `://` is an address, not a comment.
fn without_comments(text: &str) -> String {
    let code = text.lines().map(|line| {
        let comment = line.match_indices("//").map(|(start, _)| start).find(|&start| !line[..start].ends_with(':'));
        &line[..comment.unwrap_or(line.len())]
    });
    code.collect::<Vec<_>>().join("\n")
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn line_of(code: &str, at: usize) -> usize {
    1 + code[..at].matches('\n').count()
}

fn offence(source: &Source, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", source.name)
}
