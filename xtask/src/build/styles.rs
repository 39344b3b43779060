//! The style sheet of the page: the sheets below `public/styles` in one file, named by its content.
//!
//! Trunk copies `main.css` as it stands and names the copy by that text alone. A change in an imported sheet would leave the
//! name as it was, and browsers and the service worker would keep the old file. The copy is therefore replaced after Trunk,
//! and `index.html` is given the new name. Reference: <https://esbuild.github.io/content-types/#css>.

use super::{content, wasm};
use crate::run;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How the name of the bundled file begins.
const NAME_START: &str = "styles-";

/// Bundles the style sheets into the folder that Trunk is filling, in place of Trunk's copy of the entry.
///
/// # Errors
/// When Trunk has not left exactly one style sheet, when esbuild fails, or when `index.html` does not name the copy exactly once.
pub(crate) fn bundle(staging: &Path) -> Result<()> {
    let copies = content::files_with(staging, ".css")?;
    let [copy] = copies.as_slice() else {
        bail!("Trunk has left {} style sheets, not one; does index.html name main.css alone?", copies.len());
    };
    let bundled = staging.join("styles.css");
    wasm::bundle_styles(&entry(), &bundled)?;
    put_in_place(staging, copy, &bundled)
}

/// The sheet that imports all others.
fn entry() -> PathBuf {
    run::workspace_root().join("public").join("styles").join("main.css")
}

/// Names the bundled sheet by its content, removes Trunk's copy, and gives `index.html` the new name.
fn put_in_place(staging: &Path, copy: &Path, bundled: &Path) -> Result<()> {
    let name = format!("{NAME_START}{}.css", content::short_sum(&content::read(bundled)?));
    let document = staging.join("index.html");
    let text = fs::read_to_string(&document).with_context(|| format!("{} cannot be read", document.display()))?;
    let old = copy.file_name().and_then(|name| name.to_str()).context("Trunk's style sheet has an odd name")?;
    let text = renamed(&text, old, &name)?;
    fs::remove_file(copy).with_context(|| format!("{} cannot be removed", copy.display()))?;
    fs::rename(bundled, staging.join(&name)).with_context(|| format!("{} cannot be renamed", bundled.display()))?;
    fs::write(&document, text).with_context(|| format!("{} cannot be written", document.display()))
}

/// Returns the document with the new name of its style sheet.
fn renamed(document: &str, old: &str, new: &str) -> Result<String> {
    if document.matches(old).count() != 1 {
        bail!("index.html does not name the style sheet {old} exactly once");
    }
    Ok(document.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    #[test]
    fn the_document_names_the_bundle_by_its_content() {
        let staging = env::temp_dir().join(format!("xtask-styles-{}", std::process::id()));
        fs::create_dir_all(&staging).expect("the temporary folder is writable");
        let (copy, bundled, document) =
            (staging.join("main-1a2b.css"), staging.join("styles.css"), staging.join("index.html"));
        let name_of = |content: &str| {
            fs::write(&copy, "@import \"base.css\";").expect("writable");
            fs::write(&bundled, content).expect("writable");
            fs::write(&document, "<link rel=\"stylesheet\" href=\"./main-1a2b.css\"/>").expect("writable");
            put_in_place(&staging, &copy, &bundled).expect("the document names the copy");
            let sheets = content::files_with(&staging, ".css").expect("readable");
            let [sheet] = sheets.as_slice() else { panic!("the copy is gone and one sheet is left: {sheets:?}") };
            let name = sheet.file_name().expect("it has one").to_string_lossy().into_owned();
            let text = fs::read_to_string(&document).expect("readable");
            assert!(text.contains(&format!("href=\"./{name}\"")), "{text}");
            assert_eq!(fs::read_to_string(sheet).expect("readable"), content);
            fs::remove_file(sheet).expect("ours");
            name
        };
        let first = name_of("a{top:0}");
        // The service worker takes a file with 16 digits in its name for one that never changes.
        let digits = first.strip_prefix(NAME_START).and_then(|rest| rest.strip_suffix(".css")).expect("both ends");
        assert!(digits.len() == 16 && digits.chars().all(|c| c.is_ascii_hexdigit()), "{first}");
        assert_eq!(name_of("a{top:0}"), first);
        assert_ne!(name_of("a{top:1px}"), first);
        fs::remove_dir_all(&staging).expect("ours");
    }

    #[test]
    fn a_document_without_the_style_sheet_is_refused() {
        assert!(renamed("<head></head>", "main-1a2b.css", "styles-3c4d.css").is_err());
        assert!(renamed("main-1a2b.css main-1a2b.css", "main-1a2b.css", "styles-3c4d.css").is_err());
    }

    #[test]
    fn the_entry_imports_every_sheet_once() {
        let entry = entry();
        let text = fs::read_to_string(&entry).expect("it is there");
        let sheets = content::files_with(entry.parent().expect("a folder"), ".css").expect("readable");
        for sheet in sheets.iter().filter(|sheet| **sheet != entry) {
            let name = sheet.file_name().expect("it has one").to_string_lossy();
            assert_eq!(text.matches(&format!("@import \"{name}\";")).count(), 1, "{name}");
        }
        assert_eq!(text.matches("@import").count(), sheets.len() - 1, "an import leads nowhere");
    }
}
