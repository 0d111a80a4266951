//! Which part of a field is being typed, and what it becomes.

use std::ops::Range;

use super::Hint;

/// How a field is parted into things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// The field is one thing.
    Whole,
    /// Things are parted by commas.
    BetweenCommas,
    /// Names stand between colons, commas and full stops: `Director: Aud Lind. With: Tor Vik, Liv Dahl.`
    InCredits,
    /// Each line is one thing.
    Line,
    /// Each line begins with one, and goes on behind a bar.
    BeforeBar,
}

impl Rule {
    /// Returns the part of a text that is being typed at a place, without the space around it.
    pub(super) fn token(self, text: &str, caret: usize) -> Range<usize> {
        let ends: &[char] = match self {
            Self::Whole => &[],
            Self::BetweenCommas => &[',', '\n'],
            Self::InCredits => &[',', ':', '.', '\n'],
            Self::Line => &['\n'],
            Self::BeforeBar => &['\n', '|'],
        };
        let start = text[..caret].rfind(ends).map_or(0, |at| at + 1);
        let end = text[caret..].find(ends).map_or(text.len(), |at| caret + at);
        if self == Self::BeforeBar && text[..start].ends_with('|') {
            // Behind the bar stand an address and a note.
            return caret..caret;
        }
        let part = &text[start..end];
        let start = start + part.len() - part.trim_start().len();
        start..(start + part.trim().len()).max(start)
    }

    /// Returns what a hint becomes in the field, where a text follows.
    pub(super) fn completed(self, hint: &Hint, rest: &str) -> String {
        match self {
            Self::BetweenCommas if rest.trim().is_empty() => format!("{}, ", hint.value),
            Self::BeforeBar if rest.trim_start().starts_with('|') => hint.label.clone(),
            Self::BeforeBar => format!("{} | {} | ", hint.label, hint.value),
            _ => hint.value.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(rule: Rule, marked: &str) -> String {
        let caret = marked.find('‹').unwrap();
        let text = marked.replace('‹', "");
        text[rule.token(&text, caret)].to_owned()
    }

    #[test]
    fn the_part_that_is_typed_is_found() {
        assert_eq!(typed(Rule::Whole, "the sal‹"), "the sal");
        assert_eq!(typed(Rule::BetweenCommas, "Ferries, Pat‹, Salt"), "Pat");
        assert_eq!(typed(Rule::BetweenCommas, "Ferries, ‹"), "");
        assert_eq!(typed(Rule::InCredits, "Director: Aud L‹"), "Aud L");
        assert_eq!(typed(Rule::InCredits, "With: Tor Vik, Li‹."), "Li");
        assert_eq!(typed(Rule::Line, "Aud Lind\nTo‹\nLiv"), "To");
        assert_eq!(
            typed(Rule::BeforeBar, "Inventory | inventory | x\nSal‹"),
            "Sal"
        );
        assert_eq!(typed(Rule::BeforeBar, "Salt | sal‹"), "");
    }

    #[test]
    fn what_is_picked_is_ready_for_the_next() {
        let hint = Hint {
            value: "the-salt-year".to_owned(),
            label: "The Salt Year".to_owned(),
            note: String::new(),
        };
        assert_eq!(Rule::Whole.completed(&hint, ""), "the-salt-year");
        assert_eq!(Rule::BetweenCommas.completed(&hint, ""), "the-salt-year, ");
        assert_eq!(Rule::BetweenCommas.completed(&hint, ", b"), "the-salt-year");
        assert_eq!(
            Rule::BeforeBar.completed(&hint, "\nb"),
            "The Salt Year | the-salt-year | "
        );
        assert_eq!(Rule::BeforeBar.completed(&hint, " | old"), "The Salt Year");
    }
}
