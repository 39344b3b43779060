//! Drawing an image of one's own, by pointer or by keys, and what the network sees in it while one draws.

use super::choices::ChosenImage;
use super::{
    search::AlikeRow,
    state::use_exploring,
    thumbs::{Thumbs, image_size},
    walk::Cursor,
};
use crate::{
    i18n::{Locale, td_string},
    store::{appearance::use_appearance, language::use_locale, run::use_run},
    widgets::{
        images::{ImageRow, put_row},
        numbers::{Metric, percent, three_digits},
        part_view::PartView,
    },
    words::say,
};
use lab::{
    experiments::exploring::{question::ExploreCommand, report::DrawnReport},
    geometry::ImageSize,
    settings::DataId,
};
use leptos::{html::Canvas, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// Pixels of a side of the paper.
const SIDE: usize = 112;
/// Pixels that a key moves the pen by.
const KEY_STEP: f32 = 4.0;

/// The tool.
#[component]
pub fn Drawing() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let paper = Paper::new();
    let cursor = Cursor { point: RwSignal::new(None), has_grid: Signal::stored(false), follows_pointer: false };
    provide_context(cursor);
    // What is drawn is asked about anew when the network changes.
    let version = Memo::new(move |_| state.version());
    Effect::new(move |_| {
        let _ = version.get();
        paper.n_changes.track();
        let ink = paper.ink.get_value();
        untrack(|| state.ask_live(ExploreCommand::Draw { ink, width: SIDE }));
    });
    Effect::new(move |_| cursor.point.set(state.drawn.with(|drawn| drawn.as_ref().map(|drawn| drawn.point))));
    let size = image_size(state);
    let n_pixels = move || size.get_untracked().map_or(1, |size| size.height * size.width);
    let start_with = RwSignal::new(None);
    let start =
        ChosenImage { place: start_with.into(), choose: Callback::new(move |place| start_with.set(Some(place))) };
    Effect::new(move |_| {
        let Some(place) = start_with.get() else { return };
        let image = state.plane.with_untracked(|plane| {
            let plane = plane.as_ref()?;
            let idx = plane.picks.iter().position(|pick| *pick == place)?;
            plane.pick_images.chunks(n_pixels()).nth(idx).map(<[u8]>::to_vec)
        });
        if let (Some(image), Some(size)) = (image, size.get_untracked()) {
            untrack(|| paper.lay(&image, size));
        }
    });
    let image = move |get: fn(&DrawnReport) -> &Vec<u8>| {
        Signal::derive(move || {
            state.drawn.with(|drawn| drawn.as_ref().map(|drawn| get(drawn).clone()).unwrap_or_default())
        })
    };
    let number = move |get: fn(&DrawnReport) -> f64| {
        Signal::derive(move || state.drawn.with(|drawn| drawn.as_ref().map(|drawn| get(drawn))))
    };
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let is_drawn = Memo::new(move |_| state.drawn.with(Option::is_some));
    let by_code =
        Signal::derive(move || state.drawn.with(|drawn| drawn.as_ref().map(|d| d.by_code.clone()).unwrap_or_default()));
    let by_pixels = Signal::derive(move || {
        state.drawn.with(|drawn| drawn.as_ref().map(|d| d.by_pixels.clone()).unwrap_or_default())
    });
    let none = Signal::stored(None::<u8>);
    view! {
        <section data-instrument="drawing" class="tool-part" data-tool="drawing">
            <p class="hint">{say!(exploring.drawing_hint)}</p>
            <div class="drawing">
                <div>
                    <PaperView paper/>
                    <div class="actions">
                        <button type="button" class="ghost" data-action="clear-drawing" on:click=move |_| paper.clear()>{say!(exploring.clear)}</button>
                        <label class="check"><input type="checkbox" data-action="eraser" prop:checked=move || paper.is_erasing.get()
                            on:change=move |event| paper.is_erasing.set(event_target_checked(&event))/>{say!(exploring.eraser)}</label>
                    </div>
                </div>
                <Show when=move || is_drawn.get() fallback=move || view! { <p class="hint">{say!(exploring.nothing_drawn)}</p> }>
                    <div class="drawn" data-part="drawn">
                        <div class="pair">
                            <figure><div class="big-image"><ImageRow label=text(|l| td_string!(l, exploring.as_image)) size pixels=image(|drawn| &drawn.image)/></div>
                                <figcaption>{say!(exploring.as_image)}</figcaption></figure>
                            <figure><div class="big-image"><ImageRow label=text(|l| td_string!(l, stacked.ae_row)) size pixels=image(|drawn| &drawn.rebuilt)/></div>
                                <figcaption class="w-ae">{say!(stacked.ae_row)}</figcaption></figure>
                        </div>
                        <dl class="numbers">
                            <div><dt>{say!(exploring.mse)}</dt><dd class="w-ae"><Metric name="drawn_mse" value=number(|drawn| drawn.mse) format=three_digits/></dd></div>
                            <div><dt>{say!(exploring.rank)}</dt><dd><Metric name="drawn_rank" value=number(|drawn| drawn.rank) format=percent/></dd></div>
                        </dl>
                    </div>
                </Show>
            </div>
            <Thumbs name="drawn" label=text(|l| td_string!(l, exploring.start_with)) chosen=start/>
            <Show when=move || is_drawn.get()>
                <h4 class="w-ae">{say!(exploring.alike_code)}</h4>
                <AlikeRow alike=by_code of=none name="drawn-code"/>
                <h4>{say!(exploring.alike_pixels)}</h4>
                <AlikeRow alike=by_pixels of=none name="drawn-pixels"/>
            </Show>
            <h4>{say!(exploring.its_place)}</h4>
            <PartView part=super::PLANE/>
        </section>
    }
}

/// What is drawn on. Copied freely.
#[derive(Clone, Copy)]
struct Paper {
    /// Grey, row by row; 255 is full ink.
    ink: StoredValue<Vec<u8>>,
    /// Rises with every change.
    n_changes: RwSignal<u32>,
    is_erasing: RwSignal<bool>,
    /// The position of the pen, in pixels, and whether it touches the paper.
    pen: RwSignal<((f32, f32), bool)>,
    /// Half the width of a stroke, pixels.
    radius: StoredValue<f32>,
}

impl Paper {
    fn new() -> Self {
        // Strokes as wide as those of the data set.
        let of_digits = use_run().settings.with_untracked(|settings| settings.data == DataId::Digits);
        let middle = SIDE as f32 / 2.0;
        Self {
            ink: StoredValue::new(vec![0; SIDE * SIDE]),
            n_changes: RwSignal::new(0),
            is_erasing: RwSignal::new(false),
            pen: RwSignal::new(((middle, middle), false)),
            radius: StoredValue::new(if of_digits { 7.5 } else { 5.0 }),
        }
    }

    fn clear(self) {
        // On an empty sheet there is nothing to rub out.
        self.is_erasing.set(false);
        self.ink.set_value(vec![0; SIDE * SIDE]);
        self.n_changes.update(|n| *n += 1);
    }

    /// Lays an image on the paper, each of its pixels as a square.
    fn lay(self, image: &[u8], size: ImageSize) {
        let at = |place: usize| {
            let (row, column) = (place / SIDE * size.height / SIDE, place % SIDE * size.width / SIDE);
            image.get(row * size.width + column).copied().unwrap_or(0)
        };
        self.ink.set_value((0..SIDE * SIDE).map(at).collect());
        self.n_changes.update(|n| *n += 1);
    }

    /// Moves the pen; where it touches the paper, a stroke is left, or taken away.
    fn go(self, (x, y): (f32, f32), touches: bool) {
        let ((from_x, from_y), touched) = self.pen.get_untracked();
        let side = SIDE as f32;
        let (x, y) = (x.clamp(0.0, side), y.clamp(0.0, side));
        self.pen.set(((x, y), touches));
        if !touches {
            return;
        }
        let (from_x, from_y) = if touched { (from_x, from_y) } else { (x, y) };
        let n_steps = (x - from_x).abs().max((y - from_y).abs()).ceil().max(1.0) as usize;
        let (radius, is_erasing) = (self.radius.get_value(), self.is_erasing.get_untracked());
        self.ink.update_value(|ink| {
            for step in 0..=n_steps {
                let share = step as f32 / n_steps as f32;
                stamp(ink, (from_x + share * (x - from_x), from_y + share * (y - from_y)), radius, is_erasing);
            }
        });
        self.n_changes.update(|n| *n += 1);
    }
}

/// A round dot with a soft edge of one pixel.
fn stamp(ink: &mut [u8], (x, y): (f32, f32), radius: f32, is_erasing: bool) {
    let near = |middle: f32| {
        let from = (middle - radius - 1.0).max(0.0) as usize;
        from..((middle + radius + 2.0).max(0.0) as usize).min(SIDE)
    };
    for row in near(y) {
        for column in near(x) {
            let distance = (column as f32 + 0.5 - x).hypot(row as f32 + 0.5 - y);
            let strength = (255.0 * (radius + 0.5 - distance).clamp(0.0, 1.0)) as u8;
            let pixel = &mut ink[row * SIDE + column];
            *pixel = if is_erasing { (*pixel).min(255 - strength) } else { (*pixel).max(strength) };
        }
    }
}

#[component]
fn PaperView(paper: Paper) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let appearance = use_appearance();
    let locale = use_locale();
    Effect::new(move |_| {
        paper.n_changes.track();
        let Some(canvas) = canvas.get() else { return };
        let palette = appearance.theme().palette();
        paper.ink.with_value(|ink| put_row(&canvas, ink, ImageSize { height: SIDE, width: SIDE }, palette));
    });
    let place = |event: &PointerEvent| {
        let element = event.current_target()?.dyn_into::<Element>().ok()?;
        let rect = element.get_bounding_client_rect();
        let along = |at: f64, start: f64, length: f64| ((at - start) / length.max(1.0) * SIDE as f64) as f32;
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        Some((along(x, rect.left(), rect.width()), along(y, rect.top(), rect.height())))
    };
    let down = move |event: PointerEvent| {
        if let Some(place) = place(&event) {
            paper.go(place, false);
            paper.go(place, true);
        }
        if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Without capture, a stroke ends at the edge: no harm.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
    };
    let go = move |event: PointerEvent| {
        let touches = event.buttons() != 0;
        if let Some(place) = place(&event).filter(|_| touches) {
            paper.go(place, true);
        }
    };
    let lift = move |_| paper.pen.update(|(_, touches)| *touches = false);
    let press = move |event: KeyboardEvent| {
        let ((x, y), touches) = paper.pen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowLeft" => (x - KEY_STEP, y),
            "ArrowRight" => (x + KEY_STEP, y),
            "ArrowUp" => (x, y - KEY_STEP),
            "ArrowDown" => (x, y + KEY_STEP),
            " " => {
                paper.go((x, y), !touches);
                event.prevent_default();
                return;
            }
            "Delete" | "Backspace" => {
                paper.clear();
                event.prevent_default();
                return;
            }
            _ => return,
        };
        paper.go(to, touches);
        event.prevent_default();
    };
    let pen = move || {
        let ((x, y), _) = paper.pen.get();
        let share = |at: f32| format!("{:.1}%", 100.0 * at / SIDE as f32);
        (share(x), share(y))
    };
    let says = move || {
        if paper.pen.get().1 {
            td_string!(locale(), exploring.pen_down)
        } else {
            td_string!(locale(), exploring.pen_up)
        }
    };
    view! {
        <div class="paper" tabindex="0" role="application" aria-label=say!(exploring.paper) aria-describedby="paper-keys"
            on:pointerdown=down on:pointermove=go on:pointerup=lift on:pointercancel=lift on:keydown=press>
            <canvas node_ref=canvas></canvas>
            <span class="pen" class:down=move || paper.pen.get().1 style:left=move || pen().0 style:top=move || pen().1></span>
        </div>
        <p class="hint" id="paper-keys">{say!(exploring.paper_keys)}</p>
        <p class="visually-hidden" role="status">{says}</p>
    }
}
