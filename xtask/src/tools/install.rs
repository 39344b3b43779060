//! Installation of missing tools: the wasm32 target, tools that Cargo installs, binaryen and esbuild from npm.
//!
//! Everything is installed into a sibling folder `*.partial` and renamed when it is proved to run, so that an
//! interrupted installation is never taken for a complete one. Two commands at one time install a tool once: the second
//! waits for the first. Browsers are left to `browser`.

use super::catalogue::{self, BINARYEN_VERSION, CargoTool, ESBUILD_VERSION, WASM_TARGET};
use crate::run;
use anyhow::{Context, Result, bail};
use std::{
    env,
    fs::{self, File},
    iter,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// Adds the wasm32 target to the toolchain in use, if it lacks it.
///
/// # Errors
/// When there is no rustup to add it with, or rustup fails.
pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = PathBuf::from(run::output(run::in_workspace("rustc").args(["--print", "sysroot"]))?);
    if sysroot.join("lib").join("rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    if run::find_program("rustup").is_none() {
        bail!(
            "The Rust in {} cannot compile for {WASM_TARGET}, and there is no rustup to add that. Install Rust from \
             https://rustup.rs, or your system's package of that target (Debian: libstd-rust-dev-wasm32).",
            sysroot.display()
        );
    }
    println!("Adding the target {WASM_TARGET} to the Rust toolchain (some seconds)...");
    // A plain command: rustup gets the environment as it is, and the workspace tells it which toolchain.
    run::succeed(Command::new("rustup").current_dir(run::workspace_root()).args(["target", "add", WASM_TARGET]))
}

/// The folder with the programs of a tool, installed now if it is missing.
///
/// # Errors
/// When neither way of installing it succeeds.
pub(crate) fn cargo_tool(tool: &CargoTool) -> Result<PathBuf> {
    let folder = tool.folder()?;
    let is_there = || catalogue::holds_programs(&folder.join("bin"), tool.programs);
    if is_there() {
        return Ok(folder.join("bin"));
    }
    let _claim = claim(&folder)?;
    if is_there() {
        return Ok(folder.join("bin"));
    }
    let partial = start_partial(&folder)?;
    if !installed_as_binary(tool, &partial)? {
        compile(tool, &partial)?;
    }
    prove(&partial.join("bin").join(run::program_file(tool.programs[0])), &tool.version)?;
    if !catalogue::holds_programs(&partial.join("bin"), tool.programs) {
        bail!("{} {} came without some of its programs {:?}.", tool.name, tool.version, tool.programs);
    }
    finish_partial(&partial, &folder)?;
    Ok(folder.join("bin"))
}

/// The folder with `wasm-opt`, installed now if it is missing.
///
/// # Errors
/// When there is no npm, or npm fails.
pub(crate) fn binaryen() -> Result<PathBuf> {
    let major = BINARYEN_VERSION.split('.').next().unwrap_or(BINARYEN_VERSION);
    npm_tool("binaryen", BINARYEN_VERSION, "wasm-opt", &format!("version_{major}"))
}

/// The folder with `esbuild`, installed now if it is missing.
///
/// # Errors
/// When there is no npm, or npm fails.
pub(crate) fn esbuild() -> Result<PathBuf> {
    npm_tool("esbuild", ESBUILD_VERSION, "esbuild", ESBUILD_VERSION)
}

/// The folder with the programs of a package, which says `answer` when it is asked for its version.
fn npm_tool(package: &str, version: &str, program: &str, answer: &str) -> Result<PathBuf> {
    let folder = catalogue::tools_folder()?.join(format!("{package}-{version}"));
    let programs = |folder: &Path| folder.join("node_modules").join(".bin");
    let file = npm_file(program);
    let is_there = || programs(&folder).join(&file).is_file();
    if is_there() {
        return Ok(programs(&folder));
    }
    let _claim = claim(&folder)?;
    if is_there() {
        return Ok(programs(&folder));
    }
    println!("Installing {package} {version} ({program}) with npm (some seconds)...");
    let partial = start_partial(&folder)?;
    let mut npm = npm()?;
    npm.args(["install", "--prefix"]).arg(&partial);
    npm.arg(format!("{package}@{version}")).current_dir(&partial);
    run::succeed(&mut npm)?;
    prove(&programs(&partial).join(&file), answer)?;
    finish_partial(&partial, &folder)?;
    Ok(programs(&folder))
}

/// The file by which npm starts a program.
pub(crate) fn npm_file(program: &str) -> String {
    if cfg!(windows) { format!("{program}.cmd") } else { program.to_owned() }
}

/// npm or npx.
///
/// # Errors
/// When Node.js is not on PATH.
pub(crate) fn npm_program(name: &str) -> Result<PathBuf> {
    run::find_program(name).with_context(|| {
        format!("`{name}` is not on PATH. Install Node.js 20 or newer from https://nodejs.org; it brings {name}.")
    })
}

/// npm, without advertisements: no audits, no requests for funds, no word of newer versions of itself.
fn npm() -> Result<Command> {
    let mut npm = Command::new(npm_program("npm")?);
    npm.envs([("npm_config_audit", "false"), ("npm_config_fund", "false"), ("npm_config_update_notifier", "false")]);
    Ok(npm)
}

/// Installs the packages that the lock file in a folder names, where that is newer than the installed ones.
///
/// # Errors
/// When there is no npm, or npm fails.
pub(crate) fn npm_packages(folder: &Path) -> Result<()> {
    let changed = |file: &str| -> Option<SystemTime> { fs::metadata(folder.join(file)).ok()?.modified().ok() };
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed > changed("package-lock.json") {
        return Ok(());
    }
    println!("Installing the packages of {} with npm (some seconds)...", folder.display());
    // The browser is ours already.
    run::succeed(npm()?.arg("ci").current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}

/// Runs a script of a folder's `package.json`, where there is one of that name.
///
/// # Errors
/// When there is no npm, or the script fails.
pub(crate) fn npm_script(folder: &Path, name: &str) -> Result<()> {
    run::succeed(npm()?.args(["run", "--silent", "--if-present", name]).current_dir(folder))
}

/// Tries `cargo binstall`, where it exists: it downloads what its authors have compiled.
fn installed_as_binary(tool: &CargoTool, partial: &Path) -> Result<bool> {
    if !run::works(outside(partial)?.args(["binstall", "-V"])) {
        return Ok(false);
    }
    println!("Downloading {} {} with cargo binstall (some seconds)...", tool.name, tool.version);
    let mut command = outside(partial)?;
    // Its own way of compiling would take three times as long as ours.
    command.args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"]).arg(partial);
    let is_done = run::succeed(command.arg(format!("{}@{}", tool.name, tool.version))).is_ok();
    if !is_done {
        println!("That did not succeed; compiling it instead.");
    }
    Ok(is_done)
}

/// Compiles without optimising: a third of the time, and fast enough for what the tools do here.
fn compile(tool: &CargoTool, partial: &Path) -> Result<()> {
    println!("Compiling {} {} (about {}, once)...", tool.name, tool.version, tool.duration);
    let build = partial.with_extension("build");
    run::remove_folder(&build)?;
    let mut command = outside(partial)?;
    command.args(["install", "--locked", "--debug", "--root"]).arg(partial);
    command.args([tool.name, "--version", &tool.version]).env("CARGO_TARGET_DIR", &build);
    // Spares two warnings: that the programs are not on PATH, and that a later compiler may refuse a crate of the tool.
    let inherited = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(iter::once(partial.join("bin")).chain(env::split_paths(&inherited)));
    command.env("PATH", path.unwrap_or(inherited)).env("CARGO_FUTURE_INCOMPAT_REPORT_FREQUENCY", "never");
    let outcome = run::succeed(&mut command)
        .with_context(|| format!("{} {} could not be installed; is there a network?", tool.name, tool.version));
    run::remove_folder(&build)?;
    outcome
}

/// Cargo away from the workspace, so that the project's `.cargo/config.toml` does not bear on the tools.
fn outside(partial: &Path) -> Result<Command> {
    let mut command = run::cargo();
    command.current_dir(partial.parent().context("a tool's folder lies in the cache folder")?);
    Ok(command)
}

/// Reserves the installation of a tool until the returned file is dropped, and waits while another has reserved it.
fn claim(folder: &Path) -> Result<File> {
    let path = beside(folder, ".lock");
    let unlocked = || format!("{} cannot be locked; is the cache folder writable?", path.display());
    fs::create_dir_all(path.parent().unwrap_or(folder)).with_context(unlocked)?;
    let file = File::create(&path).with_context(unlocked)?;
    if file.try_lock().is_err() {
        println!("Waiting for another command that installs {}...", folder.display());
        file.lock().with_context(unlocked)?;
    }
    Ok(file)
}

/// A path with an ending appended to its name.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn start_partial(folder: &Path) -> Result<PathBuf> {
    let partial = beside(folder, ".partial");
    run::remove_folder(&partial)?;
    fs::create_dir_all(&partial)
        .with_context(|| format!("{} cannot be created; is the cache folder writable?", partial.display()))?;
    Ok(partial)
}

fn finish_partial(partial: &Path, folder: &Path) -> Result<()> {
    // Whatever lies there lacks a program, or we would not have installed.
    run::remove_folder(folder)?;
    fs::rename(partial, folder).with_context(|| format!("{} cannot be put into place", folder.display()))
}

/// Runs a fresh program and looks for its version in what it answers.
fn prove(program: &Path, version: &str) -> Result<()> {
    // Trunk refuses to start under NO_COLOR=1.
    let answer = run::output(Command::new(program).arg("--version").env_remove("NO_COLOR"))?;
    if !answer.contains(version) {
        bail!("{} was installed but says it is \"{answer}\", not {version}.", program.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_installed_by_one_command_at_a_time() {
        let folder = env::temp_dir().join(format!("xtask-claim-{}", std::process::id())).join("tool-1.2.3");
        let first = claim(&folder).expect("the temporary folder is writable");
        let file = File::open(beside(&folder, ".lock")).expect("it is there");
        assert!(file.try_lock().is_err(), "the first command has it");
        drop(first);
        assert!(file.try_lock().is_ok());
        run::remove_folder(folder.parent().expect("it has one")).expect("ours");
    }

    #[test]
    fn a_partial_folder_replaces_what_an_interruption_left() {
        let folder = env::temp_dir().join(format!("xtask-install-{}", std::process::id())).join("tool-1.2.3");
        let partial = start_partial(&folder).expect("the temporary folder is writable");
        assert!(partial.ends_with("tool-1.2.3.partial"));
        fs::write(partial.join("left-over"), "").expect("writable");
        let partial = start_partial(&folder).expect("writable");
        assert!(!partial.join("left-over").exists());
        finish_partial(&partial, &folder).expect("same folder");
        assert!(folder.is_dir() && !partial.exists());
        run::remove_folder(folder.parent().expect("it has one")).expect("ours");
    }
}
