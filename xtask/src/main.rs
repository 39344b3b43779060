//! `cargo xtask`: builds, serves and checks the site, and fetches the tools that this takes.
//!
//! This file reads the command line and hands over. What each command does lies in the module of its name:
//! [`data`], [`site`] (dist), [`serve`], [`checks`] (test). Reference: `cargo xtask help`, printed from `HELP` below.

#![expect(clippy::print_stdout, reason = "a program of the terminal: what it does is said there")]

mod browser;
mod bundle;
mod checks;
mod data;
mod fetch;
mod fuzz;
mod install;
mod merge;
mod offline;
mod run;
mod serve;
mod server;
mod site;
mod size;
mod split;
mod stamp;
mod store;
mod styles;
mod tools;
mod unreliable;
mod wasm;
mod worker;

// The page's own table, not a copy: who hosts the files and who opens the page check them by the same sums.
#[allow(unreachable_pub, dead_code, reason = "the library's own file, which says and uses more than is needed here")]
#[path = "../../src/data/published.rs"]
mod published;

use anyhow::Result;
use data::DataFolder;
use pico_args::Arguments;
use std::{convert::Infallible, path::PathBuf, process::ExitCode};

const HELP: &str = "\
Usage: cargo xtask COMMAND [OPTIONS]

  data [--from DIR]
      MNIST and Fashion-MNIST into data/, where the other commands find them, and into dist/data/ where a site is
      built: downloaded (42 MB) or copied, and checked. What is there already is kept.
  serve [--data DIR] [--port N] [--no-open]
      Fetch missing tools, build the site and serve it on 127.0.0.1 (port 8080 or the next free one).
  dist [--data DIR]
      The complete static site in dist/, for any static host and any folder of it.
  test [--data DIR] [--only STAGE,...]
      Every check, in order: fmt, clippy, native, browser, dist, size, e2e. Stops at the first failure.
  size
      How large the files of dist/ are, packed; fails where a budget is exceeded. Part of `test`.
  fuzz [--seconds N]
      The parsers of files against inputs made to break them, each for a minute or so long. Needs a C++ compiler.
  help
      This text.

  --from DIR    copy from this folder: mnist/ and fashion-mnist/, each holding its four *.gz files
  --data DIR    use the sets of such a folder in place of those in data/
  --port N      this port and no other
  --no-open     leave the browser alone
  --only A,B    only these stages";

/// What the command line asks for.
enum Task {
    Data { from: Option<PathBuf> },
    Serve { data: Option<PathBuf>, port: Option<u16>, opens_browser: bool },
    Dist { data: Option<PathBuf> },
    Test { data: Option<PathBuf>, only: Option<String> },
    Fuzz { n_seconds: u64 },
    Size,
    Workers,
    SplitPage,
    Help,
}

fn main() -> ExitCode {
    let task = match parse(Arguments::from_env()) {
        Ok(task) => task,
        Err(sentence) => return refuse(&sentence),
    };
    match perform(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn refuse(sentence: &str) -> ExitCode {
    eprintln!("{sentence}\n`cargo xtask help` lists the commands and their options.");
    ExitCode::from(2)
}

/// Turns arguments into a task, or into a sentence that says what is wrong with them.
fn parse(mut arguments: Arguments) -> Result<Task, String> {
    if arguments.contains(["-h", "--help"]) {
        return Ok(Task::Help);
    }
    let command = arguments.subcommand().map_err(sentence)?;
    let task = match command.as_deref() {
        Some("data") => Task::Data { from: take_folder(&mut arguments, "--from")? },
        Some("serve") => Task::Serve {
            data: take_folder(&mut arguments, "--data")?,
            port: arguments.opt_value_from_str("--port").map_err(sentence)?,
            opens_browser: !arguments.contains("--no-open"),
        },
        Some("dist") => Task::Dist { data: take_folder(&mut arguments, "--data")? },
        Some("test") => Task::Test {
            data: take_folder(&mut arguments, "--data")?,
            only: arguments.opt_value_from_str("--only").map_err(sentence)?,
        },
        Some("fuzz") => {
            Task::Fuzz { n_seconds: arguments.opt_value_from_str("--seconds").map_err(sentence)?.unwrap_or(60) }
        }
        Some("size") => Task::Size,
        // For the hooks of Trunk.toml alone.
        Some("workers") => Task::Workers,
        Some("split-page") => Task::SplitPage,
        Some("help") | None => Task::Help,
        Some(other) => return Err(format!("There is no command `{other}`.")),
    };
    if let Task::Test { only: Some(names), .. } = &task {
        checks::select(Some(names.as_str()))?;
    }
    let unknown = arguments.finish();
    if unknown.is_empty() {
        return Ok(task);
    }
    let words: Vec<_> = unknown.iter().map(|word| format!("`{}`", word.to_string_lossy())).collect();
    Err(format!(
        "`cargo xtask {}` does not understand {} (values follow their option after a space).",
        command.unwrap_or_default(),
        words.join(" ")
    ))
}

fn take_folder(arguments: &mut Arguments, option: &'static str) -> Result<Option<PathBuf>, String> {
    arguments.opt_value_from_os_str(option, |text| Ok::<_, Infallible>(PathBuf::from(text))).map_err(sentence)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn sentence(error: pico_args::Error) -> String {
    format!("The command line is not understood: {error}.")
}

fn perform(task: Task) -> Result<()> {
    let open = |folder: Option<PathBuf>| DataFolder::choose(folder.as_deref());
    match task {
        Task::Help => println!("{HELP}"),
        Task::Data { from } => data::fill(from.as_deref())?,
        Task::Serve { data, port, opens_browser } => serve::serve(open(data)?.as_ref(), port, opens_browser)?,
        Task::Dist { data } => site::dist(open(data)?.as_ref())?,
        Task::Size => size::check(&site::build()?)?,
        Task::Workers => worker::build()?,
        Task::SplitPage => split::build_page()?,
        Task::Fuzz { n_seconds } => fuzz::fuzz(n_seconds)?,
        Task::Test { data, only } => checks::test(open(data)?.as_ref(), only.as_deref())?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &[&str]) -> Result<Task, String> {
        parse(Arguments::from_vec(words.iter().map(Into::into).collect()))
    }

    #[test]
    fn reads_commands_with_their_options() {
        let Ok(Task::Serve { data, port, opens_browser }) =
            parse_words(&["serve", "--data", "some/folder", "--port", "9000", "--no-open"])
        else {
            panic!("serve with all its options is understood");
        };
        assert_eq!(data, Some(PathBuf::from("some/folder")));
        assert_eq!((port, opens_browser), (Some(9000), false));
        assert!(matches!(parse_words(&["test", "--only", "fmt,native"]), Ok(Task::Test { only: Some(_), .. })));
        assert!(matches!(parse_words(&[]), Ok(Task::Help)));
        assert!(matches!(parse_words(&["data"]), Ok(Task::Data { from: None })));
        let Ok(Task::Data { from }) = parse_words(&["data", "--from", "some/folder"]) else {
            panic!("data with its option is understood");
        };
        assert_eq!(from, Some(PathBuf::from("some/folder")));
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for words in [
            &["bake"][..],
            &["dist", "--port", "1"],
            &["dist", "--from", "some/folder"],
            &["data", "--data", "some/folder"],
            &["data", "--from"],
            &["serve", "--port", "many"],
            &["serve", "extra"],
            &["test", "--only", "fmt,polish"],
        ] {
            assert!(parse_words(words).is_err(), "{words:?} was accepted");
        }
    }
}
