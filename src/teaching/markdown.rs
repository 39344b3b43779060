//! Markdown that teachers write, as HTML that cannot do anything but be read.
//!
//! Raw HTML is shown as the text that it is; links lead to the web, to this page or to a mail address and nowhere else; pictures
//! become their descriptions, so that nobody learns from elsewhere who reads an exercise.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// What an address may begin with.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "?"];

/// HTML of a Markdown text. Headings begin at the third level, below those of the page.
#[must_use]
pub fn to_html(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES).filter_map(|event| {
        Some(match event {
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = if is_harmless(&dest_url) { dest_url } else { CowStr::Borrowed("#") };
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let level = below(level);
                Event::Start(Tag::Heading { level, id, classes, attrs })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
            event => event,
        })
    });
    let mut markup = String::new();
    html::push_html(&mut markup, events);
    markup
}

fn below(level: pulldown_cmark::HeadingLevel) -> pulldown_cmark::HeadingLevel {
    pulldown_cmark::HeadingLevel::try_from((level as usize + 3).min(6)).unwrap_or(level)
}

fn is_harmless(address: &str) -> bool {
    // What a browser passes over when it looks for the scheme.
    let address: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let address = address.to_ascii_lowercase();
    address.is_empty() || SCHEMES.iter().any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_teachers_write_is_set() {
        let markup = to_html("# Codes\n\nTrain **twice**, `lr=0.1`:\n\n1. look\n2. [the lab](?chapter=pca)\n");
        assert!(markup.contains("<h4>Codes</h4>"), "{markup}");
        assert!(markup.contains("<strong>twice</strong>") && markup.contains("<code>lr=0.1</code>"), "{markup}");
        assert!(
            markup.contains("<li>look</li>") && markup.contains("<a href=\"?chapter=pca\">the lab</a>"),
            "{markup}"
        );
    }

    #[test]
    fn what_could_act_is_text() {
        let markup = to_html(
            "<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> b\n\n[x](javascript:alert(1)) [y](java\tscript:alert(1)) \
             [z](<data:text/html,x>) ![seen](https://example.org/spy.png)",
        );
        for bad in ["<script", "<img", "href=\"java", "href=\"data"] {
            assert!(!markup.to_lowercase().contains(bad), "{bad}: {markup}");
        }
        assert!(!markup.contains("spy.png") && markup.contains("seen"), "{markup}");
        assert!(markup.contains("&lt;script&gt;"), "{markup}");
    }

    proptest! {
        #[test]
        fn only_known_elements_come_out(text in "[ a-z<>\\[\\]()!:/#*`\\n\"'&=-]{0,200}") {
            /// What Markdown makes.
            const KNOWN: [&str; 22] = ["p", "h3", "h4", "h5", "h6", "strong", "em", "del", "code", "pre", "ul", "ol", "li", "a", "blockquote",
                "hr", "br", "table", "thead", "tbody", "tr", "td"];
            let markup = to_html(&text);
            for piece in markup.split('<').skip(1) {
                let name: String = piece.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
                prop_assert!(KNOWN.contains(&name.as_str()) || name == "th", "<{}> of {:?}", name, text);
                let attributes = piece.split('>').next().unwrap_or_default();
                prop_assert!(!attributes.contains(" on"), "{}", piece);
            }
        }
    }
}
