//! Which marks are delimiters, and what stands beyond a run of them.

use super::{Mark, number_of, shown};

impl Mark {
    pub(super) fn opens(self) -> bool {
        matches!(self, Self::Emphasis | Self::Strong | Self::Strike)
    }

    pub(super) fn closes(self) -> bool {
        matches!(self, Self::EmphasisEnd | Self::StrongEnd | Self::StrikeEnd)
    }
}

/// Returns the character behind a run of delimiters, if there is a run with one that is `wanted`.
pub(super) fn beyond<'a>(
    chars: impl Iterator<Item = &'a char>,
    wanted: impl Fn(Mark) -> bool,
) -> Option<char> {
    let mut is_wanted = false;
    let mut run = None;
    let mut chars = chars.peekable();
    while let Some(&c) = chars.next() {
        match Mark::of(c) {
            Some(mark) if mark.opens() || mark.closes() => {
                is_wanted |= wanted(mark);
                let is_strike = matches!(mark, Mark::Strike | Mark::StrikeEnd);
                // To `*`, `~` is punctuation.
                if is_wanted && run.is_some_and(|run| run != is_strike) {
                    return Some('~');
                }
                run = Some(is_strike);
            }
            // A link, picture or code begins and ends with punctuation.
            Some(_) => return is_wanted.then_some('['),
            None if number_of(c).is_some() => return is_wanted.then_some(')'),
            // A letter alone between two runs may have to be hidden itself.
            None if chars.peek().is_some_and(|&&next| Mark::of(next).is_some()) => {
                return is_wanted.then_some('&');
            }
            None => return is_wanted.then(|| shown(c)),
        }
    }
    None
}
