//! Text from people: cleaned up, rendered and sanitised before it is stored.

mod sanitize;

#[cfg(test)]
mod tests;

use app::markdown::{self, Dialect, MarkdownError};
use unicode_normalization::UnicodeNormalization;
use url::Url;

pub(crate) use sanitize::sanitize;

/// A text as it is stored: what was written, what it looks like, and by which rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rendered {
    /// The normalised source.
    pub(crate) source: String,
    /// The sanitised HTML.
    pub(crate) html: String,
    /// The version of the rules that made the HTML.
    pub(crate) rules: i32,
}

/// Why a text cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RenderError {
    /// The Markdown renderer refused it.
    #[error(transparent)]
    Markdown(#[from] MarkdownError),
}

/// Normalises, renders and sanitises a text.
pub(crate) fn render(source: &str, dialect: Dialect) -> Result<Rendered, RenderError> {
    let source = normalize(source);
    let html = second_wall(markdown::render(&source, dialect)?, dialect);
    Ok(Rendered {
        source,
        html,
        rules: markdown::RULES,
    })
}

/// Renders a stored source for feeds: spoilers named but not told, every address whole.
///
/// A source that cannot be rendered was never stored; it would be left out.
pub(crate) fn for_feed(source: &str, dialect: Dialect, page: &Url) -> String {
    markdown::render_without_spoilers(source, dialect)
        .map(|html| sanitize::with_whole_addresses(&html, dialect, page))
        .unwrap_or_default()
}

/// Renders a stored source for another program: all of it, with every address whole.
///
/// A source that cannot be rendered was never stored; it goes along as it was typed.
pub(crate) fn for_leaving(source: &str, dialect: Dialect, page: &Url) -> String {
    markdown::render(source, dialect).map_or_else(
        |_| html_escape::encode_text(source).into_owned(),
        |html| sanitize::with_whole_addresses(&html, dialect, page),
    )
}

/// Makes a name or another short field one clean line of at most `max` code points.
///
/// Characters that reorder the text around them are taken out, for a name stands in the middle of other
/// people's sentences.
pub(crate) fn plain_line(text: &str, max: usize) -> String {
    let visible: String = text
        .chars()
        .filter(|&c| c.is_whitespace() || !(c.is_control() || is_bidi_control(c)))
        .nfc()
        .collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars()
        .take(max)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// Brings a source into NFC with `\n` line ends and no control characters but those and tabs.
fn normalize(source: &str) -> String {
    markdown::with_plain_lines(source).nfc().collect()
}

/// Sanitises what the renderer wrote. The renderer writes nothing that would need it, so a difference is
/// a defect of ours: the sanitised text wins, and the log says so.
fn second_wall(html: String, dialect: Dialect) -> String {
    let sanitized = sanitize(&html, dialect);
    if sanitized != html {
        tracing::warn!(
            dialect = ?dialect,
            rendered_bytes = html.len(),
            sanitized_bytes = sanitized.len(),
            "the sanitiser changed rendered Markdown",
        );
    }
    sanitized
}

fn is_bidi_control(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
