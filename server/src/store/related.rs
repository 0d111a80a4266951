//! What reviews have in common with others.

use app::model::{FilmId, ReviewId};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// Something that another review shares with this one, as its row has it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct SharedRow {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    /// `film`, `director`, `writer`, `cast` or `tag`.
    pub(crate) kind: String,
    /// What is shared: a title, a name.
    pub(crate) name: String,
}

/// Lists what other published reviews share with one, the newest of them first.
pub(crate) async fn list_shared(
    conn: &mut Conn<'_>,
    review: ReviewId,
    film: Option<FilmId>,
    limit: i32,
) -> Result<Vec<SharedRow>, Error> {
    const FILM: &str = "
        SELECT reviews.id, reviews.slug, reviews.title, 'film' AS kind, films.title AS name
        FROM reviews
        JOIN films ON films.id = reviews.film_id
        WHERE reviews.film_id = $2
            AND reviews.id <> $1
            AND reviews.kind = 'review'
            AND reviews.published_at IS NOT NULL
        ORDER BY reviews.published_at DESC, reviews.id DESC
        LIMIT $3
    ";
    // A cross join keeps SQLite from going through all reviews, the newest first.
    const PEOPLE: &str = "
        SELECT reviews.id, reviews.slug, reviews.title, theirs.role AS kind, people.name
        FROM credits AS ours
        JOIN credits AS theirs
            ON theirs.person_id = ours.person_id
            AND theirs.role = ours.role
            AND theirs.film_id <> ours.film_id
        JOIN people ON people.id = ours.person_id
        CROSS JOIN reviews
        WHERE ours.film_id = $2
            AND reviews.film_id = theirs.film_id
            AND reviews.id <> $1
            AND reviews.kind = 'review'
            AND reviews.published_at IS NOT NULL
        ORDER BY reviews.published_at DESC, reviews.id DESC, ours.position
        LIMIT $3
    ";
    const TAGS: &str = "
        SELECT reviews.id, reviews.slug, reviews.title, 'tag' AS kind, tags.name
        FROM review_tags AS ours
        JOIN tags ON tags.id = ours.tag_id
        JOIN review_tags AS theirs ON theirs.tag_id = ours.tag_id
        JOIN reviews ON reviews.id = theirs.review_id
        WHERE ours.review_id = $1
            AND CAST($2 AS BIGINT) >= 0
            AND reviews.id <> $1
            AND reviews.kind = 'review'
            AND reviews.published_at IS NOT NULL
        ORDER BY reviews.published_at DESC, reviews.id DESC, ours.position
        LIMIT $3
    ";
    let mut shared = Vec::new();
    for sql in [FILM, PEOPLE, TAGS] {
        let rows: Vec<SharedRow> = on_engine!(conn, |c| sqlx::query_as(sql)
            .bind(review.0)
            .bind(film.map_or(0, |film| film.0))
            .bind(limit)
            .fetch_all(c)
            .await)?;
        shared.extend(rows);
    }
    Ok(shared)
}
