//! The parser's events as a flat list of tokens: text in one piece, bars marked, depth bounded.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::{MarkdownError, nesting, tables};

/// One step of a document.
#[derive(Debug)]
pub(super) enum Token<'a> {
    Start(Tag<'a>),
    End(TagEnd),
    /// Running text, in which bare addresses become links.
    Text(String),
    /// Text that is shown as it is: the lines of a code block, raw HTML.
    Raw(String),
    /// A code span.
    Code(CowStr<'a>),
    /// A reference to the footnote of this label.
    NoteMark(CowStr<'a>),
    SoftBreak,
    HardBreak,
    /// A thematic break, with the characters it was typed in.
    Rule(&'a str),
    /// Two unescaped bars; [`super::spoilers::pair`] leaves none of them.
    Bars,
    SpoilerStart,
    SpoilerEnd,
}

/// Parses a source into tokens and gives up when they nest too deep.
pub(super) fn read(source: &str, mut options: Options) -> Result<Vec<Token<'_>>, MarkdownError> {
    if nesting::opens_too_much(source) {
        return Err(MarkdownError::TooDeep);
    }
    if tables::are_padded(source) {
        options.remove(Options::ENABLE_TABLES);
    }
    let mut reader = Reader {
        source,
        tokens: Vec::new(),
        in_code_block: false,
    };
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > nesting::MAX_DEPTH {
            return Err(MarkdownError::TooDeep);
        }
        reader.push(event, range);
    }
    Ok(reader.tokens)
}

/// Appends running text, joined to the text before it.
pub(super) fn push_text(tokens: &mut Vec<Token<'_>>, text: &str) {
    match tokens.last_mut() {
        _ if text.is_empty() => {}
        Some(Token::Text(before)) => before.push_str(text),
        _ => tokens.push(Token::Text(text.to_owned())),
    }
}

/// Finds the end that belongs to the start at `at`.
pub(super) fn end_of(tokens: &[Token<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Start(_) => depth += 1,
            Token::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    tokens.len()
}

/// Says whether a tag stands inside a line of text.
pub(super) fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

struct Reader<'a> {
    source: &'a str,
    tokens: Vec<Token<'a>>,
    in_code_block: bool,
}

impl<'a> Reader<'a> {
    fn push(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.tokens.push(Token::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.end_html_block(),
            Event::Start(tag) => {
                self.in_code_block = matches!(tag, Tag::CodeBlock(_));
                self.tokens.push(Token::Start(tag));
            }
            Event::End(tag) => {
                self.in_code_block = false;
                self.tokens.push(Token::End(tag));
            }
            Event::Text(text) if self.in_code_block => {
                self.tokens.push(Token::Raw(text.into_string()));
            }
            Event::Text(text) => self.push_running_text(&text, range),
            Event::Html(html) => self.push_html(&html),
            Event::InlineHtml(html) => self.tokens.push(Token::Raw(html.into_string())),
            Event::Code(code) => self.tokens.push(Token::Code(code)),
            Event::FootnoteReference(label) => self.tokens.push(Token::NoteMark(label)),
            Event::SoftBreak => self.tokens.push(Token::SoftBreak),
            Event::HardBreak => self.tokens.push(Token::HardBreak),
            Event::Rule => {
                let typed = self.source.get(range).unwrap_or_default().trim();
                self.tokens.push(Token::Rule(typed));
            }
            // These need options that no dialect switches on.
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                push_text(&mut self.tokens, &text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    /// Splits text at its bars. A bar behind a backslash or typed as a character reference is a character
    /// like any other, as everywhere in Markdown.
    fn push_running_text(&mut self, text: &str, range: Range<usize>) {
        let before = self.source.get(..range.start).unwrap_or_default();
        let typed = self.source.get(range).unwrap_or_default();
        if typed.starts_with('&') && typed != text {
            return push_text(&mut self.tokens, text);
        }
        let literal = usize::from(text.starts_with('|') && before.ends_with('\\'));
        let (literal, text) = text.split_at(literal);
        push_text(&mut self.tokens, literal);
        for (index, piece) in text.split("||").enumerate() {
            if index > 0 {
                self.tokens.push(Token::Bars);
            }
            push_text(&mut self.tokens, piece);
        }
    }

    fn push_html(&mut self, html: &str) {
        for line in html.split_inclusive('\n') {
            let text = line.trim_end_matches('\n');
            for (index, piece) in text.split("||").enumerate() {
                if index > 0 {
                    self.tokens.push(Token::Bars);
                }
                if !piece.is_empty() {
                    self.tokens.push(Token::Raw(piece.to_owned()));
                }
            }
            if text.len() < line.len() {
                self.tokens.push(Token::SoftBreak);
            }
        }
    }

    fn end_html_block(&mut self) {
        while matches!(self.tokens.last(), Some(Token::SoftBreak)) {
            self.tokens.pop();
        }
        self.tokens.push(Token::End(TagEnd::Paragraph));
    }
}
