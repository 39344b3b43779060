//! What figures say of single samples.

use crate::{
    i18n::{Locale, td_string},
    store::run::Run,
    widgets::numbers::three_digits,
    words::{files, fill},
};
use lab::geometry::Point2;
use leptos::prelude::WithUntracked;

/// A sample of a scatter: its number, its class where there is one, its coordinates.
pub fn sample(locale: Locale, sample_idx: usize, class: Option<&str>, (x, y): (f32, f32)) -> String {
    let number = fill(td_string!(locale, figure.sample), &[("n", &(sample_idx + 1))]);
    let coordinate = |value: f32| three_digits(f64::from(value), locale);
    let place = format!("({}; {})", coordinate(x), coordinate(y));
    [Some(number.as_str()), class, Some(place.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A drawn sample of the run, by its place among them and the code that is shown; not tracked.
pub fn drawn_sample(run: Run, locale: Locale, sample_idx: usize, code: Option<Point2>) -> Option<String> {
    let [x, y] = code?;
    let class = run.info.with_untracked(|info| {
        let info = info.as_ref()?;
        let class = *info.labels.get(sample_idx)?;
        Some(files::class(locale, info.settings.data, &info.class_names, class))
    });
    Some(sample(locale, sample_idx, class.as_deref(), (x, y)))
}
