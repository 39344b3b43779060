//! The experiment on the built-in digits.

use super::{
    report::{gain, summary},
    *,
};
use data::digits;
use plan::draw_labelled;
use std::rc::Rc;

fn samples() -> Samples {
    Samples { main: Rc::new(digits::load().expect("built in")), test: None }
}

fn finish(plan: Plan) -> Pretraining {
    let mut experiment = Pretraining::new(plan, &samples()).expect("the plan is sound");
    while !experiment.is_over() {
        experiment.advance();
    }
    experiment
}

#[test]
fn labels_are_drawn_evenly_and_by_their_seed() {
    let (train, test) = plan::divide(&samples());
    assert_eq!((train.n_samples(), test.n_samples()), (1438, 359));
    let labels = train.labels().expect("known");
    let drawn = draw_labelled(&train, 50, 3);
    for class in 0..10 {
        assert_eq!(drawn.iter().filter(|&&place| labels[place as usize] == class).count(), 5, "{class}");
    }
    let mut places = drawn.clone();
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), 50);
    assert_eq!(draw_labelled(&train, 50, 3), drawn);
    assert_ne!(draw_labelled(&train, 50, 4), drawn);
    // More than a class has are taken from the others; all of them are all of them.
    assert_eq!(draw_labelled(&train, 1438, 3).len(), 1438);
}

#[test]
fn three_networks_end_after_the_same_updates_and_know_more_than_chance() {
    let plan =
        Plan { n_autoencoder_epochs: 3, n_updates: 60, n_seeds: 2, label_counts: vec![100, 200], ..Plan::quick() };
    let experiment = finish(plan.clone());
    let outcomes = experiment.outcomes();
    let keys: Vec<_> = outcomes.iter().map(|outcome| (outcome.seed, outcome.n_labels)).collect();
    assert_eq!(keys, [(1, 100), (1, 200), (2, 100), (2, 200)]);
    for outcome in outcomes {
        let updates = plan.updates_for(outcome.n_labels);
        for curve in &outcome.curves {
            assert_eq!((curve[0].0, curve.last().expect("tested").0, curve.len()), (0, updates, 13));
        }
        // The layers that the third may not change have hardly been trained here.
        assert!(outcome.accuracies()[..2].iter().all(|&accuracy| accuracy > 0.4), "{:?}", outcome.accuracies());
        for (confusion, accuracy) in outcome.confusion.iter().zip(outcome.accuracies()) {
            let right: u32 = (0..10).map(|class| confusion[class * 10 + class]).sum();
            assert_eq!((confusion.iter().sum::<u32>(), f64::from(right) / 359.0), (359, accuracy));
        }
        // The third has the autoencoder's first layer still, the second has moved from it.
        assert_eq!(outcome.first_weights[2], outcome.lent_weights);
        assert_ne!(outcome.first_weights[1], outcome.lent_weights);
    }
    let (n_done, n_all) = experiment.sample_progress();
    assert!(n_done <= n_all && n_done as f64 > 0.9 * n_all as f64, "{n_done} of {n_all}");
    assert_eq!(finish(plan).outcomes(), outcomes, "a seed decides everything");
}

#[test]
fn layers_that_rested_are_released_at_their_time() {
    let plan = Plan { n_autoencoder_epochs: 1, n_updates: 40, n_seeds: 1, release_percent: 50, ..Plan::quick() };
    let outcome = finish(plan).outcomes()[0].clone();
    assert_ne!(outcome.first_weights[2], outcome.lent_weights);
}

#[test]
fn every_kind_of_autoencoder_can_lend_its_layers() {
    for autoencoder in AutoencoderKind::ALL {
        let plan = Plan { autoencoder, n_autoencoder_epochs: 4, n_updates: 30, n_seeds: 1, ..Plan::quick() };
        assert!(finish(plan).outcomes()[0].accuracies()[1] > 0.3, "{autoencoder:?}");
    }
}

#[test]
fn means_and_spreads_are_over_seeds() {
    let outcome = |seed: u64, accuracies: [f64; 3]| Outcome {
        seed,
        n_labels: 50,
        curves: accuracies.map(|accuracy| vec![(0, 0.1), (9, accuracy)]),
        confusion: Default::default(),
        n_classes: 10,
        first_weights: Default::default(),
        lent_weights: Vec::new(),
        predictions: Default::default(),
    };
    let outcomes = [outcome(1, [0.5, 0.6, 0.4]), outcome(2, [0.7, 0.7, 0.4])];
    let [(scratch, scratch_sd), _, (frozen, frozen_sd)] = summary(&outcomes, 50);
    assert!((scratch - 0.6).abs() < 1e-12 && (scratch_sd - 0.02_f64.sqrt()).abs() < 1e-12);
    assert!((frozen - 0.4).abs() < 1e-12 && frozen_sd < 1e-12);
    let (mean, sd) = gain(&outcomes, 50);
    assert!((mean - 0.05).abs() < 1e-12 && (sd - 0.005_f64.sqrt()).abs() < 1e-12, "{mean} ± {sd}");
    // One seed has no spread, and no seed no mean.
    assert_eq!(gain(&outcomes[..1], 50).1, 0.0);
    assert!(summary(&outcomes, 100)[0].0.is_nan());
}

#[test]
fn mistakes_can_be_looked_at() {
    let experiment = finish(Plan { n_autoencoder_epochs: 1, n_updates: 20, n_seeds: 1, ..Plan::quick() });
    let outcome = &experiment.outcomes()[0];
    let (place, &n) = outcome.confusion[0]
        .iter()
        .enumerate()
        .filter(|(place, _)| place / 10 != place % 10)
        .max_by_key(|(_, n)| **n)
        .expect("ten classes");
    let cell = Mistake { seed: 1, n_labels: 50, network: 0, class: (place / 10) as u8, taken_for: (place % 10) as u8 };
    assert_eq!(experiment.mistaken(cell, 8).len(), 64 * (n as usize).min(8));
    for nothing in [Mistake { class: 200, ..cell }, Mistake { network: 9, ..cell }, Mistake { seed: 9, ..cell }] {
        assert!(experiment.mistaken(nothing, 8).is_empty());
    }
}

#[test]
fn what_cannot_be_done_is_refused() {
    for plan in [
        Plan { label_counts: vec![5000], ..Plan::quick() },
        Plan { label_counts: vec![], ..Plan::quick() },
        Plan { layers: vec![10, 0], ..Plan::quick() },
        Plan { n_seeds: 0, ..Plan::quick() },
    ] {
        assert_eq!(Pretraining::new(plan, &samples()).err(), Some(Fault::TooFewSamples));
    }
}
