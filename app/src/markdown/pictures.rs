//! What an image's destination stands for.

use super::links::{Destination, Kind, destination};

/// An image, as far as its destination tells.
pub(super) enum Picture<'a> {
    /// One of the site's own, written `media:HASH/WIDTHxHEIGHT.EXT`.
    Stored {
        hash: &'a str,
        width: u32,
        height: u32,
        extension: &'a str,
    },
    /// One that an import could not find, written `missing:NAME`.
    Missing(&'a str),
    /// One of another site, which no page may load.
    Foreign(Destination),
    /// Anything else.
    Unusable,
}

const EXTENSIONS: [&str; 5] = ["jpg", "png", "gif", "webp", "svg"];

/// Reads an image's destination.
pub(super) fn picture(written: &str) -> Picture<'_> {
    if let Some(name) = written.strip_prefix("missing:") {
        return Picture::Missing(name.trim());
    }
    if let Some(stored) = written.strip_prefix("media:").and_then(stored) {
        return stored;
    }
    match destination(written) {
        Some(link) if link.kind == Kind::Web => Picture::Foreign(link),
        _ => Picture::Unusable,
    }
}

fn stored(written: &str) -> Option<Picture<'_>> {
    let (hash, file) = written.split_once('/')?;
    let (size, extension) = file.split_once('.')?;
    let (width, height) = size.split_once('x')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash || !EXTENSIONS.contains(&extension) {
        return None;
    }
    Some(Picture::Stored {
        hash,
        width: pixels(width)?,
        height: pixels(height)?,
        extension,
    })
}

fn pixels(digits: &str) -> Option<u32> {
    let is_plain = (1..=5).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| digits.parse().ok()).flatten()
}
