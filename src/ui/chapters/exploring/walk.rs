//! Walking through the code space: a plane that decodes under the pointer, the way between two images, one number turned.

use super::choices::use_choices;
use super::turning::Turning;
use super::{
    state::{keep_asking, use_exploring},
    thumbs::{NamedRow, Thumbs, image_size},
};
use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{
        images::{ImageGrid, ImageRow},
        numbers::{fixed, percent},
        part_view::PartView,
        take_rows::TakeRows,
    },
    words::{fill, say},
};
use lab::{
    experiments::exploring::{
        question::ExploreCommand,
        report::{PlaneKind, WayReport},
    },
    geometry::Point2,
};
use leptos::prelude::*;

/// Densities of the grid to choose from.
const DENSITIES: [usize; 4] = [8, 12, 16, 24];
/// The density of a grid when it is asked for.
const USUAL_DENSITY: usize = 12;
/// The cursor on the plane and its settings. Passed to the figure, which is loaded separately.
#[derive(Clone, Copy)]
pub struct Cursor {
    /// The point that is decoded.
    pub point: RwSignal<Option<Point2>>,
    /// True if a grid of decoded points is shown too.
    pub has_grid: Signal<bool>,
    /// True if the pointer moves the point; otherwise something else sets it.
    pub follows_pointer: bool,
}

/// The tool.
#[component]
pub fn Walk() -> impl IntoView {
    let state = use_exploring();
    let density = use_choices().memo(|tools| tools.density);
    let has_grid = Signal::derive(move || density.get() > 0);
    let cursor = Cursor { point: RwSignal::new(None), has_grid, follows_pointer: true };
    provide_context(cursor);
    // The image under the pointer follows the network too.
    let version = Memo::new(move |_| state.version());
    Effect::new(move |_| {
        let _ = version.get();
        if let Some(point) = cursor.point.get() {
            untrack(|| state.ask_live(ExploreCommand::Decode { points: vec![point], is_grid: false }));
        }
    });
    view! {
        <Plane cursor density/>
        <Way/>
        <Turning/>
    }
}

#[component]
fn Plane(cursor: Cursor, density: Memo<usize>) -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let size = image_size(state);
    let kind = move || state.plane.with(|plane| plane.as_ref().map(|plane| (plane.kind, plane.share)));
    let hint = move || kind().map(|(kind, share)| plane_words(locale(), kind, share));
    let choices = use_choices();
    let set_density = move |density| choices.change(|tools| tools.density = density);
    // The grid spans all codes; its rows go from the top down.
    let extent = Memo::new(move |_| state.plane.with(|plane| plane.as_ref().map(|plane| extent_of(&plane.points))));
    let version = Memo::new(move |_| state.version());
    Effect::new(move |_| {
        let _ = version.get();
        let (Some(extent), n, true) = (extent.get(), density.get(), cursor.has_grid.get()) else { return };
        untrack(|| state.ask(&ExploreCommand::Decode { points: grid_points(extent, n), is_grid: true }));
    });
    let label = Signal::derive(move || td_string!(locale(), exploring.under_pointer).to_owned());
    let place = move || {
        cursor.point.get().map(|[x, y]| {
            let number = |value: f32| fixed(f64::from(value), 2, locale());
            fill(td_string!(locale(), exploring.at), &[("x", &number(x)), ("y", &number(y))])
        })
    };
    let choose_density = move |event| set_density(event_target_value(&event).parse().unwrap_or(USUAL_DENSITY));
    let is_empty = move || state.decoded.with(Vec::is_empty);
    view! {
        <section data-instrument="decoded-plane" class="tool-part plane-tool">
            <h4>{say!(exploring.plane)}</h4>
            <p class="hint">{hint}</p>
            <div class="plane-and-image">
                <PartView part=super::PLANE/>
                <div class="beside-plane">
                    <div class="big-image" data-part="under-pointer">
                        <ImageRow label size pixels=state.decoded/>
                        <Show when=is_empty><p class="hint">{say!(exploring.move_pointer)}</p></Show>
                    </div>
                    <p class="place" role="status">{place}</p>
                    <label class="check"><input type="checkbox" data-action="grid" prop:checked=move || cursor.has_grid.get()
                        on:change=move |event| set_density(if event_target_checked(&event) { USUAL_DENSITY } else { 0 })/>{say!(exploring.grid)}</label>
                    <Show when=move || cursor.has_grid.get()>
                        <label>{say!(exploring.density)}" "
                            <select name="density" on:change=choose_density>
                                {DENSITIES.map(|n| view! {
                                    <option value=n.to_string() selected=move || density.get() == n>{format!("{n} × {n}")}</option>
                                }).collect_view()}
                            </select></label>
                    </Show>
                </div>
            </div>
            <Show when=move || cursor.has_grid.get()>
                <div class="manifold" data-part="grid">
                    <ImageGrid label=Signal::derive(move || td_string!(locale(), exploring.grid_label).to_owned())
                        size pixels=state.grid n_columns=density/>
                </div>
            </Show>
        </section>
    }
}

fn plane_words(locale: Locale, kind: PlaneKind, share: f64) -> String {
    let share = percent(share, locale);
    match kind {
        PlaneKind::Whole => td_string!(locale, exploring.plane_whole).to_owned(),
        PlaneKind::Components => fill(td_string!(locale, exploring.plane_components), &[("share", &share)]),
        PlaneKind::Units([x, y]) => {
            fill(td_string!(locale, exploring.plane_units), &[("x", &x), ("y", &y), ("share", &share)])
        }
    }
}

/// Least and greatest coordinates: `[x, y]` each.
fn extent_of(points: &[Point2]) -> [[f32; 2]; 2] {
    let start = [[f32::INFINITY; 2], [f32::NEG_INFINITY; 2]];
    let [low, high] =
        points.iter().filter(|point| point.iter().all(|x| x.is_finite())).fold(start, |[low, high], point| {
            [[low[0].min(point[0]), low[1].min(point[1])], [high[0].max(point[0]), high[1].max(point[1])]]
        });
    if low[0].is_finite() { [low, high] } else { [[-1.0; 2], [1.0; 2]] }
}

/// Points of a grid, row by row from the top.
fn grid_points([low, high]: [[f32; 2]; 2], n: usize) -> Vec<Point2> {
    let at =
        |axis: usize, idx: usize| low[axis] + (high[axis] - low[axis]) * idx as f32 / n.saturating_sub(1).max(1) as f32;
    (0..n * n).map(|place| [at(0, place % n), at(1, n - 1 - place / n)]).collect()
}

/// From one image to another.
#[component]
fn Way() -> impl IntoView {
    let (state, locale) = (use_exploring(), use_locale());
    let choices = use_choices();
    // Something is there before anything is chosen: the first images of two classes.
    let (from, to) = (choices.image(|tools| &mut tools.way_from, 0), choices.image(|tools| &mut tools.way_to, 4));
    keep_asking(move || Some(ExploreCommand::Way { from: from.place.get()?, to: to.place.get()? }));
    let size = image_size(state);
    let chosen_step = choices.memo(|tools| tools.way_step);
    let n_pixels = move || size.get().map_or(1, |size| size.height * size.width);
    let images = move |get: fn(&WayReport) -> &Vec<u8>| {
        move |places: Vec<usize>| {
            state.way.with(|way| {
                let images = way.as_ref().map(|way| get(way).as_slice()).unwrap_or_default();
                places
                    .iter()
                    .flat_map(|&place| images.chunks(n_pixels()).nth(place).unwrap_or_default())
                    .copied()
                    .collect()
            })
        }
    };
    let (by_code, by_pixels) = (images(|way| &way.by_code), images(|way| &way.by_pixels));
    let n_steps = move || state.way.with(|way| way.as_ref().map_or(1, |way| way.n_steps));
    let step = Memo::new(move |_| chosen_step.get().min(n_steps().max(2) - 1));
    let strip = move || (0..n_steps()).step_by(4).collect::<Vec<_>>();
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    // The value is set after the end of the scale, or it would be cut off there.
    let place = move || {
        let _ = n_steps();
        step.get().to_string()
    };
    let share = move || percent(step.get() as f64 / (n_steps().max(2) - 1) as f64, locale());
    view! {
        <section data-instrument="way" class="tool-part" data-part="way">
            <h4>{say!(exploring.way)}</h4>
            <p class="hint">{say!(exploring.way_hint)}</p>
            <Thumbs name="from" label=text(|l| td_string!(l, exploring.from)) chosen=from/>
            <Thumbs name="to" label=text(|l| td_string!(l, exploring.to)) chosen=to/>
            <div class="image-rows">
                <NamedRow class="w-ae" label=text(|l| td_string!(l, exploring.by_code)) pixels=Signal::derive(move || by_code(strip()))/>
                <NamedRow label=text(|l| td_string!(l, exploring.by_pixels)) pixels=Signal::derive(move || by_pixels(strip()))/>
                <TakeRows title=Signal::derive(move || td_string!(locale(), exploring.way).to_owned())/>
            </div>
            <label class="slider"><span>{say!(exploring.step)}" "<output>{share}</output></span>
                <input type="range" name="way" min="0" max=move || (n_steps().max(2) - 1).to_string() prop:value=place
                    on:input=move |event| choices.change(|tools| tools.way_step = event_target_value(&event).parse().unwrap_or(0))/></label>
            <div class="pair">
                <figure><div class="big-image"><ImageRow label=text(|l| td_string!(l, exploring.by_code)) size pixels=Signal::derive(move || by_code(vec![step.get()]))/></div>
                    <figcaption class="w-ae">{say!(exploring.by_code)}</figcaption></figure>
                <figure><div class="big-image"><ImageRow label=text(|l| td_string!(l, exploring.by_pixels)) size pixels=Signal::derive(move || by_pixels(vec![step.get()]))/></div>
                    <figcaption>{say!(exploring.by_pixels)}</figcaption></figure>
            </div>
        </section>
    }
}
