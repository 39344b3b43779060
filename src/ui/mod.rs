//! The interface: Leptos components over the state of one run. Nothing is computed here; numbers come from the worker.
//!
//! Reading order: [`state`] (what is known of the run), [`appearance`] (theme, projector), [`language`], `app` (the shell), `run_bar`,
//! `controls`, `data_field` and `own_files` (data), `place` (the card of a link), `figure`, `scatter` and `images` (canvases), `numbers`, `words` and `file_words` (text), `chapters`.

pub mod app;
pub mod appearance;
pub mod chapters;
pub mod controls;
pub mod data_field;
pub mod figure;
pub mod figure_words;
pub mod file_button;
pub mod file_words;
pub mod focus;
pub mod images;
pub mod language;
pub mod lecture;
pub mod legend;
pub mod notebook_button;
pub mod notices;
pub mod numbers;
pub mod own_files;
pub mod pin_table;
pub mod pinning;
pub mod place;
pub mod qr;
pub mod readable;
pub mod run_bar;
pub mod scatter;
pub mod share;
pub mod sheet;
pub mod state;
pub mod surface;
pub mod take_away;
pub mod take_rows;
pub mod words;

#[expect(deprecated, reason = "its successor needs a build script that compiles all of ICU's data tools")]
mod generated {
    leptos_i18n::load_locales!();
}
pub(crate) use generated::i18n;

/// Mounts the page.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
