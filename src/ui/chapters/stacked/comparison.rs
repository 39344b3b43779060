//! Kept runs beside each other.

use super::kept_state::use_kept;
use crate::{
    i18n::td_string,
    store::language::use_locale,
    widgets::{
        drawing::Area, images::ImageRow, inspection::ReadableFigure, numbers::grouped, part_view::PartView,
        pin_table::PinTable, take_away::FigureSource, take_rows::TakeRows,
    },
    words::{
        self,
        measures::{name_of, written},
        say,
    },
};
use lab::{
    exchange::kept::{self, KeptRun},
    run::history::METRICS,
};
use leptos::prelude::*;
use plot::{
    axes::AxisWords,
    curves::{Curve, CurvesFigure},
    marks::CLASS_SHAPES,
    style::Style,
};
use web::{address, save::save_text};

/// What the table of numbers holds.
const COLUMNS: [&str; 6] =
    ["train_loss", "val_loss", "val_mse", "val_mse_ratio", "val_rounded_accuracy", "knn_accuracy_ae"];

/// Everything that is compared.
#[component]
pub fn Comparison() -> impl IntoView {
    let kept_runs = use_kept();
    let runs = Memo::new(move |_| kept_runs.compared());
    let save = move |_| {
        let csv = runs.with_untracked(|runs| kept::csv(&runs.iter().collect::<Vec<_>>()));
        save_text("autoencoder-runs.csv", "text/csv", &csv);
    };
    view! {
        <div data-instrument="comparison" class="comparison" data-part="comparison">
            <PartView part=super::RUN_CURVES/>
            <Images runs/>
            <Numbers runs/>
            <Differences runs/>
            <div class="actions"><button type="button" class="ghost" data-action="runs-csv" on:click=save>{say!(runs.save)}</button></div>
        </div>
    }
}

/// The names of runs with the colours and shapes of their curves.
#[component]
fn Legend(runs: Memo<Vec<KeptRun>>) -> impl IntoView {
    let entry = |(place, run): (usize, KeptRun)| {
        view! { <li style=format!("--class: var(--curve-{})", place % CLASS_SHAPES.len()) data-shape=(place % CLASS_SHAPES.len()).to_string()>{run.name}</li> }
    };
    view! { <ul class="legend classes">{move || runs.get().into_iter().enumerate().map(entry).collect_view()}</ul> }
}

/// One measure of all compared runs over epochs.
#[component]
pub fn RunCurves() -> impl IntoView {
    let (kept_runs, locale) = (use_kept(), use_locale());
    let runs = Memo::new(move |_| kept_runs.compared());
    let measure = RwSignal::new("val_mse");
    // Measures that some run has, in the order of tables; a level is no curve.
    let there = Memo::new(move |_| {
        let is_there = |name: &str| runs.with(|runs| runs.iter().any(|run| run.curve(name).len() > 1));
        let names = METRICS.iter().map(|metric| metric.name);
        names.filter(|name| !name.contains("pca") && is_there(name)).collect::<Vec<_>>()
    });
    let shown = Memo::new(move |_| {
        there.with(|there| if there.contains(&measure.get()) { Some(measure.get()) } else { there.first().copied() })
    });
    let is_log = RwSignal::new(true);
    let draw = move |area: &Area, style: &Style| {
        let name = shown.get().unwrap_or("val_loss");
        let curve = |(place, run): (usize, &KeptRun)| Curve {
            colour: style.palette.curve(place),
            shape: Some(CLASS_SHAPES[place % CLASS_SHAPES.len()]),
            points: run.curve(name),
            ..Curve::default()
        };
        let figure = CurvesFigure {
            curves: runs.with(|runs| runs.iter().enumerate().map(curve).collect()),
            floors: Vec::new(),
            marked: Vec::new(),
            is_log: is_log.get(),
            n_epochs: 1,
            ..Default::default()
        };
        let words = AxisWords { x: td_string!(locale(), pca.epoch), y: name_of(name, locale()) };
        figure.draw(area, words, style).ok()
    };
    let choose = move |event| {
        let chosen = event_target_value(&event);
        if let Some(metric) = METRICS.iter().find(|metric| metric.name == chosen) {
            measure.set(metric.name);
        }
    };
    let option = move |name: &'static str| {
        view! { <option value=name selected=move || shown.get() == Some(name)>{move || name_of(name, locale())}</option> }
    };
    let label = Signal::derive(move || td_string!(locale(), runs.curves_label).to_owned());
    let names = Signal::derive(move || runs.with(|runs| runs.iter().map(|run| run.name.clone()).collect::<Vec<_>>()));
    provide_source(runs);
    view! {
        <div class="card-head">
            <label><span class="visually-hidden">{say!(runs.measure)}</span>
                <select name="measure" on:change=choose>{move || there.get().into_iter().map(option).collect_view()}</select></label>
            <label class="pace"><input type="checkbox" prop:checked=move || is_log.get()
                on:change=move |event| is_log.set(event_target_checked(&event))/><span>{say!(figure.scale_log)}</span></label>
            <Legend runs/>
        </div>
        <ReadableFigure label draw places=say!(pca.epoch) names/>
    }
}

/// Where what shows compared runs comes from: every run has a link of its own.
fn provide_source(runs: Memo<Vec<KeptRun>>) {
    let source = move |run: &KeptRun| format!("{}: {}?{}", run.name, address::page(), run.query);
    provide_context(FigureSource(Signal::derive(move || {
        runs.with(|runs| runs.iter().map(source).collect::<Vec<_>>().join("\n"))
    })));
}

/// Originals and what each run made of them; of runs on other images, their own.
#[component]
fn Images(runs: Memo<Vec<KeptRun>>) -> impl IntoView {
    let locale = use_locale();
    let original = Signal::derive(move || td_string!(locale(), stacked.original).to_owned());
    let rows = move || {
        let runs: Vec<_> = runs.get().into_iter().filter(|run| run.image_size.is_some()).collect();
        let mut rows = Vec::new();
        for (place, run) in runs.iter().enumerate() {
            let size = Signal::stored(run.image_size);
            if place == 0 || runs[place - 1].originals != run.originals {
                rows.push(
                    view! {
                        <span>{original}</span>
                        <ImageRow label=original size pixels=Signal::stored(run.originals.clone())/>
                    }
                    .into_any(),
                );
            }
            rows.push(
                view! {
                    <span class="w-ae">{run.name.clone()}</span>
                    <ImageRow label=run.name.clone() size pixels=Signal::stored(run.images.clone())/>
                }
                .into_any(),
            );
        }
        rows
    };
    provide_source(runs);
    view! { <div class="image-rows" data-strip="runs">{rows}<TakeRows title=Signal::derive(move || td_string!(locale(), runs.title).to_owned())/></div> }
}

#[component]
fn Numbers(runs: Memo<Vec<KeptRun>>) -> impl IntoView {
    let locale = use_locale();
    let columns = Memo::new(move |_| {
        let is_there = |name: &&str| runs.with(|runs| runs.iter().any(|run| run.last(name).is_some()));
        COLUMNS.into_iter().filter(is_there).collect::<Vec<_>>()
    });
    let row = move |run: KeptRun| {
        let cells = columns.get().into_iter().map(|name| {
            let value = run.last(name);
            view! { <td data-measure=name data-value=value.map(|value| value.to_string())>{value.map(|value| written(name, value, locale()))}</td> }
        });
        view! {
            <tr>
                <th scope="row">{run.name.clone()}</th>
                <td>{run.epochs.last().copied()}</td>
                <td>{run.layer_sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("–")}</td>
                <td>{grouped(run.n_parameters as u64, locale())}</td>
                {cells.collect_view()}
            </tr>
        }
    };
    let heads = move || {
        columns.get().into_iter().map(|name| view! { <th scope="col">{name_of(name, locale())}</th> }).collect_view()
    };
    view! {
        <h3>{say!(runs.numbers)}</h3>
        <div class="scroll" tabindex="0" role="region" aria-label=say!(runs.numbers)>
            <table class="rows" data-table="runs">
                <thead><tr>
                    <th scope="col">{say!(runs.name)}</th><th scope="col">{say!(fields.epochs)}</th>
                    <th scope="col">{say!(runs.layers)}</th><th scope="col">{say!(runs.parameters)}</th>{heads}
                </tr></thead>
                <tbody>{move || runs.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <PinTable title=Signal::derive(move || td_string!(locale(), runs.title))/>
    }
}

/// The settings in which the runs differ; nothing where they do not.
#[component]
fn Differences(runs: Memo<Vec<KeptRun>>) -> impl IntoView {
    let locale = use_locale();
    let differences = Memo::new(move |_| runs.with(|runs| kept::differences(&runs.iter().collect::<Vec<_>>())));
    let name = move |key: &'static str| match key {
        "data" => td_string!(locale(), form.data),
        "epochs" => td_string!(locale(), runs.epochs_together),
        _ => words::field(locale(), key),
    };
    let row = move |(key, values): (&'static str, Vec<String>)| {
        view! { <tr data-setting=key><th scope="row">{name(key)}</th>{values.into_iter().map(|value| view! { <td data-value=value.clone()>{words::value(locale(), key, &value)}</td> }).collect_view()}</tr> }
    };
    let heads = move || runs.get().into_iter().map(|run| view! { <th scope="col">{run.name}</th> }).collect_view();
    view! {
        <Show when=move || differences.with(|differences| !differences.is_empty())>
            <h3>{say!(runs.differences)}</h3>
            <div class="scroll" tabindex="0" role="region" aria-label=say!(runs.differences)>
                <table class="rows" data-table="differences">
                    <thead><tr><th scope="col">{say!(runs.setting)}</th>{heads}</tr></thead>
                    <tbody>{move || differences.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </Show>
    }
}
