//! Training steps against PyTorch and Keras 3, by their committed outputs: all activations and optimisers, the penalty on
//! weights, and every variant of chapter 4.
//!
//! Tolerances as in `tests/native/reference.rs`.

use crate::support::fixtures::{SINGLE, activation, assert_close, fixture, loss, matrix, numbers, single};
use autoencoder_lab::learn::nn::{
    autoencoder::Autoencoder,
    bottleneck::Bottleneck,
    classifier::{Classifier, confusion},
    dense::Dense,
    loss::Loss,
    network::Network,
    optimizer::{Optimizer, OptimizerKind},
};
use ndarray::{Array1, Array2, s};
use serde_json::Value;

fn layers(value: &Value) -> Vec<Dense> {
    let layer = |layer: &Value| Dense {
        weights: single(&matrix(&layer["weights"])),
        bias: Some(Array1::from_iter(numbers(&layer["bias"]).iter().map(|&b| b as f32))),
        activation: activation(layer["activation"].as_str().unwrap_or("linear")),
    };
    value.as_array().unwrap().iter().map(layer).collect()
}

fn optimizer_kind(rule: &Value) -> OptimizerKind {
    match rule["kind"].as_str().unwrap() {
        "sgd" => OptimizerKind::Sgd,
        "momentum" => OptimizerKind::Momentum,
        "nesterov" => OptimizerKind::Nesterov,
        "rmsprop" => OptimizerKind::RmsProp,
        "adam" => OptimizerKind::Adam,
        "nadam" => OptimizerKind::Nadam,
        other => panic!("{other} is no optimiser of ours"),
    }
}

/// The network of a case: plain, or one of the variants.
fn network(case: &Value) -> Network {
    let variant = &case["variant"];
    let number = |key: &str| variant[key].as_f64().unwrap();
    let bottleneck = match variant["kind"].as_str() {
        Some("l1") => Bottleneck::L1 { weight: number("weight") },
        Some("kl") => Bottleneck::KlSparsity { weight: number("weight"), target: number("target") },
        Some("variational") => Bottleneck::Variational { beta: number("beta") },
        _ => Bottleneck::Plain,
    };
    let network = Network::with_bottleneck(layers(&case["layers"]), 1, bottleneck).unwrap();
    if variant["kind"] == "tied" { network.tied().unwrap() } else { network }
}

/// Trains on a case's batches; losses, penalties, first gradients and final weights must be the reference's.
fn check_training(case: &Value) {
    let name = case["name"].as_str().unwrap();
    let mut network = network(case);
    let rule = &case["optimizer"];
    let l2 = rule["l2"].as_f64().unwrap_or(0.0);
    let mut optimizer = Optimizer::new(optimizer_kind(rule), rule["learning_rate"].as_f64().unwrap(), l2, &network);
    let batches: Vec<_> = case["batches"].as_array().unwrap().iter().map(|batch| single(&matrix(batch))).collect();
    let mut workspace = network.workspace(batches.iter().map(Array2::nrows).max().unwrap());
    let loss = loss(if case["loss"] == "mse" { "mse" } else { "bce" });
    let (mut losses, mut penalties) = (Vec::new(), Vec::new());
    for (step, batch) in batches.iter().enumerate() {
        if let Some(noises) = case["noises"].as_array() {
            workspace.noise.slice_mut(s![..batch.nrows(), ..]).assign(&single(&matrix(&noises[step])));
        }
        losses.push(network.loss_and_gradients(&batch.view(), &batch.view(), loss, &mut workspace));
        penalties.push(workspace.penalty);
        if step == 0 {
            for (ours, theirs) in workspace.gradients.iter().zip(case["first_gradients"].as_array().unwrap()) {
                let d_weights = ours.d_weights.iter().map(|&g| f64::from(g));
                assert_close(&format!("{name}: d_weights"), d_weights, &matrix(&theirs["weights"]), SINGLE);
                let d_bias = ours.d_bias.iter().map(|&g| f64::from(g));
                assert_close(&format!("{name}: d_bias"), d_bias, &numbers(&theirs["bias"]), SINGLE);
            }
        }
        optimizer.update(&mut network, &workspace);
    }
    assert_close(&format!("{name}: losses"), losses, &numbers(&case["losses"]), SINGLE);
    if case["penalties"].is_array() {
        assert_close(&format!("{name}: penalties"), penalties, &numbers(&case["penalties"]), SINGLE);
    }
    check_layers(name, network.layers(), &case["final_layers"]);
}

fn check_layers(name: &str, layers: &[Dense], expected: &Value) {
    for (ours, theirs) in layers.iter().zip(expected.as_array().unwrap()) {
        let weights = ours.weights.iter().map(|&w| f64::from(w));
        assert_close(&format!("{name}: weights"), weights, &matrix(&theirs["weights"]), SINGLE);
        let bias = ours.bias.as_ref().unwrap().iter().map(|&b| f64::from(b));
        assert_close(&format!("{name}: bias"), bias, &numbers(&theirs["bias"]), SINGLE);
    }
}

#[test]
fn training_steps_are_pytorchs() {
    let fixture = fixture("torch_training");
    let cases = fixture["cases"].as_array().unwrap();
    assert!(cases.len() >= 17);
    cases.iter().for_each(check_training);
}

#[test]
fn training_steps_with_every_optimizer_and_a_penalty_are_keras() {
    let fixture = fixture("keras_training");
    let cases = fixture["cases"].as_array().unwrap();
    for kind in OptimizerKind::ALL {
        assert!(cases.iter().any(|case| optimizer_kind(&case["optimizer"]) == kind), "{kind:?}");
    }
    assert!(cases.iter().any(|case| case["optimizer"]["l2"].is_number()));
    cases.iter().for_each(check_training);
}

#[test]
fn training_steps_of_every_variant_are_pytorchs() {
    let fixture = fixture("variants_training");
    let cases = fixture["cases"].as_array().unwrap();
    let of_kind = |kind: &str| cases.iter().filter(|case| case["variant"]["kind"] == kind).count();
    assert_eq!(["tied", "l1", "kl", "variational", "greedy"].map(of_kind), [3, 2, 2, 3, 1]);
    for case in cases {
        if case["variant"]["kind"] == "greedy" { check_greedy_training(case) } else { check_training(case) }
    }
}

/// Pair of layers after pair of layers, each on what the ones before make of the batches.
fn check_greedy_training(case: &Value) {
    let name = case["name"].as_str().unwrap();
    let batches: Vec<_> = case["batches"].as_array().unwrap().iter().map(|batch| single(&matrix(batch))).collect();
    let rate = case["optimizer"]["learning_rate"].as_f64().unwrap();
    let all = Autoencoder::new(network(case), 2).unwrap();
    let (mut autoencoder, mut pairs) = all.unstack().unwrap();
    let mut losses = Vec::new();
    for (first, loss) in [(0, Loss::BinaryCrossEntropy), (1, Loss::Mse)] {
        if first > 0 {
            autoencoder = autoencoder.stack(pairs.remove(0), Bottleneck::Plain).unwrap();
            autoencoder.network_mut().train_only(first..first + 2);
        }
        let network = autoencoder.network_mut();
        let mut workspace = network.workspace(5);
        let mut optimizer = Optimizer::new(OptimizerKind::Sgd, rate, 0.0, network);
        for batch in &batches {
            let read = network.apply(0..first, &batch.view());
            losses.push(network.loss(&read.view(), &read.view(), loss, &mut workspace));
            optimizer.step(network, &read.view(), &mut workspace);
        }
    }
    assert_close(&format!("{name}: losses"), losses, &numbers(&case["losses"]), SINGLE);
    check_layers(name, autoencoder.network().layers(), &case["final_layers"]);
}

#[test]
fn classifiers_learn_as_in_pytorch_and_leave_alone_what_is_frozen() {
    let fixture = fixture("classifier_training");
    for case in fixture["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        let rule = &case["optimizer"];
        let rate = rule["learning_rate"].as_f64().unwrap();
        let mut classifier = Classifier::new(layers(&case["layers"]), optimizer_kind(rule), rate, 5).unwrap();
        classifier.freeze(case["n_frozen"].as_u64().unwrap() as usize);
        let batches = case["batches"].as_array().unwrap().iter().map(|batch| single(&matrix(batch)));
        let labels = case["labels"].as_array().unwrap().iter().map(classes);
        let (mut losses, mut n_right) = (Vec::new(), Vec::new());
        for (batch, labels) in batches.zip(labels) {
            let step = classifier.step(&batch.view(), &labels);
            losses.push(step.loss);
            n_right.push(step.n_right as f64);
        }
        assert_close(&format!("{name}: losses"), losses, &numbers(&case["losses"]), SINGLE);
        assert_eq!(n_right, numbers(&case["n_right"]), "{name}: right ones");
        check_layers(name, classifier.layers(), &case["final_layers"]);
    }
}

#[test]
fn confusion_is_counted_as_in_scikit_learn() {
    let fixture = &fixture("classifier_training")["confusion"];
    let n_classes = fixture["n_classes"].as_u64().unwrap() as usize;
    let ours = confusion(&classes(&fixture["labels"]), &classes(&fixture["predictions"]), n_classes);
    assert_eq!(ours.mapv(f64::from), matrix(&fixture["matrix"]));
}

fn classes(value: &Value) -> Vec<u8> {
    numbers(value).iter().map(|&label| label as u8).collect()
}
