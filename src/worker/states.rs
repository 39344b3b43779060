//! The states that the experiments of the worker keep between commands, one for each type: each module owns its own,
//! and no other can reach it.

use std::any::Any;

/// The states of the experiments, each created on first use.
#[derive(Default)]
pub(super) struct States(Vec<Box<dyn Any>>);

impl States {
    /// Returns the state of a type.
    pub(super) fn get<T: Default + 'static>(&mut self) -> &mut T {
        let idx = self.0.iter().position(|state| state.is::<T>()).unwrap_or_else(|| {
            self.0.push(Box::<T>::default());
            self.0.len() - 1
        });
        match self.0[idx].downcast_mut() {
            Some(state) => state,
            None => unreachable!("the state of this type stands there"),
        }
    }
}
