//! Links: what they say, what they leave out, and what cannot be read.

use super::*;
use crate::settings::{Alignment, Loss};
use proptest::prelude::*;

#[test]
fn a_preset_first_then_single_settings_over_it() {
    let link = parse("?epochs=7&preset=exact&chapter=pca&lr=0.5&lang=en&run=1");
    assert_eq!(link.faults, []);
    assert_eq!((link.settings.n_epochs, link.settings.batch_size), (7, 60));
    assert_eq!((link.settings.learning_rate, link.settings.alignment), (0.5, Alignment::LeastSquares));
    assert_eq!(link.page, [("lang".into(), "en".into()), ("run".into(), "1".into())]);
}

#[test]
fn the_lectures_settings_follow_the_chapter() {
    let pca = parse("chapter=pca&data=notebook&preset=lecture").settings;
    assert_eq!((pca.layers, pca.learning_rate, pca.batch_size, pca.n_epochs), (vec![2], 1.5, 32, 20));
    let stacked = parse("chapter=stacked&data=mnist&preset=lecture").settings;
    assert_eq!((stacked.layers, stacked.learning_rate), (vec![100, 30], 1.5));
    assert_eq!(stacked.loss, Loss::BinaryCrossEntropy);
}

#[test]
fn what_cannot_be_read_is_named_and_stands_at_its_default() {
    let link = parse("chapter=pca&lr=fast&batch=0&layers=0-3&preset=quick&colour=red&align=up&seed=-1&data=cats");
    assert_eq!(link.settings, Settings::opening(Chapter::Pca));
    assert_eq!(link.faults.len(), 8, "{:?}", link.faults);
    let sentence = link.faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for part in ["'lr' cannot be 'fast'", "from 1 to 60000", "100-30", "colour", "none, turn, lsq", "has: lecture"] {
        assert!(sentence.contains(part), "{part} is missing in\n{sentence}");
    }
}

#[test]
fn links_of_a_later_version_and_what_nothing_can_hide_are_named() {
    assert_eq!(parse("v=1&chapter=pca&hide=form,answers").faults, []);
    let link = parse("v=2&chapter=pca&hide=form,everything");
    let sentences: Vec<_> = link.faults.iter().map(ToString::to_string).collect();
    assert_eq!(sentences[0], "'v' cannot be '2'; choose one of: 1");
    assert!(sentences[1].starts_with("'hide' cannot be 'everything'; choose one of: form, presets"), "{sentences:?}");
    assert_eq!(link.settings, Settings::opening(Chapter::Pca));
}

#[test]
fn a_chapter_without_a_run_reads_its_own_keys() {
    let link = parse("chapter=memory&sequence=B&draw=3&epochs=4");
    assert_eq!(link.own, [("sequence".into(), "B".into()), ("draw".into(), "3".into())]);
    assert_eq!(parse("chapter=pca&sequence=B").faults.len(), 1);
}

#[test]
fn another_card_takes_the_place_of_the_first() {
    assert_eq!(with_place("chapter=pca&seed=3", "turn"), "chapter=pca&seed=3&at=turn");
    assert_eq!(with_place("chapter=pca&at=turn&seed=3", "saddles"), "chapter=pca&seed=3&at=saddles");
    assert_eq!(with_place("chapter=pca&at=turn", ""), "chapter=pca");
    // A card of another chapter is none.
    assert_eq!(with_place("chapter=pca", "exploring"), "chapter=pca");
    assert_eq!(parse(&with_place("chapter=stacked", "exploring")).place(), Some("exploring"));
}

#[test]
fn defaults_are_left_out() {
    assert_eq!(format(&Settings::opening(Chapter::Pca)), "chapter=pca");
    let link = parse("chapter=stacked&data=mnist&epochs=10&seed=7");
    assert_eq!(format(&link.settings), "chapter=stacked&data=mnist&epochs=10&seed=7");
}

proptest! {
    #[test]
    fn settings_survive_the_way_through_a_link(
        chapter in 1..4_usize,
        data in 0..DataId::ALL.len(),
        preset in 0..6_usize,
        layers in proptest::collection::vec(1..300_usize, 1..5),
        lr in 1e-6..1000.0_f64,
        choices in proptest::collection::vec(0..8_usize, FIELDS.len()),
        seed in any::<u32>(),
    ) {
        let chapter = Chapter::ALL[chapter];
        let presets = Preset::of_chapter(chapter);
        let mut settings = Settings::base(chapter, DataId::ALL[data], presets[preset % presets.len()]);
        settings.layers = layers;
        settings.learning_rate = lr;
        settings.seed = u64::from(seed);
        for (field, choice) in FIELDS.iter().zip(choices) {
            if let crate::settings::fields::Kind::Choice(words) = field.kind {
                field.write(&mut settings, words[choice % words.len()]).expect("a word of the list");
            }
        }
        let link = parse(&format(&settings));
        prop_assert_eq!(link.faults, vec![]);
        prop_assert_eq!(link.settings, settings);
    }

    #[test]
    fn any_text_gives_settings_and_never_a_panic(query in ".{0,80}") {
        let link = parse(&query);
        prop_assert_eq!(parse(&format(&link.settings)).faults, vec![]);
    }
}
