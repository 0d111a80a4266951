//! The text of sanitised HTML, with what a spoiler hides left out.

/// How a spoiler begins and ends in what the renderer writes; neither can be typed.
const SPOILER: (&str, &str) = ("<label class=\"spoiler\">", "</label>");

/// Returns the text of HTML that the renderer wrote, in one line, with `[spoiler]` for each spoiler.
pub(super) fn told(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with(SPOILER.0) {
            text.push_str("[spoiler]");
            rest.find(SPOILER.1).map(|end| end + SPOILER.1.len())
        } else {
            // Words of two blocks or lines are two words.
            let is_inline = ["em>", "strong>", "del>", "code>", "a>", "a "]
                .iter()
                .any(|name| rest[1..].trim_start_matches('/').starts_with(name));
            if !is_inline {
                text.push(' ');
            }
            rest.find('>').map(|end| end + 1)
        };
        rest = end.map_or("", |end| &rest[end..]);
    }
    text.push_str(rest);
    let text = html_escape::decode_html_entities(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{Dialect, render};

    #[test]
    fn a_comment_is_told_without_markup_and_without_its_spoilers() {
        let html = |source| render(source, Dialect::Comment).unwrap();
        assert_eq!(
            told(&html(
                "One *two* ||three **four**|| <five>\nsix\n\n- seven\n- [eight](https://a.example)"
            )),
            "One two [spoiler] <five> six seven eight"
        );
        assert_eq!(
            told(&html("`<label class=\"spoiler\">` a ||b</label>c|| d")),
            "<label class=\"spoiler\"> a [spoiler] d"
        );
        assert_eq!(told(""), "");
    }
}
