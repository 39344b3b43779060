//! The workbook as a report: one HTML file that needs nothing else and prints on A4, or Markdown.

use super::{Pin, Workbook};
use crate::markdown::to_html;

/// The text of a report around the student's own words, in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportWords {
    /// Language of the report, as HTML names it.
    pub language: String,
    /// Its title.
    pub title: String,
    /// The date, as people write it.
    pub date: String,
    /// "Name".
    pub name: String,
    /// "Not answered".
    pub unanswered: String,
    /// "Make it anew".
    pub rebuild: String,
    /// "Other figures".
    pub other: String,
    /// "What I expected", and above its columns: what was asked, the guess, what came of it.
    pub guesses: [String; 4],
    /// The base address of links: the page's address without its query.
    pub address: String,
}

/// An exercise as the report tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Its key in the workbook.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// The text of the exercise, Markdown.
    pub text: String,
}

/// A guess as the report tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldGuess {
    /// The question of the prediction.
    pub question: String,
    /// The student's prediction.
    pub guess: String,
    /// The outcome; empty if it is not known yet.
    pub outcome: String,
}

/// The report as one HTML file. Whatever the student typed is text in it, never markup.
#[must_use]
pub fn html(workbook: &Workbook, tasks: &[Task], guesses: &[ToldGuess], words: &ReportWords) -> String {
    let mut body = String::new();
    for task in tasks {
        body += &format!(
            "<section><h2>{}</h2><div class=\"task\">{}</div>{}{}</section>\n",
            escape(&task.title),
            to_html(&task.text),
            html_answer(workbook, &task.key, words),
            workbook.pins_of(&task.key).map(|pin| html_pin(pin, words)).collect::<String>()
        );
    }
    if !guesses.is_empty() {
        body += &html_guesses(guesses, words);
    }
    let others: String = others(workbook, tasks).map(|pin| html_pin(pin, words)).collect();
    if !others.is_empty() {
        body += &format!("<section><h2>{}</h2>{others}</section>\n", escape(&words.other));
    }
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\n<style>{STYLE}</style></head>\n\
         <body>\n<header><h1>{title}</h1><p>{}: {} · {}</p></header>\n{body}</body>\n</html>\n",
        escape(&words.language),
        escape(&words.name),
        escape(name_of(workbook)),
        escape(&words.date),
        title = escape(&words.title),
    )
}

const STYLE: &str = "@page{size:A4;margin:18mm}body{font:11pt/1.45 Georgia,serif;color:black;max-width:180mm;margin:0 auto;padding:8mm}\
h1{font-size:20pt;margin:0}h2{font-size:14pt;margin:9mm 0 2mm;break-after:avoid}.task{color:dimgray}\
.answer{white-space:pre-wrap;border-left:3px solid gray;padding-left:4mm}.none{color:dimgray;font-style:italic}\
figure{margin:5mm 0;break-inside:avoid}img{max-width:100%;border:1px solid silver}figcaption{font-size:9.5pt}\
table{border-collapse:collapse;font-size:9.5pt;margin:2mm 0}td,th{border:1px solid silver;padding:1mm 2mm;text-align:left}a{color:navy;word-break:break-all}";

/// The student's name, or room to write it.
fn name_of(workbook: &Workbook) -> &str {
    match workbook.name.trim() {
        "" => "____________________",
        name => name,
    }
}

fn html_answer(workbook: &Workbook, key: &str, words: &ReportWords) -> String {
    match workbook.answers.get(key).filter(|answer| !answer.trim().is_empty()) {
        Some(answer) => format!("<div class=\"answer\">{}</div>", escape(answer)),
        None => format!("<p class=\"none\">{}</p>", escape(&words.unanswered)),
    }
}

fn html_guesses(guesses: &[ToldGuess], words: &ReportWords) -> String {
    let row = |ToldGuess { question, guess, outcome }: &ToldGuess| {
        format!("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", escape(question), escape(guess), escape(outcome))
    };
    let [title, head @ ..] = &words.guesses;
    let head: String = head.iter().map(|name| format!("<th>{}</th>", escape(name))).collect();
    let rows: String = guesses.iter().map(row).collect();
    format!("<section><h2>{}</h2><table><tr>{head}</tr>{rows}</table></section>\n", escape(title))
}

fn html_pin(pin: &Pin, words: &ReportWords) -> String {
    let rows: String = pin
        .numbers
        .iter()
        .map(|(name, value)| format!("<tr><td>{}</td><td>{}</td></tr>", escape(name), escape(value)))
        .collect();
    let table = if rows.is_empty() { String::new() } else { format!("<table>{rows}</table>") };
    let title = escape(&pin.title);
    let figure = match pin.table.is_empty() {
        true => format!("<img alt=\"{title}\" src=\"data:image/png;base64,{}\">", pin.png),
        false => html_table(&pin.table),
    };
    format!(
        "<figure>{figure}<figcaption>{title}</figcaption>{table}<p><a href=\"{}\">{}</a></p></figure>",
        escape(&address_of(pin, words)),
        escape(&words.rebuild)
    )
}

/// A table, its first row as its head.
fn html_table(table: &[Vec<String>]) -> String {
    let row = |row: &Vec<String>, cell: &str| {
        let cells: String = row.iter().map(|text| format!("<{cell}>{}</{cell}>", escape(text))).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String =
        table.iter().enumerate().map(|(i, cells)| row(cells, if i == 0 { "th" } else { "td" })).collect();
    format!("<table>{rows}</table>")
}

/// The report as Markdown, its figures within.
#[must_use]
pub fn markdown(workbook: &Workbook, tasks: &[Task], guesses: &[ToldGuess], words: &ReportWords) -> String {
    let mut text = format!(
        "# {}\n\n{}: {} · {}\n",
        line(&words.title),
        line(&words.name),
        line(name_of(workbook)),
        line(&words.date)
    );
    for task in tasks {
        let answer = workbook.answers.get(&task.key).filter(|answer| !answer.trim().is_empty());
        let answer = answer.map_or_else(|| format!("*{}*", words.unanswered), |answer| quoted(answer));
        text += &format!("\n## {}\n\n{}\n\n{answer}\n", line(&task.title), without_html(&task.text));
        workbook.pins_of(&task.key).for_each(|pin| text += &markdown_pin(pin, words));
    }
    if !guesses.is_empty() {
        let [title, question, guess, outcome] = words.guesses.each_ref().map(|name| line(name));
        text += &format!("\n## {title}\n\n| {question} | {guess} | {outcome} |\n| --- | --- | --- |\n");
        for told in guesses {
            text += &format!("| {} | {} | {} |\n", line(&told.question), line(&told.guess), line(&told.outcome));
        }
    }
    let others: Vec<_> = others(workbook, tasks).collect();
    if !others.is_empty() {
        text += &format!("\n## {}\n", line(&words.other));
        others.into_iter().for_each(|pin| text += &markdown_pin(pin, words));
    }
    text
}

fn markdown_pin(pin: &Pin, words: &ReportWords) -> String {
    let title = line(&pin.title);
    let figure = match pin.table.is_empty() {
        true => format!("![{title}](data:image/png;base64,{})\n", pin.png),
        false => markdown_table(&pin.table),
    };
    let mut text = format!("\n{figure}\n{title} ([{}]({}))\n", line(&words.rebuild), address_of(pin, words));
    if !pin.numbers.is_empty() {
        let row = |(name, value): &(String, String)| format!("| {} | {} |\n", line(name), line(value));
        text += &format!("\n| | |\n| --- | --- |\n{}", pin.numbers.iter().map(row).collect::<String>());
    }
    text
}

/// A table, its first row as its head.
fn markdown_table(table: &[Vec<String>]) -> String {
    let row = |row: &Vec<String>| {
        let cells: Vec<_> = row.iter().map(|text| line(text)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut text = String::new();
    for (i, cells) in table.iter().enumerate() {
        text += &row(cells);
        if i == 0 {
            text += &format!("|{}\n", " --- |".repeat(cells.len()));
        }
    }
    text
}

/// Figures that belong to no exercise of the list.
fn others<'a>(workbook: &'a Workbook, tasks: &'a [Task]) -> impl Iterator<Item = &'a Pin> {
    workbook.pins.iter().filter(move |pin| tasks.iter().all(|task| task.key != pin.exercise))
}

/// A link that cannot lead anywhere but to the page.
fn address_of(pin: &Pin, words: &ReportWords) -> String {
    let query: String =
        pin.link.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '\'' | '(' | ')')).collect();
    format!("{}?{}", words.address, query.trim_start_matches('?'))
}

/// Text as HTML shows it.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            // What has no place in a document.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text on one line of Markdown, nothing of it markup.
fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => line.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => line.extend(['\\', c]),
            c => line.push(c),
        }
    }
    line
}

/// An answer as a quotation: the student's Markdown stays Markdown, and HTML is none.
fn quoted(answer: &str) -> String {
    answer.lines().map(|line| format!("> {}\n", without_html(line))).collect()
}

/// Markdown that stays Markdown, but for HTML.
fn without_html(text: &str) -> String {
    text.replace('<', "\\<")
}
