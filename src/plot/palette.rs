//! Every colour of the program, for plots and, as custom properties, for CSS (`public/styles/palette.css` is made from here).
//!
//! Two colours carry meaning everywhere: one is PCA, one is the autoencoder; its code has a shade of its own. Classes
//! use petroff10 (Petroff 2021, "Accessible color sequences for data visualization"), always with a mark's shape beside.

use plotters::style::{Color, RGBAColor, RGBColor};

/// Red, green, blue, each 0 to 255.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// As CSS writes it.
    #[must_use]
    pub fn css(self) -> String {
        let Self(r, g, b) = self;
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

/// The colours of one theme.
#[derive(Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub paper: Colour,
    /// Behind instruments.
    pub card: Colour,
    /// Text and points.
    pub ink: Colour,
    /// Quieter text, axis labels.
    pub ink_2: Colour,
    /// Grid lines, edges of cards.
    pub line: Colour,
    /// Edges of controls: at least 3:1 against paper and card.
    pub line_2: Colour,
    /// PCA.
    pub pca: Colour,
    /// The autoencoder.
    pub ae: Colour,
    /// Its code.
    pub code: Colour,
    /// Something to be mended.
    pub fault: Colour,
    /// Text on the autoencoder's colour.
    pub on_ae: Colour,
    /// The ten classes.
    pub classes: [Colour; 10],
    /// The same for lines, which have no rim: at least 3:1 against card and paper.
    pub curves: [Colour; 10],
}

/// Describes what the reader reads by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Strong contrast for a pale projection.
    Projector,
}

/// Colours of the ten classes: petroff10.
const CLASSES: [Colour; 10] = [
    Colour(0x3f, 0x90, 0xda),
    Colour(0xff, 0xa9, 0x0e),
    Colour(0xbd, 0x1f, 0x01),
    Colour(0x94, 0xa4, 0xa2),
    Colour(0x83, 0x2d, 0xb6),
    Colour(0xa9, 0x6b, 0x59),
    Colour(0xe7, 0x63, 0x00),
    Colour(0xb9, 0xac, 0x70),
    Colour(0x71, 0x75, 0x81),
    Colour(0x92, 0xda, 0xdd),
];

/// On dark paper two of them would be lost: the dark red and the violet are lighter there.
const CLASSES_ON_DARK: [Colour; 10] = {
    let mut classes = CLASSES;
    classes[2] = Colour(0xe0, 0x45, 0x4c);
    classes[4] = Colour(0xa8, 0x5e, 0xd8);
    classes
};

/// On light paper thin lines in the paler ones would be lost.
const CURVES_ON_LIGHT: [Colour; 10] = {
    let mut curves = CLASSES;
    curves[1] = Colour(0xb0, 0x70, 0x00);
    curves[3] = Colour(0x6c, 0x80, 0x7e);
    curves[6] = Colour(0xd4, 0x5a, 0x00);
    curves[7] = Colour(0x8a, 0x7d, 0x3c);
    curves[9] = Colour(0x2f, 0x8f, 0x96);
    curves
};

const LIGHT: Palette = Palette {
    paper: Colour(0xfa, 0xf9, 0xf6),
    card: Colour(0xff, 0xff, 0xff),
    ink: Colour(0x1b, 0x1d, 0x22),
    ink_2: Colour(0x55, 0x5a, 0x65),
    line: Colour(0xe3, 0xe0, 0xd8),
    line_2: Colour(0x8a, 0x87, 0x7e),
    pca: Colour(0xb3, 0x40, 0x3a),
    ae: Colour(0x1f, 0x5f, 0xae),
    code: Colour(0x9a, 0x66, 0x0c),
    fault: Colour(0xa3, 0x2a, 0x12),
    on_ae: Colour(0xff, 0xff, 0xff),
    classes: CLASSES,
    curves: CURVES_ON_LIGHT,
};

const DARK: Palette = Palette {
    paper: Colour(0x14, 0x16, 0x1a),
    card: Colour(0x1b, 0x1e, 0x24),
    ink: Colour(0xec, 0xea, 0xe4),
    ink_2: Colour(0xad, 0xb1, 0xbb),
    line: Colour(0x2f, 0x33, 0x3c),
    line_2: Colour(0x74, 0x7b, 0x88),
    pca: Colour(0xf0, 0x8a, 0x80),
    ae: Colour(0x7f, 0xb2, 0xf5),
    code: Colour(0xe9, 0xb1, 0x4a),
    fault: Colour(0xff, 0xa0, 0x8a),
    on_ae: Colour(0x10, 0x18, 0x24),
    classes: CLASSES_ON_DARK,
    curves: CLASSES_ON_DARK,
};

const PROJECTOR: Palette = Palette {
    paper: Colour(0xff, 0xff, 0xff),
    card: Colour(0xff, 0xff, 0xff),
    ink: Colour(0x00, 0x00, 0x00),
    ink_2: Colour(0x33, 0x36, 0x3d),
    line: Colour(0xc9, 0xc5, 0xba),
    line_2: Colour(0x55, 0x53, 0x4d),
    pca: Colour(0xa3, 0x1f, 0x18),
    ae: Colour(0x0b, 0x47, 0x94),
    code: Colour(0x7d, 0x50, 0x00),
    fault: Colour(0x8f, 0x1a, 0x05),
    on_ae: Colour(0xff, 0xff, 0xff),
    classes: CLASSES,
    curves: CURVES_ON_LIGHT,
};

impl Theme {
    /// The colours of the theme.
    #[must_use]
    pub fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Projector => &PROJECTOR,
        }
    }

    /// The name that the page's root element carries in `data-theme`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
        }
    }
}

impl Palette {
    /// The colour of a class, counted round.
    #[must_use]
    pub fn class(&self, label: u8) -> Colour {
        self.classes[usize::from(label) % self.classes.len()]
    }

    /// The colour of a curve among several, counted round.
    #[must_use]
    pub fn curve(&self, place: usize) -> Colour {
        self.curves[place % self.curves.len()]
    }

    fn properties(&self) -> [(&'static str, Colour); 11] {
        [
            ("paper", self.paper),
            ("card", self.card),
            ("ink", self.ink),
            ("ink-2", self.ink_2),
            ("line", self.line),
            ("line-2", self.line_2),
            ("pca", self.pca),
            ("ae", self.ae),
            ("code", self.code),
            ("fault", self.fault),
            ("on-ae", self.on_ae),
        ]
    }
}

/// The style sheet of custom properties, as `public/styles/palette.css` holds it.
#[must_use]
pub fn style_sheet() -> String {
    let block = |selector: &str, palette: &Palette| {
        let named = palette.properties().map(|(name, colour)| format!("  --{name}: {};\n", colour.css()));
        let row = |name: &'static str, colours: [Colour; 10]| {
            (0_u8..).zip(colours).map(move |(idx, colour)| format!("  --{name}-{idx}: {};\n", colour.css()))
        };
        let rows = row("class", palette.classes).chain(row("curve", palette.curves));
        let lines: Vec<_> = named.into_iter().chain(rows).collect();
        format!("{selector} {{\n{}}}\n", lines.concat())
    };
    [
        "/* Made from src/plot/palette.rs; `UPDATE=1 cargo test palette` writes it anew. */\n".to_owned(),
        block(":root,\n:root[data-theme=\"light\"]", &LIGHT),
        format!("@media (prefers-color-scheme: dark) {{\n{}}}\n", block(":root:not([data-theme])", &DARK)),
        block(":root[data-theme=\"dark\"]", &DARK),
        block(":root[data-theme=\"projector\"]", &PROJECTOR),
    ]
    .concat()
}

/// A colour as plotters wants it.
#[must_use]
pub fn solid(Colour(r, g, b): Colour) -> RGBColor {
    RGBColor(r, g, b)
}

/// A colour with an opacity from 0 to 1.
#[must_use]
pub fn faint(colour: Colour, opacity: f64) -> RGBAColor {
    solid(colour).mix(opacity)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(Colour(r, g, b): Colour) -> f64 {
        let linear = |value: u8| {
            let x = f64::from(value) / 255.0;
            if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_marks_stand_out_in_every_theme() {
        for theme in [Theme::Light, Theme::Dark, Theme::Projector] {
            let palette = theme.palette();
            for ground in [palette.paper, palette.card] {
                for text in [palette.ink, palette.ink_2, palette.pca, palette.ae, palette.code, palette.fault] {
                    assert!(contrast(text, ground) >= 4.5, "{theme:?}: {text:?} on {ground:?}");
                }
                assert!(contrast(palette.line_2, ground) >= 3.0, "{theme:?}: edge on {ground:?}");
            }
            assert!(contrast(palette.on_ae, palette.ae) >= 4.5, "{theme:?}");
            for curve in palette.curves {
                assert!(
                    contrast(curve, palette.card).min(contrast(curve, palette.paper)) >= 3.0,
                    "{theme:?}: {curve:?}"
                );
            }
            // On light paper pale marks have a darker rim.
            for class in palette.classes.iter().filter(|_| theme == Theme::Dark) {
                assert!(contrast(*class, palette.card) >= 3.0, "{class:?}");
            }
        }
    }

    #[test]
    #[cfg(not(target_arch = "wasm32"))]
    fn the_style_sheet_is_made_from_here() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/styles/palette.css");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, style_sheet()).expect("the folder public/styles can be written");
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(written, style_sheet(), "run `UPDATE=1 cargo test palette`");
    }
}
