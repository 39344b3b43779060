//! The static site in `dist/`: built by Trunk, completed with the data sets when they are given.
//!
//! What Trunk does is written in `Trunk.toml` and `index.html`; whether it has to do it at all is left to `stamp`.

use crate::{
    data::DataFolder,
    offline,
    published::IMAGE_SETS,
    run, stamp,
    tools::{Toolbox, WASM_TARGET},
};
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
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
    let toolbox = Toolbox::complete()?;
    let mut versions = toolbox.versions.clone();
    versions.push(run::output(run::in_workspace("rustc").arg("--version"))?);
    let inputs = stamp::sum_of_inputs(&root, &versions)?;
    if stamp::is_current(&root, &inputs) {
        println!("Nothing has changed since the last build: dist/ is kept.");
    } else {
        stamp::remove(&root);
        build_with_trunk(&toolbox)?;
        if !dist.join("index.html").is_file() {
            bail!("Trunk left no dist/index.html; Trunk.toml has to keep `dist = \"dist\"`.");
        }
        offline::write(&dist)?;
        stamp::write(&root, &inputs)?;
    }
    remove_copied_data(&dist)?;
    Ok(dist)
}

fn build_with_trunk(toolbox: &Toolbox) -> Result<()> {
    let start = Instant::now();
    // Trunk hands its --offline on to Cargo, so every crate has to be here before.
    run::succeed(run::cargo().args(["fetch", "--target", WASM_TARGET]))?;
    println!("Building the site (some minutes the first time, about one after a change)...");
    let mut trunk = run::in_workspace(toolbox.trunk());
    // Offline: Trunk is to take the tools we give it and download none. It refuses to start under NO_COLOR=1.
    trunk.args(["build", "--release", "--offline"]).env("PATH", toolbox.path()?).env_remove("NO_COLOR");
    run::succeed(&mut trunk)?;
    println!("Built in {:.0} s.", start.elapsed().as_secs_f64());
    Ok(())
}

/// The folder that Trunk is filling while its hooks run.
///
/// # Errors
/// Outside a hook.
pub(crate) fn staging_folder() -> Result<PathBuf> {
    env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("this command is for Trunk's hook, which names the folder to fill; `cargo xtask dist` runs it")
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
