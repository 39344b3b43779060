//! The very run as a Keras notebook: data, network, training with the same settings, the comparison with PCA, the figures.
//!
//! Keras 3 and scikit-learn are all that it needs; it opens wherever notebooks do. Random numbers are Keras' own, so that losses
//! agree within what another seed would change, not to the digit.

mod figures;
mod names;
mod python;
#[cfg(test)]
mod tests;

use crate::settings::{CodeKind, CorruptionKind, DataId, Part, Settings};
use data::notebook::CloudShape;
use figures::figures;
use learn::nn::activation::Activation;
use names::{activation_of, initializer, loss, metric, optimizer};
use python::{COMPARISON, DIVERGENCE, SAMPLING, SPARSE, TRANSPOSED};
use serde_json::{Value, json};
use std::fmt::Write;

/// What the course's notebook draws its points by.
const NOTEBOOK_SEED: u64 = 4;

/// The text between the cells of a notebook, in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub struct NotebookWords {
    /// Its title.
    pub title: String,
    /// The description of the notebook, with the link that created it.
    pub lead: String,
    /// Above the data.
    pub data: String,
    /// Above the network.
    pub network: String,
    /// Above the training.
    pub training: String,
    /// Above the comparison with PCA.
    pub comparison: String,
    /// Above the figures.
    pub figures: String,
}

/// The notebook of these settings, as the text of an `.ipynb` file (nbformat 4).
#[must_use]
pub fn notebook(settings: &Settings, words: &NotebookWords) -> String {
    let mut cells = vec![markdown(&format!("# {}\n\n{}", words.title, words.lead)), code(&imports(settings))];
    for (words, text) in [
        (&words.data, data(settings)),
        (&words.network, network(settings)),
        (&words.training, training(settings)),
        (&words.comparison, COMPARISON.to_owned()),
        (&words.figures, figures(settings)),
    ] {
        cells.push(markdown(&format!("## {words}")));
        cells.push(code(&text));
    }
    for (idx, cell) in cells.iter_mut().enumerate() {
        cell["id"] = json!(format!("cell-{idx}"));
    }
    let file = json!({
        "cells": cells,
        "metadata": {
            "kernelspec": { "display_name": "Python 3", "language": "python", "name": "python3" },
            "language_info": { "name": "python" },
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    });
    format!("{file:#}\n")
}

fn markdown(text: &str) -> Value {
    json!({ "cell_type": "markdown", "metadata": {}, "source": text })
}

fn code(text: &str) -> Value {
    json!({ "cell_type": "code", "metadata": {}, "execution_count": null, "outputs": [], "source": text.trim_end() })
}

fn imports(settings: &Settings) -> String {
    format!(
        "import keras\nimport matplotlib.pyplot as plt\nimport numpy as np\nfrom keras import layers, ops\n\
         from sklearn.decomposition import PCA\n\nkeras.utils.set_random_seed({})",
        settings.seed % u64::from(u32::MAX)
    )
}

fn data(settings: &Settings) -> String {
    let mut text = String::new();
    let n = settings.n_taken_of_part();
    let kept = settings.n_kept_apart();
    match settings.data {
        DataId::Mnist | DataId::FashionMnist => {
            let name = if settings.data == DataId::Mnist { "mnist" } else { "fashion_mnist" };
            let part = if settings.part == Part::Train { "(images, labels), _" } else { "_, (images, labels)" };
            let _ = write!(
                text,
                "{part} = keras.datasets.{name}.load_data()\nx = images.reshape(len(images), -1).astype(\"float32\") / 255\n\
                 # The last {kept} are kept apart.\nx_val, y_val = x[len(x) - {kept}:], labels[len(x) - {kept}:]\n\
                 x_train = x[:len(x) - {kept}][:{n}]\nside = 28\n"
            );
        }
        DataId::Digits => {
            text += "from sklearn.datasets import load_digits\n\nx, labels = load_digits(return_X_y=True)\n\
                     x = (x / 16).astype(\"float32\")\nside = 8\n";
            text += &drawn_validation(settings);
        }
        DataId::Notebook => {
            let (shape, seed) = settings.fresh_cloud().unwrap_or((CloudShape::default(), NOTEBOOK_SEED));
            let _ = write!(
                text,
                "# The notebook's points: an arc in a plane of three-dimensional space, with noise.\nrandom = np.random.RandomState({seed})\n\
                 m, noise = {}, {}\nangles = random.rand(m) * {} - 0.5\n",
                shape.n_points, shape.noise, shape.arc
            );
            text += "x = np.empty((m, 3))\n\
                     x[:, 0] = np.cos(angles) + np.sin(angles) / 2 + noise * random.randn(m) / 2\n\
                     x[:, 1] = np.sin(angles) * 0.7 + noise * random.randn(m) / 2\n\
                     x[:, 2] = x[:, 0] * 0.1 + x[:, 1] * 0.3 + noise * random.randn(m)\n\
                     x = (x - x.mean(axis=0)).astype(\"float32\")\nlabels, side = None, None\n";
            text += "x_train, x_val, y_val = x, x, None\n";
        }
        DataId::Sequences => {
            text += "# Arithmetic progressions of ten numbers from 0 to 100.\nrandom = np.random.default_rng(0)\n\
                     start, step = random.integers(0, 101, 1000), random.integers(-10, 11, 1000)\n\
                     x = start[:, None] + step[:, None] * np.arange(10)\nx = (np.clip(x, 0, 100) / 100).astype(\"float32\")\n\
                     labels, side = None, None\n";
            text += &drawn_validation(settings);
        }
        DataId::File => {
            text += "# Your own data: a table of numbers, a sample a row.\nx = np.loadtxt(\"data.csv\", delimiter=\",\", skiprows=1).astype(\"float32\")\n\
                     labels, side = None, None\n";
            text += &drawn_validation(settings);
        }
    }
    if settings.is_centred {
        text += "mean = x_train.mean(axis=0)\nx_train, x_val = x_train - mean, x_val - mean\n";
    } else {
        text += "mean = 0\n";
    }
    text += "x_train.shape, x_val.shape";
    text
}

/// A share of the samples, drawn; all of them where none is kept apart.
fn drawn_validation(settings: &Settings) -> String {
    if settings.validation_share == 0.0 {
        return "x_train, x_val, y_val = x, x, labels\n".to_owned();
    }
    format!(
        "order = np.random.default_rng({}).permutation(len(x))\nn_val = round({} * len(x))\n\
         x_train, x_val = x[order[n_val:]], x[order[:n_val]]\ny_val = labels[order[:n_val]] if labels is not None else None\n",
        settings.seed, settings.validation_share
    )
}

fn network(settings: &Settings) -> String {
    let mut text = String::new();
    let k = settings.code_size();
    text += &helpers(settings);
    let options = |activation: Activation| {
        let bias = if settings.has_bias { "" } else { ", use_bias=False" };
        let l2 = if settings.l2 > 0.0 {
            format!(", kernel_regularizer=keras.regularizers.L2({})", settings.l2)
        } else {
            String::new()
        };
        format!(
            "activation={}, kernel_initializer=\"{}\"{bias}{l2}",
            activation_of(activation),
            initializer(settings.initializer)
        )
    };
    let (hidden, code) = settings.layers.split_at(settings.layers.len().saturating_sub(1));
    text += "d = x_train.shape[1]\nencoder_layers = [\n";
    for units in hidden {
        let _ = writeln!(text, "    layers.Dense({units}, {}),", options(settings.activation));
    }
    let is_variational = settings.code_kind == CodeKind::Variational;
    for units in code {
        if is_variational {
            let _ =
                writeln!(text, "    layers.Dense(2 * {units}, {}),  # means, then ln σ²", options(Activation::Linear));
        } else {
            let _ = writeln!(text, "    layers.Dense({units}, {}),", options(settings.code_activation));
        }
    }
    text += "]\ndecoder_layers = [\n";
    let mirrored: Vec<usize> = settings.layers.iter().rev().skip(1).copied().collect();
    for (idx, units) in mirrored.iter().enumerate() {
        text += &decoder_layer(
            settings,
            &units.to_string(),
            settings.layers.len() - 1 - idx,
            &options(settings.activation),
        );
    }
    text += &decoder_layer(settings, "d", 0, &options(settings.output_activation));
    text += "]\nencoder = keras.Sequential([layers.Input((d,)), *encoder_layers], name=\"encoder\")\n";
    let _ = writeln!(text, "decoder = keras.Sequential([layers.Input(({k},)), *decoder_layers], name=\"decoder\")\n");
    text += "inputs = layers.Input((d,))\n";
    let noise = match settings.corruption_kind {
        CorruptionKind::None => "inputs".to_owned(),
        CorruptionKind::Gaussian => format!("layers.GaussianNoise({})(inputs)", settings.corruption_strength),
        CorruptionKind::Dropout => format!("layers.Dropout({})(inputs)", settings.corruption_strength),
    };
    let _ = writeln!(text, "codes = encoder({noise})");
    match settings.code_kind {
        CodeKind::Plain => {}
        CodeKind::L1 => {
            text += &format!(
                "codes = Sparse(lambda h: {} * ops.mean(ops.sum(ops.abs(h), axis=-1)))(codes)\n",
                settings.code_weight
            );
        }
        CodeKind::Kl => {
            text += &format!(
                "codes = Sparse(lambda h: {} * divergence(ops.mean(h, axis=0), {}))(codes)\n",
                settings.code_weight, settings.code_target
            );
        }
        CodeKind::Variational => text += &format!("codes = Sampling(beta={}, d=d)(codes)\n", settings.code_weight),
    }
    text += "autoencoder = keras.Model(inputs, decoder(codes), name=\"autoencoder\")\n";
    let _ = write!(
        text,
        "# The metric is the loss without penalties, as the lab tells it.\n\
         compiled = dict(loss=\"{}\", metrics=[keras.metrics.{}(name=\"reconstruction\")])\n\
         autoencoder.compile(optimizer={}, **compiled)\nautoencoder.summary()",
        loss(settings.loss),
        metric(settings.loss),
        optimizer(settings)
    );
    text
}

/// A layer of the decoder that mirrors the encoder's layer `of`.
fn decoder_layer(settings: &Settings, units: &str, of: usize, options: &str) -> String {
    if settings.is_tied {
        let activation = options.split(", kernel").next().unwrap_or_default();
        let bias = if settings.has_bias { "" } else { ", use_bias=False" };
        format!("    Transposed(encoder_layers[{of}], {units}, {activation}{bias}),\n")
    } else {
        format!("    layers.Dense({units}, {options}),\n")
    }
}

/// Layers that Keras does not have.
fn helpers(settings: &Settings) -> String {
    let mut text = String::new();
    if settings.is_tied {
        text += TRANSPOSED;
    }
    match settings.code_kind {
        CodeKind::Plain => {}
        CodeKind::L1 => text += SPARSE,
        CodeKind::Kl => text += &format!("{SPARSE}{DIVERGENCE}"),
        CodeKind::Variational => text += SAMPLING,
    }
    text
}

fn training(settings: &Settings) -> String {
    let mut text = String::new();
    if settings.n_pair_epochs > 0 && settings.layers.len() > 1 {
        let _ = write!(
            text,
            "# Layer by layer: each pair of layers learns to rebuild what the pairs before it make of the images.\n\
             seen = x_train\nn_layers = len(encoder_layers)\nfor depth in range(n_layers):\n    \
             outer, inner = encoder_layers[depth], decoder_layers[n_layers - 1 - depth]\n    \
             pair_inputs = layers.Input((seen.shape[1],))\n    pair = keras.Model(pair_inputs, inner(outer(pair_inputs)))\n    \
             pair.compile(optimizer={}, loss=\"{}\" if depth == 0 else \"mse\")\n    \
             pair.fit(seen, seen, batch_size={}, epochs={}, verbose=0)\n    seen = np.asarray(outer(seen))\n\
             autoencoder.compile(optimizer={}, **compiled)\n\n",
            optimizer(settings),
            loss(settings.loss),
            settings.batch_size,
            settings.n_pair_epochs,
            optimizer(settings)
        );
    }
    let _ = write!(
        text,
        "history = autoencoder.fit(x_train, x_train, batch_size={}, epochs={}, validation_data=(x_val, x_val), verbose=2)\n\
         val_loss = history.history[\"val_reconstruction\"][-1]\nval_loss",
        settings.batch_size, settings.n_epochs
    );
    text
}
