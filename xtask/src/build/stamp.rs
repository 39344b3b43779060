//! The stamp of a build: a sum over everything that it was made from, so that an unchanged site is not built again.
//!
//! A false "unchanged" would serve an old page, so the stamp also knows the `index.html` it was written beside: a build
//! by hand (`trunk serve`) replaces that and is noticed.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Everything that Trunk and Cargo read. What does not exist counts as absent.
const INPUTS: [&str; 20] = [
    "src",
    "locales",
    "public",
    "assets",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    ".cargo/config.toml",
    "xtask/src/build/worker.rs",
    "xtask/src/build/split.rs",
    "xtask/src/build/bundle.rs",
    "xtask/src/build/merge.rs",
    "xtask/src/build/packing.rs",
    "xtask/src/build/content.rs",
    "xtask/src/build/optimise.mjs",
    "xtask/src/build/wasm.rs",
    "xtask/src/build/styles.rs",
    "xtask/src/build/offline.rs",
];

/// Returns true when `dist` is the outcome of the present inputs.
pub(crate) fn is_current(root: &Path, inputs: &str) -> bool {
    let noted = fs::read_to_string(stamp_file(root)).ok();
    let present = with_page(root, inputs).ok();
    noted.is_some() && noted == present
}

/// Notes that `dist` was just built from the inputs.
///
/// # Errors
/// When the note cannot be written.
pub(crate) fn write(root: &Path, inputs: &str) -> Result<()> {
    let file = stamp_file(root);
    let note = with_page(root, inputs)?;
    fs::create_dir_all(file.parent().unwrap_or(root))
        .and_then(|()| fs::write(&file, note))
        .with_context(|| format!("{} cannot be written", file.display()))
}

/// Forgets the last build, before a new one that may be interrupted.
pub(crate) fn remove(root: &Path) {
    // Absent already is as good as removed; any other trouble shows when the new stamp is written.
    fs::remove_file(stamp_file(root)).ok();
}

/// The sum over all inputs and the versions of the tools.
///
/// # Errors
/// Names an input that cannot be read.
pub(crate) fn sum_of_inputs(root: &Path, versions: &[String]) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&root.join(input), &mut files)?;
    }
    let mut sum = Sha256::new();
    for version in versions {
        add(&mut sum, version.as_bytes());
    }
    for file in files {
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        add(&mut sum, file.strip_prefix(root).unwrap_or(&file).to_string_lossy().as_bytes());
        add(&mut sum, &content);
    }
    Ok(hex(sum))
}

/// Lengths go first, or a byte could wander from a name to a content unnoticed.
fn add(sum: &mut Sha256, bytes: &[u8]) {
    sum.update((bytes.len() as u64).to_le_bytes());
    sum.update(bytes);
}

fn hex(sum: Sha256) -> String {
    sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All files below a path, in an order that does not depend on the file system.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_path_buf());
    } else if path.is_dir() {
        let read = || format!("{} cannot be read", path.display());
        let entries = fs::read_dir(path).with_context(read)?;
        let mut paths =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>().with_context(read)?;
        paths.sort();
        for path in paths {
            collect(&path, files)?;
        }
    }
    Ok(())
}

fn stamp_file(root: &Path) -> PathBuf {
    root.join("target").join("xtask").join("dist.stamp")
}

fn with_page(root: &Path, inputs: &str) -> Result<String> {
    let page = root.join("dist").join("index.html");
    let content = fs::read(&page).with_context(|| format!("{} is missing", page.display()))?;
    Ok(format!("{inputs}\n{}\n", hex(Sha256::new_with_prefix(content))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_notices_every_change() {
        let root = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(root.join("src/deep")).expect("the temporary folder is writable");
        fs::create_dir_all(root.join("dist")).expect("writable");
        fs::write(root.join("src/deep/a.rs"), "one").expect("writable");
        fs::write(root.join("dist/index.html"), "page").expect("writable");

        let versions = ["trunk 1".to_owned()];
        let before = sum_of_inputs(&root, &versions).expect("readable");
        assert!(!is_current(&root, &before), "nothing is stamped yet");
        write(&root, &before).expect("writable");
        assert!(is_current(&root, &before));

        assert_ne!(before, sum_of_inputs(&root, &["trunk 2".to_owned()]).expect("readable"));
        fs::write(root.join("src/deep/a.rs"), "two").expect("writable");
        assert_ne!(before, sum_of_inputs(&root, &versions).expect("readable"));
        fs::write(root.join("dist/index.html"), "built by hand").expect("writable");
        assert!(!is_current(&root, &before));
        fs::remove_dir_all(&root).expect("ours");
    }
}
