//! The quotation at the head of a review and who said it.

use super::super::html::{Block, BlockKind};
use super::Epigraph;

/// The longest epigraph, in characters.
const MAX_TEXT: usize = 1000;
/// The longest speaker, in characters.
const MAX_SPEAKER: usize = 80;
const DASHES: [char; 5] = ['—', '–', '―', '-', '‒'];

/// Reads an epigraph; none if nobody is named or there is more in it than words.
pub(super) fn read(block: &Block) -> Option<Epigraph> {
    let BlockKind::Quotation { source } = &block.kind else {
        return None;
    };
    if block.pictures > 0 || block.text.chars().count() > MAX_TEXT {
        return None;
    }
    let (text, speaker) = match source {
        Some(source) => (block.text.as_str(), source.as_str()),
        None => split_speaker(block.text.trim())?,
    };
    let speaker = bare_speaker(speaker);
    let text = bare_text(text);
    let is_whole = !text.is_empty() && !speaker.is_empty() && !speaker.contains('\n');
    (is_whole && speaker.chars().count() <= MAX_SPEAKER).then(|| Epigraph {
        text: text.to_owned(),
        speaker: speaker.to_owned(),
    })
}

/// Splits off the speaker: a last line or end in parentheses or behind a dash.
fn split_speaker(text: &str) -> Option<(&str, &str)> {
    let is_dialogue = text.lines().filter(|line| line.starts_with(DASHES)).count() > 1
        && text.starts_with(DASHES);
    if let Some(open) = text.strip_suffix(')').and_then(|text| text.rfind('(')) {
        let before = text[..open].trim_end();
        let is_aside =
            !before.ends_with(|c: char| ".?!…”“\"»’".contains(c)) && !ends_line(text, open);
        return (!is_aside).then_some((before, &text[open..]));
    }
    if is_dialogue {
        return None;
    }
    if let Some((before, line)) = text.rsplit_once('\n')
        && line.starts_with(DASHES)
    {
        return Some((before, line));
    }
    let (at, dash) = text
        .char_indices()
        .rev()
        .find(|(_, c)| DASHES.contains(c))?;
    let before = text[..at].trim_end();
    let speaker = &text[at + dash.len_utf8()..];
    let is_end = before.ends_with(|c: char| ".?!…”“\"»’".contains(c))
        && text[..at].ends_with(' ')
        && !speaker.trim().ends_with(['?', '!', '…']);
    is_end.then_some((before, speaker))
}

/// Says whether a line ends just before `at`.
fn ends_line(text: &str, at: usize) -> bool {
    text[..at].trim_end_matches([' ', '\t']).ends_with('\n')
}

fn bare_speaker(speaker: &str) -> &str {
    let speaker = speaker.trim().trim_start_matches(DASHES).trim();
    let inside = speaker
        .strip_prefix('(')
        .and_then(|speaker| speaker.strip_suffix(')'));
    inside
        .unwrap_or(speaker)
        .trim()
        .trim_start_matches(DASHES)
        .trim()
}

/// Takes the dash off a single speech and the quotation marks off a whole one.
fn bare_text(text: &str) -> &str {
    let text = text.trim();
    let speeches = text.lines().filter(|line| line.starts_with(DASHES)).count();
    let text = if speeches == 1 {
        text.trim_start_matches(DASHES).trim_start()
    } else {
        text
    };
    for (open, close) in [
        ('“', '”'),
        ('”', '”'),
        ('„', '“'),
        ('„', '”'),
        ('«', '»'),
        ('"', '"'),
        ('‘', '’'),
    ] {
        let inside = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close));
        if let Some(inside) = inside
            && !inside.contains([open, close])
        {
            return inside.trim();
        }
    }
    text
}
