//! Links, pictures and plain pieces as Markdown.

use super::super::{Link, Picture};
use super::unseal::{Sealed, unseal};
use super::{Mark, seal};

/// Writes a picture with its alternative text and caption.
pub(super) fn picture(picture: &Picture) -> String {
    let alt = text(&picture.alt);
    let destination = destination(&picture.destination);
    match &picture.caption {
        Some(caption) => format!("![{alt}]({destination} \"{}\")", title(caption)),
        None => format!("![{alt}]({destination})"),
    }
}

/// Writes what stands behind a link's text.
pub(super) fn link_end(link: &Link) -> String {
    let destination = destination(&link.address);
    match &link.title {
        Some(words) => format!("]({destination} \"{}\")", title(words)),
        None => format!("]({destination})"),
    }
}

/// Says whether `address` can be written as `<address>`.
pub(super) fn is_absolute(address: &str) -> bool {
    (address.starts_with("http://") || address.starts_with("https://"))
        && !address.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '&' | '|')
        })
}

/// Escapes a line of plain text.
fn text(plain: &str) -> String {
    let mut sealed = String::new();
    // The mark keeps the beginning from being taken for the beginning of a line.
    sealed.push(Mark::CiteEnd.char());
    seal(&one_line(plain), &mut sealed);
    unseal(&Sealed {
        text: &sealed,
        links: &[],
        pictures: &[],
        soft_breaks: true,
    })
}

fn destination(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '\\' => escaped.push_str("%5C"),
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            '|' => escaped.push_str("%7C"),
            // What looks like an entity would be resolved.
            '&' => escaped.push_str("&amp;"),
            c if c.is_whitespace() => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    let is_plain = !escaped.is_empty() && !escaped.contains(' ') && is_balanced(&escaped);
    if is_plain {
        escaped
    } else {
        format!("<{escaped}>")
    }
}

fn is_balanced(address: &str) -> bool {
    let mut depth = 0_i32;
    for c in address.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if !(0..=30).contains(&depth) {
            return false;
        }
    }
    depth == 0
}

fn title(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in one_line(words).chars() {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '&' => escaped.push_str("&amp;"),
            // A table would be cut here.
            '|' => escaped.push_str("&#124;"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
