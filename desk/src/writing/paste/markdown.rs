//! Writes rich text as the Markdown that a review is written in.

use super::rich::{Kind, Part};

/// Signs that would mean something in Markdown.
const MEANT: [char; 9] = ['\\', '*', '_', '`', '[', ']', '<', '|', '~'];

/// Writes parts as paragraphs, with an empty line between them.
pub(super) fn write(parts: &[Part]) -> String {
    blocks(parts).join("\n\n")
}

/// Gathers what stands beside each other into paragraphs.
fn blocks(parts: &[Part]) -> Vec<String> {
    let (mut out, mut line) = (Vec::new(), String::new());
    for part in parts {
        if is_block(part) {
            flush(&mut line, &mut out);
            out.extend(block(part));
        } else {
            inline(part, &mut line);
        }
    }
    flush(&mut line, &mut out);
    out
}

fn flush(line: &mut String, out: &mut Vec<String>) {
    let paragraph = tidy(&std::mem::take(line));
    if !paragraph.is_empty() {
        out.push(paragraph);
    }
}

/// Takes away the spaces that stand in a document only so that it looks tidy.
fn tidy(line: &str) -> String {
    let lines = line.split('\n').map(str::trim);
    let lines: Vec<_> = lines.collect();
    lines.join("\n").trim_matches('\n').trim().to_owned()
}

fn is_block(part: &Part) -> bool {
    match part {
        Part::Rule => true,
        Part::Of(kind, parts) => match kind {
            Kind::Paragraph
            | Kind::Heading(_)
            | Kind::Quote
            | Kind::List(_)
            | Kind::Item
            | Kind::Preformatted => true,
            _ => parts.iter().any(is_block),
        },
        _ => false,
    }
}

fn block(part: &Part) -> Vec<String> {
    let Part::Of(kind, parts) = part else {
        return vec!["***".to_owned()];
    };
    match kind {
        Kind::Heading(level) => {
            let text = blocks(parts).join(" ").replace('\n', " ");
            let sign = "#".repeat(usize::from(*level));
            if text.is_empty() {
                Vec::new()
            } else {
                vec![format!("{sign} {text}")]
            }
        }
        Kind::Quote => {
            let inside = blocks(parts).join("\n\n");
            let lines = inside.lines().map(|line| format!("> {line}"));
            let quoted: Vec<_> = lines.map(|line| line.trim_end().to_owned()).collect();
            vec![quoted.join("\n")]
        }
        Kind::List(has_numbers) => vec![list(parts, *has_numbers)],
        Kind::Preformatted => {
            let text: String = parts.iter().map(letters).collect();
            vec![format!("```\n{}\n```", text.trim_matches('\n'))]
        }
        // What is bold around paragraphs is bold in each.
        Kind::Bold | Kind::Italic | Kind::Struck => {
            let wrapped = |part: &Part| Part::Of(kind.clone(), vec![part.clone()]);
            let spread = |part: &Part| match part {
                Part::Of(inner, parts) if is_block(part) => {
                    Part::Of(inner.clone(), parts.iter().map(wrapped).collect())
                }
                other => wrapped(other),
            };
            blocks(&parts.iter().map(spread).collect::<Vec<_>>())
        }
        _ => blocks(parts),
    }
}

fn list(parts: &[Part], has_numbers: bool) -> String {
    let mut number = 0;
    let mut items = Vec::new();
    for part in parts {
        let Part::Of(kind, inside) = part else {
            continue;
        };
        let inside = match kind {
            Kind::Item => blocks(inside),
            _ => block(part),
        };
        if inside.is_empty() {
            continue;
        }
        number += 1;
        let sign = if has_numbers {
            format!("{number}. ")
        } else {
            "- ".to_owned()
        };
        let indent = " ".repeat(sign.len());
        let text = inside.join("\n");
        let mut lines = text.lines();
        let first = format!("{sign}{}", lines.next().unwrap_or_default());
        let rest = lines.map(|line| format!("{indent}{line}"));
        items.push(
            std::iter::once(first)
                .chain(rest)
                .collect::<Vec<_>>()
                .join("\n"),
        );
    }
    items.join("\n")
}

fn inline(part: &Part, out: &mut String) {
    match part {
        Part::Text(text) => push_text(text, out),
        Part::Break => out.push_str("\\\n"),
        Part::Rule => {}
        Part::Of(kind, parts) => match kind {
            Kind::Bold => marked(parts, "**", out),
            Kind::Italic => marked(parts, "*", out),
            Kind::Struck => marked(parts, "~~", out),
            Kind::Code => {
                let text: String = parts.iter().map(letters).collect();
                let fence = if text.contains('`') { "``" } else { "`" };
                out.extend([fence, text.trim(), fence]);
            }
            Kind::Link(href) => {
                let text = inside(parts);
                let text = text.trim();
                let href = href
                    .replace(' ', "%20")
                    .replace('(', "%28")
                    .replace(')', "%29");
                if !text.is_empty() {
                    out.extend(["[", text, "](", &href, ")"]);
                }
            }
            _ => parts.iter().for_each(|part| inline(part, out)),
        },
    }
}

fn inside(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        inline(part, &mut out);
    }
    out
}

/// Marks words, with the spaces around them outside: a sign beside a space means nothing.
fn marked(parts: &[Part], sign: &str, out: &mut String) {
    let text = inside(parts);
    let words = text.trim_matches([' ', '\n', '\\']);
    if words.is_empty() {
        out.push_str(&text);
        return;
    }
    out.push_str(&text.replacen(words, &format!("{sign}{words}{sign}"), 1));
}

/// Returns the letters of a part, as they are.
fn letters(part: &Part) -> String {
    match part {
        Part::Text(text) => text.clone(),
        Part::Break => "\n".to_owned(),
        Part::Rule => String::new(),
        Part::Of(_, parts) => parts.iter().map(letters).collect(),
    }
}

/// Adds text in which nothing means anything, with every run of white space as one space.
fn push_text(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_whitespace() && c != '\u{a0}' {
            if !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
            continue;
        }
        // A line that begins like a heading, a list or a quotation is none.
        let begins = out.is_empty() || out.ends_with('\n');
        if MEANT.contains(&c) || (begins && matches!(c, '#' | '>' | '+' | '-')) {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    fn of(kind: Kind, parts: impl IntoIterator<Item = Part>) -> Part {
        Part::Of(kind, parts.into_iter().collect())
    }

    #[test]
    fn paragraphs_and_marks_come_in_as_markdown() {
        let parts = [
            of(Kind::Heading(2), [text("The tide")]),
            text("\n  "),
            of(
                Kind::Paragraph,
                [
                    text("It is "),
                    of(Kind::Bold, [text("severe ")]),
                    text("and\n   "),
                    of(Kind::Italic, [text("dry")]),
                    text(", says "),
                    of(
                        Kind::Link("https://a.example/(b)".to_owned()),
                        [text("she")],
                    ),
                    text("."),
                ],
            ),
            Part::Rule,
            of(
                Kind::Quote,
                [
                    of(Kind::Paragraph, [text("One")]),
                    of(Kind::Paragraph, [text("Two")]),
                ],
            ),
        ];
        assert_eq!(
            write(&parts),
            "## The tide\n\nIt is **severe** and *dry*, says [she](https://a.example/%28b%29).\n\n***\n\n> One\n>\n> Two"
        );
    }

    #[test]
    fn lists_are_lists_inside_lists_too() {
        let inner = of(Kind::List(false), [of(Kind::Item, [text("inside")])]);
        let list = of(
            Kind::List(true),
            [
                text("\n"),
                of(Kind::Item, [of(Kind::Paragraph, [text("one")]), inner]),
                of(Kind::Item, [text("two")]),
            ],
        );
        assert_eq!(write(&[list]), "1. one\n   - inside\n2. two");
    }

    #[test]
    fn what_would_mean_something_is_meant_as_it_stands() {
        let parts = [of(
            Kind::Paragraph,
            [text("2 * 3 * 4 [sic] snake_case || or")],
        )];
        assert_eq!(
            write(&parts),
            "2 \\* 3 \\* 4 \\[sic\\] snake\\_case \\|\\| or"
        );
        assert_eq!(
            write(&[of(Kind::Paragraph, [text("# no heading")])]),
            "\\# no heading"
        );
    }

    #[test]
    fn bold_around_paragraphs_is_bold_in_each() {
        let parts = [of(
            Kind::Bold,
            [
                of(Kind::Paragraph, [text("a")]),
                of(Kind::Paragraph, [text("b")]),
            ],
        )];
        assert_eq!(write(&parts), "**a**\n\n**b**");
        let plain = [of(
            Kind::Inline,
            [of(Kind::Paragraph, [text("a"), Part::Break, text("b")])],
        )];
        assert_eq!(write(&plain), "a\\\nb");
    }
}
