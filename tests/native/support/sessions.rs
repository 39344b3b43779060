//! Sessions of built-in data, driven without a clock.

use autoencoder_lab::lab::{
    exchange::link,
    protocol::RunCommand,
    run::{history::EpochMetrics, session::Session, source},
    settings::Settings,
};

pub(crate) fn settings(query: &str) -> Settings {
    let link = link::parse(query);
    assert_eq!(link.faults, []);
    link.settings
}

pub(crate) fn session(query: &str) -> Session {
    let settings = settings(query);
    let samples = source::assemble(&settings, &[], None).unwrap();
    Session::new(settings, &samples).unwrap()
}

pub(crate) fn run_to_end(session: &mut Session) -> Vec<EpochMetrics> {
    session.handle(RunCommand::Play).unwrap();
    while !session.is_idle() {
        session.advance().unwrap();
    }
    session.metrics().to_vec()
}

pub(crate) fn run(query: &str) -> Vec<EpochMetrics> {
    run_to_end(&mut session(query))
}

pub(crate) fn prepare(session: &mut Session) {
    while !session.is_idle() {
        session.advance().unwrap();
    }
}
