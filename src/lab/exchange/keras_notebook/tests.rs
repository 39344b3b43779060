//! Notebooks hold what their settings say.

use super::*;
use crate::exchange::link;

fn words() -> NotebookWords {
    let text = |word: &str| word.to_owned();
    NotebookWords {
        title: text("Autoencoder"),
        lead: text("From \"here\"."),
        data: text("Data"),
        network: text("Network"),
        training: text("Training"),
        comparison: text("PCA"),
        figures: text("Figures"),
    }
}

/// The code of a notebook, all cells after each other.
fn code_of(query: &str) -> String {
    let read = link::parse(query);
    assert_eq!(read.faults, []);
    let file: Value = serde_json::from_str(&notebook(&read.settings, &words())).expect("JSON");
    assert_eq!((&file["nbformat"], file["cells"].as_array().map(Vec::len)), (&json!(4), Some(12)));
    let cells = file["cells"].as_array().expect("cells").iter();
    let code = cells.filter(|cell| cell["cell_type"] == "code").filter_map(|cell| cell["source"].as_str());
    code.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_lectures_network_is_written_as_it_is() {
    let code = code_of("chapter=stacked&data=mnist&preset=lecture");
    for part in [
        "keras.utils.set_random_seed(42)",
        "keras.datasets.mnist.load_data()",
        "x[len(x) - 5000:]",
        "layers.Dense(100, activation=\"selu\", kernel_initializer=\"glorot_uniform\")",
        "layers.Dense(30, activation=\"selu\"",
        "layers.Dense(d, activation=\"sigmoid\"",
        "keras.optimizers.SGD(learning_rate=1.5)",
        "loss=\"binary_crossentropy\"",
        "batch_size=32, epochs=20",
    ] {
        assert!(code.contains(part), "{part} is missing in\n{code}");
    }
    assert!(!code.contains("class "));
}

#[test]
fn every_variant_brings_what_it_needs() {
    for (query, parts) in [
        (
            "chapter=stacked&preset=tied",
            vec!["class Transposed", "Transposed(encoder_layers[1], 100", "Transposed(encoder_layers[0], d"],
        ),
        ("chapter=stacked&preset=greedy", vec!["for depth in range(n_layers)", "epochs=15, verbose=0"]),
        ("chapter=stacked&preset=denoising", vec!["layers.Dropout(0.5)(inputs)"]),
        ("chapter=stacked&denoise=gaussian&denoise-strength=0.3", vec!["layers.GaussianNoise(0.3)(inputs)"]),
        ("chapter=stacked&preset=sparse", vec!["class Sparse", "0.0001 * ops.mean"]),
        ("chapter=stacked&preset=sparse-kl", vec!["def divergence", "0.005 * divergence"]),
        ("chapter=stacked&preset=variational", vec!["class Sampling", "layers.Dense(2 * 4", "Sampling(beta=1, d=d)"]),
        ("chapter=stacked&l2=0.001&bias=0", vec!["kernel_regularizer=keras.regularizers.L2(0.001)", "use_bias=False"]),
        ("chapter=stacked&optimizer=nesterov", vec!["momentum=0.9, nesterov=True"]),
        ("chapter=stacked&activation=leaky-relu", vec!["negative_slope=0.2"]),
        ("chapter=pca", vec!["np.random.RandomState(4)", "layers.Dense(2, activation=\"linear\"", "x_train - mean"]),
        ("chapter=pca&data=digits", vec!["load_digits"]),
        ("chapter=pca&cloud-points=200&cloud-noise=0.3&cloud-draw=7", vec!["RandomState(7)", "m, noise = 200, 0.3"]),
    ] {
        let code = code_of(query);
        for part in parts {
            assert!(code.contains(part), "{query}: {part} is missing in\n{code}");
        }
    }
}
