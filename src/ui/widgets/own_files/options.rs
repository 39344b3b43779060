//! How the user's own files are to be read: header, labels and scaling of a table, size and ink of pictures.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        own_files::{OwnFiles, use_own_files},
    },
    words::say,
};
use lab::exchange::own_data::{ColumnChoice, FileKind, Header, PICTURE_SIDES, Reading, Scaling, TableInfo, Understood};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

const HEADERS: [Header; 3] = [Header::Detect, Header::Yes, Header::No];
const SCALINGS: [Scaling; 4] = [Scaling::UnitRange, Scaling::UnitRangeOverall, Scaling::Standard, Scaling::None];

/// The choices that the kind of file has; each of them reads the files anew.
#[component]
pub fn Options(
    /// The detected content of the files.
    understood: Arc<Understood>,
) -> impl IntoView {
    let reading = understood.reading;
    let focused = use_own_files().focused.get_untracked();
    request_animation_frame(move || focus_named(&focused));
    match (understood.kind, understood.table.clone()) {
        (FileKind::Table, Some(table)) => view! { <TableOptions reading table/> }.into_any(),
        (FileKind::Picture, _) => view! { <PictureOptions reading/> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn TableOptions(reading: Reading, table: TableInfo) -> impl IntoView {
    let (own, locale) = (use_own_files(), use_locale());
    let again = move |event: &leptos::ev::Event, reading: Reading| read_again(own, event, reading);
    let choice = table.choice;
    let set_header = move |event| {
        let header = HEADERS.get(picked(&event)).copied().unwrap_or_default();
        // Columns may be called otherwise then: what was chosen of them is not taken along.
        again(&event, Reading { header, columns: None, ..reading });
    };
    let set_label = move |event| {
        let columns = ColumnChoice { label_column: picked(&event).checked_sub(1), ..choice };
        again(&event, Reading { columns: Some(columns), ..reading });
    };
    let set_scaling = move |event| {
        let columns = ColumnChoice { scaling: SCALINGS.get(picked(&event)).copied().unwrap_or_default(), ..choice };
        again(&event, Reading { columns: Some(columns), ..reading });
    };
    let set_images = move |event| {
        again(&event, Reading { has_images: Some(event_target_checked(&event)), columns: Some(choice), ..reading });
    };
    let header_word = move |header: Header| match header {
        Header::Detect => td_string!(locale(), own.header_detect),
        Header::Yes => td_string!(locale(), own.header_yes),
        Header::No => td_string!(locale(), own.header_no),
    };
    let columns = table.columns.iter().enumerate().map(|(idx, name)| {
        let is_chosen = choice.label_column == Some(idx);
        view! { <option value=(idx + 1).to_string() selected=is_chosen>{name.clone()}</option> }
    });
    view! {
        <div class="options">
            <label class="field"><span>{say!(own.header)}</span>
                <select name="own-header" on:change=set_header>
                    {HEADERS.iter().enumerate().map(|(idx, &header)| view! {
                        <option value=idx.to_string() selected={reading.header == header}>{move || header_word(header)}</option>
                    }).collect_view()}
                </select>
            </label>
            <label class="field"><span>{say!(own.label_column)}</span>
                <select name="own-labels" on:change=set_label>
                    <option value="0" selected=choice.label_column.is_none()>{say!(own.no_label)}</option>
                    {columns.collect_view()}
                </select>
            </label>
            <label class="field"><span>{say!(own.scaling)}</span>
                <select name="own-scaling" on:change=set_scaling>
                    {SCALINGS.iter().enumerate().map(|(idx, &scaling)| view! {
                        <option value=idx.to_string() selected={choice.scaling == scaling}>{move || scaling_word(locale(), scaling)}</option>
                    }).collect_view()}
                </select>
            </label>
            {table.may_be_images.then(|| view! {
                <div class="field inline"><label><span>{say!(own.as_images)}</span>
                    <input type="checkbox" name="own-images" checked=reading.has_images.unwrap_or(table.are_images) on:change=set_images/>
                </label></div>
            })}
        </div>
    }
}

#[component]
fn PictureOptions(reading: Reading) -> impl IntoView {
    let own = use_own_files();
    let set_side = move |event| read_again(own, &event, Reading { picture_side: picked(&event), ..reading });
    let set_ink = move |event| read_again(own, &event, Reading { inverts: event_target_checked(&event), ..reading });
    view! {
        <div class="options">
            <label class="field"><span>{say!(own.picture_side)}</span>
                <select name="own-side" on:change=set_side>
                    {PICTURE_SIDES.iter().map(|&side| view! {
                        <option value=side.to_string() selected={reading.picture_side == side}>{format!("{side}×{side}")}</option>
                    }).collect_view()}
                </select>
                <small>{say!(own.picture_hint)}</small>
            </label>
            <div class="field inline"><label><span>{say!(own.inverts)}</span>
                <input type="checkbox" name="own-inverts" checked=reading.inverts on:change=set_ink/>
            </label></div>
        </div>
    }
}

/// Has the files read otherwise, and remembers who asked: what is shown then is made anew.
fn read_again(own: OwnFiles, event: &leptos::ev::Event, reading: Reading) {
    own.focused.set(event_target::<web_sys::Element>(event).get_attribute("name").unwrap_or_default());
    own.read_again(reading);
}

/// Gives the focus to the control of this name in the dialogue.
fn focus_named(name: &str) {
    let found = document().query_selector(&format!("dialog [name=\"{name}\"]")).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Refused only where it cannot be seen.
        let _ = element.focus();
    }
}

/// The number that stands for what was picked in a list.
fn picked(event: &leptos::ev::Event) -> usize {
    event_target_value(event).parse().unwrap_or(0)
}

fn scaling_word(locale: Locale, scaling: Scaling) -> &'static str {
    match scaling {
        Scaling::None => td_string!(locale, own.scale_none),
        Scaling::UnitRange => td_string!(locale, own.scale_unit),
        Scaling::UnitRangeOverall => td_string!(locale, own.scale_overall),
        Scaling::Standard => td_string!(locale, own.scale_standard),
    }
}
