//! Reviews like another one, with the reason.

use std::collections::BTreeMap;

use app::model::{FilmId, Related, ReviewId};

use crate::store::{
    Conn, Error, authors,
    related::{self, SharedRow},
};

/// How many are shown, and how many of what is shared are looked at of each kind.
const SHOWN: usize = 4;
const LOOKED_AT: i32 = 200;

/// Lists the reviews most like one.
pub(crate) async fn like(
    conn: &mut Conn<'_>,
    review: ReviewId,
    film: Option<FilmId>,
) -> Result<Vec<Related>, Error> {
    let shared = related::list_shared(conn, review, film, LOOKED_AT).await?;
    rank(shared)
        .into_iter()
        .map(|(row, reason)| {
            Ok(Related {
                slug: authors::slug(row.slug, "reviews")?,
                title: row.title,
                reason,
            })
        })
        .collect()
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

/// Puts those first that share the most, the newer of two equals, each with its best reason.
fn rank(shared: Vec<SharedRow>) -> Vec<(SharedRow, String)> {
    let mut by_review: BTreeMap<i64, (i32, usize, Vec<SharedRow>)> = BTreeMap::new();
    for (place, row) in shared.into_iter().enumerate() {
        let entry = by_review.entry(row.id).or_insert((0, place, Vec::new()));
        entry.0 += weight(&row.kind);
        entry.2.push(row);
    }
    let mut ranked: Vec<_> = by_review.into_values().collect();
    ranked.sort_by_key(|(weight, place, _)| (std::cmp::Reverse(*weight), *place));
    ranked
        .into_iter()
        .take(SHOWN)
        .filter_map(|(_, _, mut rows)| {
            // Stable, so that of several of one kind the first in credits order is named.
            rows.sort_by_key(|row| std::cmp::Reverse(weight(&row.kind)));
            let reason = reason(&rows);
            rows.into_iter().next().map(|row| (row, reason))
        })
        .collect()
}

fn reason(rows: &[SharedRow]) -> String {
    let Some(first) = rows.first() else {
        return String::new();
    };
    let names: Vec<&str> = rows
        .iter()
        .filter(|row| row.kind == first.kind)
        .map(|row| row.name.as_str())
        .take(2)
        .collect();
    let names = names.join(" and ");
    match first.kind.as_str() {
        "film" => format!("Also about {names}"),
        "director" => format!("Also directed by {names}"),
        "writer" => format!("Also written by {names}"),
        "cast" => format!("Also with {names}"),
        _ => format!("Also filed under {names}"),
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
        let ranked = rank(shared);
        let told: Vec<_> = ranked
            .iter()
            .map(|(row, why)| (row.id, why.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (3, "Also with Ada and Jonas"),
                (2, "Also directed by Marit"),
                (1, "Also filed under Work"),
                (4, "Also filed under Work"),
            ]
        );
        assert!(rank(Vec::new()).is_empty());
    }
}
