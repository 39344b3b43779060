//! Programs in parts: one file with what is always needed, and one for each part that is fetched later.
//!
//! A program names its split points itself (`src/ui/chapters/registry.rs`, `src/worker/parts.rs`). Cargo's module is cut
//! there by `wasm_split_cli_support`, which has to happen before wasm-bindgen throws the relocations away; Trunk runs
//! wasm-bindgen at once, so its hooks (`Trunk.toml`) run this afterwards and replace what Trunk made. Page and parts bear a sum
//! over everything they are made of: hosts let browsers keep such names for ever, and an old program never meets a new part.

use super::{bundle::bundle, content, staging, styles, wasm};
use crate::{
    run,
    tools::catalogue::{self, BINARYEN_VERSION, ESBUILD_VERSION, WASM_TARGET},
};
use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    thread,
};

/// The list of the files that each part takes, beside them: a line a part, its name first. For the command `size`.
pub(crate) const LIST: &str = "parts.txt";
/// The beginning of the names of folders of the page's parts.
pub(crate) const FOLDER_START: &str = "parts-";
/// The beginning of the names of the page's own files.
const PAGE_START: &str = "page-";
/// The script that fetches parts.
pub(crate) const LOADER: &str = "parts.js";
/// Everything besides Cargo's module that decides on the bytes of the pieces. (wasm-bindgen's version is in the module.)
const RECIPE: [&str; 8] = [
    include_str!("bundle.rs"),
    include_str!("merge.rs"),
    include_str!("optimise.mjs"),
    include_str!("split.rs"),
    include_str!("wasm.rs"),
    include_str!("worker.rs"),
    BINARYEN_VERSION,
    ESBUILD_VERSION,
];

/// A program and where its pieces go.
pub(crate) struct Program<'a> {
    /// Cargo's module.
    pub(crate) whole: &'a Path,
    /// The name of the main module's files: `NAME.js`, `NAME_bg.wasm`.
    pub(crate) name: &'a str,
    /// Their folder.
    pub(crate) folder: &'a Path,
    /// The folder of the parts.
    pub(crate) parts: &'a Path,
    /// The relative path from the main module to the loader.
    pub(crate) to_loader: &'a str,
    /// The relative path from the loader to the main module.
    pub(crate) to_main: &'a str,
    /// The options of wasm-opt for all of them; without any it makes them small.
    pub(crate) optimisation: &'a [&'a str],
}

impl Program<'_> {
    /// Cuts the program, and makes what comes of it and the scripts around it small.
    ///
    /// # Errors
    /// The first step that fails.
    pub(crate) fn cut(&self) -> Result<()> {
        let whole = content::read(self.whole)?;
        fs::create_dir_all(self.parts).with_context(|| format!("{} cannot be made", self.parts.display()))?;
        let main = self.parts.join("main.wasm");
        let mut options = wasm_split_cli_support::Options::new(&whole);
        options.output_dir = self.folder;
        options.main_out_path = &main;
        options.link_name = self.to_loader;
        options.main_module = self.to_main;
        let split = wasm_split_cli_support::transform(options)
            .map_err(|report| anyhow!("the program `{}` cannot be cut: {report:#}", self.name))?;
        if split.prefetch_map.is_empty() {
            bail!("the program `{}` came uncut; do build.rs and its parts.rs still ask for parts?", self.name);
        }
        // The splitter writes all modules into one folder; the loader looks for them beside itself.
        for module in &split.split_modules {
            let place = self.parts.join(module.file_name().context("a part has no name")?);
            fs::rename(module, &place).with_context(|| format!("{} cannot be moved", module.display()))?;
        }
        let list = bundle(self.parts, LOADER, split.prefetch_map.into_iter().collect())?;
        let names: BTreeSet<_> = list.values().flatten().collect();
        let mut modules: Vec<_> = names.into_iter().map(|name| self.parts.join(format!("{name}.wasm"))).collect();
        // The parts use the memory, the table and the stack of the main module.
        wasm::bind(&main, self.name, self.folder, &["--keep-lld-exports"])?;
        fs::remove_file(&main).with_context(|| format!("{} cannot be removed", main.display()))?;
        modules.push(self.folder.join(format!("{}_bg.wasm", self.name)));
        optimise_all(&modules, self.optimisation)?;
        wasm::minify(&self.folder.join(format!("{}.js", self.name)))?;
        wasm::minify(&self.parts.join(LOADER))?;
        let lines: Vec<_> = list.iter().map(|(part, files)| format!("{part} {}\n", files.join(" "))).collect();
        fs::write(self.parts.join(LIST), lines.concat()).context("the list of parts cannot be written")
    }
}

/// Cuts the page that Cargo has compiled, and puts its parts and its style sheet into the folder that Trunk is filling.
///
/// # Errors
/// The first step that fails.
pub(crate) fn build_page() -> Result<()> {
    let staging = staging::folder()?;
    let whole = run::target_folder().join(WASM_TARGET).join("page").join("page.wasm");
    let sum = sum_of_pieces(&content::read(&whole)?)?;
    let (page, parts) = (format!("{PAGE_START}{sum}"), format!("{FOLDER_START}{sum}"));
    let program = Program {
        whole: &whole,
        name: &page,
        folder: &staging,
        parts: &staging.join(&parts),
        to_loader: &format!("./{parts}/{LOADER}"),
        to_main: &format!("../{page}.js"),
        // Small before fast: the page draws and waits.
        optimisation: &[],
    };
    program.cut()?;
    replace_page(&staging, &page_name(&staging, &page)?, &page)?;
    styles::bundle(&staging)
}

/// The name that Trunk gave the page, without its ending: `page-1a2b`. The new page lies beside it already.
fn page_name(staging: &Path, new: &str) -> Result<String> {
    let scripts = content::files_with(staging, ".js")?;
    let names = scripts.iter().filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let mut pages = names.filter(|name| name.starts_with(PAGE_START) && name != new);
    match (pages.next(), pages.next()) {
        (Some(page), None) => Ok(page),
        _ => bail!("Trunk has left not exactly one page-*.js; does index.html still name the program `page`?"),
    }
}

/// Removes the page that Trunk made and lets the document start the new one.
fn replace_page(staging: &Path, old: &str, new: &str) -> Result<()> {
    for file in [format!("{old}.js"), format!("{old}_bg.wasm")] {
        fs::remove_file(staging.join(&file)).with_context(|| format!("{file} cannot be removed"))?;
    }
    let document = staging.join("index.html");
    let text = fs::read_to_string(&document).with_context(|| format!("{} cannot be read", document.display()))?;
    if !text.contains(old) {
        bail!("{} does not start {old}", document.display());
    }
    fs::write(&document, text.replace(old, new)).with_context(|| format!("{} cannot be written", document.display()))
}

/// Returns the sum that names the pieces of a program: over Cargo's module and over everything that cuts and optimises it.
///
/// # Errors
/// When `Cargo.lock` does not tell the splitter's version.
pub(crate) fn sum_of_pieces(whole: &[u8]) -> Result<String> {
    let mut sum = Sha256::new_with_prefix(whole);
    for ingredient in RECIPE {
        sum.update(ingredient);
    }
    sum.update(catalogue::locked("wasm_split_cli_support")?);
    Ok(content::short_sum(&sum.finalize()))
}

/// In two heaps, the main module in one and the parts in the other.
fn optimise_all(modules: &[PathBuf], options: &[&str]) -> Result<()> {
    let (main, parts): (Vec<_>, Vec<_>) =
        modules.iter().partition(|module| module.to_string_lossy().ends_with("_bg.wasm"));
    let optimise = |modules: Vec<&PathBuf>| match options {
        [] => wasm::shrink(&modules),
        _ => modules.into_iter().try_for_each(|module| wasm::optimise(module, options)),
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| optimise(parts));
        optimise(main)?;
        other.join().map_err(|_| anyhow!("a thread that optimised parts of a program has failed"))?
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    #[test]
    fn the_page_is_found_by_its_name_and_only_alone() {
        let staging = env::temp_dir().join(format!("xtask-split-{}", std::process::id()));
        fs::create_dir_all(&staging).expect("the temporary folder is writable");
        for name in ["page-1a2b.js", "page-1a2b_bg.wasm", "worker.js"] {
            fs::write(staging.join(name), "").expect("writable");
        }
        assert_eq!(page_name(&staging, "page-5e6f").ok().as_deref(), Some("page-1a2b"));
        fs::write(staging.join("page-3c4d.js"), "").expect("writable");
        assert!(page_name(&staging, "page-5e6f").is_err());
        assert_eq!(page_name(&staging, "page-3c4d").ok().as_deref(), Some("page-1a2b"));
        fs::write(staging.join("index.html"), "import './page-1a2b.js'; './page-1a2b_bg.wasm'").expect("writable");
        replace_page(&staging, "page-1a2b", "page-3c4d").expect("the document names it");
        let document = fs::read_to_string(staging.join("index.html")).expect("readable");
        assert_eq!(document, "import './page-3c4d.js'; './page-3c4d_bg.wasm'");
        assert!(!staging.join("page-1a2b.js").exists() && staging.join("page-3c4d.js").exists());
        fs::remove_dir_all(&staging).expect("ours");
    }
}
