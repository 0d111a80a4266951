//! What the toolbar and its shortcuts do to the text.

use super::edit::{Edit, Selected};

/// What is done to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Strong words.
    Bold,
    /// Stressed words, and titles of films.
    Italic,
    /// Words that are hidden until somebody wants to read them.
    Spoiler,
    /// A link.
    Link,
    /// Lines that somebody else said.
    Quote,
    /// A heading, and one below it.
    Heading,
    /// A note at the end.
    Footnote,
    /// A picture.
    Still,
}

impl Mark {
    /// Reads the word by which a button asks for it.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "bold" => Self::Bold,
            "italic" => Self::Italic,
            "spoiler" => Self::Spoiler,
            "link" => Self::Link,
            "quote" => Self::Quote,
            "heading" => Self::Heading,
            "footnote" => Self::Footnote,
            "still" => Self::Still,
            _ => return None,
        })
    }

    /// Returns what it does to a text.
    pub(crate) fn edit(self, at: &Selected<'_>) -> Edit {
        match self {
            Self::Bold => around(at, "**"),
            Self::Italic => around(at, "*"),
            Self::Spoiler => around(at, "||"),
            Self::Link => link(at),
            Self::Quote => quote(at),
            Self::Heading => heading(at),
            Self::Footnote => footnote(at),
            Self::Still => still(at),
        }
    }
}

/// Puts a sign on both sides of what is selected, or takes it off. Each paragraph has its own, for no sign reaches
/// from one into the next.
fn around(at: &Selected<'_>, sign: &str) -> Edit {
    let chosen = at.chosen();
    let before = &at.text[..at.start];
    let after = &at.text[at.end..];
    if ends_with_sign(before, sign) && starts_with_sign(after, sign) {
        let start = at.start - sign.len();
        return Edit {
            start,
            end: at.end + sign.len(),
            with: chosen.to_owned(),
            select: (start, start + chosen.len()),
        };
    }
    if chosen.is_empty() && starts_with_sign(after, sign) && is_open(before, sign) {
        // What was begun with the same press ends: whoever writes on does so behind the sign.
        let behind = at.end + sign.len();
        return Edit {
            start: at.end,
            end: at.end,
            with: String::new(),
            select: (behind, behind),
        };
    }
    let inside = chosen.trim();
    let is_marked = inside.len() >= 2 * sign.len()
        && starts_with_sign(inside, sign)
        && ends_with_sign(inside, sign)
        && !inside.contains("\n\n");
    let with = if is_marked {
        let plain = &inside[sign.len()..inside.len() - sign.len()];
        chosen.replacen(inside, plain, 1)
    } else if inside.is_empty() {
        format!("{sign}{sign}")
    } else {
        let marked = chosen.split("\n\n").map(|part| wrap(part, sign));
        marked.collect::<Vec<_>>().join("\n\n")
    };
    let select = if inside.is_empty() {
        let within = at.start + sign.len();
        (within, within)
    } else {
        (at.start, at.start + with.len())
    };
    Edit {
        start: at.start,
        end: at.end,
        with,
        select,
    }
}

/// Marks a paragraph, leaving the space around it outside.
fn wrap(part: &str, sign: &str) -> String {
    let inside = part.trim();
    if inside.is_empty() {
        return part.to_owned();
    }
    part.replacen(inside, &format!("{sign}{inside}{sign}"), 1)
}

/// Says whether a text ends with a sign, and not with a longer one of the same letters: two stars are not a star.
fn ends_with_sign(text: &str, sign: &str) -> bool {
    let letter = sign.chars().next().unwrap_or_default();
    let run = text.chars().rev().take_while(|&c| c == letter).count();
    is_run_of(run, sign)
}

fn starts_with_sign(text: &str, sign: &str) -> bool {
    let letter = sign.chars().next().unwrap_or_default();
    let run = text.chars().take_while(|&c| c == letter).count();
    is_run_of(run, sign)
}

/// Says whether a sign in the last paragraph of a text has none that ends it.
fn is_open(text: &str, sign: &str) -> bool {
    let letter = sign.chars().next().unwrap_or_default();
    let paragraph = text.rsplit("\n\n").next().unwrap_or_default();
    let parts = paragraph.split(|c| c != letter);
    parts.filter(|run| is_run_of(run.len(), sign)).count() % 2 == 1
}

/// Three stars are one and two.
fn is_run_of(run: usize, sign: &str) -> bool {
    run == sign.len() || (run == 3 && sign.starts_with('*'))
}

/// Makes a link of what is selected, and selects what is missing.
fn link(at: &Selected<'_>) -> Edit {
    let chosen = at.chosen();
    if is_address(chosen) {
        let mut edit = Edit::instead(at, format!("[]({chosen})"));
        edit.select = (at.start + 1, at.start + 1);
        return edit;
    }
    let text = chosen.trim_end();
    let mut edit = Edit::instead(at, format!("[{text}](https://){}", &chosen[text.len()..]));
    edit.select = if text.is_empty() {
        (at.start + 1, at.start + 1)
    } else {
        let start = at.start + text.len() + 3;
        (start, start + "https://".len())
    };
    edit
}

/// Says whether a text is an address and nothing else.
pub(crate) fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace()))
}

/// Makes every selected line a quotation, or takes that off when all are.
fn quote(at: &Selected<'_>) -> Edit {
    each_line(at, |lines| {
        let all = lines.iter().all(|line| line.starts_with('>'));
        let change = |line: &&str| match line.strip_prefix('>') {
            Some(rest) if all => rest.strip_prefix(' ').unwrap_or(rest).to_owned(),
            _ if all => (*line).to_owned(),
            _ if line.is_empty() => ">".to_owned(),
            _ => format!("> {line}"),
        };
        lines.iter().map(change).collect()
    })
}

/// Makes a line a heading, then one below it, then a line again.
fn heading(at: &Selected<'_>) -> Edit {
    each_line(at, |lines| {
        let change = |line: &&str| {
            if line.trim().is_empty() && lines.len() > 1 {
                (*line).to_owned()
            } else if let Some(rest) = line.strip_prefix("## ") {
                format!("### {rest}")
            } else if let Some(rest) = line.strip_prefix("### ") {
                rest.to_owned()
            } else {
                format!("## {}", line.trim_start_matches('#').trim_start())
            }
        };
        lines.iter().map(change).collect()
    })
}

/// Changes whole lines and selects them, or stays at the end of a single one.
fn each_line(at: &Selected<'_>, change: impl Fn(&[&str]) -> Vec<String>) -> Edit {
    let (start, end) = (at.line_start(), at.line_end());
    let lines: Vec<_> = at.text[start..end].split('\n').collect();
    let with = change(&lines).join("\n");
    let behind = start + with.len();
    let select = if at.start == at.end {
        (behind, behind)
    } else {
        (start, behind)
    };
    Edit {
        start,
        end,
        with,
        select,
    }
}

/// Puts the mark of a note behind what is selected and a place for it at the end of the text.
fn footnote(at: &Selected<'_>) -> Edit {
    let number = (1..=9_999)
        .find(|number| !at.text.contains(&format!("[^{number}]")))
        .unwrap_or(1);
    let rest = &at.text[at.end..];
    let kept = rest.trim_end();
    // Notes stand together; a text has an empty line before the first.
    let is_after_note = kept
        .rsplit('\n')
        .next()
        .is_some_and(|line| line.starts_with("[^"));
    let gap = if is_after_note { "\n" } else { "\n\n" };
    let with = format!("[^{number}]{kept}{gap}[^{number}]: ");
    let behind = at.end + with.len();
    Edit {
        start: at.end,
        end: at.text.len(),
        with,
        select: (behind, behind),
    }
}

/// Marks the place of a still in a paragraph of its own, with what it shows to be written.
fn still(at: &Selected<'_>) -> Edit {
    const SHOWS: &str = "What the still shows";
    let before = match &at.text[..at.start] {
        text if text.is_empty() || text.ends_with("\n\n") => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let after = match &at.text[at.end..] {
        text if text.starts_with("\n\n") => "",
        text if text.starts_with('\n') => "\n",
        _ => "\n\n",
    };
    let shows = match at.chosen().trim() {
        "" => SHOWS,
        chosen => chosen,
    };
    let mut edit = Edit::instead(at, format!("{before}![{shows}](missing:still){after}"));
    let start = at.start + before.len() + 2;
    edit.select = (start, start + shows.len());
    edit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does something to a text in which `‹` and `›` stand around what is selected.
    fn done(mark: Mark, marked: &str) -> String {
        let start = marked.find('‹').unwrap();
        let end = marked.find('›').unwrap() - '‹'.len_utf8();
        let text = marked.replace(['‹', '›'], "");
        let at = Selected {
            text: &text,
            start,
            end,
        };
        mark.edit(&at).marked(&text)
    }

    #[test]
    fn words_are_marked_and_the_same_press_takes_it_off() {
        assert_eq!(done(Mark::Bold, "a ‹b› c"), "a ‹**b**› c");
        assert_eq!(done(Mark::Bold, "a ‹**b**› c"), "a ‹b› c");
        assert_eq!(done(Mark::Bold, "a **‹b›** c"), "a ‹b› c");
        assert_eq!(done(Mark::Italic, "a **‹b›** c"), "a **‹*b*›** c");
        assert_eq!(done(Mark::Italic, "***‹b›***"), "**‹b›**");
        assert_eq!(done(Mark::Spoiler, "‹ b ›"), "‹ ||b|| ›");
        assert_eq!(done(Mark::Italic, "a ‹›"), "a *‹›*");
        assert_eq!(done(Mark::Italic, "a *‹›* c"), "a ‹› c");
        assert_eq!(done(Mark::Bold, "‹a\n\nb›"), "‹**a**\n\n**b**›");
    }

    #[test]
    fn the_same_press_at_its_end_leaves_what_was_begun() {
        assert_eq!(done(Mark::Italic, "a *b‹›* c"), "a *b*‹› c");
        assert_eq!(done(Mark::Bold, "a **b‹›**"), "a **b**‹›");
        assert_eq!(done(Mark::Spoiler, "||b‹›||"), "||b||‹›");
        assert_eq!(done(Mark::Italic, "**a *b‹›***"), "**a *b*‹›**");
        // Before a sign that begins something, another one is begun.
        assert_eq!(done(Mark::Italic, "a ‹›*b*"), "a *‹›**b*");
        assert_eq!(done(Mark::Italic, "*a\n\nb‹›* c"), "*a\n\nb*‹›** c");
        assert_eq!(done(Mark::Bold, "a *b‹›* c"), "a *b**‹›*** c");
    }

    #[test]
    fn a_link_asks_for_what_is_missing() {
        assert_eq!(done(Mark::Link, "‹here›"), "[here](‹https://›)");
        assert_eq!(
            done(Mark::Link, "‹https://a.example/b›"),
            "[‹›](https://a.example/b)"
        );
        assert_eq!(done(Mark::Link, "‹›"), "[‹›](https://)");
        assert!(!is_address("https://a b") && !is_address("salt"));
    }

    #[test]
    fn lines_become_quotations_and_headings() {
        assert_eq!(done(Mark::Quote, "a\n‹b\n\nc›\nd"), "a\n‹> b\n>\n> c›\nd");
        assert_eq!(done(Mark::Quote, "‹> b\n>\n> c›"), "‹b\n\nc›");
        assert_eq!(done(Mark::Heading, "The ‹›tide"), "## The tide‹›");
        assert_eq!(done(Mark::Heading, "## The ‹›tide"), "### The tide‹›");
        assert_eq!(done(Mark::Heading, "### The ‹›tide"), "The tide‹›");
    }

    #[test]
    fn notes_have_numbers_of_their_own_at_the_end() {
        assert_eq!(
            done(Mark::Footnote, "Salt‹› and sea.\n"),
            "Salt[^1] and sea.\n\n[^1]: ‹›"
        );
        assert_eq!(
            done(Mark::Footnote, "Salt[^1] and sea‹›.\n\n[^1]: One."),
            "Salt[^1] and sea[^2].\n\n[^1]: One.\n[^2]: ‹›"
        );
    }

    #[test]
    fn a_still_has_a_paragraph_of_its_own() {
        assert_eq!(
            done(Mark::Still, "One.‹›Two."),
            "One.\n\n![‹What the still shows›](missing:still)\n\nTwo."
        );
        assert_eq!(
            done(Mark::Still, "One.\n\n‹A pan›\n\nTwo."),
            "One.\n\n![‹A pan›](missing:still)\n\nTwo."
        );
    }
}
