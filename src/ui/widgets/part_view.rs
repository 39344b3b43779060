//! Parts of the program that are fetched when they are shown. A part is a name; the registry of the chapters, which stands above all
//! of this, knows what belongs to it and hands down a [`Loader`].

use crate::words::say;
use leptos::{html::Details, prelude::*};
use std::pin::Pin;
use wasm_bindgen::JsCast;
use web::dismissal::{Dismissal, on_dismissal};
use web_sys::HtmlElement;

/// The name of a part, unique in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part(pub &'static str);

/// The menu by which a figure is taken away.
pub const TAKE_AWAY: Part = Part("take-away");
/// The same menu for rows of images.
pub const TAKE_ROWS: Part = Part("take-rows");
/// The numbers behind the curves.
pub const HISTORY: Part = Part("history");
/// The findings in the user's own files.
pub const OWN_FILES: Part = Part("own-files");
/// A result as a code for the class.
pub const MY_CODE: Part = Part("my-code");
/// The network as files, the run as a Keras notebook.
pub const NETWORK_FILES: Part = Part("network-files");
/// The link of the page for a class.
pub const SHARE: Part = Part("share");
/// The bar of the lecture mode.
pub const LECTURE: Part = Part("lecture");
/// A prediction to be made before a lab runs.
pub const GUESS: Part = Part("guess");

/// The part could not be fetched; another try may succeed.
#[derive(Debug)]
pub struct NotFetched;

/// A fetch that is under way.
pub type Fetching = Pin<Box<dyn Future<Output = Result<(), NotFetched>>>>;

/// Fetches parts and makes their views. Provided by the registry of the chapters.
#[derive(Clone, Copy)]
pub struct Loader {
    /// Fetches a part, unless it is here already.
    pub fetch: fn(Part) -> Fetching,
    /// Makes the view of a part that has been fetched; `None` of another.
    pub make: fn(Part) -> Option<AnyView>,
}

#[derive(Clone, Copy, PartialEq)]
enum PartState {
    Fetching,
    Here,
    Missing,
}

/// The view of a part, once it is fetched; where it cannot be, a sentence and another try.
#[component]
pub fn PartView(
    /// The part.
    part: Part,
) -> impl IntoView {
    let loader: Loader = expect_context();
    let state = RwSignal::new(PartState::Fetching);
    let fetch = move || {
        state.set(PartState::Fetching);
        leptos::task::spawn_local(async move {
            let outcome = (loader.fetch)(part).await;
            // Whoever wanted the part may have gone while it was on its way.
            state.try_set(if outcome.is_ok() { PartState::Here } else { PartState::Missing });
        });
    };
    fetch();
    let missing = move || {
        view! {
            <p class="notice fault" role="alert">
                {say!(app.part_missing)}" "<button class="ghost" on:click=move |_| fetch()>{say!(app.try_again)}</button>
            </p>
        }
    };
    move || match state.get() {
        PartState::Fetching => view! { <p class="fetching">{say!(app.fetching)}</p> }.into_any(),
        PartState::Here => (loader.make)(part).unwrap_or_else(|| missing().into_any()),
        PartState::Missing => missing().into_any(),
    }
}

/// A part that is fetched when it is first unfolded.
#[component]
pub fn FoldedPart(
    /// Which.
    part: Part,
    /// The class of the element that unfolds.
    class: &'static str,
    /// The description of the purpose of unfolding the part.
    #[prop(into)]
    label: Signal<&'static str>,
    /// True if the part overlays the page, so that a press elsewhere and Escape close it.
    #[prop(optional)]
    is_over_page: bool,
    /// The content of the control that unfolds the part.
    children: Children,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let folded = NodeRef::<Details>::new();
    let dismissal = StoredValue::new_local(None::<Dismissal>);
    let toggle = move |_| {
        let Some(element) = folded.get_untracked() else { return };
        is_open.set(element.open());
        let close = move |by_key| {
            let Some(element) = folded.get_untracked() else { return };
            element.set_open(false);
            if by_key && let Ok(Some(summary)) = element.query_selector("summary") {
                // What takes no focus is left without.
                let _ = summary.unchecked_into::<HtmlElement>().focus();
            }
        };
        dismissal.set_value((is_over_page && element.open()).then(|| on_dismissal(&element, close)));
    };
    on_cleanup(move || {
        dismissal.try_set_value(None);
    });
    view! {
        <details node_ref=folded class=class on:toggle=toggle>
            <summary aria-label=label title=label>{children()}</summary>
            <Show when=move || is_open.get()><PartView part/></Show>
        </details>
    }
}
