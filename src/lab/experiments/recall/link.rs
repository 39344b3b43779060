//! The sequence that is tried as the keys of a link, and back.

use super::{Item, KINDS, MAX_DRAW, Rule};
use crate::settings::SettingFault;

/// The keys of chapter 1.
pub const KEYS: [&str; 3] = ["sequence", "draw", "seconds"];
/// Seconds of exposure to choose from; the lecture's is 10.
pub const EXPOSURES: [u32; 8] = [1, 2, 3, 5, 10, 15, 20, 30];
/// The lecture's.
pub const DEFAULT_EXPOSURE: u32 = 10;

/// A trial: a sequence and its exposure time in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trial {
    /// The sequence.
    pub item: Item,
    /// One of [`EXPOSURES`].
    pub exposure_secs: u32,
}

impl Default for Trial {
    /// The lecture's first sequence.
    fn default() -> Self {
        Self { item: Item { rule: Rule::Random, draw: 0 }, exposure_secs: DEFAULT_EXPOSURE }
    }
}

/// Reads a trial from key-value pairs; invalid values are replaced by their defaults.
#[must_use]
pub fn read(pairs: &[(String, String)]) -> (Trial, Vec<SettingFault>) {
    let (mut trial, mut faults) = (Trial::default(), Vec::new());
    for (key, value) in pairs {
        let choice = |choices: Vec<String>| SettingFault::UnknownChoice {
            key: key.clone(),
            value: value.clone(),
            choices: choices.join(", "),
        };
        match key.as_str() {
            "sequence" => match Item::rule_of(value) {
                Some(rule) => trial.item.rule = rule,
                None => {
                    faults
                        .push(choice(KINDS.iter().map(|&rule| Item { rule, draw: 0 }.letter().to_string()).collect()));
                }
            },
            "draw" => match value.parse().ok().filter(|&draw| draw <= MAX_DRAW) {
                Some(draw) => trial.item.draw = draw,
                None => faults.push(SettingFault::NotInRange {
                    key: key.clone(),
                    value: value.clone(),
                    min: 0.0,
                    max: f64::from(MAX_DRAW),
                }),
            },
            "seconds" => match value.parse().ok().filter(|secs| EXPOSURES.contains(secs)) {
                Some(secs) => trial.exposure_secs = secs,
                None => faults.push(choice(EXPOSURES.iter().map(ToString::to_string).collect())),
            },
            _ => faults.push(SettingFault::UnknownKey { key: key.clone() }),
        }
    }
    (trial, faults)
}

/// The keys of what is tried, without what is the lecture's.
#[must_use]
pub fn write(trial: &Trial) -> String {
    let default = Trial::default();
    let mut pairs = Vec::new();
    if trial.item.rule != default.item.rule {
        pairs.push(format!("sequence={}", trial.item.letter()));
    }
    if trial.item.draw != 0 {
        pairs.push(format!("draw={}", trial.item.draw));
    }
    if trial.exposure_secs != default.exposure_secs {
        pairs.push(format!("seconds={}", trial.exposure_secs));
    }
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::link;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_trial_survives_the_way_through_a_link(rule in 0..3_usize, draw in 0..=MAX_DRAW, secs in 0..EXPOSURES.len()) {
            let trial = Trial { item: Item { rule: KINDS[rule], draw }, exposure_secs: EXPOSURES[secs] };
            let link = link::parse(&format!("chapter=memory&{}", write(&trial)));
            prop_assert_eq!(&link.faults, &Vec::new());
            prop_assert_eq!(read(&link.own), (trial, Vec::new()));
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let (trial, faults) = read(&[pair("sequence", "Z"), pair("draw", "-1"), pair("seconds", "11")]);
        assert_eq!(trial, Trial::default());
        let sentences: Vec<_> = faults.iter().map(ToString::to_string).collect();
        assert!(sentences[0].ends_with("A, B, C") && sentences[1].contains("0 to 9999"), "{sentences:?}");
        assert_eq!(write(&trial), "");
    }
}
