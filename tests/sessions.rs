//! Sessions as a student drives them: what they show of a run, and what settings make of it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use autoencoder_lab::lab::{
    history::EpochMetrics, link, protocol::RunCommand, session::Session, settings::Settings, source,
};

fn settings(query: &str) -> Settings {
    let link = link::parse(query);
    assert_eq!(link.faults, []);
    link.settings
}

fn session(query: &str) -> Session {
    let settings = settings(query);
    let samples = source::assemble(&settings, &[], None).unwrap();
    Session::new(settings, &samples).unwrap()
}

fn prepare(session: &mut Session) {
    while !session.is_idle() {
        session.advance().unwrap();
    }
}

fn run_to_end(session: &mut Session) -> Vec<EpochMetrics> {
    session.handle(RunCommand::Play).unwrap();
    prepare(session);
    session.metrics().to_vec()
}

fn run(query: &str) -> Vec<EpochMetrics> {
    run_to_end(&mut session(query))
}

#[test]
fn the_path_of_a_plane_ends_where_the_run_does() {
    let mut session = session("chapter=pca&data=notebook&preset=lecture");
    let n_records = run_to_end(&mut session).len();
    let snapshot = session.snapshot(0);
    assert_eq!(snapshot.path.len(), n_records);
    let info = session.info();
    let last = snapshot.path.last().unwrap();
    assert_eq!(last.plane, snapshot.plane);
    for (point, foot) in info.cloud.iter().zip(&snapshot.cloud) {
        // Rounding of 32-bit sums of a few products of size 1.
        assert!(last.reconstruct(*point).iter().zip(foot).all(|(a, b)| (a - b).abs() < 1e-5));
    }
    // A view that has had some records gets the rest.
    assert_eq!(session.snapshot(5).path, snapshot.path[5..]);
    session.handle(RunCommand::Reset).unwrap();
    prepare(&mut session);
    assert_eq!(session.snapshot(0).path.len(), 1);
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
    let (info, snapshot) = (session.info(), session.snapshot(0));
    assert_eq!(info.damaged.len(), info.images.len());
    assert_eq!(snapshot.cleaned.len(), info.images.len());
    let distance = |images: &[u8]| {
        images
            .iter()
            .zip(&info.images)
            .map(|(&a, &b)| f64::from(a).powi(2) - 2.0 * f64::from(a) * f64::from(b) + f64::from(b).powi(2))
            .sum::<f64>()
    };
    // What comes out is nearer to the whole image than what went in.
    assert!(distance(&snapshot.cleaned) < 0.5 * distance(&info.damaged));
    assert!(self::session("chapter=stacked&data=digits").info().damaged.is_empty());
}

#[test]
fn a_penalty_on_the_weights_keeps_them_small_and_costs_error() {
    let last = |query: &str| run(query).last().copied().unwrap();
    let free = last("chapter=stacked&data=digits&epochs=5");
    let held = last("chapter=stacked&data=digits&epochs=5&l2=0.01");
    assert!(held.val_loss.unwrap() > free.val_loss.unwrap());
}
