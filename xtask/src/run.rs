//! Running other programs, with failures that say which program failed and what to do.
//!
//! The programs themselves and their installation are left to `tools`; those that run beside others, to `background`.

pub(crate) mod background;

use anyhow::{Context, Result, bail};
use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Once,
};

/// Flags that would silently replace those of `.cargo/config.toml` (SIMD for wasm32).
const OVERRIDING_FLAGS: [&str; 2] = ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"];

/// The folder of the workspace's `Cargo.toml`.
pub(crate) fn workspace_root() -> PathBuf {
    // Cargo sets the variable when it runs us; the value of compile time serves a program started by hand.
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let package = PathBuf::from(package);
    package.parent().map(Path::to_path_buf).unwrap_or(package)
}

/// The folder that Cargo compiles into.
pub(crate) fn target_folder() -> PathBuf {
    // Cargo takes a relative path from the folder that it runs in.
    workspace_root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// A command in the workspace root that our own flags for the compiler reach.
pub(crate) fn in_workspace(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace_root());
    for name in OVERRIDING_FLAGS {
        command.env_remove(name);
    }
    command
}

/// Cargo, in the workspace root.
pub(crate) fn cargo() -> Command {
    in_workspace(cargo_program())
}

/// The very Cargo that runs us, so that everything is built by one toolchain.
fn cargo_program() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

/// Says once when flags of the environment are left out of the builds.
pub(crate) fn mention_ignored_flags() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        for name in OVERRIDING_FLAGS {
            if env::var_os(name).is_some_and(|value| !value.is_empty()) {
                println!("{name} is set; builds leave it out, or it would replace the flags of .cargo/config.toml.");
            }
        }
    });
}

/// Runs a command with its output on the terminal.
///
/// # Errors
/// Names the command line when it cannot be started or fails.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("`{}` failed ({status}); its own message stands above.", line(command));
    }
    Ok(())
}

/// Runs a command and returns what it prints.
///
/// # Errors
/// As [`succeed`], with what the command said on its error channel.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| not_started(command))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` failed ({}): {}", line(command), output.status, words.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Returns true when a command exists and succeeds; its output is swallowed.
pub(crate) fn works(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Looks a program up in PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{name}{ending}"))))
        .find(|candidate| candidate.is_file())
}

/// The file name of a compiled program on this system.
pub(crate) fn program_file(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// Removes a folder if it is there.
///
/// # Errors
/// Names the folder when the system refuses.
pub(crate) fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} cannot be removed; remove it by hand and try again", folder.display()))?;
    }
    Ok(())
}

fn not_started(command: &Command) -> String {
    format!("`{}` could not be started; is it installed and on PATH?", line(command))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let error = succeed(&mut Command::new("no-such-program-anywhere")).expect_err("it does not exist");
        assert!(format!("{error:#}").contains("no-such-program-anywhere"));
        assert!(!works(&mut Command::new("no-such-program-anywhere")));
    }

    #[test]
    fn the_workspace_root_holds_the_manifest() {
        assert!(workspace_root().join("Cargo.toml").is_file());
        assert!(workspace_root().join("xtask").is_dir());
    }
}
