//! Tests of paths: those that lead to files, and those that never lead anywhere.

use super::*;
use std::{
    fs,
    sync::atomic::{AtomicUsize, Ordering},
};

/// A site of a few files in the temporary folder, removed at the end of the test.
pub(crate) struct Sample {
    pub(crate) root: PathBuf,
}

impl Sample {
    pub(crate) fn new() -> Self {
        static N_SAMPLES: AtomicUsize = AtomicUsize::new(0);
        let number = N_SAMPLES.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("xtask-paths-{}-{number}", std::process::id()));
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

    pub(crate) fn site(&self) -> Site {
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
