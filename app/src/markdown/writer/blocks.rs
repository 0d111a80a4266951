//! Blocks: paragraphs, headings, code, lists and the rows of tables.

use pulldown_cmark::{CodeBlockKind, HeadingLevel};

use super::{Dialect, TablePart, Token, Writer, end_of, plain, push_attribute, push_text};

impl<'a> Writer<'a> {
    pub(super) fn paragraph(&mut self, tokens: &[Token<'a>], at: usize) -> usize {
        if let Some(next) = self.figure(tokens, at) {
            return next;
        }
        self.block("<p>");
        at + 1
    }

    pub(super) fn heading(
        &mut self,
        level: HeadingLevel,
        tokens: &[Token<'a>],
        at: usize,
    ) -> usize {
        let end = end_of(tokens, at);
        if end == at + 1 {
            return end + 1;
        }
        if self.dialect == Dialect::Comment {
            self.block("<p>");
        } else {
            let id = self.anchors.claim(&plain::line(&tokens[at + 1..end]));
            self.block(&format!("<{} id=\"", heading_name(level)));
            push_attribute(&mut self.out, &id);
            self.out.push_str("\">");
        }
        at + 1
    }

    pub(super) fn heading_end(&mut self, level: HeadingLevel) {
        let name = if self.dialect == Dialect::Comment {
            "p"
        } else {
            heading_name(level)
        };
        self.put(format_args!("</{name}>\n"));
    }

    /// A comment has no rules; a row of stars between two of its paragraphs stays one.
    pub(super) fn rule(&mut self, typed: &str) {
        if self.dialect == Dialect::Review {
            return self.block("<hr>\n");
        }
        self.block("<p>");
        push_text(&mut self.out, typed);
        self.out.push_str("</p>\n");
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'a>) {
        self.block("<pre><code");
        let language = match kind {
            CodeBlockKind::Fenced(language) if self.dialect == Dialect::Review => language,
            _ => "",
        };
        let language = language.split([' ', ',', '\t']).next().unwrap_or_default();
        if is_language(language) {
            self.put(format_args!(" class=\"language-{language}\""));
        }
        self.out.push('>');
    }

    pub(super) fn list(&mut self, start: Option<u64>) {
        match start {
            None => self.block("<ul>\n"),
            Some(1) => self.block("<ol>\n"),
            Some(start) => self.block(&format!("<ol start=\"{start}\">\n")),
        }
    }

    pub(super) fn table_row(&mut self) {
        if self.table_part == TablePart::BetweenHeadAndBody {
            self.table_part = TablePart::Body;
            self.block("<tbody>\n");
        }
        self.block("<tr>");
    }
}

/// The page's own title is its only first-level heading.
fn heading_name(level: HeadingLevel) -> &'static str {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => "h2",
        HeadingLevel::H3 => "h3",
        _ => "h4",
    }
}

fn is_language(language: &str) -> bool {
    (1..=20).contains(&language.len())
        && language
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'))
}
