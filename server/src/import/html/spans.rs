//! Inline markup: what is open, what waits for its first word, and the white space before it.

use std::mem;

use super::seal::{Mark, number};

/// The deepest inline markup; deeper is left out.
const MAX_SPANS: usize = 16;

/// White space between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    #[default]
    None,
    Space,
    Break,
    Paragraph,
}

/// A piece of inline markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Emphasis,
    Strong,
    Strike,
    Code,
    Source,
    Link(Option<usize>),
    Quote,
    Spoiler,
    /// Markup that changes nothing, because the same is open already.
    Nothing(Kind),
}

/// What an end tag asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Emphasis,
    Strong,
    Strike,
    Code,
    Cite,
    Link,
    Quote,
    Spoiler,
}

impl Kind {
    /// Finds the kind of a tag.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "em" | "i" | "dfn" | "var" => Self::Emphasis,
            "strong" | "b" => Self::Strong,
            "del" | "s" | "strike" => Self::Strike,
            "code" | "kbd" | "tt" | "samp" => Self::Code,
            "cite" => Self::Cite,
            "a" => Self::Link,
            "q" => Self::Quote,
            // As Foyer's own exports have it.
            "mark" => Self::Spoiler,
            _ => return None,
        })
    }
}

impl Span {
    fn is(self, kind: Kind) -> bool {
        match self {
            Self::Nothing(own) => own == kind,
            Self::Emphasis => matches!(kind, Kind::Emphasis | Kind::Cite),
            Self::Source => kind == Kind::Cite,
            Self::Strong => kind == Kind::Strong,
            Self::Strike => kind == Kind::Strike,
            Self::Code => kind == Kind::Code,
            Self::Link(_) => kind == Kind::Link,
            Self::Quote => kind == Kind::Quote,
            Self::Spoiler => kind == Kind::Spoiler,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Emphasis => Kind::Emphasis,
            Self::Strong => Kind::Strong,
            Self::Strike => Kind::Strike,
            Self::Code => Kind::Code,
            Self::Source => Kind::Cite,
            Self::Link(_) => Kind::Link,
            Self::Quote => Kind::Quote,
            Self::Spoiler => Kind::Spoiler,
            Self::Nothing(kind) => kind,
        }
    }

    fn marks(self) -> Option<(Mark, Mark)> {
        Some(match self {
            Self::Emphasis => (Mark::Emphasis, Mark::EmphasisEnd),
            Self::Strong => (Mark::Strong, Mark::StrongEnd),
            Self::Strike => (Mark::Strike, Mark::StrikeEnd),
            Self::Code => (Mark::Code, Mark::CodeEnd),
            Self::Source => (Mark::Cite, Mark::CiteEnd),
            Self::Link(Some(_)) => (Mark::Link, Mark::LinkEnd),
            Self::Spoiler => (Mark::Spoiler, Mark::SpoilerEnd),
            Self::Link(None) | Self::Quote | Self::Nothing(_) => return None,
        })
    }

    fn begin(self, out: &mut String) {
        if self == Self::Quote {
            out.push('“');
        }
        if let Some((begin, _)) = self.marks() {
            out.push(begin.char());
        }
        if let Self::Link(Some(index)) = self {
            out.push(number(index));
        }
    }

    fn is_delimited(self) -> bool {
        matches!(self, Self::Emphasis | Self::Strong | Self::Strike)
    }

    fn end(self, out: &mut String) {
        if self == Self::Quote {
            out.push('”');
        }
        if let Some((_, end)) = self.marks() {
            out.push(end.char());
        }
        if let Self::Link(Some(index)) = self {
            out.push(number(index));
        }
    }
}

/// The inline markup at one place of a text.
#[derive(Debug, Default)]
pub(super) struct Spans {
    open: Vec<Span>,
    waiting: Vec<Span>,
}

impl Spans {
    /// Remembers that `span` begins; it is written with its first word.
    pub(super) fn open(&mut self, span: Span, kind: Kind) {
        if self.open.len() + self.waiting.len() >= MAX_SPANS {
            return;
        }
        let is_open = self
            .open
            .iter()
            .chain(&self.waiting)
            .any(|open| open.is(kind));
        let span = if is_open && kind != Kind::Quote {
            Span::Nothing(kind)
        } else {
            span
        };
        self.waiting.push(span);
    }

    /// Ends the innermost span of `kind`; what began inside goes on.
    pub(super) fn close(&mut self, kind: Kind, out: &mut String) {
        if let Some(index) = self.waiting.iter().rposition(|span| span.is(kind)) {
            self.waiting.remove(index);
        } else if let Some(index) = self.open.iter().rposition(|span| span.is(kind)) {
            let inner = self.end_from(index, out);
            self.waiting.splice(0..0, inner.into_iter().skip(1));
        }
    }

    /// Ends everything for now; it begins again with the next word.
    pub(super) fn suspend(&mut self, out: &mut String) {
        let open = self.end_from(0, out);
        self.waiting.splice(0..0, open);
    }

    /// Begins what waits.
    pub(super) fn resume(&mut self, out: &mut String) {
        for span in mem::take(&mut self.waiting) {
            self.open.push(resumed(span, out));
        }
    }

    /// Says whether code or a link is being written, where a line cannot break.
    pub(super) fn holds_line(&self) -> bool {
        let all = self.open.iter().chain(&self.waiting);
        all.into_iter()
            .any(|span| matches!(span, Span::Code | Span::Link(Some(_))))
    }

    /// Says whether the source of a quotation is being written.
    pub(super) fn in_source(&self) -> bool {
        self.open.contains(&Span::Source)
    }

    /// Returns the number of the link being written.
    pub(super) fn link(&self) -> Option<usize> {
        self.open.iter().find_map(|span| {
            if let Span::Link(index) = span {
                *index
            } else {
                None
            }
        })
    }

    fn end_from(&mut self, index: usize, out: &mut String) -> Vec<Span> {
        let ended = self.open.split_off(index);
        for span in ended.iter().rev() {
            span.end(out);
        }
        ended
    }
}

/// Begins a span where Markdown can tell it from what has just ended; else gives its markup up.
fn resumed(span: Span, out: &mut String) -> Span {
    let end = span.marks().map(|(_, end)| end.char());
    // `*a**b*` would not be two emphases side by side, so they become one; so does code.
    if (span.is_delimited() || span == Span::Code) && end.is_some_and(|end| out.ends_with(end)) {
        out.pop();
        return span;
    }
    let run = out.chars().rev().take_while(|&c| is_delimiter(c)).count();
    let ends = out.chars().rev().take(run).filter(|&c| is_end(c)).count();
    if span.is_delimited() && ends > 0 && run > 1 {
        return Span::Nothing(span.kind());
    }
    span.begin(out);
    span
}

fn is_end(character: char) -> bool {
    let ends = [Mark::EmphasisEnd, Mark::StrongEnd, Mark::StrikeEnd];
    ends.into_iter().any(|mark| mark.char() == character)
}

fn is_delimiter(character: char) -> bool {
    let begins = [Mark::Emphasis, Mark::Strong, Mark::Strike];
    is_end(character) || begins.into_iter().any(|mark| mark.char() == character)
}
