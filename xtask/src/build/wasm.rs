//! The steps between Cargo's module and what a browser loads: wasm-bindgen, wasm-opt and, for scripts and style sheets, esbuild; for
//! the modules that Trunk does not make itself (`worker`, `split`).

use crate::{
    run,
    tools::{catalogue::CargoTool, install},
};
use anyhow::Result;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

/// The features of WebAssembly that every browser of the lab has.
const FEATURES: [&str; 7] =
    ["simd", "bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];

/// Writes `NAME.js` and `NAME_bg.wasm` into a folder.
///
/// # Errors
/// When wasm-bindgen cannot be installed or fails.
pub(crate) fn bind(module: &Path, name: &str, folder: &Path, options: &[&str]) -> Result<()> {
    let bindgen = install::cargo_tool(&CargoTool::wasm_bindgen()?)?.join(run::program_file("wasm-bindgen"));
    run::succeed(
        Command::new(bindgen)
            .args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"])
            .arg(folder)
            .arg(module)
            .args(options),
    )
}

/// Optimises a module in its place.
///
/// # Errors
/// When wasm-opt cannot be installed or fails.
pub(crate) fn optimise(module: &Path, options: &[&str]) -> Result<()> {
    let program = install::binaryen()?.join(install::npm_file("wasm-opt"));
    let mut command = Command::new(program);
    command.args(FEATURES.map(|feature| format!("--enable-{feature}")));
    run::succeed(command.args(options).arg(module).arg("-o").arg(module))
}

/// Optimises modules for size in their places; see `optimise.mjs`.
///
/// # Errors
/// When binaryen cannot be installed or fails.
pub(crate) fn shrink(modules: &[&PathBuf]) -> Result<()> {
    let package = install::binaryen()?.join("..").join("binaryen").join("index.js");
    let script = run::workspace_root().join("xtask").join("src").join("build").join("optimise.mjs");
    run::succeed(Command::new("node").arg(script).arg(package).args(modules))
}

/// Makes a script small in its place: no comments, short names, the same exports.
///
/// # Errors
/// When esbuild cannot be installed or fails.
pub(crate) fn minify(file: &Path) -> Result<()> {
    esbuild(file, file, &["--allow-overwrite"])
}

/// Writes a style sheet and all that it imports into one small file. A file that a sheet names in `url()` needs a loader among
/// the options; without one esbuild refuses it.
///
/// # Errors
/// When esbuild cannot be installed or fails, as on an import that leads nowhere.
pub(crate) fn bundle_styles(entry: &Path, bundled: &Path) -> Result<()> {
    esbuild(entry, bundled, &["--bundle"])
}

fn esbuild(from: &Path, to: &Path, options: &[&str]) -> Result<()> {
    let program = install::esbuild()?.join(install::npm_file("esbuild"));
    let mut outfile = OsString::from("--outfile=");
    outfile.push(to);
    run::succeed(Command::new(program).arg(from).args(["--minify", "--log-level=warning"]).args(options).arg(outfile))
}
