//! A network as ONNX: a `Gemm` and an activation for each layer, for any number of samples at once.

use super::{
    OnnxPart,
    onnx_messages::{
        Attribute, Dimension, DimensionValue, Graph, Model, Node, OperatorSet, Shape, StringEntry, Tensor, TensorType,
        Type, ValueInfo,
    },
};
use learn::nn::{
    activation::{Activation, LEAKY_SLOPE, SELU_ALPHA, SELU_SCALE},
    autoencoder::Autoencoder,
    dense::Dense,
};
use ndarray::s;
use prost::Message;

/// Versions of the file's form and of the operators: understood by every onnxruntime since 1.12 (2022).
const IR_VERSION: i64 = 8;
const OPERATOR_SET: i64 = 17;
/// Numbers that `onnx.proto` gives to the types: of a tensor's elements, and of an attribute.
const FLOAT: i32 = 1;
const FLOAT_ATTRIBUTE: i32 = 1;

/// Names of what goes in and comes out.
const INPUT: &str = "x";
const CODE: &str = "code";
const OUTPUT: &str = "reconstruction";

/// A part of a network as the bytes of an ONNX file. Shapes: `(batch, d)` or `(batch, k)` in, likewise out, for any batch.
///
/// `query` are the settings that it was trained by. A variational encoder puts out the means of its codes.
#[must_use]
pub fn to_bytes(autoencoder: &Autoencoder, part: OnnxPart, query: &str) -> Vec<u8> {
    let (d, k) = (autoencoder.network().n_in(), autoencoder.code_size());
    let code = autoencoder.encoder().len() - 1;
    let mut layers: Vec<Dense> = autoencoder.network().layers().to_vec();
    // Of a variational code only the means are read: the columns behind them are left out.
    layers[code].weights = layers[code].weights.slice(s![.., ..k]).to_owned();
    layers[code].bias = layers[code].bias.as_ref().map(|bias| bias.slice(s![..k]).to_owned());
    let (range, input, output) = match part {
        OnnxPart::Whole => (0..layers.len(), (INPUT, d), (OUTPUT, d)),
        OnnxPart::Encoder => (0..code + 1, (INPUT, d), (CODE, k)),
        OnnxPart::Decoder => (code + 1..layers.len(), (CODE, k), (OUTPUT, d)),
    };
    let mut graph = Graph {
        name: part.name().to_owned(),
        input: vec![value_info(input)],
        output: vec![value_info(output)],
        ..Graph::default()
    };
    let mut before = input.0.to_owned();
    for i in range.clone() {
        let after = if i + 1 == range.end { output.0.to_owned() } else { format!("h{}", i + 1) };
        add_layer(&mut graph, &layers[i], i, (before, after.clone()));
        before = after;
    }
    let model = Model {
        ir_version: IR_VERSION,
        producer_name: "autoencoder-lab".to_owned(),
        graph: Some(graph),
        opset_import: vec![OperatorSet { domain: String::new(), version: OPERATOR_SET }],
        metadata_props: vec![StringEntry { key: "settings".to_owned(), value: query.to_owned() }],
    };
    model.encode_to_vec()
}

fn add_layer(graph: &mut Graph, layer: &Dense, i: usize, (before, after): (String, String)) {
    let (weights, bias) = (format!("layer{i}.weight"), format!("layer{i}.bias"));
    let mut input = vec![before, weights.clone()];
    graph.initializer.push(tensor(weights, &[layer.n_in(), layer.n_out()], layer.weights.iter()));
    if let Some(values) = &layer.bias {
        input.push(bias.clone());
        graph.initializer.push(tensor(bias, &[layer.n_out()], values.iter()));
    }
    let (op_type, attribute) = operator(layer.activation);
    let summed = format!("z{}", i + 1);
    graph.node.push(Node {
        input,
        output: vec![summed.clone()],
        name: format!("layer{i}"),
        op_type: "Gemm".to_owned(),
        attribute: Vec::new(),
    });
    graph.node.push(Node {
        input: vec![summed],
        output: vec![after],
        name: format!("activation{i}"),
        op_type: op_type.to_owned(),
        attribute,
    });
}

/// The operator of an activation, with what it has to be told.
fn operator(activation: Activation) -> (&'static str, Vec<Attribute>) {
    let number = |name: &str, f: f32| Attribute { name: name.to_owned(), f, r#type: FLOAT_ATTRIBUTE };
    match activation {
        Activation::Linear => ("Identity", Vec::new()),
        Activation::Relu => ("Relu", Vec::new()),
        Activation::LeakyRelu => ("LeakyRelu", vec![number("alpha", LEAKY_SLOPE)]),
        Activation::Elu => ("Elu", vec![number("alpha", 1.0)]),
        Activation::Selu => ("Selu", vec![number("alpha", SELU_ALPHA), number("gamma", SELU_SCALE)]),
        Activation::Tanh => ("Tanh", Vec::new()),
        Activation::Sigmoid => ("Sigmoid", Vec::new()),
        Activation::Softplus => ("Softplus", Vec::new()),
    }
}

fn tensor<'a>(name: String, shape: &[usize], values: impl Iterator<Item = &'a f32>) -> Tensor {
    Tensor {
        dims: shape.iter().map(|&n| n as i64).collect(),
        data_type: FLOAT,
        name,
        raw_data: values.flat_map(|value| value.to_le_bytes()).collect(),
    }
}

fn value_info((name, n): (&str, usize)) -> ValueInfo {
    let dimension = |value| Dimension { value: Some(value) };
    let dim = vec![dimension(DimensionValue::Param("batch".to_owned())), dimension(DimensionValue::Value(n as i64))];
    let tensor_type = Some(TensorType { elem_type: FLOAT, shape: Some(Shape { dim }) });
    ValueInfo { name: name.to_owned(), r#type: Some(Type { tensor_type }) }
}
