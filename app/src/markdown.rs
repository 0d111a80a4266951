//! Turns an author's Markdown into HTML and into plain text.
//!
//! The HTML holds nothing but what [`render`] itself writes: raw HTML in the source is shown as text, no
//! image comes from another site, and every link has passed an allow list. The same code draws the
//! preview in the browser and the page on the server.

mod anchors;
mod bare_urls;
mod escape;
mod footnotes;
mod links;
mod nesting;
mod pictures;
mod plain;
mod spoilers;
mod tables;
mod tokens;
mod writer;

#[cfg(test)]
mod tests;

use std::{error, fmt};

use nesting::MAX_DEPTH;
pub use pictures::{KEPT_WIDTHS, PICTURE_SIZES, image, kept_widths, stored_destination};
use pulldown_cmark::Options;

/// The version of the rules below, stored beside the HTML; a higher one means "render again".
pub const RULES: i32 = 2;

/// How many words somebody reads in a minute.
const WORDS_A_MINUTE: i32 = 200;

/// Which of the two sets of rules applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A review: headings, tables, footnotes and the site's own images besides the rest.
    Review,
    /// A comment: paragraphs, emphasis, lists, quotations, code, links and spoilers.
    Comment,
}

impl Dialect {
    fn options(self) -> Options {
        match self {
            Self::Review => {
                Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES
            }
            Self::Comment => Options::ENABLE_STRIKETHROUGH,
        }
    }
}

/// Why a text cannot be rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkdownError {
    /// Lists, quotations or emphasis nest deeper than 100 levels.
    TooDeep,
}

impl fmt::Display for MarkdownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep => write!(f, "the text nests deeper than {MAX_DEPTH} levels"),
        }
    }
}

impl error::Error for MarkdownError {}

/// Renders Markdown as HTML, written the way the server's sanitiser writes it back.
///
/// # Errors
///
/// [`MarkdownError::TooDeep`] when blocks and inlines nest deeper than 100 levels.
pub fn render(source: &str, dialect: Dialect) -> Result<String, MarkdownError> {
    let tokens = spoilers::pair(tokens::read(source, dialect.options())?);
    let (body, notes) = footnotes::lift(tokens);
    Ok(writer::Writer::new(dialect, notes).finish(&body))
}

/// Renders Markdown for places where nothing can be revealed: each spoiler is `[spoiler]`.
///
/// # Errors
///
/// As [`render`].
pub fn render_without_spoilers(source: &str, dialect: Dialect) -> Result<String, MarkdownError> {
    let tokens = spoilers::hide(spoilers::pair(tokens::read(source, dialect.options())?));
    let (body, notes) = footnotes::lift(tokens);
    Ok(writer::Writer::new(dialect, notes).finish(&body))
}

/// Returns the text without markup, one line for each block, with `[spoiler]` for each spoiler.
///
/// A text that [`render`] refuses has none.
pub fn plain_text(source: &str) -> String {
    plain::document(source, plain::Spoilers::Hidden)
}

/// Returns the beginning of the text in one line of at most `max_chars` characters, cut at a word and
/// closed with an ellipsis.
pub fn excerpt(source: &str, max_chars: usize) -> String {
    plain::cut(&plain_text(source), max_chars)
}

/// Counts the words of the text, those inside spoilers too.
pub fn word_count(source: &str) -> usize {
    plain::document(source, plain::Spoilers::Shown)
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

/// Returns how long it takes to read so many words, in whole minutes.
pub fn reading_minutes(words: i32) -> i32 {
    (words.saturating_add(WORDS_A_MINUTE - 1) / WORDS_A_MINUTE).max(1)
}

/// Gives a source `\n` for line ends and takes out control characters but those and tabs. The server
/// and the desk then bring it into NFC, each by its own means.
pub fn with_plain_lines(source: &str) -> String {
    source
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\r' { '\n' } else { c })
        .filter(|&c| c >= ' ' || matches!(c, '\n' | '\t'))
        .collect()
}

/// Shows the source itself: what a preview has instead of a text that [`render`] refuses.
pub fn as_source(source: &str) -> String {
    let mut html = "<pre><code>".to_owned();
    escape::push_text(&mut html, source);
    html.push_str("</code></pre>");
    html
}
