//! The run taken away as a Keras notebook.

use crate::{
    i18n::{Locale, td_string},
    store::{language::use_locale, run::use_run},
    words::{self, fill, say},
};
use lab::{
    exchange::{
        keras_notebook::{NotebookWords, notebook},
        link,
    },
    settings::DataId,
};
use leptos::prelude::*;
use web::{address, save::save_text};

/// The button, with what it is good for.
#[component]
pub fn NotebookButton() -> impl IntoView {
    let (run, locale) = (use_run(), use_locale());
    let save = move |_| {
        let (settings, locale) = (run.settings.get_untracked(), untrack(locale));
        let address = format!("{}?{}", address::page(), link::format(&settings));
        let text = notebook(&settings, &notebook_words(locale, words::data(locale, settings.data), &address));
        save_text(&format!("autoencoder-{}.ipynb", settings.data.name()), "application/x-ipynb+json", &text);
    };
    let hint = move || match run.settings.with(|settings| settings.data) {
        DataId::File => td_string!(locale(), notebook.hint_own),
        _ => td_string!(locale(), notebook.hint),
    };
    view! {
        <div class="actions notebook">
            <button type="button" class="ghost" data-action="notebook" on:click=save>{say!(notebook.save)}</button>
            <span class="hint">{hint}</span>
        </div>
    }
}

fn notebook_words(locale: Locale, data: &str, address: &str) -> NotebookWords {
    NotebookWords {
        title: fill(td_string!(locale, notebook.title), &[("data", &data)]),
        lead: fill(td_string!(locale, notebook.lead), &[("address", &address)]),
        data: td_string!(locale, notebook.data).to_owned(),
        network: td_string!(locale, notebook.network).to_owned(),
        training: td_string!(locale, notebook.training).to_owned(),
        comparison: td_string!(locale, notebook.comparison).to_owned(),
        figures: td_string!(locale, notebook.figures).to_owned(),
    }
}
