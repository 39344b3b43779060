//! The user's own files: opened by a button or dropped on the page, understood by the worker, looked at before anything
//! trains. What was loaded before stays until these are taken.

pub mod findings;
pub mod options;

use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        own_files::{OwnFiles, use_own_files},
        run::{Run, use_run},
    },
    widgets::part_view::{OWN_FILES, PartView},
    words::{fill, say},
};
use lab::settings::{Chapter, DataId, Settings, preset::Preset, presets::layers_for};
use leptos::{html, prelude::*};
use web::dropped;

/// Takes the opened files as the data set of the chapter; in one where nothing trains, of the fourth. A link that asked for a file
/// has settings for it.
fn take(own: OwnFiles, run: Run) {
    let now = run.settings.get_untracked();
    let is_of_link = untrack(|| own.expected_for(&now)).is_some();
    own.take();
    if is_of_link {
        run.change_data(now, true);
        return;
    }
    let chapter = if now.chapter.has_run() { now.chapter } else { Chapter::Stacked };
    let preset = Preset::default_for(chapter, DataId::File);
    let base = Settings::base(chapter, DataId::File, preset);
    let n_features = own.taken.with_untracked(|taken| taken.as_ref().map_or(0, |taken| taken.n_features));
    let layers = layers_for(chapter, n_features);
    run.change_data(Settings { is_paced: now.is_paced, layers, ..base }, false);
}

/// A button that opens files.
#[component]
pub fn OpenButton(
    /// The text of the button.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let (run, own) = (use_run(), use_own_files());
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        own.open(&run.settings.get_untracked(), &dropped::files_of(input.files()));
        // The same file may be chosen again after it was mended.
        input.set_value("");
    };
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <button type="button" class="ghost open-files" on:click=press>{label}</button>
        // Any name may be chosen: files in IDX format have no ending by which a browser could tell them.
        <input node_ref=input type="file" multiple hidden name="own-files" aria-label=label on:change=chosen/>
    }
}

/// Lets files be dropped anywhere on the page, and shows what they hold in a dialogue.
#[component]
pub fn OwnFilesDialogue() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let own = use_own_files();
    let is_dragged = RwSignal::new(false);
    // A link that hides own files does not take them either.
    let hidden = document().document_element().and_then(|root| root.get_attribute("data-hide")).unwrap_or_default();
    let is_taken = !hidden.split(' ').any(|name| name == "own");
    let take_them =
        move |files: Vec<web_sys::File>| own.open(&run.settings.get_untracked(), if is_taken { &files } else { &[] });
    let target = dropped::on_drop(move |is| is_dragged.set(is && is_taken), take_them);
    let target = StoredValue::new_local(Some(target));
    on_cleanup(move || target.set_value(None));

    let dialogue = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| {
        own.understood.with(Option::is_some) || own.fault.with(Option::is_some) || own.reading.with(Option::is_some)
    });
    Effect::new(move |_| {
        let Some(dialogue) = dialogue.get() else { return };
        if is_open.get() && !dialogue.open() {
            // Refused only outside of a document.
            let _ = dialogue.show_modal();
        } else if !is_open.get() {
            dialogue.close();
        }
    });
    view! {
        <Show when=move || is_dragged.get()>
            <div class="drop-target" aria-hidden="true"><p>{say!(data.drop_here)}</p></div>
        </Show>
        <dialog data-instrument="own-files" node_ref=dialogue class="own-files" aria-labelledby="own-title" on:cancel=move |_: leptos::ev::Event| own.discard()>
            <h2 id="own-title">{say!(own.title)}</h2>
            <p class="hint">{say!(own.promise)}</p>
            {move || own.reading.get().map(|(n_read, n_files)| view! {
                <div role="status">
                    <p>{fill(td_string!(locale(), state.reading_files), &[("read", &n_read), ("total", &n_files)])}</p>
                    <progress max=n_files.to_string() value=n_read.to_string()></progress>
                </div>
            })}
            <Show when=move || own.fault.with(Option::is_some) || own.understood.with(Option::is_some)>
                <PartView part=OWN_FILES/>
            </Show>
            <div class="dialogue-buttons">
                <Show when=move || own.understood.with(Option::is_some) && own.fault.with(Option::is_none)>
                    <button type="button" class="primary" on:click=move |_| take(own, run)>{say!(own.accept)}</button>
                </Show>
                <button type="button" class="ghost" on:click=move |_| own.discard()>{say!(own.discard)}</button>
                <OpenButton label=Signal::derive(move || td_string!(locale(), own.choose_again).to_owned())/>
            </div>
        </dialog>
    }
}
