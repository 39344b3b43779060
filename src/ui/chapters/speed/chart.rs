//! One's own rate beside those of others on the build machine, as bars with their numbers.

use crate::{
    chapters::speed::state::SpeedState,
    i18n::td_string,
    store::language::use_locale,
    widgets::numbers::grouped,
    words::{fill, say},
};
use lab::experiments::speed::peers::{OURS_THERE, PEERS, Peer};
use leptos::prelude::*;

/// The card.
#[component]
pub fn PeersCard() -> impl IntoView {
    let speed = SpeedState::of_page();
    let locale = use_locale();
    let own = move || speed.result.with(|result| result.as_ref().map(|result| result.samples_per_second));
    let most = move || {
        let rates = PEERS.iter().map(|peer| peer.samples_per_second).chain([OURS_THERE]).chain(own());
        rates.fold(1.0, f64::max)
    };
    let bar = move |class: &'static str, name: String, rate: f64| {
        let width = move || format!("{:.1}%", 100.0 * rate / most());
        view! {
            <li class=class><span class="peer-name">{name}</span>
                <span class="peer-bar" aria-hidden="true"><span class="bar" style:width=width></span></span>
                <b>{move || grouped(rate as u64, locale())}</b></li>
        }
    };
    let here = move || own().map(|rate| bar("here", td_string!(locale(), speed.here).to_owned(), rate));
    let others = move || {
        let threads = move |n: usize| match n {
            1 => td_string!(locale(), speed.one_thread).to_owned(),
            n => fill(td_string!(locale(), speed.threads), &[("n", &n)]),
        };
        let named = move |peer: &Peer| format!("{}, {}", peer.name, threads(peer.n_threads));
        PEERS.iter().map(move |peer| bar("peer", named(peer), peer.samples_per_second)).collect_view()
    };
    let there = move || bar("there", td_string!(locale(), speed.there).to_owned(), OURS_THERE);
    view! {
        <section data-instrument="peers" class="card">
            <h2>{say!(speed.peers)}</h2>
            <p class="hint">{say!(speed.peers_hint)}</p>
            <ul class="peers">{here}{there}{others}</ul>
        </section>
    }
}
