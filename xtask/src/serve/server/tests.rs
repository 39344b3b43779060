//! Tests of the server: real conversations with it.

use super::*;
use crate::serve::paths::tests::Sample;
use flate2::read::GzDecoder;
use std::{
    fs,
    io::{Read, Write},
};

/// A server of a sample that can be asked.
struct Host {
    sample: Sample,
    port: u16,
}

impl Host {
    fn start() -> Self {
        let sample = Sample::new();
        let listener = listen(0).expect("some port is free");
        let port = listener.local_addr().expect("it listens").port();
        start(listener, sample.site()).expect("the port is ours");
        Self { sample, port }
    }

    /// Head, in lower case, and body.
    fn ask(&self, method: &str, path: &str, headers: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("the server listens");
        let request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
        stream.write_all(request.as_bytes()).expect("the server reads");
        let mut reply = Vec::new();
        stream.read_to_end(&mut reply).expect("the server answers");
        let n_head = reply.windows(4).position(|four| four == b"\r\n\r\n").expect("an empty line ends the head") + 4;
        (String::from_utf8_lossy(&reply[..n_head]).to_ascii_lowercase(), reply[n_head..].to_vec())
    }

    fn get(&self, path: &str, headers: &str) -> (String, Vec<u8>) {
        self.ask("GET", path, headers)
    }

    /// Writes a file of the site that is worth packing.
    fn write(&self, file: &str) -> Vec<u8> {
        let content = "a script of many alike lines\n".repeat(100).into_bytes();
        fs::write(self.sample.root.join("dist").join(file), &content).expect("writable");
        content
    }
}

#[test]
fn answers_like_a_static_host() {
    let host = Host::start();
    let (head, page) = host.get("/", "");
    assert!(head.starts_with("http/1.1 200") && page == b"<h1>Lab</h1>", "{head}");
    assert!(head.contains("cache-control: no-cache") && head.contains("text/html"), "{head}");
    let (head, body) = host.ask("HEAD", "/", "");
    assert!(head.contains("content-length: 12") && body.is_empty(), "{head}");
    let (head, packed) = host.get("/data/mnist/train.gz", "Accept-Encoding: gzip, br\r\n");
    assert!(head.contains("application/gzip") && !head.contains("content-encoding"), "{head}");
    assert_eq!(packed, b"packed");
    assert!(host.get("/absent", "").0.starts_with("http/1.1 404"));
    assert!(host.ask("POST", "/", "").0.starts_with("http/1.1 405"));
    assert!(host.get("/icons", "").0.contains("location: /icons/"));
}

#[test]
fn bodies_are_packed_for_those_who_take_it() {
    let host = Host::start();
    let content = host.write("page.wasm");
    let (head, body) = host.get("/page.wasm", "Accept-Encoding: gzip\r\n");
    assert!(head.contains("content-encoding: gzip") && head.contains("content-type: application/wasm"), "{head}");
    assert!(head.contains("vary: accept-encoding"), "{head}");
    assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
    let mut unpacked = Vec::new();
    GzDecoder::new(&body[..]).read_to_end(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, content);

    let (head, body) = host.get("/page.wasm", "Accept-Encoding: gzip, deflate, br\r\n");
    assert!(head.contains("content-encoding: br"), "{head}");
    unpacked.clear();
    brotli::Decompressor::new(&body[..], 4096).read_to_end(&mut unpacked).expect("Brotli");
    assert_eq!(unpacked, content);

    for headers in ["", "Accept-Encoding: identity\r\n", "Accept-Encoding: br\r\nRange: bytes=10-\r\n"] {
        let (head, body) = host.get("/page.wasm", headers);
        assert!(head.starts_with("http/1.1 200") && !head.contains("content-encoding"), "{head}");
        assert!(head.contains("vary: accept-encoding"), "{head}");
        assert_eq!(body, content);
    }
    let (head, body) = host.ask("HEAD", "/page.wasm", "Accept-Encoding: gzip\r\n");
    assert!(head.contains("content-encoding: gzip") && body.is_empty(), "{head}");
    assert!(!host.get("/a%20b.js", "Accept-Encoding: br\r\n").0.contains("content-encoding"), "a byte is not packed");
}

#[test]
fn a_file_that_the_browser_has_is_not_sent_again() {
    let host = Host::start();
    host.write("page-0123456789abcdef.js");
    let path = "/page-0123456789abcdef.js?v=1";
    let (head, _) = host.get(path, "");
    assert!(head.contains("cache-control: public, max-age=31536000, immutable"), "{head}");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("there is a validator");
    // The head is in lower case; the letter of a weak validator is not.
    let tag = tag.replace("w/", "W/");
    for encoding in ["", "Accept-Encoding: gzip\r\n"] {
        let (head, body) = host.get(path, &format!("If-None-Match: {tag}\r\n{encoding}"));
        assert!(head.starts_with("http/1.1 304") && body.is_empty(), "{head}");
        assert!(head.contains("etag: ") && head.contains("cache-control: "), "{head}");
    }
    let (head, body) = host.get(path, "If-None-Match: \"another\"\r\n");
    assert!(head.starts_with("http/1.1 200") && !body.is_empty(), "{head}");
}

#[test]
fn connections_that_come_together_and_stay_are_all_answered() {
    let sample = Sample::new();
    let listener = listen(0).expect("some port is free");
    let address = listener.local_addr().expect("it listens");
    start(listener, sample.site()).expect("it starts");
    for round in 0..20 {
        let talk = |_| {
            thread::spawn(move || {
                let mut connection = TcpStream::connect(address).expect("it listens");
                connection.set_read_timeout(Some(Duration::from_secs(10))).expect("a time above zero");
                connection.write_all(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n").expect("it reads");
                let mut status = [0; 12];
                let is_answered = connection.read_exact(&mut status).is_ok() && status == *b"HTTP/1.1 200";
                // Kept open until all have been answered, as browsers do.
                (connection, is_answered)
            })
        };
        let talks: Vec<_> = (0..12).map(talk).collect();
        let answers: Vec<_> = talks.into_iter().map(|talk| talk.join().expect("no panic")).collect();
        assert!(answers.iter().all(|(_, is_answered)| *is_answered), "round {round}");
    }
}
