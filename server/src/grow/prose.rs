//! Invented sentences about an invented film.

use app::model::CreditRole;

use super::{dice::Dice, sentences, words};
use crate::store::films::NewFilm;

/// What sentences are told of.
#[derive(Clone, Debug, Default)]
pub(super) struct Telling {
    film: String,
    director: String,
    actors: Vec<String>,
}

impl Telling {
    /// Takes the names out of a film.
    pub(super) fn of(film: &NewFilm) -> Self {
        let names = |wanted: CreditRole| {
            film.credits
                .iter()
                .filter(move |(role, _, _)| *role == wanted)
                .map(|(_, name, _)| name.clone())
        };
        Self {
            film: film.title.clone(),
            director: names(CreditRole::Director).next().unwrap_or_default(),
            actors: names(CreditRole::Cast).collect(),
        }
    }

    /// Fills one sentence of a list in.
    pub(super) fn line(&self, dice: &mut Dice, list: &[&str]) -> String {
        let pattern = dice.pick(list);
        let mut line = String::with_capacity(pattern.len() + 40);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            line.push_str(before);
            let (slot, behind) = after.split_once('}').unwrap_or((after, ""));
            match slot {
                "film" => line.push_str(&self.film),
                "director" => line.push_str(if self.director.is_empty() {
                    "the director"
                } else {
                    &self.director
                }),
                "actor" => {
                    let at = dice.below(self.actors.len() as u64);
                    let name = self.actors.get(usize::try_from(at).unwrap_or_default());
                    line.push_str(name.map_or("the lead", String::as_str));
                }
                "place" => line.push_str(dice.pick(words::PLACES)),
                "craft" => line.push_str(dice.pick(words::CRAFTS)),
                "noun" => line.push_str(&dice.pick(words::NOUNS).to_lowercase()),
                _ => line.push_str(dice.pick(words::QUALITIES)),
            }
            rest = behind;
        }
        line.push_str(rest);
        let mut letters = line.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => line,
        }
    }

    /// Writes a review: three to nine paragraphs.
    pub(super) fn review(&self, dice: &mut Dice) -> String {
        let mut paragraphs = Vec::new();
        for _ in 0..dice.between(3, 9) {
            let sentences: Vec<String> = (0..dice.between(2, 6))
                .map(|_| self.line(dice, sentences::SENTENCES))
                .collect();
            paragraphs.push(sentences.join(" "));
        }
        if dice.percent(15) {
            let quotation = self.line(dice, sentences::REMARKS);
            paragraphs.insert(1, format!("> {quotation}"));
        }
        paragraphs.join("\n\n")
    }

    /// Writes a comment: mostly a sentence or two, seldom many.
    pub(super) fn remark(&self, dice: &mut Dice) -> String {
        let count = 1 + dice.skewed(8);
        let sentences: Vec<String> = (0..count)
            .map(|_| self.line(dice, sentences::REMARKS))
            .collect();
        if count > 4 {
            let (first, rest) = sentences.split_at(2);
            format!("{}\n\n{}", first.join(" "), rest.join(" "))
        } else {
            sentences.join(" ")
        }
    }
}
