//! A table pinned for the report, as it stands on the page.

use crate::{
    i18n::td_string,
    store::{exercise::use_worked_on, language::use_locale},
    widgets::pinning,
    words::say,
};
use leptos::{html::Div, prelude::*};
use teaching::workbook::Pin;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A button that pins the nearest table.
#[component]
pub fn PinTable(
    /// The description of the table: its title in the report.
    #[prop(into)]
    title: Signal<&'static str>,
) -> impl IntoView {
    let (worked_on, locale) = (use_worked_on(), use_locale());
    let place = NodeRef::<Div>::new();
    let is_pinned = RwSignal::new(None::<bool>);
    let pin = move |_| {
        let place = place.get_untracked();
        let table = place.as_ref().and_then(|place| table_around(place)).unwrap_or_default();
        if table.is_empty() {
            return;
        }
        let pin = Pin { title: title.get_untracked().to_owned(), table, ..Pin::default() };
        let card = place.and_then(|place| pinning::card_of(&place));
        pinning::keep(worked_on, pin, card, move |is_agreed| {
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

/// The words of the nearest table, row by row; columns that hold nothing but buttons are left out.
fn table_around(element: &Element) -> Option<Vec<Vec<String>>> {
    let mut around = element.parent_element();
    let table = loop {
        let part = around?;
        match part.query_selector("table").ok()? {
            Some(table) => break table,
            None => around = part.parent_element(),
        }
    };
    let all = |of: &Element, selector: &str| -> Vec<Element> {
        let found = of.query_selector_all(selector).ok();
        let found = found.iter().flat_map(|list| (0..list.length()).filter_map(|idx| list.get(idx)));
        found.filter_map(|node| node.dyn_into().ok()).collect()
    };
    let words = |cell: &Element| {
        let is_of_page = cell.query_selector("button, .visually-hidden").is_ok_and(|found| found.is_some());
        let text = cell.dyn_ref::<HtmlElement>().filter(|_| !is_of_page).map(HtmlElement::inner_text);
        text.unwrap_or_default().trim().to_owned()
    };
    let row = |row: &Element| all(row, "th, td").iter().map(words).collect();
    let mut rows: Vec<Vec<String>> = all(&table, "tr").iter().map(row).collect();
    let n_columns = rows.iter().map(Vec::len).max()?;
    for column in (0..n_columns).rev() {
        if rows.iter().all(|row| row.get(column).is_none_or(String::is_empty)) {
            rows.iter_mut().filter(|row| row.len() > column).for_each(|row| drop(row.remove(column)));
        }
    }
    Some(rows)
}
