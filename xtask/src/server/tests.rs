//! The server's tests: where paths lead, what never leads anywhere, and one real conversation.

use super::*;
use std::{
    fs,
    io::{Read, Write},
    sync::atomic::{AtomicUsize, Ordering},
};

/// A site of a few files in the temporary folder, removed at the end of the test.
struct Sample {
    root: PathBuf,
}

impl Sample {
    fn new() -> Self {
        static N_SAMPLES: AtomicUsize = AtomicUsize::new(0);
        let number = N_SAMPLES.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("xtask-server-{}-{number}", std::process::id()));
        for (file, content) in [
            ("secret.txt", "secret"),
            ("dist/index.html", "<h1>Lab</h1>"),
            ("dist/a b.js", "1"),
            ("dist/icons/icon.svg", "<svg/>"),
            ("sets/mnist/train.gz", "packed"),
        ] {
            let path = root.join(file);
            fs::create_dir_all(path.parent().expect("every file has a folder")).expect("writable");
            fs::write(path, content).expect("writable");
        }
        Self { root }
    }

    fn site(&self) -> Site {
        Site::new(&self.root.join("dist")).with_mounts(vec![("data/mnist".to_owned(), self.root.join("sets/mnist"))])
    }

    fn file(&self, name: &str) -> Answer {
        Answer::File(self.root.join(name))
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.root).ok();
    }
}

#[test]
fn paths_lead_to_files() {
    let sample = Sample::new();
    let site = sample.site();
    for (target, file) in [
        ("/", "dist/index.html"),
        ("/?lang=es&chapter=pca", "dist/index.html"),
        ("/index.html", "dist/index.html"),
        ("/a%20b.js?v=1", "dist/a b.js"),
        ("/icons/icon.svg", "dist/icons/icon.svg"),
        ("/data/mnist/train.gz", "sets/mnist/train.gz"),
    ] {
        assert_eq!(site.answer(target), sample.file(file), "{target}");
    }
    for target in ["/absent.js", "/icons/", "/data/", "/data/mnist/", "/index.html/", "/data/mnistx/train.gz"] {
        assert_eq!(site.answer(target), Answer::NotFound, "{target}");
    }
    assert_eq!(site.answer("/icons?x=1"), Answer::Redirect("/icons/?x=1".to_owned()));
}

#[test]
fn a_prefix_stands_before_everything() {
    let sample = Sample::new();
    let site = sample.site().with_prefix("/some/course/lab/");
    assert_eq!(site.answer("/some/course/lab/"), sample.file("dist/index.html"));
    assert_eq!(site.answer("/some/course/lab/data/mnist/train.gz"), sample.file("sets/mnist/train.gz"));
    assert_eq!(site.answer("/some/course/lab?lang=en"), Answer::Redirect("/some/course/lab/?lang=en".to_owned()));
    for target in ["/", "/index.html", "/some/course/labyrinth", "/some/course/lab/some/course/lab/"] {
        assert_eq!(site.answer(target), Answer::NotFound, "{target}");
    }
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let sample = Sample::new();
    let site = sample.site();
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2e%2fsecret.txt",
        "/icons/../../secret.txt",
        "/icons/%2e%2e/%2e%2e/secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/data/mnist/../../secret.txt",
        "/data/mnist/%2e%2e/%2e%2e/secret.txt",
        "//secret.txt",
        "/./index.html",
        "/C:/secret.txt",
        "/secret.txt%00.html",
        "/%",
        "/%2",
        "/%zz",
        "/%ff",
        "secret.txt",
        "",
    ] {
        assert_eq!(site.answer(target), Answer::NotFound, "{target}");
    }
}

#[test]
fn endings_tell_types() {
    for (name, expected) in [
        ("page_bg.wasm", "application/wasm"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("style.CSS", "text/css; charset=utf-8"),
        ("train-images-idx3-ubyte.gz", "application/gzip"),
        ("site.webmanifest", "application/manifest+json"),
        ("icon.svg", "image/svg+xml"),
        ("LICENSE", "application/octet-stream"),
    ] {
        assert_eq!(mime_type(Path::new(name)), expected, "{name}");
    }
}

#[test]
fn answers_like_a_static_host() {
    let sample = Sample::new();
    let listener = listen(0).expect("some port is free");
    let port = listener.local_addr().expect("it listens").port();
    start(listener, sample.site()).expect("the port is ours");
    let ask = |method: &str, path: &str| {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the server listens");
        let request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("the server reads");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("the server answers in text");
        reply.to_ascii_lowercase()
    };

    let page = ask("GET", "/");
    assert!(page.starts_with("http/1.1 200") && page.ends_with("<h1>lab</h1>"), "{page}");
    assert!(page.contains("cache-control: no-cache") && page.contains("text/html"), "{page}");
    let head = ask("HEAD", "/");
    assert!(head.contains("content-length: 12") && !head.contains("<h1>"), "{head}");
    let packed = ask("GET", "/data/mnist/train.gz");
    assert!(packed.contains("application/gzip") && !packed.contains("content-encoding"), "{packed}");
    assert!(ask("GET", "/absent").starts_with("http/1.1 404"));
    assert!(ask("POST", "/").starts_with("http/1.1 405"));
    assert!(ask("GET", "/icons").contains("location: /icons/"));
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
