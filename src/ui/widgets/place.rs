//! The card to which a link leads, and the exercise to which one returns: brought into sight once it is there; a small lab is started
//! if the link says so.

use crate::store::{link_keys::LinkKeys, run::Run};
use gloo_timers::future::TimeoutFuture;
use lab::{
    exchange::{link::Link, small_labs::trains},
    settings::Chapter,
};
use leptos::prelude::*;
use web::hands::Hands;

/// Between two looks whether the card is there, milliseconds.
const TICK_MS: u32 = 100;
/// Looks before it is given up: its part of the page, and the data of the run, may have to be fetched first.
const N_LOOKS: usize = 1200;
/// Looks afterwards: what is above it may still grow, and on a slow computer late.
const N_LOOKS_AFTERWARDS: usize = 150;

/// Starts the small lab of a card; registered by the chapter that has it.
type Starter = Callback<()>;

/// The cards of the page, and what starts the small labs in them. Copied freely.
#[derive(Clone, Copy)]
pub struct Places {
    run: Run,
    keys: LinkKeys,
    starters: StoredValue<Vec<(u32, &'static str, Starter)>>,
}

impl Places {
    /// Makes an empty register.
    pub fn new(run: Run, keys: LinkKeys) -> Self {
        Self { run, keys, starters: StoredValue::new(Vec::new()) }
    }

    /// Registers what starts the small lab of a card, as long as the owner around lives.
    pub fn register(self, place: &'static str, start: impl Fn() + Send + Sync + 'static) {
        let starter = Callback::new(move |()| start());
        let id = self.starters.with_value(|all| all.last().map_or(0, |(id, ..)| id + 1));
        self.starters.update_value(|all| {
            all.push((id, place, starter));
        });
        on_cleanup(move || {
            self.starters.try_update_value(|all| all.retain(|(other, ..)| *other != id));
        });
    }

    /// Starts the small lab of a card, where it has one.
    pub fn start(self, place: &str) {
        let starter = self.starters.with_value(|all| all.iter().rfind(|(_, of, _)| *of == place).copied());
        if let Some((.., starter)) = starter {
            starter.run(());
        }
    }

    /// Goes to the card of the link, if it names one.
    pub fn go(self, link: &Link) {
        let Some(place) = link.place().map(str::to_owned) else { return };
        let starts = link.starts() && trains(&place);
        let selector = format!("[data-card=\"{place}\"]");
        let on_found = move || {
            if starts {
                self.start(&place);
            }
        };
        go_to(self, link.settings.chapter, selector, Box::new(on_found));
    }

    /// Goes to an exercise of chapter 6, by its key.
    pub fn go_to_task(self, key: &str) {
        let key: String = key.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        go_to(self, Chapter::Exercises, format!("[data-task=\"{key}\"]"), Box::new(|| ()));
    }
}

/// The places of the page.
pub fn use_places() -> Places {
    expect_context()
}

/// Brings what a selector finds in a chapter into sight, once it is there, and tells `on_found`.
fn go_to(Places { run, keys, .. }: Places, chapter: Chapter, selector: String, on_found: Box<dyn FnOnce()>) {
    let visit = keys.new_visit();
    let is_over = move || keys.visit() != visit || run.settings.with_untracked(|settings| settings.chapter != chapter);
    leptos::task::spawn_local(async move {
        let selector = format!("main {selector}");
        let top = || {
            let card = document().query_selector(&selector).ok().flatten()?;
            Some((card.get_bounding_client_rect().top(), card))
        };
        for _ in 0..N_LOOKS {
            TimeoutFuture::new(TICK_MS).await;
            if is_over() {
                return;
            }
            if top().is_some() {
                break;
            }
        }
        let Some((_, card)) = top() else { return };
        on_found();
        // Whoever has gone elsewhere meanwhile is not pulled back.
        if window().scroll_y().unwrap_or_default() > 0.0 {
            return;
        }
        // Otherwise the browser keeps what is in sight by chance where it is, while what is above grows.
        let root = document().document_element();
        let settle =
            |is_settling| root.as_ref().map(|root| root.toggle_attribute_with_force("data-settling", is_settling));
        // Only the name of an attribute can be wrong.
        let _ = settle(true);
        bring_into_sight(&card);
        // Where it was put, as long as nobody takes the page in hand. (That the page was scrolled says nothing: the browser does so
        // itself when what is above gets shorter.)
        let hands = Hands::watch();
        let mut kept = top().map(|(top, _)| top);
        for _ in 0..N_LOOKS_AFTERWARDS {
            TimeoutFuture::new(TICK_MS).await;
            let Some((now, card)) = top() else { break };
            if is_over() || hands.were_used() {
                break;
            }
            if kept.is_none_or(|kept| (now - kept).abs() > 1.0) {
                bring_into_sight(&card);
                kept = top().map(|(top, _)| top);
            }
        }
        let _ = settle(false);
    });
}

/// What is folded cannot be scrolled to before it is unfolded.
fn bring_into_sight(card: &web_sys::Element) {
    if let Some(folded) = card.closest("details:not([open])").ok().flatten() {
        // Only the name of an attribute can be wrong.
        let _ = folded.set_attribute("open", "");
    }
    card.scroll_into_view();
}
