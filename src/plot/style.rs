//! The style of a figure: colours, sizes in its own pixels, and number formats.

use super::palette::{Palette, Theme};

/// The text sizes in CSS pixels, on a screen and on a projector.
const TEXT_PX: f64 = 13.5;
const PROJECTED_TEXT_PX: f64 = 20.0;

/// The style of a figure.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The colours.
    pub palette: &'static Palette,
    /// The pixels of the drawing per CSS pixel, times the enlargement of lines and marks for a projector.
    pub scale: f64,
    /// The text size in pixels of the drawing.
    pub font_px: f64,
    /// True if the decimal separator is a comma.
    pub has_decimal_comma: bool,
}

impl Style {
    /// Creates the style for a screen with `density` device pixels per CSS pixel.
    #[must_use]
    pub fn new(theme: Theme, density: f64, is_projected: bool, has_decimal_comma: bool) -> Self {
        let text_px = if is_projected { PROJECTED_TEXT_PX } else { TEXT_PX };
        Self {
            palette: theme.palette(),
            scale: density * if is_projected { 1.5 } else { 1.0 },
            font_px: text_px * density,
            has_decimal_comma,
        }
    }

    /// Converts a length from CSS pixels to pixels of the drawing.
    #[must_use]
    pub fn px(&self, css_px: f64) -> f64 {
        css_px * self.scale
    }

    /// Returns a line width in whole pixels of the drawing, at least one.
    #[must_use]
    pub fn line_width(&self, css_px: f64) -> u32 {
        self.px(css_px).round().max(1.0) as u32
    }

    /// Formats a number on an axis without unnecessary digits, with the language's decimal separator.
    #[must_use]
    pub fn tick(&self, value: f64) -> String {
        let magnitude = value.abs();
        // Ticks are round numbers; six digits remove the rounding errors of their sums.
        let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(value);
        let text = if magnitude != 0.0 && !(1e-4..1e6).contains(&magnitude) {
            power_of_ten(&format!("{rounded:e}"))
        } else if rounded == 0.0 {
            "0".to_owned()
        } else {
            rounded.to_string()
        };
        let text = text.replace('-', "−");
        if self.has_decimal_comma { text.replace('.', ",") } else { text }
    }
}

/// Rewrites `2e-5` as `2·10⁻⁵`; a mantissa of 1 is omitted.
#[must_use]
pub fn power_of_ten(text: &str) -> String {
    let Some((mantissa, exponent)) = text.split_once('e') else { return text.to_owned() };
    let raised: String = exponent
        .chars()
        .map(|digit| match digit {
            '-' => '⁻',
            digit => digit.to_digit(10).and_then(|d| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(d as usize)).unwrap_or(digit),
        })
        .collect();
    if mantissa == "1" { format!("10{raised}") } else { format!("{mantissa}·10{raised}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_short_and_speak_the_language() {
        let style = Style::new(Theme::Light, 1.0, false, true);
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (0.5, "0,5"),
            (-1.5, "−1,5"),
            (0.1 + 0.2, "0,3"),
            (2000.0, "2000"),
            (1e-5, "10⁻⁵"),
            (2.5e-7, "2,5·10⁻⁷"),
            (3e8, "3·10⁸"),
        ];
        for (value, expected) in cases {
            assert_eq!(style.tick(value), expected);
        }
    }
}
