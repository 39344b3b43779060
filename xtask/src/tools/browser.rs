//! Chromium and its driver: found, installed where that is plainly possible, or asked for in a sentence.
//!
//! `CHROME` and `CHROMEDRIVER` may name other programs. Their use is left to `checks`.

use crate::run;
use anyhow::{Context, Result, bail};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const CHROMIUM_NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Places of Chrome that installers do not add to PATH.
const CHROMIUM_PLACES: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// No window, no sandbox (root may not have one), and no traffic of its own.
const SWITCHES: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// A browser that tests can drive.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// Its chromedriver, of the same version.
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds both programs, installing them on a Debian-like system where we are root.
    ///
    /// # Errors
    /// Names the missing program and the way to get it.
    pub(crate) fn find_or_install() -> Result<Self> {
        if let Some(browser) = Self::find()? {
            return Ok(browser);
        }
        let is_root = || run::output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
        if run::find_program("apt-get").is_none() || !is_root() {
            bail!(
                "The browser tests need Chromium (or Chrome) and a chromedriver of its version. Install them (Debian, \
                 Ubuntu: `sudo apt-get install chromium chromium-driver`; macOS: `brew install --cask google-chrome \
                 chromedriver`), or name them in the variables CHROME and CHROMEDRIVER."
            );
        }
        println!("Installing chromium and chromium-driver with apt-get (about a minute)...");
        run::succeed(Command::new("apt-get").arg("update"))?;
        run::succeed(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args([
            "install",
            "-y",
            "--no-install-recommends",
            "chromium",
            "chromium-driver",
        ]))?;
        Self::find()?.context("apt-get has installed Chromium, yet `chromium` and `chromedriver` are not on PATH")
    }

    fn find() -> Result<Option<Self>> {
        let chromium = named("CHROME")?.or_else(|| {
            let in_path = CHROMIUM_NAMES.into_iter().find_map(run::find_program);
            in_path.or_else(|| CHROMIUM_PLACES.map(PathBuf::from).into_iter().find(|path| path.is_file()))
        });
        let driver = named("CHROMEDRIVER")?.or_else(|| run::find_program("chromedriver"));
        Ok(chromium.zip(driver).map(|(chromium, driver)| Self { chromium, driver }))
    }

    /// Writes `webdriver.json`, from which wasm-bindgen's test runner learns how to start the browser.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(crate) fn write_capabilities(&self, root: &Path) -> Result<()> {
        let file = root.join("webdriver.json");
        fs::write(&file, capabilities(&self.chromium)).with_context(|| format!("{} cannot be written", file.display()))
    }
}

/// A program that a variable of the environment names.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) else {
        return Ok(None);
    };
    if !path.is_file() {
        bail!("{variable} names {}, which is no file; correct it or unset it.", path.display());
    }
    Ok(Some(path))
}

fn capabilities(chromium: &Path) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let switches = SWITCHES.map(quoted).join(", ");
    let binary = quoted(&chromium.to_string_lossy());
    format!("{{\n  \"goog:chromeOptions\": {{\n    \"binary\": {binary},\n    \"args\": [{switches}]\n  }}\n}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_quote_what_json_wants_quoted() {
        let text = capabilities(Path::new("C:\\Chrome\\chrome.exe"));
        assert!(text.contains(r#""binary": "C:\\Chrome\\chrome.exe""#), "{text}");
        assert!(text.contains(r#"["--headless", "--no-sandbox""#), "{text}");
    }
}
