//! The corner from which rows of images are taken away, read from the page as the reader sees them.

use super::{drawing::Draw, drawing::Taken, take_away::TakeAwayMenu};
use crate::{
    i18n::td_string,
    store::language::use_locale,
    widgets::part_view::{FoldedPart, TAKE_ROWS},
};
use leptos::{context::Provider, html::Div, prelude::*};
use plot::image_rows::{ImageRowsFigure, PixelRow};
use std::rc::Rc;
use web::canvas::{CanvasRow, rows_around};
use web_sys::Element;

/// What the rows around the menu show.
#[derive(Clone, Copy)]
struct Title(Signal<String>);

/// The corner; it stands in what it takes away, an element of the class `image-rows`.
#[component]
pub fn TakeRows(
    /// The description of the rows: the title of the picture.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), figure.take_away));
    view! {
        <div class="take-rows">
            <div class="take-away">
                <Provider value=Title(title)><FoldedPart part=TAKE_ROWS class="" label>"⤓"</FoldedPart></Provider>
            </div>
        </div>
    }
}

/// The menu of the rows around, fetched when it is first opened.
#[component]
pub fn TakeRowsMenu() -> impl IntoView {
    let Title(label) = expect_context();
    let place = NodeRef::<Div>::new();
    let rows = move || place.get_untracked().map(|place| pixel_rows(&place)).unwrap_or_default();
    let draw: Draw = Rc::new(move |area, style| {
        // As all figures: a backend that fails leaves nothing, and there is nobody to tell.
        let _ = ImageRowsFigure { rows: &rows() }.draw(area, style);
        None
    });
    let size = Signal::derive(move || ImageRowsFigure { rows: &rows() }.size());
    let draw = StoredValue::new_local(draw);
    let taken = Taken { label, draw, size, redraw: RwSignal::new(0), has_legend: false };
    view! { <div node_ref=place><Provider value=taken><TakeAwayMenu/></Provider></div> }
}

fn pixel_rows(place: &Element) -> Vec<PixelRow> {
    let rows = rows_around(place).into_iter();
    rows.map(|CanvasRow { words, width, rgba }| PixelRow { words, width, rgba }).collect()
}
