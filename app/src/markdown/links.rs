//! Which link destinations are let through, and how they are written.

use std::fmt::{self, Write};
use std::net::Ipv4Addr;

/// A destination that passed.
pub(super) struct Destination {
    pub(super) href: String,
    pub(super) kind: Kind,
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// To a place on this site.
    Local,
    /// To a page of another site.
    Web,
    /// To a mail address.
    Mail,
}

/// The longest host name there is.
const MAX_HOST_CHARS: usize = 253;

/// Judges a destination as the parser understood it: decoded, with escapes and references resolved.
///
/// Only what is known to be harmless passes. A control character is refused rather than removed, because
/// browsers skip some of them inside a scheme.
pub(super) fn destination(written: &str) -> Option<Destination> {
    if written.chars().any(char::is_control) {
        return None;
    }
    let (scheme, rest, kind) = if let Some(rest) = strip_scheme(written, "https://") {
        ("https://", rest, Kind::Web)
    } else if let Some(rest) = strip_scheme(written, "http://") {
        ("http://", rest, Kind::Web)
    } else if let Some(rest) = strip_scheme(written, "mailto:") {
        ("mailto:", rest, Kind::Mail)
    } else {
        ("", written, Kind::Local)
    };
    let is_allowed = match kind {
        Kind::Web => is_authority(rest.split(['/', '?', '#']).next().unwrap_or_default()),
        Kind::Mail => is_mail(rest),
        Kind::Local => is_local(rest),
    };
    is_allowed.then(|| Destination {
        href: format!("{scheme}{}", encode(rest)),
        kind,
    })
}

fn strip_scheme<'a>(written: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = written.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// `//host` and `/\host` lead to another site.
fn is_local(path: &str) -> bool {
    path.starts_with('#') || (path.starts_with('/') && !path[1..].starts_with(['/', '\\']))
}

fn is_mail(address: &str) -> bool {
    address.contains('@')
        && !address.starts_with(['/', '@'])
        && address.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

/// A host with an optional port, and no user name: `https://bank.example@evil.example` is a trap.
fn is_authority(authority: &str) -> bool {
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    is_host(host) && port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

/// Stricter than browsers are, so that nothing passes which a stricter reader of addresses would refuse.
fn is_host(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.chars().count() > MAX_HOST_CHARS || !host.split('.').all(is_label) {
        return false;
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    !is_number(last) || is_ipv4(host)
}

fn is_label(label: &str) -> bool {
    let is_encoded = label
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    !label.is_empty() && !is_encoded && label.chars().all(is_host_char)
}

/// ASCII, and the letters of scripts whose every letter is valid in a host name.
fn is_host_char(c: char) -> bool {
    match c {
        '-' | '_' => true,
        // Letters with accents, and Cyrillic.
        '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{4ff}' => c.is_alphabetic(),
        c => c.is_ascii_alphanumeric() || is_uncased_or_greek(c),
    }
}

/// Greek small letters, kana, Chinese characters and Hangul syllables.
fn is_uncased_or_greek(c: char) -> bool {
    matches!(c, '\u{3ac}'..='\u{3ce}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
        || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// A last label like this makes the whole host an address in numbers.
fn is_number(label: &str) -> bool {
    let digits = label.bytes().all(|b| b.is_ascii_digit());
    let hex = label
        .strip_prefix("0x")
        .or_else(|| label.strip_prefix("0X"))
        .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit()));
    digits || hex
}

fn is_ipv4(host: &str) -> bool {
    host.parse::<Ipv4Addr>().is_ok()
}

fn encode(written: &str) -> String {
    let mut encoded = String::with_capacity(written.len());
    for c in written.chars() {
        if is_unsafe(c) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // A string takes everything that is written to it.
                let _: fmt::Result = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(c);
        }
    }
    encoded
}

/// Characters that do not belong into an address, or that would change how it looks.
fn is_unsafe(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}
