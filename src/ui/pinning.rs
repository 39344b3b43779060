//! Keeping what is pinned from a lab, at the exercise that is worked on.

use crate::{
    lab::{protocol::encode, workbook::Pin},
    ui::state::Lab,
    web::{address, database::Store},
};
use leptos::{prelude::*, task::spawn_local};

/// Keeps a pin for the report, with the link of the lab as it is; `told` is called with whether the browser agreed.
pub fn keep(lab: Lab, pin: Pin, told: impl Fn(bool) + 'static) {
    let pin = Pin {
        id: js_sys::Date::now() as u64,
        exercise: lab.exercise.get_untracked().unwrap_or_default(),
        link: address::query(),
        ..pin
    };
    spawn_local(async move { told(Store::Workbook.put(pin.id, &encode(&pin).unwrap_or_default()).await) });
}
