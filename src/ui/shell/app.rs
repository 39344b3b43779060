//! The shell: header, rail of chapters, the chapter itself, the run bar; and the address that follows all of it.

use super::{address::follow_address, header::Header};
use crate::{
    chapters::registry,
    i18n::td_string,
    shell::{chapter::ChapterView, run_bar::RunBar},
    store::{
        appearance::Appearance,
        exercise::WorkedOn,
        language::{Language, use_locale},
        lasting::Lasting,
        link_keys::LinkKeys,
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
        part_view::{LECTURE, PartView},
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
use web::address;

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
        <nav data-instrument="chapters" class="rail" aria-label=say!(app.chapters)>
            <ol>{Chapter::LECTURE.iter().map(|&chapter| entry(chapter)).collect_view()}</ol>
        </nav>
    }
}
