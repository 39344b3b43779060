//! The page's end of the worker: commands go out, and each event goes to the part of the page that has subscribed to its topic.

use lab::protocol::{Command, Event, Topic};
use leptos::prelude::*;
use web::worker_link::{Arrival, WorkerLink};

/// Sends commands and hands on events. Copied freely.
#[derive(Clone, Copy)]
pub struct WorkerPort {
    /// Sum of the sources: a worker of another build is refused.
    pub build_stamp: &'static str,
    /// True once the worker has failed, until another one is started.
    pub is_broken: RwSignal<bool>,
    link: StoredValue<Option<WorkerLink>, LocalStorage>,
    /// True once the worker has greeted: commands sent before are lost.
    is_listening: RwSignal<bool>,
    subscribers: StoredValue<Vec<Subscriber>>,
    /// Called whenever a worker has greeted, in the order of their registration.
    on_greeting: StoredValue<Vec<Callback<()>>>,
    last_id: StoredValue<u32>,
}

#[derive(Clone, Copy)]
struct Subscriber {
    topic: Topic,
    id: u32,
    take: Callback<Event>,
}

impl WorkerPort {
    /// Makes a port without a worker; [`WorkerPort::start`] starts one.
    pub fn new(build_stamp: &'static str) -> Self {
        Self {
            build_stamp,
            is_broken: RwSignal::new(false),
            link: StoredValue::new_local(None),
            is_listening: RwSignal::new(false),
            subscribers: StoredValue::new(Vec::new()),
            on_greeting: StoredValue::new(Vec::new()),
            last_id: StoredValue::new(0),
        }
    }

    /// Starts a worker in place of the one before, which may have failed.
    pub fn start(self) {
        self.is_broken.set(false);
        self.is_listening.set(false);
        match WorkerLink::start(self.build_stamp, move |arrival| self.receive(arrival)) {
            Ok(link) => self.link.set_value(Some(link)),
            Err(_) => self.is_broken.set(true),
        }
    }

    /// Sends every event of a topic to `take`, in place of an earlier subscriber, until the owner around ends.
    pub fn subscribe(self, topic: Topic, take: impl Fn(Event) + Send + Sync + 'static) {
        self.last_id.update_value(|id| *id = id.wrapping_add(1));
        let id = self.last_id.get_value();
        let subscriber = Subscriber { topic, id, take: Callback::new(take) };
        self.subscribers.update_value(|all| {
            all.retain(|other| other.topic != topic);
            all.push(subscriber);
        });
        on_cleanup(move || {
            self.subscribers.try_update_value(|all| all.retain(|other| other.id != id));
        });
    }

    /// Calls `resume` whenever a worker has greeted, as long as the page lives: a new worker knows nothing of the one before.
    pub fn on_greeting(self, resume: impl Fn() + Send + Sync + 'static) {
        self.on_greeting.update_value(|all| all.push(Callback::new(move |()| resume())));
    }

    /// True once the worker takes commands. Tracked.
    pub fn is_listening(self) -> bool {
        self.is_listening.get()
    }

    /// Sends a command to the worker.
    pub fn send(self, command: &Command) {
        self.send_with_files(command, &[]);
    }

    /// Sends a command with files of the user's.
    pub fn send_with_files(self, command: &Command, files: &[web_sys::File]) {
        self.link.with_value(|link| {
            if let Some(link) = link
                && self.is_listening.get_untracked()
            {
                link.send_with_files(command, files);
            }
        });
    }

    fn receive(self, arrival: Arrival) {
        match arrival {
            Arrival::Broken => {
                self.link.set_value(None);
                self.is_broken.set(true);
            }
            Arrival::Event(event) => {
                let topic = event.topic();
                if topic == Topic::Worker {
                    self.hear_of_worker(&event);
                }
                let subscriber = self.subscribers.with_value(|all| all.iter().find(|one| one.topic == topic).copied());
                if let Some(subscriber) = subscriber {
                    subscriber.take.run(*event);
                }
            }
        }
    }

    fn hear_of_worker(self, event: &Event) {
        match event {
            Event::Hello { .. } => {
                self.is_listening.set(true);
                for resume in self.on_greeting.get_value() {
                    resume.run(());
                }
            }
            // A part without a place of its own for a fault: a worker that is started anew fetches it again.
            Event::PartMissing(_) => self.is_broken.set(true),
            _ => {}
        }
    }
}

/// The port of the page.
pub fn use_port() -> WorkerPort {
    expect_context()
}
