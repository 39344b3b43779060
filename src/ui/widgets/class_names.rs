//! The classes of a run's images, and what they are called.

use crate::{i18n::Locale, store::run::Run, words::files};
use leptos::prelude::*;

/// A class in words. Tracked.
pub fn class_name(run: Run, locale: Locale, class: u8) -> String {
    let data = run.settings.with(|settings| settings.data);
    run.info.with(|info| {
        let names = info.as_ref().map(|info| info.class_names.as_slice()).unwrap_or_default();
        files::class(locale, data, names, class)
    })
}

/// The classes that there are, in their order.
pub fn classes(run: Run) -> Memo<Vec<u8>> {
    Memo::new(move |_| {
        let mut classes = run.of_info(|info| info.labels.clone());
        classes.sort_unstable();
        classes.dedup();
        classes
    })
}
