//! The user's own files: opened by a button or dropped on the page, understood by the worker, looked at before anything
//! trains. What was loaded before stays until these are taken.

pub mod options;

use crate::{
    lab::{
        own_data::{FileKind, OwnFault, Reading, Understood},
        presets::{Preset, layers_for},
        protocol::{Command, Event},
        settings::{Chapter, DataId, Settings},
    },
    ui::{
        appearance::use_locale,
        file_words,
        i18n::td_string,
        images::ImageRow,
        numbers::{fixed, grouped, three_digits},
        state::{Lab, use_lab},
        words::{fill, say},
    },
    web::dropped,
};
use leptos::{html, prelude::*};
use options::Options;
use std::sync::Arc;

/// Images a row of the sheet.
const N_A_ROW: usize = 8;
/// Classes that are named one by one.
const N_CLASSES: usize = 12;

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
    /// Whether the worker has been asked, and what it finds is still wanted.
    pub is_awaited: RwSignal<bool>,
    /// Name of the control that had the files read anew: it keeps the focus.
    pub focused: RwSignal<String>,
}

impl OwnFiles {
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
        lab.send_with_files(&Command::OpenFiles(Reading::default()), files);
    }
}

/// Takes the files for the data set of the chapter; in one where nothing trains, of the fourth.
fn take(lab: Lab) {
    let own = lab.own;
    own.taken.set(own.understood.get_untracked());
    own.understood.set(None);
    lab.send(&Command::UseOwn);
    let now = lab.settings.get_untracked();
    let chapter = if now.chapter.has_run() { now.chapter } else { Chapter::Stacked };
    let preset = Preset::default_for(chapter, DataId::File);
    let base = Settings::base(chapter, DataId::File, preset);
    let n_features = own.taken.with_untracked(|taken| taken.as_ref().map_or(0, |taken| taken.n_features));
    let layers = layers_for(chapter, n_features);
    lab.change_data(Settings { is_paced: now.is_paced, layers, ..base });
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
    let target = dropped::on_drop(move |is| is_dragged.set(is), move |files| open(lab, &files));
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
            {move || own.fault.get().map(|fault| view! {
                <div class="notice fault" role="alert">
                    <strong>{say!(own.fault_title)}</strong>
                    <p>{move || file_words::own_fault(locale(), &fault)}</p>
                    <p>{say!(faults.loading_kept)}</p>
                </div>
            })}
            {move || own.understood.get().map(|understood| view! { <Summary understood/> })}
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

/// What was understood, and what can be chosen.
#[component]
fn Summary(understood: Arc<Understood>) -> impl IntoView {
    let locale = use_locale();
    let found = {
        let kind = understood.kind;
        move || match kind {
            FileKind::Idx => td_string!(locale(), own.found_idx),
            FileKind::Table => td_string!(locale(), own.found_table),
            FileKind::Picture => td_string!(locale(), own.found_pictures),
        }
    };
    let of = StoredValue::new(understood.clone());
    let with = move |get: fn(&Understood, crate::ui::i18n::Locale) -> String| of.with_value(|of| get(of, locale()));
    let left_out = move || with(|of, locale| list_of(&of.unused, td_string!(locale, own.unused)));
    let constant = move || {
        with(|of, locale| {
            let columns = of.table.as_ref().map(|table| table.constant_columns.clone()).unwrap_or_default();
            list_of(&columns, td_string!(locale, own.constant))
        })
    };
    view! {
        <p class="found"><strong>{found}</strong>" "<span>{move || with(names_of)}</span></p>
        <dl class="facts">
            <div><dt>{say!(own.samples)}</dt><dd>{move || with(|of, locale| grouped(of.n_samples as u64, locale))}</dd></div>
            <div><dt>{say!(own.features)}</dt><dd>{move || with(features_of)}</dd></div>
            <div><dt>{say!(own.range)}</dt><dd>{move || with(range_of)}</dd></div>
            <div class="whole"><dt>{say!(own.classes)}</dt><dd>{move || with(classes_of)}</dd></div>
        </dl>
        <Sheet understood=understood.clone()/>
        {move || Some(left_out()).filter(|text| !text.is_empty()).map(|text| view! { <p class="hint">{text}</p> })}
        {move || Some(constant()).filter(|text| !text.is_empty()).map(|text| view! { <p class="hint">{text}</p> })}
        <Options understood/>
    }
}

/// The first samples: images, or rows of numbers.
#[component]
fn Sheet(understood: Arc<Understood>) -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), own.sheet).to_owned());
    let n_pixels = understood.image_size.map_or(1, |size| size.height * size.width);
    let size = understood.image_size;
    let rows = understood.sheet.chunks(n_pixels * N_A_ROW).map(|pixels| {
        let pixels = pixels.to_vec();
        let padded = n_pixels * N_A_ROW - pixels.len();
        let pixels = [pixels, vec![0; padded]].concat();
        view! { <ImageRow label size=Signal::stored(size) pixels=Signal::stored(pixels)/> }
    });
    let numbers = understood.rows.clone();
    let n_features = understood.n_features;
    view! {
        <h3>{say!(own.sheet)}</h3>
        {size.is_some().then(|| view! { <div class="sheet">{rows.collect_view()}</div> })}
        {(!numbers.is_empty()).then(|| view! {
            <div class="scroll"><table class="rows"><tbody>
                {numbers.into_iter().map(|row| {
                    let is_cut = row.len() < n_features;
                    let cells = row.into_iter().map(|x| view! { <td>{move || three_digits(f64::from(x), locale())}</td> });
                    view! { <tr>{cells.collect_view()}{is_cut.then(|| view! { <td>"…"</td> })}</tr> }
                }).collect_view()}
            </tbody></table></div>
        })}
    }
}

fn names_of(of: &Understood, locale: crate::ui::i18n::Locale) -> String {
    match of.names.as_slice() {
        [] => String::new(),
        [name] => name.clone(),
        [first, second] => format!("{first}, {second}"),
        [first, rest @ ..] => fill(td_string!(locale, own.more_files), &[("name", first), ("n", &rest.len())]),
    }
}

fn features_of(of: &Understood, locale: crate::ui::i18n::Locale) -> String {
    let n = grouped(of.n_features as u64, locale);
    match of.image_size {
        Some(size) => {
            let size = fill(td_string!(locale, own.size), &[("width", &size.width), ("height", &size.height)]);
            format!("{n} ({size})")
        }
        None => n,
    }
}

fn range_of(of: &Understood, locale: crate::ui::i18n::Locale) -> String {
    let (min, max) = (fixed(f64::from(of.range.0), 2, locale), fixed(f64::from(of.range.1), 2, locale));
    fill(td_string!(locale, own.range_value), &[("min", &min), ("max", &max)])
}

fn classes_of(of: &Understood, locale: crate::ui::i18n::Locale) -> String {
    if of.classes.is_empty() {
        return td_string!(locale, own.no_classes).to_owned();
    }
    let named = of.classes.iter().take(N_CLASSES).map(|(name, n)| format!("{name} ({})", grouped(*n as u64, locale)));
    let mut text = named.collect::<Vec<_>>().join(", ");
    if of.classes.len() > N_CLASSES {
        text += " ";
        text += &fill(td_string!(locale, own.more_classes), &[("n", &(of.classes.len() - N_CLASSES))]);
    }
    text
}

/// A sentence with the first names; empty without any.
fn list_of(names: &[String], sentence: &str) -> String {
    if names.is_empty() {
        return String::new();
    }
    let shown = names.iter().take(N_CLASSES).cloned().collect::<Vec<_>>().join(", ");
    let dots = if names.len() > N_CLASSES { ", …" } else { "" };
    fill(sentence, &[("names", &format!("{shown}{dots}"))])
}
