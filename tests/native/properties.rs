//! What must hold whatever the numbers: gradients against central differences, a linear autoencoder against PCA's
//! subspace, runs against their seeds.

use crate::support::sessions::{prepare, run, run_to_end, session, settings};
use autoencoder_lab::{
    lab::{
        protocol::RunCommand,
        run::{
            session::Session,
            snapshot::{RunState, Snapshot},
            source,
        },
        settings::{Alignment, View},
    },
    learn::{
        linalg::{pca::Pca, subspace::principal_angles},
        measures::metrics,
        nn::{
            activation::Activation, autoencoder::Architecture, bottleneck::Bottleneck, init::Initializer, loss::Loss,
            network::Network,
        },
    },
};
use ndarray::{Array2, Axis};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::rc::Rc;

/// The gradient of every parameter against `(L(w + ε) − L(w − ε)) / 2ε`.
///
/// The loss is evaluated in `f32` sums of about 60 terms: its rounding, near 1e-7, divided by 2ε = 2e-2 gives 5e-6, and
/// the third derivative times ε²/6 about 2e-5 on these weights; 1e-3 of the largest gradient is far above both, and far
/// below what any wrong sign or factor makes.
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

/// Changes one parameter by an amount.
type Change<'a> = dyn Fn(&mut Network, f32) + 'a;

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

#[test]
fn with_the_whole_set_in_every_step_a_linear_autoencoder_becomes_pca_from_98_starts_of_100() {
    let n_good = (0..100)
        .filter(|seed| {
            let history =
                run(&format!("chapter=pca&data=notebook&preset=lecture&batch=60&lr=1&epochs=2000&seed={seed}"));
            let last = history.last().unwrap();
            last.mse_ratio.is_some_and(|ratio| (1.0 - 1e-6..1.001).contains(&ratio))
                && last.max_principal_angle_degrees.is_some_and(|angle| angle < 0.5)
        })
        .count();
    assert!(n_good >= 98, "{n_good} of 100");
}

#[test]
fn the_notebooks_recipe_comes_close_but_is_not_pca_yet() {
    let history = run("chapter=pca&data=notebook&preset=lecture");
    assert_eq!(history.len(), 21);
    let last = history.last().unwrap();
    // The notebook itself ends at 1.6 times PCA's error; starts scatter between 1.05 and 6.
    let ratio = last.mse_ratio.unwrap();
    assert!((1.05..6.0).contains(&ratio), "{ratio}");
    assert!(history[0].ae_mse.unwrap() > 10.0 * last.ae_mse.unwrap());
    // Two planes in space share a line, wherever they lie.
    assert!(history.iter().all(|metrics| metrics.min_principal_angle_degrees.unwrap() < 1e-9));
    assert!(history[0].max_principal_angle_degrees.unwrap() > 1.0);
    assert!((last.pca_mse.unwrap() - 0.003390).abs() < 5e-7);
}

#[test]
fn pcas_error_is_a_floor_for_linear_autoencoders_on_the_whole_set() {
    for query in ["chapter=pca&seed=3&epochs=60", "chapter=pca&data=digits&epochs=5", "chapter=pca&layers=1&epochs=60"]
    {
        // The floor is exact; the measured error passes through f32.
        assert!(run(query).iter().all(|record| record.mse_ratio.unwrap() >= 1.0 - 1e-5), "{query}");
    }
}

#[test]
fn a_learning_rate_that_is_too_high_ends_as_an_outcome() {
    let mut session = session("chapter=pca&preset=overshoot");
    let history = run_to_end(&mut session);
    assert_eq!(session.state(), RunState::Diverged);
    assert!(history.len() < 20);
    let snapshot = session.snapshot(0, 0);
    assert_eq!(snapshot.state, RunState::Diverged);
    session.handle(RunCommand::Reset).unwrap();
    prepare(&mut session);
    assert_eq!(session.state(), RunState::Ready);
}

#[test]
fn one_seed_is_one_run_and_another_seed_another() {
    for query in ["chapter=pca&data=notebook", "chapter=stacked&data=digits&epochs=3"] {
        let first = run(query);
        assert_eq!(first, run(query));
        assert_ne!(first.last(), run(&format!("{query}&seed=43")).last());
    }
}

#[test]
fn a_run_in_steps_is_the_run_in_one_go() {
    let query = "chapter=pca&data=notebook&epochs=4";
    let whole = run(query);
    let mut stepped = session(query);
    prepare(&mut stepped);
    let mut n_steps = 0;
    while stepped.state() != RunState::Finished {
        stepped.handle(if n_steps % 3 == 0 { RunCommand::StepEpoch } else { RunCommand::StepBatch }).unwrap();
        prepare(&mut stepped);
        n_steps += 1;
        assert!(n_steps < 20);
    }
    assert_eq!(stepped.metrics(), whole);
}

#[test]
fn reset_leads_back_to_the_same_run_and_a_later_end_prolongs_it() {
    let mut session = session("chapter=stacked&data=digits&epochs=2");
    let first = run_to_end(&mut session);
    session.handle(RunCommand::Reset).unwrap();
    assert_eq!(run_to_end(&mut session), first);
    session.handle(RunCommand::SetEpochs(4)).unwrap();
    let longer = run_to_end(&mut session);
    assert_eq!((longer.len(), &longer[..3]), (5, &first[..]));
}

#[test]
fn least_squares_lays_the_codes_of_a_trained_run_on_pcas() {
    let mut session = session("chapter=pca&preset=exact");
    run_to_end(&mut session);
    let pca = session.info().pca.unwrap();
    let distance = |snapshot: &Snapshot| {
        let pairs = snapshot.codes.iter().zip(&pca.codes);
        pairs.map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1])).fold(0.0_f32, f32::max)
    };
    // Codes reach 1.3; the alignment of two f32 codes of the same plane leaves rounding.
    assert!(distance(&session.snapshot(0, 0)) < 1e-4);
    session.set_view(View { alignment: Alignment::None, ..session.settings().view() });
    assert!(distance(&session.snapshot(0, 0)) > 0.1);
}

#[test]
fn a_snapshot_sends_only_the_history_that_is_new() {
    let mut session = session("chapter=stacked&data=digits&epochs=3");
    run_to_end(&mut session);
    assert_eq!(session.snapshot(0, 0).history.len(), 4);
    assert_eq!(session.snapshot(3, 0).history.iter().map(|record| record.epoch).collect::<Vec<_>>(), [3]);
    assert_eq!(session.snapshot(9, 0).history, []);
}

#[test]
fn pca_components_are_orthonormal_and_decode_what_they_encode() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let samples = Array2::from_shape_simple_fn((40, 6), || rng.random_range(-1.0_f32..1.0));
    let pca = Pca::fit(&samples.view()).unwrap();
    let gram = pca.components(6).dot(&pca.components(6).t());
    for ((i, j), value) in gram.indexed_iter() {
        assert!((value - f64::from(i == j)).abs() < 1e-12);
    }
    assert!(metrics::mse(&samples.view(), &pca.reconstruct(&samples.view(), 6).view()) < 1e-12);
    assert!(pca.mse(6) == 0.0 && pca.mse(6).is_sign_positive());
    let two = pca.reconstruct(&samples.view(), 2);
    assert!((metrics::mse(&samples.view(), &two.view()) - pca.mse(2)).abs() < 1e-7);
}

#[test]
fn a_subspace_has_no_angle_to_itself_in_another_basis() {
    let mut rng = ChaCha8Rng::seed_from_u64(8);
    let basis = Array2::from_shape_simple_fn((9, 3), || rng.random_range(-1.0_f64..1.0));
    let mix = Array2::from_shape_simple_fn((3, 3), || rng.random_range(-1.0_f64..1.0));
    let angles = principal_angles(&basis.view(), &basis.dot(&mix).view()).unwrap();
    // A few roundings of f64, magnified by the condition of the mixing matrix.
    assert!(angles.iter().all(|&angle| angle < 1e-12), "{angles:?}");
    let swapped = principal_angles(&basis.dot(&mix).view(), &basis.select(Axis(1), &[0]).view()).unwrap();
    assert_eq!(swapped.len(), 1);
}

/// The lecture's network on MNIST, where the data are at hand.
#[test]
fn the_lectures_network_reaches_its_loss_on_mnist() {
    let Some(folder) = std::env::var_os("AUTOENCODER_LAB_DATA") else {
        eprintln!("skipped: no data folder was given (cargo xtask test --data DIR)");
        return;
    };
    let settings = settings("chapter=stacked&data=mnist&preset=lecture&epochs=10&seed=7");
    let [part] = source::required_parts(&settings)[..] else { panic!("one part, without test images") };
    let folder = std::path::Path::new(&folder).join("mnist");
    let files = part.files().iter().map(|file| std::fs::read(folder.join(file.name)).unwrap()).collect::<Vec<_>>();
    let parts = [Rc::new(part.assemble_files([&files[0], &files[1]]).unwrap())];
    let samples = source::assemble(&settings, &parts, None).unwrap();
    let history = run_to_end(&mut Session::new(settings, &samples).unwrap());
    let val_loss = history.last().unwrap().val_loss.unwrap();
    assert!(val_loss <= 0.104, "{val_loss}");
}
