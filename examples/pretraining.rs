//! Chapter 5's experiment without the page: classifiers with few labels, from scratch and with transferred layers of an
//! autoencoder.
//!
//! `cargo run --release --example pretraining -- --labels 1000,5000 --seeds 3 --data DIR`
//!
//! Prints a JSON line for each number of labels and network: `labels`, `network` (`scratch`, `pretrained`, `frozen`),
//! `accuracy_mean` and `accuracy_sd` (over the seeds, n − 1) on all test images after the last update. Without `--data`
//! it uses the built-in digits. Further options: `--set mnist|fashion-mnist`, `--layers 300-150`,
//! `--autoencoder plain|denoising|greedy`, `--epochs N` of the autoencoder, `--updates N`, the minimum for each
//! classifier, `--release PERCENT`, `--seed N`, the first seed.

use autoencoder_lab::lab::{
    experiments::{
        pretraining::{
            Pretraining,
            plan::{AutoencoderKind, Plan},
            report::{NETWORKS, gain, summary},
        },
        side::SideExperiment,
    },
    run::source,
    settings::DataId,
};
use serde_json::json;
use std::{path::PathBuf, process::ExitCode};

#[path = "support/published.rs"]
mod published;

/// The number of epochs of the autoencoder in the measurements that this chapter is compared with.
const EPOCHS: usize = 6;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("pretraining: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let (plan, folder) = arguments()?;
    let parts = source::whole_parts(plan.data);
    let parts =
        parts.iter().map(|part| published::read_part(part, folder.as_deref())).collect::<Result<Vec<_>, _>>()?;
    let samples = source::assemble_whole(plan.data, &parts).map_err(|fault| fault.to_string())?;
    let mut experiment = Pretraining::new(plan, &samples).map_err(|fault| fault.to_string())?;
    while !experiment.is_over() {
        experiment.advance();
    }
    let outcomes = experiment.outcomes();
    for &labels in &experiment.plan().label_counts {
        for (network, (mean, sd)) in NETWORKS.into_iter().zip(summary(outcomes, labels)) {
            say(&json!({"labels": labels, "network": network, "accuracy_mean": mean, "accuracy_sd": sd}));
        }
        let (mean, sd) = gain(outcomes, labels);
        eprintln!("{labels} labels: pretraining gained {:.2} points, spread {:.2}", 100.0 * mean, 100.0 * sd);
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "this is what the program is for")]
fn say(line: &serde_json::Value) {
    println!("{line}");
}

fn arguments() -> Result<(Plan, Option<PathBuf>), String> {
    let mut plan = Plan { n_autoencoder_epochs: EPOCHS, ..Plan::classroom(DataId::Mnist) };
    let mut folder: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    let (mut is_labelled, mut has_layers) = (false, false);
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{option} wants a value"))?;
        let number = || value.parse::<usize>().map_err(|_| format!("{option} wants a whole number, not '{value}'"));
        match option.as_str() {
            "--data" => folder = Some(value.into()),
            "--set" => {
                let of_name = |data: &DataId| data.name() == value;
                plan.data =
                    DataId::ALL.into_iter().find(of_name).ok_or_else(|| format!("there is no data set '{value}'"))?;
            }
            "--labels" => {
                is_labelled = true;
                plan.label_counts = list(&value, ',').ok_or("--labels wants numbers joined by commas")?;
            }
            "--layers" => {
                has_layers = true;
                plan.layers = list(&value, '-').ok_or("--layers wants sizes joined by hyphens")?;
            }
            "--autoencoder" => {
                let of_name = |kind: &AutoencoderKind| kind.name() == value;
                let kind = AutoencoderKind::ALL.into_iter().find(of_name);
                plan.autoencoder = kind.ok_or("--autoencoder may be plain, denoising or greedy")?;
            }
            "--epochs" => plan.n_autoencoder_epochs = number()?,
            "--updates" => plan.n_updates = number()?,
            "--release" => plan.release_percent = number()?.min(100),
            "--seeds" => plan.n_seeds = number()?,
            "--seed" => plan.first_seed = number()? as u64,
            other => return Err(format!("what is '{other}'?")),
        }
    }
    if folder.is_none() {
        let quick = Plan::quick();
        plan.data = DataId::Digits;
        if !is_labelled {
            plan.label_counts = quick.label_counts;
        }
        if !has_layers {
            plan.layers = quick.layers;
        }
    }
    Ok((plan, folder))
}

fn list(text: &str, separator: char) -> Option<Vec<usize>> {
    text.split(separator).map(|number| number.trim().parse().ok()).collect()
}
