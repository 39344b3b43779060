//! The second worker: the same program for browsers with relaxed SIMD, whose multiply-adds are fused.
//!
//! A module with one such instruction is refused whole by browsers without it, so it has to be a file of its own, chosen
//! by `public/start_worker.js`. Trunk builds no program twice; its hook (`Trunk.toml`) runs this instead.

use crate::{
    install, run,
    tools::{CargoTool, WASM_TARGET},
};
use anyhow::{Context, Result};
use std::{env, path::PathBuf, process::Command};

/// The features of `index.html`'s own workers, and the one that makes the difference.
const WASM_FEATURES: [&str; 8] = [
    "simd",
    "bulk-memory",
    "nontrapping-float-to-int",
    "sign-ext",
    "mutable-globals",
    "reference-types",
    "multivalue",
    "relaxed-simd",
];
const NAME: &str = "worker_relaxed";

/// Builds the worker and puts it beside the other in the folder that Trunk is filling.
///
/// # Errors
/// The first step that fails.
pub(crate) fn build() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("this command is for Trunk's hook, which names the folder to fill; `cargo xtask dist` runs it")?;
    // A folder of its own: with other flags everything would be compiled anew at every turn.
    let target = run::workspace_root().join("target").join("relaxed");
    run::succeed(
        run::cargo()
            .args(["build", "--package", "autoencoder-lab", "--bin", "worker", "--profile", "worker"])
            .args(["--no-default-features", "--features", "worker", "--target", WASM_TARGET, "--target-dir"])
            .arg(&target)
            .env("RUSTFLAGS", "-C target-feature=+simd128,+relaxed-simd"),
    )?;
    let bindgen = install::cargo_tool(&CargoTool::wasm_bindgen()?)?.join(run::program_file("wasm-bindgen"));
    run::succeed(
        Command::new(bindgen)
            .args(["--target", "web", "--no-typescript", "--out-name", NAME, "--out-dir"])
            .arg(&staging)
            .arg(target.join(WASM_TARGET).join("worker").join("worker.wasm")),
    )?;
    let file = staging.join(format!("{NAME}_bg.wasm"));
    let optimiser = install::binaryen()?.join(if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" });
    let mut optimise = Command::new(optimiser);
    optimise.args(WASM_FEATURES.map(|feature| format!("--enable-{feature}")));
    run::succeed(optimise.arg("-O3").arg(&file).arg("-o").arg(&file))
}
