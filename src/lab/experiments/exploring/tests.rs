//! What is said of a trained network, on the built-in digits.

use super::{
    Explorer,
    question::{AnomalyPlan, Errand, ExploreCommand, Noise, NoiseKind, Odd},
    report::{ExploreEvent, Method, PlaneKind},
};
use crate::{
    exchange::link,
    experiments::{
        exploring::background_jobs::{Brought, Work, twin_of},
        side::SideExperiment,
    },
    run::command::RunCommand,
    run::{session::Session, source},
    settings::CorruptionKind,
};
use learn::measures::metrics;
use ndarray::Array2;

const N_PIXELS: usize = 64;

fn trained(query: &str) -> Session {
    let settings = link::parse(query).settings;
    let samples = source::assemble(&settings, &[], None).expect("built in");
    let mut session = Session::new(settings, &samples).expect("the settings agree");
    session.handle(RunCommand::Play).expect("it plays");
    while !session.is_idle() {
        session.advance().expect("nothing fails");
    }
    session
}

fn ask(session: &Session, explorer: &mut Explorer, command: ExploreCommand) -> ExploreEvent {
    explorer.answer(&session.material().expect("images"), command, None)
}

fn run(session: &Session, explorer: &mut Explorer, errand: Errand) -> Option<Brought> {
    // The gallery is there once something was asked.
    ask(session, explorer, ExploreCommand::Plane);
    let material = session.material().expect("images");
    let mut work = Work::new(errand, &material, explorer.gallery().expect("asked before")).expect("no fault")?;
    while !work.is_over() {
        work.advance();
    }
    assert_eq!(work.share_done(), 1.0);
    work.brought()
}

#[test]
fn a_point_of_the_plane_is_the_code_that_lies_there() {
    for (query, kind) in [
        ("chapter=stacked&preset=plane&epochs=3", PlaneKind::Whole),
        ("chapter=stacked&epochs=3", PlaneKind::Components),
        ("chapter=stacked&epochs=3&units=2-5", PlaneKind::Units([2, 5])),
    ] {
        let session = trained(query);
        let mut explorer = Explorer::default();
        let ExploreEvent::Plane(plane) = ask(&session, &mut explorer, ExploreCommand::Plane) else { panic!("{query}") };
        assert_eq!((plane.kind, plane.points.len(), plane.picks.len()), (kind, 359, 20), "{query}");
        assert_eq!(plane.share == 1.0, kind == PlaneKind::Whole);
        let gallery = explorer.gallery().expect("asked");
        let codes = gallery.plane.codes(&plane.points);
        let back = gallery.plane.points(&codes.view());
        let worst = plane.points.iter().flatten().zip(back.iter().flatten());
        // Two products of f32 with orthonormal vectors, of numbers below 20 or so.
        assert!(worst.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max) < 1e-4, "{query}");
        let ExploreEvent::Decoded(images, false) =
            ask(&session, &mut explorer, ExploreCommand::Decode { points: plane.points[..3].into(), is_grid: false })
        else {
            panic!("{query}")
        };
        assert_eq!(images.len(), 3 * N_PIXELS);
        if kind == PlaneKind::Whole {
            // A code of two lies on the plane whole, so that its point decodes to its own reconstruction.
            let gallery = explorer.gallery().expect("asked");
            let rebuilt = session.autoencoder().reconstruct(&gallery.rows.view());
            assert_eq!(images, gallery.bytes(&rebuilt.slice(ndarray::s![..3, ..]).to_owned()));
        }
    }
}

#[test]
fn a_network_that_grows_is_followed() {
    let settings = link::parse("chapter=stacked&preset=greedy&greedy=1&epochs=1").settings;
    let samples = source::assemble(&settings, &[], None).expect("built in");
    let mut session = Session::new(settings, &samples).expect("the settings agree");
    session.handle(RunCommand::Play).expect("it plays");
    let mut explorer = Explorer::default();
    let mut sizes = Vec::new();
    while !session.is_idle() {
        session.advance().expect("nothing fails");
        // Between any two pieces of work, also where a pair of layers has just been put within the others.
        let ExploreEvent::Way(way) = ask(&session, &mut explorer, ExploreCommand::Way { from: 0, to: 1 }) else {
            panic!()
        };
        assert_eq!(way.by_code.len(), way.by_pixels.len());
        sizes.push(explorer.gallery().expect("asked").codes.ncols());
    }
    sizes.dedup();
    assert_eq!(sizes, [48, 12]);
}

#[test]
fn ways_begin_and_end_at_their_samples() {
    let session = trained("chapter=stacked&epochs=3");
    let mut explorer = Explorer::default();
    let ExploreEvent::Way(way) = ask(&session, &mut explorer, ExploreCommand::Way { from: 4, to: 9 }) else { panic!() };
    let gallery = explorer.gallery().expect("asked");
    let ends = gallery.images(&[4, 9]);
    assert_eq!(way.by_pixels[..N_PIXELS], ends[..N_PIXELS]);
    assert_eq!(way.by_pixels[(way.n_steps - 1) * N_PIXELS..], ends[N_PIXELS..]);
    let rebuilt = gallery.bytes(&session.autoencoder().reconstruct(&gallery.rows.view()));
    assert_eq!(way.by_code[..N_PIXELS], rebuilt[4 * N_PIXELS..5 * N_PIXELS]);
    let ExploreEvent::Code(code) = ask(&session, &mut explorer, ExploreCommand::Code(4)) else { panic!() };
    let bend = ExploreCommand::Bend { code: code.code.clone(), unit: 3 };
    let ExploreEvent::Bent(bent) = ask(&session, &mut explorer, bend) else { panic!() };
    assert_eq!(bent.image, rebuilt[4 * N_PIXELS..5 * N_PIXELS]);
    assert_eq!((bent.values[0], bent.along.len()), (code.ranges[3].0, 11 * N_PIXELS));
    for wrong in [
        ExploreCommand::Way { from: 0, to: 10_000 },
        ExploreCommand::Code(10_000),
        ExploreCommand::Search(10_000),
        ExploreCommand::Bend { code: vec![0.0; 3], unit: 0 },
        ExploreCommand::Bend { code: code.code.clone(), unit: 99 },
    ] {
        assert_eq!(ask(&session, &mut explorer, wrong), ExploreEvent::Nothing);
    }
}

#[test]
fn codes_cost_what_their_numbers_take() {
    let session = trained("chapter=stacked&epochs=20");
    let mut explorer = Explorer::default();
    let ExploreEvent::Compression(report) = ask(&session, &mut explorer, ExploreCommand::Compression) else { panic!() };
    let of = |method: Method| report.kept.iter().find(|kept| kept.method == method).expect("each way is there");
    let k = session.settings().code_size();
    assert_eq!((report.n_bytes, of(Method::Autoencoder).n_bytes, of(Method::AutoencoderBytes).n_bytes), (64, 4 * k, k));
    // Decoder 12-48-64 with biases, four bytes a number; its bytes need two numbers a unit more.
    assert_eq!(of(Method::Autoencoder).n_bytes_once, 4 * (12 * 48 + 48 + 48 * 64 + 64));
    assert_eq!(of(Method::AutoencoderBytes).n_bytes_once - of(Method::Autoencoder).n_bytes_once, 8 * k);
    // Eight bits cost little; nothing but the mean costs most. PCA's error is what PCA's code is told for.
    let (ae, bytes) = (of(Method::Autoencoder).mse, of(Method::AutoencoderBytes).mse);
    assert!(0.99 * ae < bytes && bytes < 1.05 * ae, "{ae} {bytes}");
    assert!(of(Method::Pca).mse < of(Method::PcaBytes).mse && of(Method::PcaBytes).mse < of(Method::Mean).mse);
    let material = session.material().expect("images");
    let pca = material.pca.expect("known by now").reconstruct(&material.held_out.all().view(), k);
    let mse = metrics::mse(&material.held_out.all().view(), &pca.view());
    // Codes as f32: roundings of a part in 10⁷.
    assert!((of(Method::Pca).mse / mse - 1.0).abs() < 1e-5);
}

#[test]
fn noise_is_what_it_says_and_the_twin_cleans_better() {
    let session = trained("chapter=stacked&epochs=40");
    let mut explorer = Explorer::default();
    let noise = Noise { kind: NoiseKind::Dropped, strength: 0.5, seed: 1 };
    let ExploreEvent::Denoising(plain) = ask(&session, &mut explorer, ExploreCommand::Denoising(noise)) else {
        panic!()
    };
    assert!(plain.by_twin.is_none() && !plain.cleaned.is_denoising);
    let twin = run(&session, &mut explorer, Errand::Twin).expect("a twin");
    assert_eq!(explorer.take(twin), None);
    let ExploreEvent::Denoising(both) = ask(&session, &mut explorer, ExploreCommand::Denoising(noise)) else {
        panic!()
    };
    let twin = both.by_twin.clone().expect("trained");
    assert!(twin.is_denoising && twin.mse < 0.7 * both.cleaned.mse, "{} {}", twin.mse, both.cleaned.mse);
    assert!(twin.mse < 0.5 * both.damaged_mse);
    // Of whole images the plain one is the better.
    assert!(both.cleaned.whole_mse < twin.whole_mse);
    assert_eq!(both.damaged, plain.damaged);
    // Strokes are ink, and nothing else has changed.
    let strokes = Noise { kind: NoiseKind::Strokes, strength: 0.3, seed: 1 };
    let ExploreEvent::Denoising(struck) = ask(&session, &mut explorer, ExploreCommand::Denoising(strokes)) else {
        panic!()
    };
    let changed: Vec<u8> =
        struck.damaged.iter().zip(&struck.originals).filter(|(a, b)| a != b).map(|(a, _)| *a).collect();
    assert!(!changed.is_empty() && changed.iter().all(|&pixel| pixel == 255));
    assert_eq!(twin_of(session.settings()).corruption_kind, CorruptionKind::Dropout);
}

#[test]
fn what_was_never_seen_has_larger_errors_and_what_is_simple_has_not() {
    let session = trained("chapter=stacked&epochs=20");
    let mut explorer = Explorer::default();
    let auc = |explorer: &mut Explorer, normal, odd, is_of_class| {
        let plan = AnomalyPlan { normal, odd, is_of_class };
        match ask(&session, explorer, ExploreCommand::Anomalies(plan)) {
            ExploreEvent::Anomalies(report) => {
                let n_counted = |counts: &[usize]| counts.iter().sum::<usize>();
                assert_eq!([n_counted(&report.histogram.normal), n_counted(&report.histogram.odd)], report.n);
                assert_eq!(report.missed.originals.len(), 8 * N_PIXELS);
                assert!(report.missed.errors[0] <= report.found.errors[0]);
                Some(report.auc)
            }
            ExploreEvent::NotTrained(class) => {
                assert_eq!(Some(class), normal);
                None
            }
            other => panic!("{other:?}"),
        }
    };
    let shuffled = auc(&mut explorer, None, Odd::Shuffled, false).expect("an answer");
    assert!(shuffled > 0.99, "{shuffled}");
    assert!(auc(&mut explorer, None, Odd::Faint, false).expect("an answer") < 0.95);
    assert_eq!(auc(&mut explorer, Some(0), Odd::OtherClasses, true), None);
    let zeros = run(&session, &mut explorer, Errand::OneClass(0)).expect("zeros");
    assert_eq!(explorer.take(zeros), None);
    let of_class = auc(&mut explorer, Some(0), Odd::OtherClasses, true).expect("trained");
    let of_all = auc(&mut explorer, Some(0), Odd::OtherClasses, false).expect("an answer");
    assert!(of_class > 0.98 && of_class > of_all, "{of_class} {of_all}");
    assert!(run(&session, &mut explorer, Errand::OneClass(77)).is_none());
    let nothing = AnomalyPlan { normal: Some(77), odd: Odd::Class(3), is_of_class: false };
    assert_eq!(ask(&session, &mut explorer, ExploreCommand::Anomalies(nothing)), ExploreEvent::Nothing);
}

#[test]
fn alike_images_are_of_the_same_class_more_often_than_not() {
    let session = trained("chapter=stacked&epochs=20");
    let mut explorer = Explorer::default();
    let ExploreEvent::Search(found) = ask(&session, &mut explorer, ExploreCommand::Search(5)) else { panic!() };
    assert_eq!((found.by_code.labels.len(), found.by_pixels.images.len()), (10, 10 * N_PIXELS));
    assert!(found.by_code.distances.is_sorted() && found.by_pixels.distances[0] > 0.0);
    let Some(Brought::Precision(report)) = run(&session, &mut explorer, Errand::Precision) else { panic!() };
    assert!(report.by_code > 0.8 && report.by_pixels > 0.8 && report.n_samples == 359);
    assert_eq!(report.by_class.len(), 10);
    // By hand: every sample's ten nearest, all of equal weight.
    let gallery = explorer.gallery().expect("asked");
    let mut n_own = 0;
    for i in 0..359 {
        let distance = |j: usize| {
            let pairs = gallery.rows.row(i).into_iter().zip(gallery.rows.row(j));
            pairs.map(|(a, b)| (a - b).powi(2)).sum::<f32>()
        };
        let mut others: Vec<usize> = (0..359).filter(|&j| j != i).collect();
        others.sort_by(|&a, &b| distance(a).total_cmp(&distance(b)));
        n_own += others[..10].iter().filter(|&&j| gallery.labels[j] == gallery.labels[i]).count();
    }
    assert!((report.by_pixels - n_own as f64 / 3590.0).abs() < 1e-3);
}

#[test]
fn a_sample_drawn_large_is_the_sample() {
    let session = trained("chapter=stacked&epochs=20");
    let mut explorer = Explorer::default();
    ask(&session, &mut explorer, ExploreCommand::Plane);
    // A digit that fills its image, eight times as large.
    const TIMES: usize = 8;
    let image = explorer.gallery().expect("asked").images(&[3]);
    let ink: Vec<u8> =
        (0..64 * TIMES * TIMES).map(|place| image[place / (64 * TIMES) * 8 + place % 64 / TIMES]).collect();
    let draw = ExploreCommand::Draw { ink, width: 8 * TIMES };
    let ExploreEvent::Drawn(Some(drawn)) = ask(&session, &mut explorer, draw) else { panic!() };
    // Sideways it may lie elsewhere by less than a pixel, and then it is blurred; what is nearest is itself.
    let nearest = &drawn.by_pixels.images[..N_PIXELS];
    assert_eq!(nearest, &image[..]);
    assert!((0.0..=1.0).contains(&drawn.rank) && drawn.code.len() == 12 && drawn.by_code.labels.len() == 5);
    let empty = ExploreCommand::Draw { ink: vec![0; 100], width: 10 };
    assert_eq!(ask(&session, &mut explorer, empty), ExploreEvent::Drawn(None));
}

#[test]
fn made_up_images_are_the_same_for_the_same_draw() {
    let session = trained("chapter=stacked&preset=variational&epochs=5");
    let mut explorer = Explorer::default();
    let mut made = |draw: u64| match ask(&session, &mut explorer, ExploreCommand::Generate { draw }) {
        ExploreEvent::Generated(report) => report,
        other => panic!("{other:?}"),
    };
    let first = made(1);
    assert!(first.is_variational && first.prior.len() == 10 * N_PIXELS && first.gaussian != first.histograms);
    assert_eq!(made(1), first);
    assert_ne!(made(2).prior, first.prior);
}

#[test]
fn noise_leaves_samples_without_a_mean_within_reach() {
    let size = crate::geometry::ImageSize { height: 8, width: 8 };
    let mut rows = Array2::from_elem((2, 64), -0.25_f32);
    let mean = vec![0.25; 64];
    Noise { kind: NoiseKind::Strokes, strength: 1.0, seed: 7 }.apply(&mut rows, Some(&mean), size, 0);
    assert!(rows.iter().all(|&x| x == -0.25 || x == 0.75) && rows.iter().any(|&x| x == 0.75));
}
