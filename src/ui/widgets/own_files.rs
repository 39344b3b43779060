//! The user's own files: opened by a button or dropped on the page, understood by the worker, looked at before anything
//! trains. What was loaded before stays until these are taken.

pub mod findings;
pub mod options;

use crate::{
    chapters::{PartView, parts::Part},
    i18n::td_string,
    store::{
        language::use_locale,
        state::{Lab, use_lab},
    },
    words::{fill, say},
};
use lab::{
    exchange::own_data::{OwnFault, Understood, link::FileLink},
    protocol::{Command, Event, WorkerPart},
    settings::{Chapter, DataId, Settings, preset::Preset, presets::layers_for},
};
use leptos::{html, prelude::*};
use std::sync::Arc;
use web::dropped;

/// What the page knows of the user's own files. Copied freely: it is a handful of signals.
#[derive(Clone, Copy, Default)]
pub struct OwnFiles {
    /// What the files being looked at hold.
    pub understood: RwSignal<Option<Arc<Understood>>>,
    /// Why nothing can be made of them.
    pub fault: RwSignal<Option<OwnFault>>,
    /// Files read, and files in all.
    pub reading: RwSignal<Option<(usize, usize)>>,
    /// What has been taken as the data set.
    pub taken: RwSignal<Option<Arc<Understood>>>,
    /// The file that a link asks for, until one is taken.
    pub expected: RwSignal<Option<Arc<FileLink>>>,
    /// Whether the worker has been asked, and what it finds is still wanted.
    pub is_awaited: RwSignal<bool>,
    /// Name of the control that had the files read anew: it keeps the focus.
    pub focused: RwSignal<String>,
}

impl OwnFiles {
    /// What a link says of the file that is the data set, or is to become it. Tracked.
    pub fn link(self) -> Option<FileLink> {
        let taken = self.taken.with(|taken| taken.as_ref().map(|taken| FileLink::of(taken)));
        taken.or_else(|| self.expected.with(|expected| expected.as_ref().map(|file| (**file).clone())))
    }

    /// Takes what the worker says of files; whatever else it says, and what was not waited for any more, is left alone.
    pub fn receive(self, event: Event) {
        if !self.is_awaited.get_untracked() {
            return;
        }
        match event {
            Event::ReadingFiles { n_read, n_files } => self.reading.set(Some((n_read, n_files))),
            Event::Understood(understood) => {
                self.reading.set(None);
                self.fault.set(None);
                self.understood.set(Some(Arc::from(understood)));
            }
            Event::NotUnderstood(fault) => {
                self.reading.set(None);
                self.fault.set(Some(fault));
            }
            Event::PartMissing(WorkerPart::OwnFiles) => self.fault.set(Some(OwnFault::PartMissing)),
            _ => {}
        }
    }
}

/// Hands files to the worker, which says what they hold.
fn open(lab: Lab, files: &[web_sys::File]) {
    if !files.is_empty() {
        lab.own.understood.set(None);
        lab.own.fault.set(None);
        lab.own.reading.set(Some((0, files.len())));
        lab.own.is_awaited.set(true);
        let asked = untrack(|| expected(lab)).map(|file| Box::new((*file).clone()));
        lab.send_with_files(&Command::OpenFiles(asked), files);
    }
}

/// The file that the link of the page asks for; none once there is one, or where other data were chosen meanwhile.
pub fn expected(lab: Lab) -> Option<Arc<FileLink>> {
    lab.settings.with(|settings| expected_for(lab, settings))
}

/// The same for other settings. Tracked.
pub fn expected_for(lab: Lab, settings: &Settings) -> Option<Arc<FileLink>> {
    lab.own.expected.get().filter(|_| settings.data == DataId::File && settings.chapter.has_run())
}

/// Takes the files for the data set of the chapter; in one where nothing trains, of the fourth. A link that asked for a file has
/// settings for it.
fn take(lab: Lab) {
    let own = lab.own;
    own.taken.set(own.understood.get_untracked());
    own.understood.set(None);
    lab.send(&Command::UseOwn);
    let now = lab.settings.get_untracked();
    let is_of_link = untrack(|| expected(lab)).is_some();
    own.expected.set(None);
    if is_of_link {
        lab.change_data(now, true);
        return;
    }
    let chapter = if now.chapter.has_run() { now.chapter } else { Chapter::Stacked };
    let preset = Preset::default_for(chapter, DataId::File);
    let base = Settings::base(chapter, DataId::File, preset);
    let n_features = own.taken.with_untracked(|taken| taken.as_ref().map_or(0, |taken| taken.n_features));
    let layers = layers_for(chapter, n_features);
    lab.change_data(Settings { is_paced: now.is_paced, layers, ..base }, false);
}

fn discard(lab: Lab) {
    lab.own.is_awaited.set(false);
    lab.own.reading.set(None);
    lab.own.understood.set(None);
    lab.own.fault.set(None);
    lab.send(&Command::DropOwn);
}

/// A button that opens files.
#[component]
pub fn OpenButton(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let lab = use_lab();
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        open(lab, &dropped::files_of(input.files()));
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
    let (lab, locale) = (use_lab(), use_locale());
    let own = lab.own;
    let is_dragged = RwSignal::new(false);
    // A link that hides own files does not take them either.
    let hidden = document().document_element().and_then(|root| root.get_attribute("data-hide")).unwrap_or_default();
    let is_taken = !hidden.split(' ').any(|name| name == "own");
    let take_them = move |files: Vec<web_sys::File>| open(lab, if is_taken { &files } else { &[] });
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
        <dialog node_ref=dialogue class="own-files" aria-labelledby="own-title" on:cancel=move |_: leptos::ev::Event| discard(lab)>
            <h2 id="own-title">{say!(own.title)}</h2>
            <p class="hint">{say!(own.promise)}</p>
            {move || own.reading.get().map(|(n_read, n_files)| view! {
                <div role="status">
                    <p>{fill(td_string!(locale(), state.reading_files), &[("read", &n_read), ("total", &n_files)])}</p>
                    <progress max=n_files.to_string() value=n_read.to_string()></progress>
                </div>
            })}
            <Show when=move || own.fault.with(Option::is_some) || own.understood.with(Option::is_some)>
                <PartView part=Part::OwnFiles/>
            </Show>
            <div class="dialogue-buttons">
                <Show when=move || own.understood.with(Option::is_some) && own.fault.with(Option::is_none)>
                    <button type="button" class="primary" on:click=move |_| take(lab)>{say!(own.accept)}</button>
                </Show>
                <button type="button" class="ghost" on:click=move |_| discard(lab)>{say!(own.discard)}</button>
                <OpenButton label=Signal::derive(move || td_string!(locale(), own.choose_again).to_owned())/>
            </div>
        </dialog>
    }
}
