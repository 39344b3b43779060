//! The interface: Leptos components over the state of one run. Nothing is computed here; numbers come from the worker.
//!
//! Rooms in reading order: [`store`] (what is known of the run, the look, the language), [`words`], [`widgets`] (pieces that chapters
//! share), [`chapters`], [`shell`] (the frame around them).
#![cfg(target_arch = "wasm32")]

pub mod chapters;
pub mod shell;
pub mod store;
pub mod widgets;
pub mod words;

#[expect(deprecated, reason = "its successor needs a build script that compiles all of ICU's data tools")]
mod generated {
    leptos_i18n::load_locales!();
}
pub(crate) use generated::i18n;

/// Mounts the page.
pub fn mount(build_stamp: &'static str) {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(move || leptos::view! { <shell::app::App build_stamp/> });
}
