//! "Watch also: …" at the end of a review: titles in quotation marks or italics, with their notes.

use std::ops::Range;

use super::WatchAlso;

const LABELS: [&str; 6] = [
    "watch also",
    "also watch",
    "see also",
    "also see",
    "watch next",
    "you may also like",
];
/// The longest title, in characters.
const MAX_TITLE: usize = 120;
/// The longest paragraph, in bytes.
const MAX_TEXT: usize = 4000;

/// Takes the label off a paragraph; none if it has none.
pub(super) fn without_label(markdown: &str) -> Option<&str> {
    let text = without_emphasis(markdown.trim());
    let start = text.trim_start_matches('*');
    let marks = text.len() - start.len();
    let label = LABELS.iter().find(|label| {
        start
            .get(..label.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(label))
    })?;
    let rest = &start[label.len()..];
    let bare = rest.trim_start_matches('*').trim_start();
    let bare = bare.strip_prefix(':')?.trim_start_matches('*');
    // What was opened before the label must have been closed around its colon.
    let closed = rest[..rest.len() - bare.len()].matches('*').count();
    (closed == marks).then(|| bare.trim_start_matches(['\\', '\n']).trim())
}

/// Takes off emphasis that holds a whole paragraph.
fn without_emphasis(text: &str) -> &str {
    for mark in ["***", "**", "*"] {
        let inside = text
            .strip_prefix(mark)
            .and_then(|text| text.strip_suffix(mark));
        if let Some(inside) = inside
            && !inside.contains('*')
        {
            return inside;
        }
    }
    text
}

/// Files each title with the sentence it stands in; none unless every word finds its place.
pub(super) fn read(text: &str) -> Option<Vec<WatchAlso>> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let spans = spans(text);
    let mut films: Vec<WatchAlso> = Vec::new();
    let mut before = String::new();
    for sentence in sentences(text, &spans) {
        let words = text[sentence.clone()]
            .trim()
            .trim_end_matches('\\')
            .trim_end();
        if !is_balanced(words) {
            return None;
        }
        let titles = spans
            .iter()
            .filter(|span| sentence.contains(&span.place.start));
        let mut titles = titles.filter_map(|span| span.title.clone());
        match (titles.next(), films.last_mut()) {
            (Some(title), _) => {
                append(&mut before, words);
                films.push(WatchAlso {
                    title,
                    note: std::mem::take(&mut before),
                });
            }
            (None, Some(last)) => append(&mut last.note, words),
            (None, None) => append(&mut before, words),
        }
        films.extend(titles.map(|title| WatchAlso {
            title,
            note: String::new(),
        }));
    }
    let squeeze = |text: &str| {
        text.replace("\\\n", " ")
            .split_whitespace()
            .collect::<String>()
    };
    let notes: String = films.iter().map(|film| squeeze(&film.note)).collect();
    (!films.is_empty() && notes == squeeze(text)).then_some(films)
}

fn append(note: &mut String, words: &str) {
    if !note.is_empty() && !words.is_empty() {
        note.push(' ');
    }
    note.push_str(words);
}

/// A stretch in quotation marks, italics or a link.
struct Span {
    place: Range<usize>,
    title: Option<String>,
}

fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        if let Some((inside, end)) = span(text, start, c) {
            found.push(Span {
                place: start..end,
                title: title(&text[inside]),
            });
            at = end;
        }
    }
    found
}

/// Finds the inside and the end of the span that `open` begins at `start`.
fn span(text: &str, start: usize, open: char) -> Option<(Range<usize>, usize)> {
    let from = start + open.len_utf8();
    let rest = &text[from..];
    let closing: &[char] = match open {
        '“' | '”' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '"' => &['"'],
        '*' if !rest.starts_with('*') => &['*'],
        '[' => {
            let length = rest.find("](")?;
            let end = from + length + 2 + rest[length + 2..].find(')')? + 1;
            return Some((from..from + length, end));
        }
        _ => return None,
    };
    let length = unescaped(rest, closing)?;
    let close = rest[length..].chars().next().map_or(0, char::len_utf8);
    Some((from..from + length, from + length + close))
}

fn unescaped(text: &str, wanted: &[char]) -> Option<usize> {
    let mut is_escaped = false;
    for (at, c) in text.char_indices() {
        if !is_escaped && wanted.contains(&c) {
            return Some(at);
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    None
}

/// Returns the title a stretch of Markdown is, without its markup; none if it is no title.
fn title(markdown: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = markdown;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let next = rest.chars().next()?;
                plain.push(if next == '\n' { ' ' } else { next });
                rest = &rest[next.len_utf8()..];
            }
            ']' if rest.starts_with('(') => rest = &rest[rest.find(')')? + 1..],
            '*' | '[' => {}
            c => plain.push(c),
        }
    }
    let quotes = ['“', '”', '„', '«', '»', '"'];
    let plain = plain
        .trim()
        .trim_matches(quotes)
        .trim_end_matches([',', ';', ':'])
        .trim();
    let first = plain.chars().find(|c| c.is_alphanumeric())?;
    let is_title = !first.is_lowercase() && plain.chars().count() <= MAX_TITLE;
    (is_title && !plain.contains("&#")).then(|| plain.to_owned())
}

/// Cuts a text at the ends of its sentences and lines, but never inside a span.
fn sentences(text: &str, spans: &[Span]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut is_end = false;
    for (at, c) in text.char_indices() {
        let is_inside = spans
            .iter()
            .any(|span| span.place.start < at && at < span.place.end);
        if is_inside {
            continue;
        }
        let begins = |rest: &str| {
            rest.trim_start()
                .starts_with(|c: char| !c.is_lowercase() && !",;:)-–—".contains(c))
        };
        if c == '\n' || (c.is_whitespace() && is_end && begins(&text[at..])) {
            found.push(start..at);
            start = at;
        }
        // A sentence may end inside quotation marks that it closes.
        is_end = ".!?…".contains(c) || (is_end && "”\"»*)".contains(c));
    }
    found.push(start..text.len());
    found
}

/// Says whether a piece of Markdown can stand alone.
fn is_balanced(markdown: &str) -> bool {
    let mut counts = [0_usize; 4];
    let mut is_escaped = false;
    for c in markdown.chars() {
        if let Some(index) = "*[]`".find(c).filter(|_| !is_escaped) {
            counts[index] += 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    let [stars, opened, closed, ticks] = counts;
    stars % 2 == 0 && opened == closed && ticks % 2 == 0
}
