//! The header: the name of the lab, the language, the look, and the link of the page.

use crate::store::language;
use crate::{
    i18n::{Locale, td_string},
    store::{
        appearance::{Choice, use_appearance},
        language::{use_language, use_locale},
    },
    widgets::part_view::{FoldedPart, SHARE},
    words::say,
};
use leptos::prelude::*;
use web::{address, memory};

/// The header of the page.
#[component]
pub fn Header() -> impl IntoView {
    let language = use_language();
    let locale = use_locale();
    let choice = move |of: Locale, word: &'static str, name: &'static str| {
        view! {
            <button class="seg" lang=word aria-pressed=move || (locale() == of).to_string() title=name
                on:click=move |_| language.choose(of)>
                {word.to_ascii_uppercase()}
            </button>
        }
    };
    view! {
        <header class="top">
            // A small screen has no room for the words beside the sign.
            <a class="brand" href="./" aria-label=say!(app.title)>
                <svg viewBox="0 0 44 28" aria-hidden="true">
                    <path d="M2 2 18 10v8L2 26Z"/><path class="middle" d="M19.5 10.6h5v6.8h-5z"/><path d="M42 2 26 10v8l16 8Z"/>
                </svg>
                <span>{say!(app.brand)}" "<b>{say!(app.brand_strong)}</b></span>
            </a>
            <nav class="tools" aria-label=say!(app.preferences)>
                {language::all().map(|of| choice(of, language::of(of).code, language::of(of).name)).collect_view()}
                <LookButtons/>
                <CopyLink/>
                <ShareButton/>
            </nav>
        </header>
    }
}

/// The link of the page for a class, fetched when it is first asked for.
#[component]
fn ShareButton() -> impl IntoView {
    let locale = use_locale();
    let label = Signal::derive(move || td_string!(locale(), share.title));
    view! {
        <FoldedPart part=SHARE class="share" label is_over_page=true>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 2h4.5v4.5H2zM9.500 2H14v4.500H9.500zM2 9.500h4.500V14H2zM9.500 9.500h2v2h-2zM12 12h2v2h-2z"/></svg>
        </FoldedPart>
    }
}

#[component]
fn LookButtons() -> impl IntoView {
    let appearance = use_appearance();
    let locale = use_locale();
    let theme_label = move || match appearance.choice.get() {
        Choice::Auto => td_string!(locale(), app.theme_auto),
        Choice::Light => td_string!(locale(), app.theme_light),
        Choice::Dark => td_string!(locale(), app.theme_dark),
    };
    let theme_icon = move || match appearance.choice.get() {
        Choice::Auto => "M8 1.5a6.5 6.5 0 1 0 0 13Z M8 1.5a6.5 6.5 0 0 1 0 13",
        Choice::Light => {
            "M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M8 .5v2M8 13.5v2M.5 8h2M13.5 8h2M2.7 2.7l1.4 1.4M11.9 11.9l1.4 1.4M13.3 2.7l-1.4 1.4M4.1 11.9l-1.4 1.4"
        }
        Choice::Dark => "M13.5 10A6 6 0 0 1 6 2.5 6 6 0 1 0 13.5 10Z",
    };
    let next_theme = move |_| {
        appearance.choice.update(|choice| *choice = choice.next());
        memory::remember("theme", appearance.choice.get_untracked().name());
    };
    view! {
        <button class="icon" aria-label=theme_label title=theme_label on:click=next_theme>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=theme_icon/></svg>
        </button>
        <button class="icon" aria-label=say!(app.present) title=say!(app.present)
            aria-pressed=move || appearance.is_presenting.get().to_string()
            on:click=move |_| appearance.is_presenting.update(|is| *is = !*is)>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1 2.5h14M2.5 2.5v8h11v-8M8 10.5v2M5 15l3-2.5L11 15"/></svg>
        </button>
        <Show when=move || appearance.is_presenting.get()>
            <button class="icon" aria-label=say!(app.text_toggle)
                title=say!(app.text_toggle)
                aria-pressed=move || appearance.is_text_hidden.get().to_string()
                on:click=move |_| appearance.is_text_hidden.update(|is| *is = !*is)>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.5h12M2 8h12M2 12.5h7"/></svg>
            </button>
        </Show>
    }
}

#[component]
fn CopyLink() -> impl IntoView {
    let locale = use_locale();
    // None before a try; then whether it succeeded.
    let outcome = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let clipboard = window().navigator().clipboard();
        let promise = clipboard.write_text(&with_language(address::whole(), locale()));
        leptos::task::spawn_local(async move {
            let result = wasm_bindgen_futures::JsFuture::from(promise).await;
            outcome.try_set(Some(result.is_ok()));
        });
    };
    let said = move || match outcome.get() {
        None => "",
        Some(true) => td_string!(locale(), app.link_copied),
        Some(false) => td_string!(locale(), app.link_not_copied),
    };
    view! {
        <button class="icon" aria-label=say!(app.copy_link) title=say!(app.copy_link)
            on:click=copy>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M6.5 9.5l3-3M7 4.5l1.7-1.7a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5l-1.7 1.7a3.2 3.2 0 0 1-4.5-4.5L4.5 7"/></svg>
        </button>
        <span class="said" role="status">{said}</span>
    }
}

/// A link that speaks the language in which it was copied, whatever its reader's browser remembers.
fn with_language(address: String, locale: Locale) -> String {
    // The address names every language but the first.
    if language::is_first(locale) { address + &language::link_part(locale) } else { address }
}
