//! The classes of a run's images, and what they are called.

use crate::{i18n::Locale, store::state::Lab, words::files};
use leptos::prelude::*;

/// A class in words. Tracked.
pub fn class_name(lab: Lab, locale: Locale, class: u8) -> String {
    let data = lab.settings.with(|settings| settings.data);
    lab.info.with(|info| {
        let names = info.as_ref().map(|info| info.class_names.as_slice()).unwrap_or_default();
        files::class(locale, data, names, class)
    })
}

/// The classes that there are, in their order.
pub fn classes(lab: Lab) -> Memo<Vec<u8>> {
    Memo::new(move |_| {
        let mut classes = lab.of_info(|info| info.labels.clone());
        classes.sort_unstable();
        classes.dedup();
        classes
    })
}
