//! The experiment as the keys of a link, and back. Defaults are left out; what cannot be read is named, never guessed.

use super::plan::{AutoencoderKind, LABEL_COUNTS, Plan};
use crate::settings::SettingFault;
use data::catalog::DataId;

/// The keys of chapter 5, beside the data set's.
pub const KEYS: [&str; 8] = ["labels", "autoencoder", "epochs", "updates", "release", "seeds", "seed", "layers"];
/// Limits of what can be typed.
pub const MOST_SEEDS: usize = 10;
/// Of the autoencoder.
pub const MOST_EPOCHS: usize = 500;
/// Of each classifier.
pub const MOST_UPDATES: usize = 20_000;
/// Layers at most: what a classifier with few labels can use.
pub const MOST_LAYERS: usize = 4;
/// Units of a layer at most, likewise.
pub const MOST_UNITS: usize = 1000;
/// Images that the built-in digits have to learn from, as a number of labels.
const MOST_DIGITS: usize = 1000;

/// The experiment that a data set opens with.
#[must_use]
pub fn base(data: DataId) -> Plan {
    if data == DataId::Digits { Plan::quick() } else { Plan::classroom(data) }
}

/// The numbers of labels that a data set has images for.
pub fn label_counts(data: DataId) -> impl Iterator<Item = usize> {
    LABEL_COUNTS.into_iter().filter(move |&count| data != DataId::Digits || count <= MOST_DIGITS)
}

/// Layer sizes from a text such as `300-150`; `None` for anything else, and beyond the limits.
#[must_use]
pub fn read_layers(text: &str) -> Option<Vec<usize>> {
    let sizes: Option<Vec<usize>> = text
        .split(['-', ',', ' '])
        .filter(|size| !size.is_empty())
        .map(|size| size.parse().ok().filter(|size| (1..=MOST_UNITS).contains(size)))
        .collect();
    sizes.filter(|sizes| (1..=MOST_LAYERS).contains(&sizes.len()))
}

/// Whole numbers as links have them.
#[must_use]
pub fn dashed(numbers: &[usize]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join("-")
}

/// The experiment that keys describe, over the data set's own; what cannot be used stands at its default.
#[must_use]
pub fn read(data: DataId, pairs: &[(String, String)]) -> (Plan, Vec<SettingFault>) {
    let mut plan = base(data);
    let mut faults = Vec::new();
    for (key, value) in pairs {
        faults.extend(write_one(&mut plan, key, value.trim()).err());
    }
    (plan, faults)
}

fn write_one(plan: &mut Plan, key: &str, value: &str) -> Result<(), SettingFault> {
    let number = |least: usize, most: usize| {
        let fault = || SettingFault::NotInRange {
            key: key.to_owned(),
            value: value.to_owned(),
            min: least as f64,
            max: most as f64,
        };
        value.parse::<usize>().ok().filter(|n| (least..=most).contains(n)).ok_or_else(fault)
    };
    let choice = |choices: Vec<String>| SettingFault::UnknownChoice {
        key: key.to_owned(),
        value: value.to_owned(),
        choices: choices.join(", "),
    };
    match key {
        "labels" => {
            let known: Vec<usize> = label_counts(plan.data).collect();
            let counts: Option<Vec<usize>> =
                value.split('-').map(|count| count.parse().ok().filter(|count| known.contains(count))).collect();
            let mut counts = counts.ok_or_else(|| choice(known.iter().map(ToString::to_string).collect()))?;
            counts.sort_unstable();
            counts.dedup();
            plan.label_counts = counts;
        }
        "autoencoder" => {
            let names = || AutoencoderKind::ALL.iter().map(|kind| kind.name().to_owned()).collect();
            let found = AutoencoderKind::ALL.into_iter().find(|kind| kind.name() == value);
            plan.autoencoder = found.ok_or_else(|| choice(names()))?;
        }
        "epochs" => plan.n_autoencoder_epochs = number(1, MOST_EPOCHS)?,
        "updates" => plan.n_updates = number(1, MOST_UPDATES)?,
        "release" => plan.release_percent = number(0, 100)?,
        "seeds" => plan.n_seeds = number(1, MOST_SEEDS)?,
        "seed" => plan.first_seed = number(0, u32::MAX as usize)? as u64,
        "layers" => {
            plan.layers = read_layers(value).ok_or_else(|| SettingFault::NotSizes {
                key: key.to_owned(),
                value: value.to_owned(),
                max_layers: MOST_LAYERS,
                max_units: MOST_UNITS,
            })?;
        }
        _ => return Err(SettingFault::UnknownKey { key: key.to_owned() }),
    }
    Ok(())
}

/// The keys of an experiment, without those that its data set opens with; empty or beginning with the data set.
#[must_use]
pub fn write(plan: &Plan) -> String {
    let mut pairs = Vec::new();
    if plan.data != DataId::Digits {
        pairs.push(("data", plan.data.name().to_owned()));
    }
    let all = |plan: &Plan| {
        let numbers = [plan.n_autoencoder_epochs, plan.n_updates, plan.release_percent, plan.n_seeds];
        let mut values = vec![dashed(&plan.label_counts), plan.autoencoder.name().to_owned()];
        values.extend(numbers.map(|number| number.to_string()));
        values.extend([plan.first_seed.to_string(), dashed(&plan.layers)]);
        values
    };
    for ((key, value), default) in KEYS.into_iter().zip(all(plan)).zip(all(&base(plan.data))) {
        if value != default {
            pairs.push((key, value));
        }
    }
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{exchange::link, settings::Chapter};
    use proptest::prelude::*;

    fn through_a_link(plan: &Plan) -> (Plan, Vec<SettingFault>) {
        let link = link::parse(&format!("chapter=pretraining&{}&lang=en", write(plan)));
        assert_eq!((link.settings.chapter, &link.faults), (Chapter::Pretraining, &Vec::new()));
        read(link.settings.data, &link.own)
    }

    #[test]
    fn defaults_are_left_out() {
        assert_eq!(write(&Plan::quick()), "");
        assert_eq!(write(&Plan::classroom(DataId::Mnist)), "data=mnist");
        let plan = Plan { label_counts: vec![100, 500], first_seed: 7, ..Plan::classroom(DataId::Mnist) };
        assert_eq!(write(&plan), "data=mnist&labels=100-500&seed=7");
    }

    #[test]
    fn what_cannot_be_read_is_named_and_stands_at_its_default() {
        let link = link::parse("chapter=pretraining&labels=51&seeds=99&layers=0&autoencoder=deep&colour=red&epochs=9");
        assert_eq!(link.faults, [SettingFault::UnknownKey { key: "colour".to_owned() }]);
        let (plan, faults) = read(link.settings.data, &link.own);
        assert_eq!(plan, Plan { n_autoencoder_epochs: 9, ..Plan::quick() });
        assert_eq!(faults.len(), 4, "{faults:?}");
        assert!(faults[0].to_string().contains("50, 100, 200, 500, 1000"), "{faults:?}");
    }

    proptest! {
        #[test]
        fn an_experiment_survives_the_way_through_a_link(
            data in 0..3_usize,
            counts in proptest::collection::btree_set(0..5_usize, 1..4),
            kind in 0..3_usize,
            numbers in (1..=MOST_EPOCHS, 1..=MOST_UPDATES, 0..=100_usize, 1..=MOST_SEEDS),
            first_seed in any::<u32>(),
            layers in proptest::collection::vec(1..=MOST_UNITS, 1..=MOST_LAYERS),
        ) {
            let plan = Plan {
                data: [DataId::Digits, DataId::Mnist, DataId::FashionMnist][data],
                label_counts: counts.into_iter().map(|idx| LABEL_COUNTS[idx]).collect(),
                layers,
                autoencoder: AutoencoderKind::ALL[kind],
                n_autoencoder_epochs: numbers.0,
                n_updates: numbers.1,
                release_percent: numbers.2,
                n_seeds: numbers.3,
                first_seed: u64::from(first_seed),
            };
            prop_assert_eq!(through_a_link(&plan), (plan, Vec::new()));
        }

        #[test]
        fn no_text_panics(key in "[a-z]{0,12}", value in ".{0,40}") {
            let _ = read(DataId::Digits, &[(key, value.clone()), ("layers".to_owned(), value)]);
        }
    }
}
