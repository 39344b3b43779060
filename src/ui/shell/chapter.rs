//! The chapter in the frame: the way back to an exercise above it, the foot below.

use crate::{
    store::{exercise::use_worked_on, run::use_run},
    widgets::{
        part_view::{Part, PartView},
        place::use_places,
    },
    words::say,
};
use lab::settings::Chapter;
use leptos::prelude::*;

/// The chapter, whichever it is.
#[component]
pub fn ChapterView(
    /// Which.
    chapter: Chapter,
) -> impl IntoView {
    let run = use_run();
    let worked_on = use_worked_on();
    let places = use_places();
    let open_speed = move |event: leptos::ev::MouseEvent| {
        // A new tab or window is the browser's business.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            run.open_chapter(Chapter::Speed);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    };
    let go_back = move |_| {
        run.open_chapter(Chapter::Exercises);
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if let Some(key) = worked_on.get_untracked() {
            places.go_to_task(&key);
        }
    };
    view! {
        <Show when=move || chapter != Chapter::Exercises && worked_on.get().is_some()>
            <p class="opened" data-part="exercise-bar">{say!(exercises.working)}" "
                <button type="button" class="ghost" data-action="back-to-exercise" on:click=go_back>{say!(exercises.back)}</button>
                <button type="button" class="ghost" on:click=move |_| worked_on.set(None)>{say!(exercises.leave)}</button></p>
        </Show>
        <PartView part=Part(chapter.name())/>
        <footer class="foot">
            {say!(app.footer)}
            <Show when=move || chapter != Chapter::Speed>
                " "<a href="?chapter=speed" on:click=open_speed>{say!(speed.link)}</a>
            </Show>
        </footer>
    }
}
