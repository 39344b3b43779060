//! A scatter to be explored: a figure whose plane can be enlarged and moved, and whose points can be walked from one to the
//! next, by pointer, buttons and keys.

use crate::{
    i18n::{Locale, td_string},
    store::{appearance::density, language::use_locale},
    widgets::drawing::{Area, Points},
    widgets::figure::{Describe, Figure, Hover},
    words::say,
};
use leptos::prelude::*;
use plot::{
    axes::{Frame, Zoom},
    marks::{Mark, next_in_direction},
    style::Style,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent, WheelEvent};

/// A press of a button or key.
const ZOOM_STEP: f64 = 1.5;
/// Share of the plane that a key moves by.
const PAN_STEP: f64 = 0.15;
/// Zoom of a pixel of a wheel, as a power.
const WHEEL_STEP: f64 = 0.004;
/// CSS pixels that a pointer may tremble in a click.
const TREMBLE: f64 = 4.0;

/// Which samples lie under the pointer of one of several scatters of the same samples. Copied freely.
pub type PickedIdx = RwSignal<Option<usize>>;

/// A scatter; `draw` is called with what is to be seen, whenever a signal that it reads, the size or the look changes.
#[component]
pub fn Scatter(
    /// The description of the scatter plot.
    #[prop(into)]
    label: Signal<String>,
    /// Draws the axes, and returns their frame with the points to lie above.
    draw: impl Fn(&Area, &Style, Zoom) -> Option<(Frame, Points)> + 'static,
    /// A function that describes the mark under the pointer.
    describe: Describe,
    /// The sample that is looked at, shared with other views of the same samples.
    #[prop(optional)]
    picked: Option<PickedIdx>,
    /// The content below the description of the inspected sample.
    #[prop(optional, into)]
    more: Option<ViewFn>,
) -> impl IntoView {
    let locale = use_locale();
    let zoom = RwSignal::new(Zoom::HOME);
    let hover = Hover::new(picked);
    let frame = StoredValue::new(None::<Frame>);
    let draw = move |area: &Area, style: &Style| {
        let (drawn, points) = draw(area, style, zoom.get())?;
        frame.set_value(Some(drawn));
        Some(points)
    };
    let enlarge = move |factor: f64, about: Option<(f64, f64)>| {
        let about = about.and_then(|(x, y)| {
            frame.with_value(|frame| Some(frame.as_ref()?.numbers_at((x * density(), y * density()))))
        });
        zoom.update(|zoom| *zoom = zoom.by(factor, about.unwrap_or(zoom.centre)));
    };
    // By shares of what is seen.
    let pan = move |across: f64, up: f64| {
        let seen = frame
            .with_value(|frame| frame.as_ref().map(|frame| [frame.x.end - frame.x.start, frame.y.end - frame.y.start]));
        let [width, height] = seen.unwrap_or_default();
        zoom.update(|zoom| *zoom = zoom.moved([across * width, up * height]));
    };
    let walk = move |direction: (f32, f32)| {
        let next = hover.marks.with_value(|marks| {
            let here = hover.mark().map(|mark| (mark.x, mark.y)).or_else(|| middle_of(marks))?;
            next_in_direction(marks, here, direction).copied()
        });
        if let Some(mark) = next {
            hover.choose(Some(mark));
        }
    };
    let press = move |event: KeyboardEvent| {
        match (event.key().as_str(), event.shift_key()) {
            ("+" | "=", _) => enlarge(ZOOM_STEP, None),
            ("-", _) => enlarge(1.0 / ZOOM_STEP, None),
            ("0", _) => zoom.set(Zoom::HOME),
            ("ArrowLeft", true) => pan(-PAN_STEP, 0.0),
            ("ArrowRight", true) => pan(PAN_STEP, 0.0),
            ("ArrowUp", true) => pan(0.0, PAN_STEP),
            ("ArrowDown", true) => pan(0.0, -PAN_STEP),
            ("ArrowLeft", false) => walk((-1.0, 0.0)),
            ("ArrowRight", false) => walk((1.0, 0.0)),
            ("ArrowUp", false) => walk((0.0, -1.0)),
            ("ArrowDown", false) => walk((0.0, 1.0)),
            ("Escape", _) => hover.choose(None),
            _ => return,
        }
        event.prevent_default();
    };
    // A wheel alone scrolls the page; with Ctrl, which a pinch on a touchpad sends too, it enlarges.
    let wheel = move |event: WheelEvent| {
        if event.ctrl_key() {
            event.prevent_default();
            let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            enlarge((-event.delta_y() * WHEEL_STEP).exp(), Some(at));
        }
    };
    let drag = Drag::new(zoom, frame);
    let is_home = move || zoom.get() == Zoom::HOME;
    let button = move |sign: &'static str, name: fn(Locale) -> &'static str, factor: f64| {
        view! {
            <button type="button" class="nudge" aria-label=move || name(locale()) title=move || name(locale())
                on:click=move |_| enlarge(factor, None)>{sign}</button>
        }
    };
    view! {
        <div class="scatter">
            <div class="plot square" class:enlarged=move || !is_home() tabindex="0" role="group"
                aria-label=say!(figure.explore) on:keydown=press on:wheel=wheel
                on:pointerdown=move |event| drag.take(&event) on:pointermove=move |event| drag.go(&event)
                on:pointerup=move |_| drag.release() on:pointercancel=move |_| drag.release()>
                <Figure label draw describe hover more=more.unwrap_or_default()/>
            </div>
            <div class="zoom-buttons">
                {button("+", |l| td_string!(l, figure.zoom_in), ZOOM_STEP)}
                {button("−", |l| td_string!(l, figure.zoom_out), 1.0 / ZOOM_STEP)}
                <button type="button" class="nudge" aria-label=say!(figure.zoom_home) title=say!(figure.zoom_home)
                    disabled=is_home on:click=move |_| zoom.set(Zoom::HOME)>"⌂"</button>
            </div>
            <p class="visually-hidden" role="status">{move || hover.words()}</p>
        </div>
    }
}

/// Moving an enlarged plane by dragging it.
#[derive(Clone, Copy)]
struct Drag {
    zoom: RwSignal<Zoom>,
    frame: StoredValue<Option<Frame>>,
    /// The last position of the pointer since it went down, and whether it has moved more than a tremble.
    from: StoredValue<Option<((f64, f64), bool)>>,
}

impl Drag {
    fn new(zoom: RwSignal<Zoom>, frame: StoredValue<Option<Frame>>) -> Self {
        Self { zoom, frame, from: StoredValue::new(None) }
    }

    fn take(self, event: &PointerEvent) {
        if self.zoom.get_untracked() == Zoom::HOME {
            return;
        }
        self.from.set_value(Some((place_of(event), false)));
        if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Without capture, dragging ends at the edge: no harm.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
    }

    fn go(self, event: &PointerEvent) {
        let Some(((x, y), has_moved)) = self.from.get_value() else { return };
        let (now_x, now_y) = place_of(event);
        let (dx, dy) = (now_x - x, now_y - y);
        if !has_moved && dx.abs().max(dy.abs()) < TREMBLE {
            return;
        }
        self.from.set_value(Some(((now_x, now_y), true)));
        let density = density();
        let unit = self.frame.with_value(|frame| frame.as_ref().map(Frame::unit));
        if let Some([across, up]) = unit {
            self.zoom.update(|zoom| *zoom = zoom.moved([-dx * density * across, dy * density * up]));
        }
    }

    fn release(self) {
        self.from.set_value(None);
    }
}

fn place_of(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Where a walk begins: the middle of all marks.
fn middle_of(marks: &[Mark]) -> Option<(f32, f32)> {
    let n = marks.len() as f32;
    let (x, y) = marks.iter().fold((0.0, 0.0), |(x, y), mark| (x + mark.x, y + mark.y));
    (!marks.is_empty()).then(|| (x / n, y / n))
}
