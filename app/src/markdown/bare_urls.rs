//! Addresses that stand in running text without any markup.

use super::links::{Destination, Kind, destination};

/// Punctuation that ends a sentence or a quotation rather than an address.
const TRAILING: &str = ".,:;!?'*_~…‘’‹›。、，！？（）」";

/// A stretch of running text.
pub(super) enum Piece<'t> {
    Text(&'t str),
    Url(&'t str, Destination),
}

/// Splits text into addresses and what stands between them, reading each character a bounded number of
/// times.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut written = 0;
    let mut from = 0;
    while let Some(colon) = text[from..].find("://").map(|at| from + at) {
        let after = colon + "://".len();
        let Some(start) = scheme_start(&text[from..colon]).map(|at| from + at) else {
            from = after;
            continue;
        };
        let end = after + text[after..].find(is_stop).unwrap_or(text.len() - after);
        let url = trim(&text[start..end]);
        match destination(url) {
            Some(link) if link.kind == Kind::Web && !follows_a_word(&text[..start]) => {
                pieces.push(Piece::Text(&text[written..start]));
                pieces.push(Piece::Url(url, link));
                written = start + url.len();
                from = written;
            }
            _ => from = end,
        }
    }
    pieces.push(Piece::Text(&text[written..]));
    pieces
}

fn scheme_start(before_colon: &str) -> Option<usize> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let start = before_colon.len().checked_sub(scheme.len())?;
        before_colon
            .get(start..)?
            .eq_ignore_ascii_case(scheme)
            .then_some(start)
    })
}

fn follows_a_word(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
}

fn is_stop(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '<' | '>' | '"' | '`' | '|' | '\\' | '^' | '{' | '}' | '“' | '”' | '«' | '»'
        )
}

/// Takes off what belongs to the sentence and not to the address: punctuation at the end, and brackets
/// that were opened before it.
fn trim(url: &str) -> &str {
    let mut round = surplus(url, '(', ')');
    let mut square = surplus(url, '[', ']');
    let mut end = url.len();
    for (at, c) in url.char_indices().rev() {
        match c {
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            '(' => round += 1,
            '[' => square += 1,
            c if TRAILING.contains(c) => {}
            _ => break,
        }
        end = at;
    }
    &url[..end]
}

fn surplus(url: &str, open: char, close: char) -> i64 {
    url.chars().fold(0, |sum, c| {
        sum + i64::from(c == close) - i64::from(c == open)
    })
}
