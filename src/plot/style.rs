//! How a figure looks where it is drawn: colours, sizes in its own pixels, and how numbers are written.

use super::palette::{Palette, Theme};

/// Text size in CSS pixels, on a screen and on a projector.
const TEXT_PX: f64 = 13.5;
const PROJECTED_TEXT_PX: f64 = 20.0;

/// Look of a figure.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Its colours.
    pub palette: &'static Palette,
    /// Pixels of the drawing a CSS pixel, times what a projector adds to lines and marks.
    pub scale: f64,
    /// Text size in pixels of the drawing.
    pub font_px: f64,
    /// Tells whether decimals follow a comma.
    pub has_decimal_comma: bool,
}

impl Style {
    /// For a screen with `density` device pixels a CSS pixel.
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

    /// A length of `css_px` CSS pixels in pixels of the drawing.
    #[must_use]
    pub fn px(&self, css_px: f64) -> f64 {
        css_px * self.scale
    }

    /// A line's width in whole pixels of the drawing, at least one.
    #[must_use]
    pub fn line_width(&self, css_px: f64) -> u32 {
        self.px(css_px).round().max(1.0) as u32
    }

    /// A number on an axis: as short as it is exact, in the language's way.
    #[must_use]
    pub fn tick(&self, value: f64) -> String {
        let magnitude = value.abs();
        // Ticks are round numbers; six digits drop the rounding of their sums.
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

/// `2e-5` as people write it: `2·10⁻⁵`; with a mantissa of 1 the power alone.
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
