//! The page in parts: one file with what every chapter needs, and one for each chapter.
//!
//! The program names its split points itself (`src/ui/chapters/parts.rs`). Cargo's module is cut there by
//! `wasm_split_cli_support`, which has to happen before wasm-bindgen throws the relocations away; Trunk runs wasm-bindgen
//! at once, so its hook (`Trunk.toml`) runs this afterwards and replaces what Trunk made of the page. The parts lie in
//! `parts-SUM/`, named by their content: an old page never meets a new part.

use crate::{run, site, tools::WASM_TARGET, wasm};
use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    thread,
};

/// The list of the files that each part takes, in `parts-SUM/`: a line a part, its name first. For the command `size`.
pub(crate) const LIST: &str = "parts.txt";
/// How the folders of parts begin.
pub(crate) const FOLDER_START: &str = "parts-";
/// The script that fetches parts.
pub(crate) const LOADER: &str = "parts.js";
/// Small before fast: the page draws and waits. The limits keep copies of small functions from spreading.
const SMALL: [&str; 3] = ["-Oz", "--one-caller-inline-max-function-size=0", "--always-inline-max-function-size=2"];

/// Cuts the page that Cargo has compiled and puts its parts into the folder that Trunk is filling.
///
/// # Errors
/// The first step that fails.
pub(crate) fn build() -> Result<()> {
    let staging = site::staging_folder()?;
    let page = page_name(&staging)?;
    let whole = target_folder().join(WASM_TARGET).join("page").join("page.wasm");
    let whole = fs::read(&whole).with_context(|| format!("{} cannot be read", whole.display()))?;
    let folder = format!("{FOLDER_START}{}", short_sum(&whole));
    let parts = staging.join(&folder);
    fs::create_dir_all(&parts).with_context(|| format!("{} cannot be made", parts.display()))?;

    let main = parts.join("main.wasm");
    let loader = format!("./{folder}/{LOADER}");
    let page_from_parts = format!("../{page}.js");
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = &staging;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = &page_from_parts;
    let split =
        wasm_split_cli_support::transform(options).map_err(|report| anyhow!("the page cannot be cut: {report:#}"))?;
    if split.prefetch_map.is_empty() {
        bail!("the page came uncut; do build.rs and src/ui/chapters/parts.rs still ask for parts?");
    }

    // The splitter writes all modules into one folder; the loader looks for them beside itself.
    let mut modules = Vec::new();
    for module in &split.split_modules {
        let place = parts.join(module.file_name().context("a part has no name")?);
        fs::rename(module, &place).with_context(|| format!("{} cannot be moved", module.display()))?;
        modules.push(place);
    }
    // The parts use the memory, the table and the stack of the main module.
    wasm::bind(&main, &page, &staging, &["--keep-lld-exports"])?;
    fs::remove_file(&main).with_context(|| format!("{} cannot be removed", main.display()))?;
    modules.push(staging.join(format!("{page}_bg.wasm")));
    optimise_all(&modules)?;
    let list: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    let lines: Vec<_> = list.iter().map(|(part, files)| format!("{part} {}\n", files.join(" "))).collect();
    fs::write(parts.join(LIST), lines.concat()).context("the list of parts cannot be written")
}

/// The name that Trunk gave the page, without its ending: `page-1a2b`.
fn page_name(staging: &Path) -> Result<String> {
    let entries = fs::read_dir(staging).with_context(|| format!("{} cannot be read", staging.display()))?;
    let names: Vec<_> =
        entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".js").map(str::to_owned)).collect();
    let mut pages = names.into_iter().filter(|name| name.starts_with("page-"));
    match (pages.next(), pages.next()) {
        (Some(page), None) => Ok(page),
        _ => bail!("Trunk has left not exactly one page-*.js; does index.html still name the program `page`?"),
    }
}

fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::workspace_root().join("target"), PathBuf::from)
}

fn short_sum(bytes: &[u8]) -> String {
    const N_BYTES: usize = 8;
    Sha256::digest(bytes).iter().take(N_BYTES).map(|byte| format!("{byte:02x}")).collect()
}

/// Two at a time: wasm-opt spends much of a small module's time on starting.
fn optimise_all(modules: &[PathBuf]) -> Result<()> {
    let (even, odd): (Vec<_>, Vec<_>) = modules.iter().enumerate().partition(|(i, _)| i % 2 == 0);
    let optimise = |modules: Vec<(usize, &PathBuf)>| {
        modules.into_iter().try_for_each(|(_, module)| wasm::optimise(module, &SMALL))
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| optimise(odd));
        optimise(even)?;
        other.join().map_err(|_| anyhow!("a thread that optimised parts of the page has failed"))?
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
