//! Originals over their reconstructions, PCA's beside them, what is left over, and the choice of what is shown.

use crate::{
    i18n::{Locale, td_string},
    store::{
        language::use_locale,
        port::{WorkerPort, use_port},
        run::use_run,
    },
    widgets::{
        class_names::{class_name, classes},
        images::ImageRow,
        take_rows::TakeRows,
    },
    words::{fill, say},
};
use lab::{protocol::Command, settings::Settings};
use leptos::prelude::*;

/// The card.
#[component]
pub fn ImagesCard() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let size = Signal::derive(move || run.of_info(|info| info.image_size));
    let originals = Signal::derive(move || run.of_info(|info| info.shown.originals.clone()));
    let rebuilt = Signal::derive(move || run.of_snapshot(|snapshot| snapshot.images.clone()));
    let by_pca = Signal::derive(move || run.of_info(|info| info.shown.by_pca.clone()));
    let damaged = Signal::derive(move || run.of_info(|info| info.shown.damaged.clone()));
    let sampled = Signal::derive(move || run.of_snapshot(|snapshot| snapshot.sampled.clone()));
    let cleaned = Signal::derive(move || run.of_snapshot(|snapshot| snapshot.cleaned.clone()));
    let left_over = Signal::derive(move || differences(&originals.get(), &rebuilt.get()));
    let label = Signal::derive(move || {
        let epoch = run.of_snapshot(|snapshot| snapshot.opened.unwrap_or(snapshot.epoch));
        fill(td_string!(locale(), stacked.images_label), &[("epoch", &epoch)])
    });
    let text = move |get: fn(Locale) -> &'static str| Signal::derive(move || get(locale()).to_owned());
    let has = move |pixels: Signal<Vec<u8>>| move || pixels.with(|pixels| !pixels.is_empty());
    let components = move || {
        let k = run.of_info(|info| info.settings.code_size().min(info.layer_sizes.first().copied().unwrap_or(0)));
        fill(td_string!(locale(), stacked.pca_row_of), &[("k", &k)])
    };
    view! {
        <section data-instrument="images" class="card wide images">
            <div class="card-head"><h3>{say!(stacked.images)}</h3><Choice/></div>
            <Opened/>
            <div class="image-rows">
                <span>{say!(stacked.original)}</span>
                <ImageRow label=text(|l| td_string!(l, stacked.original)) size pixels=originals/>
                <span class="w-ae">{say!(stacked.ae_row)}</span>
                <ImageRow label size pixels=rebuilt/>
                <span>{say!(stacked.left_over)}</span>
                <ImageRow label=text(|l| td_string!(l, stacked.left_over_label)) size pixels=left_over/>
                <Show when=has(by_pca)>
                    <span class="w-pca">{components}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.pca_row)) size pixels=by_pca/>
                </Show>
                <Show when=has(damaged)>
                    <span>{say!(stacked.damaged)}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.damaged)) size pixels=damaged/>
                    <span class="w-ae">{say!(stacked.cleaned)}</span>
                    <ImageRow label=text(|l| td_string!(l, stacked.cleaned)) size pixels=cleaned/>
                </Show>
                <TakeRows title=label/>
            </div>
            <Show when=has(sampled)><Sampled pixels=sampled/></Show>
        </section>
    }
}

/// What a variational decoder makes of codes that no image was encoded to.
#[component]
fn Sampled(pixels: Signal<Vec<u8>>) -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let port = use_port();
    let size = Signal::derive(move || run.of_info(|info| info.image_size));
    let label = Signal::derive(move || td_string!(locale(), stacked.sampled).to_owned());
    let number = StoredValue::new(0_u64);
    let again = move |_| {
        number.update_value(|number| *number += 1);
        port.send(&Command::Draw(number.get_value()));
    };
    view! {
        <div class="sampled" data-part="sampled">
            <div class="card-head"><h4>{say!(stacked.sampled)}</h4>
                <button type="button" class="ghost" data-action="sample-again" on:click=again>{say!(stacked.sample_again)}</button></div>
            <p class="hint">{say!(stacked.sampled_hint)}</p>
            <ImageRow label size pixels/>
        </div>
    }
}

/// How far pixels are apart, as bytes.
fn differences(originals: &[u8], rebuilt: &[u8]) -> Vec<u8> {
    originals.iter().zip(rebuilt).map(|(x, r)| x.abs_diff(*r)).collect()
}

/// Which class, and which ten images of it.
#[component]
fn Choice() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let classes = classes(run);
    let chosen = move || run.settings.with(|settings| settings.image_class);
    let name = move |class: u8| class_name(run, locale(), class);
    let choose = move |event| {
        let image_class = event_target_value(&event).parse().unwrap_or(0);
        run.change(Settings { image_class, image_page: 0, ..run.settings.get_untracked() });
    };
    let n_pages = Memo::new(move |_| run.of_info(|info| info.shown.n_pages).max(1));
    let page = move || run.settings.with(|settings| settings.image_page) % n_pages.get();
    let turn = move |by: usize| {
        let image_page = untrack(|| (page() + by) % n_pages.get());
        run.change(Settings { image_page, ..run.settings.get_untracked() });
    };
    let option = move |class: u8| {
        let value = usize::from(class) + 1;
        view! { <option value=value.to_string() selected=move || chosen() == value>{move || name(class)}</option> }
    };
    let place =
        move || fill(td_string!(locale(), stacked.image_page), &[("page", &(page() + 1)), ("n", &n_pages.get())]);
    view! {
        <div class="image-choice">
            <Show when=move || classes.with(|classes| classes.len() > 1)>
                <label><span class="visually-hidden">{say!(fields.images_of)}</span>
                    <select name="images-of" on:change=choose>
                        <option value="0" selected=move || chosen() == 0>{say!(stacked.any_class)}</option>
                        {move || classes.get().into_iter().map(option).collect_view()}
                    </select>
                </label>
            </Show>
            <button type="button" class="nudge" data-action="images-before" aria-label=say!(stacked.images_before)
                on:click=move |_| turn(n_pages.get_untracked() - 1)>"‹"</button>
            <span class="page">{place}</span>
            <button type="button" class="nudge" data-action="images-after" aria-label=say!(stacked.images_after)
                on:click=move |_| turn(1)>"›"</button>
        </div>
    }
}

/// Says that a kept network is looked at, and leads back to the run.
#[component]
pub fn Opened() -> impl IntoView {
    let (run, port, locale) = (use_run(), use_port(), use_locale());
    let opened = Memo::new(move |_| run.of_snapshot(|snapshot| snapshot.opened));
    let sentence = move || fill(td_string!(locale(), stacked.opened), &[("epoch", &opened.get().unwrap_or(0))]);
    view! {
        <Show when=move || opened.get().is_some()>
            <p class="opened" role="status">
                {sentence}" "<button type="button" class="ghost" data-action="close-checkpoint"
                    on:click=move |_| close(port)>{say!(stacked.opened_back)}</button>
            </p>
        </Show>
    }
}

fn close(port: WorkerPort) {
    port.send(&Command::OpenCheckpoint(None));
}
