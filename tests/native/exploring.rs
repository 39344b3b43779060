//! Measures that a trained network is explored with, against scikit-learn's, by their committed outputs
//! (`tests/reference/sklearn_exploring.py`).

use crate::support::fixtures::{SINGLE, assert_close, fixture, matrix, numbers, single};
use autoencoder_lab::{
    data::digits,
    learn::{
        measures::{neighbors::LeaveOneOut, roc::Roc},
        nn::{code_source::CodeSource, quantizer::Quantizer},
    },
};
use ndarray::{Array2, Axis};
use rand::SeedableRng;

/// Allowed difference of what is computed in `f64`.
const DOUBLE: f64 = 1e-12;

#[test]
fn curves_and_areas_are_scikit_learns() {
    let fixture = fixture("exploring");
    for case in fixture["roc"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let roc = Roc::of(&numbers(&case["normal"]), &numbers(&case["odd"])).unwrap();
        assert_close(name, [roc.auc], &[case["auc"].as_f64().unwrap()], DOUBLE);
        let points = &roc.points;
        assert!(points[0].threshold.is_infinite());
        assert_close(name, points[1..].iter().map(|point| point.threshold), &numbers(&case["thresholds"]), DOUBLE);
        assert_close(name, points.iter().map(|point| point.false_alarms), &numbers(&case["false_alarms"]), DOUBLE);
        assert_close(name, points.iter().map(|point| point.found), &numbers(&case["found"]), DOUBLE);
    }
}

#[test]
fn precision_is_scikit_learns() {
    let case = &fixture("exploring")["precision"];
    let n = case["n_samples"].as_u64().unwrap() as usize;
    let dataset = digits::load().unwrap();
    let rows = dataset.select(&(0..n as u32).collect::<Vec<_>>());
    let labels = dataset.labels().unwrap()[..n].to_vec();
    let mut votes = LeaveOneOut::new(&rows.view(), labels, 10).unwrap();
    votes.advance(n);
    // Where two neighbours are equally far, either may be taken: a tie moves one of n·10 neighbours.
    let n_ties = case["n_distance_ties"].as_f64().unwrap();
    let allowed = n_ties / (n * 10) as f64 + DOUBLE;
    assert_close("precision", [votes.precision()], &[case["precision"].as_f64().unwrap()], allowed);
    let by_class = votes.precision_by_class().into_iter().map(|(_, precision)| precision);
    // The same ties, should all of them be of one class of some forty images.
    assert_close("by class", by_class, &numbers(&case["by_class"]), n_ties / 300.0 + DOUBLE);
}

#[test]
fn bytes_are_scikit_learns() {
    let case = &fixture("exploring")["quantization"];
    let codes = single(&matrix(&case["codes"]));
    let quantizer = Quantizer::fit(&codes.view());
    let bytes = quantizer.encode(&codes.view());
    let expected: Array2<u8> = matrix(&case["bytes"]).mapv(|byte| byte as u8);
    assert_eq!(bytes, expected);
    let decoded = quantizer.decode(&bytes.view());
    // Numbers up to 30, in single precision.
    let expected = matrix(&case["decoded"]);
    assert_close("decoded", decoded.iter().map(|&x| f64::from(x)), expected.iter(), 4.0 * SINGLE);
}

#[test]
fn drawn_codes_have_numpys_mean_and_covariance() {
    const N: usize = 200_000;
    let case = &fixture("exploring")["gaussian"];
    let codes = single(&matrix(&case["codes"]));
    let source = CodeSource::gaussian(&codes.view()).unwrap();
    let drawn = source.draw(N, &mut rand_chacha::ChaCha8Rng::seed_from_u64(2)).mapv(f64::from);
    let (mean, covariance) = (numbers(&case["mean"]), matrix(&case["covariance"]));
    let centred = &drawn - &drawn.mean_axis(Axis(0)).unwrap();
    let theirs = centred.t().dot(&centred) / (N - 1) as f64;
    let most = covariance.diag().iter().fold(0.0_f64, |most, &x| most.max(x));
    // Five standard errors: √(σ²/N) of a mean, √2·σ²/√N of a variance.
    let of_mean = 5.0 * (most / N as f64).sqrt();
    for (got, expected) in drawn.mean_axis(Axis(0)).unwrap().iter().zip(&mean) {
        assert!((got - expected).abs() < of_mean, "{got} {expected}");
    }
    let of_covariance = 5.0 * most * (2.0 / N as f64).sqrt();
    for (got, expected) in theirs.iter().zip(&covariance) {
        assert!((got - expected).abs() < of_covariance, "{got} {expected}");
    }
}
