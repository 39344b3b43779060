//! A table pinned for the report, as it stands on the page.

use crate::{
    lab::{protocol::encode, workbook::Pin},
    ui::{i18n::td_string, language::use_locale, state::use_lab, words::say},
    web::database::Store,
};
use leptos::{html::Div, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A button that pins the table of the card around it.
#[component]
pub fn PinTable(
    /// What the table shows: its title in the report.
    #[prop(into)]
    title: Signal<&'static str>,
) -> impl IntoView {
    let (lab, locale) = (use_lab(), use_locale());
    let place = NodeRef::<Div>::new();
    let is_pinned = RwSignal::new(None::<bool>);
    let pin = move |_| {
        let table = place.get_untracked().and_then(|place| table_around(&place)).unwrap_or_default();
        if table.is_empty() {
            return;
        }
        let pin = Pin {
            id: js_sys::Date::now() as u64,
            exercise: lab.exercise.get_untracked().unwrap_or_default(),
            title: title.get_untracked().to_owned(),
            link: window().location().search().unwrap_or_default().trim_start_matches('?').to_owned(),
            table,
            ..Pin::default()
        };
        spawn_local(async move {
            let is_agreed = Store::Workbook.put(pin.id, &encode(&pin).unwrap_or_default()).await;
            is_pinned.try_set(Some(is_agreed));
        });
    };
    let said = move || match is_pinned.get() {
        None => "",
        Some(true) => td_string!(locale(), figure.pinned),
        Some(false) => td_string!(locale(), figure.not_pinned),
    };
    view! {
        <div class="actions pin-table" node_ref=place>
            <button type="button" class="ghost" data-action="pin-table" on:click=pin>{say!(figure.pin_table)}</button>
            <span role="status">{said}</span>
        </div>
    }
}

/// The words of the nearest table, row by row.
fn table_around(element: &Element) -> Option<Vec<Vec<String>>> {
    let card = element.closest(".card, section").ok()??;
    let table = card.query_selector("table").ok()??;
    let all = |of: &Element, selector: &str| -> Vec<Element> {
        let found = of.query_selector_all(selector).ok();
        let found = found.iter().flat_map(|list| (0..list.length()).filter_map(|idx| list.get(idx)));
        found.filter_map(|node| node.dyn_into().ok()).collect()
    };
    let words = |cell: &Element| cell.dyn_ref::<HtmlElement>().map(HtmlElement::inner_text).unwrap_or_default();
    let row = |row: &Element| all(row, "th, td").iter().map(|cell| words(cell).trim().to_owned()).collect();
    Some(all(&table, "tr").iter().map(row).collect())
}
