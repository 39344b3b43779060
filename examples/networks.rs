//! Writes trained networks in the page's export formats, each with its outputs for some images:
//! `cargo run --release --example networks -- FOLDER`.
//!
//! `tests/reference/exported_networks.py` opens the files in onnxruntime and in the `safetensors` package.

use autoencoder_lab::{
    lab::{
        exchange::{
            link,
            weights::{Form, OnnxPart},
        },
        protocol::RunCommand,
        run::{session::Session, source},
    },
    learn::nn::trainer::BatchSource,
};
use serde_json::json;
use std::{error::Error, fs, path::Path};

/// The number of images written next to each network.
const N_IMAGES: usize = 32;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("a folder is missing")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let activations = ["linear", "relu", "leaky-relu", "elu", "selu", "tanh", "sigmoid", "softplus"];
    let mut cases: Vec<(String, String)> = activations
        .iter()
        .map(|name| (format!("activation-{name}"), format!("activation={name}&code-activation={name}&lr=0.02")))
        .collect();
    cases.extend(activations.map(|name| (format!("output-{name}"), format!("output={name}&loss=mse&lr=0.02"))));
    for (name, query) in [
        ("tied", "tied=1"),
        ("greedy", "greedy=2"),
        ("denoising", "denoise=dropout"),
        ("sparse", "code=l1"),
        ("sparse-kl", "code=kl&code-activation=sigmoid"),
        ("variational", "code=variational"),
        ("without-biases", "bias=0"),
        ("one-layer", "layers=5"),
        ("deep", "layers=40,20,10,2"),
    ] {
        cases.push((name.to_owned(), query.to_owned()));
    }
    for (name, query) in cases {
        write(folder, &name, &format!("chapter=stacked&layers=24,6&epochs=3&{query}"))?;
    }
    Ok(())
}

fn write(folder: &Path, name: &str, query: &str) -> Result<(), Box<dyn Error>> {
    let read = link::parse(query);
    if let Some(fault) = read.faults.first() {
        return Err(fault.to_string().into());
    }
    let samples = source::assemble(&read.settings, &[], None)?;
    let query = link::format(&read.settings);
    let mut session = Session::new(read.settings, &samples)?;
    session.handle(RunCommand::Play)?;
    while !session.is_idle() {
        session.advance()?;
    }
    let put = |ending: &str, form: Form| -> Result<(), Box<dyn Error>> {
        Ok(fs::write(folder.join(format!("{name}{ending}")), session.file(form, &query)?.1)?)
    };
    put(".safetensors", Form::Safetensors)?;
    for part in OnnxPart::ALL {
        put(&format!(".{}.onnx", part.name()), Form::Onnx(part))?;
    }
    let images = session.held_out().rows(0, N_IMAGES.min(session.held_out().n_samples()));
    let autoencoder = session.autoencoder();
    let codes = autoencoder.encode(&images.view());
    let rows = |values: &ndarray::Array2<f32>| -> Vec<Vec<f32>> {
        values.rows().into_iter().map(|row| row.to_vec()).collect()
    };
    let answers = json!({
        "query": query,
        "epochs": session.metrics().last().map(|metrics| metrics.epoch),
        "images": rows(&images),
        "codes": rows(&codes),
        "reconstructions": rows(&autoencoder.reconstruct(&images.view())),
    });
    fs::write(folder.join(format!("{name}.json")), answers.to_string())?;
    Ok(())
}
