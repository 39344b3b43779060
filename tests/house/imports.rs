//! Who imports whom: the law between crates, and circles between the files of one.
//!
//! Imports are read as text: `use` trees, and paths that begin with a crate's name, `crate`, `self` or `super`. Macros are not
//! expanded, and a name that is only re-exported counts for the file that re-exports it.

use super::{Source, is_of_name, line_of, offence, without_comments};
use std::collections::{BTreeMap, BTreeSet};

/// The law of imports: each crate below `src`, and those of ours that it may use. `ui` may take plain settings types of `learn`
/// through `lab` alone.
pub(crate) const LAW: [(&str, &[&str]); 8] = [
    ("learn", &[]),
    ("data", &[]),
    ("plot", &[]),
    ("lab", &["learn", "data"]),
    ("teaching", &["lab"]),
    ("web", &["lab", "data"]),
    ("worker", &["lab", "data", "web"]),
    ("ui", &["lab", "teaching", "plot", "web"]),
];

/// What of a crate another may not use, although it may use the rest: `teaching` knows settings and results, never the protocol.
const FORBIDDEN: [(&str, &str); 1] = [("teaching", "lab::protocol")];

/// A path in the code: the offset where it stands, and its names.
type Place = (usize, Vec<String>);

/// Reports imports that the law does not allow.
pub(crate) fn foreign_imports(source: &Source) -> Vec<String> {
    let Some((krate, allowed)) = LAW.iter().find(|(krate, _)| is_of_crate(&source.name, krate)) else {
        return Vec::new();
    };
    let code = without_tests(&without_comments(&source.text));
    let is_foreign = |name: &str| name != *krate && !allowed.contains(&name) && is_crate(name);
    let is_forbidden =
        |path: &[String]| FORBIDDEN.iter().any(|(of, place)| of == krate && path.join("::").starts_with(place));
    let offences = paths(&code).into_iter().filter(|(_, path)| is_foreign(&path[0]) || is_forbidden(path));
    let mut found: Vec<_> = offences
        .map(|(at, path)| offence(source, line_of(&code, at), &format!("`{krate}` uses `{}`", shortened(&path))))
        .collect();
    found.dedup();
    found
}

fn shortened(path: &[String]) -> String {
    path.iter().take(2).cloned().collect::<Vec<_>>().join("::")
}

/// Reports every circle of files in which each imports the next. A parent module and its own children do not make one: a child may
/// use what its parent holds for all of them.
pub(crate) fn circles(sources: &[Source]) -> Vec<String> {
    let files: BTreeMap<Vec<String>, &Source> =
        sources.iter().filter_map(|source| Some((module_of(&source.name)?, source))).collect();
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, source) in &files {
        let code = without_tests(&without_comments(&source.text));
        for (_, path) in paths(&code) {
            let target = resolve(module, &path).and_then(|target| longest_module(&files, target));
            let Some((to, target)) = target else { continue };
            if to != *module && !is_family(module, &to) {
                imports.entry(&source.name).or_default().insert(&target.name);
            }
        }
    }
    strongly_connected(&imports).into_iter().map(|circle| format!("circle: {}", circle.join(" -> "))).collect()
}

fn longest_module<'a>(
    files: &BTreeMap<Vec<String>, &'a Source>,
    mut path: Vec<String>,
) -> Option<(Vec<String>, &'a Source)> {
    loop {
        if let Some(source) = files.get(&path) {
            return Some((path, source));
        }
        path.pop()?;
    }
}

fn is_family(a: &[String], b: &[String]) -> bool {
    let is_child = |child: &[String], parent: &[String]| child.len() == parent.len() + 1 && child.starts_with(parent);
    is_child(a, b) || is_child(b, a)
}

/// The module of a file below `src` (its crate first) or of `xtask`; `None` of programs.
fn module_of(name: &str) -> Option<Vec<String>> {
    let path = match name.strip_prefix("xtask/src/") {
        Some(rest) => format!("xtask/{rest}"),
        None => name.strip_prefix("src/").filter(|rest| rest.contains('/') && !rest.starts_with("bin/"))?.to_owned(),
    };
    let mut names: Vec<String> = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        names.pop();
    }
    Some(names)
}

/// The absolute path that a path of this module means; `None` where it leads elsewhere.
fn resolve(module: &[String], path: &[String]) -> Option<Vec<String>> {
    let first = path.first()?.as_str();
    let n_up = path.iter().skip(usize::from(first == "self")).take_while(|name| *name == "super").count();
    let (base, rest) = match first {
        "crate" => (&module[..1], &path[1..]),
        "self" | "super" => (&module[..module.len().checked_sub(n_up)?], &path[usize::from(first == "self") + n_up..]),
        name if is_crate(name) => (&[][..], path),
        // A child, named without more ado.
        _ => (module, path),
    };
    Some([base, rest].concat())
}

fn is_crate(name: &str) -> bool {
    LAW.iter().any(|(krate, _)| *krate == name)
}

fn is_of_crate(name: &str, krate: &str) -> bool {
    name.strip_prefix("src/").and_then(|rest| rest.strip_prefix(krate)).is_some_and(|rest| rest.starts_with('/'))
}

/// Everything before the tests of a file: those may look across.
fn without_tests(code: &str) -> String {
    code.split("#[cfg(test)]\nmod tests {").next().unwrap_or(code).to_owned()
}

/// All paths of some code: those of `use` trees in full, and those that stand in expressions and types.
fn paths(code: &str) -> Vec<Place> {
    let mut found = Vec::new();
    let mut end_of_tree = 0;
    for (start, word) in words(code) {
        if start < end_of_tree {
            continue;
        }
        let after = start + word.len();
        if word == "use" && code[after..].starts_with(char::is_whitespace) {
            end_of_tree = read_tree(code, after, &[], &mut found);
        } else if code[after..].starts_with("::") && !code[..start].ends_with("::") {
            let names = path_at(code, start);
            if matches!(word, "crate" | "self" | "super") || is_crate(word) {
                found.push((start, names));
            }
        }
    }
    found
}

fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_start = move |at: usize| !code[..at].ends_with(is_of_name);
    let starts = code.char_indices().filter(move |(at, c)| is_of_name(*c) && is_start(*at));
    starts.map(|(at, _)| (at, name_at(code, at)))
}

fn name_at(code: &str, at: usize) -> &str {
    let rest = &code[at..];
    &rest[..rest.find(|c: char| !is_of_name(c)).unwrap_or(rest.len())]
}

fn path_at(code: &str, mut at: usize) -> Vec<String> {
    let mut names = Vec::new();
    loop {
        let name = name_at(code, at);
        if name.is_empty() {
            return names;
        }
        names.push(name.to_owned());
        at += name.len();
        if !code[at..].starts_with("::") {
            return names;
        }
        at += 2;
    }
}

/// Reads a `use` tree from `at` on; returns where it ends.
fn read_tree(code: &str, mut at: usize, prefix: &[String], found: &mut Vec<Place>) -> usize {
    let skip = |at: usize| at + code[at..].len() - code[at..].trim_start().len();
    let mut path = prefix.to_vec();
    at = skip(at);
    let start = at;
    loop {
        if code[at..].starts_with('{') {
            at = skip(at + 1);
            while at < code.len() && !code[at..].starts_with('}') {
                at = skip(read_tree(code, at, &path, found));
                if code[at..].starts_with(',') {
                    at = skip(at + 1);
                }
            }
            return (at + 1).min(code.len());
        }
        let name = name_at(code, at);
        if name.is_empty() {
            // A star, or the end of code that is no use tree.
            found.extend((!path.is_empty()).then_some((start, path)));
            return at + usize::from(code[at..].starts_with('*'));
        }
        path.push(name.to_owned());
        at = skip(at + name.len());
        if !code[at..].starts_with("::") {
            if name_at(code, at) == "as" {
                at = skip(at + 2);
                at += name_at(code, at).len();
            }
            found.push((start, path));
            return at;
        }
        at = skip(at + 2);
    }
}

/// The strongly connected components of more than one file (Tarjan 1972).
fn strongly_connected<'a>(imports: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    let mut search =
        Search { imports, index: BTreeMap::new(), low: BTreeMap::new(), stack: Vec::new(), found: Vec::new() };
    for file in imports.keys() {
        if !search.index.contains_key(file) {
            search.visit(file);
        }
    }
    search.found
}

struct Search<'g, 'a> {
    imports: &'g BTreeMap<&'a str, BTreeSet<&'a str>>,
    index: BTreeMap<&'a str, usize>,
    low: BTreeMap<&'a str, usize>,
    stack: Vec<&'a str>,
    found: Vec<Vec<&'a str>>,
}

impl<'a> Search<'_, 'a> {
    fn visit(&mut self, file: &'a str) {
        let idx = self.index.len();
        self.index.insert(file, idx);
        self.low.insert(file, idx);
        self.stack.push(file);
        for &next in self.imports.get(file).into_iter().flatten() {
            let reached = if !self.index.contains_key(next) {
                self.visit(next);
                self.low[next]
            } else if self.stack.contains(&next) {
                self.index[next]
            } else {
                continue;
            };
            let low = self.low[file].min(reached);
            self.low.insert(file, low);
        }
        if self.low[file] == idx {
            let at = self.stack.iter().rposition(|other| *other == file).unwrap_or(0);
            let circle = self.stack.split_off(at);
            if circle.len() > 1 {
                self.found.push(circle);
            }
        }
    }
}
