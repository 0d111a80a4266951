//! Words as they are looked for: small, without accents, one after the other.
//!
//! Both engines are given words made here, so that both find the same.

use unicode_normalization::UnicodeNormalization as _;

/// The longest word that is told from others, in characters.
const LONGEST: usize = 64;

/// A word of a text, and where in the text it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word, small and without accents.
    pub(crate) text: String,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
}

/// Lists the words of a text. In scripts without spaces each character is one.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut open: Option<Word> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if stands_alone(c) {
            found.extend(open.take());
            let text = c.to_string();
            found.push(Word {
                text,
                start: at,
                end,
            });
        } else if c.is_alphanumeric() || is_accent(c) {
            let word = open.get_or_insert_with(|| Word {
                text: String::new(),
                start: at,
                end,
            });
            word.end = end;
            push_folded(&mut word.text, c);
        } else {
            found.extend(open.take());
        }
    }
    found.extend(open);
    for word in &mut found {
        if let Some((cut, _)) = word.text.char_indices().nth(LONGEST) {
            word.text.truncate(cut);
        }
    }
    found.retain(|word| !word.text.is_empty());
    found
}

/// Returns the words of a text with one space between them.
pub(crate) fn folded(text: &str) -> String {
    let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
    words.join(" ")
}

/// Returns a text as one word, as a fact has it: `southkorea`.
pub(crate) fn joined(text: &str) -> String {
    words(text).into_iter().map(|word| word.text).collect()
}

/// Lists every three letters in a row of a word, with its beginning and its end as letters.
pub(crate) fn grams(word: &str) -> Vec<String> {
    let framed: Vec<char> = [' ', ' ']
        .into_iter()
        .chain(word.chars())
        .chain([' '])
        .collect();
    let mut grams: Vec<String> = framed.windows(3).map(String::from_iter).collect();
    grams.sort();
    grams.dedup();
    grams
}

/// Counts how many letters must be added, left out, changed or swapped with the next one to make one
/// word of the other.
pub(crate) fn slips(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let mut cost = (last[j] + usize::from(a != b))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                cost = cost.min(before[j - 1] + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
        && c.is_alphanumeric()
}

/// Adds a character as words have it. Letters are taken apart only in scripts whose accents can be
/// left out.
fn push_folded(word: &mut String, c: char) {
    let has_accents = matches!(c,
        '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{4ff}' | '\u{1e00}'..='\u{1fff}');
    if !has_accents {
        if !is_accent(c) {
            word.extend(c.to_lowercase());
        }
        return;
    }
    for part in c.nfd().filter(|part| !is_accent(*part)) {
        for small in part.to_lowercase() {
            match small {
                'ø' => word.push('o'),
                'ł' => word.push('l'),
                'đ' | 'ð' => word.push('d'),
                'ħ' => word.push('h'),
                'ı' => word.push('i'),
                'ß' => word.push_str("ss"),
                'æ' => word.push_str("ae"),
                'œ' => word.push_str("oe"),
                'þ' => word.push_str("th"),
                'ς' => word.push('σ'),
                small if is_accent(small) => {}
                small => word.push(small),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_small_and_without_accents() {
        assert_eq!(folded("Amélie, or: L’ÉTÉ"), "amelie or l ete");
        assert_eq!(folded("Ame\u{301}lie"), "amelie");
        assert_eq!(
            folded("Ångström Łódź Straße Æsir"),
            "angstrom lodz strasse aesir"
        );
        assert_eq!(folded("2½/4 — ... "), "2½ 4");
        assert_eq!(folded("東京物語"), "東 京 物 語");
        assert_eq!(folded("한국 영화"), "한국 영화");
        assert_eq!(joined("South Korea"), "southkorea");
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "The Sé.";
        let found = words(text);
        assert_eq!(&text[found[1].start..found[1].end], "Sé");
        assert_eq!(found[1].text, "se");
    }

    #[test]
    fn slips_are_counted() {
        for (one, other, count) in [
            ("salt", "salt", 0),
            ("salt", "slat", 1),
            ("year", "yer", 1),
            ("kaldestat", "kaldestad", 1),
            ("inventory", "inventroy", 1),
            ("sea", "tide", 4),
            ("", "tide", 4),
        ] {
            assert_eq!(slips(one, other), count, "{one} {other}");
        }
    }

    #[test]
    fn a_word_shares_most_of_its_grams_with_a_slip_of_it() {
        let right = grams("kaldestad");
        let wrong = grams("kaldestat");
        assert!(wrong.iter().filter(|gram| right.contains(gram)).count() >= 7);
    }
}
