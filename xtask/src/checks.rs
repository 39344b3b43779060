//! The command `test`: every check of the project, in stages, the cheapest first.
//!
//! Each stage is one function; [`STAGES`] is their order. What the tests test is written in the tests. Continuous
//! integration runs nothing but this (`.ci/run`).

use crate::{
    browser::Browser,
    data::DataFolder,
    install, run,
    server::{self, Site},
    site, size,
    tools::{CargoTool, WASM_TARGET},
    unreliable,
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::Path,
    process::Command,
    time::{Instant, SystemTime},
};

const PACKAGE: &str = "autoencoder-lab";
/// Whole-page tests run below a path like that of a course's page, where absolute addresses would break.
const SUB_PATH: &str = "/some/course/lab";

/// A named check.
pub(crate) struct Stage {
    name: &'static str,
    run: fn(Option<&DataFolder>) -> Result<()>,
}

static STAGES: [Stage; 7] = [
    Stage { name: "fmt", run: |_| check_format() },
    Stage { name: "clippy", run: |_| check_lints() },
    Stage { name: "native", run: test_natively },
    Stage { name: "browser", run: |_| test_in_browser() },
    Stage { name: "dist", run: |_| site::build().map(drop) },
    Stage { name: "size", run: |_| size::check(&site::build()?) },
    Stage { name: "e2e", run: test_whole_page },
];

/// Runs the stages in order and stops at the first that fails.
///
/// # Errors
/// The failure of that stage.
pub(crate) fn test(data: Option<&DataFolder>, only: Option<&str>) -> Result<()> {
    let stages = select(only).map_err(anyhow::Error::msg)?;
    run::mention_ignored_flags();
    let mut summary = Vec::new();
    let mut outcome = Ok(());
    for stage in stages {
        if outcome.is_err() {
            summary.push(format!("  {:<8} not run", stage.name));
            continue;
        }
        println!("\n=== {} ===", stage.name);
        let start = Instant::now();
        outcome = (stage.run)(data).with_context(|| format!("stage `{}`", stage.name));
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        summary.push(format!("  {:<8} {word}  {:>6.1} s", stage.name, start.elapsed().as_secs_f64()));
    }
    println!("\n{}", summary.join("\n"));
    outcome
}

/// The stages that a comma-separated list names, in their own order; all of them without a list.
///
/// # Errors
/// A sentence about a name that is no stage's.
pub(crate) fn select(only: Option<&str>) -> Result<Vec<&'static Stage>, String> {
    let Some(only) = only else { return Ok(STAGES.iter().collect()) };
    let names: Vec<&str> = only.split(',').map(str::trim).collect();
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|stage| stage.name != **name)) {
        let known = STAGES.each_ref().map(|stage| stage.name).join(", ");
        return Err(format!("There is no stage `{unknown}`; --only takes some of {known}, separated by commas."));
    }
    Ok(STAGES.iter().filter(|stage| names.contains(&stage.name)).collect())
}

fn check_format() -> Result<()> {
    run::succeed(run::cargo().args(["fmt", "--all", "--check"])).context("`cargo fmt --all` puts it right")
}

/// The page and the worker are programs of their own features, so each is checked with its own.
fn check_lints() -> Result<()> {
    install::wasm_target()?;
    let wasm = ["--package", PACKAGE, "--target", WASM_TARGET];
    let page = ["--lib", "--bins", "--test", "browser"];
    let worker = ["--no-default-features", "--features", "worker", "--lib", "--bin", "worker"];
    for targets in [vec!["--workspace", "--all-targets"], [&wasm[..], &page].concat(), [&wasm[..], &worker].concat()] {
        run::succeed(run::cargo().arg("clippy").args(targets).args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

fn test_natively(data: Option<&DataFolder>) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.args(["test", "--workspace"]);
    if let Some(data) = data {
        cargo.env("AUTOENCODER_LAB_DATA", data.folder());
    }
    run::succeed(&mut cargo)
}

fn test_in_browser() -> Result<()> {
    install::wasm_target()?;
    let runner = install::cargo_tool(&CargoTool::wasm_bindgen()?)?.join(run::program_file("wasm-bindgen-test-runner"));
    let browser = Browser::find_or_install()?;
    browser.write_capabilities(&run::workspace_root())?;
    let unreliable = unreliable::start()?;
    run::succeed(
        run::cargo()
            .args(["test", "--package", PACKAGE, "--target", WASM_TARGET, "--test", "browser"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", browser.driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            // A browser has no environment: the tests are compiled with the address (`option_env!`), and compiled anew
            // when it changes. The server keeps to one port where it can, which saves that.
            .env("AUTOENCODER_LAB_UNRELIABLE", unreliable),
    )
}

/// Drives the built site with Playwright, served by ourselves for as long as the tests run.
fn test_whole_page(data: Option<&DataFolder>) -> Result<()> {
    let dist = site::build()?;
    let browser = Browser::find_or_install()?;
    let folder = run::workspace_root().join("tests").join("e2e");
    install_packages(&folder)?;

    let listener = server::listen(0).context("no port of 127.0.0.1 is free")?;
    let port = listener.local_addr().context("the port has no address")?.port();
    let mounts = data.map(DataFolder::mounts).unwrap_or_default();
    server::start(listener, Site::new(&dist).with_prefix(SUB_PATH).with_mounts(mounts))?;

    let mut playwright = Command::new(install::npm_program("npx")?);
    playwright
        .args(["playwright", "test"])
        .current_dir(&folder)
        .env("BASE_URL", format!("http://127.0.0.1:{port}{SUB_PATH}/"))
        .env("CHROME", browser.chromium);
    if data.is_some() {
        playwright.env("LAB_DATA", "1");
    } else {
        playwright.env_remove("LAB_DATA");
    }
    run::succeed(&mut playwright)
}

/// Installs Playwright and axe where the lock file is newer than what is installed.
fn install_packages(folder: &Path) -> Result<()> {
    let changed = |file: &str| -> Option<SystemTime> { fs::metadata(folder.join(file)).ok()?.modified().ok() };
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed > changed("package-lock.json") {
        return Ok(());
    }
    println!("Installing Playwright and axe with npm (some seconds)...");
    // The browser is ours already.
    run::succeed(
        Command::new(install::npm_program("npm")?)
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(folder)
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: Option<&str>) -> Vec<&'static str> {
        select(only).expect("the names are stages").iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn stages_keep_their_order() {
        assert_eq!(names(None), ["fmt", "clippy", "native", "browser", "dist", "size", "e2e"]);
        assert_eq!(names(Some("e2e, fmt")), ["fmt", "e2e"]);
    }

    #[test]
    fn an_unknown_stage_is_refused_by_name() {
        let Err(sentence) = select(Some("fmt,polish")) else { panic!("polish is no stage") };
        assert!(sentence.contains("polish") && sentence.contains("clippy"));
    }
}
