//! Trains the experiment of a link natively, with the session code of the page, and prints a JSON line per epoch.
//!
//! `cargo run --release --example headless -- 'chapter=pca&data=notebook&preset=lecture' [--data DIR]`
//!
//! The keys are the names of `lab::run::history::METRICS`. An invalid setting ends with a message and exit status 2.

use autoencoder_lab::lab::{
    exchange::link,
    protocol::RunCommand,
    run::{
        history::{EpochMetrics, METRICS},
        session::Session,
        snapshot::RunState,
        source,
    },
    settings::SettingFault,
};
use serde_json::{Map, Value, json};
use std::{io::Write, path::PathBuf, process::ExitCode, time::Instant};

#[path = "support/published.rs"]
mod published;

const USAGE: &str = "usage: headless 'chapter=pca&data=notebook&…' [--data DIR]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("headless: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let (query, folder) = arguments()?;
    let link = link::parse(&query);
    let mut faults = link.faults;
    if !link.settings.chapter.has_run() {
        faults.push(SettingFault::NothingTrains { chapter: link.settings.chapter.name().to_owned() });
    }
    if !faults.is_empty() {
        return Err(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\nheadless: "));
    }
    let parts = source::required_parts(&link.settings);
    let parts =
        parts.iter().map(|part| published::read_part(part, folder.as_deref())).collect::<Result<Vec<_>, _>>()?;
    let samples = source::assemble(&link.settings, &parts, None).map_err(|fault| fault.to_string())?;
    let mut session = Session::new(link.settings, &samples).map_err(|fault| fault.to_string())?;
    train(&mut session)
}

/// Trains to the end, printing a line after each epoch; lines contain no times, so that runs can be compared.
fn train(session: &mut Session) -> Result<(), String> {
    session.handle(RunCommand::Play).map_err(|fault| fault.to_string())?;
    let begin = Instant::now();
    let mut n_printed = 0;
    let mut out = std::io::stdout().lock();
    loop {
        session.advance().map_err(|fault| fault.to_string())?;
        for metrics in &session.metrics()[n_printed..] {
            let mut line = line_of(metrics, session);
            line.insert("samples_per_second".into(), json!(rate(session, begin)));
            // A closed pipe (`| head`) ends the run quietly.
            if writeln!(out, "{}", Value::Object(line)).is_err() {
                return Ok(());
            }
        }
        n_printed = session.metrics().len();
        if session.is_idle() {
            break;
        }
    }
    if session.state() == RunState::Diverged {
        let epoch = session.metrics().last().map_or(0, |metrics| metrics.epoch);
        let _ = writeln!(out, "{}", json!({"diverged": true, "epoch": epoch + 1}));
    }
    Ok(())
}

fn line_of(metrics: &EpochMetrics, session: &Session) -> Map<String, Value> {
    let mut line = Map::new();
    line.insert("epoch".into(), json!(metrics.epoch));
    for metric in METRICS {
        if let Some(value) = (metric.get)(metrics) {
            line.insert(metric.name.into(), json!(value));
        }
    }
    if metrics.epoch == 0
        && let Some(pca) = session.info().pca
    {
        line.insert("explained_variance_ratio".into(), json!(pca.explained_variance_ratio));
    }
    line
}

fn rate(session: &Session, begin: Instant) -> f64 {
    session.sample_progress().0 as f64 / begin.elapsed().as_secs_f64()
}

fn arguments() -> Result<(String, Option<PathBuf>), String> {
    let mut query = None;
    let mut folder = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--data" => folder = Some(arguments.next().ok_or("--data wants a folder")?.into()),
            "-h" | "--help" => return Err(USAGE.to_owned()),
            _ if query.is_none() => query = Some(argument),
            other => return Err(format!("what is '{other}'? {USAGE}")),
        }
    }
    query.map(|query| (query, folder)).ok_or_else(|| USAGE.to_owned())
}
