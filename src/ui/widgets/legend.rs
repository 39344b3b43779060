//! The legend beside a figure, read from the page as the reader sees it, to go with the figure when it is taken away.

use leptos::prelude::window;
use plot::{
    marks::{CLASS_SHAPES, Shape},
    palette::Colour,
};
use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element};

/// How an entry is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swatch {
    /// A line.
    Line,
    /// A line of dashes or dots.
    Dashes,
    /// A mark.
    Mark(Shape),
}

/// An entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// How it is marked.
    pub swatch: Swatch,
    /// In which colour.
    pub colour: Colour,
    /// The meaning of the mark, in words.
    pub words: String,
}

/// The entries of the legends in the card around an element; those that the reader has switched off are left out.
pub fn around(element: &Element) -> Vec<Entry> {
    let Ok(Some(card)) = element.closest(".card, section") else { return Vec::new() };
    let Ok(items) = card.query_selector_all(".legend > li:not(.legend-all)") else { return Vec::new() };
    let items = (0..items.length()).filter_map(|idx| items.get(idx)?.dyn_into::<Element>().ok());
    items.filter(|item| is_beside(item, element)).filter_map(|item| entry(&item)).collect()
}

/// Whether a legend's entry is of the figure of `element`: the smallest part of the page that holds the entry and any figure
/// holds this one. In a card of several figures, another one's legend would tell lies.
fn is_beside(item: &Element, element: &Element) -> bool {
    let mut around = item.parent_element();
    while let Some(part) = around {
        if part.query_selector(".figure").is_ok_and(|figure| figure.is_some()) {
            return part.contains(Some(element));
        }
        around = part.parent_element();
    }
    false
}

fn entry(item: &Element) -> Option<Entry> {
    if item.query_selector("[aria-pressed=\"false\"]").ok()?.is_some() {
        return None;
    }
    let style = window().get_computed_style_with_pseudo_elt(item, "::before").ok()??;
    let words = item.text_content()?.trim().to_owned();
    let width = value(&style, "border-top-width").trim_end_matches("px").parse::<f64>().unwrap_or(0.0);
    let (swatch, colour) = if width > 0.0 {
        let is_solid = value(&style, "border-top-style") == "solid";
        (if is_solid { Swatch::Line } else { Swatch::Dashes }, value(&style, "border-top-color"))
    } else {
        (Swatch::Mark(shape(item, &style)), value(&style, "background-color"))
    };
    Some(Entry { swatch, colour: colour_of(&colour)?, words })
}

/// The mark of an entry: of a class its own; otherwise as the page draws it.
fn shape(item: &Element, style: &CssStyleDeclaration) -> Shape {
    let of_class = item.get_attribute("data-shape").and_then(|idx| CLASS_SHAPES.get(idx.parse::<usize>().ok()?));
    match of_class {
        Some(shape) => *shape,
        None if value(style, "border-top-left-radius") == "50%" => Shape::Disk,
        None if value(style, "transform") != "none" => Shape::Diamond,
        None => Shape::Square,
    }
}

fn value(style: &CssStyleDeclaration, property: &str) -> String {
    style.get_property_value(property).unwrap_or_default()
}

/// A computed colour, `rgb(r, g, b)` or `rgba(r, g, b, a)`.
fn colour_of(text: &str) -> Option<Colour> {
    let numbers = text.strip_prefix("rgb")?.trim_start_matches('a').trim_matches(['(', ')']);
    let mut numbers = numbers.split(',').map(|number| number.trim().parse::<f64>());
    let mut next = || numbers.next()?.ok().map(|number| number.round() as u8);
    Some(Colour(next()?, next()?, next()?))
}
