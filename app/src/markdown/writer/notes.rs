//! Footnotes: the marks in the text and the section after it.

use pulldown_cmark::{Tag, TagEnd};

use super::{Token, Writer, push_text};

impl<'a> Writer<'a> {
    /// Writes the mark of a footnote, or what was typed if there is none to lead to.
    pub(super) fn note_mark(&mut self, label: &str) {
        let mention = if self.in_link() {
            None
        } else {
            self.notes.mention(label)
        };
        let Some(mention) = mention else {
            return push_text(&mut self.out, &format!("[^{label}]"));
        };
        let number = mention.number;
        let id = match mention.count {
            1 => format!("r-fnref-{number}"),
            count => format!("r-fnref-{number}-{count}"),
        };
        let mark = format!(
            "<sup><a href=\"#r-fn-{number}\" id=\"{id}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        );
        self.out.push_str(&mark);
    }

    /// Writes the footnotes that were mentioned, those mentioned in other footnotes too.
    pub(super) fn write_footnotes(&mut self) {
        let mut number = 1;
        while let Some(body) = self.notes.take(number) {
            if number == 1 {
                self.block("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>");
            }
            self.footnote(number, &body);
            number += 1;
        }
        if number > 1 {
            self.out.push_str("</ol></section>\n");
        }
    }

    fn footnote(&mut self, number: usize, body: &[Token<'a>]) {
        self.put(format_args!("<li id=\"r-fn-{number}\">"));
        let back =
            format!("<a href=\"#r-fnref-{number}\" aria-label=\"Back to the text\">Back</a>");
        if let Some(line) = only_paragraph(body) {
            self.write(line);
            self.out.push(' ');
            self.out.push_str(&back);
        } else {
            self.write(body);
            if self.out.ends_with("</p>\n") {
                self.out.truncate(self.out.len() - "</p>\n".len());
                self.out.push(' ');
            } else {
                self.block("<p>");
            }
            self.out.push_str(&back);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</li>");
    }
}

/// Returns the inside of a body that is nothing but one line of text.
fn only_paragraph<'t, 'a>(body: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let [
        Token::Start(Tag::Paragraph),
        line @ ..,
        Token::End(TagEnd::Paragraph),
    ] = body
    else {
        return None;
    };
    let has_block = line
        .iter()
        .any(|token| matches!(token, Token::End(TagEnd::Paragraph)));
    let is_image = matches!(line.first(), Some(Token::Start(Tag::Image { .. })));
    (!has_block && !is_image).then_some(line)
}
