//! The form in which a file is sent: its type, its packing, its validator, and how long browsers may keep it.
//!
//! Hosts pack text and programs, answer "not modified" to who has a file already, and can be told that names with a sum in
//! them never change; the page is tried here under these conditions. Reference: RFC 9110 (content negotiation, sections 8.4
//! and 12.5; validators, 8.8 and 13), RFC 9111 (caching), RFC 8246 (`immutable`).

use crate::build::packing;
use std::{
    collections::HashMap,
    fs::{self, Metadata},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::UNIX_EPOCH,
};

/// A moderate quality, as of hosts that pack on the fly.
const BROTLI_QUALITY: u32 = 5;
/// For names with a sum in them: a year stands for "always", as in RFC 2616, section 14.21.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For other names: kept, and validated at each use.
const WITH_VALIDATION: &str = "no-cache";
/// Hexadecimal digits of a sum in a name. Trunk writes up to 16, without leading zeros; the folders of parts have 16.
const SUM_DIGITS: std::ops::RangeInclusive<usize> = 12..=16;

/// A content coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Packing {
    Brotli,
    Gzip,
}

impl Packing {
    /// The codings in order of preference.
    const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// The name in `Accept-Encoding` and `Content-Encoding`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// Returns the best coding that a request accepts, by the value of its `Accept-Encoding`.
    pub(crate) fn accepted(value: &str) -> Option<Self> {
        let accepts = |packing: &Self| {
            value.split(',').any(|item| {
                let mut words = item.split(';').map(str::trim);
                let names_it = words.next().is_some_and(|name| name.eq_ignore_ascii_case(packing.name()));
                let weight = words.find_map(|word| word.strip_prefix("q=").or_else(|| word.strip_prefix("Q=")));
                names_it && weight.is_none_or(|weight| weight.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0))
            })
        };
        Self::ALL.into_iter().find(accepts)
    }

    fn packed(self, bytes: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Brotli => packing::brotli(bytes, BROTLI_QUALITY).ok(),
            Self::Gzip => packing::gzip(bytes).ok(),
        }
    }
}

/// A packed body, once it is there; nothing inside where packing does not pay.
type Body = Arc<OnceLock<Option<Arc<[u8]>>>>;

/// The packed bodies of files. Each is packed when it is first asked for, and kept in memory.
#[derive(Default)]
pub(crate) struct PackedBodies {
    /// The validator of a file tells a body of an earlier version apart.
    known: Mutex<HashMap<(PathBuf, Packing), (String, Body)>>,
}

impl PackedBodies {
    /// Returns the packed body of a file; nothing where the file is unreadable or does not become smaller.
    pub(crate) fn body(&self, path: &Path, validator: &str, packing: Packing) -> Option<Arc<[u8]>> {
        let body = self.place(path, validator, packing);
        // Others who want the same body wait here, and those who want another do not.
        let pack = || -> Option<Arc<[u8]>> {
            let bytes = fs::read(path).ok()?;
            let packed = packing.packed(&bytes)?;
            (packed.len() < bytes.len()).then(|| Arc::from(packed))
        };
        body.get_or_init(pack).clone()
    }

    fn place(&self, path: &Path, validator: &str, packing: Packing) -> Body {
        // Nothing in here panics half way, so that a poisoned map is as good as any.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = known.entry((path.to_path_buf(), packing)).or_default();
        if entry.0 != validator {
            *entry = (validator.to_owned(), Body::default());
        }
        Arc::clone(&entry.1)
    }
}

/// Returns the `ETag` of a file: weak, since all its packings share it, and made of size and time as common servers make it.
pub(crate) fn validator(metadata: &Metadata) -> String {
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("W/\"{:x}-{:x}\"", modified.as_nanos(), metadata.len())
}

/// Returns true when the value of an `If-None-Match` names a validator, compared weakly.
pub(crate) fn names_validator(value: &str, validator: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    value.trim() == "*" || value.split(',').any(|tag| opaque(tag) == opaque(validator))
}

/// Returns the `Cache-Control` of a request's target: whatever has a sum in its path never changes.
pub(crate) fn cache_control(target: &str) -> &'static str {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    if path.split('/').any(has_sum) { FOR_EVER } else { WITH_VALIDATION }
}

/// Finds `-0123456789abcdef` before the end, a dot or an underscore.
fn has_sum(name: &str) -> bool {
    name.match_indices('-').any(|(start, dash)| {
        let rest = &name[start + dash.len()..];
        let is_digit = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        let n_digits = rest.find(|c: char| !is_digit(c)).unwrap_or(rest.len());
        SUM_DIGITS.contains(&n_digits) && matches!(rest[n_digits..].chars().next(), None | Some('.' | '_'))
    })
}

/// Returns the media type of a file by its ending, and true where packing pays. Browsers compile wasm while it arrives only
/// under its own type.
pub(crate) fn media_type(path: &Path) -> (&'static str, bool) {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("html") => ("text/html; charset=utf-8", true),
        Some("js" | "mjs") => ("text/javascript; charset=utf-8", true),
        Some("css") => ("text/css; charset=utf-8", true),
        Some("txt") => ("text/plain; charset=utf-8", true),
        Some("json") => ("application/json", true),
        Some("webmanifest") => ("application/manifest+json", true),
        Some("wasm") => ("application/wasm", true),
        Some("svg") => ("image/svg+xml", true),
        Some("png") => ("image/png", false),
        Some("ico") => ("image/x-icon", false),
        Some("woff2") => ("font/woff2", false),
        // Without Content-Encoding: the page unpacks it itself and checks the sum of the packed bytes.
        Some("gz") => ("application/gzip", false),
        _ => ("application/octet-stream", false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_accepted_packing_is_taken() {
        for (value, expected) in [
            ("gzip, deflate, br, zstd", Some(Packing::Brotli)),
            ("gzip", Some(Packing::Gzip)),
            ("GZIP;q=0.5", Some(Packing::Gzip)),
            ("br;q=0, gzip;q=0.1", Some(Packing::Gzip)),
            ("br; q=0.0, gzip; q=0", None),
            ("identity", None),
            ("brotli", None),
            ("", None),
        ] {
            assert_eq!(Packing::accepted(value), expected, "{value}");
        }
    }

    #[test]
    fn validators_are_compared_weakly() {
        for value in ["*", "W/\"1-2\"", "\"1-2\"", "\"0-0\", W/\"1-2\""] {
            assert!(names_validator(value, "W/\"1-2\""), "{value}");
        }
        for value in ["", "W/\"1-3\"", "\"11-2\"", "1-2"] {
            assert!(!names_validator(value, "W/\"1-2\""), "{value}");
        }
    }

    #[test]
    fn names_with_a_sum_are_kept() {
        for target in [
            "/page-4021807cf6794c5_bg.wasm",
            "/some/path/style-88c602c500efe52f.css?v=1",
            "/worker_relaxed-41eda821e1c72108/worker.js",
            "/parts-4cbccd08e6ca0ea3/chunk_10.wasm",
        ] {
            assert_eq!(cache_control(target), FOR_EVER, "{target}");
        }
        for target in [
            "/",
            "/index.html?stamp=page-4021807cf6794c5.js",
            "/start_worker.js",
            "/data/mnist/train-images-idx3-ubyte.gz",
            "/page-1a2b.js",
            "/name-4021807cf6794c5x.js",
            "/name-4021807cf6794c54021807cf.js",
        ] {
            assert_eq!(cache_control(target), WITH_VALIDATION, "{target}");
        }
    }

    #[test]
    fn endings_tell_types() {
        for (name, expected, is_packed) in [
            ("page_bg.wasm", "application/wasm", true),
            ("page.js", "text/javascript; charset=utf-8", true),
            ("style.CSS", "text/css; charset=utf-8", true),
            ("train-images-idx3-ubyte.gz", "application/gzip", false),
            ("site.webmanifest", "application/manifest+json", true),
            ("icon.svg", "image/svg+xml", true),
            ("LICENSE", "application/octet-stream", false),
        ] {
            assert_eq!(media_type(Path::new(name)), (expected, is_packed), "{name}");
        }
    }

    #[test]
    fn a_body_is_packed_once_for_each_version_of_a_file() {
        let file = std::env::temp_dir().join(format!("xtask-packed-{}.txt", std::process::id()));
        fs::write(&file, "la ".repeat(500)).expect("the temporary folder is writable");
        let bodies = PackedBodies::default();
        let first = bodies.body(&file, "1", Packing::Gzip).expect("it becomes smaller");
        fs::write(&file, "lo ".repeat(500)).expect("writable");
        let again = bodies.body(&file, "1", Packing::Gzip).expect("it is kept");
        assert!(Arc::ptr_eq(&first, &again));
        let changed = bodies.body(&file, "2", Packing::Gzip).expect("it becomes smaller");
        assert_ne!(first, changed);
        fs::write(&file, "x").expect("writable");
        assert_eq!(bodies.body(&file, "3", Packing::Brotli), None, "a byte does not become smaller");
        fs::remove_file(&file).expect("ours");
        assert_eq!(bodies.body(&file, "4", Packing::Brotli), None);
    }
}
