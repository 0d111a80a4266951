//! Puts two texts of one draft together that were both made of a third one.

use diffy::{ConflictStyle, IncompleteHunkStyle, MergeOptions};

use crate::fields::Fields;

/// The line before what was written here, where both changed the same.
const MINE: &str = "[[ yours ]]";
/// The line between the two.
const THEIRS: &str = "[[ theirs ]]";
/// The line after them.
const END: &str = "[[ end ]]";

/// Two drafts in one, and whether both changed the same place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    /// What is in it.
    pub(crate) fields: Fields,
    /// Whether both are there, one after the other, at some place.
    pub(crate) clashes: bool,
}

/// Puts drafts together: what only one of them changed is as that one has it; where both changed a field of one
/// line, it stays as it is here, and where both changed a line of the text, it has both.
pub(crate) fn merge(base: &Fields, mine: &Fields, theirs: &Fields) -> Merged {
    let mut clashes = false;
    let fields = mine.iter().map(|(name, mine)| {
        let other = theirs.value(name).unwrap_or_default();
        let value = match base.value(name) {
            _ if mine == other => mine.to_owned(),
            Some(base) if mine == base => other.to_owned(),
            Some(base) if other == base => mine.to_owned(),
            base if name == "body" => {
                let (text, both) = merge_text(base.unwrap_or_default(), mine, other);
                clashes |= both;
                text
            }
            _ => mine.to_owned(),
        };
        (name.to_owned(), value)
    });
    let fields = Fields::from_pairs(fields.collect::<Vec<_>>());
    Merged { fields, clashes }
}

/// Puts texts together line by line, which are paragraphs here; says whether some line has both.
fn merge_text(base: &str, mine: &str, theirs: &str) -> (String, bool) {
    let mut options = MergeOptions::new();
    options
        .set_conflict_style(ConflictStyle::Merge)
        .set_incomplete_hunk_style(IncompleteHunkStyle::Git)
        // Longer than any line that an author draws.
        .set_conflict_marker_length(40);
    match options.merge(base, mine, theirs) {
        Ok(text) => (text, false),
        Err(text) => (with_words(&text), true),
    }
}

/// Says in words what the marks of a merge mean.
fn with_words(text: &str) -> String {
    let mark = |line: &str, sign: char| {
        let drawn = line.chars().take_while(|&c| c == sign).count();
        drawn == 40
    };
    let lines = text.lines().map(|line| {
        if mark(line, '<') {
            MINE
        } else if mark(line, '=') && line.len() == 40 {
            THEIRS
        } else if mark(line, '>') {
            END
        } else {
            line
        }
    });
    let mut out = lines.collect::<Vec<_>>().join("\n");
    if text.ends_with('\n') {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str, body: &str) -> Fields {
        let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Fields::from_pairs([("title", title), ("body", body)].map(pair))
    }

    #[test]
    fn what_only_one_changed_is_taken_from_that_one() {
        let base = draft("Salt", "one\n\ntwo\n\nthree");
        let mine = draft("Salt", "one, mine\n\ntwo\n\nthree");
        let theirs = draft("The Salt", "one\n\ntwo\n\nthree, theirs");
        let merged = merge(&base, &mine, &theirs);
        assert_eq!(
            merged.fields,
            draft("The Salt", "one, mine\n\ntwo\n\nthree, theirs")
        );
        assert!(!merged.clashes);
    }

    #[test]
    fn where_both_changed_a_paragraph_both_are_there() {
        let base = draft("a", "one\n\ntwo");
        let mine = draft("mine", "one\n\ntwo here");
        let theirs = draft("theirs", "one\n\ntwo there");
        let merged = merge(&base, &mine, &theirs);
        let body = merged.fields.value("body").unwrap();
        assert!(
            body.starts_with("one\n\n[[ yours ]]\ntwo here\n[[ theirs ]]\ntwo there\n[[ end ]]")
        );
        assert_eq!(merged.fields.value("title"), Some("mine"));
        assert!(merged.clashes);
    }

    #[test]
    fn without_the_text_both_were_made_of_no_word_is_left_out() {
        let (mine, theirs) = (draft("a", "here"), draft("a", "there"));
        let merged = merge(&Fields::default(), &mine, &theirs);
        let body = merged.fields.value("body").unwrap();
        assert!(body.contains("here") && body.contains("there"));
        assert!(merged.clashes);
    }
}
