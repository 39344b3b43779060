//! The shell: header, rail of chapters, the chapter itself, the run bar; and the address that follows all of it.

use crate::{
    chapters::registry,
    i18n::{Locale, td_string},
    shell::{chapter::ChapterView, run_bar::RunBar},
    store::{
        appearance::{Appearance, Choice, use_appearance},
        exercise::WorkedOn,
        language::{Language, use_language, use_locale},
        lasting::Lasting,
        link_keys::{LinkKeys, use_link_keys},
        offline::Offline,
        own_files::OwnFiles,
        port::WorkerPort,
        published::PublishedSets,
        questions::Questions,
        run::{Run, use_run},
    },
    widgets::{
        notices::LinkFaults,
        own_files::OwnFilesDialogue,
        part_view::{FoldedPart, LECTURE, PartView, SHARE},
        place::{Places, use_places},
    },
    words::{self, say},
};
use gloo_timers::future::TimeoutFuture;
use lab::{
    exchange::link::{self, Link},
    settings::Chapter,
};
use leptos::prelude::*;
use web::{address, memory};

/// How long the chapters that nobody has opened yet wait before they are fetched.
const REST_AFTER_MS: u32 = 2_000;

/// The page.
#[component]
pub fn App(
    /// Sum of the sources, the same in page and worker when both come from one build.
    build_stamp: &'static str,
) -> impl IntoView {
    let opened = link::parse(&address::query());
    let appearance = Appearance::new(opened.of_page("theme"), opened.of_page("present"));
    provide_context(Language::new(opened.of_page("lang")));
    let hidden = opened.of_page("hide").map(|names| names.split([',', '-', ' ']).collect::<Vec<_>>().join(" "));
    hide(hidden.as_deref());
    provide_context(appearance);
    let (run, offline) = provide_store(&opened, build_stamp);
    provide_context(registry::LOADER);
    run.start(opened.starts_run());
    follow_address(run, appearance, &opened, hidden);
    use_places().go(&opened);
    leptos::task::spawn_local(async move {
        // What is asked for first has the line for itself.
        TimeoutFuture::new(REST_AFTER_MS).await;
        // A part that fails is fetched again by its chapter, which says so if need be.
        if registry::fetch_rest().await.is_ok() {
            offline.keep().await;
        }
    });

    let chapter = Memo::new(move |_| run.settings.with(|settings| settings.chapter));
    let locale = use_locale();
    Effect::new(move |_| {
        let title = format!("{} · {}", words::chapter(locale(), chapter.get()), td_string!(locale(), app.title));
        document().set_title(&title);
    });
    view! {
        <a class="skip" href="#lab">{say!(app.skip)}</a>
        <Header/>
        <div class="frame">
            <Rail/>
            <main id="main"><LinkFaults/>{move || view! { <ChapterView chapter=chapter.get()/> }}</main>
        </div>
        <Show when=move || chapter.get().has_run()><RunBar/></Show>
        <Show when=move || appearance.is_presenting.get()><PartView part=LECTURE/></Show>
        <OwnFilesDialogue/>
    }
}

/// Provides what the page knows, in small contexts; those that follow the worker in the order in which they resume with a new one.
fn provide_store(opened: &Link, build_stamp: &'static str) -> (Run, Offline) {
    let port = WorkerPort::new(build_stamp);
    provide_context(port);
    provide_context(Lasting::of_owner());
    let offline = Offline::default();
    offline.follow(port);
    provide_context(offline);
    provide_context(PublishedSets::follow(port));
    let own = OwnFiles::follow(port);
    provide_context(own);
    let keys = LinkKeys::new(own);
    provide_context(keys);
    let run = Run::new(opened.settings.clone(), opened.faults.clone(), port);
    run.add_faults(keys.keep(opened));
    run.follow_worker();
    provide_context(run);
    provide_context(Questions::follow(port, run));
    provide_context(Places::new(run, keys));
    provide_context(WorkedOn(RwSignal::new(None)));
    (run, offline)
}

/// Hides what a link names: styles do it, by an attribute of the document.
fn hide(names: Option<&str>) {
    if let (Some(names), Some(root)) = (names, document().document_element()) {
        // Only a name that is no attribute's is refused.
        let _ = root.set_attribute("data-hide", names);
    }
}

/// Writes every change into the address, a new entry a chapter; going back or forth reads it again.
///
/// `run=1` and `at=` stay until a setting changes, so that a reload starts again, there; the theme is written only where the link
/// named it.
fn follow_address(run: Run, appearance: Appearance, link: &Link, hidden: Option<String>) {
    let keys = use_link_keys();
    let starts = link.starts();
    let place = link.place().map(|place| format!("&at={place}"));
    let locale = use_locale();
    let opened = run.settings.get_untracked();
    // What the chapter said of its own when the page was opened, once it stands; and whether anything has changed since.
    let first_own = StoredValue::new(None::<String>);
    let is_touched = StoredValue::new(false);
    Effect::new(move |before: Option<Chapter>| {
        let (settings, locale) = (run.settings.get(), locale());
        let own = keys.chapter_query(&settings);
        if keys.has_said_its_own(settings.chapter) && first_own.with_value(Option::is_none) {
            first_own.set_value(Some(own.clone()));
        }
        if settings != opened || first_own.with_value(|first| first.as_ref().is_some_and(|first| *first != own)) {
            is_touched.set_value(true);
        }
        let is_as_opened = !is_touched.get_value();
        let mut query = link::format(&settings) + &own;
        if locale != Locale::es {
            query += "&lang=en";
        }
        if is_as_opened {
            query += place.as_deref().unwrap_or_default();
            query += if starts { "&run=1" } else { "" };
        }
        if appearance.is_theme_linked {
            query = format!("{query}&theme={}", appearance.choice.get().name());
        }
        if let Some(names) = &hidden {
            query = format!("{query}&hide={}", names.replace(' ', ","));
        }
        if let Some(word) = appearance.present_word() {
            query = format!("{query}&present={word}");
        }
        let is_new_chapter = before.is_some_and(|before| before != settings.chapter);
        let is_there_already = link::parse(&address::query()).settings.chapter == settings.chapter;
        address::set_query(&query, is_new_chapter && !is_there_already);
        settings.chapter
    });
    let listener = address::on_travel(move || {
        let mut link = link::parse(&address::query());
        // Who comes back finds what is under way as it is: nothing starts anew.
        link.page.retain(|(key, _)| key != "run");
        let faults = keys.keep(&link);
        run.change(link.settings);
        run.add_faults(faults);
    });
    let listener = StoredValue::new_local(Some(listener));
    on_cleanup(move || listener.set_value(None));
}

#[component]
fn Header() -> impl IntoView {
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
                {choice(Locale::es, "es", "Español")}
                {choice(Locale::en, "en", "English")}
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
    if locale == Locale::es { format!("{address}&lang=es") } else { address }
}

#[component]
fn Rail() -> impl IntoView {
    let run = use_run();
    let locale = use_locale();
    let entry = move |chapter: Chapter| {
        let is_here = move || run.settings.with(|settings| settings.chapter == chapter);
        let open = move |event: leptos::ev::MouseEvent| {
            // A new tab or window is the browser's business.
            if event.ctrl_key() || event.meta_key() || event.shift_key() {
                return;
            }
            event.prevent_default();
            run.open_chapter(chapter);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        };
        view! {
            <li>
                <a href=format!("?chapter={}", chapter.name()) on:click=open
                    aria-current=move || is_here().then_some("page")
                    title=move || words::chapter(locale(), chapter)>
                    <i>{chapter.number()}</i>
                    <span>{move || words::chapter(locale(), chapter)}</span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="rail" aria-label=say!(app.chapters)>
            <ol>{Chapter::ALL[..7].iter().map(|&chapter| entry(chapter)).collect_view()}</ol>
        </nav>
    }
}
