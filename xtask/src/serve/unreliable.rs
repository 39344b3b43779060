//! A server that misbehaves on request: silence, half answers, wrong files, from another origin than the page's.
//!
//! The first name of a path says how (`/cut/anything`); [`answer`] lists the names. It speaks HTTP/1.1 by hand, because
//! `tiny_http` ends every body that it begins. The page's reaction is tested in `tests/browser`, the site itself is left to
//! `server`. Reference: RFC 9110 (ranges, status), RFC 1951 and 1952 (the bomb).

use super::server;
use anyhow::{Context, Result};
use flate2::{
    Compression, Crc,
    write::{DeflateEncoder, GzEncoder},
};
use std::{
    io::{self, Read, Write},
    net::{TcpListener, TcpStream},
    sync::LazyLock,
    thread,
    time::{Duration, Instant},
};

/// Always the same where it is free: the browser tests are compiled with the address.
const PORT: u16 = 8423;
/// The time that a silent connection is held, and the time that a peer may take to ask or to read.
const PATIENCE: Duration = Duration::from_secs(60);
/// A slow answer takes 2 s in all.
const N_PIECES: usize = 50;
const PAUSE: Duration = Duration::from_millis(40);
/// More than any browser says in asking for a file.
const MAX_HEAD: usize = 16 << 10;

const N_IMAGES: u32 = 500;
const IMAGE_SIDE: u32 = 28;
/// 300 MB in all, in pieces that are packed once.
const N_BOMB_PIECES: u32 = 300;
static BOMB_PIECE: [u8; 1_000_000] = [0; 1_000_000];

const OK: &str = "200 OK";
const NO_CONTENT: &str = "204 No Content";
const BINARY: &str = "application/octet-stream";

/// The file as it should be.
static PACKED: LazyLock<Vec<u8>> = LazyLock::new(|| gzip(&images(scattered)));
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(bomb);

/// The answer to a request, and the manner of sending it.
struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    /// The value of Content-Length.
    n_announced: usize,
    /// True when pages of other origins may read it.
    is_shared: bool,
    manner: Manner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    AtOnce,
    /// In pieces with pauses between them.
    Slowly,
    /// The body, then nothing while the connection is held.
    ThenSilence,
    /// Not a byte while the connection is held.
    Silence,
}

impl Answer {
    fn new(status: &'static str, kind: &str, body: Vec<u8>) -> Self {
        let headers = vec![("Content-Type", kind.to_owned())];
        Self { status, headers, n_announced: body.len(), body, is_shared: true, manner: Manner::AtOnce }
    }

    fn packed(body: Vec<u8>) -> Self {
        Self::new(OK, "application/gzip", body)
    }

    fn sentence(status: &'static str, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.into())
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn head(&self) -> String {
        let mut lines = vec![
            format!("HTTP/1.1 {}", self.status),
            "Access-Control-Expose-Headers: Content-Length, Content-Range, Content-Encoding".to_owned(),
            "Cache-Control: no-store".to_owned(),
            "Connection: close".to_owned(),
        ];
        if self.is_shared {
            lines.push("Access-Control-Allow-Origin: *".to_owned());
        }
        if self.status != NO_CONTENT {
            lines.push(format!("Content-Length: {}", self.n_announced));
        }
        lines.extend(self.headers.iter().map(|(name, value)| format!("{name}: {value}")));
        lines.join("\r\n") + "\r\n\r\n"
    }
}

/// Starts the server on a thread that ends with the process, and returns its address, without a slash at the end.
///
/// # Errors
/// When not one port of 127.0.0.1 can be had.
pub(crate) fn start() -> Result<String> {
    let listener = server::listen(PORT).or_else(|_| server::listen(0));
    let listener = listener.context("no port of 127.0.0.1 is free; end a program that listens there")?;
    let address = format!("http://{}", listener.local_addr().context("the port has no address")?);
    thread::spawn(move || serve(&listener));
    Ok(address)
}

fn serve(listener: &TcpListener) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else {
            // Out of files, perhaps: asking again at once would not mend it.
            thread::sleep(PAUSE);
            continue;
        };
        // What a peer does to its connection concerns that connection alone.
        thread::spawn(move || converse(stream).ok());
    }
}

/// One request, one answer.
fn converse(mut stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // Or the pieces of a slow answer would be put together on the way.
    stream.set_nodelay(true)?;
    match read_head(&mut stream)? {
        Some(head) => send(&mut stream, &answer_to(&head)),
        None => Ok(()),
    }
}

/// The request up to its empty line; nothing when the peer leaves before that, or talks too long.
fn read_head(stream: &mut TcpStream) -> io::Result<Option<String>> {
    let (mut head, mut buffer) = (Vec::<u8>::new(), [0_u8; 1024]);
    while !head.ends_with(b"\r\n\r\n") {
        let n_read = stream.read(&mut buffer)?;
        if n_read == 0 || head.len() > MAX_HEAD {
            return Ok(None);
        }
        head.extend_from_slice(&buffer[..n_read]);
    }
    Ok(Some(String::from_utf8_lossy(&head).into_owned()))
}

fn send(stream: &mut TcpStream, answer: &Answer) -> io::Result<()> {
    if answer.manner != Manner::Silence {
        stream.write_all(answer.head().as_bytes())?;
        if answer.manner == Manner::Slowly {
            for piece in answer.body.chunks(answer.body.len().div_ceil(N_PIECES).max(1)) {
                stream.write_all(piece)?;
                thread::sleep(PAUSE);
            }
        } else {
            stream.write_all(&answer.body)?;
        }
    }
    if matches!(answer.manner, Manner::Silence | Manner::ThenSilence) {
        hold(stream);
    }
    Ok(())
}

/// Says nothing until the peer closes, or as long as patience lasts.
fn hold(stream: &mut TcpStream) {
    let start = Instant::now();
    // A read ends at once when the peer closes, else by its own timeout: no thread outlives its use.
    while start.elapsed() < PATIENCE && matches!(stream.read(&mut [0_u8; 64]), Ok(1..)) {}
}

/// The answer to a request, by its first line and its range.
fn answer_to(head: &str) -> Answer {
    let mut words = head.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let behaviour = target.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
    let answer = match method {
        "GET" => answer(behaviour, range_start(head)),
        "OPTIONS" => Answer { headers: Vec::new(), ..Answer::sentence(NO_CONTENT, "") }
            .with("Access-Control-Allow-Methods", "GET")
            .with("Access-Control-Allow-Headers", "Range"),
        _ => Answer::sentence("405 Method Not Allowed", "Ask with GET.").with("Allow", "GET, OPTIONS"),
    };
    Answer { is_shared: behaviour != "noaccess", ..answer }
}

fn answer(behaviour: &str, start: Option<usize>) -> Answer {
    let (whole, half) = (PACKED.len(), PACKED.len() / 2);
    match behaviour {
        "good" => ranged(start),
        "whole" | "noaccess" => Answer::packed(PACKED.to_vec()),
        "plain" => Answer::new(OK, BINARY, images(scattered)),
        // Not as application/gzip: browsers have left such bodies packed, believing that the file itself was meant.
        "decoded" => Answer::new(OK, BINARY, PACKED.to_vec()).with("Content-Encoding", "gzip"),
        "missing" => Answer::sentence("404 Not Found", "There is nothing at this address."),
        "error" => Answer::sentence("500 Internal Server Error", "Something broke here."),
        "page" => Answer::new(OK, "text/html; charset=utf-8", b"<!doctype html><title>Start page</title>".to_vec()),
        "stall" => {
            Answer { n_announced: whole, manner: Manner::ThenSilence, ..Answer::packed(PACKED[..half].to_vec()) }
        }
        "silent" => Answer { manner: Manner::Silence, ..Answer::packed(Vec::new()) },
        "cut" => Answer { n_announced: whole, ..Answer::packed(PACKED[..half].to_vec()) },
        "short" => Answer::packed(PACKED[..half].to_vec()),
        "long" => Answer::packed(gzip(&[images(scattered), vec![0_u8; 1_000]].concat())),
        "trailing" => Answer::packed([PACKED.to_vec(), b"twenty bytes of junk".to_vec()].concat()),
        "wrong" => Answer::packed(gzip(&images(|index| !scattered(index)))),
        "text" => Answer::packed(gzip(b"This is a sentence and not a data set.")),
        "bomb" => Answer::packed(BOMB.to_vec()),
        "slow" => Answer { manner: Manner::Slowly, ..Answer::packed(PACKED.to_vec()) },
        _ => Answer::sentence("400 Bad Request", "No such behaviour; xtask/src/serve/unreliable.rs lists them."),
    }
}

/// The right file, or the rest of it from a byte on.
fn ranged(start: Option<usize>) -> Answer {
    let Some(start) = start else { return Answer::packed(PACKED.to_vec()) };
    let n_bytes = PACKED.len();
    if start >= n_bytes {
        let refusal = Answer::sentence("416 Range Not Satisfiable", "The file ends before.");
        return refusal.with("Content-Range", format!("bytes */{n_bytes}"));
    }
    let rest = Answer { status: "206 Partial Content", ..Answer::packed(PACKED[start..].to_vec()) };
    rest.with("Content-Range", format!("bytes {start}-{}/{n_bytes}", n_bytes - 1))
}

/// The N of `Range: bytes=N-`. Other ranges may be ignored (RFC 9110, section 14.2), and are.
fn range_start(head: &str) -> Option<usize> {
    let value = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("range").then(|| value.trim())
    })?;
    value.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
}

/// An IDX file of images whose values follow from their indices.
fn images(value: impl Fn(u32) -> u8) -> Vec<u8> {
    let mut bytes: Vec<u8> = vec![0, 0, 8, 3];
    bytes.extend([N_IMAGES, IMAGE_SIDE, IMAGE_SIDE].into_iter().flat_map(u32::to_be_bytes));
    bytes.extend((0..N_IMAGES * IMAGE_SIDE * IMAGE_SIDE).map(value));
    bytes
}

/// The upper byte after Knuth's multiplicative hashing (the golden ratio of 2^32): even, and the same everywhere.
fn scattered(index: u32) -> u8 {
    (index.wrapping_mul(2_654_435_761) >> 24) as u8
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every byte")
}

/// 300 MB of zeros in some 300 kB. Packed straight through it would take this unoptimised program longer than the page
/// waits, so one piece is packed, ended at a whole byte, and repeated: its references reach no further than itself.
fn bomb() -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&BOMB_PIECE).and_then(|()| encoder.flush()).expect("memory takes every byte");
    let mut piece_sum = Crc::new();
    piece_sum.update(&BOMB_PIECE);

    let mut sum = Crc::new();
    let mut bytes: Vec<u8> = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255];
    for _ in 0..N_BOMB_PIECES {
        bytes.extend_from_slice(encoder.get_ref());
        sum.combine(&piece_sum);
    }
    // An empty last block, then the sum and the size.
    bytes.extend([0x03_u8, 0x00]);
    bytes.extend(sum.sum().to_le_bytes());
    bytes.extend(sum.amount().to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests;
