//! Runs that are kept, and the comparison of some of them: curves in one plot, images under each other, numbers and settings.

use super::{
    comparison::Comparison,
    kept_state::{KeptState, use_kept},
    weights::{WeightsNews, WeightsState},
};
use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        run::{Run, use_run},
    },
    widgets::{
        numbers::four_digits,
        part_view::{FoldedPart, MY_CODE, NETWORK_FILES},
    },
    words::{self, fill, say},
};
use lab::{
    exchange::{kept::KeptRun, link, weights::WeightsCommand},
    run::snapshot::RunState,
    settings::{Chapter, Settings, preset::Preset},
};
use leptos::prelude::*;

/// The card.
#[component]
pub fn RunsCard() -> impl IntoView {
    let at_hand = use_run();
    let locale = use_locale();
    let offer = Signal::derive(move || td_string!(locale(), weights.offer));
    let code = Signal::derive(move || td_string!(locale(), class_codes.mine));
    let kept = KeptState::follow();
    provide_context(kept);
    let weights = WeightsState::new(at_hand);
    provide_context(weights);
    go_on_when_over(at_hand, kept);
    view! {
        <section data-instrument="runs" class="card wide labs" id="runs" data-card="runs">
            <h2>{say!(runs.title)}</h2>
            <p>{say!(runs.lead)}</p>
            <div class="actions"><Keep/><Depths/></div>
            <FoldedPart part=NETWORK_FILES class="notebook-offer" label=offer>{offer}</FoldedPart>
            <FoldedPart part=MY_CODE class="code-offer" label=code>{code}</FoldedPart>
            <WeightsNews weights/>
            <Progress/>
            <Troubles/>
            <List/>
            <Show when=move || !kept.compared().is_empty()><Comparison/></Show>
        </section>
    }
}

/// The next of several runs begins when the one at hand is over.
fn go_on_when_over(at_hand: Run, kept: KeptState) {
    let state = Memo::new(move |_| at_hand.snapshot.with(|snapshot| snapshot.as_ref().map(|snapshot| snapshot.state)));
    Effect::new(move |_| {
        if matches!(state.get(), Some(RunState::Finished | RunState::Diverged)) {
            untrack(|| kept.go_on(at_hand));
        }
    });
    // Whoever leaves the chapter does not want the others.
    on_cleanup(move || kept.stop());
}

/// What a run is called until the reader calls it otherwise.
fn default_name(at_hand: Run, locale: crate::i18n::Locale) -> String {
    let (preset, data, is_changed) = at_hand.settings.with_untracked(|settings| {
        let base = Settings::base(settings.chapter, settings.data, settings.preset);
        (settings.preset, settings.data, !base.is_same_run(settings))
    });
    let preset = words::preset(locale, Chapter::Stacked, preset).0;
    let data = words::data(locale, data);
    if is_changed { format!("{preset}* · {data}") } else { format!("{preset} · {data}") }
}

#[component]
fn Keep() -> impl IntoView {
    let (at_hand, locale) = (use_run(), use_locale());
    let kept = use_kept();
    // What is kept can be repeated: it rests at the end of an epoch, all layers are there, and it is the run itself that is
    // looked at.
    let can_keep = move || {
        at_hand.history.with(|history| history.len() > 1)
            && at_hand.snapshot.with(|snapshot| {
                snapshot.as_ref().is_some_and(|now| {
                    now.opened.is_none() && now.batch == 0 && now.pair.is_none() && now.state != RunState::Running
                })
            })
    };
    let why_not = move || (!can_keep()).then(|| td_string!(locale(), runs.when));
    let keep = move |_| kept.keep(at_hand, default_name(at_hand, locale()));
    view! {
        <button type="button" class="primary" data-action="keep-run" disabled=move || !can_keep() title=why_not on:click=keep>
            {say!(runs.keep)}
        </button>
    }
}

/// "Why more layers?": three depths at the same size of the code, one after the other.
#[component]
fn Depths() -> impl IntoView {
    let (at_hand, locale, kept) = (use_run(), use_locale(), use_kept());
    let train = move |_| {
        let data = at_hand.settings.with_untracked(|settings| settings.data);
        let run = |preset: Preset| {
            let name =
                format!("{} · {}", words::preset(locale(), Chapter::Stacked, preset).0, words::data(locale(), data));
            let now = at_hand.settings.get_untracked();
            let settings = Settings::base(Chapter::Stacked, data, preset).looked_at_as(&now);
            (settings, name)
        };
        kept.train_all(at_hand, Preset::DEPTHS.map(run).to_vec());
    };
    view! { <button type="button" class="ghost" data-action="depths" on:click=train>{say!(runs.depths)}</button> }
}

/// How many of several runs are still to come.
#[component]
fn Progress() -> impl IntoView {
    let (kept, locale) = (use_kept(), use_locale());
    let queue = kept.queue;
    let sentence = move || {
        queue.with(|queue| {
            let name = queue.front().map(|(_, name)| name.clone()).unwrap_or_default();
            fill(td_string!(locale(), runs.queue), &[("name", &name), ("n", &(queue.len().saturating_sub(1)))])
        })
    };
    view! {
        <Show when=move || queue.with(|queue| !queue.is_empty())>
            <p class="opened" role="status">{sentence}" "
                <button type="button" class="ghost" on:click=move |_| kept.stop()>{say!(runs.stop)}</button></p>
        </Show>
    }
}

/// What the reader has to know of the browser's store.
#[component]
fn Troubles() -> impl IntoView {
    let locale = use_locale();
    let kept = use_kept();
    let is_refused = move || kept.list.with(|list| list.as_ref().is_some_and(|list| list.is_refused));
    let n_unreadable = move || {
        let n_all = kept.list.with(|list| list.as_ref().map_or(0, |list| list.runs.len()));
        n_all - kept.runs.with(Vec::len).min(n_all)
    };
    view! {
        <Show when=is_refused><p class="hint" role="status">{say!(runs.refused)}</p></Show>
        <Show when=move || { n_unreadable() > 0 }>
            <p class="hint">{move || fill(td_string!(locale(), runs.unreadable), &[("n", &n_unreadable())])}</p>
        </Show>
    }
}

#[component]
fn List() -> impl IntoView {
    let kept = use_kept();
    let rows = move || kept.runs.get().into_iter().rev().map(|run| view! { <Row run/> }).collect_view();
    let is_empty = move || kept.runs.with(Vec::is_empty);
    view! {
        <Show when=move || !is_empty() fallback=move || view! { <p class="hint">{say!(runs.empty)}</p> }>
            <ul class="kept-runs">{rows}</ul>
        </Show>
    }
}

/// A kept run: its name, whether it is compared, and what can be done with it.
#[component]
fn Row(run: KeptRun) -> impl IntoView {
    let (at_hand, locale) = (use_run(), use_locale());
    let kept = use_kept();
    let id = run.id;
    let is_asking = RwSignal::new(false);
    let href = format!("?{}&run=1", run.query);
    let repeat = {
        let query = run.query.clone();
        move |event: leptos::ev::MouseEvent| {
            // A new tab or window is the browser's business.
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                at_hand.change_and_play(link::parse(&query).settings);
            }
        }
    };
    let name = run.name.clone();
    let weights = expect_context::<WeightsState>();
    let open = {
        let name = name.clone();
        move |_| weights.ask(&WeightsCommand::OpenKept(id, name.clone()), &[])
    };
    let what = {
        let (epochs, loss) = (run.epochs.last().copied().unwrap_or(0), run.last("val_loss"));
        move || {
            let loss = loss.map_or_else(|| "–".to_owned(), |loss| four_digits(loss, locale()));
            fill(td_string!(locale(), runs.what), &[("epochs", &epochs), ("loss", &loss)])
        }
    };
    view! {
        <li data-run=id.to_string()>
            <label class="choice"><input type="checkbox" prop:checked=move || kept.chosen.with(|chosen| chosen.contains(&id))
                on:change=move |_| kept.flip(id)/><span class="visually-hidden">{say!(runs.compare)}</span></label>
            <input type="text" class="run-name" aria-label=say!(runs.name) prop:value=name
                on:change=move |event| kept.rename(id, &event_target_value(&event))/>
            <small>{what}</small>
            <button type="button" class="ghost" data-action="open-kept" title=say!(weights.open_hint) on:click=open>{say!(weights.open)}</button>
            <a class="ghost" href=href on:click=repeat>{say!(runs.repeat)}</a>
            <Show when=move || is_asking.get() fallback=move || view! {
                <button type="button" class="ghost" data-action="forget" on:click=move |_| is_asking.set(true)>{say!(runs.forget)}</button>
            }>
                <button type="button" class="ghost" on:click=move |_| is_asking.set(false)>{say!(runs.keep_it)}</button>
                <button type="button" class="ghost" data-action="forget-yes" on:click=move |_| kept.forget(id)>
                    {say!(runs.forget_yes)}</button>
            </Show>
        </li>
    }
}
