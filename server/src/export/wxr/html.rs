//! HTML as `WordPress` takes it: no form parts, whole addresses, and no newline that it would make a
//! line break of.

use super::Site;

/// How a page shows a spoiler: with a box to reveal it, which `WordPress` would throw out.
const SPOILER_BOX: &str = "<label class=\"spoiler\"><input class=\"visually-hidden\" \
    type=\"checkbox\" aria-label=\"Show spoiler\"><span class=\"spoiler__text\">";
const SPOILER_BOX_END: &str = "</span></label>";
/// What is left of it: a class that a theme can hide, and by which an import knows it again.
const SPOILER: &str = "<mark class=\"spoiler\">";
const SPOILER_END: &str = "</mark>";

/// Tags after which a newline only parts lines of the file.
const BLOCKS: [&str; 19] = [
    "p>",
    "h2>",
    "h3>",
    "h4>",
    "ul>",
    "ol>",
    "li>",
    "blockquote>",
    "figure>",
    "figcaption>",
    "table>",
    "thead>",
    "tbody>",
    "tr>",
    "td>",
    "th>",
    "hr>",
    "section>",
    "pre>",
];

/// Turns a stored text's HTML into a post's.
pub(super) fn of_review(html: &str, site: &Site) -> String {
    let html = without_boxes(html);
    let mut post = String::with_capacity(html.len());
    for (number, part) in html.split("<pre>").enumerate() {
        if number == 0 {
            post.push_str(&flowing(part));
            continue;
        }
        let (verbatim, rest) = part.split_once("</pre>").unwrap_or((part, ""));
        post.push_str("<pre>");
        post.push_str(verbatim);
        post.push_str("</pre>");
        post.push_str(&flowing(rest));
    }
    with_largest_pictures(&post, site)
}

/// Turns a comment's HTML into what comments hold there: paragraphs parted by empty lines.
pub(super) fn of_comment(html: &str) -> String {
    let html = without_boxes(html).replace("<br>\n", "\n");
    let text = html.replace("</p>\n", "\n\n").replace("<p>", "");
    text.replace("</p>", "").trim().to_owned()
}

fn without_boxes(html: &str) -> String {
    html.replace(SPOILER_BOX, SPOILER)
        .replace(SPOILER_BOX_END, SPOILER_END)
}

/// Makes a space of each newline inside a line of text.
fn flowing(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for line in html.split_inclusive('\n') {
        let Some(words) = line.strip_suffix('\n') else {
            text.push_str(line);
            continue;
        };
        text.push_str(words);
        if words.ends_with("<br>") {
            continue;
        }
        let is_end = words.is_empty()
            || BLOCKS.iter().any(|tag| {
                words
                    .strip_suffix(tag)
                    .is_some_and(|start| start.ends_with(['<', '/']))
            });
        text.push(if is_end { '\n' } else { ' ' });
    }
    text
}

/// Lets every picture be the file that is listed as an attachment.
fn with_largest_pictures(html: &str, site: &Site) -> String {
    let mark = site.address("/media/");
    let mut text = String::with_capacity(html.len());
    let mut parts = html.split(&mark);
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let hash = part.split('/').next().unwrap_or_default();
        let end = part.find('"').unwrap_or(part.len());
        if let Some(picture) = site.pictures.get(hash) {
            text.push_str(&picture.url);
            text.push_str(&part[end..]);
        } else {
            text.push_str(&mark);
            text.push_str(part);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use app::markdown::Dialect;
    use url::Url;

    use super::*;
    use crate::content;

    fn html(source: &str, dialect: Dialect) -> String {
        let page = Url::parse("https://reviews.example/reviews/salt-year").unwrap();
        content::for_leaving(source, dialect, &page)
    }

    #[test]
    fn a_comment_is_paragraphs_parted_by_empty_lines_without_form_parts() {
        let source = "One\nline.\n\nTwo ||and *this*||.\n\n> quoted";
        assert_eq!(
            of_comment(&html(source, Dialect::Comment)),
            "One\nline.\n\nTwo <mark class=\"spoiler\">and <em>this</em></mark>.\n\n\
             <blockquote>\nquoted\n\n</blockquote>"
        );
    }

    #[test]
    fn newlines_in_a_line_of_text_are_spaces_and_those_of_code_stay() {
        let source = "One\nline *in\nall*.\n\n- a\n- b\n\n```\nx\n  y\n```\n\n[here](/tags/salt)";
        let site = Site {
            origin: Url::parse("https://reviews.example").unwrap(),
            zone: jiff::tz::TimeZone::UTC,
            pictures: std::collections::HashMap::new(),
        };
        let post = of_review(&html(source, Dialect::Review), &site);
        assert!(
            post.contains("<p>One line <em>in all</em>.</p>\n<ul>\n<li>a</li>"),
            "{post}"
        );
        assert!(post.contains("x\n  y\n</code></pre>"), "{post}");
        assert!(
            post.contains("href=\"https://reviews.example/tags/salt\""),
            "{post}"
        );
    }
}
