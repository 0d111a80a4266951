//! Footnotes: definitions are lifted out of the text and numbered by their first mention.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use pulldown_cmark::{Tag, TagEnd};

use super::tokens::Token;

/// The footnotes of one document.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// The texts in the order of their definitions.
    bodies: Vec<Vec<Token<'a>>>,
    /// Where in `bodies` the footnote of a label is.
    places: HashMap<String, usize>,
    mentions: HashMap<usize, Mention>,
    /// The places in the order of their numbers.
    order: Vec<usize>,
}

/// One mention of a footnote.
#[derive(Clone, Copy)]
pub(super) struct Mention {
    /// The number of the footnote, from 1.
    pub(super) number: usize,
    /// How many times it was mentioned so far, this one included.
    pub(super) count: usize,
}

/// Parts the text of a document from its footnotes.
pub(super) fn lift(tokens: Vec<Token<'_>>) -> (Vec<Token<'_>>, Notes<'_>) {
    let mut notes = Notes::default();
    let mut text = Vec::with_capacity(tokens.len());
    let mut open: Vec<(String, Vec<Token<'_>>)> = Vec::new();
    for token in tokens {
        match token {
            Token::Start(Tag::FootnoteDefinition(label)) => open.push((key(&label), Vec::new())),
            Token::End(TagEnd::FootnoteDefinition) => {
                if let Some((label, body)) = open.pop() {
                    notes.define(label, body);
                }
            }
            token => match open.last_mut() {
                Some((_, body)) => body.push(token),
                None => text.push(token),
            },
        }
    }
    (text, notes)
}

impl<'a> Notes<'a> {
    /// Keeps the first definition of a label.
    fn define(&mut self, label: String, body: Vec<Token<'a>>) {
        if let Entry::Vacant(place) = self.places.entry(label) {
            place.insert(self.bodies.len());
            self.bodies.push(body);
        }
    }

    /// Counts one more mention of a footnote; nothing if there is none of this label.
    pub(super) fn mention(&mut self, label: &str) -> Option<Mention> {
        let place = *self.places.get(&key(label))?;
        let mention = self.mentions.entry(place).or_insert_with(|| {
            self.order.push(place);
            Mention {
                number: self.order.len(),
                count: 0,
            }
        });
        mention.count += 1;
        Some(*mention)
    }

    /// Hands out the text of the footnote of this number, once.
    pub(super) fn take(&mut self, number: usize) -> Option<Vec<Token<'a>>> {
        let place = *self.order.get(number.checked_sub(1)?)?;
        self.bodies.get_mut(place).map(std::mem::take)
    }

    /// All texts in the order of their definitions.
    pub(super) fn bodies(&self) -> &[Vec<Token<'a>>] {
        &self.bodies
    }
}

/// Labels are the same whatever their case.
fn key(label: &str) -> String {
    label.to_lowercase()
}
