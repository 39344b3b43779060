//! Committed fixtures, and how numbers are compared with them.

use autoencoder_lab::learn::nn::{activation::Activation, loss::Loss};
use ndarray::Array2;
use serde_json::Value;

/// Allowed difference of what is computed in `f32`.
pub(crate) const SINGLE: f64 = 5e-6;

/// A file of `tests/fixtures/`.
pub(crate) fn fixture(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

pub(crate) fn matrix(value: &Value) -> Array2<f64> {
    let rows: Vec<Vec<f64>> = value.as_array().unwrap().iter().map(numbers).collect();
    let n_columns = rows.first().map_or(0, Vec::len);
    Array2::from_shape_vec((rows.len(), n_columns), rows.concat()).unwrap()
}

pub(crate) fn single(matrix: &Array2<f64>) -> Array2<f32> {
    matrix.mapv(|x| x as f32)
}

/// Checks numbers pairwise: the difference may be `tolerance`, times the size of the expected one where that is above 1.
#[track_caller]
pub(crate) fn assert_close<'a>(
    what: &str,
    got: impl IntoIterator<Item = f64>,
    expected: impl IntoIterator<Item = &'a f64>,
    tolerance: f64,
) {
    let expected: Vec<f64> = expected.into_iter().copied().collect();
    let got: Vec<f64> = got.into_iter().collect();
    assert_eq!(got.len(), expected.len(), "{what}: count");
    for (i, (got, expected)) in got.iter().zip(&expected).enumerate() {
        let allowed = tolerance * expected.abs().max(1.0);
        assert!((got - expected).abs() <= allowed, "{what}[{i}]: got {got}, expected {expected}, allowed {allowed:e}");
    }
}

pub(crate) fn activation(name: &str) -> Activation {
    let names = ["linear", "relu", "leaky_relu", "elu", "selu", "tanh", "sigmoid", "softplus"];
    Activation::ALL[names.iter().position(|&candidate| candidate == name).unwrap()]
}

pub(crate) fn loss(name: &str) -> Loss {
    if name == "mse" { Loss::Mse } else { Loss::BinaryCrossEntropy }
}
