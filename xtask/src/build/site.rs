//! The static site in `dist/`: built by Trunk, completed with the data sets when they are given.
//!
//! Trunk's own steps are written in `Trunk.toml` and `index.html`; the decision that a build is needed is left to `stamp`.

use super::{offline, stamp, worker};
use crate::{
    data::sets::DataFolder,
    run::{self, background::Background},
    tools::{catalogue::WASM_TARGET, install, toolbox::Toolbox},
};
use ::data::published::IMAGE_SETS;
use anyhow::{Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

/// The command `dist`: the complete site, with or without data sets.
///
/// # Errors
/// The first step that fails.
pub(crate) fn dist(data: Option<&DataFolder>) -> Result<()> {
    let dist = build()?;
    if let Some(data) = data {
        data.copy_into(&dist)?;
    }
    println!("The site lies in {}; any static host serves it, from any folder.", dist.display());
    Ok(())
}

/// Brings `dist/` up to date, without data sets, and returns its path.
///
/// # Errors
/// The first step that fails.
pub(crate) fn build() -> Result<PathBuf> {
    run::mention_ignored_flags();
    let root = run::workspace_root();
    let dist = root.join("dist");
    let mut versions = Toolbox::versions()?;
    versions.push(run::output(run::in_workspace("rustc").arg("--version"))?);
    let inputs = stamp::sum_of_inputs(&root, &versions)?;
    if stamp::is_current(&root, &inputs) {
        println!("Nothing has changed since the last build: dist/ is kept.");
    } else {
        stamp::remove(&root);
        build_anew()?;
        if !dist.join("index.html").is_file() {
            bail!("Trunk left no dist/index.html; Trunk.toml has to keep `dist = \"dist\"`.");
        }
        offline::write(&dist)?;
        stamp::write(&root, &inputs)?;
    }
    remove_copied_data(&dist)?;
    Ok(dist)
}

/// Builds everything. The worker for relaxed SIMD, which Trunk does not build, is compiled beside the tools, the page and the
/// other worker: linking a program takes one core for minutes.
fn build_anew() -> Result<()> {
    let start = Instant::now();
    install::wasm_target()?;
    // Trunk hands its --offline on to Cargo, so every crate has to be here before.
    run::succeed(run::cargo().args(["fetch", "--target", WASM_TARGET]))?;
    let relaxed = Background::start("relaxed-worker", &mut worker::relaxed_build())?;
    println!("Compiling the worker for relaxed SIMD beside everything else ({}).", relaxed.log().display());
    let outcome = Toolbox::complete().and_then(|toolbox| build_with_trunk(&toolbox));
    // Trunk's hook waits for it, so that it goes on only when something has failed. Its own failure is of no account: the
    // hook has compiled it again and said what is wrong.
    if relaxed.is_running() {
        println!("Waiting for the worker for relaxed SIMD, which is still being compiled (Ctrl+C ends it)...");
        relaxed.wait();
    }
    outcome?;
    println!("Built in {:.0} s.", start.elapsed().as_secs_f64());
    Ok(())
}

fn build_with_trunk(toolbox: &Toolbox) -> Result<()> {
    println!("Building the site (some minutes the first time, about one after a change)...");
    let mut trunk = run::in_workspace(toolbox.trunk());
    // Offline: Trunk is to take the tools we give it and download none. It refuses to start under NO_COLOR=1.
    trunk.args(["build", "--release", "--offline"]).env("PATH", toolbox.path()?).env_remove("NO_COLOR");
    run::succeed(&mut trunk)
}

/// Data sets of an earlier `dist` or `data` go: a site that is to be without them must not offer them.
fn remove_copied_data(dist: &Path) -> Result<()> {
    let folder = dist.join("data");
    for set in IMAGE_SETS {
        run::remove_folder(&folder.join(set.name))?;
    }
    // Fails when the folder is absent or holds other things, and both are right.
    fs::remove_dir(&folder).ok();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    #[test]
    fn only_copied_data_sets_are_removed() {
        let dist = env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        fs::create_dir_all(dist.join("data/mnist")).expect("the temporary folder is writable");
        fs::create_dir_all(dist.join("data/digits")).expect("writable");
        remove_copied_data(&dist).expect("ours");
        assert!(!dist.join("data/mnist").exists() && dist.join("data/digits").exists());
        fs::remove_dir(dist.join("data/digits")).expect("ours");
        remove_copied_data(&dist).expect("ours");
        assert!(!dist.join("data").exists());
        fs::remove_dir_all(&dist).expect("ours");
    }
}
