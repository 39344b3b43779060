//! The epochs exercise: one seeded run, the same images after 20, 30, 40 and 50 epochs, and what was measured then.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        port::use_port,
        run::{Run, use_run},
    },
    widgets::{field_row::FieldRow, images::ImageRow, pin_table::PinTable, predict::Predict, take_rows::TakeRows},
    words::{
        self, fill,
        measures::{name_of, written},
        say,
    },
};
use lab::{
    protocol::Command,
    run::{history::EpochMetrics, snapshot::CheckpointView},
    settings::{Chapter, DataId, Settings, fields::field, preset::Preset},
};
use leptos::prelude::*;
use teaching::prediction::Prediction;
use web::save::save_text;

/// The data sets of the exercise.
const DATA_SETS: [DataId; 3] = [DataId::Mnist, DataId::FashionMnist, DataId::Digits];
/// What the table says of each network.
const MEASURES: [&str; 4] = ["train_loss", "val_loss", "val_rounded_accuracy", "val_mse"];

/// The card.
#[component]
pub fn EpochsCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let start = move |data: DataId| {
        let open = move |_| {
            let now = run.settings.get_untracked();
            run.change_and_play(Settings::base(Chapter::Stacked, data, Preset::Epochs).looked_at_as(&now));
        };
        view! {
            <button type="button" class="primary" data-exercise=data.name() on:click=open>
                {move || fill(td_string!(locale(), epochs.train_on), &[("data", &words::data(locale(), data))])}
            </button>
        }
    };
    let has_checkpoints = move || run.checkpoints.with(|kept| !kept.is_empty());
    let plan = move || plan_sentence(run, locale());
    view! {
        <section data-instrument="epochs" class="card wide labs" id="epochs" data-card="epochs">
            <h2>{say!(epochs.title)}</h2>
            <p>{say!(epochs.lead)}</p>
            <Predict what=Prediction::EnoughEpochs/>
            <div class="actions">{DATA_SETS.into_iter().map(start).collect_view()}</div>
            {field("checkpoints").map(|field| view! { <FieldRow field/> })}
            <p class="hint" role="status">{plan}</p>
            <Show when=has_checkpoints>
                <Strip/>
                <Table/>
                <Exports/>
            </Show>
        </section>
    }
}

/// What of the list is still to come, and what cannot come any more.
fn plan_sentence(run: Run, locale: Locale) -> String {
    let (planned, n_epochs) = run.settings.with(|settings| (settings.checkpoints.clone(), settings.n_epochs_in_all()));
    let kept: Vec<usize> = run.checkpoints.with(|kept| kept.iter().map(|one| one.metrics.epoch).collect());
    let reached = run.history.with(|history| history.last().map_or(0, |metrics| metrics.epoch));
    let list = |which: &dyn Fn(&usize) -> bool| {
        planned.iter().filter(|epoch| which(epoch)).map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let (beyond, missed) =
        (list(&|&epoch| epoch > n_epochs), list(&|epoch| *epoch <= reached && !kept.contains(epoch)));
    let to_come = list(&|&epoch| epoch > reached && epoch <= n_epochs);
    let sentences = [
        (&to_come, td_string!(locale, epochs.to_come)),
        (&beyond, td_string!(locale, epochs.beyond)),
        (&missed, td_string!(locale, epochs.missed)),
    ];
    let told = sentences.into_iter().filter(|(epochs, _)| !epochs.is_empty());
    let told: Vec<_> =
        told.map(|(epochs, words)| fill(words, &[("epochs", epochs), ("n_epochs", &n_epochs)])).collect();
    if planned.is_empty() { td_string!(locale, epochs.none).to_owned() } else { told.join(" ") }
}

/// The same images, network under network.
#[component]
fn Strip() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let size = Signal::derive(move || run.of_info(|info| info.image_size));
    let originals = Signal::derive(move || run.of_info(|info| info.shown.originals.clone()));
    let by_pca = Signal::derive(move || run.of_info(|info| info.shown.by_pca.clone()));
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let title = Signal::derive(move || {
        let data = words::data(locale(), run.settings.with(|settings| settings.data));
        format!("{} · {data}", td_string!(locale(), epochs.title))
    });
    let row = move |kept: CheckpointView| {
        let label = Signal::derive(move || fill(td_string!(locale(), epochs.after), &[("epoch", &kept.metrics.epoch)]));
        view! {
            <span class="w-ae">{label}</span>
            <ImageRow label size pixels=Signal::stored(kept.images)/>
        }
    };
    view! {
        <Show when=move || size.get().is_some()>
            <div class="image-rows" data-strip="epochs">
                <span>{say!(stacked.original)}</span>
                <ImageRow label=text(|l| td_string!(l, stacked.original)) size pixels=originals/>
                {move || run.checkpoints.get().into_iter().map(row).collect_view()}
                <Show when=move || by_pca.with(|pixels| !pixels.is_empty())>
                    <span class="w-pca">{say!(stacked.pca_row)}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.pca_row)) size pixels=by_pca/>
                </Show>
                <TakeRows title/>
            </div>
        </Show>
    }
}

/// A measure of an epoch by its name.
fn measure(metrics: &EpochMetrics, name: &str) -> Option<f64> {
    lab::run::history::METRICS.iter().find(|metric| metric.name == name).and_then(|metric| (metric.get)(metrics))
}

#[component]
fn Table() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let port = use_port();
    let opened = Memo::new(move |_| run.of_snapshot(|snapshot| snapshot.opened));
    let row = move |(place, kept): (usize, CheckpointView)| {
        let epoch = kept.metrics.epoch;
        let cell = |name: &str| {
            let value = measure(&kept.metrics, name);
            let text = value.map(|value| written(name, value, locale()));
            view! { <td data-measure=name.to_owned() data-value=value.map(|value| value.to_string())>{text}</td> }
        };
        let is_open = move || opened.get() == Some(epoch);
        let flip = move |_| {
            let place = (!untrack(is_open)).then_some(place);
            port.send(&Command::OpenCheckpoint(place));
            // What is opened is seen above.
            if place.is_some()
                && let Ok(Some(card)) = document().query_selector(".card.images")
            {
                card.scroll_into_view();
            }
        };
        view! {
            <tr class:chosen=is_open>
                <th scope="row">{epoch}</th>
                {MEASURES.map(cell).collect_view()}
                <td><button type="button" class="ghost" data-open=epoch.to_string() aria-pressed=move || is_open().to_string()
                    on:click=flip>{move || if is_open() { td_string!(locale(), epochs.close) } else { td_string!(locale(), epochs.open) }}
                </button></td>
            </tr>
        }
    };
    let rows = move || run.checkpoints.get().into_iter().enumerate().map(row).collect_view();
    let pca = move || {
        let pca = run.info.with(|info| info.as_ref().and_then(|info| info.pca.as_ref()?.val_mse));
        pca.map(|mse| {
            let k = run.settings.with(Settings::code_size);
            view! {
                <tr class="w-pca">
                    <th scope="row">{fill(td_string!(locale(), stacked.pca_row_of), &[("k", &k)])}</th>
                    <td></td><td></td><td></td><td data-measure="val_pca_mse">{written("val_pca_mse", mse, locale())}</td><td></td>
                </tr>
            }
        })
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=say!(epochs.table)>
            <table class="rows" data-table="epochs">
                <thead><tr>
                    <th scope="col">{say!(metrics.epoch)}</th>
                    {MEASURES.map(|name| view! { <th scope="col">{move || name_of(name, locale())}</th> }).collect_view()}
                    <th scope="col"><span class="visually-hidden">{say!(epochs.open)}</span></th>
                </tr></thead>
                <tbody>{rows}{pca}</tbody>
            </table>
        </div>
        <super::images::Opened/>
    }
}

#[component]
fn Exports() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let name = move |kind: &str| {
        let data = run.settings.with_untracked(|settings| settings.data.name());
        format!("autoencoder-{data}-{kind}")
    };
    let table = move |_| {
        let rows = run.checkpoints.with_untracked(|kept| kept.iter().map(|one| one.metrics).collect::<Vec<_>>());
        save_text(&format!("{}.csv", name("epochs")), "text/csv", &lab::run::history::csv(&rows));
    };
    let history = move |_| {
        let csv = run.history.with_untracked(|history| lab::run::history::csv(history));
        save_text(&format!("{}.csv", name("history")), "text/csv", &csv);
    };
    view! {
        <div class="actions">
            <button type="button" class="ghost" data-action="epochs-csv" on:click=table>{say!(epochs.save_table)}</button>
            <button type="button" class="ghost" data-action="history-csv" on:click=history>{say!(epochs.save_history)}</button>
            <PinTable title=Signal::derive(move || td_string!(locale(), epochs.title))/>
        </div>
    }
}
