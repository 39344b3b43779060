//! A figure whose values are read off place by place, by pointer or keys: a line goes through the place that is looked at, with
//! a ring around each value and all of them in words.
//!
//! Where values lie is said by the figure itself ([`Column`]); points of a plane are explored by `scatter`.

use crate::{
    i18n::Locale,
    store::{appearance::density, language::use_locale},
    widgets::{
        drawing::Area,
        figure::Figure,
        numbers::{four_digits, grouped},
    },
    words::say,
};
use leptos::{html::Div, prelude::*};
use plot::{
    columns::{Column, ColumnPoint, nearest, walked},
    style::Style,
};
use web_sys::{KeyboardEvent, PointerEvent};

/// Places that an arrow with Shift goes at once.
const LONG_STEP: isize = 10;

/// Width of a plot from which on words have room beside a place, CSS pixels; on a narrower one they stand below.
const ROOM_BESIDE: f64 = 480.0;

/// A figure over a horizontal axis; `draw` is called whenever a signal that it reads, the size or the look changes.
#[component]
pub fn ReadableFigure(
    /// The description of the figure.
    #[prop(into)]
    label: Signal<String>,
    /// Draws, and returns the values that can be read. A backend that fails leaves the canvas as it was.
    draw: impl Fn(&Area, &Style) -> Option<Vec<Column>> + 'static,
    /// The name of the places on the horizontal axis: epochs, components.
    #[prop(into)]
    places: Signal<&'static str>,
    /// The names of the series, in the figure's order.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// The classes of its plot.
    #[prop(default = "plot curves")]
    class: &'static str,
) -> impl IntoView {
    let locale = use_locale();
    let columns = StoredValue::new(Vec::<Column>::new());
    // Raised by every drawing: the values have changed.
    let n_drawn = RwSignal::new(0_u32);
    let looked_at = RwSignal::new(None::<f64>);
    let by_key = RwSignal::new(false);
    let plot = NodeRef::<Div>::new();
    let draw = move |area: &Area, style: &Style| {
        columns.set_value(draw(area, style).unwrap_or_default());
        n_drawn.update(|n| *n = n.wrapping_add(1));
        None
    };
    let column = move || {
        n_drawn.track();
        let place = looked_at.get()?;
        columns.with_value(|columns| walked(columns, Some(place), 0).cloned())
    };
    let look = move |event: PointerEvent| {
        // Of the plot, whatever in it the pointer is over.
        let left = plot.get_untracked().map_or(0.0, |plot| plot.get_bounding_client_rect().left());
        let x_px = ((f64::from(event.client_x()) - left) * density()) as f32;
        by_key.set(false);
        looked_at.set(columns.with_value(|columns| nearest(columns, x_px).map(|column| column.place)));
    };
    // A finger that is lifted leaves behind what it has asked for.
    let leave = move |event: PointerEvent| {
        if event.pointer_type() != "touch" {
            looked_at.set(None);
        }
    };
    let press = move |event: KeyboardEvent| {
        let step = if event.shift_key() { LONG_STEP } else { 1 };
        let (from, n_steps) = match event.key().as_str() {
            "ArrowLeft" => (looked_at.get_untracked(), -step),
            "ArrowRight" => (looked_at.get_untracked(), step),
            "Home" => (None, 1),
            "End" => (None, -1),
            "Escape" => return looked_at.set(None),
            _ => return,
        };
        event.prevent_default();
        by_key.set(true);
        looked_at.set(columns.with_value(|columns| walked(columns, from, n_steps).map(|column| column.place)));
    };
    let lines = move |column: &Column| said(column, places.get(), &names.get(), locale());
    let reading = move || {
        let column = column()?;
        let lines = lines(&column);
        let px = |pixels: f32| format!("{:.1}px", f64::from(pixels) / density());
        let width = plot.get_untracked().map_or(0.0, |plot| plot.get_bounding_client_rect().width());
        let is_flipped = f64::from(column.x_px) / density() > width / 2.0;
        let is_strip = width < ROOM_BESIDE;
        let ring = |y_px: f32| view! { <span class="ring" style:left=px(column.x_px) style:top=px(y_px)></span> };
        let line = |line: String| view! { <span class="tip-words">{line}</span> };
        Some(view! {
            <span class="plumb" style:left=px(column.x_px)></span>
            {column.points.iter().map(|point| ring(point.y_px)).collect_view()}
            <div class="tip reading" class:flipped=is_flipped class:strip=is_strip style:left=px(column.x_px)>
                <div class="tip-box">{lines.into_iter().map(line).collect_view()}</div>
            </div>
        })
    };
    // A pointer is watched by whoever moves it: only keys are answered aloud.
    let aloud = move || column().filter(|_| by_key.get()).map(|column| lines(&column).join("; "));
    view! {
        <div class=class node_ref=plot tabindex="0" role="group" aria-label=say!(figure.read) on:keydown=press
            on:pointermove=look on:pointerdown=look on:pointerleave=leave on:blur=move |_| looked_at.set(None)>
            <Figure label draw/>
            {reading}
        </div>
        <p class="visually-hidden" role="status">{aloud}</p>
    }
}

/// A column in words: its place, then each value with the name of its series.
fn said(column: &Column, places: &str, names: &[String], locale: Locale) -> Vec<String> {
    let place = match column.place {
        place if place >= 0.0 && place.fract() == 0.0 => grouped(place as u64, locale),
        place => four_digits(place, locale),
    };
    let value = |point: &ColumnPoint| {
        let name = names.get(point.series_idx).map_or("", String::as_str);
        format!("{name}: {}", four_digits(point.value, locale))
    };
    std::iter::once(format!("{places}: {place}")).chain(column.points.iter().map(value)).collect()
}
