//! Where in a text something stands.

/// A place in a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// Finds every place where something stands, one behind the other.
pub(super) fn places(text: &str, wanted: &str, minds_case: bool) -> Vec<Place> {
    let mut found = Vec::new();
    let mut from = 0;
    if wanted.is_empty() {
        return found;
    }
    while from < text.len() {
        match match_at(&text[from..], wanted, minds_case) {
            Some(length) => {
                found.push(Place {
                    start: from,
                    end: from + length,
                });
                from += length;
            }
            None => from += text[from..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// Returns how long the beginning of a text is that is what is wanted. Letters are compared one by one, so that a
/// place keeps its length whatever becomes of a letter in small.
fn match_at(text: &str, wanted: &str, minds_case: bool) -> Option<usize> {
    if minds_case {
        return text.starts_with(wanted).then_some(wanted.len());
    }
    let mut letters = text.chars();
    let mut length = 0;
    for wanted in wanted.chars() {
        let letter = letters.next()?;
        if letter != wanted && !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        length += letter.len_utf8();
    }
    Some(length)
}

/// Returns what stands from the first place to the last with something else at each.
pub(super) fn replaced(text: &str, found: &[Place], with: &str) -> String {
    let mut out = String::new();
    for (at, place) in found.iter().enumerate() {
        out.push_str(with);
        if let Some(next) = found.get(at + 1) {
            out.push_str(&text[place.end..next.start]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_whatever_their_case() {
        let text = "Salt, SALT and sält";
        assert_eq!(places(text, "salt", false).len(), 2);
        assert_eq!(places(text, "salt", true).len(), 0);
        assert_eq!(places(text, "SÄLT", false), [Place { start: 15, end: 20 }]);
        assert!(places(text, "", false).is_empty());
        assert_eq!(places("aaa", "aa", true).len(), 1);
    }

    #[test]
    fn all_places_are_replaced_at_once() {
        let text = "a b a c a";
        let found = places(text, "a", true);
        assert_eq!(replaced(text, &found, "xx"), "xx b xx c xx");
    }
}
