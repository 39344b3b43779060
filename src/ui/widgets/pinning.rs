//! Keeping what is pinned from a lab, at the exercise that is worked on, with the link that leads back to where it stood.

use lab::{
    exchange::{link, small_labs::places},
    protocol::encode,
};
use leptos::{prelude::*, task::spawn_local};
use teaching::workbook::Pin;
use web::{address, database::Store};
use web_sys::Element;

/// The card in which something stands; none for what belongs to the chapter's run as a whole.
pub fn card_of(element: &Element) -> Option<String> {
    element.closest("[data-card]").ok().flatten()?.get_attribute("data-card")
}

/// The query string of the page as it is, leading to that card where links can lead to it.
pub fn query_at(card: Option<String>) -> String {
    let query = address::query();
    let link = link::parse(&query);
    let places = places(link.settings.chapter);
    let at = card.filter(|card| link.place().is_none() && places.contains(&card.as_str()));
    query + &at.map(|card| format!("&at={card}")).unwrap_or_default()
}

/// Keeps a pin for the report, with the link of the lab as it is, at the card from which it comes; `told` is called with whether
/// the browser agreed.
pub fn keep(worked_on: RwSignal<Option<String>>, pin: Pin, card: Option<String>, told: impl Fn(bool) + 'static) {
    let pin = Pin {
        id: js_sys::Date::now() as u64,
        exercise: worked_on.get_untracked().unwrap_or_default(),
        link: query_at(card),
        ..pin
    };
    spawn_local(async move { told(Store::Workbook.put(pin.id, &encode(&pin).unwrap_or_default()).await) });
}
