//! Numbers as text in the reader's language, and as elements that scripts can read.

use crate::i18n::Locale;
use crate::store::language;
use leptos::prelude::*;
use plot::style::power_of_ten;

/// A number with `n_digits` significant digits; small and large ones in scientific notation.
pub fn significant(value: f64, n_digits: usize, locale: Locale) -> String {
    if !value.is_finite() {
        return if value.is_nan() { "NaN".to_owned() } else { "∞".to_owned() };
    }
    let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    let text = if (-5..7).contains(&magnitude) {
        let decimals = (n_digits as i32 - 1 - magnitude).max(0) as usize;
        format!("{value:.decimals$}")
    } else {
        power_of_ten(&format!("{value:.*e}", n_digits.saturating_sub(1)))
    };
    localised(&text, locale)
}

/// A number with a fixed number of decimals.
pub fn fixed(value: f64, n_decimals: usize, locale: Locale) -> String {
    localised(&format!("{value:.n_decimals$}"), locale)
}

/// Writes a whole number in groups of three digits, in the way of the language.
pub fn grouped(value: u64, locale: Locale) -> String {
    language::of(locale).grouped(value)
}

/// Seconds as people say them.
pub fn duration(secs: f64) -> String {
    match secs {
        secs if secs < 60.0 => format!("{} s", secs.ceil().max(1.0)),
        secs if secs < 3600.0 => format!("{} min", (secs / 60.0).ceil()),
        secs => format!("{} h", (secs / 3600.0).ceil()),
    }
}

fn localised(text: &str, locale: Locale) -> String {
    language::of(locale).localised(&text.replace('-', "−"))
}

/// A named number: rounded for the eye, whole for scripts.
#[component]
pub fn Metric(
    /// The name that docs/numbers.md lists.
    name: &'static str,
    /// Its value, once known.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// How it is written for the eye.
    format: fn(f64, Locale) -> String,
) -> impl IntoView {
    let locale = language::use_locale();
    view! {
        {move || match value.get() {
            Some(value) => named_number(name, value, format(value, locale())).into_any(),
            None => view! { <span class="unknown">"–"</span> }.into_any(),
        }}
    }
}

/// The element of a named number: `<data class="metric" name=… value=…>`, which scripts read.
pub fn named_number(name: &'static str, value: f64, text: String) -> impl IntoView {
    // `view!` does not know `name` on this element; the contract with scripts wants it there.
    leptos::html::data().class("metric").attr("name", name).value(value.to_string()).child(text)
}

/// Three significant digits.
pub fn three_digits(value: f64, locale: Locale) -> String {
    significant(value, 3, locale)
}

/// Four significant digits.
pub fn four_digits(value: f64, locale: Locale) -> String {
    significant(value, 4, locale)
}

/// A ratio: two decimals, more as it comes close to one from above.
pub fn ratio(value: f64, locale: Locale) -> String {
    let excess = (value - 1.0).abs();
    let n_decimals = if excess < 0.0005 {
        6
    } else if excess < 0.05 {
        4
    } else {
        2
    };
    if value > 1e4 { significant(value, 3, locale) } else { fixed(value, n_decimals, locale) }
}

/// An angle in degrees.
pub fn degrees(value: f64, locale: Locale) -> String {
    let n_decimals = if value < 0.1 { 4 } else { 1 };
    format!("{}°", fixed(value, n_decimals, locale))
}

/// A share as a percentage.
pub fn percent(value: f64, locale: Locale) -> String {
    format!("{} %", fixed(100.0 * value, 2, locale))
}
