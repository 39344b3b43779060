//! The network taken away: as weights, as ONNX, its codes as a table, and the run as a Keras notebook.

use super::weights::{OpenWeights, WeightsNews, WeightsState};
use crate::{store::run::use_run, widgets::notebook_button::NotebookButton, words::say};
use lab::exchange::{
    link,
    weights::{Form, OnnxPart, WeightsCommand},
};
use leptos::prelude::*;

/// The buttons, each with what it is good for.
#[component]
pub fn NetworkFiles() -> impl IntoView {
    let run = use_run();
    // Where kept runs are, they have a state of their own, which tells its news there.
    let around = use_context::<WeightsState>();
    let weights = around.unwrap_or_else(|| WeightsState::new(run));
    // As the run has it: the form may wait for other data.
    let query = move || run.info.with_untracked(|info| info.as_ref().map(|info| link::format(&info.settings)));
    let save = move |form: Form| move |_| weights.ask(&WeightsCommand::Save(form, query().unwrap_or_default()), &[]);
    let onnx = move |part: OnnxPart| {
        let name = move || match part {
            OnnxPart::Whole => say!(weights.onnx_whole).into_any(),
            OnnxPart::Encoder => say!(weights.onnx_encoder).into_any(),
            OnnxPart::Decoder => say!(weights.onnx_decoder).into_any(),
        };
        view! {
            <button type="button" class="ghost" data-action=format!("onnx-{}", part.name()) on:click=save(Form::Onnx(part))>{name()}</button>
        }
    };
    view! {
        <p class="hint">{say!(weights.files_hint)}</p>
        <div class="actions">
            <button type="button" class="ghost" data-action="safetensors" on:click=save(Form::Safetensors)>{say!(weights.save)}</button>
            <OpenWeights weights/>
            <span class="hint">{say!(weights.save_hint)}</span>
        </div>
        <div class="actions">{OnnxPart::ALL.map(onnx).collect_view()}<span class="hint">{say!(weights.onnx_hint)}</span></div>
        <div class="actions">
            <button type="button" class="ghost" data-action="codes-csv" on:click=save(Form::Codes)>{say!(weights.codes)}</button>
            <span class="hint">{say!(weights.codes_hint)}</span>
        </div>
        <NotebookButton/>
        <Show when=move || around.is_none()><WeightsNews weights/></Show>
    }
}
