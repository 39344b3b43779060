//! Gradients are central differences, whatever the layers, losses, penalties and ties.

use crate::support::sessions::session;
use autoencoder_lab::{
    lab::protocol::RunCommand,
    learn::nn::{
        activation::Activation, autoencoder::Architecture, bottleneck::Bottleneck, init::Initializer, loss::Loss,
        network::Network,
    },
};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The gradient of every parameter against `(L(w + ε) − L(w − ε)) / 2ε`.
///
/// The loss is evaluated in `f32` sums of about 60 terms: its rounding, near 1e-7, divided by 2ε = 2e-2 gives 5e-6, and
/// the third derivative times ε²/6 about 2e-5 on these weights; 1e-3 of the largest gradient is far above both, and far
/// below what any wrong sign or factor makes.
/// Changes one parameter by an amount.
type Change<'a> = dyn Fn(&mut Network, f32) + 'a;

#[test]
fn every_gradient_is_its_central_difference() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    for activation in Activation::ALL {
        for (output, loss) in
            [(Activation::Linear, Loss::Mse), (Activation::Sigmoid, Loss::BinaryCrossEntropy), (activation, Loss::Mse)]
        {
            let architecture = Architecture {
                n_features: 5,
                encoder_sizes: vec![4, 2],
                hidden_activation: activation,
                code_activation: activation,
                output_activation: output,
                has_bias: true,
                is_tied: false,
                bottleneck: Default::default(),
            };
            let autoencoder = architecture.build(Initializer::GlorotNormal, &mut rng).unwrap();
            let mut network = autoencoder.network().clone();
            for layer in network.layers_mut() {
                layer.bias.as_mut().unwrap().mapv_inplace(|_| rng.random_range(-0.3..0.3));
            }
            let samples = Array2::from_shape_simple_fn((7, 5), || rng.random_range(0.05_f32..0.95));
            check_gradients(&network, &samples, loss, &format!("{activation:?}, {output:?}, {loss:?}"));
        }
    }
}

#[test]
fn gradients_of_tied_sparse_and_variational_networks_are_central_differences() {
    let mut rng = ChaCha8Rng::seed_from_u64(6);
    let variants = [
        (Bottleneck::Plain, true),
        (Bottleneck::L1 { weight: 0.3 }, false),
        (Bottleneck::KlSparsity { weight: 0.3, target: 0.2 }, true),
        (Bottleneck::Variational { beta: 2.0 }, false),
    ];
    for (bottleneck, is_tied) in variants {
        let architecture = Architecture {
            hidden_activation: Activation::Tanh,
            code_activation: Activation::Sigmoid,
            output_activation: Activation::Sigmoid,
            is_tied,
            bottleneck,
            ..Architecture::linear(5, vec![4, 2])
        };
        let autoencoder = architecture.build(Initializer::GlorotNormal, &mut rng).unwrap();
        let mut network = autoencoder.network().clone();
        assert_eq!(network.n_parameters(), architecture.n_parameters());
        for layer in network.layers_mut() {
            layer.bias.as_mut().unwrap().mapv_inplace(|_| rng.random_range(-0.3..0.3));
        }
        let samples = Array2::from_shape_simple_fn((7, 5), || rng.random_range(0.05_f32..0.95));
        check_gradients(&network, &samples, Loss::BinaryCrossEntropy, &format!("{bottleneck:?}, tied: {is_tied}"));
    }
}

#[test]
fn tied_layers_stay_each_others_transposes_whatever_the_optimiser() {
    for optimizer in ["sgd", "momentum", "adam", "nadam"] {
        let mut session = session(&format!("chapter=stacked&preset=tied&optimizer={optimizer}&lr=0.01&epochs=1"));
        session.handle(RunCommand::Play).unwrap();
        while !session.is_idle() {
            session.advance().unwrap();
        }
        let layers = session.autoencoder().network().layers();
        for i in 0..layers.len() / 2 {
            assert_eq!(layers[i].weights, layers[layers.len() - 1 - i].weights.t(), "{optimizer}");
        }
        assert!(session.metrics()[1].val_loss < session.metrics()[0].val_loss, "{optimizer}");
    }
}

fn check_gradients(network: &Network, samples: &Array2<f32>, loss: Loss, what: &str) {
    const STEP: f32 = 1e-2;
    let mut workspace = network.workspace(samples.nrows());
    // Of a variational code, some draw that stays the same.
    workspace.noise.iter_mut().enumerate().for_each(|(i, noise)| *noise = (1.7 * i as f32).sin());
    network.loss_and_gradients(&samples.view(), &samples.view(), loss, &mut workspace);
    let gradients = workspace.gradients.clone();
    let largest = gradients.iter().flat_map(|g| &g.d_weights).fold(0.0_f32, |most, g| most.max(g.abs()));
    let mut slope_of = |change: &Change, step: f32| {
        let mut loss_at = |by: f32| {
            let mut changed = network.clone();
            change(&mut changed, by);
            changed.share_matrices();
            let loss = changed.loss(&samples.view(), &samples.view(), loss, &mut workspace);
            loss + workspace.penalty
        };
        (loss_at(step) - loss_at(-step)) / f64::from(2.0 * step)
    };
    let mut check = |analytic: f32, name: String, change: &Change| {
        let numeric = slope_of(change, STEP);
        // Where a kink lies within the step, the two step sizes disagree, and there is no derivative to compare with.
        let finer = slope_of(change, STEP / 4.0);
        if (numeric - finer).abs() > 2e-4 * f64::from(largest).max(0.1) {
            return;
        }
        let error = (f64::from(analytic) - numeric).abs();
        assert!(error < 1e-3 * f64::from(largest).max(0.1), "{what}, {name}: {analytic} against {numeric}");
    };
    for (layer_idx, gradient) in gradients.iter().enumerate() {
        // A shared matrix is changed where it is owned.
        let is_owned = !network.borrows_matrix(layer_idx);
        for ((i, j), &g) in gradient.d_weights.indexed_iter().filter(|_| is_owned) {
            check(g, format!("W{layer_idx}[{i}, {j}]"), &|network, by| {
                network.layers_mut()[layer_idx].weights[[i, j]] += by;
            });
        }
        for (j, &g) in gradient.d_bias.iter().enumerate() {
            check(g, format!("b{layer_idx}[{j}]"), &|network, by| {
                network.layers_mut()[layer_idx].bias.as_mut().unwrap()[j] += by;
            });
        }
    }
}
