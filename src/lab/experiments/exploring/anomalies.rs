//! Odd images told by their errors: an autoencoder rebuilds badly what is unlike all that it was trained on. Or so one hopes:
//! images that are simple enough are rebuilt well, however odd.

use super::{
    Material,
    gallery::{Gallery, errors_of},
    question::{AnomalyPlan, Odd},
    report::{AnomalyReport, Cases, ExploreEvent, Histogram},
};
use crate::{
    experiments::exploring::background_jobs::Learned,
    run::selection::{Samples, Selection},
};
use learn::{
    measures::roc::Roc,
    nn::{autoencoder::Autoencoder, trainer::BatchSource},
};
use ndarray::{Array2, Axis};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// Images of a kind at most.
const N_MOST: usize = 1000;
/// Images of a case that are shown.
const N_SHOWN: usize = 8;
/// Intervals of the histogram.
const N_BINS: usize = 40;
/// Points of the curve that are sent.
const N_CURVE: usize = 200;
/// What is left of the ink of faint images.
const FAINT: f32 = 1.0 / 3.0;
/// Draws the odd images that are made up.
const SEED: u64 = 0x0DD;

/// How well errors tell what is odd.
pub(super) fn anomalies(
    material: &Material,
    gallery: &Gallery,
    learned: &Learned,
    plan: AnomalyPlan,
    odd: Option<&Samples>,
) -> ExploreEvent {
    let judge: &Autoencoder = match plan.normal.filter(|_| plan.is_of_class) {
        Some(class) => match learned.classes.get(&class) {
            Some(autoencoder) => autoencoder,
            None => return ExploreEvent::NotTrained(class),
        },
        None => material.autoencoder,
    };
    let is_normal = |label: Option<u8>| plan.normal.is_none_or(|class| label == Some(class));
    let normal = rows_where(material.held_out, is_normal);
    let odd = match plan.odd {
        Odd::Class(class) => rows_where(material.held_out, |label| label == Some(class)),
        Odd::OtherClasses => rows_where(material.held_out, |label| !is_normal(label)),
        Odd::Set(_) => match odd {
            Some(samples) => rows_of_set(samples, material.held_out),
            None => return ExploreEvent::Nothing,
        },
        Odd::UpsideDown => changed(&normal, material.held_out, |image| image.reverse()),
        Odd::Shuffled => {
            // One order for all of them.
            let mut order: Vec<usize> = (0..normal.ncols()).collect();
            order.shuffle(&mut ChaCha8Rng::seed_from_u64(SEED));
            changed(&normal, material.held_out, |image| {
                let before = image.to_vec();
                image.iter_mut().zip(&order).for_each(|(pixel, &from)| *pixel = before[from]);
            })
        }
        Odd::Faint => changed(&normal, material.held_out, |image| image.iter_mut().for_each(|ink| *ink *= FAINT)),
    };
    match report(judge, gallery, plan, [&normal, &odd]) {
        Some(report) => ExploreEvent::Anomalies(Box::new(report)),
        None => ExploreEvent::Nothing,
    }
}

fn report(
    judge: &Autoencoder,
    gallery: &Gallery,
    plan: AnomalyPlan,
    [normal, odd]: [&Array2<f32>; 2],
) -> Option<AnomalyReport> {
    let (normal_errors, odd_errors) = (errors_of(judge, normal), errors_of(judge, odd));
    let roc = Roc::of(&normal_errors, &odd_errors)?;
    let cases = |rows: &Array2<f32>, errors: &[f64], is_greatest: bool| {
        let mut places: Vec<usize> = (0..errors.len()).collect();
        places.sort_by(
            |&a, &b| if is_greatest { errors[b].total_cmp(&errors[a]) } else { errors[a].total_cmp(&errors[b]) },
        );
        places.truncate(N_SHOWN);
        let rows = rows.select(Axis(0), &places);
        Cases {
            originals: gallery.bytes(&rows),
            rebuilt: gallery.bytes(&judge.reconstruct(&rows.view())),
            errors: places.iter().map(|&place| errors[place]).collect(),
        }
    };
    Some(AnomalyReport {
        plan,
        n: [normal.nrows(), odd.nrows()],
        auc: roc.auc,
        curve: roc
            .thinned(N_CURVE)
            .into_iter()
            .map(|point| (point.threshold, point.false_alarms, point.found))
            .collect(),
        histogram: Histogram::of(&normal_errors, &odd_errors),
        missed: cases(odd, &odd_errors, false),
        found: cases(odd, &odd_errors, true),
        alarms: cases(normal, &normal_errors, true),
    })
}

impl Histogram {
    /// Counts two groups in the same intervals, from 0 to the greatest value but one in a hundred of each group: the last
    /// interval takes what lies beyond.
    #[must_use]
    pub fn of(normal: &[f64], odd: &[f64]) -> Self {
        let high = |values: &[f64]| {
            let mut sorted = values.to_vec();
            sorted.sort_by(f64::total_cmp);
            sorted.get((sorted.len() * 99 / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
        };
        let width = (high(normal).max(high(odd)) / N_BINS as f64).max(f64::MIN_POSITIVE);
        let count = |values: &[f64]| {
            let mut counts = vec![0; N_BINS];
            values.iter().for_each(|value| counts[((value / width) as usize).min(N_BINS - 1)] += 1);
            counts
        };
        Self { start: 0.0, width, normal: count(normal), odd: count(odd) }
    }
}

/// Images whose label is wanted, `(n, d)`.
fn rows_where(selection: &Selection, is_wanted: impl Fn(Option<u8>) -> bool) -> Array2<f32> {
    let labels = selection.labels();
    let label = |place: usize| labels.as_ref().and_then(|labels| labels.get(place).copied());
    let places: Vec<usize> = (0..selection.n_samples()).filter(|&place| is_wanted(label(place))).take(N_MOST).collect();
    selection.pick(&places).all()
}

/// Images of another data set, with the training mean of this one subtracted where it was; none of another size.
fn rows_of_set(samples: &Samples, like: &Selection) -> Array2<f32> {
    let n = samples.main.n_samples().min(N_MOST) as u32;
    let rows = Selection::new(samples.main.clone(), (0..n).collect(), None).all();
    if rows.ncols() != like.n_features() {
        return Array2::zeros((0, like.n_features()));
    }
    match like.mean() {
        Some(mean) => rows - mean,
        None => rows,
    }
}

/// Images changed as they are seen, without the training mean that may have been subtracted.
fn changed(rows: &Array2<f32>, of: &Selection, mut change: impl FnMut(&mut [f32])) -> Array2<f32> {
    let mut rows = match of.mean() {
        Some(mean) => rows + mean,
        None => rows.clone(),
    };
    for mut row in rows.axis_iter_mut(Axis(0)) {
        if let Some(image) = row.as_slice_mut() {
            change(image);
        }
    }
    match of.mean() {
        Some(mean) => rows - mean,
        None => rows,
    }
}
