//! The list of the site's files for its service worker (`public/offline.js`), which keeps them for times without a network.
//!
//! Written when the site is complete: names and contents are final then, the page's own included.

use super::{content, split::LIST, wasm};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};

/// The service worker.
pub(crate) const SCRIPT: &str = "offline.js";
/// The placeholders of the list and of the sum in the script.
const FILES_PLACE: &str = "'files of the site'";
const SUM_PLACE: &str = "sum of the build";
/// Data sets are fetched when they are asked for, and kept by the lab itself.
const DATA_FOLDER: &str = "data";

/// Tells the script in a finished site what there is to keep.
///
/// # Errors
/// When a file cannot be read or written, or the script has no place for the list.
pub(crate) fn write(dist: &Path) -> Result<()> {
    let script = dist.join(SCRIPT);
    let text = fs::read_to_string(&script).with_context(|| format!("{} cannot be read", script.display()))?;
    fs::write(&script, told(&text, dist)?).with_context(|| format!("{} cannot be written", script.display()))?;
    wasm::minify(&script)
}

fn told(script: &str, dist: &Path) -> Result<String> {
    if [FILES_PLACE, SUM_PLACE].iter().any(|place| script.matches(place).count() != 1) {
        bail!("{SCRIPT} does not name {FILES_PLACE} and {SUM_PLACE} once each any more");
    }
    let mut files = Vec::new();
    collect(dist, "", &mut files)?;
    files.sort();
    let mut sum = Sha256::new_with_prefix(script);
    for file in &files {
        sum.update(file);
        sum.update(content::read(&dist.join(file))?);
    }
    let sum = content::short_sum(&sum.finalize());
    let list: Vec<_> = files.iter().map(|file| format!("'{file}'")).collect();
    Ok(script.replace(FILES_PLACE, &list.join(", ")).replace(SUM_PLACE, &sum))
}

/// The names of what a page asks for, below the folder `inner` of the site, with `/` between folders.
fn collect(dist: &Path, inner: &str, files: &mut Vec<String>) -> Result<()> {
    let folder = dist.join(inner);
    let entries = fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("{} cannot be read", folder.display()))?;
        let name = entry
            .file_name()
            .into_string()
            .ok()
            .with_context(|| format!("{} has an odd name", entry.path().display()))?;
        let path = if inner.is_empty() { name.clone() } else { format!("{inner}/{name}") };
        if entry.path().is_dir() {
            if path != DATA_FOLDER {
                collect(dist, &path, files)?;
            }
        } else if name != SCRIPT && name != LIST && !name.ends_with(".md") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run;
    use std::env;

    #[test]
    fn the_script_is_told_the_files_of_the_page_and_a_sum_that_knows_their_content() {
        let script = fs::read_to_string(run::workspace_root().join("public").join(SCRIPT)).expect("it is there");
        let dist = env::temp_dir().join(format!("xtask-offline-{}", std::process::id()));
        for folder in ["parts-1a", "data/mnist"] {
            fs::create_dir_all(dist.join(folder)).expect("the temporary folder is writable");
        }
        for file in ["index.html", SCRIPT, "parts-1a/parts.txt", "parts-1a/a.wasm", "data/mnist/x.gz"] {
            fs::write(dist.join(file), "one").expect("writable");
        }
        let before = told(&script, &dist).expect("it has both places");
        assert!(before.contains("['index.html', 'parts-1a/a.wasm']"), "{before}");
        assert!(!before.contains(SUM_PLACE));
        assert_eq!(told(&script, &dist).expect("readable"), before);
        fs::write(dist.join("index.html"), "two").expect("writable");
        assert_ne!(told(&script, &dist).expect("readable"), before);
        assert!(told("nothing", &dist).is_err());
        fs::remove_dir_all(&dist).expect("ours");
    }
}
