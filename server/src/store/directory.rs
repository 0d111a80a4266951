//! Lists of names: films, people, tags and authors of which something published can be read.

use app::model::Slug;
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A name of a list, as its row has it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct NameRow {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) year: Option<i32>,
    pub(crate) review_count: i64,
}

/// Which names are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DirectoryOf {
    Films,
    People,
    Tags,
    Authors,
}

/// The names of a table after `$1` of which there are published reviews, at most `$2`.
macro_rules! names {
    ($table:literal, $name:literal, $year:literal, $reviews:literal) => {
        concat!(
            "SELECT slug, ",
            $name,
            " AS name, CAST(",
            $year,
            " AS INTEGER) AS year, (SELECT COUNT(DISTINCT reviews.id) ",
            $reviews,
            " AND reviews.kind = 'review' AND reviews.published_at IS NOT NULL) AS review_count FROM ",
            $table,
            " WHERE (CAST($1 AS TEXT) IS NULL OR slug > $1) AND EXISTS (SELECT 1 ",
            $reviews,
            " AND reviews.kind = 'review' AND reviews.published_at IS NOT NULL)",
            " ORDER BY slug LIMIT $2"
        )
    };
}

const FILMS: &str = names!(
    "films",
    "title",
    "year",
    "FROM reviews WHERE reviews.film_id = films.id"
);
// A cross join keeps SQLite from going through all reviews for each person.
const PEOPLE: &str = names!(
    "people",
    "name",
    "NULL",
    "FROM credits CROSS JOIN reviews WHERE reviews.film_id = credits.film_id AND credits.person_id = people.id"
);
const TAGS: &str = names!(
    "tags",
    "name",
    "NULL",
    "FROM review_tags JOIN reviews ON reviews.id = review_tags.review_id WHERE review_tags.tag_id = tags.id"
);
const AUTHORS: &str = names!(
    "authors",
    "name",
    "NULL",
    "FROM review_authors JOIN reviews ON reviews.id = review_authors.review_id WHERE review_authors.author_id = authors.id"
);

/// Lists names in the order of their slugs: those after one, or from the first.
pub(crate) async fn list_names(
    conn: &mut Conn<'_>,
    of: DirectoryOf,
    after: Option<&Slug>,
    limit: i32,
) -> Result<Vec<NameRow>, Error> {
    let sql = match of {
        DirectoryOf::Films => FILMS,
        DirectoryOf::People => PEOPLE,
        DirectoryOf::Tags => TAGS,
        DirectoryOf::Authors => AUTHORS,
    };
    Ok(on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(after.map(Slug::as_str))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
