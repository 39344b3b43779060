//! The choice of data: the sets, the part of a published one, files of one's own, what the browser keeps.

use super::{field_row::FieldRow, numbers::fixed, own_files::OpenButton};
use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        offline::use_offline,
        own_files::{OwnFiles, use_own_files},
        port::use_port,
        published::use_published_sets,
        run::{Run, use_run},
    },
    words::{self, files, fill, say},
};
use lab::{
    protocol::Command,
    run::source,
    settings::{
        DataId, Part, Settings,
        fields::{FIELDS, Field, Section},
        preset::Preset,
    },
};
use leptos::prelude::*;

/// Data set, part of it, own files, and what is known of all these.
#[component]
pub fn DataField(
    /// The data sets that make sense in this chapter.
    data_sets: &'static [DataId],
) -> impl IntoView {
    let (run, own, locale) = (use_run(), use_own_files(), use_locale());
    // A link may name a data set that the form does not offer: it is then on the list as well.
    let chosen = run.settings.with_untracked(|settings| settings.data);
    let mut listed = data_sets.to_vec();
    if !listed.contains(&chosen) && chosen != DataId::File {
        listed.push(chosen);
    }
    let choose = move |event| {
        let name = event_target_value(&event);
        let Some(&data) = DataId::ALL.iter().find(|data| data.name() == name) else { return };
        // Whoever chooses does not wait for the file of a link any more.
        own.expected.set(None);
        let now = run.wished_untracked();
        // What was chosen stays chosen; what was taken because nothing was chosen follows the data.
        let is_chosen = now.preset != Preset::default_for(now.chapter, now.data) && now.preset.suits(data);
        let preset = if is_chosen { now.preset } else { Preset::default_for(now.chapter, data) };
        run.change(Settings::base(now.chapter, data, preset).looked_at_as(&now));
    };
    // What is on its way is shown as chosen: should it fail, the one before is chosen again.
    let shown = Memo::new(move |_| run.wished().data);
    let has_own = move || own.taken.with(Option::is_some) || shown.get() == DataId::File;
    let is_published = Memo::new(move |_| shown.get().image_set().is_some());
    let rows = |section| FIELDS.iter().filter(move |field: &&'static Field| field.section == section);
    view! {
        <label class="field">
            <span>{say!(form.data)}</span>
            <select name="data" on:change=choose prop:value=move || shown.get().name()>
                {listed.iter().map(|&data| view! {
                    <option value=data.name() selected=move || shown.get() == data>{move || name_with_size(run, data, locale())}</option>
                }).collect_view()}
                <Show when=has_own>
                    <option value=DataId::File.name() selected=move || shown.get() == DataId::File>
                        {move || own_name(own, locale())}
                    </option>
                </Show>
            </select>
        </label>
        <Show when=move || is_published.get()>
            <PartField/>
            {rows(Section::Data).filter(|field| field.key != "part").map(|field| view! { <FieldRow field/> }).collect_view()}
        </Show>
        <Show when=move || shown.get() == DataId::Notebook>
            <details class="cloud-draw" open=run.settings.with_untracked(|settings| settings.fresh_cloud().is_some())>
                <summary>{say!(data.cloud)}</summary>
                {rows(Section::Cloud).map(|field| view! { <FieldRow field/> }).collect_view()}
            </details>
        </Show>
        <div class="own">
            <OpenButton label=Signal::derive(move || td_string!(locale(), data.open).to_owned())/>
            <small>{say!(data.open_hint)}</small>
        </div>
        <About/>
    }
}

/// Training or test images, each with the size of its download.
#[component]
fn PartField() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let sets = use_published_sets();
    let shown = Memo::new(move |_| run.wished().part);
    let choose = move |event| {
        let part = if event_target_value(&event) == "test" { Part::Test } else { Part::Train };
        run.change(Settings { part, ..run.wished_untracked() });
    };
    let name = move |part: Part| {
        let sentence = match part {
            Part::Train => td_string!(locale(), data.part_train),
            Part::Test => td_string!(locale(), data.part_test),
        };
        let settings = Settings { part, ..run.wished() };
        fill(sentence, &[("mb", &megabytes(download_bytes(&settings), locale()))])
    };
    let size = move || {
        let wished = run.wished().data;
        if sets.stored.with(|stored| stored.iter().flat_map(|stored| &stored.sets).any(|(data, _)| *data == wished)) {
            return td_string!(locale(), data.kept).to_owned();
        }
        let mb = megabytes(download_bytes(&run.wished()), locale());
        fill(td_string!(locale(), data.download_size), &[("mb", &mb)])
    };
    view! {
        <label class="field">
            <span>{say!(fields.part)}</span>
            <select name="part" on:change=choose prop:value=move || if shown.get() == Part::Test { "test" } else { "train" }>
                <option value="train" selected=move || shown.get() == Part::Train>{move || name(Part::Train)}</option>
                <option value="test" selected=move || shown.get() == Part::Test>{move || name(Part::Test)}</option>
            </select>
            <small>{size}</small>
        </label>
    }
}

/// Where the data come from, under which terms, and what the browser keeps.
#[component]
fn About() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let port = use_port();
    let published = use_published_sets();
    let offline = use_offline();
    let facts = move || {
        let data = run.settings.with(|settings| settings.data);
        data.image_set().map(|set| {
            let classes = (0..10).map(|label| files::class(locale(), data, &[], label)).collect::<Vec<_>>();
            view! {
                <dt>{say!(data.source)}</dt><dd><a href=set.homepage rel="noreferrer">{set.citation}</a></dd>
                <dt>{say!(data.licence)}</dt><dd>{set.licence}</dd>
                <dt>{say!(data.classes)}</dt><dd>{classes.join(", ")}</dd>
            }
        })
    };
    let sets =
        move || published.stored.with(|stored| stored.as_ref().map(|stored| stored.sets.clone()).unwrap_or_default());
    let entry = move |(data, n_bytes): (DataId, u64)| {
        let title = data.image_set().map_or("", |set| set.title);
        let label = move || fill(td_string!(locale(), data.delete_label), &[("name", &title)]);
        let text = move || {
            let mb = megabytes(n_bytes, locale());
            fill(td_string!(locale(), data.stored_entry), &[("name", &title), ("mb", &mb)])
        };
        view! {
            <li data-stored=data.name()><span>{text}</span>
                <button type="button" class="ghost" aria-label=label on:click=move |_| port.send(&Command::DeleteStored(data))>
                    {say!(data.delete)}
                </button>
            </li>
        }
    };
    view! {
        <details class="about">
            <summary>{say!(data.about)}</summary>
            <dl>{facts}</dl>
            <h3>{say!(data.stored)}</h3>
            <Show when=move || sets().is_empty()><p class="hint">{say!(data.stored_none)}</p></Show>
            <ul class="stored">{move || sets().into_iter().map(entry).collect_view()}</ul>
            <Show when=move || offline.is_kept.get()><p class="hint" data-kept="page">{say!(data.page_kept)}</p></Show>
        </details>
        <Show when=move || published.stored.with(|stored| stored.as_ref().is_some_and(|stored| stored.is_refused)) && run.has_fetched.get()>
            <p class="hint" role="status">{say!(data.refused)}</p>
        </Show>
    }
}

fn own_name(own: OwnFiles, locale: Locale) -> String {
    own.taken.with(|taken| match taken.as_ref().and_then(|taken| taken.names.first()) {
        Some(name) => fill(td_string!(locale, data.file_named), &[("name", name)]),
        None => td_string!(locale, data.file).to_owned(),
    })
}

/// A data set's name, with the size of its download where it is not built in.
fn name_with_size(run: Run, data: DataId, locale: Locale) -> String {
    let name = words::data(locale, data);
    let chapter = run.settings.with(|settings| settings.chapter);
    match download_bytes(&Settings::base(chapter, data, Preset::default_for(chapter, data))) {
        0 => name.to_owned(),
        n_bytes => format!("{name} · {} MB", megabytes(n_bytes, locale)),
    }
}

/// What a download of all that these settings need would take.
fn download_bytes(settings: &Settings) -> u64 {
    source::required_parts(settings).iter().flat_map(source::PartKey::files).map(|file| file.n_packed).sum()
}

/// Bytes as megabytes with one decimal.
pub fn megabytes(n_bytes: u64, locale: Locale) -> String {
    fixed(n_bytes as f64 / 1e6, 1, locale)
}
