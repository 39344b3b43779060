//! A static server on 127.0.0.1: GET and HEAD, a folder, further folders mounted into it, an optional prefix in front.
//!
//! It does what a plain static host does and no more, so that what works here works there. Building what it serves is
//! left to `site`. Reference: RFC 9110 (methods, status), RFC 3986 (paths and percent-encoding).

use anyhow::{Result, anyhow};
use std::{
    fs::File,
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};
use tiny_http::{Header, Method, Request, Response, ResponseBox, Server};

/// Browsers open about six connections; more threads would only wait.
const N_WORKERS: usize = 6;

/// A page that would hang for ever hangs so long at most.
const NUDGE_INTERVAL: Duration = Duration::from_millis(100);

/// What is served, and at which addresses.
pub(crate) struct Site {
    folder: PathBuf,
    /// Empty, or `/some/path` without a slash at its end.
    prefix: String,
    /// Paths below the prefix (`data/mnist`) and the folders that are shown there.
    mounts: Vec<(String, PathBuf)>,
}

/// What a path of a request leads to.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
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

    /// Where the target of a request (path and query) leads. Only files below the folders are ever named.
    fn answer(&self, target: &str) -> Answer {
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

/// Takes a port of 127.0.0.1; 0 takes any free one.
///
/// # Errors
/// When the port is taken or reserved.
pub(crate) fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

/// Starts answering requests, on threads that end with the process.
///
/// # Errors
/// When the port has been lost meanwhile.
pub(crate) fn start(listener: TcpListener, site: Site) -> Result<Vec<JoinHandle<()>>> {
    let address = listener.local_addr()?;
    let server = Server::from_listener(listener, None).map_err(|error| anyhow!("The server did not start: {error}"))?;
    let shared = Arc::new((server, site));
    let worker = |_| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let (server, site) = &*shared;
            while let Ok(request) = server.recv() {
                respond(request, site);
            }
        })
    };
    let workers = (0..N_WORKERS).map(worker).collect();
    thread::spawn(move || nudge(address));
    Ok(workers)
}

/// Connects and goes away again, for as long as the process lives.
///
/// tiny_http 0.12 counts a thread of its pool as idle until it has woken: of connections that come at one moment, one may be
/// queued with no thread left for it, and would wait until another connection ends (`TaskPool::spawn`). The next connection
/// brings a thread that takes the queued one along.
fn nudge(address: SocketAddr) {
    loop {
        thread::sleep(NUDGE_INTERVAL);
        // Refused only when the server is gone, and then nobody waits.
        drop(TcpStream::connect(address));
    }
}

fn respond(request: Request, site: &Site) {
    let response = if matches!(request.method(), Method::Get | Method::Head) {
        response_to(site.answer(request.url()))
    } else {
        with_headers(sentence("This server only answers GET and HEAD.", 405), &[("Allow", "GET, HEAD")])
    };
    // A browser that has gone away needs no answer, and nobody else is told.
    request.respond(response).ok();
}

fn response_to(answer: Answer) -> ResponseBox {
    match answer {
        Answer::File(path) => match File::open(&path) {
            // The length stays in the header, as on static hosts: the page shows progress by it.
            Ok(file) => with_headers(
                Response::from_file(file).with_chunked_threshold(usize::MAX).boxed(),
                &[("Content-Type", mime_type(&path))],
            ),
            Err(_) => sentence("The file is there but cannot be read.", 403),
        },
        Answer::Redirect(target) => with_headers(sentence("It is over there.", 302), &[("Location", &target)]),
        Answer::NotFound => sentence("There is nothing at this address.", 404),
    }
}

fn sentence(text: &str, status: u16) -> ResponseBox {
    let response = Response::from_data(text.as_bytes()).with_status_code(status).boxed();
    with_headers(response, &[("Content-Type", "text/plain; charset=utf-8")])
}

/// Adds headers, and the one that makes browsers ask anew after a rebuild.
fn with_headers(mut response: ResponseBox, headers: &[(&str, &str)]) -> ResponseBox {
    for (name, value) in headers.iter().chain(&[("Cache-Control", "no-cache")]) {
        // Only an address with characters beyond ASCII cannot stand in a header, and browsers send none.
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    response
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

/// The type of a file by its ending. Browsers compile wasm while it arrives only under its own type.
fn mime_type(path: &Path) -> &'static str {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        // Without Content-Encoding: the page unpacks it itself and checks the sum of the packed bytes.
        Some("gz") => "application/gzip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
