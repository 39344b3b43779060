//! Chapter 7: works cited, and where every figure and number that is shown comes from.

use crate::{
    i18n::{Locale, td_string},
    store::language::use_locale,
    widgets::{chapter_text::ChapterHead, part_view::Part},
    words::say,
};
use lab::settings::Chapter;
use leptos::prelude::*;
use teaching::works::{WORKS, Work, bibtex};
use web::save::save_text;

/// The chapter; its part bears its name in links.
pub const CHAPTER: Part = Part("bibliography");

/// The list.
#[component]
pub fn Bibliography() -> impl IntoView {
    let locale = use_locale();
    let work = |work: &Work| {
        let title = match work.address() {
            Some(address) => view! { <a href=address><cite>{work.title}</cite></a> }.into_any(),
            None => view! { <cite>{work.title}</cite> }.into_any(),
        };
        view! { <li>{work.authors_and_year()}" "{title}". "{work.place()}</li> }
    };
    let save = move |_| save_text("autoencoder-lab.bib", "application/x-bibtex", &bibtex());
    let source = move |what: fn(Locale) -> &'static str, from: fn(Locale) -> &'static str| {
        view! { <dt>{move || what(locale())}</dt><dd>{move || from(locale())}</dd> }
    };
    view! {
        <ChapterHead chapter=Chapter::Bibliography strong=Signal::derive(|| "")
            title=Signal::derive(move || td_string!(locale(), bibliography.title))
            lead=Signal::derive(move || td_string!(locale(), bibliography.lead))/>
        <section data-instrument="works" id="lab">
            <ul class="works" lang="en">{WORKS.iter().map(work).collect_view()}</ul>
            <div class="actions"><button type="button" class="ghost" data-action="bibtex" on:click=save>{say!(bibliography.save)}</button></div>
            <h2>{say!(bibliography.sources)}</h2>
            <dl class="sources">
                {source(|l| td_string!(l, bibliography.chess), |l| td_string!(l, bibliography.chess_from))}
                {source(|l| td_string!(l, bibliography.digits), |l| td_string!(l, bibliography.digits_from))}
                {source(|l| td_string!(l, bibliography.mnist), |l| td_string!(l, bibliography.mnist_from))}
                {source(|l| td_string!(l, bibliography.points), |l| td_string!(l, bibliography.points_from))}
                {source(|l| td_string!(l, bibliography.book), |l| td_string!(l, bibliography.book_from))}
                {source(|l| td_string!(l, bibliography.peers), |l| td_string!(l, bibliography.peers_from))}
                {source(|l| td_string!(l, bibliography.colours), |l| td_string!(l, bibliography.colours_from))}
                {source(|l| td_string!(l, bibliography.rest), |l| td_string!(l, bibliography.rest_from))}
            </dl>
        </section>
    }
}
