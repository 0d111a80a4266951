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

/// The widths in which a picture that was taken in is kept besides its own, as far as they are smaller, in
/// pixels, ascending. Texts name them without asking what there is, so a width that is added here has to be
/// made of the pictures that are there already.
pub const KEPT_WIDTHS: [u32; 3] = [640, 1280, 1920];

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

/// How wide a picture in a text is shown: as the text is, `--measure` of the style sheet at its widest.
pub const PICTURE_SIZES: &str = "(min-width: 40rem) 36rem, 100vw";

/// Lists the widths that there are of a picture of a width, ascending.
pub fn kept_widths(full: u32) -> impl Iterator<Item = u32> {
    let smaller = KEPT_WIDTHS.into_iter().filter(move |width| *width < full);
    smaller.chain([full])
}

/// Writes where a text finds one of the site's own pictures.
pub fn stored_destination(hash: &str, (width, height): (i32, i32), extension: &str) -> String {
    format!("media:{hash}/{width}x{height}.{extension}")
}

/// Writes an image as a text has it: what it shows, which one, and under it whose it is. Both texts mean
/// themselves, whatever is in them.
pub fn image(alt: &str, destination: &str, credit: &str) -> String {
    let title = match credit {
        "" => String::new(),
        credit => format!(" \"{}\"", escaped(&credit.replace('"', "”"))),
    };
    format!("![{}]({destination}{title})", escaped(alt))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' | '\n' => out.push(' '),
            c if c.is_ascii_punctuation() && "\\[]*_`|<!&~".contains(c) => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
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
