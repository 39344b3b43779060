//! The steps between Cargo's module and what a browser loads: wasm-bindgen, wasm-opt and, for the scripts around, esbuild; for the
//! modules that Trunk does not make itself (`worker`, `split`).

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

/// Makes a script or a style sheet small in its place: no comments, short names, the same exports.
///
/// # Errors
/// When esbuild cannot be installed or fails.
pub(crate) fn minify(file: &Path) -> Result<()> {
    let program = install::esbuild()?.join(install::npm_file("esbuild"));
    let mut command = Command::new(program);
    command.arg(file).args(["--minify", "--log-level=warning", "--allow-overwrite"]);
    let mut outfile = OsString::from("--outfile=");
    outfile.push(file);
    run::succeed(command.arg(outfile))
}
