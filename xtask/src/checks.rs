//! The command `test`: every check of the project, in stages, the cheapest first.
//!
//! Each stage is one function; [`STAGES`] is their order. The tests themselves are left to `tests/`, the times of the stages
//! to `record`. Continuous integration runs nothing but this (`.ci/run`).

mod record;

use crate::{
    build::{site, size},
    data::sets::DataFolder,
    run::{self, background::Background},
    serve::{paths::Site, server, unreliable},
    tools::{
        browser::Browser,
        catalogue::{CargoTool, WASM_TARGET},
        install,
    },
};
use anyhow::{Context, Result};
use record::{Outcome, Record, StageTime};
use std::{cell::OnceCell, env, path::PathBuf, process::Command, time::Instant};

const PACKAGE: &str = "autoencoder-lab";
/// Whole-page tests run below a path like that of a course's page, where absolute addresses would break.
const SUB_PATH: &str = "/some/course/lab";
/// The stage that is built beside the ones before it.
const SITE_STAGE: &str = "dist";

/// A named check.
pub(crate) struct Stage {
    name: &'static str,
    /// True where a core is idle for long, so that the site is built meanwhile.
    leaves_time: bool,
    run: fn(&Surroundings) -> Result<()>,
}

static STAGES: [Stage; 7] = [
    Stage { name: "fmt", leaves_time: false, run: |_| check_format() },
    Stage { name: "clippy", leaves_time: false, run: |_| check_lints() },
    Stage { name: "native", leaves_time: true, run: test_natively },
    Stage { name: "browser", leaves_time: true, run: test_in_browser },
    Stage { name: SITE_STAGE, leaves_time: false, run: build_site },
    Stage { name: "size", leaves_time: false, run: |_| size::check(&site::build()?) },
    Stage { name: "e2e", leaves_time: false, run: test_whole_page },
];

/// Everything that stages share.
struct Surroundings<'a> {
    data: Option<&'a DataFolder>,
    /// The build of the site, once it has been started beside other stages.
    site: OnceCell<Background>,
}

impl Surroundings<'_> {
    /// Starts building the site, unless that has been done.
    fn start_site(&self) -> Result<()> {
        if self.site.get().is_some() {
            return Ok(());
        }
        // Before there are two who could add it.
        install::wasm_target()?;
        let program = env::current_exe().context("the path of this program is not known")?;
        let site = Background::start(SITE_STAGE, run::in_workspace(program).arg("site"))?;
        println!("Building the site beside the next stages ({}).", site.log().display());
        self.site.set(site).ok();
        Ok(())
    }

    /// Waits until the site has been built, if that is under way.
    fn await_site(&self, reason: &str) {
        if let Some(site) = self.site.get().filter(|site| site.is_running()) {
            println!("\nWaiting for the build of the site, {reason} ({})...", site.log().display());
            site.wait();
        }
    }
}

/// Runs the stages in order and stops at the first that fails. Their times go to `target/stages.json`.
///
/// # Errors
/// The failure of that stage.
pub(crate) fn test(data: Option<&DataFolder>, only: Option<&str>) -> Result<()> {
    let stages = select(only).map_err(anyhow::Error::msg)?;
    run::mention_ignored_flags();
    let record = Record::begin();
    let builds_site = stages.iter().any(|stage| stage.name == SITE_STAGE);
    let around = Surroundings { data, site: OnceCell::new() };
    let mut times = Vec::new();
    let mut result = Ok(());
    for stage in stages {
        if result.is_err() {
            times.push(StageTime { name: stage.name, outcome: Outcome::NotRun, seconds: 0.0 });
            continue;
        }
        println!("\n=== {} ===", stage.name);
        let start = Instant::now();
        let started = if builds_site && stage.leaves_time { around.start_site() } else { Ok(()) };
        result = started.and_then(|()| (stage.run)(&around)).with_context(|| format!("stage `{}`", stage.name));
        let outcome = if result.is_ok() { Outcome::Passed } else { Outcome::Failed };
        // The site's own time, which others have shared.
        let beside = around.site.get().filter(|_| stage.name == SITE_STAGE).map(Background::wait);
        let seconds = beside.unwrap_or_else(|| start.elapsed()).as_secs_f64();
        times.push(StageTime { name: stage.name, outcome, seconds });
    }
    println!("\n{}", record::table(&times));
    if result.is_err() {
        around.await_site("which would go on alone; Ctrl+C ends it");
    }
    result.and(record.write(&times))
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

/// The format of the Rust code; types and format of the whole-page tests, where their packages can be had.
fn check_format() -> Result<()> {
    run::succeed(run::cargo().args(["fmt", "--all", "--check"])).context("`cargo fmt --all` puts it right")?;
    let folder = whole_page_tests();
    if let Err(error) = install::npm_packages(&folder) {
        println!("The types and the format of tests/e2e are left unchecked: {error:#}");
        return Ok(());
    }
    install::npm_script(&folder, "check").context("`npm run check` in tests/e2e")
}

/// The page and the worker are programs of their own features, so each is checked with its own.
fn check_lints() -> Result<()> {
    install::wasm_target()?;
    let wasm = ["--package", PACKAGE, "--target", WASM_TARGET];
    let page = ["--lib", "--bins"];
    let worker = ["--no-default-features", "--features", "worker", "--lib", "--bin", "worker"];
    let tests = ["--no-default-features", "--test", "browser"];
    for targets in [
        vec!["--workspace", "--all-targets"],
        [&wasm[..], &page].concat(),
        [&wasm[..], &worker].concat(),
        [&wasm[..], &tests].concat(),
    ] {
        run::succeed(run::cargo().arg("clippy").args(targets).args(["--", "-D", "warnings"]))?;
    }
    Ok(())
}

fn test_natively(around: &Surroundings) -> Result<()> {
    let mut cargo = run::cargo();
    cargo.args(["test", "--workspace"]);
    if let Some(data) = around.data {
        cargo.env("AUTOENCODER_LAB_DATA", data.folder());
    }
    run::succeed(&mut cargo)
}

/// Compiles the tests beside the site, and runs them when they have the machine for themselves: some bear on times.
fn test_in_browser(around: &Surroundings) -> Result<()> {
    install::wasm_target()?;
    let runner = install::cargo_tool(&CargoTool::wasm_bindgen()?)?.join(run::program_file("wasm-bindgen-test-runner"));
    let browser = Browser::find_or_install()?;
    browser.write_capabilities(&run::workspace_root())?;
    let unreliable = unreliable::start()?;
    let cargo = |options: &[&str]| {
        run::succeed(
            run::cargo()
                .args(["test", "--package", PACKAGE, "--target", WASM_TARGET, "--test", "browser"])
                // They need neither of the programs, and so nothing of Leptos.
                .arg("--no-default-features")
                .args(options)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner)
                .env("CHROMEDRIVER", &browser.driver)
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
                // A browser has no environment: the tests are compiled with the address (`option_env!`), and compiled
                // anew when it changes. The server keeps to one port where it can, which saves that.
                .env("AUTOENCODER_LAB_UNRELIABLE", &unreliable),
        )
    };
    cargo(&["--no-run"])?;
    around.await_site("since the tests in the browser bear on times");
    cargo(&[])
}

/// Builds the site, or shows the output of the build that was started before.
fn build_site(around: &Surroundings) -> Result<()> {
    match around.site.get() {
        Some(site) => site.show(),
        None => site::build().map(drop),
    }
}

fn whole_page_tests() -> PathBuf {
    run::workspace_root().join("tests").join("e2e")
}

/// Drives the built site with Playwright, served by ourselves for as long as the tests run.
fn test_whole_page(around: &Surroundings) -> Result<()> {
    let dist = site::build()?;
    let browser = Browser::find_or_install()?;
    let folder = whole_page_tests();
    install::npm_packages(&folder)?;

    let listener = server::listen(0).context("no port of 127.0.0.1 is free")?;
    let port = listener.local_addr().context("the port has no address")?.port();
    let mounts = around.data.map(DataFolder::mounts).unwrap_or_default();
    server::start(listener, Site::new(&dist).with_prefix(SUB_PATH).with_mounts(mounts))?;

    let mut playwright = Command::new(install::npm_program("npx")?);
    playwright
        .args(["playwright", "test"])
        .current_dir(&folder)
        .env("BASE_URL", format!("http://127.0.0.1:{port}{SUB_PATH}/"))
        .env("CHROME", browser.chromium);
    if around.data.is_some() {
        playwright.env("LAB_DATA", "1");
    } else {
        playwright.env_remove("LAB_DATA");
    }
    run::succeed(&mut playwright)
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
