//! A figure taken away: as PNG (twice as fine as on screen), as SVG, or onto the clipboard; with its title and its source.

use super::{
    figure::{Points, context_of, put_points},
    surface::{Area, Surface},
};
use crate::{
    lab::{
        history::{EpochMetrics, METRICS},
        protocol::encode,
        workbook::Pin,
    },
    plot::{outlines::draw_marks, palette::solid, style::Style},
    ui::{
        appearance::use_appearance,
        chapters::history_table::{name_of, written},
        i18n::{Locale, td_string},
        language::use_locale,
        state::{Lab, use_lab},
        words::say,
    },
    web::{
        database::Store,
        save::{copy_canvas, save_canvas, save_text},
    },
};
use leptos::{prelude::*, task::spawn_local};
use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

/// Pixels of a PNG for each of the page's.
const DENSITY: f64 = 2.0;
/// Room for the title and for the source, in heights of the text.
const TITLE_LINES: f64 = 2.2;
const SOURCE_LINES: f64 = 1.8;
/// Width of a letter, as a share of the text's height.
const LETTER: f64 = 0.52;

/// Draws a figure, wherever.
pub type Draw = Rc<dyn Fn(&Area, &Style) -> Option<Points>>;

/// How a figure is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Png,
    Svg,
    Copy,
    Pin,
}

/// The menu of a figure.
#[component]
pub fn TakeAway(
    /// What the figure shows, in words: its title.
    label: Signal<String>,
    /// Draws it.
    draw: Draw,
    /// Its size on the page, CSS pixels.
    size: RwSignal<(f64, f64)>,
    /// Raised afterwards: drawing elsewhere has told the figure other places.
    redraw: RwSignal<u32>,
) -> impl IntoView {
    let (lab, appearance, locale) = (use_lab(), use_appearance(), use_locale());
    let is_pinned = RwSignal::new(None::<bool>);
    let draw = StoredValue::new_local(draw);
    let take = move |form: Form| {
        let (title, size, locale) = (label.get_untracked(), size.get_untracked(), untrack(locale));
        let (theme, is_presenting) = untrack(|| (appearance.theme(), appearance.is_presenting.get()));
        let density = if form == Form::Svg { 1.0 } else { DENSITY };
        let style = Style::new(theme, density, is_presenting, locale == Locale::es);
        let sheet = Sheet { title, source: source(), size, density, style };
        draw.with_value(|draw| match form {
            Form::Svg => {
                if let Some(svg) = untrack(|| sheet.svg(draw)) {
                    save_text(&format!("{}.svg", sheet.name()), "image/svg+xml", &svg);
                }
            }
            Form::Png | Form::Copy | Form::Pin => {
                let Some(canvas) = untrack(|| sheet.canvas(draw)) else { return };
                match form {
                    Form::Png => save_canvas(&format!("{}.png", sheet.name()), &canvas),
                    Form::Copy => copy_canvas(&canvas),
                    _ => pin(lab, &sheet.title, &canvas, locale, is_pinned),
                }
            }
        });
        redraw.update(|n| *n = n.wrapping_add(1));
    };
    let outcome = move || match is_pinned.get() {
        None => "",
        Some(true) => td_string!(locale(), figure.pinned),
        Some(false) => td_string!(locale(), figure.not_pinned),
    };
    let button = move |form: Form, name: &'static str, words: fn(Locale) -> &'static str| {
        view! { <button type="button" class="ghost" data-take=name on:click=move |_| take(form)>{move || words(locale())}</button> }
    };
    view! {
        <details class="take-away">
            <summary aria-label=say!(figure.take_away) title=say!(figure.take_away)>"⤓"</summary>
            <div class="take-away-menu">
                {button(Form::Png, "png", |_| "PNG")}
                {button(Form::Svg, "svg", |_| "SVG")}
                {button(Form::Copy, "copy", |locale| td_string!(locale, figure.copy))}
                {button(Form::Pin, "pin", |locale| td_string!(locale, figure.pin))}
                <p role="status">{outcome}</p>
            </div>
        </details>
    }
}

/// Keeps a figure for the report, with the measures that stand beside it, at the exercise that is worked on.
fn pin(lab: Lab, title: &str, canvas: &HtmlCanvasElement, locale: Locale, is_pinned: RwSignal<Option<bool>>) {
    let Ok(address) = canvas.to_data_url() else { return };
    let has_run = lab.settings.with_untracked(|settings| settings.chapter.has_run());
    let numbers = lab.history.with_untracked(|history| {
        let last = history.last().filter(|_| has_run);
        let number = |metrics: &EpochMetrics| {
            let known = METRICS.iter().filter_map(|metric| Some((metric.name, (metric.get)(metrics)?)));
            known.map(|(name, value)| (name_of(name, locale).to_owned(), written(name, value, locale))).collect()
        };
        last.map(number).unwrap_or_default()
    });
    let pin = Pin {
        id: js_sys::Date::now() as u64,
        exercise: lab.exercise.get_untracked().unwrap_or_default().to_owned(),
        title: title.to_owned(),
        link: window().location().search().unwrap_or_default().trim_start_matches('?').to_owned(),
        png: address.split_once(',').map(|(_, png)| png.to_owned()).unwrap_or_default(),
        numbers,
    };
    spawn_local(async move {
        let is_agreed = Store::Workbook.put(pin.id, &encode(&pin).unwrap_or_default()).await;
        is_pinned.try_set(Some(is_agreed));
    });
}

/// Where the figure is made anew: the address of the page, which holds the settings.
fn source() -> String {
    window().location().href().unwrap_or_default()
}

/// A figure with its title above and its source below.
struct Sheet {
    title: String,
    source: String,
    /// Of the figure alone, CSS pixels.
    size: (f64, f64),
    density: f64,
    style: Style,
}

impl Sheet {
    /// A file's name that says what it is.
    fn name(&self) -> String {
        let words = self.title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let name = words.take(6).map(str::to_lowercase).collect::<Vec<_>>().join("-");
        format!("autoencoder-lab-{name}")
    }

    /// Pixels of the whole, and where the figure lies in its height.
    fn pixels(&self) -> ((u32, u32), (u32, u32)) {
        let (width, height) =
            ((self.size.0 * self.density).round() as u32, (self.size.1 * self.density).round() as u32);
        let top = (TITLE_LINES * self.style.font_px).round() as u32;
        let bottom = (SOURCE_LINES * self.style.font_px).round() as u32;
        ((width.max(1), top + height + bottom), (top, top + height))
    }

    fn paint(&self, surface: Surface, draw: &Draw, is_vector: bool) -> Option<Option<Points>> {
        let (_, (top, bottom)) = self.pixels();
        let root = surface.into_drawing_area();
        root.fill(&solid(self.style.palette.card)).ok()?;
        let (head, rest) = root.split_vertically(top);
        let (figure, foot) = rest.split_vertically(bottom - top);
        let points = draw(&figure, &self.style);
        if let Some(points) = points.as_ref().filter(|_| is_vector) {
            draw_marks(&root, &points.marks, points.stamping).ok()?;
        }
        let font = |share: f64| ("sans-serif", share * self.style.font_px).into_font();
        let fits = |text: &str, share: f64| {
            let n_most = f64::from(root.dim_in_pixel().0) / (LETTER * share * self.style.font_px) - 2.0;
            shortened(text, n_most.max(8.0) as usize)
        };
        let left = (0.8 * self.style.font_px) as i32;
        let title = font(1.1).color(&solid(self.style.palette.ink));
        head.draw(&Text::new(fits(&self.title, 1.1), (left, (0.6 * self.style.font_px) as i32), title)).ok()?;
        let source = font(0.8).color(&solid(self.style.palette.ink_2));
        foot.draw(&Text::new(fits(&self.source, 0.8), (left, (0.3 * self.style.font_px) as i32), source)).ok()?;
        root.present().ok()?;
        Some(points)
    }

    fn svg(&self, draw: &Draw) -> Option<String> {
        let mut svg = String::new();
        self.paint(Surface::Svg(SVGBackend::with_string(&mut svg, self.pixels().0)), draw, true)?;
        Some(svg)
    }

    fn canvas(&self, draw: &Draw) -> Option<HtmlCanvasElement> {
        let new = || {
            let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
            let (width, height) = self.pixels().0;
            canvas.set_width(width);
            canvas.set_height(height);
            Some(canvas)
        };
        let (base, over) = (new()?, new()?);
        let points = self.paint(Surface::Canvas(CanvasBackend::with_canvas_object(base.clone())?), draw, false)?;
        put_points(&over, self.pixels().0, points.as_ref());
        context_of(&base)?.draw_image_with_html_canvas_element(&over, 0.0, 0.0).ok()?;
        Some(base)
    }
}

/// At most so many letters; what is cut off is shown to be.
fn shortened(text: &str, n_most: usize) -> String {
    if text.chars().count() <= n_most {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(n_most - 1).collect::<String>())
    }
}
