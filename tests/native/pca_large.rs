//! PCA of MNIST and Fashion-MNIST, as a session of chapter 3 fits it, against scikit-learn's committed answers.
//!
//! The script that wrote `pca_large.json` stands in `tests/reference/`. Without a data folder this is skipped and says so.

use autoencoder_lab::lab::{
    exchange::link,
    protocol::RunCommand,
    run::{session::Session, source},
};
use serde_json::Value;
use std::{path::Path, rc::Rc};

/// Blocks of the covariance are summed in `f32`: as measured 1e-6 of the largest entry.
const TOLERANCE: f64 = 1e-5;

#[test]
fn large_sets_have_scikit_learns_components_and_neighbours() {
    let Some(folder) = std::env::var_os("AUTOENCODER_LAB_DATA") else {
        eprintln!("skipped: no data folder was given (cargo xtask test --data DIR)");
        return;
    };
    let fixture =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pca_large.json")).unwrap();
    let fixture: Value = serde_json::from_str(&fixture).unwrap();
    for case in fixture["cases"].as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        for part in case["mse"].as_array().unwrap() {
            let code_size = part[0].as_u64().unwrap();
            // The vote is on two components; of others only the fit is looked at.
            let mut session = prepared(name, code_size, Path::new(&folder));
            let pca = session.info().pca.unwrap();
            let expected = part[1].as_f64().unwrap();
            assert!((pca.mse / expected - 1.0).abs() < TOLERANCE, "{name}, {code_size}: {} for {expected}", pca.mse);
            let ratios = case["explained_variance_ratio"].as_array().unwrap();
            for (i, (&ours, theirs)) in pca.explained_variance_ratio.iter().zip(ratios).enumerate() {
                let theirs = theirs.as_f64().unwrap();
                assert!((ours - theirs).abs() < TOLERANCE * theirs, "{name}, component {i}: {ours} for {theirs}");
            }
            if code_size == 2 {
                let n_correct = pca.knn_accuracy.unwrap() * 10_000.0;
                let expected = case["knn_correct_of_test"].as_f64().unwrap();
                // Codes in f32 may order two neighbours otherwise: a few votes of 10,000.
                assert!((n_correct - expected).abs() <= 5.0, "{name}: {n_correct} for {expected}");
            }
            session.handle(RunCommand::Reset).unwrap();
        }
    }
}

/// A session whose PCA is fitted and judged, untrained.
fn prepared(name: &str, code_size: u64, folder: &Path) -> Session {
    let settings = link::parse(&format!("chapter=pca&data={name}&layers={code_size}")).settings;
    let parts: Vec<_> = source::required_parts(&settings)
        .iter()
        .map(|part| {
            let read = |file: &str| std::fs::read(folder.join(name).join(file)).unwrap();
            let [images, labels] = part.files() else { panic!("images and labels") };
            Rc::new(part.assemble_files([&read(images.name), &read(labels.name)]).unwrap())
        })
        .collect();
    let samples = source::assemble(&settings, &parts, None).unwrap();
    let mut session = Session::new(settings, &samples).unwrap();
    while !session.is_prepared() {
        session.advance().unwrap();
    }
    session
}
