//! Writes tokens as HTML, such that a parser that reads it writes the same bytes again.

mod blocks;
mod images;
mod links;
mod notes;

use std::fmt::{self, Write};

use pulldown_cmark::{Tag, TagEnd};

use super::Dialect;
use super::anchors::Anchors;
use super::escape::{push_attribute, push_text};
use super::footnotes::Notes;
use super::plain;
use super::tokens::{Token, end_of};

const SPOILER_START: &str = "<label class=\"spoiler\"><input class=\"visually-hidden\" type=\"checkbox\" \
    aria-label=\"Show spoiler\"><span class=\"spoiler__text\">";
const SPOILER_END: &str = "</span></label>";

/// The HTML of one document while it is written.
pub(super) struct Writer<'a> {
    out: String,
    dialect: Dialect,
    anchors: Anchors,
    notes: Notes<'a>,
    /// For each link that is open, whether it was written.
    links: Vec<bool>,
    in_spoiler: bool,
    table_part: TablePart,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TablePart {
    Head,
    BetweenHeadAndBody,
    Body,
}

impl<'a> Writer<'a> {
    pub(super) fn new(dialect: Dialect, notes: Notes<'a>) -> Self {
        Self {
            out: String::new(),
            dialect,
            anchors: Anchors::default(),
            notes,
            links: Vec::new(),
            in_spoiler: false,
            table_part: TablePart::Head,
        }
    }

    /// Writes the document and its footnotes.
    pub(super) fn finish(mut self, tokens: &[Token<'a>]) -> String {
        self.write(tokens);
        self.write_footnotes();
        self.out.truncate(self.out.trim_end_matches('\n').len());
        self.out
    }

    fn write(&mut self, tokens: &[Token<'a>]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at = match token {
                Token::Start(tag) => self.start(tag, tokens, at),
                token => {
                    self.write_token(token);
                    at + 1
                }
            };
        }
    }

    fn write_token(&mut self, token: &Token<'a>) {
        match token {
            Token::Text(text) => self.running_text(text),
            Token::Raw(text) => push_text(&mut self.out, text),
            Token::Code(code) => {
                self.out.push_str("<code>");
                push_text(&mut self.out, code);
                self.out.push_str("</code>");
            }
            Token::NoteMark(label) => self.note_mark(label),
            Token::SoftBreak if self.dialect == Dialect::Review => self.out.push('\n'),
            Token::SoftBreak | Token::HardBreak => self.out.push_str("<br>\n"),
            Token::Rule(typed) => self.rule(typed),
            Token::Bars => self.out.push_str("||"),
            Token::SpoilerStart => {
                self.in_spoiler = true;
                self.out.push_str(SPOILER_START);
            }
            Token::SpoilerEnd => {
                self.in_spoiler = false;
                self.out.push_str(SPOILER_END);
            }
            Token::End(tag) => self.end(*tag),
            // Starts need to see what follows them.
            Token::Start(_) => {}
        }
    }

    /// Writes what a start stands for and returns where to go on.
    fn start(&mut self, tag: &Tag<'a>, tokens: &[Token<'a>], at: usize) -> usize {
        match tag {
            Tag::Paragraph => return self.paragraph(tokens, at),
            Tag::Heading { level, .. } => return self.heading(*level, tokens, at),
            Tag::Image { dest_url, .. } => return self.image(dest_url, tokens, at),
            Tag::BlockQuote(_) => self.block("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(start) => self.list(*start),
            Tag::Item => self.block("<li>"),
            Tag::Table(_) => {
                self.table_part = TablePart::Head;
                self.block("<table>\n");
            }
            Tag::TableHead => self.block("<thead>\n<tr>"),
            Tag::TableRow => self.table_row(),
            Tag::TableCell if self.table_part == TablePart::Head => self.out.push_str("<th>"),
            Tag::TableCell => self.out.push_str("<td>"),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { .. } => self.link(tag),
            // The rest needs options that no dialect switches on, or was turned into something else.
            _ => {}
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(level) => self.heading_end(level),
            TagEnd::BlockQuote(_) => self.block("</blockquote>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::List(true) => self.block("</ol>\n"),
            TagEnd::List(false) => self.block("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => {
                let body_end = if self.table_part == TablePart::Body {
                    "</tbody>\n"
                } else {
                    ""
                };
                self.out.push_str(body_end);
                self.out.push_str("</table>\n");
            }
            TagEnd::TableHead => {
                self.table_part = TablePart::BetweenHeadAndBody;
                self.out.push_str("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell if self.table_part == TablePart::Head => self.out.push_str("</th>"),
            TagEnd::TableCell => self.out.push_str("</td>"),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.link_end(),
            _ => {}
        }
    }

    fn put(&mut self, html: fmt::Arguments<'_>) {
        // A string takes everything that is written to it.
        let _: fmt::Result = self.out.write_fmt(html);
    }

    /// Writes a block's tag on a line of its own.
    fn block(&mut self, tag: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        self.out.push_str(tag);
    }
}
