//! Downloading one file, by the program `curl`: nearly every system has it, and it knows TLS and proxies.
//!
//! The downloaded file is checked by `store`.

use crate::run;
use anyhow::{Context, Result, bail};
use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Silence but for errors; a mirror that fails or falls asleep (under 1 kB/s for 30 s) makes way for the next.
const FLAGS: [&str; 12] = [
    "--fail",
    "--location",
    "--silent",
    "--show-error",
    "--retry",
    "2",
    "--connect-timeout",
    "15",
    "--speed-limit",
    "1000",
    "--speed-time",
    "30",
];

/// curl's program.
///
/// # Errors
/// When it is not on PATH.
pub(crate) fn curl() -> Result<PathBuf> {
    run::find_program("curl").context(
        "downloads take the program `curl`, which is not on PATH. Install it (Debian, Ubuntu: `sudo apt-get install \
         curl`; others: https://curl.se), or get the files in another way and name their folder with --from",
    )
}

/// Downloads what lies at an address into a file, replacing it.
///
/// # Errors
/// The message of curl.
pub(crate) fn download(address: &str, target: &Path) -> Result<()> {
    let mut command = Command::new(curl()?);
    command.args(FLAGS).arg("--output").arg(target).arg(address);
    let output = command.stdin(Stdio::null()).output().context("curl could not be started")?;
    if !output.status.success() {
        bail!("{} ({})", String::from_utf8_lossy(&output.stderr).trim(), output.status);
    }
    Ok(())
}
