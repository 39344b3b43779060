//! The learning code against independent references: PyTorch, Keras 3, scikit-learn and SciPy, by their committed outputs.
//!
//! The scripts that wrote `tests/fixtures/` stand in `tests/reference/`. Tolerances: our arithmetic is `f32`, whose
//! rounding is 6e-8 relative; sums of a few dozen terms and a handful of updates bring it to about 1e-6, and tests allow
//! five times that. What is computed in `f64` is held to 1e-9.

use crate::support::fixtures::{SINGLE, activation, assert_close, fixture, loss, matrix, numbers, single};
use autoencoder_lab::{
    data::{digits, notebook},
    learn::{
        linalg::{
            pca::Pca,
            subspace::{least_squares, principal_angles, procrustes},
        },
        measures::{metrics, neighbors::leave_one_out_accuracy},
        nn::{activation::Activation, init::Initializer},
    },
};
use rand::SeedableRng;

/// Allowed difference of what is computed in `f64`.
const DOUBLE: f64 = 1e-9;

#[test]
fn activations_and_their_derivatives_are_pytorchs() {
    let fixture = fixture("activations");
    let cases = fixture["cases"].as_array().unwrap();
    assert_eq!(cases.len(), Activation::ALL.len());
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let mut values: Vec<f32> = numbers(&case["inputs"]).iter().map(|&x| x as f32).collect();
        activation(name).apply(&mut values);
        assert_close(name, values.iter().map(|&y| f64::from(y)), &numbers(&case["outputs"]), SINGLE);
        let mut derivatives = vec![1.0; values.len()];
        activation(name).backward(&values, &mut derivatives);
        assert_close(
            &format!("{name}'"),
            derivatives.iter().map(|&d| f64::from(d)),
            &numbers(&case["derivatives"]),
            SINGLE,
        );
    }
}

#[test]
fn losses_and_their_gradients_are_pytorchs() {
    for case in fixture("losses")["cases"].as_array().unwrap() {
        let name = case["loss"].as_str().unwrap();
        let (outputs, targets) = (single(&matrix(&case["outputs"])), single(&matrix(&case["targets"])));
        let output = if name == "mse" { Activation::Linear } else { Activation::Sigmoid };
        let mut z = outputs.clone();
        let targets = targets.as_slice().unwrap();
        let sum = loss(name).sum(output, z.as_slice().unwrap(), targets);
        let value = loss(name).value_and_gradient(output, z.as_slice_mut().unwrap(), targets);
        let expected = case["value"].as_f64().unwrap();
        assert_close(name, [value, sum / z.len() as f64], &[expected, expected], SINGLE);
        assert_close(&format!("{name}'"), z.iter().map(|&g| f64::from(g)), &matrix(&case["gradient"]), SINGLE);
    }
}

#[test]
fn initial_weights_have_keras_spread_and_bounds() {
    let names = ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"];
    for case in fixture("initializers")["cases"].as_array().unwrap() {
        let position = names.iter().position(|&name| case["name"] == name).unwrap();
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
        let draws: Vec<f64> = (0..100)
            .flat_map(|_| Initializer::ALL[position].draw(64, 32, &mut rng).into_iter().map(f64::from))
            .collect();
        let sd = (draws.iter().map(|w| w * w).sum::<f64>() / draws.len() as f64).sqrt();
        // 204,800 draws: the sample's standard deviation scatters by 0.16 %, and 1 % is six times that.
        let expected = case["stddev"].as_f64().unwrap();
        assert!((sd / expected - 1.0).abs() < 0.01, "{}: {sd} against {expected}", names[position]);
        let bound = case["bound"].as_f64().unwrap();
        let most = draws.iter().fold(0.0_f64, |most, w| most.max(w.abs()));
        assert!(most <= bound * (1.0 + 1e-6) && most > 0.99 * bound, "{}: {most} against {bound}", names[position]);
    }
}

#[test]
fn pca_is_scikit_learns() {
    for case in fixture("pca")["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let dataset = if name == "digits" { digits::load().unwrap() } else { notebook::load() };
        let samples = dataset.select(&(0..dataset.n_samples() as u32).collect::<Vec<_>>());
        let pca = Pca::fit(&samples.view()).unwrap();
        // The notebook's points pass through f32; digits are multiples of 1/16, which f32 holds exactly.
        let tolerance = if name == "digits" { DOUBLE } else { 2e-7 };
        assert_close(name, pca.mean().iter().copied(), &numbers(&case["mean"]), tolerance);
        assert_close(name, pca.explained_variance().iter().copied(), &numbers(&case["explained_variance"]), tolerance);
        let ratios = pca.explained_variance_ratio();
        assert_close(name, ratios.iter().copied(), &numbers(&case["explained_variance_ratio"]), tolerance);
        for part in case["reconstruction_mse"].as_array().unwrap() {
            let k = part["code_size"].as_u64().unwrap() as usize;
            let expected = [part["mse"].as_f64().unwrap()];
            assert_close(&format!("{name}, {k} components"), [pca.mse(k)], &expected, tolerance);
            let measured = metrics::mse(&samples.view(), &pca.reconstruct(&samples.view(), k).view());
            assert_close(&format!("{name}, {k} components, measured"), [measured], &expected, SINGLE);
        }
        let expected = matrix(&case["components"]);
        for (ours, theirs) in pca.components(expected.nrows()).rows().into_iter().zip(expected.rows()) {
            let sign = ours.dot(&theirs).signum();
            assert_close(name, ours.iter().map(|x| sign * x), theirs.iter(), 1e-6);
        }
        let codes = pca.encode(&samples.view(), 2);
        let expected = matrix(&case["first_codes"]);
        for column in 0..2 {
            let (ours, theirs) = (codes.column(column), expected.column(column));
            let sign = (ours[0] * theirs[0]).signum();
            assert_close(name, ours.iter().take(5).map(|x| sign * x), theirs.iter(), 1e-6);
        }
    }
}

#[test]
fn neighbours_vote_as_in_scikit_learn() {
    let dataset = digits::load().unwrap();
    let samples = dataset.select(&(0..1797).collect::<Vec<_>>());
    let pca = Pca::fit(&samples.view()).unwrap();
    for case in fixture("neighbors")["cases"].as_array().unwrap() {
        let points = match case["space"].as_str().unwrap() {
            "pca_2" => single(&pca.encode(&samples.view(), 2)),
            "pca_10" => single(&pca.encode(&samples.view(), 10)),
            _ => samples.clone(),
        };
        let accuracy = leave_one_out_accuracy(&points.view(), dataset.labels().unwrap(), 10).unwrap();
        // Distances in f32 may order two neighbours otherwise than f64: one vote of 1,797 may differ.
        let expected = case["n_correct_lower_index_first"].as_f64().unwrap();
        assert!((accuracy * 1797.0 - expected).abs() < 1.5, "{}: {} of 1797", case["space"], accuracy * 1797.0);
    }
}

#[test]
fn metrics_are_numpys() {
    let fixture = fixture("metrics");
    let (x, r) = (single(&matrix(&fixture["samples"])), single(&matrix(&fixture["reconstruction"])));
    let got = [metrics::mse(&x.view(), &r.view()), metrics::rounded_accuracy(&x.view(), &r.view())];
    assert_close(
        "metrics",
        got,
        &[fixture["mse"].as_f64().unwrap(), fixture["rounded_accuracy"].as_f64().unwrap()],
        1e-7,
    );
}

#[test]
fn principal_angles_are_scipys_down_to_the_smallest() {
    for case in fixture("subspace")["principal_angles"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let angles = principal_angles(&matrix(&case["a"]).view(), &matrix(&case["b"]).view()).unwrap();
        // An angle of 1e-10 must be seen as such: absolute, a few roundings of f64.
        assert_close(
            name,
            angles,
            &numbers(&case["angles"]),
            2e-14_f64.max(if case["is_exact"] == true { 0.0 } else { 1e-12 }),
        );
    }
}

#[test]
fn alignments_are_scipys() {
    for case in fixture("subspace")["alignments"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let (source, target) = (matrix(&case["source"]), matrix(&case["target"]));
        let turn = procrustes(&source.view(), &target.view()).unwrap();
        assert_close(name, turn.matrix.iter().copied(), &matrix(&case["rotation"]), DOUBLE);
        let affine = least_squares(&source.view(), &target.view()).unwrap();
        assert_close(name, affine.matrix.iter().copied(), &matrix(&case["matrix"]), DOUBLE);
        assert_close(name, affine.shift.iter().copied(), &numbers(&case["shift"]), DOUBLE);
        for (map, residual) in [(turn, "rotation_residual"), (affine, "affine_residual")] {
            let difference = map.apply(&source.view()) - &target;
            let norm = difference.iter().map(|x| x * x).sum::<f64>().sqrt();
            assert_close(name, [norm], &[case[residual].as_f64().unwrap()], DOUBLE);
        }
    }
}
