//! The misbehaving server's tests: each behaviour as a client meets it.

use super::*;
use flate2::read::GzDecoder;
use std::io::ErrorKind;

static ADDRESS: LazyLock<String> = LazyLock::new(|| start().expect("some port is free"));

fn request(method: &str, path: &str, headers: &str) -> TcpStream {
    let address = ADDRESS.strip_prefix("http://").expect("an address of the web");
    let mut stream = TcpStream::connect(address).expect("the server listens");
    let text = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n");
    stream.write_all(text.as_bytes()).expect("the server reads");
    stream
}

/// Head, in lower case, and body.
fn ask(method: &str, path: &str, headers: &str) -> (String, Vec<u8>) {
    let mut reply = Vec::new();
    request(method, path, headers).read_to_end(&mut reply).expect("the server closes");
    split(&reply)
}

fn get(path: &str) -> (String, Vec<u8>) {
    ask("GET", path, "")
}

fn split(reply: &[u8]) -> (String, Vec<u8>) {
    let n_head = reply.windows(4).position(|four| four == b"\r\n\r\n").expect("a head ends with an empty line") + 4;
    (String::from_utf8_lossy(&reply[..n_head]).to_ascii_lowercase(), reply[n_head..].to_vec())
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).expect("an intact gzip file");
    bytes
}

/// The bytes that arrive until nothing has come for so long that a busy machine is no excuse.
fn arriving(path: &str) -> Vec<u8> {
    let mut stream = request("GET", path, "");
    stream.set_read_timeout(Some(Duration::from_millis(1500))).expect("a timeout of some length");
    let mut reply = Vec::new();
    let error = stream.read_to_end(&mut reply).expect_err("the connection is held");
    assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
    reply
}

#[test]
fn the_right_file_in_its_forms() {
    let plain = images(scattered);
    assert_eq!((plain.len(), &plain[..16]), (16 + 392_000, &[0, 0, 8, 3, 0, 0, 1, 244, 0, 0, 0, 28, 0, 0, 0, 28][..]));
    assert_eq!(plain[16..19], [0, 158, 60], "multiples of 0x9e3779b1, their upper bytes");

    let (head, body) = get("/good/train.gz");
    assert!(
        head.starts_with("http/1.1 200") && head.contains(&format!("content-length: {}\r\n", body.len())),
        "{head}"
    );
    for line in ["access-control-allow-origin: *", "cache-control: no-store", "connection: close"] {
        assert!(head.contains(line), "{head}");
    }
    assert!(unpacked(&body) == plain);
    assert!(get("/plain/a").1 == plain && get("/slow/a?x=1").1 == body);
    let (head, decoded) = get("/decoded/a");
    assert!(head.contains("content-encoding: gzip") && decoded == body, "{head}");
    let (head, hidden) = get("/noaccess/a");
    assert!(!head.contains("access-control-allow-origin") && hidden == body, "{head}");
}

#[test]
fn ranges_are_honoured_by_good_alone() {
    let n_bytes = PACKED.len();
    let (head, rest) = ask("GET", "/good/a", "Range: bytes=1000-\r\n");
    assert!(head.starts_with("http/1.1 206"), "{head}");
    assert!(head.contains(&format!("content-range: bytes 1000-{}/{n_bytes}\r\n", n_bytes - 1)), "{head}");
    assert!(rest == PACKED[1000..]);
    let (head, _) = ask("GET", "/good/a", &format!("Range: bytes={n_bytes}-\r\n"));
    assert!(head.starts_with("http/1.1 416") && head.contains(&format!("bytes */{n_bytes}")), "{head}");
    let (head, whole) = ask("GET", "/whole/a", "Range: bytes=1000-\r\n");
    assert!(head.starts_with("http/1.1 200") && whole == *PACKED, "{head}");
    let (head, body) = ask("OPTIONS", "/good/a", "");
    assert!(head.starts_with("http/1.1 204") && body.is_empty(), "{head}");
    assert!(head.contains("access-control-allow-headers: range"), "{head}");
}

#[test]
fn refusals_have_their_status() {
    for (path, status) in [("/missing/a", "404"), ("/error/a", "500"), ("/page/a", "200"), ("/polite/a", "400")] {
        let (head, body) = get(path);
        assert!(head.starts_with(&format!("http/1.1 {status}")) && !body.is_empty(), "{path}: {head}");
    }
    assert!(get("/page/a").0.contains("content-type: text/html"));
    assert!(ask("POST", "/good/a", "").0.starts_with("http/1.1 405"));
}

#[test]
fn bodies_end_too_soon() {
    let n_bytes = PACKED.len();
    for (path, n_announced) in [("/cut/a", n_bytes), ("/short/a", n_bytes / 2)] {
        let (head, body) = get(path);
        assert!(head.contains(&format!("content-length: {n_announced}\r\n")), "{path}: {head}");
        assert!(body == PACKED[..n_bytes / 2], "{path} sent {} bytes", body.len());
    }
    let (head, body) = split(&arriving("/stall/a"));
    assert!(head.contains(&format!("content-length: {n_bytes}\r\n")), "{head}");
    assert!(body == PACKED[..n_bytes / 2], "{} bytes arrived", body.len());
    assert!(arriving("/silent/a").is_empty());
}

#[test]
fn contents_are_wrong() {
    let plain = images(scattered);
    let wrong = unpacked(&get("/wrong/a").1);
    assert!(wrong.len() == plain.len() && wrong[..16] == plain[..16] && wrong != plain);
    let long = unpacked(&get("/long/a").1);
    assert!(long.len() == plain.len() + 1_000 && long.starts_with(&plain));
    let trailing = get("/trailing/a").1;
    assert!(trailing.len() == PACKED.len() + 20 && trailing.starts_with(&PACKED));
    assert!(unpacked(&get("/text/a").1).ends_with(b"."));
}

#[test]
fn the_bomb_is_small_and_unpacks_to_300_megabytes() {
    let packed = get("/bomb/a").1;
    assert!(packed.len() < 400_000, "{} bytes", packed.len());
    // The decoder compares the sum and the size at the end.
    let n_bytes = io::copy(&mut GzDecoder::new(&packed[..]), &mut io::sink()).expect("an intact gzip file");
    assert_eq!(n_bytes, 300_000_000);
}

#[test]
fn a_held_connection_ends_with_its_peer() {
    let listener = server::listen(0).expect("some port is free");
    let peer = TcpStream::connect(listener.local_addr().expect("it listens")).expect("it listens");
    let (mut held, _) = listener.accept().expect("a peer is there");
    drop(peer);
    let start = Instant::now();
    hold(&mut held);
    assert!(start.elapsed() < Duration::from_secs(10));
}
