//! Which outside tools the builds take, in which versions, and where they lie.
//!
//! They live in the user's cache folder, one folder a version, shared by checkouts and never mixed with the user's own
//! programs. How a missing one gets there is left to `install`.

use crate::{install, run};
use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// The last Trunk that builds with Rust 1.95.
pub(crate) const TRUNK_VERSION: &str = "0.21.14";
/// `Trunk.toml` names the same one: `wasm_opt = "version_132"`.
pub(crate) const BINARYEN_VERSION: &str = "132.0.0";
/// Of what makes scripts small.
pub(crate) const ESBUILD_VERSION: &str = "0.28.2";
/// What the page and its worker are compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool that Cargo installs.
pub(crate) struct CargoTool {
    /// The crate's name.
    pub(crate) name: &'static str,
    /// Its exact version.
    pub(crate) version: String,
    /// The programs it brings; the first answers `--version`.
    pub(crate) programs: &'static [&'static str],
    /// What to expect on two cores, for the announcement.
    pub(crate) duration: &'static str,
}

impl CargoTool {
    /// Trunk, which puts the site together.
    pub(crate) fn trunk() -> Self {
        Self { name: "trunk", version: TRUNK_VERSION.into(), programs: &["trunk"], duration: "3 to 4 minutes" }
    }

    /// wasm-bindgen's programs, in the very version of the crate: the two speak a private format.
    ///
    /// # Errors
    /// When `Cargo.lock` cannot be read or does not lock wasm-bindgen.
    pub(crate) fn wasm_bindgen() -> Result<Self> {
        let path = run::workspace_root().join("Cargo.lock");
        let lock = fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read; `cargo metadata` writes it anew", path.display()))?;
        let Some(version) = locked_version(&lock, "wasm-bindgen") else {
            bail!("Cargo.lock names no version of wasm-bindgen; run `cargo metadata` to complete it.");
        };
        let programs = &["wasm-bindgen", "wasm-bindgen-test-runner"];
        Ok(Self { name: "wasm-bindgen-cli", version, programs, duration: "2 minutes" })
    }

    /// Where this version lives once it is complete.
    pub(crate) fn folder(&self) -> Result<PathBuf> {
        Ok(tools_folder()?.join(format!("{}-{}", self.name, self.version)))
    }
}

/// Every tool of a release build, present and ready.
pub(crate) struct Toolbox {
    folders: Vec<PathBuf>,
    /// Names and versions, for the stamp of a build.
    pub(crate) versions: Vec<String>,
}

impl Toolbox {
    /// Makes sure that every tool is there, and installs the missing ones.
    ///
    /// # Errors
    /// What is missing and how to get it.
    pub(crate) fn complete() -> Result<Self> {
        let (trunk, wasm_bindgen) = (CargoTool::trunk(), CargoTool::wasm_bindgen()?);
        install::wasm_target()?;
        install::esbuild()?;
        let folders = vec![install::binaryen()?, install::cargo_tool(&wasm_bindgen)?, install::cargo_tool(&trunk)?];
        let versions = vec![
            format!("trunk {}", trunk.version),
            format!("wasm-bindgen {}", wasm_bindgen.version),
            format!("binaryen {BINARYEN_VERSION}"),
            format!("esbuild {ESBUILD_VERSION}"),
        ];
        Ok(Self { folders, versions })
    }

    /// PATH with the tools before everything else, since Trunk takes the first it meets.
    pub(crate) fn path(&self) -> Result<OsString> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        env::join_paths(self.folders.iter().cloned().chain(env::split_paths(&inherited)))
            .context("the cache folder's name cannot stand in PATH; set XDG_CACHE_HOME to a folder without `:` or `\"`")
    }

    /// Trunk's program.
    pub(crate) fn trunk(&self) -> PathBuf {
        let file = run::program_file("trunk");
        let mut places = self.folders.iter().map(|folder| folder.join(&file));
        places.find(|path| path.is_file()).unwrap_or_else(|| PathBuf::from(&file))
    }
}

/// The folder that holds the tools: the user's cache.
///
/// # Errors
/// When the environment names no home.
pub(crate) fn tools_folder() -> Result<PathBuf> {
    let variable = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else {
        // The standard of these folders says to ignore a relative XDG_CACHE_HOME.
        variable("XDG_CACHE_HOME").filter(|path| path.is_absolute()).or_else(|| {
            let below_home = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
            variable("HOME").map(|home| home.join(below_home))
        })
    };
    let cache = cache.context("no cache folder is known; set XDG_CACHE_HOME to a folder where tools may be kept")?;
    Ok(cache.join("autoencoder-lab").join("tools"))
}

/// Whether the folder holds all of the programs.
pub(crate) fn holds_programs(folder: &Path, programs: &[&str]) -> bool {
    programs.iter().all(|program| folder.join(run::program_file(program)).is_file())
}

/// The version of a package in the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name_line = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name_line);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"registry\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.129"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }

    #[test]
    fn tools_lie_in_a_folder_of_their_version() {
        let folder = CargoTool::trunk().folder().expect("this machine has a home");
        assert!(folder.ends_with(format!("autoencoder-lab/tools/trunk-{TRUNK_VERSION}")));
    }
}
