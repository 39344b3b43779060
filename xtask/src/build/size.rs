//! The command `size`: what a first visit has to fetch, packed as hosts pack it, against the budgets of its start-up.

use super::{content, offline, packing, split, worker};
use anyhow::{Context, Result, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Kilobytes of 1,000 bytes, gzip, of the start: the page with the part of a chapter, the worker with what chapters ask of it
/// as they open. What is fetched below the fold, while one reads, or by a press has bounds of its own.
const PAGE_KB: f64 = 400.0;
const WORKER_KB: f64 = 300.0;
const FIRST_VISIT_KB: f64 = 900.0;
/// Of page and worker with the largest of what is fetched later: these bounds are to fall, not to rise.
const PAGE_LATER_KB: f64 = 640.0;
const WORKER_LATER_KB: f64 = 320.0;

/// The role of a file at the page's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The interface.
    Page,
    /// Everything else that is fetched at once: document, styles, icon.
    Other,
}

struct File {
    name: String,
    part: Part,
    n_bytes: usize,
    gzip: usize,
    brotli: usize,
}

/// Lists the files of a built site and compares them with the budgets.
///
/// # Errors
/// When a file cannot be read, or a budget is exceeded.
pub(crate) fn check(dist: &Path) -> Result<()> {
    let files = measure(dist)?;
    println!("{:<42} {:>10} {:>10} {:>10}", "file", "bytes", "gzip", "brotli");
    for file in &files {
        println!("{:<42} {:>10} {:>10} {:>10}", file.name, file.n_bytes, file.gzip, file.brotli);
    }
    let sum =
        |part: Part| files.iter().filter(|file| file.part == part).map(|file| file.gzip).sum::<usize>() as f64 / 1e3;
    let (worker, worker_later) = largest_worker(dist)?;
    let (worker, worker_later) = (worker as f64 / 1e3, worker_later as f64 / 1e3);
    let chapter = largest_chapter(dist)?;
    println!("{:<42} {:>10} {:>10}", format!("largest chapter: {}", chapter.name), "", chapter.gzip);
    println!("{:<42} {:>10} {:>10}", "its figures", "", chapter.figures_gzip);
    let figures = chapter.figures_gzip as f64 / 1e3;
    let page = sum(Part::Page) + chapter.gzip as f64 / 1e3;
    let mut exceeded = Vec::new();
    for (what, kilobytes, budget) in [
        ("page", page, PAGE_KB),
        ("worker", worker, WORKER_KB),
        ("page, later", sum(Part::Page) + chapter.later_gzip as f64 / 1e3, PAGE_LATER_KB),
        ("worker, later", worker_later, WORKER_LATER_KB),
        ("first visit", page + figures + worker + sum(Part::Other), FIRST_VISIT_KB),
    ] {
        println!("{what:<14} {kilobytes:>7.1} kB of {budget} kB (gzip)");
        if kilobytes > budget {
            exceeded.push(format!("{what} {kilobytes:.1} kB of {budget} kB"));
        }
    }
    if !exceeded.is_empty() {
        bail!(
            "too large for its budget: {}; see what grew with `git stash` and `cargo xtask size`",
            exceeded.join(", ")
        );
    }
    Ok(())
}

/// The parts of the page that one chapter takes.
#[derive(Debug, Default)]
struct ChapterParts {
    name: String,
    gzip: usize,
    /// The further files of its plots: they are fetched while the text is read, and count for the first visit.
    figures_gzip: usize,
    /// The largest part of all but the plots.
    later_gzip: usize,
}

/// The parts of the page that hold chapters.
const CHAPTERS: [&str; 5] = ["memory", "anatomy", "run_chapters", "pretraining", "workbook"];

/// The part that holds the plots of all chapters.
const FIGURES: &str = "figures";

/// The chapter with the most to fetch, by the lists of `split`; nothing where the page is whole.
fn largest_chapter(dist: &Path) -> Result<ChapterParts> {
    let mut largest = ChapterParts::default();
    for folder in folders_of(dist, split::FOLDER_START)? {
        let parts = PartFiles::of(&folder)?;
        let none = BTreeSet::new();
        let figures = parts.files.get(FIGURES).unwrap_or(&none);
        for (name, files) in parts.files.iter().filter(|(name, _)| *name != FIGURES) {
            let sum = parts.loader_gzip + parts.gzip_of(files.iter())?;
            println!("{:<42} {:>10} {:>10}", format!("  {name}"), "", sum);
            if CHAPTERS.contains(&name.as_str()) && sum > largest.gzip {
                let figures_gzip = parts.gzip_of(figures.difference(files))?;
                largest = ChapterParts { name: name.clone(), gzip: sum, figures_gzip, ..largest };
            }
            largest.later_gzip = largest.later_gzip.max(sum);
        }
    }
    Ok(largest)
}

/// The part of the worker that chapters ask for as they open.
const LABS: &str = "labs";

/// The larger of the two workers, of which a visitor gets one, with that part, and with its largest, gzip.
fn largest_worker(dist: &Path) -> Result<(usize, usize)> {
    let (mut largest, mut later) = (0, 0);
    for start in worker::FOLDER_STARTS {
        for folder in folders_of(dist, start)? {
            let main = ["worker.js", "worker_bg.wasm"]
                .iter()
                .try_fold(0, |sum, file| anyhow::Ok(sum + gzip(&content::read(&folder.join(file))?)?))?;
            let parts = PartFiles::of(&folder)?;
            println!("{:<42} {:>10} {:>10}", folder.file_name().unwrap_or_default().to_string_lossy(), "", main);
            let main = main + parts.loader_gzip;
            largest = largest.max(main);
            for (name, files) in &parts.files {
                let part = parts.gzip_of(files.iter())?;
                println!("{:<42} {:>10} {:>10}", format!("  {name}"), "", part);
                later = later.max(main + part);
                if name == LABS {
                    largest = largest.max(main + part);
                }
            }
        }
    }
    Ok((largest, later))
}

/// The files of each part in a folder.
struct PartFiles {
    folder: PathBuf,
    loader_gzip: usize,
    files: BTreeMap<String, BTreeSet<String>>,
}

impl PartFiles {
    fn of(folder: &Path) -> Result<Self> {
        let list =
            String::from_utf8(content::read(&folder.join(split::LIST))?).context("a list of parts is no text")?;
        let loader_gzip = gzip(&content::read(&folder.join(split::LOADER))?)?;
        let files = list
            .lines()
            .filter_map(|line| {
                let mut words = line.split_whitespace().map(str::to_owned);
                Some((words.next()?, words.collect()))
            })
            .collect();
        Ok(Self { folder: folder.to_owned(), loader_gzip, files })
    }

    fn gzip_of<'a>(&self, mut files: impl Iterator<Item = &'a String>) -> Result<usize> {
        files.try_fold(0, |sum, file| Ok(sum + gzip(&content::read(&self.folder.join(format!("{file}.wasm")))?)?))
    }
}

fn folders_of(dist: &Path, start: &str) -> Result<Vec<PathBuf>> {
    Ok(entries_of(dist)?.into_iter().filter(|path| path.is_dir() && starts_with(path, start)).collect())
}

fn starts_with(path: &Path, start: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(start))
}

/// The files of the folder itself and the built-in digits; other data sets are fetched when they are asked for.
fn measure(dist: &Path) -> Result<Vec<File>> {
    let mut paths = files_in(dist)?;
    // Fetched when everything else is there.
    paths.retain(|path| path.file_name().is_none_or(|name| name != offline::SCRIPT));
    let digits = dist.join("digits");
    if digits.is_dir() {
        // The note on their origin is for people who look into the folder.
        paths.extend(
            files_in(&digits)?.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "gz")),
        );
    }
    let measured = paths.into_iter().map(|path| {
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(File { part: part_of(&name), n_bytes: bytes.len(), gzip: gzip(&bytes)?, brotli: brotli(&bytes)?, name })
    });
    measured.collect()
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    Ok(entries_of(folder)?.into_iter().filter(|path| path.is_file()).collect())
}

fn entries_of(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn part_of(name: &str) -> Part {
    let is_program = name.ends_with(".wasm") || name.ends_with(".js");
    match name {
        _ if !is_program || name == "start_worker.js" => Part::Other,
        _ => Part::Page,
    }
}

/// Returns the size of bytes that are packed with gzip.
fn gzip(bytes: &[u8]) -> Result<usize> {
    Ok(packing::gzip(bytes)?.len())
}

/// Returns the size of bytes that are packed with Brotli, at the quality of hosts that pack once and keep the outcome.
fn brotli(bytes: &[u8]) -> Result<usize> {
    const QUALITY: u32 = 9;
    Ok(packing::brotli(bytes, QUALITY)?.len())
}

#[cfg(test)]
mod tests;
