//! The command `serve`: builds the site, serves it to this machine, opens the browser.
//!
//! The answers to requests are left to `server`.

use super::{paths::Site, server};
use crate::{build::site, data::sets::DataFolder, run};
use anyhow::{Context, Result};
use std::{
    io::ErrorKind,
    net::TcpListener,
    process::{Command, Stdio},
};

const FIRST_PORT: u16 = 8080;
const LAST_PORT: u16 = 8179;

/// Builds and serves until it is interrupted.
///
/// # Errors
/// When the build fails or no port can be had.
pub(crate) fn serve(data: Option<&DataFolder>, port: Option<u16>, opens_browser: bool) -> Result<()> {
    // Before the build: who waits for minutes should not learn after them that the port is taken.
    let listener = listen(port)?;
    let mut site = Site::new(&site::build()?);
    if let Some(data) = data {
        site = site.with_mounts(data.mounts());
    }
    let address = format!("http://{}/", listener.local_addr().context("the port has no address")?);
    let workers = server::start(listener, site)?;
    println!("\n  Autoencoder Lab: {address}\n  Ctrl+C ends it.\n");
    if opens_browser && !open_browser(&address) {
        println!("No browser could be opened from here; open the address yourself.");
    }
    for worker in workers {
        // A worker ends with the process; one that panicked has said so, and the others go on.
        worker.join().ok();
    }
    Ok(())
}

/// The port asked for, or the first free one.
fn listen(port: Option<u16>) -> Result<TcpListener> {
    if let Some(port) = port {
        return server::listen(port).with_context(|| {
            format!("Port {port} cannot be used. Give another, or leave --port out to get the next free one")
        });
    }
    for port in FIRST_PORT..=LAST_PORT {
        match server::listen(port) {
            Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {}
            outcome => return outcome.context("127.0.0.1 cannot be listened on"),
        }
    }
    server::listen(0).with_context(|| format!("Ports {FIRST_PORT} to {LAST_PORT} are taken; give one with --port"))
}

fn open_browser(address: &str) -> bool {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        // `start` takes its first quoted word for a title.
        command.args(["/C", "start", "", address]);
        command
    } else {
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        let Some(program) = run::find_program(opener) else { return false };
        let mut command = Command::new(program);
        command.arg(address);
        command
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_refused_with_advice() {
        let taken = server::listen(0).expect("some port is free");
        let port = taken.local_addr().expect("it listens").port();
        let error = listen(Some(port)).expect_err("the port is taken");
        assert!(error.to_string().contains("--port"));
    }
}
