//! The choices in the tools. They stand in the address, so that a link leads to them.

use super::state::use_exploring;
use crate::store::link_keys::use_link_keys;
use lab::{exchange::small_labs::SmallLabs, experiments::exploring::choices::ToolChoices};
use leptos::prelude::*;

/// The choices made in the tools. They are kept in the address, so that a link restores them.
#[derive(Clone, Copy)]
pub struct Choices(RwSignal<SmallLabs>);

impl Choices {
    /// One of the choices; changes of others are not told.
    #[must_use]
    pub fn memo<T: PartialEq + Send + Sync + 'static>(self, get: fn(&ToolChoices) -> T) -> Memo<T> {
        Memo::new(move |_| self.0.with(|labs| get(&labs.tools)))
    }

    /// Chooses.
    pub fn change(self, with: impl FnOnce(&mut ToolChoices)) {
        self.0.update(|labs| with(&mut labs.tools));
    }

    /// An image of the gallery: the one chosen, or that among the images to choose from which stands there first.
    #[must_use]
    pub fn image(self, get: fn(&mut ToolChoices) -> &mut usize, first: usize) -> ChosenImage {
        let state = use_exploring();
        let chosen = Memo::new(move |_| {
            let chosen = self.0.with(|labs| *get(&mut { labs.tools }));
            state.plane.with(|plane| {
                let plane = plane.as_ref()?;
                let chosen = chosen.checked_sub(1).filter(|place| *place < plane.points.len());
                chosen.or_else(|| plane.picks.get(first).copied())
            })
        });
        ChosenImage {
            place: chosen.into(),
            choose: Callback::new(move |place: usize| self.change(|tools| *get(tools) = place + 1)),
        }
    }
}

/// An image that is chosen by its place in the gallery.
#[derive(Clone, Copy)]
pub struct ChosenImage {
    /// Its place; none before the gallery is known.
    pub place: Signal<Option<usize>>,
    /// Chooses another.
    pub choose: Callback<usize>,
}

/// The choices of the page.
pub fn use_choices() -> Choices {
    Choices(use_link_keys().small)
}
