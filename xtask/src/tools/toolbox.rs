//! Every tool of a release build at hand, and the PATH by which Trunk finds them.

use super::{
    catalogue::{BINARYEN_VERSION, CargoTool, ESBUILD_VERSION},
    install,
};
use crate::run;
use anyhow::{Context, Result};
use std::{env, ffi::OsString, path::PathBuf};

/// Every tool of a release build, present and ready.
pub(crate) struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Names and versions of the tools, for the stamp of a build.
    ///
    /// # Errors
    /// When `Cargo.lock` does not tell the version of wasm-bindgen.
    pub(crate) fn versions() -> Result<Vec<String>> {
        let (trunk, wasm_bindgen) = (CargoTool::trunk(), CargoTool::wasm_bindgen()?);
        Ok(vec![
            format!("trunk {}", trunk.version),
            format!("wasm-bindgen {}", wasm_bindgen.version),
            format!("binaryen {BINARYEN_VERSION}"),
            format!("esbuild {ESBUILD_VERSION}"),
        ])
    }

    /// Makes sure that every tool is there, and installs the missing ones.
    ///
    /// # Errors
    /// Names the missing tool and the way to get it.
    pub(crate) fn complete() -> Result<Self> {
        install::esbuild()?;
        let binaryen = install::binaryen()?;
        let wasm_bindgen = install::cargo_tool(&CargoTool::wasm_bindgen()?)?;
        let trunk = install::cargo_tool(&CargoTool::trunk())?;
        Ok(Self { folders: vec![binaryen, wasm_bindgen, trunk] })
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
