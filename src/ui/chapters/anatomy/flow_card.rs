//! The live diagram `x → f → h → g → r`: the image that was chosen, what each layer makes of it, and what comes out.

use super::code_bars::CodeBars;
use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        questions::use_questions,
        run::{Run, use_run},
    },
    widgets::{
        images::{HeatMap, ImageRow},
        numbers::{Metric, three_digits},
    },
    words::{files, fill, say},
};
use lab::{
    geometry::ImageSize,
    protocol::questions::Matter,
    run::flow::{Flow, Probe},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The card: images to choose from, and the way of the chosen one.
#[component]
pub fn FlowCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let questions = use_questions();
    questions.forget_with_owner("flow");
    let chosen = RwSignal::new(0_usize);
    let edited = RwSignal::new(None::<Vec<f32>>);
    // Another run has another code.
    Effect::new(move |_| {
        run.info.track();
        edited.set(None);
    });
    Effect::new(move |_| {
        let probe = Probe { sample_idx: chosen.get(), code: edited.get() };
        questions.ask_about_run("flow", Matter::Look(probe), |_| ());
    });
    let choose = Callback::new(move |sample_idx: usize| {
        edited.set(None);
        chosen.set(sample_idx);
    });
    let mse = Signal::derive(move || run.snapshot.with(|snapshot| Some(snapshot.as_ref()?.flow.as_ref()?.mse)));
    let state = move || match edited.with(Option::is_some) {
        true => td_string!(locale(), anatomy.code_changed),
        false => td_string!(locale(), anatomy.code_own),
    };
    view! {
        <section data-instrument="flow" class="card wide flow-card">
            <div class="card-head"><h2>{say!(anatomy.flow)}</h2></div>
            <p class="hint">{say!(anatomy.flow_hint)}</p>
            <Samples chosen choose/>
            <div class="flow">
                <Input/>
                <Layers is_encoder=true/>
                <div class="flow-part flow-code">
                    <p class="flow-name"><math><mi>"h"</mi></math><span>{say!(anatomy.code)}</span></p>
                    <CodeBars edited/>
                    <p class="formula"><math><mi>"h"</mi><mo>"="</mo><mi>"f"</mi><mo>"("</mo><mi>"x"</mi><mo>")"</mo></math></p>
                </div>
                <Layers is_encoder=false/>
                <Output/>
            </div>
            <div class="flow-foot">
                <p role="status" class="hint">{state}</p>
                <button type="button" class="ghost" data-action="code-back" disabled=move || edited.with(Option::is_none)
                    on:click=move |_| edited.set(None)>{say!(anatomy.code_back)}</button>
                <p class="flow-mse"><span>{say!(anatomy.flow_mse)}</span>" "<b><Metric name="flow_mse" value=mse format=three_digits/></b></p>
            </div>
            <p class="hint">{say!(anatomy.heat_hint)}</p>
        </section>
    }
}

/// Something of the sample's way; the default before it is known. Tracked.
fn of_flow<T: Default>(run: Run, get: impl Fn(&Flow) -> T) -> T {
    run.snapshot
        .with(|snapshot| snapshot.as_ref().and_then(|snapshot| snapshot.flow.as_ref().map(&get)).unwrap_or_default())
}

/// The size of the images; one row where samples are no images.
fn image_size(run: Run) -> Signal<Option<ImageSize>> {
    Signal::derive(move || {
        run.info.with(|info| {
            let info = info.as_ref()?;
            let width = info.layer_sizes.first().copied()?;
            Some(info.image_size.unwrap_or(ImageSize { height: 1, width }))
        })
    })
}

/// The images to choose from.
#[component]
fn Samples(chosen: RwSignal<usize>, choose: Callback<usize>) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let n_samples = Memo::new(move |_| {
        run.info.with(|info| {
            let n_features = info.as_ref().and_then(|info| info.layer_sizes.first().copied()).unwrap_or(0);
            info.as_ref().and_then(|info| info.shown.originals.len().checked_div(n_features)).unwrap_or(0)
        })
    });
    let size = image_size(run);
    let sample = move |idx: usize| {
        let pixels = Signal::derive(move || {
            run.info.with(|info| info.as_ref().map(|info| image_at(info, idx)).unwrap_or_default())
        });
        let label = Signal::derive(move || {
            let number = idx + 1;
            let class = run.info.with(|info| {
                let info: &Arc<_> = info.as_ref()?;
                let class = *info.shown.labels.get(idx)?;
                Some(files::class(locale(), info.settings.data, &info.class_names, class))
            });
            match class {
                Some(class) => fill(td_string!(locale(), anatomy.sample_label), &[("n", &number), ("class", &class)]),
                None => fill(td_string!(locale(), anatomy.sample_label_plain), &[("n", &number)]),
            }
        });
        view! {
            <button type="button" class="sample" aria-pressed=move || (chosen.get() == idx).to_string()
                data-sample=idx.to_string() on:click=move |_| choose.run(idx)>
                <ImageRow label size pixels/>
            </button>
        }
    };
    view! {
        <div class="samples" role="group" aria-label=say!(anatomy.choose)>
            {move || (0..n_samples.get()).map(sample).collect_view()}
        </div>
    }
}

/// Bytes of one of the shown images.
pub(super) fn image_at(info: &lab::run::snapshot::RunInfo, idx: usize) -> Vec<u8> {
    let n_features = info.layer_sizes.first().copied().unwrap_or(0);
    info.shown.originals.get(idx * n_features..(idx + 1) * n_features).unwrap_or_default().to_vec()
}

#[component]
fn Input() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let size = image_size(run);
    let pixels = Signal::derive(move || of_flow(run, |flow| flow.input.clone()));
    let label = Signal::derive(move || td_string!(locale(), anatomy.input_label).to_owned());
    let n_features = move || run.of_info(|info| info.layer_sizes.first().copied().unwrap_or(0));
    view! {
        <div class="flow-part flow-end">
            <p class="flow-name"><math><mi>"x"</mi></math><span>{say!(anatomy.input)}</span></p>
            <ImageRow label size pixels/>
            <p class="formula"><math><mi>"x"</mi><mo>"∈"</mo><msup><mi>"ℝ"</mi><mn>{n_features}</mn></msup></math></p>
        </div>
    }
}

#[component]
fn Output() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let size = image_size(run);
    let pixels = Signal::derive(move || of_flow(run, |flow| flow.output.clone()));
    let label = Signal::derive(move || td_string!(locale(), anatomy.output_label).to_owned());
    view! {
        <div class="flow-part flow-end flow-output">
            <p class="flow-name"><math><mi>"r"</mi></math><span>{say!(anatomy.output)}</span></p>
            <ImageRow label size pixels/>
            <p class="formula"><math><mi>"r"</mi><mo>"="</mo><mi>"g"</mi><mo>"("</mo><mi>"h"</mi><mo>")"</mo></math></p>
        </div>
    }
}

/// The hidden layers of the encoder or the decoder as heat maps, with the formula of their first one.
#[component]
fn Layers(is_encoder: bool) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let values = move |idx: usize| {
        Signal::derive(move || {
            of_flow(run, |flow| {
                let layers = if is_encoder { &flow.encoder_hidden } else { &flow.decoder_hidden };
                layers.get(idx).cloned().unwrap_or_default()
            })
        })
    };
    let n_layers = Memo::new(move |_| of_flow(run, |flow| flow.encoder_hidden.len()));
    let layer = move |idx: usize| {
        let values = values(idx);
        let label = Signal::derive(move || {
            values.with(|values| {
                let max = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                let max = three_digits(f64::from(max), locale());
                fill(td_string!(locale(), anatomy.hidden_label), &[("n", &values.len()), ("max", &max)])
            })
        });
        let units = move || fill(td_string!(locale(), anatomy.hidden_units), &[("n", &values.with(Vec::len))]);
        view! { <HeatMap label values/><small>{units}</small> }
    };
    let (letter, from) = if is_encoder { ("f", "x") } else { ("g", "h") };
    let name = move || match is_encoder {
        true => td_string!(locale(), anatomy.encoder),
        false => td_string!(locale(), anatomy.decoder),
    };
    let also = move || match is_encoder {
        true => td_string!(locale(), anatomy.encoder_also),
        false => td_string!(locale(), anatomy.decoder_also),
    };
    view! {
        <div class="flow-part flow-layers">
            <p class="flow-name"><math><mi>{letter}</mi></math><span>{name}</span><small>{also}</small></p>
            <div class="heat">{move || (0..n_layers.get()).map(layer).collect_view()}</div>
            <span class="flow-arrow" aria-hidden="true"></span>
            <p class="formula"><math>
                <mi>"a"</mi><mo>"("</mo><mi>"W"</mi><mi>{from}</mi><mo>"+"</mo><mi>"b"</mi><mo>")"</mo>
            </math></p>
        </div>
    }
}
