//! The exercise that is worked on, while its lab is open.

use leptos::prelude::*;

/// The key of the exercise that is worked on: figures that are pinned go there. Copied freely.
#[derive(Clone, Copy)]
pub struct WorkedOn(pub RwSignal<Option<String>>);

/// The exercise that is worked on.
pub fn use_worked_on() -> RwSignal<Option<String>> {
    expect_context::<WorkedOn>().0
}
