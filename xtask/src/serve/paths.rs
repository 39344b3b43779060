//! The paths of a site: a folder, further folders mounted into it, an optional prefix in front.
//!
//! A path of a request leads to a file below these folders, or to nothing. Reference: RFC 3986 (paths, percent-encoding).

use std::path::{Path, PathBuf};

/// The folders that are served, and their addresses.
pub(crate) struct Site {
    folder: PathBuf,
    /// Empty, or `/some/path` without a slash at its end.
    prefix: String,
    /// Paths below the prefix (`data/mnist`) and the folders that are shown there.
    mounts: Vec<(String, PathBuf)>,
}

/// The destination of a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    File(PathBuf),
    Redirect(String),
    NotFound,
}

impl Site {
    /// A folder, served at the root.
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), prefix: String::new(), mounts: Vec::new() }
    }

    /// The same below a prefix such as `/some/path`.
    pub(crate) fn with_prefix(self, prefix: &str) -> Self {
        Self { prefix: prefix.trim_end_matches('/').to_owned(), ..self }
    }

    /// The same with folders shown at paths of their own.
    pub(crate) fn with_mounts(self, mounts: Vec<(String, PathBuf)>) -> Self {
        Self { mounts, ..self }
    }

    /// Returns the destination of a request's target (path and query). Only files below the folders are ever named.
    pub(crate) fn answer(&self, target: &str) -> Answer {
        let (path, query) = target.split_at(target.find(['?', '#']).unwrap_or(target.len()));
        if !self.prefix.is_empty() && path == self.prefix {
            return Answer::Redirect(format!("{path}/{query}"));
        }
        let below = path.strip_prefix(&self.prefix).and_then(|rest| rest.strip_prefix('/'));
        let Some(segments) = below.and_then(safe_segments) else { return Answer::NotFound };
        let place = self.place_of(&segments);
        if place.is_dir() {
            if !path.ends_with('/') {
                return Answer::Redirect(format!("{path}/{query}"));
            }
            return file_or_nothing(place.join("index.html"));
        }
        // `page.html/` is not the page: its relative links would lead astray.
        if path.ends_with('/') { Answer::NotFound } else { file_or_nothing(place) }
    }

    fn place_of(&self, segments: &[String]) -> PathBuf {
        for (path, folder) in &self.mounts {
            let mount: Vec<&str> = path.split('/').collect();
            if segments.len() >= mount.len() && segments.iter().zip(&mount).all(|(segment, name)| segment == name) {
                return join(folder, &segments[mount.len()..]);
            }
        }
        join(&self.folder, segments)
    }
}

/// The decoded names of a path, or nothing when one of them could lead out of the folder.
fn safe_segments(path: &str) -> Option<Vec<String>> {
    let path = percent_decoded(path)?;
    let path = path.strip_suffix('/').unwrap_or(&path);
    if path.is_empty() {
        return Some(Vec::new());
    }
    path.split('/').map(|name| is_safe(name).then(|| name.to_owned())).collect()
}

/// Backslashes and colons separate paths and name drives on Windows.
fn is_safe(name: &str) -> bool {
    !matches!(name, "" | "." | "..") && !name.contains(['\\', ':', '\0'])
}

/// Undoes `%2e`; nothing for half an escape or bytes that are not UTF-8.
fn percent_decoded(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            decoded.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

fn join(folder: &Path, segments: &[String]) -> PathBuf {
    segments.iter().fold(folder.to_path_buf(), |path, segment| path.join(segment))
}

fn file_or_nothing(path: PathBuf) -> Answer {
    if path.is_file() { Answer::File(path) } else { Answer::NotFound }
}

#[cfg(test)]
pub(crate) mod tests;
