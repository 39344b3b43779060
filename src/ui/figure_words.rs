//! What figures say of single samples.

use crate::ui::{
    i18n::{Locale, td_string},
    numbers::three_digits,
    words::fill,
};

/// A sample of a scatter: its number, its class where there is one, its coordinates.
pub fn sample(locale: Locale, sample_idx: usize, class: Option<&str>, (x, y): (f32, f32)) -> String {
    let number = fill(td_string!(locale, figure.sample), &[("n", &(sample_idx + 1))]);
    let coordinate = |value: f32| three_digits(f64::from(value), locale);
    let place = format!("({}; {})", coordinate(x), coordinate(y));
    [Some(number.as_str()), class, Some(place.as_str())].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
