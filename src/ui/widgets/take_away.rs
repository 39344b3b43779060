//! A figure taken away: as PNG (twice as fine as on screen), as SVG, or onto the clipboard; with its title, its legend and its source.

use super::{drawing::Taken, legend, pinning, sheet::Sheet};
use crate::store::language;
use crate::{
    i18n::{Locale, td_string},
    store::{
        appearance::use_appearance,
        exercise::use_worked_on,
        language::use_locale,
        run::{Run, use_run},
    },
    words::measures::{name_of, written},
};
use lab::run::history::{EpochMetrics, METRICS};
use leptos::{html::Div, prelude::*};
use plot::style::Style;
use teaching::workbook::Pin;
use web::{
    address,
    save::{copy_canvas, save_canvas, save_text},
};
use web_sys::HtmlCanvasElement;

/// Pixels of a PNG for each of the page's.
const DENSITY: f64 = 2.0;

/// How a figure is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Png,
    Svg,
    Copy,
    Pin,
}

/// The result of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Saved,
    Copied,
    Pinned,
    NotPinned,
}

/// Provided around figures that are not of what the address says: where they come from, a line each.
#[derive(Clone, Copy)]
pub struct FigureSource(pub Signal<String>);

/// The menu of the figure around, fetched when it is first opened.
#[component]
pub fn TakeAwayMenu() -> impl IntoView {
    let (run, worked_on) = (use_run(), use_worked_on());
    let (appearance, locale) = (use_appearance(), use_locale());
    let Taken { label, draw, size, redraw, has_legend } = expect_context();
    let outcome = RwSignal::new(None::<Outcome>);
    let source = use_context::<FigureSource>();
    let menu = NodeRef::<Div>::new();
    let take = move |form: Form| {
        outcome.set(None);
        let (title, size, locale) = (label.get_untracked(), size.get_untracked(), untrack(locale));
        let (theme, is_presenting) = untrack(|| (appearance.theme(), appearance.is_presenting.get()));
        let density = if form == Form::Svg { 1.0 } else { DENSITY };
        let style = Style::new(theme, density, is_presenting, language::of(locale).decimal_sign == ',');
        let legend = menu.get_untracked().filter(|_| has_legend).map(|menu| legend::around(&menu)).unwrap_or_default();
        let card = menu.get_untracked().and_then(|menu| pinning::card_of(&menu));
        let of_address = || format!("{}?{}", address::page(), pinning::query_at(card.clone()));
        let source = source.map_or_else(of_address, |FigureSource(lines)| lines.get_untracked());
        let sheet = Sheet { title, legend, source, size, density, style };
        draw.with_value(|draw| match form {
            Form::Svg => {
                if let Some(svg) = untrack(|| sheet.svg(draw)) {
                    save_text(&format!("{}.svg", sheet.name()), "image/svg+xml", &svg);
                    outcome.set(Some(Outcome::Saved));
                }
            }
            Form::Png | Form::Copy | Form::Pin => {
                let Some(canvas) = untrack(|| sheet.canvas(draw)) else { return };
                match form {
                    Form::Png => {
                        save_canvas(&format!("{}.png", sheet.name()), &canvas);
                        outcome.set(Some(Outcome::Saved));
                    }
                    Form::Copy => {
                        copy_canvas(&canvas);
                        outcome.set(Some(Outcome::Copied));
                    }
                    _ => pin((run, worked_on), &sheet.title, &canvas, card, locale, outcome),
                }
            }
        });
        redraw.update(|n| *n = n.wrapping_add(1));
    };
    let said = move || match outcome.get() {
        None => "",
        Some(Outcome::Saved) => td_string!(locale(), figure.saved),
        Some(Outcome::Copied) => td_string!(locale(), figure.copied),
        Some(Outcome::Pinned) => td_string!(locale(), figure.pinned),
        Some(Outcome::NotPinned) => td_string!(locale(), figure.not_pinned),
    };
    let button = move |form: Form, name: &'static str, words: fn(Locale) -> &'static str| {
        view! { <button type="button" class="ghost" data-take=name on:click=move |_| take(form)>{move || words(locale())}</button> }
    };
    view! {
        <div class="take-away-menu" node_ref=menu>
            {button(Form::Png, "png", |_| "PNG")}
            {button(Form::Svg, "svg", |_| "SVG")}
            {button(Form::Copy, "copy", |locale| td_string!(locale, figure.copy))}
            {button(Form::Pin, "pin", |locale| td_string!(locale, figure.pin))}
            <p role="status">{said}</p>
        </div>
    }
}

/// Cards whose figures are not of the run at hand: its measures would tell lies beside them.
const OF_OTHERS: [&str; 8] = ["machine", "own", "class", "history", "chess", "copying", "saddles", "runs"];

/// Keeps a figure for the report, with the measures of the run if it is of it, at the exercise that is worked on.
fn pin(
    (run, worked_on): (Run, RwSignal<Option<String>>),
    title: &str,
    canvas: &HtmlCanvasElement,
    card: Option<String>,
    locale: Locale,
    outcome: RwSignal<Option<Outcome>>,
) {
    let Ok(address) = canvas.to_data_url() else { return };
    let has_run = run.settings.with_untracked(|settings| settings.chapter.has_run())
        && card.as_ref().is_none_or(|card| !OF_OTHERS.contains(&card.as_str()));
    let numbers = run.history.with_untracked(|history| {
        let last = history.last().filter(|_| has_run);
        let number = |metrics: &EpochMetrics| {
            let known = METRICS.iter().filter_map(|metric| Some((metric.name, (metric.get)(metrics)?)));
            known.map(|(name, value)| (name_of(name, locale).to_owned(), written(name, value, locale))).collect()
        };
        last.map(number).unwrap_or_default()
    });
    let png = address.split_once(',').map(|(_, png)| png.to_owned()).unwrap_or_default();
    pinning::keep(worked_on, Pin { title: title.to_owned(), png, numbers, ..Pin::default() }, card, move |is_agreed| {
        outcome.try_set(Some(if is_agreed { Outcome::Pinned } else { Outcome::NotPinned }));
    });
}
