//! Whether the page is kept in the browser, so that it opens without a network.

use crate::store::port::WorkerPort;
use lab::protocol::{Event, Topic};
use leptos::prelude::*;
use web::offline::keep_page;

/// The state of the offline copy. Copied freely.
#[derive(Clone, Copy)]
pub struct Offline {
    /// True if the page is stored for offline use.
    pub is_kept: RwSignal<bool>,
    /// The instructions that this browser's worker was made for, once it has said so: one of two workers is kept.
    simd: StoredValue<Option<String>>,
}

impl Default for Offline {
    /// Not kept yet.
    fn default() -> Self {
        Self { is_kept: RwSignal::new(false), simd: StoredValue::new(None) }
    }
}

impl Offline {
    /// Takes note of the worker that runs whenever one greets.
    pub fn follow(self, port: WorkerPort) {
        port.subscribe(Topic::Worker, move |event| {
            if let Event::Hello { simd, .. } = event {
                self.simd.set_value(Some(simd));
            }
        });
    }

    /// Keeps the page, once everything is fetched. Where the browser cannot, the page works as long as it is open, and nothing
    /// is said.
    pub async fn keep(self) {
        if let Some(simd) = self.simd.get_value() {
            self.is_kept.set(keep_page(&simd).await.is_ok());
        }
    }
}

/// The page's copy in the browser.
pub fn use_offline() -> Offline {
    expect_context()
}
