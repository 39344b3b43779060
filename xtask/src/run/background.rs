//! A command that runs beside others: its output goes into a file, and onto the terminal when its turn has come.
//!
//! It belongs to the same group of processes, so that Ctrl+C ends it with everything else.

use super::{line, not_started, target_folder};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::{Arc, OnceLock},
    thread,
    time::{Duration, Instant},
};

/// The time between two looks for new output.
const PAUSE: Duration = Duration::from_millis(200);

/// A command that has been started.
pub(crate) struct Background {
    line: String,
    log: PathBuf,
    end: Arc<OnceLock<End>>,
}

/// The end of a command: its status, and the time that it took.
struct End {
    status: io::Result<ExitStatus>,
    duration: Duration,
}

impl Background {
    /// Starts a command whose output goes to `target/xtask/NAME.log`.
    ///
    /// # Errors
    /// When the file cannot be written or the command cannot be started.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        let folder = target_folder().join("xtask");
        let log = folder.join(format!("{name}.log"));
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be created", folder.display()))?;
        let open = || -> io::Result<(File, File)> {
            let file = File::create(&log)?;
            // Both write at one place in the file: the two channels keep their order.
            Ok((file.try_clone()?, file))
        };
        let (out, errors) = open().with_context(|| format!("{} cannot be written", log.display()))?;
        command.stdin(Stdio::null()).stdout(out).stderr(errors);
        let start = Instant::now();
        let mut child = command.spawn().with_context(|| not_started(command))?;
        let end = Arc::new(OnceLock::new());
        let noted = Arc::clone(&end);
        thread::spawn(move || {
            let status = child.wait();
            // Set here alone.
            noted.set(End { status, duration: start.elapsed() }).ok();
        });
        Ok(Self { line: line(command), log, end })
    }

    /// The file that takes the output.
    pub(crate) fn log(&self) -> &Path {
        &self.log
    }

    /// Returns true until the command has ended.
    pub(crate) fn is_running(&self) -> bool {
        self.end.get().is_none()
    }

    /// Waits for the end, without a word, and returns the time that the command took.
    pub(crate) fn wait(&self) -> Duration {
        self.end.wait().duration
    }

    /// Prints the output, and more as it comes, until the command has ended.
    ///
    /// # Errors
    /// When the command has failed, with its command line; or when its output cannot be read.
    pub(crate) fn show(&self) -> Result<()> {
        let unreadable = || format!("{} cannot be read", self.log.display());
        let mut log = File::open(&self.log).with_context(unreadable)?;
        loop {
            // Asked before the copy, so that the last words are not missed.
            let is_running = self.is_running();
            io::copy(&mut log, &mut io::stdout()).with_context(unreadable)?;
            if !is_running {
                return self.outcome();
            }
            thread::sleep(PAUSE);
        }
    }

    fn outcome(&self) -> Result<()> {
        match &self.end.wait().status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => bail!("`{}` failed ({status}); its own message stands above.", self.line),
            Err(error) => bail!("`{}` was lost: {error}", self.line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_ends_beside_us_and_its_output_is_kept() {
        let mut rustc = Command::new("rustc");
        let background = Background::start("test-of-background", rustc.arg("--version")).expect("there is a compiler");
        assert!(background.wait() > Duration::ZERO);
        assert!(!background.is_running());
        background.show().expect("it has succeeded");
        assert!(fs::read_to_string(background.log()).expect("readable").starts_with("rustc "));
        fs::remove_file(background.log()).expect("ours");
    }

    #[test]
    fn a_failure_is_told_with_the_command() {
        let mut rustc = Command::new("rustc");
        let background =
            Background::start("test-of-failure", rustc.arg("--no-such-option")).expect("there is a compiler");
        let error = background.show().expect_err("there is no such option").to_string();
        assert!(error.contains("rustc --no-such-option"), "{error}");
        fs::remove_file(background.log()).expect("ours");
        assert!(Background::start("test-of-absence", &mut Command::new("no-such-program-anywhere")).is_err());
    }
}
