//! Spoilers: pairs of `||` inside one inline container.

use pulldown_cmark::{Tag, TagEnd};

use super::plain::SPOILER;
use super::tokens::{Token, is_inline, push_text};

/// Turns the bars that pair up into spoilers and the others back into text.
///
/// Bars pair only with bars of the same container, so that a spoiler never cuts through emphasis or a
/// link. A spoiler does not nest in another, and a link around a spoiler gives way to it: a control
/// inside a link would be neither.
pub(super) fn pair(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let marks = Pairing::marks(&tokens);
    let mut paired = Vec::with_capacity(tokens.len());
    let mut depth = 0_usize;
    for (token, mark) in tokens.into_iter().zip(marks) {
        match (token, mark) {
            (_, Mark::Drop) => {}
            (_, Mark::Open) => {
                depth += 1;
                push_edge(&mut paired, depth, Token::SpoilerStart);
            }
            (_, Mark::Close) => {
                push_edge(&mut paired, depth, Token::SpoilerEnd);
                depth = depth.saturating_sub(1);
            }
            (Token::Bars, Mark::Keep) => push_text(&mut paired, "||"),
            (Token::Text(text), Mark::Keep) => push_text(&mut paired, &text),
            (token, Mark::Keep) => paired.push(token),
        }
    }
    paired
}

/// Puts a word in the place of each spoiler, with nothing of what it hides.
pub(super) fn hide(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut open = Vec::with_capacity(tokens.len());
    let mut is_hidden = false;
    for token in tokens {
        match token {
            Token::SpoilerStart => {
                push_text(&mut open, SPOILER);
                is_hidden = true;
            }
            Token::SpoilerEnd => is_hidden = false,
            _ if is_hidden => {}
            Token::Text(text) => push_text(&mut open, &text),
            token => open.push(token),
        }
    }
    open
}

fn push_edge<'a>(paired: &mut Vec<Token<'a>>, depth: usize, edge: Token<'a>) {
    if depth == 1 {
        paired.push(edge);
    } else {
        push_text(paired, "||");
    }
}

#[derive(Clone, Copy)]
enum Mark {
    Keep,
    Open,
    Close,
    Drop,
}

/// An inline container while it is read.
#[derive(Default)]
struct Container {
    /// Where bars wait for their partner.
    open: Option<usize>,
    /// Whether there is something to hide since then.
    is_filled: bool,
}

struct Pairing {
    marks: Vec<Mark>,
    containers: Vec<Container>,
    /// Where the link around the current token starts, and whether a spoiler was found in it.
    link: Option<(usize, bool)>,
}

impl Pairing {
    fn marks(tokens: &[Token<'_>]) -> Vec<Mark> {
        let mut pairing = Self {
            marks: vec![Mark::Keep; tokens.len()],
            containers: Vec::new(),
            link: None,
        };
        for (at, token) in tokens.iter().enumerate() {
            pairing.read(at, token);
        }
        pairing.marks
    }

    fn read(&mut self, at: usize, token: &Token<'_>) {
        match token {
            Token::Start(tag) => self.enter(at, tag),
            Token::End(tag) => self.leave(at, *tag),
            Token::Bars => self.bars(at),
            Token::Rule(_) => self.current().open = None,
            Token::Text(text) | Token::Raw(text) => {
                let is_filled = !text.trim().is_empty();
                self.current().is_filled |= is_filled;
            }
            Token::Code(_) | Token::NoteMark(_) => self.current().is_filled = true,
            Token::SoftBreak | Token::HardBreak | Token::SpoilerStart | Token::SpoilerEnd => {}
        }
    }

    fn current(&mut self) -> &mut Container {
        if self.containers.is_empty() {
            self.containers.push(Container::default());
        }
        let last = self.containers.len() - 1;
        &mut self.containers[last]
    }

    fn enter(&mut self, at: usize, tag: &Tag<'_>) {
        if is_inline(tag.to_end()) {
            self.current().is_filled = true;
        } else {
            // A list inside an item ends the item's own line of text.
            self.current().open = None;
        }
        if matches!(tag, Tag::Link { .. }) {
            self.link = Some((at, false));
        }
        self.containers.push(Container::default());
    }

    fn leave(&mut self, at: usize, tag: TagEnd) {
        self.containers.pop();
        if tag == TagEnd::Link
            && let Some((start, true)) = self.link.take()
        {
            self.marks[start] = Mark::Drop;
            self.marks[at] = Mark::Drop;
        }
    }

    fn bars(&mut self, at: usize) {
        let container = self.current();
        match container.open {
            Some(open) if container.is_filled => {
                container.open = None;
                self.marks[open] = Mark::Open;
                self.marks[at] = Mark::Close;
                if let Some((_, has_spoiler)) = &mut self.link {
                    *has_spoiler = true;
                }
            }
            _ => {
                *container = Container {
                    open: Some(at),
                    is_filled: false,
                }
            }
        }
    }
}
