//! Workbooks go out and come in whole, and nothing in a file can do harm.

use super::{
    MAX_ANSWER, Pin, VERSION, Workbook, WorkbookError,
    report::{ReportWords, Task, ToldGuess, html, markdown},
};
use crate::prediction::Guess;
use proptest::prelude::*;

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn pin(id: u64, exercise: &str, title: &str) -> Pin {
    Pin {
        id,
        exercise: exercise.to_owned(),
        title: title.to_owned(),
        link: "chapter=stacked&epochs=5".to_owned(),
        png: PNG.to_owned(),
        numbers: vec![("error".to_owned(), "0,013".to_owned())],
        table: Vec::new(),
    }
}

fn words() -> ReportWords {
    let text = str::to_owned;
    ReportWords {
        language: text("es"),
        title: text("Informe"),
        date: text("25 de noviembre de 2026"),
        name: text("Nombre"),
        unanswered: text("Sin responder"),
        rebuild: text("Rehacer"),
        other: text("Otras figuras"),
        guesses: ["Lo que esperaba", "Pregunta", "Apuesta", "Resultado"].map(text),
        address: text("https://example.org/lab/"),
    }
}

fn guesses() -> Vec<ToldGuess> {
    let text = str::to_owned;
    vec![ToldGuess { question: text("<b>Which?</b>"), guess: text("A | B"), outcome: text("C") }]
}

fn tasks() -> Vec<Task> {
    let task = |key: &str| Task { key: key.to_owned(), title: format!("Title {key}"), text: "What?".to_owned() };
    vec![task("epochs"), task("pca")]
}

#[test]
fn a_report_holds_answers_figures_numbers_and_links() {
    let mut workbook = Workbook { name: "Ada & Co".to_owned(), ..Workbook::default() };
    workbook.answers.insert("epochs".to_owned(), "<script>alert(1)</script>\nFifty.".to_owned());
    workbook.pins = vec![pin(1, "epochs", "Loss \"by\" epoch"), pin(2, "", "Alone")];
    let page = html(&workbook, &tasks(), &guesses(), &words());
    for part in [
        "Ada &amp; Co",
        "&lt;script&gt;alert(1)&lt;/script&gt;\nFifty.",
        "Loss &quot;by&quot; epoch",
        "data:image/png;base64,iVBOR",
        "<td>0,013</td>",
        "https://example.org/lab/?chapter=stacked&amp;epochs=5",
        "Sin responder",
        "Otras figuras",
        "lang=\"es\"",
        "<th>Apuesta</th>",
        "<td>&lt;b&gt;Which?&lt;/b&gt;</td><td>A | B</td><td>C</td>",
    ] {
        assert!(page.contains(part), "{part} is missing in\n{page}");
    }
    assert!(!page.contains("<script"));
    let text = markdown(&workbook, &tasks(), &guesses(), &words());
    assert!(text.contains("> \\<script>") && text.contains("| error | 0,013 |") && text.contains("## Title pca"));
    assert!(text.contains("Otras figuras") && text.contains("*Sin responder*"));
}

#[test]
fn what_is_no_workbook_is_refused_with_its_reason() {
    let refuse = |file: &str| Workbook::from_json(file.as_bytes()).expect_err(file);
    assert!(matches!(refuse("not json"), WorkbookError::NotAWorkbook(_)));
    assert!(matches!(refuse("{\"name\": \"x\"}"), WorkbookError::NotAWorkbook(_)));
    assert_eq!(refuse("{\"version\": 9, \"new\": true}"), WorkbookError::Later(9));
    let damaged = |change: &dyn Fn(&mut Workbook)| {
        let mut workbook = Workbook { pins: vec![pin(1, "a", "b")], ..Workbook::default() };
        change(&mut workbook);
        Workbook::from_json(workbook.to_json().as_bytes())
    };
    assert!(damaged(&|_| {}).is_ok());
    assert!(matches!(damaged(&|book| book.pins[0].png = "PHNjcmlwdD4=".to_owned()), Err(WorkbookError::Damaged(_))));
    assert!(matches!(damaged(&|book| book.pins[0].png += "\" onload=\"x"), Err(WorkbookError::Damaged(_))));
    let long = "x".repeat(MAX_ANSWER + 1);
    let too_long = |book: &mut Workbook| drop(book.answers.insert("a".to_owned(), long.clone()));
    assert!(matches!(damaged(&too_long), Err(WorkbookError::Damaged(_))));
    // A link leads to the page and nowhere else.
    let mut workbook = Workbook { pins: vec![pin(1, "a", "b")], ..Workbook::default() };
    workbook.pins[0].link = "\"><img src=x>".to_owned();
    assert!(!html(&workbook, &tasks(), &guesses(), &words()).contains("<img src=x"));
}

#[test]
fn what_a_teacher_wrote_stays_markdown() {
    let task = Task {
        key: "t".to_owned(),
        title: "*Week* 3".to_owned(),
        text: "Train **twice**:\n\n- look <b>\n- write".to_owned(),
    };
    let text = markdown(&Workbook::default(), &[task], &[], &words());
    assert!(text.contains("## \\*Week\\* 3\n\nTrain **twice**:\n\n- look \\<b>\n- write\n"), "{text}");
}

#[test]
fn a_table_is_pinned_like_a_figure() {
    let cells = |row: [&str; 2]| row.map(str::to_owned).to_vec();
    let table = vec![cells(["epoch", "loss | a"]), cells(["20", "0,0952"])];
    let alone = Pin { png: String::new(), numbers: Vec::new(), table, ..pin(1, "epochs", "Epochs") };
    let workbook = Workbook { version: VERSION, pins: vec![alone], ..Workbook::default() };
    assert_eq!(Workbook::from_json(workbook.to_json().as_bytes()), Ok(workbook.clone()));
    let page = html(&workbook, &tasks(), &[], &words());
    assert!(page.contains("<tr><th>epoch</th><th>loss | a</th></tr><tr><td>20</td><td>0,0952</td></tr>"), "{page}");
    let text = markdown(&workbook, &tasks(), &[], &words());
    assert!(text.contains("| epoch | loss \\| a |\n| --- | --- |\n| 20 | 0,0952 |\n"), "{text}");
    let mut empty = workbook;
    empty.pins[0].table.clear();
    assert!(matches!(Workbook::from_json(empty.to_json().as_bytes()), Err(WorkbookError::Damaged(_))));
}

#[test]
fn merging_loses_nothing() {
    let mut mine = Workbook { name: "Ada".to_owned(), pins: vec![pin(5, "a", "mine")], ..Workbook::default() };
    mine.answers.insert("a".to_owned(), "first".to_owned());
    let mut other = Workbook {
        name: "Bob".to_owned(),
        pins: vec![pin(5, "a", "mine"), pin(3, "b", "theirs")],
        ..Workbook::default()
    };
    other.answers.insert("a".to_owned(), "second".to_owned());
    other.answers.insert("b".to_owned(), "third".to_owned());
    mine.merge(other);
    assert_eq!(mine.name, "Ada");
    assert_eq!(mine.answers["a"], "first\n\nsecond");
    assert_eq!(mine.answers["b"], "third");
    assert_eq!(mine.pins.iter().map(|pin| pin.id).collect::<Vec<_>>(), [3, 5]);
}

proptest! {
    #[test]
    fn a_workbook_comes_back_as_it_left(name in ".{0,40}", answers in proptest::collection::btree_map("[a-z-]{1,12}", ".{0,80}", 0..6), n_pins in 0_u64..4) {
        let pins = (0..n_pins).map(|id| pin(id, "epochs", &name)).collect();
        let guesses = vec![Guess { question: "beats-pca".to_owned(), choice: 1, outcome: Some(3), link: String::new() }];
        let workbook = Workbook { version: VERSION, name, answers, pins, guesses };
        prop_assert_eq!(Workbook::from_json(workbook.to_json().as_bytes()), Ok(workbook));
    }

    #[test]
    fn no_file_makes_it_panic(file in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Workbook::from_json(&file);
    }

    #[test]
    fn no_words_become_markup(answer in ".{0,120}", title in ".{0,60}") {
        let mut workbook = Workbook { name: title.clone(), pins: vec![pin(1, "epochs", &title)], ..Workbook::default() };
        workbook.answers.insert("epochs".to_owned(), answer);
        let empty = html(&Workbook { pins: vec![pin(1, "epochs", "x")], answers: [("epochs".to_owned(), "x".to_owned())].into(), ..Workbook::default() }, &tasks(), &guesses(), &words());
        let page = html(&workbook, &tasks(), &guesses(), &words());
        prop_assert!(page.matches('<').count() <= empty.matches('<').count());
    }
}
