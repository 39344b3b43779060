//! Networks that leave as files and come back: they show what they showed, and train on from there.

use crate::support::sessions::{prepare, run, run_to_end, session, settings};
use autoencoder_lab::lab::{
    exchange::{
        link,
        weights::{Form, WeightsFault, tensors::LoadedWeights},
    },
    protocol::RunCommand,
    run::{
        session::{Session, settings_of_weights},
        snapshot::Provenance,
    },
};

/// A session of the settings in a file, started from its weights.
fn opened(bytes: &[u8]) -> Session {
    let weights = LoadedWeights::read(bytes).unwrap();
    let query = weights.query.clone().unwrap();
    let settings = settings_of_weights(Some(&query), &settings("chapter=pca"));
    let mut session = session(&link::format(&settings));
    let provenance = Provenance { name: "a file".to_owned(), n_epochs: weights.n_epochs };
    session.start_from(&weights, provenance).unwrap();
    session
}

#[test]
fn a_network_comes_back_with_its_reconstructions_in_every_variant() {
    for variant in ["", "&preset=tied", "&preset=greedy", "&preset=sparse-kl", "&preset=variational", "&units=1-4"] {
        let query = format!("chapter=stacked&data=digits&epochs=3{variant}");
        let last = run(&query).last().copied().unwrap();
        let mut trained = session(&query);
        run_to_end(&mut trained);
        let mut back = opened(&trained.file(Form::Safetensors, &query).unwrap().1);
        prepare(&mut back);
        assert_eq!(back.snapshot(0, 0).images, trained.snapshot(0, 0).images, "{variant}");
        // Measured anew of the same weights, and that before anything is trained.
        let first = back.metrics()[0];
        assert_eq!((first.epoch, first.val_loss), (0, last.val_loss), "{variant}");
        assert_eq!(back.info().provenance.unwrap().n_epochs, Some(trained.snapshot(0, 0).epoch));

        back.handle(RunCommand::StepEpoch).unwrap();
        while !back.is_idle() {
            back.advance().unwrap();
        }
        assert_ne!(back.snapshot(0, 0).images, trained.snapshot(0, 0).images, "{variant}: it trains on");
        back.handle(RunCommand::Reset).unwrap();
        prepare(&mut back);
        assert_eq!(back.snapshot(0, 0).images, trained.snapshot(0, 0).images, "{variant}: anew from the same weights");
        // What leaves then says how long it has been trained in all.
        let again = LoadedWeights::read(&back.weights(&query).unwrap()).unwrap();
        assert_eq!(again.n_epochs, Some(trained.snapshot(0, 0).epoch));
    }
}

#[test]
fn a_kept_network_leaves_as_it_was_after_its_epoch() {
    const QUERY: &str = "chapter=stacked&data=digits&epochs=4&checkpoints=2,4";
    let mut session = session(QUERY);
    run_to_end(&mut session);
    let at_the_end = session.snapshot(0, 0).images;
    session.open_checkpoint(Some(0));
    let (name, bytes) = session.file(Form::Safetensors, QUERY).unwrap();
    assert!(name.contains("epoch-2"), "{name}");
    let mut back = opened(&bytes);
    prepare(&mut back);
    let checkpoint = session.snapshot(0, 0).checkpoints[0].images.clone();
    assert_eq!(back.snapshot(0, 0).images, checkpoint);
    assert_ne!(checkpoint, at_the_end);
}

#[test]
fn a_network_without_all_its_layers_is_not_handed_out() {
    let mut session = session("chapter=stacked&data=digits&preset=greedy");
    prepare(&mut session);
    assert_eq!(session.file(Form::Safetensors, ""), Err(WeightsFault::Unfinished));
    assert_eq!(session.weights(""), Err(WeightsFault::Unfinished));
}

#[test]
fn codes_leave_with_the_classes_of_their_images() {
    let mut session = session("chapter=stacked&data=digits&epochs=1");
    run_to_end(&mut session);
    let (name, bytes) = session.file(Form::Codes, "").unwrap();
    let table = String::from_utf8(bytes).unwrap();
    let labels = session.info().labels;
    let columns = 2 + session.settings().code_size();
    assert!(name.starts_with("codes-digits"), "{name}");
    assert_eq!(table.lines().count(), labels.len() + 1);
    for (line, label) in table.lines().skip(1).zip(labels) {
        let cells: Vec<_> = line.split(',').collect();
        assert_eq!((cells.len(), cells[1].parse()), (columns, Ok(label)));
    }
}

#[test]
fn a_file_of_another_origin_is_for_the_network_at_hand() {
    let mut trained = session("chapter=stacked&data=digits&epochs=1");
    run_to_end(&mut trained);
    let weights = LoadedWeights::read(&trained.weights("").unwrap()).unwrap();
    assert_eq!(&settings_of_weights(None, trained.settings()), trained.settings());
    let provenance = || Provenance { name: "a file".to_owned(), n_epochs: None };
    let mut other = session("chapter=stacked&data=digits&layers=7,2");
    let before = other.autoencoder().clone();
    let refusal = other.start_from(&weights, provenance());
    assert!(matches!(refusal, Err(WeightsFault::Shape { name, .. }) if name == "encoder.0.weight"));
    assert_eq!(other.autoencoder(), &before);
    let mut same = session("chapter=stacked&data=digits&seed=9");
    same.start_from(&weights, provenance()).unwrap();
    assert_eq!(same.autoencoder(), trained.autoencoder());
}
