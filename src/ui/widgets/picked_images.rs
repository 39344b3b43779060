//! The images behind a point of a scatter: the sample, and what becomes of it on each way through a code.

use crate::{
    i18n::td_string,
    store::{
        language::use_locale,
        questions::use_questions,
        run::{Run, use_run},
    },
    widgets::{images::ImageRow, numbers::three_digits, scatter::PickedIdx},
};
use lab::protocol::questions::Matter;
use leptos::prelude::*;

/// Asks the worker for the sample that is looked at, where there are images to be seen.
pub fn pick_images(run: Run, picked: PickedIdx) {
    let questions = use_questions();
    questions.forget_with_owner("picked");
    Effect::new(move |_| {
        let sample_idx = picked.get();
        if run.info.with_untracked(|info| info.as_ref().is_some_and(|info| info.image_size.is_some())) {
            questions.ask_about_run("picked", Matter::Pick(sample_idx), |_| ());
        }
    });
}

/// The sample that is looked at, and both reconstructions with their errors.
#[component]
pub fn PickedImages() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let size = Signal::derive(move || run.of_info(|info| info.image_size));
    let picked = move || run.picked.get().filter(|picked| !picked.original.is_empty());
    let image = move |class: &'static str, name: String, pixels: Vec<u8>, mse: Option<f64>| {
        view! {
            <li>
                <ImageRow label=name.clone() size pixels=Signal::stored(pixels)/>
                <span class=class>{name}</span>
                <small>{mse.map(|mse| three_digits(mse, locale()))}</small>
            </li>
        }
    };
    move || {
        let picked = picked()?;
        let by_pca = (!picked.by_pca.is_empty()).then(|| {
            image("w-pca", td_string!(locale(), stacked.pca_row).to_owned(), picked.by_pca.clone(), picked.pca_mse)
        });
        Some(view! {
            <ul class="tip-images">
                {image("", td_string!(locale(), stacked.original).to_owned(), picked.original.clone(), None)}
                {image("w-ae", td_string!(locale(), stacked.ae_row).to_owned(), picked.by_ae.clone(), Some(picked.ae_mse))}
                {by_pca}
            </ul>
        })
    }
}
