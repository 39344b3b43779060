//! The link of the page for a class: what it starts with and what it hides, to be copied or scanned.

use crate::store::language;
use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, link_keys::use_link_keys, own_files::use_own_files, run::use_run},
    widgets::qr::Qr,
    words::{fill, say},
};
use lab::{
    exchange::{
        link::{self, HIDEABLE, N_HIDEABLE_ANYWHERE},
        small_labs::{places, trains},
    },
    settings::{Chapter, DataId},
};
use leptos::prelude::*;
use web::address;

/// The panel.
#[component]
pub fn Share() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let keys = use_link_keys();
    let own = use_own_files();
    let (starts, presents) = (RwSignal::new(false), RwSignal::new(false));
    let hidden = RwSignal::new(Vec::<&'static str>::new());
    let chapter = Memo::new(move |_| run.settings.with(|settings| settings.chapter));
    // Empty for the top.
    let place = RwSignal::new("");
    Effect::new(move |_| {
        chapter.track();
        place.set("");
    });
    // Nothing of chapters 1, 6 and 7 trains but the machine of chapter 1.
    let may_start = move || {
        let is_training = chapter.get().has_run() || matches!(chapter.get(), Chapter::Pretraining | Chapter::Speed);
        is_training || trains(place.get())
    };
    let shared = Memo::new(move |_| {
        let settings = run.settings.get();
        let mut query = link::format(&settings) + &keys.chapter_query(&settings);
        // Whatever its reader's browser remembers.
        query += &language::link_part(locale());
        if !place.get().is_empty() {
            query += &format!("&at={}", place.get());
        }
        if starts.get() && may_start() {
            query += "&run=1";
        }
        if presents.get() {
            query += "&present=1";
        }
        hidden.with(|names| {
            if !names.is_empty() {
                query += &format!("&hide={}", names.join(","));
            }
        });
        format!("{}?{query}", address::page())
    });
    // None before a try; then whether it succeeded.
    let is_copied = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let promise = window().navigator().clipboard().write_text(&shared.get_untracked());
        leptos::task::spawn_local(async move {
            let outcome = wasm_bindgen_futures::JsFuture::from(promise).await;
            is_copied.try_set(Some(outcome.is_ok()));
        });
    };
    Effect::new(move |_| {
        shared.track();
        is_copied.set(None);
    });
    let said = move || match is_copied.get() {
        None => "",
        Some(true) => td_string!(locale(), share.copied),
        Some(false) => td_string!(locale(), share.not_copied),
    };
    let tick = move |signal: RwSignal<bool>, name: &'static str, words: fn(Locale) -> &'static str| {
        view! {
            <label class="choice"><input type="checkbox" name=name prop:checked=move || signal.get()
                on:change=move |event| signal.set(event_target_checked(&event))/>{move || words(locale())}</label>
        }
    };
    let hide = move |name: &'static str| {
        let flip = move |_| {
            hidden.update(|names| match names.iter().position(|&other| other == name) {
                Some(place) => drop(names.remove(place)),
                None => names.push(name),
            });
        };
        view! {
            <label class="choice"><input type="checkbox" name=format!("hide-{name}") prop:checked=move || hidden.with(|names| names.contains(&name))
                on:change=flip/>{move || hideable(locale(), name)}</label>
        }
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        place.set(places(chapter.get_untracked()).iter().copied().find(|&of| of == name).unwrap_or_default());
    };
    let own = move || {
        let taken = own.taken.get().filter(|_| run.settings.with(|settings| settings.data == DataId::File))?;
        let values: [(&str, &dyn std::fmt::Display); 2] = [("files", &taken.names.join(", ")), ("n", &taken.n_samples)];
        Some(fill(td_string!(locale(), share.own), &values))
    };
    view! {
        <div data-instrument="share" class="share-panel" data-part="share">
            <p>{say!(share.lead)}</p>
            <textarea readonly rows="3" aria-label=say!(share.link) data-part="share-link" prop:value=move || shared.get()></textarea>
            {move || own().map(|words| view! { <p class="hint" data-part="share-own">{words}</p> })}
            <Show when=move || !places(chapter.get()).is_empty()>
                <label class="field"><span>{say!(share.place)}</span>
                    <select name="at" on:change=choose>
                        <option value="">{say!(share.top)}</option>
                        {places(chapter.get()).iter().map(|&name| view! { <option value=name selected=move || place.get() == name>{move || place_name(locale(), name)}</option> }).collect_view()}
                    </select></label>
            </Show>
            <Show when=may_start>{tick(starts, "run", |l| td_string!(l, share.starts))}</Show>
            <Show when=move || starts.get() && trains(place.get())><p class="hint">{say!(share.starts_lab)}</p></Show>
            {tick(presents, "present", |l| td_string!(l, share.presents))}
            <details><summary>{say!(share.hide)}</summary>{move || offered(chapter.get()).map(hide).collect_view()}</details>
            <div class="actions">
                <button type="button" class="primary" data-action="copy-share" on:click=copy>{say!(app.copy_link)}</button>
                <span role="status">{said}</span>
            </div>
            <Qr text=shared label=Signal::derive(move || td_string!(locale(), share.qr).to_owned())/>
        </div>
    }
}

/// The title of a card.
pub fn place_name(locale: Locale, name: &str) -> &'static str {
    match name {
        "machine" => td_string!(locale, memory.machine),
        "own" => td_string!(locale, memory.own),
        "class" => td_string!(locale, memory.class),
        "history" => td_string!(locale, memory.history),
        "chess" => td_string!(locale, chess.title),
        "supervision" => td_string!(locale, anatomy.supervision),
        "copying" => td_string!(locale, anatomy.copying),
        "spectrum" => td_string!(locale, pca.spectrum),
        "turn" => td_string!(locale, turn.title),
        "saddles" => td_string!(locale, saddles.title),
        "epochs" => td_string!(locale, epochs.title),
        "runs" => td_string!(locale, runs.title),
        _ => td_string!(locale, exploring.title),
    }
}

/// What the link of a chapter can hide.
fn offered(chapter: Chapter) -> impl Iterator<Item = &'static str> {
    let (anywhere, cards) = HIDEABLE.split_at(N_HIDEABLE_ANYWHERE);
    let own = cards.iter().filter(move |name| places(chapter).contains(name));
    anywhere.iter().chain(own).copied()
}

fn hideable(locale: Locale, name: &str) -> &'static str {
    match name {
        "form" => td_string!(locale, share.form),
        "presets" => td_string!(locale, share.presets),
        "data" => td_string!(locale, share.data),
        "own" => td_string!(locale, share.own_files),
        "answers" => td_string!(locale, share.answers),
        "guesses" => td_string!(locale, share.guesses),
        "tools" => td_string!(locale, share.tools),
        "runs" => td_string!(locale, share.runs),
        "chapters" => td_string!(locale, share.chapters),
        card => place_name(locale, card),
    }
}
