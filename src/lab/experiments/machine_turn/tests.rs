//! What the chapter claims of the machine's turn: a code of two numbers is enough for progressions and for nothing else.

use super::{sets::fit_length, *};
use std::collections::BTreeSet;

/// Trains to the end; wrong shares of arithmetic, random and hailstone sequences.
fn train(code_size: usize, seed: u64) -> (Vec<f64>, MachineTurn) {
    let mut machine = MachineTurn::new(code_size, seed).expect("the sets are fixed");
    while !machine.is_over() {
        machine.advance();
    }
    (machine.snapshot(None).sets.iter().map(|set| set.wrong_share).collect(), machine)
}

#[test]
fn two_numbers_hold_a_progression_and_no_other_sequence() {
    for seed in [1, 2, 3] {
        let (wrong, machine) = train(2, seed);
        assert_eq!(wrong[0], 0.0, "seed {seed}: arithmetic");
        assert!(wrong[1] >= 0.8, "seed {seed}: random {}", wrong[1]);
        assert!(wrong[2] >= 0.5, "seed {seed}: hailstone {}", wrong[2]);
        let info = machine.info();
        assert_eq!((info.sets[0].n_held_out, info.sets[1].n_held_out), (200, 200));
        let (n_done, n_all) = machine.sample_progress();
        assert_eq!(n_done, n_all);
    }
}

#[test]
fn one_number_is_too_few_and_a_wide_code_copies_everything() {
    let (narrow, _) = train(1, 1);
    assert!(narrow[0] > 0.5, "{narrow:?}");
    let (wide, _) = train(LENGTH, 1);
    assert!(wide[0] == 0.0 && wide[1] < 0.01, "{wide:?}");
}

#[test]
fn principal_components_say_why() {
    let info = MachineTurn::new(2, 5).expect("the sets are fixed").info();
    let first_two = |idx: usize| info.sets[idx].explained_variance_ratio.iter().take(2).sum::<f64>();
    assert!((first_two(0) - 1.0).abs() < 1e-6, "{}", first_two(0));
    // 2/16 of a boundless set; the greatest of a finite one are a little greater.
    assert!((0.125..0.19).contains(&first_two(1)), "{}", first_two(1));
    assert!((0.3..0.9).contains(&first_two(2)), "{}", first_two(2));
}

#[test]
fn nothing_kept_apart_has_been_trained_on() {
    for set in sets::draw_all(7) {
        let known: BTreeSet<_> = set.train.iter().collect();
        assert!(set.held_out.iter().all(|sequence| !known.contains(sequence)), "{:?}", set.rule);
        assert!(set.train.iter().chain(&set.held_out).flatten().all(|&value| value < LIMIT));
        assert!(known.len() <= set.n_distinct);
        if set.rule == Rule::Arithmetic {
            let step = |sequence: &[u32]| i64::from(sequence[1]) - i64::from(sequence[0]);
            let starts: BTreeSet<u32> = set.train.iter().map(|sequence| sequence[0]).collect();
            let steps: BTreeSet<i64> = set.train.iter().map(|sequence| step(sequence)).collect();
            assert!(
                set.held_out.iter().all(|sequence| !starts.contains(&sequence[0]) && !steps.contains(&step(sequence)))
            );
            assert_eq!(set.held_out.iter().collect::<BTreeSet<_>>().len(), sets::N_HELD_OUT);
        }
    }
}

#[test]
fn one_seed_is_one_run() {
    let at = |seed| {
        let mut machine = MachineTurn::new(3, seed).expect("the sets are fixed");
        (0..500).for_each(|_| machine.advance());
        machine.snapshot(Some(&[4.0, 8.0]))
    };
    let (first, again, other) = (at(9), at(9), at(10));
    assert_eq!(first, again);
    assert_ne!(first.sets[0].rebuilt, other.sets[0].rebuilt);
}

#[test]
fn a_students_sequence_is_cut_continued_and_tried() {
    assert_eq!(fit_length(&[]), None);
    assert_eq!(fit_length(&[7.0]), Some(vec![7; LENGTH]));
    let continued = fit_length(&[50.0, 48.0, 46.0]).expect("not empty");
    assert_eq!((continued.len(), continued[3], continued[LENGTH - 1]), (LENGTH, 44, 20));
    assert_eq!(fit_length(&[90.0, 95.0]).expect("not empty")[2..], [99; LENGTH - 2]);
    let long: Vec<f32> = (0..30_u8).map(f32::from).collect();
    assert_eq!(fit_length(&long).expect("not empty"), (0..LENGTH as u32).collect::<Vec<_>>());
    assert_eq!(fit_length(&[-3.0, 250.0, f32::NAN]).expect("not empty")[..3], [0, 99, 0]);

    let (_, machine) = train(2, 4);
    let trial = machine.attempt(&[50.0, 48.0, 46.0]).expect("not empty");
    let truth: Vec<i32> = (0..LENGTH as i32).map(|i| 50 - 2 * i).collect();
    assert_eq!((trial.n_typed, &trial.rebuilt[0]), (3, &truth));
    assert_ne!(trial.rebuilt[1], truth);
}
