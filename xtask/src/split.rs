//! Programs in parts: one file with what is always needed, and one for each part that is fetched later.
//!
//! A program names its split points itself (`src/ui/chapters/parts.rs`, `src/web/worker/parts.rs`). Cargo's module is cut
//! there by `wasm_split_cli_support`, which has to happen before wasm-bindgen throws the relocations away; Trunk runs
//! wasm-bindgen at once, so its hooks (`Trunk.toml`) run this afterwards and replace what Trunk made. Parts lie in folders
//! named by their content: an old program never meets a new part.

use crate::{bundle::bundle, run, site, styles, tools::WASM_TARGET, wasm};
use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    thread,
};

/// The list of the files that each part takes, beside them: a line a part, its name first. For the command `size`.
pub(crate) const LIST: &str = "parts.txt";
/// How the folders of the page's parts begin.
pub(crate) const FOLDER_START: &str = "parts-";
/// The script that fetches parts.
pub(crate) const LOADER: &str = "parts.js";

/// A program and where its pieces go.
pub(crate) struct Program<'a> {
    /// Cargo's module.
    pub(crate) whole: &'a Path,
    /// What the files of the main module are called: `NAME.js`, `NAME_bg.wasm`.
    pub(crate) name: &'a str,
    /// Where they go.
    pub(crate) folder: &'a Path,
    /// Where the parts go, by what the main module finds its way to them and back: both relative.
    pub(crate) parts: &'a Path,
    /// From the main module to the loader.
    pub(crate) to_loader: &'a str,
    /// From the loader to the main module.
    pub(crate) to_main: &'a str,
    /// How wasm-opt treats all of them; without any words it makes them small.
    pub(crate) optimisation: &'a [&'a str],
}

impl Program<'_> {
    /// Cuts the program, and makes what comes of it and the scripts around it small.
    ///
    /// # Errors
    /// The first step that fails.
    pub(crate) fn cut(&self) -> Result<()> {
        let whole = read(self.whole)?;
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
    let staging = site::staging_folder()?;
    let page = page_name(&staging)?;
    let whole = target_folder().join(WASM_TARGET).join("page").join("page.wasm");
    let parts = format!("{FOLDER_START}{}", short_sum(&read(&whole)?));
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
    styles::bundle(&staging)
}

/// The files of a folder whose names have this ending.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn files_with(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    Ok(paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect())
}

/// The name that Trunk gave the page, without its ending: `page-1a2b`.
fn page_name(staging: &Path) -> Result<String> {
    let scripts = files_with(staging, ".js")?;
    let names = scripts.iter().filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()));
    let mut pages = names.filter(|name| name.starts_with("page-"));
    match (pages.next(), pages.next()) {
        (Some(page), None) => Ok(page),
        _ => bail!("Trunk has left not exactly one page-*.js; does index.html still name the program `page`?"),
    }
}

/// Where Trunk has Cargo compile.
pub(crate) fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::workspace_root().join("target"), PathBuf::from)
}

/// A name for some bytes that no others have.
pub(crate) fn short_sum(bytes: &[u8]) -> String {
    const N_BYTES: usize = 8;
    Sha256::digest(bytes).iter().take(N_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a file.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("{} cannot be read", file.display()))
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

    #[test]
    fn the_page_is_found_by_its_name_and_only_alone() {
        let staging = env::temp_dir().join(format!("xtask-split-{}", std::process::id()));
        fs::create_dir_all(&staging).expect("the temporary folder is writable");
        for name in ["page-1a2b.js", "page-1a2b_bg.wasm", "worker.js"] {
            fs::write(staging.join(name), "").expect("writable");
        }
        assert_eq!(page_name(&staging).ok().as_deref(), Some("page-1a2b"));
        fs::write(staging.join("page-3c4d.js"), "").expect("writable");
        assert!(page_name(&staging).is_err());
        fs::remove_dir_all(&staging).expect("ours");
    }
}
