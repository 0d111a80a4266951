//! The piece of a text that shows why it was found.

use app::model::Run;

use crate::store::search::{Term, Word, words};

/// How many words a piece has, and how many of them before the first that was looked for.
const LENGTH: usize = 34;
const BEFORE: usize = 7;

/// Returns the whole text in runs, with what was looked for marked.
pub(super) fn marked(text: &str, terms: &[Term]) -> Vec<Run> {
    let words = words(text);
    let marks = marks(&words, terms);
    runs(text, &words, &marks)
}

/// Returns the piece of a text with the most of what was looked for, in one line.
pub(super) fn snippet(text: &str, terms: &[Term]) -> Vec<Run> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = words(&line);
    let marks = marks(&found, terms);
    let start = best_start(&marks).saturating_sub(BEFORE);
    let end = (start + LENGTH).min(found.len());
    let Some(shown) = found.get(start..end).filter(|shown| !shown.is_empty()) else {
        return Vec::new();
    };
    // Up to the next word, so that a full stop or a bracket stays with its word.
    let from = if start == 0 { 0 } else { shown[0].start };
    let to = if end == found.len() {
        line.len()
    } else {
        shown[shown.len() - 1].end
    };
    let moved: Vec<Word> = shown
        .iter()
        .map(|word| Word {
            text: word.text.clone(),
            start: word.start - from,
            end: word.end - from,
        })
        .collect();
    let mut runs = runs(&line[from..to], &moved, &marks[start..end]);
    let plain = |text: &str| Run {
        text: text.to_owned(),
        is_marked: false,
    };
    if start > 0 {
        runs.insert(0, plain("… "));
    }
    if end < found.len() {
        runs.push(plain(" …"));
    }
    runs
}

/// Returns of each word which of the terms it belongs to.
fn marks(words: &[Word], terms: &[Term]) -> Vec<Option<usize>> {
    let mut marks = vec![None; words.len()];
    for (number, term) in terms.iter().enumerate() {
        let length = term.words.len();
        if length == 0 {
            continue;
        }
        for at in 0..(words.len() + 1).saturating_sub(length) {
            let fits = words[at..at + length]
                .iter()
                .zip(&term.words)
                .enumerate()
                .all(|(place, (word, wanted))| {
                    let may_go_on = term.is_prefix && place + 1 == length;
                    word.text == *wanted || (may_go_on && word.text.starts_with(wanted))
                });
            if fits {
                marks[at..at + length].fill(Some(number));
            }
        }
    }
    marks
}

/// Finds the first word of the piece in which the most terms stand.
fn best_start(marks: &[Option<usize>]) -> usize {
    let mut best = (0, 0);
    for at in (0..marks.len()).filter(|at| marks[*at].is_some()) {
        let end = (at + LENGTH - BEFORE).min(marks.len());
        let mut seen: Vec<usize> = marks[at..end].iter().flatten().copied().collect();
        seen.sort_unstable();
        seen.dedup();
        if seen.len() > best.0 {
            best = (seen.len(), at);
        }
    }
    best.1
}

fn runs(text: &str, words: &[Word], marks: &[Option<usize>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut push = |piece: &str, is_marked: bool| match runs.last_mut() {
        _ if piece.is_empty() => {}
        Some(last) if last.is_marked == is_marked => last.text.push_str(piece),
        _ => runs.push(Run {
            text: piece.to_owned(),
            is_marked,
        }),
    };
    let mut at = 0;
    let mut before = None;
    for (word, mark) in words.iter().zip(marks) {
        // The space inside a phrase belongs to it.
        let is_inside = mark.is_some() && before == *mark;
        push(&text[at..word.start], is_inside);
        push(&text[word.start..word.end], mark.is_some());
        at = word.end;
        before = *mark;
    }
    push(&text[at..], false);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(text: &str, is_prefix: bool) -> Term {
        let words = words(text).into_iter().map(|word| word.text).collect();
        Term { words, is_prefix }
    }

    fn written(runs: &[Run]) -> String {
        runs.iter()
            .map(|run| {
                if run.is_marked {
                    format!("[{}]", run.text)
                } else {
                    run.text.clone()
                }
            })
            .collect()
    }

    #[test]
    fn what_was_looked_for_is_marked_as_it_stands() {
        let runs = marked(
            "L’Été, a Sea story",
            &[term("ete", false), term("sto", true)],
        );
        assert_eq!(written(&runs), "L’[Été], a Sea [story]");
        let runs = marked("A half hour, a half", &[term("half hour", false)]);
        assert_eq!(written(&runs), "A [half hour], a half");
        assert_eq!(written(&marked("", &[term("x", false)])), "");
    }

    #[test]
    fn a_piece_is_cut_around_what_was_looked_for() {
        let text = format!(
            "{}then the sea comes in.\n{}",
            "word ".repeat(60),
            "more ".repeat(60)
        );
        let piece = written(&snippet(&text, &[term("sea", false), term("comes", false)]));
        assert!(piece.starts_with("… word "), "{piece}");
        assert!(piece.contains("then the [sea] [comes] in. more"), "{piece}");
        assert!(piece.ends_with(" …"), "{piece}");
        assert!(piece.len() < 260, "{piece}");
    }

    #[test]
    fn without_a_mark_it_is_the_beginning() {
        assert_eq!(written(&snippet("A quiet film.", &[])), "A quiet film.");
        assert!(written(&snippet(&"word ".repeat(90), &[])).ends_with("word …"));
        assert!(snippet("", &[]).is_empty());
    }
}
