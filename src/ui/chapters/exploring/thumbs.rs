//! Images to choose one from, and what several tools show alike.

use super::choices::ChosenImage;
use super::state::{ExploreState, use_exploring};
use crate::{
    i18n::td_string,
    store::{language::use_locale, run::use_run},
    widgets::{class_names::class_name, images::ImageRow},
    words::{fill, say},
};
use lab::{experiments::exploring::question::Errand, geometry::ImageSize};
use leptos::prelude::*;

/// A row of images, one of which is chosen.
#[component]
pub fn Thumbs(
    /// The description of the choice.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen image.
    chosen: ChosenImage,
    /// Tells this row from others, for scripts.
    name: &'static str,
) -> impl IntoView {
    let (run, state, locale) = (use_run(), use_exploring(), use_locale());
    let size = image_size(state);
    // Only which images there are, not how they are seen.
    let picks = Memo::new(move |_| {
        state.plane.with(|plane| {
            plane
                .as_ref()
                .map(|plane| (plane.picks.clone(), plane.pick_images.clone(), plane.pick_labels.clone()))
                .unwrap_or_default()
        })
    });
    let thumb = move |(idx, place): (usize, usize)| {
        let (image, class) = picks.with(|(_, images, labels)| {
            let n_pixels = size.get_untracked().map_or(1, |size| size.height * size.width);
            let image = images.chunks(n_pixels).nth(idx).map(<[u8]>::to_vec).unwrap_or_default();
            (image, labels.get(idx).copied())
        });
        let words = Signal::derive(move || {
            let class = class.map(|class| class_name(run, locale(), class)).unwrap_or_default();
            fill(td_string!(locale(), exploring.image_of), &[("n", &(idx + 1)), ("class", &class)])
        });
        view! {
            <button type="button" class="thumb" aria-pressed=move || (chosen.place.get() == Some(place)).to_string()
                aria-label=words data-pick=format!("{name}-{idx}") on:click=move |_| chosen.choose.run(place)>
                <ImageRow label=words size pixels=Signal::stored(image)/>
            </button>
        }
    };
    view! {
        <div class="thumbs" role="group" aria-label=label>
            <span class="thumbs-name">{label}</span>
            <div class="thumb-row">{move || picks.with(|(places, ..)| places.clone()).into_iter().enumerate().map(thumb).collect_view()}</div>
        </div>
    }
}

/// Size of the images.
pub fn image_size(state: ExploreState) -> Signal<Option<ImageSize>> {
    Memo::new(move |_| state.plane.with(|plane| plane.as_ref().map(|plane| plane.size))).into()
}

/// A row of images with its name, in a grid of rows.
#[component]
pub fn NamedRow(
    /// The description of the row.
    #[prop(into)]
    label: Signal<String>,
    /// Its colour's class.
    #[prop(optional)]
    class: &'static str,
    /// Its images.
    #[prop(into)]
    pixels: Signal<Vec<u8>>,
) -> impl IntoView {
    let size = image_size(use_exploring());
    view! { <span class=class>{label}</span><ImageRow label size pixels/> }
}

/// An errand to be begun, or how far it is.
#[component]
pub fn ErrandButton(
    /// Which.
    #[prop(into)]
    errand: Signal<Errand>,
    /// The text of the button.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let state = use_exploring();
    let share = move || {
        let under_way = state.errand.get().filter(|(under_way, _)| *under_way == errand.get());
        under_way.map(|(_, share)| share)
    };
    let is_under_way = Memo::new(move |_| share().is_some());
    view! {
        <div class="actions errand">
            <Show when=move || is_under_way.get() fallback=move || view! {
                <button type="button" class="primary" data-action="errand" disabled=move || state.errand.with(Option::is_some)
                    on:click=move |_| state.start(errand.get_untracked())>{label}</button>
            }>
                <progress max="1" value=move || share().unwrap_or(0.0).to_string() aria-label=label></progress>
                <button type="button" class="ghost" data-action="errand-stop" on:click=move |_| state.stop()>{say!(exploring.stop)}</button>
            </Show>
        </div>
    }
}
