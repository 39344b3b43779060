//! Sessions as a student drives them: what they show of a run, and what settings make of it.

use crate::support::sessions::{prepare, run, run_to_end, session, settings};
use autoencoder_lab::{
    lab::{
        protocol::RunCommand,
        run::selection::{Parts, Samples},
        settings::{Chapter, SettingFault, View, preset::Preset},
    },
    learn::{linalg::pca::Pca, measures::metrics},
};
use ndarray::{Axis, s};
use std::rc::Rc;

#[test]
fn the_path_of_a_plane_ends_where_the_run_does() {
    let mut session = session("chapter=pca&data=notebook&preset=lecture");
    let n_records = run_to_end(&mut session).len();
    let snapshot = session.snapshot(0, 0);
    assert_eq!(snapshot.path.len(), n_records);
    let info = session.info();
    let last = snapshot.path.last().unwrap();
    assert_eq!(last.plane, snapshot.plane);
    for (point, foot) in info.cloud.iter().zip(&snapshot.cloud) {
        // Rounding of 32-bit sums of a few products of size 1.
        assert!(last.reconstruct(*point).iter().zip(foot).all(|(a, b)| (a - b).abs() < 1e-5));
    }
    // A view that has had some records gets the rest.
    assert_eq!(session.snapshot(5, 0).path, snapshot.path[5..]);
    session.handle(RunCommand::Reset).unwrap();
    prepare(&mut session);
    assert_eq!(session.snapshot(0, 0).path.len(), 1);
}

#[test]
fn a_picked_sample_is_shown_with_both_reconstructions() {
    let mut session = session("chapter=pca&data=digits&epochs=2");
    run_to_end(&mut session);
    assert!(session.picked().is_none());
    session.pick(Some(7));
    let picked = session.picked().unwrap();
    assert_eq!((picked.sample_idx, picked.original.len(), picked.by_pca.len()), (7, 64, 64));
    assert_ne!(picked.by_ae, picked.by_pca);
    session.pick(Some(1_000_000));
    assert!(session.picked().is_none());
}

#[test]
fn fresh_draws_of_the_notebooks_points_follow_their_settings() {
    let n_train = |query: &str| {
        let mut session = session(query);
        prepare(&mut session);
        (session.info().n_train, session.info().cloud)
    };
    let (n, own) = n_train("chapter=pca&data=notebook");
    assert_eq!(n, 60);
    let (n, first) = n_train("chapter=pca&data=notebook&cloud-draw=3&cloud-points=200");
    assert_eq!((n, &first), (200, &n_train("chapter=pca&cloud-draw=3&cloud-points=200").1));
    assert_ne!(first[..60], own);
    assert_ne!(first, n_train("chapter=pca&cloud-draw=4&cloud-points=200").1);
    // Without noise the third component explains nothing; half a circle is a shorter arc.
    let flat = n_train("chapter=pca&cloud-noise=0&cloud-arc=90").1;
    assert!(flat.iter().all(|[x, y, z]| (z - 0.1 * x - 0.3 * y).abs() < 1e-5));
    // The whole cloud as one batch stays the whole cloud.
    assert_eq!(settings("chapter=pca&preset=exact&cloud-points=200").batch_size, 200);
}

#[test]
fn a_denoising_run_shows_what_it_cleans() {
    let mut session = session("chapter=stacked&data=digits&preset=denoising&epochs=30");
    run_to_end(&mut session);
    let (info, snapshot) = (session.info(), session.snapshot(0, 0));
    assert_eq!(info.shown.damaged.len(), info.shown.originals.len());
    assert_eq!(snapshot.cleaned.len(), info.shown.originals.len());
    let distance = |images: &[u8]| {
        images
            .iter()
            .zip(&info.shown.originals)
            .map(|(&a, &b)| f64::from(a).powi(2) - 2.0 * f64::from(a) * f64::from(b) + f64::from(b).powi(2))
            .sum::<f64>()
    };
    // What comes out is nearer to the whole image than what went in.
    assert!(distance(&snapshot.cleaned) < 0.5 * distance(&info.shown.damaged));
    assert!(self::session("chapter=stacked&data=digits").info().shown.damaged.is_empty());
}

#[test]
fn a_penalty_on_the_weights_keeps_them_small_and_costs_error() {
    let last = |query: &str| run(query).last().copied().unwrap();
    let free = last("chapter=stacked&data=digits&epochs=5");
    let held = last("chapter=stacked&data=digits&epochs=5&l2=0.01");
    assert!(held.val_loss.unwrap() > free.val_loss.unwrap());
}

#[test]
fn every_preset_of_chapter_4_learns_and_compares_itself_with_pca() {
    for preset in Preset::of_chapter(Chapter::Stacked) {
        let mut session = session(&format!("chapter=stacked&preset={}&epochs=4&checkpoints=", preset.name()));
        let (first, last) = {
            run_to_end(&mut session);
            (session.metrics()[0], *session.metrics().last().unwrap())
        };
        assert!(last.val_loss < first.val_loss, "{preset:?}: {last:?}");
        // PCA was found while it trained, and stands beside every epoch, the first ones too.
        assert!(first.val_pca_mse.is_some() && first.val_pca_mse == last.val_pca_mse, "{preset:?}");
        // A code of 100 of 64 pixels: PCA discards nothing.
        let floor = last.val_pca_mse.filter(|&floor| floor > 0.0);
        assert_eq!(floor.is_none(), matches!(preset, Preset::Sparse | Preset::SparseKl), "{preset:?}");
        assert_eq!(last.val_mse_ratio, last.val_mse.zip(floor).map(|(ours, theirs)| ours / theirs), "{preset:?}");
        assert!(last.knn_accuracy_ae.is_some() && last.knn_accuracy_pca.is_some(), "{preset:?}");
        let info = session.info();
        assert_eq!(info.shown.by_pca.len(), info.shown.originals.len(), "{preset:?}");
        assert_eq!(info.n_parameters, session.autoencoder().network().n_parameters(), "{preset:?}");
        assert_eq!(info.layer_sizes, session.autoencoder().layer_sizes(), "{preset:?}");
    }
}

#[test]
fn pca_beside_a_run_is_the_pca_that_one_fits_alone() {
    let mut session = session("chapter=stacked&preset=quick&epochs=1");
    run_to_end(&mut session);
    let digits = data::digits::load().unwrap();
    let split = Parts::of(&Samples { main: Rc::new(digits), test: None }, session.settings());
    let (train, validation) = (split.train.all(), split.validation.all());
    let pca = Pca::fit(&train.view()).unwrap();
    let expected = metrics::mse(&validation.view(), &pca.reconstruct(&validation.view(), 12).view());
    let found = session.metrics()[0].val_pca_mse.unwrap();
    // The same sums in blocks of another size: rounding of 32-bit numbers.
    assert!((found / expected - 1.0).abs() < 1e-5, "{found} against {expected}");
}

#[test]
fn a_tied_network_has_half_the_matrices() {
    let n_parameters = |query: &str| session(query).info().n_parameters;
    let (tied, free) = (n_parameters("chapter=stacked&preset=tied"), n_parameters("chapter=stacked&preset=lecture"));
    assert_eq!(free - tied, 64 * 100 + 100 * 30);
}

#[test]
fn sparse_codes_are_quieter_than_plain_ones() {
    let activity = |query: &str| {
        let mut session = session(query);
        run_to_end(&mut session);
        let samples = session.held_out().all();
        let codes = session.autoencoder().encode(&samples.view());
        f64::from(codes.mean().unwrap())
    };
    let plain = activity("chapter=stacked&preset=sparse-kl&code=none");
    let sparse = activity("chapter=stacked&preset=sparse-kl");
    let by_size = activity("chapter=stacked&preset=sparse");
    // The divergence asks for 0.1.
    assert!((sparse - 0.1).abs() < 0.05, "{sparse}");
    assert!(plain > 0.3 && by_size < plain - 0.05, "{plain}, {by_size}");
}

#[test]
fn a_variational_code_is_near_the_standard_normal_distribution_and_can_be_drawn_from() {
    let mut session = session("chapter=stacked&preset=variational&epochs=20");
    run_to_end(&mut session);
    let outputs = session.autoencoder().encoder_outputs(&session.held_out().all().view());
    let k = outputs.ncols() / 2;
    // Over all samples, mean and variance of a unit are those of its means, plus the mean variance.
    let means = outputs.slice(s![.., ..k]).mapv(f64::from);
    let variances = outputs.slice(s![.., k..]).mapv(|v| f64::from(v).exp());
    let spread = means.var_axis(Axis(0), 0.0) + variances.mean_axis(Axis(0)).unwrap();
    assert!(means.mean_axis(Axis(0)).unwrap().iter().all(|mean| mean.abs() < 0.5), "{means:?}");
    assert!(spread.iter().all(|spread| (0.5..2.0).contains(spread)), "{spread:?}");
    let first = session.snapshot(0, 0).sampled;
    assert_eq!((first.len(), session.snapshot(0, 0).sampled), (10 * 64, first.clone()));
    session.draw(1);
    assert_ne!(session.snapshot(0, 0).sampled, first);
    assert!(self::session("chapter=stacked").snapshot(0, 0).sampled.is_empty());
}

#[test]
fn settings_that_exclude_each_other_are_named() {
    for (query, fault) in [
        ("code=kl", SettingFault::SparsityNeedsSigmoid),
        ("code=variational&tied=1", SettingFault::VariationalIsNotTied),
        ("code=variational&greedy=2", SettingFault::VariationalIsNotGreedy),
    ] {
        assert_eq!(settings(&format!("chapter=stacked&{query}")).conflicts(), [fault]);
    }
}

#[test]
fn checkpoints_are_kept_shown_and_opened() {
    let mut session = session("chapter=stacked&preset=epochs&epochs=6&checkpoints=2-4-9");
    session.handle(RunCommand::Play).unwrap();
    while session.metrics().len() < 4 {
        session.advance().unwrap();
    }
    assert_eq!(session.snapshot(0, 0).checkpoints.len(), 1);
    run_to_end(&mut session);
    let snapshot = session.snapshot(0, 0);
    let epochs: Vec<_> = snapshot.checkpoints.iter().map(|kept| kept.metrics.epoch).collect();
    assert_eq!(epochs, [2, 4]);
    assert_eq!(snapshot.checkpoints[0].metrics, session.metrics()[2]);
    assert_ne!(snapshot.checkpoints[0].images, snapshot.checkpoints[1].images);
    assert_eq!(session.snapshot(0, 1).checkpoints, snapshot.checkpoints[1..]);
    // An opened one is what is seen: its images, its codes, its samples.
    session.pick(Some(3));
    let now = session.picked().unwrap();
    session.open_checkpoint(Some(0));
    let opened = session.snapshot(0, 0);
    assert_eq!((opened.opened, &opened.images), (Some(2), &snapshot.checkpoints[0].images));
    assert!(opened.codes != snapshot.codes && session.picked().unwrap() != now);
    session.open_checkpoint(None);
    assert_eq!(session.snapshot(0, 0).codes, snapshot.codes);
    // A later end with another epoch on the list: the run goes on, and what was opened is closed.
    session.open_checkpoint(Some(1));
    session.set_checkpoints(vec![2, 4, 8]);
    session.handle(RunCommand::SetEpochs(8)).unwrap();
    run_to_end(&mut session);
    let snapshot = session.snapshot(0, 0);
    assert_eq!(snapshot.checkpoints.last().unwrap().metrics.epoch, 8);
    assert_eq!(snapshot.opened, None);
    session.open_checkpoint(Some(17));
    assert_eq!(session.snapshot(0, 0).opened, None);
}

#[test]
fn one_long_run_is_what_shorter_ones_would_be() {
    let last = |query: &str| run(query).last().copied().unwrap();
    let long = run("chapter=stacked&preset=epochs&epochs=5");
    assert_eq!(last("chapter=stacked&preset=epochs&epochs=3"), long[3]);
}

#[test]
fn wide_codes_are_seen_by_two_of_their_units() {
    let mut session = session("chapter=stacked&units=2-5");
    prepare(&mut session);
    let codes = session.autoencoder().encode(&session.held_out().all().view());
    let expected: Vec<_> = codes.rows().into_iter().map(|row| [row[1], row[4]]).collect();
    assert_eq!(session.snapshot(0, 0).codes, expected);
    // A unit that the code does not have: its principal components.
    session.set_view(View { units: Some([2, 13]), ..session.settings().view() });
    let by_components = session.snapshot(0, 0).codes;
    session.set_view(View { units: None, ..session.settings().view() });
    assert_eq!(session.snapshot(0, 0).codes, by_components);
    assert_ne!(by_components, expected);
}
