//! What the small labs of chapters 1 to 3 and the tools of chapter 4 are set to, as keys of a link, and back; and the places of a
//! chapter to which a link can lead.
//!
//! A small lab is beside the chapter's run and trains, if at all, by itself: `at=` leads to it, and `run=1` then starts it and not
//! the chapter's run.

use crate::{
    experiments::{
        chess::tally::{Choice, DEFAULT_EXPOSURE_SECS, MAX_EXPOSURE_SECS, MIN_EXPOSURE_SECS},
        copying::{CopyProbe, MAX_CODE},
        exploring::{
            choices::{MAX_DENSITY, OddKind, ToolChoices},
            question::NoiseKind,
        },
        machine_turn::LENGTH,
        saddles::{NUDGES, Start},
    },
    run::turn::{IDENTITY, MAX_ENTRY, Matrix2},
    settings::{
        Chapter, SettingFault,
        field::{Field, Kind, MAX_UNITS, Section, Value, choice, flag, integer, real},
    },
};

/// Images of which one can be named by its place: more than there are, as they are counted round.
const MAX_PLACE: u64 = 99_999;
/// Classes that can be named, from 1: all values of a label.
const MAX_CLASS: u64 = 256;

/// The settings of the small labs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SmallLabs {
    /// True if many students take turns at the sequences.
    pub is_class: bool,
    /// Numbers of the code of the machine's turn.
    pub machine_code: usize,
    /// Of its sequences, weights and shuffling.
    pub machine_seed: u64,
    /// Which boards are shown.
    pub boards: Choice,
    /// Seconds for which a board is shown.
    pub board_secs: u32,
    /// Which code copies which images.
    pub copy: CopyProbe,
    /// Of the wide codes.
    pub copy_seed: u64,
    /// The starting point of a descent among the saddles.
    pub saddles: Start,
    /// The matrix applied to the code.
    pub turn: Matrix2,
    /// Principal components that rebuild images; 0 for as many as the code has numbers.
    pub n_kept: usize,
    /// The tools for a trained network.
    pub tools: ToolChoices,
}

impl Default for SmallLabs {
    /// As they stand when nobody has touched them.
    fn default() -> Self {
        Self {
            is_class: false,
            machine_code: 2,
            machine_seed: 1,
            boards: Choice::Alternating,
            board_secs: DEFAULT_EXPOSURE_SECS,
            copy: CopyProbe::default(),
            copy_seed: 1,
            saddles: Start::default(),
            turn: IDENTITY,
            n_kept: 0,
            tools: ToolChoices::default(),
        }
    }
}

/// A number in an array, within a limit on both sides of 0.
macro_rules! entry {
    ($key:literal, $most:expr, $($place:ident).+ $([$idx:literal])+) => {
        Field {
            key: $key,
            section: Section::Main,
            kind: Kind::Real { min: -$most, max: $most },
            get: |s| Value::Real(s.$($place).+$([$idx])+),
            set: |s, value| {
                if let Value::Real(x) = value {
                    s.$($place).+$([$idx])+ = x;
                }
            },
        }
    };
}

const MEMORY: &[Field<SmallLabs>] = &[
    flag!("class-mode", Main, is_class),
    integer!("machine-code", Main, 1, LENGTH as u64, machine_code),
    integer!("machine-seed", Main, 0, u32::MAX as u64, machine_seed),
    choice!("boards", Main, Choice, boards),
    integer!("board-seconds", Main, MIN_EXPOSURE_SECS as u64, MAX_EXPOSURE_SECS as u64, board_secs),
];
const ANATOMY: &[Field<SmallLabs>] = &[
    integer!("copy-code", Main, 1, MAX_CODE as u64, copy.code_size),
    integer!("copy-digit", Main, 0, MAX_PLACE, copy.digit_idx),
    integer!("copy-noise", Main, 0, MAX_PLACE, copy.noise_idx),
    integer!("copy-seed", Main, 0, u32::MAX as u64, copy_seed),
];
const PCA: &[Field<SmallLabs>] = &[
    integer!("kept", Main, 0, MAX_UNITS as u64, n_kept),
    entry!("turn-11", MAX_ENTRY, turn[0][0]),
    entry!("turn-12", MAX_ENTRY, turn[0][1]),
    entry!("turn-21", MAX_ENTRY, turn[1][0]),
    entry!("turn-22", MAX_ENTRY, turn[1][1]),
    entry!("start-1", 1.0, saddles.along[0]),
    entry!("start-2", 1.0, saddles.along[1]),
    entry!("start-3", 1.0, saddles.along[2]),
    Field {
        key: "nudge",
        section: Section::Main,
        kind: Kind::Choice(&["0", "1e-6", "0.001", "0.1"]),
        get: |s| Value::Choice(NUDGES.iter().position(|&nudge| nudge == s.saddles.nudge).unwrap_or(0)),
        set: |s, value| {
            if let Value::Choice(idx) = value {
                s.saddles.nudge = NUDGES.get(idx).copied().unwrap_or_default();
            }
        },
    },
    integer!("start-seed", Main, 0, u32::MAX as u64, saddles.seed),
];

const STACKED: &[Field<SmallLabs>] = &[
    integer!("grid", Main, 0, MAX_DENSITY, tools.density),
    integer!("way-from", Main, 0, MAX_PLACE, tools.way_from),
    integer!("way-to", Main, 0, MAX_PLACE, tools.way_to),
    integer!("way-step", Main, 0, 99, tools.way_step),
    integer!("turned", Main, 0, MAX_PLACE, tools.bent),
    integer!("turned-unit", Main, 1, MAX_UNITS as u64, tools.bent_unit),
    choice!("noise", Main, NoiseKind, tools.noise.kind),
    real!("noise-strength", Main, 0.0, 1.0, tools.noise.strength),
    integer!("noise-draw", Main, 0, MAX_PLACE, tools.noise.seed),
    integer!("normal", Main, 0, MAX_CLASS, tools.normal),
    choice!("odd", Main, OddKind, tools.odd),
    integer!("odd-class", Main, 0, MAX_CLASS, tools.odd_class),
    flag!("judge-of-class", Main, tools.is_of_class),
    integer!("threshold", Main, 0, 999, tools.threshold),
    integer!("sought", Main, 0, MAX_PLACE, tools.sought),
    integer!("codes-draw", Main, 0, MAX_PLACE, tools.draw),
];

fn fields(chapter: Chapter) -> &'static [Field<SmallLabs>] {
    match chapter {
        Chapter::Memory => MEMORY,
        Chapter::Anatomy => ANATOMY,
        Chapter::Pca => PCA,
        Chapter::Stacked => STACKED,
        _ => &[],
    }
}

/// The cards of a chapter to which a link can lead, by the value of `at`.
#[must_use]
pub fn places(chapter: Chapter) -> &'static [&'static str] {
    match chapter {
        Chapter::Memory => &["machine", "own", "class", "history", "chess"],
        Chapter::Anatomy => &["supervision", "copying"],
        Chapter::Pca => &["spectrum", "turn", "saddles"],
        Chapter::Stacked => &["epochs", "runs", "exploring"],
        _ => &[],
    }
}

/// Returns true if `run=1` starts the lab at this place instead of the chapter's run.
#[must_use]
pub fn trains(place: &str) -> bool {
    ["machine", "copying", "saddles"].contains(&place)
}

/// The keys of a chapter's small labs.
pub fn keys(chapter: Chapter) -> impl Iterator<Item = &'static str> {
    fields(chapter).iter().map(|field| field.key)
}

/// Returns true if a key belongs to a small lab of the chapter.
#[must_use]
pub fn has_key(chapter: Chapter, key: &str) -> bool {
    keys(chapter).any(|of| of == key)
}

/// Sets the labs of a chapter to what keys say: what they do not name stands at its default, and what cannot be read too, which is
/// returned. Keys of others and labs of other chapters are left alone.
#[must_use]
pub fn read(chapter: Chapter, pairs: &[(String, String)], labs: &mut SmallLabs) -> Vec<SettingFault> {
    let default = SmallLabs::default();
    fields(chapter).iter().for_each(|field| (field.set)(labs, (field.get)(&default)));
    let of = |key: &str| fields(chapter).iter().find(|field| field.key == key);
    pairs.iter().filter_map(|(key, value)| of(key)?.write(labs, value).err()).collect()
}

/// The keys of a chapter's small labs, without what stands at its default.
#[must_use]
pub fn write(chapter: Chapter, labs: &SmallLabs) -> String {
    let default = SmallLabs::default();
    let changed = fields(chapter).iter().filter(|field| field.read(labs) != field.read(&default));
    changed.map(|field| format!("{}={}", field.key, field.read(labs))).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        exchange::link,
        experiments::{exploring::question::Noise, recall},
    };
    use proptest::prelude::*;

    const WITH_LABS: [Chapter; 4] = [Chapter::Memory, Chapter::Anatomy, Chapter::Pca, Chapter::Stacked];

    proptest! {
        #[test]
        fn small_labs_survive_the_way_through_a_link(
            chapter in 0..4_usize, numbers in proptest::collection::vec(0..u32::MAX, 6), along in proptest::array::uniform3(-20..=20_i32),
        ) {
            let chapter = WITH_LABS[chapter];
            let place = |idx: usize| numbers[idx] as usize % 1000;
            let labs = SmallLabs {
                is_class: numbers[0] % 2 == 1,
                machine_code: 1 + numbers[0] as usize % LENGTH,
                machine_seed: u64::from(numbers[1]),
                boards: Choice::ALL[numbers[2] as usize % 3],
                board_secs: MIN_EXPOSURE_SECS + numbers[3] % (MAX_EXPOSURE_SECS - MIN_EXPOSURE_SECS + 1),
                copy: CopyProbe { code_size: 1 + numbers[4] as usize % MAX_CODE, digit_idx: numbers[5] as usize % 1000, noise_idx: 3 },
                copy_seed: u64::from(numbers[0]),
                saddles: Start { along: along.map(|x| f64::from(x) / 20.0), nudge: NUDGES[numbers[1] as usize % 4], seed: u64::from(numbers[2]) },
                turn: [[f64::from(along[0]) / 5.0, 0.5], [-4.0, f64::from(along[1]) / 7.0]],
                n_kept: place(3),
                tools: ToolChoices {
                    density: place(0) % 25,
                    way_from: place(1),
                    way_to: place(2),
                    way_step: place(3) % 100,
                    bent: place(4),
                    bent_unit: 1 + place(5),
                    noise: Noise { kind: NoiseKind::ALL[place(1) % 3], strength: f64::from(along[2].abs()) / 20.0, seed: place(0) as u64 },
                    normal: place(2) % 257,
                    odd: OddKind::ALL[place(3) % 5],
                    odd_class: place(4) % 257,
                    is_of_class: place(5) % 2 == 1,
                    threshold: place(0),
                    sought: place(1),
                    draw: place(2) as u64,
                },
            };
            let query = format!("chapter={}&{}", chapter.name(), write(chapter, &labs));
            let link = link::parse(&query);
            prop_assert_eq!(&link.faults, &Vec::new());
            // Whatever they were set to before, and without a trace in the labs of other chapters.
            let mut read_labs = SmallLabs { is_class: true, machine_code: 7, n_kept: 3, copy_seed: 99, saddles: Start { seed: 5, ..Start::default() }, ..SmallLabs::default() };
            let before = read_labs;
            prop_assert_eq!(read(chapter, &link.own, &mut read_labs), Vec::new());
            prop_assert_eq!(write(chapter, &read_labs), write(chapter, &labs));
            for other in WITH_LABS.into_iter().filter(|other| *other != chapter) {
                prop_assert_eq!(write(other, &read_labs), write(other, &before));
            }
        }
    }

    #[test]
    fn the_defaults_add_nothing_and_what_cannot_be_read_is_named() {
        for chapter in WITH_LABS {
            assert_eq!(write(chapter, &SmallLabs::default()), "");
        }
        let link = link::parse("chapter=pca&nudge=2&start-1=7&start-2=0.5&at=saddles&run=1");
        let mut labs = SmallLabs::default();
        let faults = read(Chapter::Pca, &link.own, &mut labs);
        assert_eq!((labs.saddles.along, faults.len()), ([0.0, 0.5, 0.0], 2));
        assert!(faults[0].to_string().contains("0, 1e-6, 0.001, 0.1"), "{}", faults[0]);
        assert_eq!((link.place(), link.starts_run()), (Some("saddles"), false));
    }

    #[test]
    fn no_key_means_two_things() {
        for chapter in WITH_LABS {
            for field in fields(chapter) {
                let is_taken =
                    crate::settings::fields::field(field.key).is_some() || recall::link::KEYS.contains(&field.key);
                assert!(!is_taken && !link::PAGE_KEYS.contains(&field.key), "{}", field.key);
            }
        }
    }
}
