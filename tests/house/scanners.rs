//! The scanners themselves: each finds what is planted, where it is planted, and nothing else.

use super::*;

fn scan(name: &str, text: &str, scanner: fn(&Source) -> Vec<String>) -> Vec<String> {
    scanner(&Source { name: name.to_owned(), text: text.to_owned() })
}

#[test]
fn imports_across_crates() {
    let text = "//! See [`ui`].\nuse learn::kernels;\nuse std::fs;\nuse web::{\n    csv,\n    plot,\n};\nfn f() { ui::mount(1); }\n";
    let found = scan("src/lab/run/session.rs", text, imports::foreign_imports);
    let expected = ["5: `lab` uses `web::csv`", "6: `lab` uses `web::plot`", "8: `lab` uses `ui::mount`"];
    assert_eq!(found, expected.map(|place| format!("src/lab/run/session.rs:{place}")));
    assert_eq!(scan("src/data/lib.rs", "use learn::kernels::gemm;", imports::foreign_imports).len(), 1);
    assert!(
        scan("src/ui/shell/app.rs", "use crate::i18n::t;\nuse lab::settings;", imports::foreign_imports).is_empty()
    );
    assert_eq!(
        scan("src/teaching/works.rs", "use lab::{protocol::Event, settings};", imports::foreign_imports).len(),
        1
    );
    assert!(scan("src/lib.rs", "pub use ui;", imports::foreign_imports).is_empty());
}

#[test]
fn circles() {
    let file = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    let circle = [
        file("src/ui/a.rs", "use super::b::B;"),
        file("src/ui/b.rs", "fn f() -> crate::c::C { todo() }"),
        file("src/ui/c.rs", "use crate::{a::{self as other}, d::D};"),
        file("src/ui/d.rs", "use std::fs;"),
    ];
    assert_eq!(imports::circles(&circle), ["circle: src/ui/a.rs -> src/ui/b.rs -> src/ui/c.rs"]);
    let family = [file("src/ui/a.rs", "mod b;\nuse b::B;"), file("src/ui/a/b.rs", "use super::A;")];
    assert!(imports::circles(&family).is_empty());
    let tests = [
        file("src/ui/a.rs", "use super::b::B;"),
        file("src/ui/b.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}"),
    ];
    assert!(imports::circles(&tests).is_empty());
}

#[test]
fn beginnings_of_doc_comments() {
    assert_eq!(
        scan("src/ui/a.rs", "/// What it is.\npub fn f() {}", odd_beginnings),
        ["src/ui/a.rs:1: /// What it is."]
    );
    assert_eq!(scan("src/ui/a.rs", "    /// Whether it runs.\n    pub is_on: bool,", odd_beginnings).len(), 1);
    assert!(scan("src/ui/a.rs", "/// Draws.\n/// Where it can.\npub fn f() {}", odd_beginnings).is_empty());
    assert!(scan("src/ui/a.rs", "/// Whatever is there.\npub fn f() {}", odd_beginnings).is_empty());
}

#[test]
fn headers_lengths_and_names() {
    assert_eq!(scan("src/a.rs", "use std::fs;\n", missing_header).len(), 1);
    assert!(scan("src/a.rs", "//! A.\n#![cfg(test)]\n", missing_header).is_empty());
    assert_eq!(scan("src/a.rs", &"\n".repeat(MAX_LINES + 1), excess_length).len(), 1);
    assert!(scan("src/a.rs", &"\n".repeat(MAX_LINES), excess_length).is_empty());
    assert_eq!(scan("src/ui/helpers.rs", "", empty_names).len(), 1);
    let found = scan("src/lib.rs", "mod learn;\npub(crate) mod utils;", empty_names);
    assert_eq!(found, ["src/lib.rs:2: module `utils`"]);
    assert!(scan("src/lib.rs", "mod utilities;\n// no mod utils;", empty_names).is_empty());
}

#[test]
fn colours() {
    for planted in ["\"#ff8800\"", "\"#abc\"", "style::RGBColor(1, 2, 3)", "color: rgb(1 2 3);", "a{color:#FFF}"] {
        assert_eq!(scan("src/plot/axes.rs", planted, colour_literals).len(), 1, "{planted}");
        assert!(scan("src/plot/palette.rs", planted, colour_literals).is_empty());
    }
    for harmless in ["#[test]", "r#\"raw\"#", "// #abc", "\"&#123;\"", "colour.rgb()", "\"#part\"", "to_rgb(x)"] {
        assert!(scan("src/plot/axes.rs", harmless, colour_literals).is_empty(), "{harmless}");
    }
}

#[test]
fn forgotten_closures() {
    assert_eq!(scan("src/web/a.rs", "let a = 1;\nclosure.forget();", forgotten_values).len(), 1);
    assert_eq!(scan("src/web/a.rs", "Closure::forget(closure);", forgotten_values).len(), 1);
    assert!(scan("src/web/a.rs", "// no closure.forget()", forgotten_values).is_empty());
}

#[test]
fn languages_asked_for_one_by_one() {
    assert_eq!(scan("src/ui/a.rs", "if locale == Locale::es {}", single_languages).len(), 1);
    assert!(scan("src/ui/a.rs", "Locale::get_all(); Locale::default() // Locale::es", single_languages).is_empty());
}

#[test]
fn regions() {
    let offences = scan(
        "src/ui/a.rs",
        "<div class=\"scroll\">\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=x>",
        unreachable_regions,
    );
    assert_eq!(offences.len(), 1, "{offences:?}");
}

#[test]
fn languages() {
    let spanish = serde_json::json!({"pca": {"title": "ACP", "day_one": "día", "day_many": "días"}, "only": "x"});
    let english = serde_json::json!({"pca": {"title": " ", "day_one": "day", "day_other": "days"}, "extra": "y"});
    let found = locale_differences(&spanish, &english);
    let expected = ["en.json: `pca.title` is empty", "en.json: `only` is missing", "es.json: `extra` is missing"];
    assert_eq!(found, expected.map(|text| format!("locales/{text}")));
}
