//! Reviews like another one, with the reason.

use std::{cmp::Reverse, collections::BTreeMap};

use app::model::{FilmId, Related, ReviewId};

use crate::store::{
    Conn, Error, authors,
    related::{self, SharedRow},
    telling_words::{self, SharedWordRow},
};

/// How many are shown, and how many of what is shared are looked at of each kind.
const SHOWN: usize = 4;
const LOOKED_AT: i32 = 200;
/// How many words say that two reviews are alike where nothing else does: one is chance.
const WORDS: usize = 2;
/// A word is rare where it stands in no more than one review of so many, but for what a small
/// publication has too few for, and never in more than a handful.
const ONE_OF: i64 = 5;
const FEWEST: i64 = 2;
const MOST: i64 = 8;

/// Lists the reviews most like one.
pub(crate) async fn like(
    conn: &mut Conn<'_>,
    review: ReviewId,
    film: Option<FilmId>,
) -> Result<Vec<Related>, Error> {
    let shared = related::list_shared(conn, review, film, LOOKED_AT).await?;
    let mut words = telling_words::list_shared(conn, review, MOST).await?;
    // Most reviews are drawn without knowing how many there are.
    if words.iter().any(|word| word.uses > FEWEST) {
        let reviews = telling_words::count_reviews(conn, ONE_OF * MOST).await?;
        let few = (reviews / ONE_OF).clamp(FEWEST, MOST);
        words.retain(|word| word.uses <= few);
    }
    rank(shared, words)
        .into_iter()
        .map(|like| {
            Ok(Related {
                reason: like.reason(),
                slug: authors::slug(like.slug, "reviews")?,
                title: like.title,
            })
        })
        .collect()
}

/// A review that shares something.
struct Like {
    slug: String,
    title: String,
    /// How much the people and tags weigh that it shares.
    weight: i32,
    /// In which order it was found: the newer of two first.
    place: usize,
    /// What of people and tags it shares: the kind and the name.
    names: Vec<(String, String)>,
    /// The words it shares: how many reviews have each, and the word.
    words: Vec<(i64, String)>,
}

/// How much it weighs to share something of a kind.
fn weight(kind: &str) -> i32 {
    match kind {
        "film" => 20,
        "director" => 8,
        "writer" => 5,
        "cast" => 4,
        _ => 2,
    }
}

/// Puts those first that share the most people and tags, of equals those that share more words, the
/// rarer ones, and of equals the newer.
fn rank(shared: Vec<SharedRow>, words: Vec<SharedWordRow>) -> Vec<Like> {
    let mut by_review: BTreeMap<i64, Like> = BTreeMap::new();
    for row in shared {
        let place = by_review.len();
        let new = || Like::new(row.slug, row.title, place);
        let like = by_review.entry(row.id).or_insert_with(new);
        like.weight += weight(&row.kind);
        like.names.push((row.kind, row.name));
    }
    for row in words {
        let place = by_review.len();
        let new = || Like::new(row.slug, row.title, place);
        let like = by_review.entry(row.id).or_insert_with(new);
        like.words.push((row.uses, row.written));
    }
    let is_like = |like: &Like| like.weight > 0 || like.words.len() >= WORDS;
    let mut ranked: Vec<Like> = by_review.into_values().filter(is_like).collect();
    for like in &mut ranked {
        // Stable, so that of several of one kind the first in credits order is named.
        like.names.sort_by_key(|(kind, _)| Reverse(weight(kind)));
        like.words.sort();
    }
    ranked.sort_by_key(|like| {
        let uses: i64 = like.words.iter().map(|(uses, _)| uses).sum();
        (
            Reverse(like.weight),
            Reverse(like.words.len()),
            uses,
            like.place,
        )
    });
    ranked.truncate(SHOWN);
    ranked
}

impl Like {
    fn new(slug: String, title: String, place: usize) -> Self {
        Self {
            slug,
            title,
            place,
            weight: 0,
            names: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Says why it is like the other one, by the best of what they share.
    fn reason(&self) -> String {
        let Some((best, _)) = self.names.first() else {
            let words = self.words.iter().take(WORDS);
            let words: Vec<String> = words.map(|(_, word)| format!("“{word}”")).collect();
            return format!("Both speak of {}", words.join(" and "));
        };
        let of_kind = self.names.iter().filter(|(kind, _)| kind == best);
        let names: Vec<&str> = of_kind.map(|(_, name)| name.as_str()).take(2).collect();
        let names = names.join(" and ");
        match best.as_str() {
            "film" => format!("Also about {names}"),
            "director" => format!("Also directed by {names}"),
            "writer" => format!("Also written by {names}"),
            "cast" => format!("Also with {names}"),
            _ => format!("Also filed under {names}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: i64, kind: &str, name: &str) -> SharedRow {
        SharedRow {
            id,
            slug: format!("review-{id}"),
            title: format!("Review {id}"),
            kind: kind.to_owned(),
            name: name.to_owned(),
        }
    }

    fn word(id: i64, written: &str, uses: i64) -> SharedWordRow {
        SharedWordRow {
            id,
            slug: format!("review-{id}"),
            title: format!("Review {id}"),
            written: written.to_owned(),
            uses,
        }
    }

    fn told(shared: Vec<SharedRow>, words: Vec<SharedWordRow>) -> Vec<String> {
        let ranked = rank(shared, words);
        let tell = |like: &Like| format!("{}: {}", like.title, like.reason());
        ranked.iter().map(tell).collect()
    }

    #[test]
    fn what_shares_most_comes_first_and_says_why() {
        let shared = vec![
            row(1, "tag", "Work"),
            row(2, "director", "Marit"),
            row(3, "cast", "Ada"),
            row(3, "cast", "Jonas"),
            row(3, "tag", "Sea"),
            row(4, "tag", "Work"),
        ];
        assert_eq!(
            told(shared, Vec::new()),
            [
                "Review 3: Also with Ada and Jonas",
                "Review 2: Also directed by Marit",
                "Review 1: Also filed under Work",
                "Review 4: Also filed under Work",
            ]
        );
        assert!(told(Vec::new(), Vec::new()).is_empty());
    }

    #[test]
    fn words_come_after_people_and_tags_and_decide_between_equals() {
        let shared = vec![row(1, "tag", "Work"), row(2, "tag", "Work")];
        let words = vec![
            word(3, "harbour", 3),
            word(3, "sluice", 2),
            word(3, "tide", 4),
            word(4, "ferry", 2),
            word(2, "salt", 5),
        ];
        assert_eq!(
            told(shared, words),
            [
                "Review 2: Also filed under Work",
                "Review 1: Also filed under Work",
                "Review 3: Both speak of “sluice” and “harbour”",
            ],
            "one word alone is chance"
        );
    }

    #[test]
    fn of_those_with_as_many_words_the_rarer_come_first_then_the_newer() {
        let mut words = Vec::new();
        for (id, uses) in [(1, 3), (2, 3), (3, 2)] {
            words.extend([word(id, "harbour", uses), word(id, "ebb", uses)]);
        }
        let because = "Both speak of “ebb” and “harbour”";
        assert_eq!(
            told(Vec::new(), words),
            [3, 1, 2].map(|id| format!("Review {id}: {because}"))
        );
    }
}
