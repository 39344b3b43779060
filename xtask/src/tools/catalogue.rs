//! The outside tools of the builds: their versions, and the folders they lie in.
//!
//! They live in the user's cache folder, one folder a version, shared by checkouts and never mixed with the user's own
//! programs. How a missing one gets there is left to `install`.

use crate::run;
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The last Trunk that builds with Rust 1.95.
pub(crate) const TRUNK_VERSION: &str = "0.21.14";
/// `Trunk.toml` names the same one: `wasm_opt = "version_132"`.
pub(crate) const BINARYEN_VERSION: &str = "132.0.0";
/// Of what makes scripts small.
pub(crate) const ESBUILD_VERSION: &str = "0.28.2";
/// The target that page and worker are compiled for.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A tool that Cargo installs.
pub(crate) struct CargoTool {
    /// The crate's name.
    pub(crate) name: &'static str,
    /// Its exact version.
    pub(crate) version: String,
    /// The programs it brings; the first answers `--version`.
    pub(crate) programs: &'static [&'static str],
    /// The time that its compilation takes on two cores, for the announcement.
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
        let programs = &["wasm-bindgen", "wasm-bindgen-test-runner"];
        Ok(Self { name: "wasm-bindgen-cli", version: locked("wasm-bindgen")?, programs, duration: "2 minutes" })
    }

    /// The folder of this version, once it is complete.
    pub(crate) fn folder(&self) -> Result<PathBuf> {
        Ok(tools_folder()?.join(format!("{}-{}", self.name, self.version)))
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

/// Returns true when the folder holds all of the programs.
pub(crate) fn holds_programs(folder: &Path, programs: &[&str]) -> bool {
    programs.iter().all(|program| folder.join(run::program_file(program)).is_file())
}

/// Returns the version of a package that `Cargo.lock` names.
///
/// # Errors
/// When the file cannot be read or does not name the package.
pub(crate) fn locked(package: &str) -> Result<String> {
    let path = run::workspace_root().join("Cargo.lock");
    let lock = fs::read_to_string(&path)
        .with_context(|| format!("{} cannot be read; `cargo metadata` writes it anew", path.display()))?;
    let Some(version) = locked_version(&lock, package) else {
        bail!("Cargo.lock names no version of {package}; run `cargo metadata` to complete it.");
    };
    Ok(version)
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
