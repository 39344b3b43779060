//! The lecture's note on self-supervised learning: the same images, and whose label stands beside them.

use super::flow_card::image_at;
use crate::{
    i18n::td_string,
    store::{language::use_locale, run::use_run},
    widgets::images::ImageRow,
    words::{files, say},
};
use leptos::prelude::*;

/// Rows of the table.
const N_ROWS: usize = 5;

/// The card: a switch between two tasks, and the table of inputs and labels.
#[component]
pub fn SupervisionCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let is_self = RwSignal::new(false);
    let n_rows = Memo::new(move |_| run.of_info(|info| info.shown.labels.len().min(N_ROWS)));
    let size = Signal::derive(move || run.of_info(|info| info.image_size));
    let row = move |idx: usize| {
        let pixels = Signal::derive(move || {
            run.info.with(|info| info.as_ref().map(|info| image_at(info, idx)).unwrap_or_default())
        });
        let class = move || {
            run.info.with(|info| {
                let info = info.as_ref()?;
                let class = *info.shown.labels.get(idx)?;
                Some(files::class(locale(), info.settings.data, &info.class_names, class))
            })
        };
        let input = Signal::derive(move || td_string!(locale(), anatomy.column_input).to_owned());
        let same = Signal::derive(move || td_string!(locale(), anatomy.target_label).to_owned());
        let target = move || match is_self.get() {
            true => view! { <ImageRow label=same size pixels/> }.into_any(),
            false => view! { <b>{class}</b> }.into_any(),
        };
        view! { <tr><td><ImageRow label=input size pixels/></td><td>{target}</td></tr> }
    };
    let task = move |to_self: bool| {
        let name = move || match to_self {
            true => td_string!(locale(), anatomy.self_supervised),
            false => td_string!(locale(), anatomy.supervised),
        };
        view! {
            <button type="button" class="seg" aria-pressed=move || (is_self.get() == to_self).to_string()
                data-task=if to_self { "self" } else { "supervised" } on:click=move |_| is_self.set(to_self)>{name}</button>
        }
    };
    let sentence = move || match is_self.get() {
        true => td_string!(locale(), anatomy.self_supervised_text),
        false => td_string!(locale(), anatomy.supervised_text),
    };
    view! {
        <Show when=move || n_rows.get() != 0>
            <section data-instrument="supervision" class="card" data-card="supervision">
                <h3>{say!(anatomy.supervision)}</h3>
                <p class="hint">{say!(anatomy.supervision_hint)}</p>
                <div class="task-choice">{task(false)}{task(true)}</div>
                <table class="supervision">
                    <thead><tr><th scope="col">{say!(anatomy.column_input)}</th><th scope="col">{say!(anatomy.column_label)}</th></tr></thead>
                    <tbody>{move || (0..n_rows.get()).map(row).collect_view()}</tbody>
                </table>
                <p role="status">{sentence}</p>
            </section>
        </Show>
    }
}
