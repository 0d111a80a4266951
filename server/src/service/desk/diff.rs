//! What differs between two texts, word by word.

use app::{
    markdown,
    model::{Change, DraftFields, FieldDiff, Rating},
};
use similar::{ChangeTag, TextDiff};

/// How much of what is the same is shown around a change, in characters.
const AROUND: usize = 160;

/// Lists the fields in which two drafts differ, as an author sees them: all of them, as they are typed.
pub(super) fn for_authors(before: &DraftFields, after: &DraftFields) -> Vec<FieldDiff> {
    let pairs = before.labelled().into_iter().zip(after.labelled());
    pairs
        .filter(|(before, after)| before.1 != after.1)
        .map(|((label, before), (_, after))| field(label, before, after))
        .collect()
}

/// Lists the fields in which two published texts differ, as readers see them: without markup, and with
/// spoilers hidden.
pub(super) fn for_readers(before: &DraftFields, after: &DraftFields, scale: i32) -> Vec<FieldDiff> {
    let [before, after] = [before, after].map(|fields| {
        [
            ("Title", fields.title.clone()),
            ("Summary", fields.summary.clone()),
            ("Epigraph", fields.epigraph.clone()),
            ("Spoken by", fields.epigraph_speaker.clone()),
            ("Rating", rating(&fields.rating, scale)),
            ("Text", markdown::plain_text(&fields.body)),
            ("Watch also", markdown::plain_text(&watch_also(fields))),
        ]
    });
    before
        .into_iter()
        .zip(after)
        .filter(|(before, after)| before.1 != after.1)
        .map(|((label, before), (_, after))| field(label, &before, &after))
        .collect()
}

fn rating(typed: &str, scale: i32) -> String {
    let rating = typed.trim().parse().ok();
    let rating = rating.and_then(|halves| Rating::new(halves, scale));
    rating.map_or_else(String::new, |rating| {
        format!("{}/{}", rating.value(), rating.out_of())
    })
}

/// Writes "Watch also" as paragraphs, without addresses.
fn watch_also(fields: &DraftFields) -> String {
    let lines = fields.watch_also.lines().map(|line| {
        let mut parts = line.splitn(3, '|').map(str::trim);
        let title = parts.next().unwrap_or_default();
        match parts.nth(1) {
            Some(note) if !note.is_empty() => format!("{title}: {note}"),
            _ => title.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

fn field(label: &str, before: &str, after: &str) -> FieldDiff {
    let diff = TextDiff::from_words(before, after);
    let mut runs: Vec<(Change, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        match runs.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(change.value()),
            _ => runs.push((kind, change.value().to_owned())),
        }
    }
    let last = runs.len().saturating_sub(1);
    for (place, (kind, text)) in runs.iter_mut().enumerate() {
        if *kind == Change::Same {
            *text = shortened(text, place > 0, place < last);
        }
    }
    FieldDiff {
        label: label.to_owned(),
        runs,
    }
}

/// Leaves of a long run that is the same what stands next to changes.
fn shortened(text: &str, follows: bool, precedes: bool) -> String {
    let length = text.chars().count();
    let kept = AROUND * (usize::from(follows) + usize::from(precedes));
    if length <= kept + AROUND {
        return text.to_owned();
    }
    let head: String = text.chars().take(AROUND).collect();
    let tail: String = text.chars().skip(length - AROUND).collect();
    match (follows, precedes) {
        (true, true) => format!("{head} … {tail}"),
        (true, false) => format!("{head} …"),
        _ => format!("… {tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_body(body: &str) -> DraftFields {
        DraftFields {
            body: body.to_owned(),
            ..DraftFields::default()
        }
    }

    #[test]
    fn words_that_changed_are_named_and_the_others_stand_around_them() {
        let diff = for_authors(
            &with_body("One red sluice."),
            &with_body("One green sluice."),
        );
        assert_eq!(diff.len(), 1);
        assert_eq!(diff[0].label, "Text");
        let run = |kind, text: &str| (kind, text.to_owned());
        assert_eq!(
            diff[0].runs,
            [
                run(Change::Same, "One "),
                run(Change::Removed, "red"),
                run(Change::Added, "green"),
                run(Change::Same, " sluice."),
            ]
        );
    }

    #[test]
    fn readers_are_told_of_no_spoiler_and_of_no_markup() {
        let before = with_body("*One* ||he drowns|| end.");
        let after = with_body("*One* ||she drowns|| end, at last.");
        let text = format!("{:?}", for_readers(&before, &after, 4));
        assert!(
            text.contains("at last") && text.contains("[spoiler]"),
            "{text}"
        );
        assert!(!text.contains("drowns") && !text.contains('*'), "{text}");
        let hidden = with_body("*One* ||all live|| end.");
        assert!(for_readers(&before, &hidden, 4).is_empty());
    }

    #[test]
    fn of_a_long_text_only_what_is_near_a_change_is_shown() {
        let long = "word ".repeat(1_000);
        let diff = for_authors(
            &with_body(&format!("{long}a")),
            &with_body(&format!("{long}b")),
        );
        let (kind, text) = &diff[0].runs[0];
        assert_eq!(*kind, Change::Same);
        assert!(text.starts_with("… ") && text.len() < 200);
    }
}
