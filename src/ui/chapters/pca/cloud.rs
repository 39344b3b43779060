//! The cloud of points with both planes, to be turned by mouse, touch, keys and buttons.

use super::replay::{Moment, Replay};
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    widgets::drawing::Area,
    widgets::figure::Figure,
    words::say,
};
use leptos::prelude::*;
use plot::{
    cloud::{Camera, CloudFigure, CloudParts},
    style::Style,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// Radians a CSS pixel of dragging, and a press of a key.
const DRAG_STEP: f64 = 0.01;
const KEY_STEP: f64 = 0.1;

/// The card.
#[component]
pub fn CloudCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let camera = RwSignal::new(Camera::default());
    let moment = Moment::now();
    let shows = RwSignal::new(CloudParts::default());
    let draw = move |area: &Area, style: &Style| {
        let info = run.info.get()?;
        let snapshot = run.snapshot.get()?;
        let past = moment.past(run);
        let past_codes: Vec<_> =
            past.iter().flat_map(|past| info.cloud.iter().map(|point| past.reconstruct(*point))).collect();
        let figure = CloudFigure {
            points: &info.cloud,
            pca_plane: info.pca.as_ref().and_then(|pca| pca.plane).map(drawn_plane),
            ae_plane: past.map_or(snapshot.plane, |past| past.plane).map(drawn_plane),
            pca_codes: info.pca.as_ref().map(|pca| pca.cloud.as_slice()).unwrap_or_default(),
            ae_codes: if past.is_some() { &past_codes } else { &snapshot.cloud },
            shows: shows.get(),
            axis_words: ["x₁", "x₂", "x₃"],
        };
        // A backend that fails leaves the canvas as it was; there is nobody to tell.
        let _ = figure.draw(area, camera.get(), style);
        None
    };
    view! {
        <section data-instrument="cloud" class="card" data-card="cloud">
            <div class="card-head"><h3>{say!(pca.cloud)}</h3><PartsLegend shows/></div>
            <Turnable camera>
                <Figure label=Signal::derive(move || td_string!(locale(), pca.cloud_label).to_owned()) draw/>
            </Turnable>
            <Replay moment/>
            <div class="turn">
                <p class="hint">{say!(pca.cloud_hint)}</p>
                <TurnButtons camera/>
            </div>
        </section>
    }
}

/// A plane of the run as the figure takes it.
fn drawn_plane(plane: lab::geometry::Plane) -> plot::shapes::Plane {
    let lab::geometry::Plane { centre, u, v, axes } = plane;
    plot::shapes::Plane { centre, u, v, axes }
}

/// What is drawn, each to be switched off.
#[component]
fn PartsLegend(shows: RwSignal<CloudParts>) -> impl IntoView {
    let locale = use_locale();
    let entry = move |class: &'static str, name: fn(Locale) -> &'static str, part: fn(&mut CloudParts) -> &mut bool| {
        let is_shown = move || *part(&mut shows.get());
        let flip = move |_| {
            shows.update(|shows| {
                let shown = part(shows);
                *shown = !*shown;
            });
        };
        view! {
            <li class=class><button type="button" class="legend-switch" aria-pressed=move || is_shown().to_string()
                on:click=flip>{move || name(locale())}</button></li>
        }
    };
    view! {
        <ul class="legend">
            {entry("key-pca", |_| "PCA", |shows| &mut shows.pca)}
            {entry("key-ae", |l| td_string!(l, stacked.ae_row), |shows| &mut shows.ae)}
            {entry("key-codes", |l| td_string!(l, pca.cloud_codes), |shows| &mut shows.codes)}
            {entry("key-residuals", |l| td_string!(l, pca.cloud_residuals), |shows| &mut shows.residuals)}
        </ul>
    }
}

/// Turns a camera by dragging over its content and by the arrow keys.
#[component]
fn Turnable(camera: RwSignal<Camera>, children: Children) -> impl IntoView {
    let last = StoredValue::new(None::<(f64, f64)>);
    let here = |event: &PointerEvent| (f64::from(event.client_x()), f64::from(event.client_y()));
    let take = move |event: PointerEvent| {
        last.set_value(Some(here(&event)));
        if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Without capture, dragging ends at the edge: no harm.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
    };
    let drag = move |event: PointerEvent| {
        let Some((x, y)) = last.get_value() else { return };
        let now = here(&event);
        camera.update(|camera| *camera = camera.turned(DRAG_STEP * (x - now.0), DRAG_STEP * (now.1 - y)));
        last.set_value(Some(now));
    };
    let release = move |_: PointerEvent| last.set_value(None);
    let press = move |event: KeyboardEvent| {
        let (yaw, pitch) = match event.key().as_str() {
            "ArrowLeft" => (-KEY_STEP, 0.0),
            "ArrowRight" => (KEY_STEP, 0.0),
            "ArrowUp" => (0.0, KEY_STEP),
            "ArrowDown" => (0.0, -KEY_STEP),
            _ => return,
        };
        event.prevent_default();
        camera.update(|camera| *camera = camera.turned(yaw, pitch));
    };
    view! {
        <div class="plot turnable" tabindex="0" role="group" aria-label=say!(pca.cloud_hint)
            on:pointerdown=take on:pointermove=drag on:pointerup=release on:pointercancel=release on:keydown=press>
            {children()}
        </div>
    }
}

#[component]
fn TurnButtons(camera: RwSignal<Camera>) -> impl IntoView {
    let locale = use_locale();
    let button = move |sign: &'static str, name: fn(Locale) -> &'static str, yaw: f64, pitch: f64| {
        view! {
            <button class="nudge" aria-label=move || name(locale()) title=move || name(locale())
                on:click=move |_| camera.update(|camera| *camera = camera.turned(yaw, pitch))>{sign}</button>
        }
    };
    view! {
        <div class="turn-buttons">
            {button("←", |l| td_string!(l, pca.turn_left), -KEY_STEP, 0.0)}
            {button("→", |l| td_string!(l, pca.turn_right), KEY_STEP, 0.0)}
            {button("↑", |l| td_string!(l, pca.turn_up), 0.0, KEY_STEP)}
            {button("↓", |l| td_string!(l, pca.turn_down), 0.0, -KEY_STEP)}
            <button class="nudge" aria-label=say!(pca.turn_home)
                title=say!(pca.turn_home) on:click=move |_| camera.set(Camera::default())>"⌂"</button>
        </div>
    }
}
