//! Text without markup, for excerpts, descriptions and search.

use pulldown_cmark::{Options, TagEnd};

use super::Dialect;
use super::tokens::{self, Token, is_inline};
use super::{footnotes, spoilers};

/// What stands for a spoiler where it cannot be revealed.
pub(super) const SPOILER: &str = "[spoiler]";

/// Whether the text of a spoiler is part of the result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spoilers {
    Hidden,
    Shown,
}

/// Returns the text of a whole document, one line for each block, footnotes left to the end.
pub(super) fn document(source: &str, hide: Spoilers) -> String {
    let mut options = Dialect::Review.options();
    if source.contains("||") {
        // A comment has no tables: what hides something there must not be taken for empty cells here.
        options.remove(Options::ENABLE_TABLES);
    }
    let Ok(tokens) = tokens::read(source, options) else {
        return String::new();
    };
    let (body, notes) = footnotes::lift(spoilers::pair(tokens));
    let mut text = flatten(&body, hide);
    for note in notes.bodies() {
        text.push('\n');
        text.push_str(&flatten(note, hide));
    }
    tidy(&text)
}

/// Returns the text of a few inlines in one line, as for an `alt` attribute.
pub(super) fn line(tokens: &[Token<'_>]) -> String {
    tidy(&flatten(tokens, Spoilers::Hidden)).replace('\n', " ")
}

/// Cuts a text to one line of at most `max_chars` characters.
pub(super) fn cut(text: &str, max_chars: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((limit, _)) = line.char_indices().nth(max_chars) else {
        return line;
    };
    let Some((room, _)) = line.char_indices().nth(max_chars.saturating_sub(1)) else {
        return String::new();
    };
    if max_chars == 0 {
        return String::new();
    }
    // The space after the last whole word may stand exactly where the ellipsis goes.
    let end = line[..limit].rfind(' ').unwrap_or(room);
    let kept = line[..end].trim_end_matches([' ', ',', ';', ':', '-', '–', '—']);
    format!("{kept}…")
}

fn flatten(tokens: &[Token<'_>], hide: Spoilers) -> String {
    let mut text = String::new();
    let mut is_hidden = false;
    for token in tokens {
        match token {
            Token::SpoilerStart if hide == Spoilers::Hidden => {
                text.push_str(SPOILER);
                is_hidden = true;
            }
            Token::SpoilerEnd => is_hidden = false,
            _ if is_hidden => {}
            Token::Text(run) | Token::Raw(run) => text.push_str(run),
            Token::Code(code) => text.push_str(code),
            Token::Start(tag) => push_edge(&mut text, tag.to_end()),
            Token::End(tag) => push_edge(&mut text, *tag),
            Token::SoftBreak | Token::HardBreak => text.push(' '),
            Token::Rule(_) | Token::NoteMark(_) | Token::Bars | Token::SpoilerStart => {}
        }
    }
    text
}

fn push_edge(text: &mut String, tag: TagEnd) {
    match tag {
        TagEnd::TableCell => text.push(' '),
        tag if is_inline(tag) => {}
        _ => text.push('\n'),
    }
}

/// Leaves one space between words and one line end between blocks, and no control characters.
fn tidy(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let words: Vec<_> = line.split_whitespace().collect();
        if !words.is_empty() {
            lines.push(words.join(" "));
        }
    }
    lines
        .join("\n")
        .replace(|c: char| c.is_control() && c != '\n', "")
}
