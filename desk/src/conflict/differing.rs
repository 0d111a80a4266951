//! Where two texts differ: from the first word that is not the same to the last.

use std::ops::Range;

/// Returns the part of each text outside of which both are the same, by whole words.
pub(super) fn differing(one: &str, other: &str) -> (Range<usize>, Range<usize>) {
    let same = |(a, b): &(char, char)| a == b;
    let before: usize = one
        .chars()
        .zip(other.chars())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let before = one[..before].rfind(char::is_whitespace).map_or(0, |at| {
        at + one[at..].chars().next().map_or(1, char::len_utf8)
    });
    let (rest, others) = (&one[before..], &other[before..]);
    let after: usize = rest
        .chars()
        .rev()
        .zip(others.chars().rev())
        .take_while(same)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let tail = &rest[rest.len() - after..];
    let after = tail
        .find(char::is_whitespace)
        .map_or(0, |at| tail.len() - at);
    (before..one.len() - after, before..other.len() - after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(one: &'a str, other: &'a str) -> (&'a str, &'a str) {
        let (first, second) = differing(one, other);
        (&one[first], &other[second])
    }

    #[test]
    fn whole_words_differ() {
        assert_eq!(parts("the red sea", "the reed sea"), ("red", "reed"));
        assert_eq!(parts("a b c d", "a c d"), ("b c", "c"));
        assert_eq!(parts("one", "two"), ("one", "two"));
        assert_eq!(parts("été à", "été à la"), ("à", "à la"));
        assert_eq!(parts("", "new"), ("", "new"));
        assert_eq!(parts("a a a", "a a"), ("a a", "a"));
    }
}
