//! What goes out comes in as it was; what does not fit is refused by name.

use super::{OnnxPart, WeightsFault, codes, onnx, onnx_messages::Model, tensors::LoadedWeights, tensors::to_bytes};
use crate::{exchange::link, run::blueprint::untrained, settings::Settings};
use learn::nn::{activation::Activation, autoencoder::Autoencoder};
use ndarray::{Array2, array};
use proptest::prelude::*;
use prost::Message;

fn built(query: &str, n_features: usize) -> (Settings, Autoencoder) {
    let settings = link::parse(query).settings;
    let autoencoder = untrained(&settings, n_features).expect("a network");
    (settings, autoencoder)
}

/// Some numbers for `n` samples.
fn samples(n: usize, d: usize) -> Array2<f32> {
    Array2::from_shape_fn((n, d), |(i, j)| ((i * 31 + j * 17) % 23) as f32 / 23.0)
}

#[test]
fn every_variant_comes_back_to_the_bit() {
    for variant in ["", "&tied=1", "&code=variational", "&bias=0", "&code=kl&code-activation=sigmoid", "&greedy=2"] {
        let query = format!("chapter=stacked&data=digits&layers=20,6{variant}&seed=3");
        let (_, trained) = built(&query, 64);
        let (_, other) = built(&query.replace("seed=3", "seed=4"), 64);
        assert_ne!(trained, other, "{variant}");
        let read = LoadedWeights::read(&to_bytes(&trained, &query, 20)).expect("just written");
        assert_eq!(
            (read.query.as_deref(), read.n_epochs, read.n_features()),
            (Some(query.as_str()), Some(20), Some(64))
        );
        let filled = read.fill(other).expect("the same layers");
        assert_eq!(filled, trained, "{variant}");
        assert_eq!(filled.reconstruct(&samples(5, 64).view()), trained.reconstruct(&samples(5, 64).view()));
    }
}

#[test]
fn another_shape_is_refused_by_name() {
    let (_, trained) = built("chapter=stacked&data=digits&layers=20,6", 64);
    let read = LoadedWeights::read(&to_bytes(&trained, "", 1)).expect("just written");
    let refusal = |layers: &str| {
        let (_, other) = built(&format!("chapter=stacked&data=digits&layers={layers}"), 64);
        read.fill(other).expect_err("another network")
    };
    let shape = |name: &str, expected: [usize; 2], got: [usize; 2]| WeightsFault::Shape {
        name: name.to_owned(),
        expected: expected.to_vec(),
        got: got.to_vec(),
    };
    assert_eq!(refusal("30,6"), shape("encoder.0.weight", [30, 64], [20, 64]));
    assert_eq!(refusal("20,5"), shape("encoder.1.weight", [5, 20], [6, 20]));
    assert_eq!(refusal("20,6,3"), WeightsFault::Missing("encoder.2.weight".to_owned()));
    // The decoder's first layer takes 20 numbers then.
    assert_eq!(
        refusal("20"),
        WeightsFault::Shape { name: "decoder.0.weight".to_owned(), expected: vec![64, 20], got: vec![20, 6] }
    );
    let (_, without) = built("chapter=stacked&data=digits&layers=20,6&bias=0", 64);
    assert!(matches!(read.fill(without), Err(WeightsFault::Unknown(name)) if name.ends_with("bias")));
}

#[test]
fn tied_weights_have_to_be_tied() {
    let (_, tied) = built("chapter=stacked&data=digits&layers=20,6&tied=1", 64);
    let (_, free) = built("chapter=stacked&data=digits&layers=20,6", 64);
    let read = LoadedWeights::read(&to_bytes(&free, "", 1)).expect("just written");
    assert!(matches!(read.fill(tied), Err(WeightsFault::NotTied(name)) if name == "decoder.0.weight"));
}

#[test]
fn numbers_have_to_be_numbers() {
    let (_, mut trained) = built("chapter=stacked&data=digits&layers=20,6", 64);
    trained.network_mut().layers_mut()[1].weights[[0, 0]] = f32::NAN;
    let read = LoadedWeights::read(&to_bytes(&trained, "", 1));
    assert_eq!(read, Err(WeightsFault::NotFinite("encoder.1.weight".to_owned())));
    assert!(matches!(LoadedWeights::read(b"PK\x03\x04"), Err(WeightsFault::NotSafetensors(_))));
}

#[test]
fn onnx_has_the_layers_and_the_names() {
    let (_, trained) = built("chapter=stacked&data=digits&layers=20,6&activation=leaky-relu&code=variational", 64);
    let model = |part| Model::decode(onnx::to_bytes(&trained, part, "data=digits").as_slice()).expect("just written");
    let dims = |model: &Model| -> Vec<Vec<i64>> {
        model.graph.iter().flat_map(|graph| graph.initializer.iter().map(|tensor| tensor.dims.clone())).collect()
    };
    let encoder = model(OnnxPart::Encoder);
    // The code has six means; what says how sure they are is left out.
    assert_eq!(dims(&encoder), [vec![64, 20], vec![20], vec![20, 6], vec![6]]);
    assert_eq!(dims(&model(OnnxPart::Decoder)), [vec![6, 20], vec![20], vec![20, 64], vec![64]]);
    assert_eq!(dims(&model(OnnxPart::Whole)).len(), 8);
    assert_eq!(encoder.metadata_props[0].value, "data=digits");
    let slope = encoder.graph.expect("one").node[1].attribute[0].f;
    let mut value = [-1.0];
    Activation::LeakyRelu.apply(&mut value);
    assert_eq!(slope, -value[0]);
}

#[test]
fn codes_are_a_table() {
    let table = codes::to_csv(&array![[0.5, -1.25], [2.0, 0.0]].view(), Some(&[3, 7]));
    assert_eq!(table, "sample,label,code_1,code_2\n0,3,0.5,-1.25\n1,7,2,0\n");
    assert_eq!(codes::to_csv(&array![[0.5]].view(), None), "sample,code_1\n0,0.5\n");
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = LoadedWeights::read(&bytes);
    }

    #[test]
    fn a_file_with_other_bytes_is_read_or_refused(place in 0_usize..2000, byte: u8) {
        let (_, trained) = built("chapter=stacked&data=digits&layers=3,2", 64);
        let mut bytes = to_bytes(&trained, "data=digits", 1);
        let place = place % bytes.len();
        bytes[place] = byte;
        if let Ok(read) = LoadedWeights::read(&bytes) {
            let _ = read.fill(trained);
        }
    }
}
