//! States that outlive the chapter that made them: each is made by whoever asks first, and owned by the page.

use leptos::prelude::*;
use std::any::Any;

/// The states that the page keeps, one of a type. Copied freely.
#[derive(Clone, Copy)]
pub struct Lasting {
    owner: StoredValue<Owner>,
    states: StoredValue<Vec<Box<dyn Any + Send + Sync>>>,
}

impl Lasting {
    /// Makes a store that keeps states as long as the owner around lives.
    pub fn of_owner() -> Self {
        Self { owner: StoredValue::new(Owner::current().unwrap_or_default()), states: StoredValue::new(Vec::new()) }
    }

    /// Returns the state of this type, made now if nobody has asked for it yet.
    pub fn get<T: Copy + Send + Sync + 'static>(self, make: impl FnOnce() -> T) -> T {
        if let Some(state) = self.find() {
            return state;
        }
        let state = self.owner.get_value().with(make);
        self.states.update_value(|states| states.push(Box::new(state)));
        state
    }

    fn find<T: Copy + 'static>(self) -> Option<T> {
        self.states.with_value(|states| states.iter().find_map(|state| state.downcast_ref().copied()))
    }
}

/// Returns the page's state of this type, made now if nobody has asked for it yet.
pub fn lasting<T: Copy + Send + Sync + 'static>(make: impl FnOnce() -> T) -> T {
    expect_context::<Lasting>().get(make)
}
