//! A static server on 127.0.0.1 for GET and HEAD.
//!
//! It does what a static host does and no more, so that what works here works there. Paths are left to `paths`, packing and
//! caching to `representation`, building to `build`. Reference: RFC 9110 (methods, status).

use super::{
    paths::{Answer, Site},
    representation::{self, PackedBodies, Packing},
};
use anyhow::{Result, anyhow};
use std::{
    fs::File,
    io::{self, Cursor},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};
use tiny_http::{Header, Method, Request, Response, ResponseBox, Server, StatusCode};

/// Browsers open about six connections; more threads would only wait.
const N_WORKERS: usize = 6;

/// A page that would hang for ever hangs so long at most.
const NUDGE_INTERVAL: Duration = Duration::from_millis(100);

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
    let shared = Arc::new((server, site, PackedBodies::default()));
    let worker = |_| {
        let shared = Arc::clone(&shared);
        thread::spawn(move || {
            let (server, site, bodies) = &*shared;
            while let Ok(request) = server.recv() {
                respond(request, site, bodies);
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

fn respond(request: Request, site: &Site, bodies: &PackedBodies) {
    let response = if matches!(request.method(), Method::Get | Method::Head) {
        match site.answer(request.url()) {
            Answer::File(path) => file_response(&request, &path, bodies),
            Answer::Redirect(target) => with_headers(sentence("It is over there.", 302), &[("Location", &target)]),
            Answer::NotFound => sentence("There is nothing at this address.", 404),
        }
    } else {
        with_headers(sentence("This server only answers GET and HEAD.", 405), &[("Allow", "GET, HEAD")])
    };
    // A browser that has gone away needs no answer, and nobody else is told.
    request.respond(response).ok();
}

/// The file, packed where the request accepts that; without a body where the browser has it already.
fn file_response(request: &Request, path: &Path, bodies: &PackedBodies) -> ResponseBox {
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let Ok((metadata, file)) = opened else { return sentence("The file is there but cannot be read.", 403) };
    let validator = representation::validator(&metadata);
    let (media_type, is_packable) = representation::media_type(path);
    let mut headers = vec![
        ("Content-Type", media_type),
        ("ETag", validator.as_str()),
        ("Cache-Control", representation::cache_control(request.url())),
    ];
    if is_packable {
        headers.push(("Vary", "Accept-Encoding"));
    }
    // Ranges are ignored, as RFC 9110 (section 14.2) allows; who asks for one counts the bytes of the file itself.
    let wants_packing = is_packable && header(request, "Range").is_none();
    let packing = header(request, "Accept-Encoding").filter(|_| wants_packing).and_then(Packing::accepted);
    let packed = packing.and_then(|packing| Some((packing, bodies.body(path, &validator, packing)?)));
    let response = match packed {
        Some((packing, body)) => {
            headers.push(("Content-Encoding", packing.name()));
            let n_bytes = body.len();
            Response::new(StatusCode(200), Vec::new(), Cursor::new(body), Some(n_bytes), None).boxed()
        }
        None => Response::from_file(file).boxed(),
    };
    let is_known =
        header(request, "If-None-Match").is_some_and(|value| representation::names_validator(value, &validator));
    // The length stays in the header, as on static hosts: the page shows progress by it.
    let response = response.with_chunked_threshold(usize::MAX);
    // tiny_http leaves the body of a 304 out.
    with_headers(if is_known { response.with_status_code(304) } else { response }, &headers)
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    let found = request.headers().iter().find(|header| header.field.equiv(name));
    found.map(|header| header.value.as_str())
}

fn sentence(text: &str, status: u16) -> ResponseBox {
    let response = Response::from_data(text.as_bytes()).with_status_code(status).boxed();
    with_headers(response, &[("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-cache")])
}

fn with_headers(mut response: ResponseBox, headers: &[(&str, &str)]) -> ResponseBox {
    for (name, value) in headers {
        // Only an address with characters beyond ASCII cannot stand in a header, and browsers send none.
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            response.add_header(header);
        }
    }
    response
}

#[cfg(test)]
mod tests;
