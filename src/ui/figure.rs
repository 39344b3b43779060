//! A figure on a canvas: axes by plotters below, rasterised points above, crisp on any density, drawn anew when what it
//! shows, its size or the theme changes.

use crate::{
    plot::{
        marks::{Mark, Stamping, nearest, rasterise},
        style::Style,
    },
    ui::{appearance::use_appearance, language::use_locale},
};
use leptos::{html::Canvas, prelude::*};
use plotters::{coord::Shift, prelude::*};
use plotters_canvas::CanvasBackend;
use send_wrapper::SendWrapper;
use wasm_bindgen::{Clamped, JsCast, closure::Closure};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData, ResizeObserver};

/// What a figure draws on.
pub type Area = DrawingArea<CanvasBackend, Shift>;

/// Points that lie over a figure's axes.
pub struct Points {
    /// The points, in pixels of the drawing.
    pub marks: Vec<Mark>,
    /// How they are drawn.
    pub stamping: Stamping,
}

/// How far from a mark the pointer may be to mean it, CSS pixels.
const HOVER_REACH: f64 = 14.0;
/// What says which sample a mark stands for, and where it lies.
pub type Describe = Box<dyn Fn(&Mark) -> Option<String>>;

/// A mark under the pointer: its place in CSS pixels, and what is said of it.
#[derive(Clone, PartialEq)]
struct Hovered {
    left: f64,
    top: f64,
    /// Whether its words stand to its left, because there is no room to the right.
    is_flipped: bool,
    words: String,
}

/// A figure; `draw` is called whenever a signal that it reads, the size or the look changes.
#[component]
pub fn Figure(
    /// What the figure shows, in words.
    #[prop(into)]
    label: Signal<String>,
    /// Draws, and returns the points to lie above. A backend that fails leaves the canvas as it was.
    draw: impl Fn(&Area, &Style) -> Option<Points> + 'static,
    /// What is said of the mark under the pointer; without it nothing is.
    #[prop(optional)]
    describe: Option<Describe>,
) -> impl IntoView {
    let base = NodeRef::<Canvas>::new();
    let over = NodeRef::<Canvas>::new();
    let size = RwSignal::new((0.0, 0.0));
    let appearance = use_appearance();
    let locale = use_locale();
    let marks = StoredValue::new_local(Vec::<Mark>::new());
    let hovered = RwSignal::new(None::<Hovered>);
    observe_size(base, size);
    Effect::new(move |_| {
        let (Some(base), Some(over)) = (base.get(), over.get()) else { return };
        let style = appearance.style(locale());
        let (width, height) = size.get();
        let density = gloo::utils::window().device_pixel_ratio().max(1.0);
        let pixels = ((width * density).round() as u32, (height * density).round() as u32);
        if pixels.0 < 40 || pixels.1 < 40 {
            return;
        }
        let points = paint((&base, &over), pixels, &style, &draw);
        marks.set_value(points.map(|points| points.marks).unwrap_or_default());
        // What was under the pointer has moved.
        hovered.set(None);
    });
    let describe = StoredValue::new_local(describe);
    let look = move |event: leptos::ev::PointerEvent| {
        let density = gloo::utils::window().device_pixel_ratio().max(1.0);
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let found = marks.with_value(|marks| {
            let place = ((x * density) as f32, (y * density) as f32);
            nearest(marks, place, (HOVER_REACH * density) as f32).copied()
        });
        let words = |mark: &Mark| describe.with_value(|describe| describe.as_ref().and_then(|describe| describe(mark)));
        let now = found.and_then(|mark| {
            let left = f64::from(mark.x) / density;
            let is_flipped = left > size.get_untracked().0 / 2.0;
            Some(Hovered { left, top: f64::from(mark.y) / density, is_flipped, words: words(&mark)? })
        });
        if hovered.get_untracked() != now {
            hovered.set(now);
        }
    };
    let tip = move |Hovered { left, top, is_flipped, words }: Hovered| {
        view! {
            <span class="tip" class:flipped=is_flipped style:left=format!("{left:.1}px") style:top=format!("{top:.1}px")>
                <span class="tip-words">{words}</span>
            </span>
        }
    };
    view! {
        <div class="figure" role="img" aria-label=label on:pointermove=look on:pointerdown=look
            on:pointerleave=move |_| hovered.set(None)>
            <canvas node_ref=base class="base"></canvas>
            <canvas node_ref=over class="over"></canvas>
            {move || hovered.get().map(tip)}
        </div>
    }
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
    let points = draw(&backend.into_drawing_area(), style);
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

/// Gives a canvas as many pixels as its place has; setting the size also clears it, so only when it differs.
fn resize(canvas: &HtmlCanvasElement, (width, height): (u32, u32)) {
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}

fn put_points(canvas: &HtmlCanvasElement, (width, height): (u32, u32), points: Option<&Points>) {
    let Some(context) = context_of(canvas) else { return };
    let Some(points) = points else {
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        return;
    };
    let image = rasterise(&points.marks, (width as usize, height as usize), points.stamping);
    if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&image), width, height) {
        // Only a canvas of no size refuses, and there is nothing to see on it.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// The drawing context of a canvas.
pub fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
