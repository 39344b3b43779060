//! What the experiments of the worker keep between two commands, one state of a type: each module owns its own, and no other can
//! reach it.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
};

/// The states of the experiments, each made when it is first needed.
#[derive(Default)]
pub(super) struct States(HashMap<TypeId, Box<dyn Any>>);

impl States {
    /// Returns the state of a type.
    pub(super) fn get<T: Default + 'static>(&mut self) -> &mut T {
        let state = self.0.entry(TypeId::of::<T>()).or_insert_with(|| Box::<T>::default());
        match state.downcast_mut() {
            Some(state) => state,
            None => unreachable!("states are kept by their type"),
        }
    }
}
