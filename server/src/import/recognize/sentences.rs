//! Cuts a credits line into its statements.

/// Words that end with a full stop in the middle of a sentence.
const ABBREVIATIONS: [&str; 9] = ["jr", "sr", "dr", "st", "mr", "mrs", "ms", "vs", "no"];

/// Cuts `text` at line ends, full stops and the signs people put between statements.
///
/// A full stop after an initial or `Jr.` ends a statement only if a new one plainly begins there.
pub(super) fn sentences(text: &str, begins: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let rest = &text[after..];
        let is_followed_by_space = rest.is_empty() || rest.starts_with(char::is_whitespace);
        let (end, next) = match c {
            '\n' => (at, after),
            '.' if is_followed_by_space => {
                let is_abbreviated = is_abbreviation(&text[start..at]) && !rest.is_empty();
                if is_abbreviated && !begins(rest.trim_start()) {
                    continue;
                }
                (after, after)
            }
            '!' | '?' | '…' if is_followed_by_space => (after, after),
            ';' | '|' | '•' | '·' if is_followed_by_space => (at, after),
            _ => continue,
        };
        found.push(text[start..end].trim());
        start = next;
    }
    found.push(text[start..].trim());
    found.retain(|sentence| !sentence.is_empty() && *sentence != ".");
    found
}

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '.')
        .next()
        .unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}
