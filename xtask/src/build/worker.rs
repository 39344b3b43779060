//! The worker in two builds: for every browser, and for those with relaxed SIMD, whose multiply-adds are fused.
//!
//! A module with one relaxed instruction is refused whole by browsers without it, so that it has to be a program of its own,
//! chosen by `public/start_worker.js`. Trunk builds no program twice; its hook (`Trunk.toml`) runs this instead. Both are cut
//! into parts (`split`), and each lies in a folder named by its content, which is written into the script.

use super::{
    content,
    split::{self, LOADER, Program},
    staging, wasm,
};
use crate::{run, tools::catalogue::WASM_TARGET};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The beginnings of the names of the two programs' folders; in `public/start_worker.js` they stand for the names.
pub(crate) const FOLDER_STARTS: [&str; 2] = ["worker-", "worker_relaxed-"];
/// The name of the program in its folder.
const NAME: &str = "worker";
/// The script that chooses.
const CHOOSER: &str = "start_worker.js";

/// Builds the second worker, cuts both, and tells the script in the folder that Trunk is filling where they are.
///
/// # Errors
/// The first step that fails.
pub(crate) fn build() -> Result<()> {
    let staging = staging::folder()?;
    // What Trunk made of it cannot be cut any more.
    for file in ["worker.js", "worker_bg.wasm"] {
        fs::remove_file(staging.join(file)).with_context(|| format!("Trunk has left no {file}"))?;
    }
    let plain = run::target_folder().join(WASM_TARGET).join("worker").join("worker.wasm");
    let plain = cut(&plain, &staging, FOLDER_STARTS[0], &[])?;
    // The build has begun this beside Trunk: Cargo waits for that and finds everything compiled. By hand, it compiles here.
    run::succeed(&mut relaxed_build())?;
    let relaxed = relaxed_target().join(WASM_TARGET).join("worker").join("worker.wasm");
    let folders = [plain, cut(&relaxed, &staging, FOLDER_STARTS[1], &["--enable-relaxed-simd"])?];
    let chooser = staging.join(CHOOSER);
    let script = fs::read_to_string(&chooser).with_context(|| format!("{CHOOSER} cannot be read"))?;
    fs::write(&chooser, told(&script, &folders)?).with_context(|| format!("{CHOOSER} cannot be written"))?;
    wasm::minify(&chooser)
}

/// The command that compiles the worker for relaxed SIMD. Cargo may run it beside the builds of the other programs.
pub(crate) fn relaxed_build() -> Command {
    let mut cargo = run::cargo();
    cargo
        .args(["build", "--package", "autoencoder-lab", "--bin", "worker", "--profile", "worker"])
        .args(["--no-default-features", "--features", "worker,parts", "--target", WASM_TARGET, "--target-dir"])
        .arg(relaxed_target())
        .env("RUSTFLAGS", "-C target-feature=+simd128,+relaxed-simd");
    cargo
}

/// A folder of its own: with other flags everything would be compiled anew at every turn.
fn relaxed_target() -> PathBuf {
    run::target_folder().join("relaxed")
}

/// Cuts a worker into a folder, and returns its name.
fn cut(whole: &Path, staging: &Path, start: &str, features: &[&str]) -> Result<String> {
    let name = format!("{start}{}", split::sum_of_pieces(&content::read(whole)?)?);
    let folder = staging.join(&name);
    let program = Program {
        whole,
        name: NAME,
        folder: &folder,
        parts: &folder,
        to_loader: &format!("./{LOADER}"),
        to_main: &format!("./{NAME}.js"),
        optimisation: &[features, &["-O3"]].concat(),
    };
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    program.cut()?;
    Ok(name)
}

/// The script with the names of the folders in place of what they begin with.
fn told(script: &str, folders: &[String; 2]) -> Result<String> {
    let mut script = script.to_owned();
    for (start, folder) in FOLDER_STARTS.iter().zip(folders) {
        let placeholder = format!("'{start}'");
        if !script.contains(&placeholder) {
            bail!("{CHOOSER} does not name {placeholder} any more");
        }
        script = script.replace(&placeholder, &format!("'{folder}'"));
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_told_both_folders() {
        let script = fs::read_to_string(run::workspace_root().join("public").join(CHOOSER)).expect("it is there");
        let told = told(&script, &["worker-1a".to_owned(), "worker_relaxed-2b".to_owned()]).expect("it names both");
        assert!(told.contains("'worker-1a'") && told.contains("'worker_relaxed-2b'"));
        assert!(super::told("", &["a".to_owned(), "b".to_owned()]).is_err());
    }
}
