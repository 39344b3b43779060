//! The page's end of the link to its worker. A worker that fails is ended, and the page is told.

use gloo::events::EventListener;
use js_sys::{Array, Uint8Array};
use lab::protocol::{Command, Event, decode, encode};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Describes what arrives at the page.
#[derive(Debug)]
pub enum Arrival {
    /// An event of the worker.
    Event(Box<Event>),
    /// The worker has failed, or it speaks another build's language; it has to be started anew.
    Broken,
}

/// A running worker. Dropping it ends the worker and its listeners.
#[derive(Debug)]
pub struct WorkerLink {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl WorkerLink {
    /// Starts a worker of the same build as the page; its messages go to `on_arrival`.
    ///
    /// # Errors
    /// When the browser refuses to start a worker at all.
    pub fn start(build_stamp: &'static str, on_arrival: impl Fn(Arrival) + Clone + 'static) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&format!("./start_worker.js?{build_stamp}"), &options)?;
        let on_message = {
            let on_arrival = on_arrival.clone();
            EventListener::new(&worker, "message", move |event| on_arrival(read(build_stamp, event)))
        };
        let broken = |name: &'static str| {
            let on_arrival = on_arrival.clone();
            EventListener::new(&worker, name, move |_| on_arrival(Arrival::Broken))
        };
        let listeners = [on_message, broken("error"), broken("messageerror")];
        Ok(Self { worker, _listeners: listeners })
    }

    /// Sends a command; its bytes are handed over, not copied.
    pub fn send(&self, command: &Command) {
        self.send_with_files(command, &[]);
    }

    /// Sends a command with files of the user's, which the worker reads itself.
    pub fn send_with_files(&self, command: &Command, files: &[File]) {
        let Ok(bytes) = encode(command) else { return };
        let buffer = Uint8Array::from(bytes.as_slice()).buffer();
        let mut message = Array::of1(&buffer);
        message.extend(files.iter());
        // Only a buffer that is already gone is refused, and this one is new.
        let _ = self.worker.post_message_with_transfer(&message, &Array::of1(&buffer));
    }
}

impl Drop for WorkerLink {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn read(own_stamp: &str, event: &web_sys::Event) -> Arrival {
    let message: &MessageEvent = event.unchecked_ref();
    match decode(&Uint8Array::new(&message.data()).to_vec()) {
        Ok(Event::Hello { build_stamp, .. }) if build_stamp != own_stamp => Arrival::Broken,
        Ok(event) => Arrival::Event(Box::new(event)),
        Err(_) => Arrival::Broken,
    }
}
