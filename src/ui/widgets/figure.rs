//! A figure on a canvas: axes by plotters below, rasterised points above, crisp on any density, drawn anew when what it
//! shows, its size or the theme changes.

use crate::{
    i18n::td_string,
    store::{
        appearance::{density, use_appearance},
        language::use_locale,
    },
    widgets::{
        drawing::{Area, Draw, Points, Taken, put_points, resize},
        part_view::{FoldedPart, TAKE_AWAY},
        surface::Surface,
    },
};
use leptos::{context::Provider, html::Canvas, prelude::*};
use plot::{
    marks::{Mark, nearest},
    style::Style,
};
use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use send_wrapper::SendWrapper;
use std::rc::Rc;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlCanvasElement, ResizeObserver};

/// How far from a mark the pointer may be to mean it, CSS pixels.
const HOVER_REACH: f64 = 14.0;
/// Half the width of a tip with images, CSS pixels; on a projector they are larger.
const WIDE_TIP_HALF: f64 = 145.0;
const WIDE_TIP_HALF_PRESENTING: f64 = 215.0;
/// A function that names the sample of a mark and its position.
pub type Describe = Box<dyn Fn(&Mark) -> Option<String>>;

/// The marks of a figure, and which of them is looked at. Copied freely.
#[derive(Clone, Copy)]
pub struct Hover {
    /// The marks as they were drawn last.
    pub marks: StoredValue<Vec<Mark>, LocalStorage>,
    /// The sample that is looked at; other figures of the same samples may share it.
    picked: RwSignal<Option<usize>>,
    /// The very mark, where it is this figure's own; of two codes of a sample one is meant.
    mark: RwSignal<Option<Mark>, LocalStorage>,
    words: RwSignal<String>,
}

impl Hover {
    /// Nothing is looked at. Figures of the same samples share `picked`.
    pub fn new(picked: Option<RwSignal<Option<usize>>>) -> Self {
        Self {
            marks: StoredValue::new_local(Vec::new()),
            picked: picked.unwrap_or_else(|| RwSignal::new(None)),
            mark: RwSignal::new_local(None),
            words: RwSignal::new(String::new()),
        }
    }

    /// Looks at a mark, or at none.
    pub fn choose(self, mark: Option<Mark>) {
        if self.mark.get_untracked() != mark {
            self.mark.set(mark);
        }
        let sample_idx = mark.map(|mark| mark.sample_idx);
        if self.picked.get_untracked() != sample_idx {
            self.picked.set(sample_idx);
        }
    }

    /// The mark that is looked at, not tracked.
    pub fn mark(self) -> Option<Mark> {
        self.mark.get_untracked()
    }

    /// Returns the description of the inspected mark. Tracked.
    pub fn words(self) -> String {
        self.words.get()
    }

    /// Brings the marks up to date after a drawing: what is looked at may have moved, or be gone.
    fn take(self, marks: Vec<Mark>) {
        if let Some(before) = self.mark.get_untracked() {
            let is_same = |mark: &&Mark| mark.sample_idx == before.sample_idx && mark.shape == before.shape;
            self.choose(marks.iter().find(is_same).copied());
        }
        self.marks.set_value(marks);
    }
}

/// A figure; `draw` is called whenever a signal that it reads, the size or the look changes.
#[component]
pub fn Figure(
    /// The description of the figure.
    #[prop(into)]
    label: Signal<String>,
    /// Draws, and returns the points to lie above. A backend that fails leaves the canvas as it was.
    draw: impl Fn(&Area, &Style) -> Option<Points> + 'static,
    /// A function that describes the mark under the pointer; without it there is no description.
    #[prop(optional)]
    describe: Option<Describe>,
    /// The hover state, when it is shared with others.
    #[prop(optional)]
    hover: Option<Hover>,
    /// The content below the description of the inspected mark.
    #[prop(optional)]
    more: Option<ViewFn>,
) -> impl IntoView {
    let base = NodeRef::<Canvas>::new();
    let over = NodeRef::<Canvas>::new();
    let size = RwSignal::new((0.0, 0.0));
    let appearance = use_appearance();
    let locale = use_locale();
    let hover = hover.unwrap_or_else(|| Hover::new(None));
    // Raised by every drawing: places have changed.
    let n_drawn = RwSignal::new(0_u32);
    observe_size(base, size);
    let draw: Draw = Rc::new(draw);
    let drawn_here = draw.clone();
    // Raised when the figure was drawn elsewhere.
    let redraw = RwSignal::new(0_u32);
    Effect::new(move |_| {
        redraw.track();
        let (Some(base), Some(over)) = (base.get(), over.get()) else { return };
        let style = appearance.style(locale());
        let (width, height) = size.get();
        let density = density();
        let pixels = ((width * density).round() as u32, (height * density).round() as u32);
        if pixels.0 < 40 || pixels.1 < 40 {
            return;
        }
        let points = paint((&base, &over), pixels, &style, |area, style| drawn_here(area, style));
        untrack(|| hover.take(points.map(|points| points.marks).unwrap_or_default()));
        n_drawn.update(|n| *n = n.wrapping_add(1));
    });
    let is_explored = describe.is_some();
    let describe = StoredValue::new_local(describe);
    Effect::new(move |_| {
        let said = hover.mark.get().and_then(|mark| {
            let _ = locale();
            describe.with_value(|describe| untrack(|| describe.as_ref().and_then(|describe| describe(&mark))))
        });
        hover.words.set(said.unwrap_or_default());
    });
    let look = move |event: leptos::ev::PointerEvent| {
        if !is_explored {
            return;
        }
        let density = density();
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let found = hover.marks.with_value(|marks| {
            let place = ((x * density) as f32, (y * density) as f32);
            nearest(marks, place, (HOVER_REACH * density) as f32).copied()
        });
        hover.choose(found);
    };
    // A finger that is lifted leaves behind what it has asked for; a touch beside all marks takes it away.
    let leave = move |event: leptos::ev::PointerEvent| {
        if event.pointer_type() != "touch" {
            hover.choose(None);
        }
    };
    let places = move || {
        n_drawn.track();
        let density = density();
        let Some(sample_idx) = hover.picked.get() else { return Vec::new() };
        let of_sample = |marks: &Vec<Mark>| -> Vec<_> {
            let of_sample = marks.iter().filter(|mark| mark.sample_idx == sample_idx);
            of_sample.map(|mark| (f64::from(mark.x) / density, f64::from(mark.y) / density)).collect()
        };
        hover.marks.with_value(of_sample)
    };
    let tip = move || {
        n_drawn.track();
        let mark = hover.mark.get()?;
        let words = hover.words.get();
        if words.is_empty() {
            return None;
        }
        let density = density();
        let (left, top) = (f64::from(mark.x) / density, f64::from(mark.y) / density);
        let (width, height) = size.get_untracked();
        // What is wide is centred on its mark, as far as the figure reaches.
        let half = if appearance.is_presenting.get() { WIDE_TIP_HALF_PRESENTING } else { WIDE_TIP_HALF };
        let left = if more.is_some() && width > 2.0 * half { left.clamp(half, width - half) } else { left };
        let (is_flipped, is_raised) = (left > width / 2.0, top > height / 2.0);
        let more = more.clone().map(|more| more.run());
        Some(view! {
            <div class="tip" class:flipped=is_flipped class:raised=is_raised
                style:left=format!("{left:.1}px") style:top=format!("{top:.1}px")>
                <div class="tip-box"><span class="tip-words">{words}</span>{more}</div>
            </div>
        })
    };
    view! {
        <div class="figure" role="img" aria-label=label on:pointermove=look on:pointerdown=look
            on:pointerleave=leave>
            <canvas node_ref=base class="base"></canvas>
            <canvas node_ref=over class="over"></canvas>
            {move || rings(&places())}
            {tip}
        </div>
        <TakeAway taken=Taken { label, draw: StoredValue::new_local(draw), size: size.into(), redraw, has_legend: true }/>
    }
}

/// The corner of a figure from which it can be taken away.
#[component]
fn TakeAway(taken: Taken) -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), figure.take_away));
    view! {
        // A press here is meant for the menu, not for the plot beneath, which may be turned or moved by it.
        <div class="take-away" on:pointerdown=|event| event.stop_propagation()>
            // Figures stand side by side: each menu has its own.
            <Provider value=taken><FoldedPart part=TAKE_AWAY class="" label>"⤓"</FoldedPart></Provider>
        </div>
    }
}

/// Rings around the places of a sample, and a line from one to the other where it has two.
fn rings(places: &[(f64, f64)]) -> impl IntoView + use<> {
    let ring = |&(left, top): &(f64, f64)| {
        view! { <span class="ring" style:left=format!("{left:.1}px") style:top=format!("{top:.1}px")></span> }
    };
    let line = match places {
        [(x1, y1), (x2, y2)] => Some(view! {
            <svg class="join" aria-hidden="true">
                <line x1=format!("{x1:.1}") y1=format!("{y1:.1}") x2=format!("{x2:.1}") y2=format!("{y2:.1}")/>
            </svg>
        }),
        _ => None,
    };
    (line, places.iter().map(ring).collect_view())
}

/// Draws on the two canvases of a figure, below the axes and above the points, and returns those.
pub fn paint(
    (base, over): (&HtmlCanvasElement, &HtmlCanvasElement),
    pixels: (u32, u32),
    style: &Style,
    draw: impl Fn(&Area, &Style) -> Option<Points>,
) -> Option<Points> {
    resize(base, pixels);
    resize(over, pixels);
    let backend = CanvasBackend::with_canvas_object(base.clone())?;
    let points = draw(&Surface::Canvas(backend).into_drawing_area(), style);
    put_points(over, pixels, points.as_ref());
    points
}

/// Follows the size of a canvas in CSS pixels.
fn observe_size(canvas: NodeRef<Canvas>, size: RwSignal<(f64, f64)>) {
    let observer = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let measured = (*canvas).clone();
        let callback = Closure::<dyn FnMut()>::new(move || {
            let rect = measured.get_bounding_client_rect();
            let now = (rect.width(), rect.height());
            if size.try_get_untracked().is_some_and(|before| before != now) {
                size.set(now);
            }
        });
        if let Ok(resize_observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            resize_observer.observe(&canvas);
            observer.set_value(Some((resize_observer, callback)));
        }
    });
    let observer = SendWrapper::new(observer);
    on_cleanup(move || {
        observer.update_value(|observer| {
            if let Some((resize_observer, _)) = observer.take() {
                resize_observer.disconnect();
            }
        });
    });
}
