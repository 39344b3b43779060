//! The rules of style sheets: sizes of text come from the scale of `public/styles/base.css`, in projector mode too.

use super::{Source, offence, report};

const SCALE: &str = "public/styles/base.css";

#[test]
fn sizes_of_text_come_from_the_scale() {
    report("Take sizes of text from the steps of public/styles/base.css.", &["public"], "css", loose_sizes);
}

#[test]
fn projector_mode_enlarges_the_scale() {
    report("Enlarge the steps of public/styles/base.css, not single rules.", &["public"], "css", projector_text);
}

/// Sizes of text in pixels. A line that sets `fill` is about text within an SVG drawing, measured in units of the drawing.
fn loose_sizes(source: &Source) -> Vec<String> {
    if source.name == SCALE {
        return Vec::new();
    }
    let lines = source.text.lines().zip(1..).filter(|(line, _)| !line.contains("fill:"));
    let sized = lines.flat_map(|(line, number)| fonts_in(line).map(move |font| (font, number)));
    sized
        .filter(|(font, _)| has_pixels(font))
        .map(|(font, number)| offence(source, number, &format!("size of text `{font}`")))
        .collect()
}

/// Rules for the projector that set text.
fn projector_text(source: &Source) -> Vec<String> {
    if source.name == SCALE {
        return Vec::new();
    }
    let lines = source.text.lines().zip(1..);
    let set = lines.filter(|(line, _)| line.contains("[data-present]") && fonts_in(line).next().is_some());
    set.map(|(line, number)| offence(source, number, line.trim())).collect()
}

/// The values of `font` and `font-size` in a line.
fn fonts_in(line: &str) -> impl Iterator<Item = &str> {
    line.split(['{', ';', '}']).filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        matches!(property.trim(), "font" | "font-size").then(|| value.trim())
    })
}

/// Whether a number of pixels stands in a value.
fn has_pixels(value: &str) -> bool {
    value.match_indices("px").any(|(at, _)| value[..at].ends_with(|c: char| c.is_ascii_digit()))
}

#[test]
fn planted_sizes_are_found() {
    let scan = |name: &str, text: &str, scanner: fn(&Source) -> Vec<String>| {
        scanner(&Source { name: name.to_owned(), text: text.to_owned() })
    };
    for planted in
        [".a { font-size: 15px; }", ".a { margin: 0; font: 600 15px/1.3 var(--sans); }", "  font-size: 1.5px"]
    {
        assert_eq!(scan("public/styles/a.css", planted, loose_sizes).len(), 1, "{planted}");
        assert!(scan(SCALE, planted, loose_sizes).is_empty());
    }
    for harmless in [
        ".a { font-size: var(--step--1); width: 15px; }",
        ".a text { fill: var(--ink); font: 600 9px var(--sans); }",
        ".a { font: 400 var(--step-0) / 1.3 var(--sans); }",
        ".run-bar .reset { font-size: 0; }",
    ] {
        assert!(scan("public/styles/a.css", harmless, loose_sizes).is_empty(), "{harmless}");
    }
    let projector = ":root[data-present] .a { font-size: var(--step-2); }";
    assert_eq!(scan("public/styles/a.css", projector, projector_text).len(), 1);
    assert!(scan("public/styles/a.css", ":root[data-present] .a { flex-wrap: wrap; }", projector_text).is_empty());
}
