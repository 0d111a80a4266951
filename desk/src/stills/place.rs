//! Places in the text that stay where they are while it changes around them.

use std::cell::RefCell;

use crate::writing::edit::Edit;

/// Places in the text, each for something that will be put there later. All are in bytes.
#[derive(Debug, Default)]
pub(super) struct Places(RefCell<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// The text as it was when it was last looked at.
    text: String,
    /// The places by their numbers.
    places: Vec<(u32, usize)>,
    /// The last number that was given.
    last: u32,
}

impl Places {
    /// Keeps a place of a text and returns its number.
    pub(super) fn keep(&self, text: &str, at: usize) -> u32 {
        self.follow(text);
        let mut kept = self.0.borrow_mut();
        text.clone_into(&mut kept.text);
        kept.last += 1;
        let number = kept.last;
        kept.places.push((number, paragraph_end(text, at)));
        number
    }

    /// Returns where a place is now.
    pub(super) fn find(&self, number: u32) -> Option<usize> {
        let kept = self.0.borrow();
        let found = kept.places.iter().find(|(of, _)| *of == number);
        found.map(|(_, at)| *at)
    }

    /// Forgets a place.
    pub(super) fn forget(&self, number: u32) {
        self.0.borrow_mut().places.retain(|(of, _)| *of != number);
    }

    /// Says whether nothing is kept, so that nobody has to look.
    pub(super) fn is_empty(&self) -> bool {
        self.0.borrow().places.is_empty()
    }

    /// Finds the places again in the text as it is now.
    pub(super) fn follow(&self, text: &str) {
        let mut kept = self.0.borrow_mut();
        if kept.places.is_empty() || kept.text == text {
            return;
        }
        let before = std::mem::replace(&mut kept.text, text.to_owned());
        for (_, at) in &mut kept.places {
            *at = moved(&before, text, *at);
        }
    }

    /// Moves the places with a change that is about to be made.
    pub(super) fn make_room(&self, edit: &Edit, after: &str) {
        let mut kept = self.0.borrow_mut();
        for (_, at) in &mut kept.places {
            *at = edit.moved(*at);
        }
        after.clone_into(&mut kept.text);
    }
}

/// Returns where a place is after a text has changed, taking what differs for one change.
fn moved(before: &str, after: &str, at: usize) -> usize {
    let alike = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs
            .take_while(|(one, other)| one == other)
            .map(|(one, _)| one.len_utf8())
            .sum()
    };
    let start = alike(&mut before.chars().zip(after.chars()));
    let (rest, new) = (&before[start..], &after[start..]);
    let end = alike(&mut rest.chars().rev().zip(new.chars().rev()));
    if at >= before.len() - end {
        // Also what is typed at the place itself stands before it.
        at - (before.len() - end) + (after.len() - end)
    } else if at <= start {
        at
    } else {
        // What was around it is gone.
        after.len() - end
    }
}

/// Returns where the paragraph ends that a place is in; the place itself on a line with nothing on it.
fn paragraph_end(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut end = line_start;
    for line in text[line_start..].split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        end += line.trim_end_matches('\n').len();
        if !line.ends_with('\n') || is_blank_after(text, end) {
            break;
        }
        end += 1;
    }
    end
}

fn is_blank_after(text: &str, line_end: usize) -> bool {
    let rest = text.get(line_end + 1..).unwrap_or_default();
    rest.lines()
        .next()
        .is_none_or(|line| line.trim().is_empty())
}

/// Returns the change that puts something into a paragraph of its own.
pub(super) fn own_paragraph(text: &str, at: usize, what: &str) -> Edit {
    let at = at.min(text.len());
    let (before, after) = (&text[..at], &text[at..]);
    let above = match before {
        "" => "",
        before if before.ends_with("\n\n") => "",
        before if before.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let below = match after {
        after if after.starts_with("\n\n") => "",
        "\n" => "\n",
        after if after.starts_with('\n') => "\n",
        _ => "\n\n",
    };
    let with = format!("{above}{what}{below}");
    let behind = at + with.len();
    Edit {
        start: at,
        end: at,
        with,
        select: (behind, behind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a text without its mark, and where the mark stood.
    fn marked(text: &str) -> (String, usize) {
        let at = text.find('|').unwrap();
        (text.replace('|', ""), at)
    }

    #[test]
    fn a_place_stays_between_what_was_around_it() {
        for (before, after) in [
            ("one| two", "one, and more| two"),
            ("one| two", "one| two three"),
            ("one| two", "|two"),
            ("a longer text| here", "a text| here"),
            ("é🎬| b", "c é🎬| b"),
            ("all| of it", "|"),
            ("|one", "|one two"),
        ] {
            let ((before, from), (after, to)) = (marked(before), marked(after));
            assert_eq!(moved(&before, &after, from), to, "{before} → {after}");
        }
    }

    #[test]
    fn a_picture_comes_behind_the_paragraph_it_was_dropped_on() {
        for (text, after) in [
            ("|", "P\n\n"),
            ("One| line", "One line\n\nP\n\n"),
            (
                "One\nwrap|ped\nline\n\nTwo",
                "One\nwrapped\nline\n\nP\n\nTwo",
            ),
            ("One\n|\nTwo", "One\n\nP\n\nTwo"),
            ("One\n\n|", "One\n\nP\n\n"),
            ("One|\n", "One\n\nP\n\n"),
            ("One|\n \nTwo", "One\n\nP\n\n \nTwo"),
        ] {
            let (source, at) = marked(text);
            let edit = own_paragraph(&source, paragraph_end(&source, at), "P");
            assert_eq!(edit.after(&source), after, "{text}");
        }
    }

    #[test]
    fn several_for_one_place_come_in_their_order() {
        let places = Places::default();
        let mut text = "One\n\nTwo".to_owned();
        let numbers = [
            places.keep(&text, 1),
            places.keep(&text, 1),
            places.keep(&text, 1),
        ];
        for (number, what) in numbers.into_iter().zip(["P", "Q", "R"]) {
            let edit = own_paragraph(&text, places.find(number).unwrap(), what);
            text = edit.after(&text);
            places.make_room(&edit, &text);
            places.forget(number);
        }
        assert_eq!(text, "One\n\nP\n\nQ\n\nR\n\nTwo");
        assert!(places.is_empty());
    }

    #[test]
    fn what_is_typed_above_moves_a_place() {
        let places = Places::default();
        let number = places.keep("One\n\nTwo", 8);
        places.follow("Zero\n\nOne\n\nTwo");
        assert_eq!(places.find(number), Some(14));
        places.forget(number);
        assert_eq!(places.find(number), None);
    }
}
