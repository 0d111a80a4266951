//! Keeps text apart from markup while HTML is laid out as Markdown.
//!
//! `htmd` escapes only a part of what Markdown understands, resolves entities twice and takes time
//! quadratic in a long run of text. So text goes through it sealed: every ASCII character but the
//! letters is moved to a private place of Unicode, and inline markup travels as marks. Unsealing
//! writes the Markdown and escapes what would mean something where it ended up.

mod delimiters;
mod inline;
mod unseal;

pub(super) use unseal::{Sealed, unseal};

/// Where sealed ASCII begins.
const ASCII: u32 = 0x10_0000;
/// Where the numbers of links and pictures begin.
const NUMBERS: u32 = 0xF_0000;
/// How many links or pictures one block can have.
pub(super) const MAX_NUMBER: usize = 0xFFF0;

/// A mark in sealed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    EmphasisEnd,
    Strong,
    StrongEnd,
    Strike,
    StrikeEnd,
    Code,
    CodeEnd,
    /// A link's text begins; its number follows.
    Link,
    LinkEnd,
    /// A picture; its number follows.
    Picture,
    /// A line break; a newline follows.
    Break,
    Fence,
    FenceEnd,
    Cite,
    CiteEnd,
    Row,
    Cell,
    Spoiler,
    SpoilerEnd,
}

const MARKS: [Mark; 20] = [
    Mark::Emphasis,
    Mark::EmphasisEnd,
    Mark::Strong,
    Mark::StrongEnd,
    Mark::Strike,
    Mark::StrikeEnd,
    Mark::Code,
    Mark::CodeEnd,
    Mark::Link,
    Mark::LinkEnd,
    Mark::Picture,
    Mark::Break,
    Mark::Fence,
    Mark::FenceEnd,
    Mark::Cite,
    Mark::CiteEnd,
    Mark::Row,
    Mark::Cell,
    Mark::Spoiler,
    Mark::SpoilerEnd,
];

impl Mark {
    /// Returns the character that stands for the mark.
    pub(super) fn char(self) -> char {
        private(ASCII + 0x100 + self as u32)
    }

    fn of(character: char) -> Option<Self> {
        let index = u32::from(character).checked_sub(ASCII + 0x100)?;
        MARKS.get(usize::try_from(index).ok()?).copied()
    }
}

/// Returns the character that stands for the number of a link or picture.
pub(super) fn number(index: usize) -> char {
    private(NUMBERS + u32::try_from(index.min(MAX_NUMBER)).unwrap_or_default())
}

fn number_of(character: char) -> Option<usize> {
    let index = u32::from(character).checked_sub(NUMBERS)?;
    usize::try_from(index)
        .ok()
        .filter(|&index| index <= MAX_NUMBER)
}

fn private(code: u32) -> char {
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Appends `text` to `out`, sealed. Control characters have no place in a text and are left out.
pub(super) fn seal(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            'a'..='z' | 'A'..='Z' => out.push(character),
            '\n' => out.push('\n'),
            '\t' => out.push(private(ASCII + u32::from(' '))),
            c if c.is_ascii() && !c.is_ascii_control() => out.push(private(ASCII + u32::from(c))),
            c if c.is_control() => {}
            c if u32::from(c) >= NUMBERS => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
}

/// Returns what a sealed character stands for; none for structure, marks and the never sealed.
fn unsealed(character: char) -> Option<char> {
    let code = u32::from(character).checked_sub(ASCII)?;
    (code < 0x80).then(|| char::from_u32(code)).flatten()
}

/// Returns the character a reader will see.
fn shown(character: char) -> char {
    unsealed(character).unwrap_or(character)
}
