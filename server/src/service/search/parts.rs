//! In which lists what is found follows each other, and where one of them goes on.

use crate::store::search::{Sought, Tier};

/// Where a list goes on: whether the last word is only begun, in which tier, before which place.
pub(super) type Cursor = (bool, Tier, i64);

/// Parts what is found into lists that follow each other: where the last word may go on, first what has
/// just the word, in a title or anywhere, then what has a longer one.
pub(super) fn parts(sought: &Sought) -> Vec<(bool, Tier, Sought)> {
    let mut parts = Vec::new();
    let mut whole = sought.clone();
    let begun = whole.terms.iter_mut().find(|term| term.is_prefix);
    let begun = begun.map(|term| {
        term.is_prefix = false;
        let mut begun = sought.clone();
        begun.without.push(term.clone());
        begun
    });
    for (is_begun, part) in [(false, Some(whole)), (true, begun)] {
        for tier in [Tier::Title, Tier::Text] {
            // Filters alone find nothing in titles.
            if tier == Tier::Text || sought.has_words() {
                parts.extend(part.clone().map(|part| (is_begun, tier, part)));
            }
        }
    }
    parts
}

/// Reads where a list goes on, as addresses have it: `t12` or `b12`, `pt12` or `pb12` for a word that is
/// only begun.
pub(super) fn read_cursor(text: &str) -> Option<Cursor> {
    let (is_begun, text) = match text.strip_prefix('p') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let tier = match text.as_bytes().first()? {
        b't' => Tier::Title,
        b'b' => Tier::Text,
        _ => return None,
    };
    Some((is_begun, tier, text.get(1..)?.parse().ok()?))
}

/// Writes where a list goes on.
pub(super) fn write_cursor((is_begun, tier, place): Cursor) -> String {
    let begun = if is_begun { "p" } else { "" };
    let letter = if tier == Tier::Title { 't' } else { 'b' };
    format!("{begun}{letter}{place}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::search::Term;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        assert_eq!(read_cursor("t12"), Some((false, Tier::Title, 12)));
        assert_eq!(
            read_cursor("b9223372036854775807"),
            Some((false, Tier::Text, i64::MAX))
        );
        assert_eq!(read_cursor("pb12"), Some((true, Tier::Text, 12)));
        for text in ["t12", "b12", "pt12", "pb12"] {
            assert_eq!(read_cursor(text).map(write_cursor).as_deref(), Some(text));
        }
        for bad in [
            "",
            "p",
            "t",
            "x1",
            "b1x",
            "pp1",
            "é1",
            "t99999999999999999999",
        ] {
            assert_eq!(read_cursor(bad), None, "{bad}");
        }
    }

    fn sought(word: &str, is_prefix: bool) -> Sought {
        let term = Term {
            words: vec![word.to_owned()],
            is_prefix,
        };
        Sought {
            terms: vec![term],
            ..Sought::default()
        }
    }

    #[test]
    fn the_word_itself_comes_before_longer_ones() {
        let (exact, mut begun) = (sought("salt", false), sought("salt", true));
        assert_eq!(
            parts(&exact),
            [
                (false, Tier::Title, exact.clone()),
                (false, Tier::Text, exact.clone())
            ]
        );
        let parted = parts(&begun);
        begun.without = exact.terms.clone();
        assert_eq!(
            parted,
            [
                (false, Tier::Title, exact.clone()),
                (false, Tier::Text, exact),
                (true, Tier::Title, begun.clone()),
                (true, Tier::Text, begun),
            ]
        );
    }

    #[test]
    fn filters_alone_are_one_list() {
        let filters = Sought {
            facts: vec![vec![Sought::year_fact(1979)]],
            ..Sought::default()
        };
        assert_eq!(parts(&filters), [(false, Tier::Text, filters.clone())]);
    }
}
