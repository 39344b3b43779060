//! The figures of the tools: the plane of codes, the errors of both kinds, the curve of all thresholds.

use super::{anomalies::Threshold, state::use_exploring, walk::Cursor};
use crate::{
    i18n::{Locale, td_string},
    store::{appearance::density, language::use_locale},
    widgets::{
        class_legend::{ClassLegend, Hidden},
        drawing::{Area, Points},
        figure::Figure,
        inspection::ReadableFigure,
    },
    words::{fill, say},
};
use lab::experiments::exploring::report::PlaneKind;
use leptos::prelude::*;
use plot::{
    axes::{AxisWords, Frame, Zoom},
    codes::CodesFigure,
    roc::{ErrorsFigure, RocFigure},
    shapes::Histogram,
    style::Style,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// Share of what is seen that a key moves the point by.
const KEY_STEP: f64 = 0.025;

/// The plane of codes; a point on it is decoded.
#[component]
pub fn PlaneFigure() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let cursor: Cursor = expect_context();
    let hidden = Hidden::default();
    let frame = RwSignal::new(None::<Frame>);
    let draw = move |area: &Area, style: &Style| {
        let plane = state.plane.get()?;
        let hidden = hidden.get();
        let figure = CodesFigure::Classes { codes: &plane.points, labels: &plane.labels, hidden: &hidden };
        let [x, y] = axis_words(plane.kind, locale());
        let drawn = figure.draw_axes(area, Zoom::HOME, AxisWords { x: &x, y: &y }, style).ok()?;
        let points = Points { marks: figure.marks(&drawn, style), stamping: figure.stamping(style) };
        frame.set(Some(drawn));
        Some(points)
    };
    let label = Signal::derive(move || {
        let n = state.plane.with(|plane| plane.as_ref().map_or(0, |plane| plane.points.len()));
        fill(td_string!(locale(), exploring.plane_label), &[("n", &n)])
    });
    let point_at = move |event: &PointerEvent| {
        if !cursor.follows_pointer {
            return;
        }
        let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let rect = element.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top());
        let point = frame.with_untracked(|frame| {
            frame.as_ref().map(|frame| frame.numbers_at((x * density(), y * density())).map(|x| x as f32))
        });
        // Labels and margins belong to no code.
        let is_inside =
            |point: &[f32; 2]| frame.with_untracked(|frame| frame.as_ref().is_some_and(|f| f.holds(*point)));
        if let Some(point) = point.filter(is_inside) {
            cursor.point.set(Some(point));
        }
    };
    let press = move |event: KeyboardEvent| {
        if !cursor.follows_pointer {
            return;
        }
        let (dx, dy) = match event.key().as_str() {
            "ArrowLeft" => (-1.0, 0.0),
            "ArrowRight" => (1.0, 0.0),
            "ArrowUp" => (0.0, 1.0),
            "ArrowDown" => (0.0, -1.0),
            _ => return,
        };
        event.prevent_default();
        let Some(frame) = frame.get_untracked() else { return };
        let here = cursor
            .point
            .get_untracked()
            .map(|point| point.map(f64::from))
            .unwrap_or_else(|| [(frame.x.start + frame.x.end) / 2.0, (frame.y.start + frame.y.end) / 2.0]);
        let x = (here[0] + dx * KEY_STEP * (frame.x.end - frame.x.start)).clamp(frame.x.start, frame.x.end);
        let y = (here[1] + dy * KEY_STEP * (frame.y.end - frame.y.start)).clamp(frame.y.start, frame.y.end);
        cursor.point.set(Some([x as f32, y as f32]));
    };
    let ring = move || {
        let point = cursor.point.get()?;
        let place =
            frame.with(|frame| frame.as_ref().filter(|frame| frame.holds(point)).map(|frame| frame.place(point)))?;
        let px = |value: f32| format!("{:.1}px", f64::from(value) / density());
        Some(view! { <span class="ring here" style:left=px(place.0) style:top=px(place.1)></span> })
    };
    view! {
        <div class="plane-figure">
            <div data-instrument="plane" class="plot square" class:walked=cursor.follows_pointer tabindex="0" role="group" aria-label=say!(exploring.plane_keys)
                data-figure="plane" on:keydown=press on:pointermove=move |event| point_at(&event) on:pointerdown=move |event| point_at(&event)>
                <Figure label draw/>
                {ring}
            </div>
            <ClassLegend hidden/>
        </div>
    }
}

fn axis_words(kind: PlaneKind, locale: Locale) -> [String; 2] {
    match kind {
        PlaneKind::Whole => [1, 2].map(|unit| fill(td_string!(locale, stacked.unit), &[("unit", &unit)])),
        PlaneKind::Components => {
            [td_string!(locale, stacked.component_x).to_owned(), td_string!(locale, stacked.component_y).to_owned()]
        }
        PlaneKind::Units(units) => units.map(|unit| fill(td_string!(locale, stacked.unit), &[("unit", &unit)])),
    }
}

/// How often errors are how large, of both kinds of images.
#[component]
pub fn ErrorsPlot() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let threshold: Threshold = expect_context();
    let draw = move |area: &Area, style: &Style| {
        let report = state.anomalies.get()?;
        let counts = &report.histogram;
        let histogram =
            Histogram { start: counts.start, width: counts.width, normal: &counts.normal, odd: &counts.odd };
        let level =
            report.curve.get(threshold.place(&report)).map(|(level, ..)| *level).filter(|level| level.is_finite());
        let figure = ErrorsFigure { histogram, threshold: level };
        let words =
            AxisWords { x: td_string!(locale(), exploring.error_x), y: td_string!(locale(), exploring.share_y) };
        figure.draw(area, words, style).ok()
    };
    let label = Signal::derive(move || td_string!(locale(), exploring.errors_label).to_owned());
    let names = Signal::derive(move || {
        vec![td_string!(locale(), exploring.normal).to_owned(), td_string!(locale(), exploring.odd).to_owned()]
    });
    view! {
        <figure data-instrument="errors" class="small-plot" data-figure="errors">
            <figcaption>{say!(exploring.errors_title)}</figcaption>
            <ReadableFigure label draw places=say!(exploring.error_x) names class="plot wide-plot"/>
            <ul class="legend"><li class="key-normal">{say!(exploring.normal)}</li><li class="key-odd">{say!(exploring.odd)}</li></ul>
        </figure>
    }
}

/// Plots the ROC curve: detections and false alarms at every threshold.
#[component]
pub fn RocPlot() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let threshold: Threshold = expect_context();
    let draw = move |area: &Area, style: &Style| {
        let report = state.anomalies.get()?;
        let points: Vec<(f64, f64)> = report.curve.iter().map(|&(_, alarms, found)| (alarms, found)).collect();
        let figure = RocFigure { points: &points, chosen: threshold.place(&report) };
        let words =
            AxisWords { x: td_string!(locale(), exploring.false_alarms), y: td_string!(locale(), exploring.found) };
        figure.draw(area, words, style).ok()
    };
    let label = Signal::derive(move || td_string!(locale(), exploring.roc_label).to_owned());
    let names = Signal::derive(move || vec![td_string!(locale(), exploring.found).to_owned()]);
    view! {
        <figure data-instrument="roc" class="small-plot" data-figure="roc">
            <figcaption>{say!(exploring.roc_title)}</figcaption>
            <ReadableFigure label draw places=say!(exploring.false_alarms) names class="plot square-plot"/>
        </figure>
    }
}
