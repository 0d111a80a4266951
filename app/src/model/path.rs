//! Paths of this site as they travel in addresses and forms.

use std::fmt::Write as _;

/// Writes a text as a value in an address's query.
pub fn query_value(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                value.push(char::from(byte));
            }
            _ => {
                let _ = write!(value, "%{byte:02X}");
            }
        }
    }
    value
}

/// Returns a path when it leads to a place of this site and nowhere else: it begins with one stroke,
/// and has nothing in it that an address cannot have.
pub fn local_path(path: &str) -> Option<&str> {
    let mut start = path.bytes();
    let is_here = start.next() == Some(b'/') && !matches!(start.next(), Some(b'/' | b'\\'));
    let is_plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_here && is_plain).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_in_a_query_comes_out_as_it_went_in() {
        assert_eq!(
            query_value("/reviews/a?sort=best&x=é#reply"),
            "/reviews/a%3Fsort%3Dbest%26x%3D%C3%A9%23reply"
        );
    }

    #[test]
    fn one_is_led_to_places_of_this_site_alone() {
        for good in ["/", "/reviews/salt?comments=2#comment-7", "/account"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "account",
            "//evil.example",
            "/\\evil.example",
            "/a\\..\\b",
            "https://evil.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: b",
            "/a b",
            "/é",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }
}
