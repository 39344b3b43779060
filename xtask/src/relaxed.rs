//! The second worker: the same program for browsers with relaxed SIMD, whose multiply-adds are fused.
//!
//! A module with one such instruction is refused whole by browsers without it, so it has to be a file of its own, chosen
//! by `public/start_worker.js`. Trunk builds no program twice; its hook (`Trunk.toml`) runs this instead.

use crate::{run, site, tools::WASM_TARGET, wasm};
use anyhow::Result;

const NAME: &str = "worker_relaxed";

/// Builds the worker and puts it beside the other in the folder that Trunk is filling.
///
/// # Errors
/// The first step that fails.
pub(crate) fn build() -> Result<()> {
    let staging = site::staging_folder()?;
    // A folder of its own: with other flags everything would be compiled anew at every turn.
    let target = run::workspace_root().join("target").join("relaxed");
    run::succeed(
        run::cargo()
            .args(["build", "--package", "autoencoder-lab", "--bin", "worker", "--profile", "worker"])
            .args(["--no-default-features", "--features", "worker", "--target", WASM_TARGET, "--target-dir"])
            .arg(&target)
            .env("RUSTFLAGS", "-C target-feature=+simd128,+relaxed-simd"),
    )?;
    wasm::bind(&target.join(WASM_TARGET).join("worker").join("worker.wasm"), NAME, &staging, &[])?;
    wasm::optimise(&staging.join(format!("{NAME}_bg.wasm")), &["--enable-relaxed-simd", "-O3"])
}
