//! What is shown of what was found. Asked by numbers out of the index, and once more only for what is
//! public.

use app::model::{CommentId, FilmId, PersonId, ReviewId};
use sqlx::FromRow;

use crate::store::{Conn, Error, engine::on_engine};

/// A review that was found.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct ReviewHit {
    pub(crate) kind: String,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) epigraph_text: Option<String>,
    pub(crate) body_source: String,
    pub(crate) rating_halves: Option<i32>,
    pub(crate) rating_out_of: Option<i32>,
    pub(crate) published_at: i64,
    pub(crate) byline: Option<String>,
}

/// A film that was found.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct FilmHit {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) original_title: Option<String>,
    pub(crate) year: Option<i32>,
    pub(crate) director: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) actors: Option<String>,
    pub(crate) review_count: i64,
}

/// Somebody who was found.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct PersonHit {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) films: Option<String>,
}

/// A comment that was found.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct CommentHit {
    pub(crate) name: String,
    pub(crate) body_source: String,
    pub(crate) posted_at: i64,
    pub(crate) title: String,
}

/// Finds what is shown of a published review or page.
pub(crate) async fn find_review_hit(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Option<ReviewHit>, Error> {
    const SQL: &str = "
        SELECT
            kind, slug, title, summary, epigraph_text, body_source, rating_halves, rating_out_of,
            published_at,
            (
                SELECT STRING_AGG(authors.name, ', ' ORDER BY review_authors.position)
                FROM review_authors
                JOIN authors ON authors.id = review_authors.author_id
                WHERE review_authors.review_id = reviews.id
            ) AS byline
        FROM reviews
        WHERE id = $1 AND published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_optional(c)
        .await)?)
}

/// Finds what is shown of a film of which there is a published review.
pub(crate) async fn find_film_hit(
    conn: &mut Conn<'_>,
    film: FilmId,
) -> Result<Option<FilmHit>, Error> {
    const SQL: &str = "
        SELECT slug, title, original_title, year, director, country, actors, review_count
        FROM (
            SELECT
                slug, title, original_title, year,
                (
                    SELECT STRING_AGG(people.name, ', ' ORDER BY credits.position)
                    FROM credits
                    JOIN people ON people.id = credits.person_id
                    WHERE credits.film_id = films.id AND credits.role = 'director'
                ) AS director,
                (
                    SELECT STRING_AGG(film_countries.name, ', ' ORDER BY film_countries.position)
                    FROM film_countries
                    WHERE film_countries.film_id = films.id
                ) AS country,
                (
                    SELECT STRING_AGG(people.name, ', ' ORDER BY credits.position)
                    FROM credits
                    JOIN people ON people.id = credits.person_id
                    WHERE credits.film_id = films.id AND credits.role = 'cast'
                ) AS actors,
                (
                    SELECT COUNT(*)
                    FROM reviews
                    WHERE film_id = films.id AND kind = 'review' AND published_at IS NOT NULL
                ) AS review_count
            FROM films
            WHERE id = $1
        ) AS found
        WHERE review_count > 0
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(film.0)
        .fetch_optional(c)
        .await)?)
}

/// Finds what is shown of somebody: the reviewed films they had a part in, the newest first.
pub(crate) async fn find_person_hit(
    conn: &mut Conn<'_>,
    person: PersonId,
) -> Result<Option<PersonHit>, Error> {
    const SQL: &str = "
        SELECT slug, name, films
        FROM (
            SELECT
                slug, name,
                (
                    SELECT STRING_AGG(films.title, ', ' ORDER BY films.year DESC, films.id)
                    FROM films
                    WHERE films.id IN (
                            SELECT credits.film_id FROM credits WHERE credits.person_id = people.id
                        )
                        AND EXISTS (
                            SELECT 1
                            FROM reviews
                            WHERE reviews.film_id = films.id
                                AND reviews.kind = 'review'
                                AND reviews.published_at IS NOT NULL
                        )
                ) AS films
            FROM people
            WHERE id = $1
        ) AS found
        WHERE films IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(person.0)
        .fetch_optional(c)
        .await)?)
}

/// Finds what is shown of a published comment under a published review.
pub(crate) async fn find_comment_hit(
    conn: &mut Conn<'_>,
    comment: CommentId,
) -> Result<Option<CommentHit>, Error> {
    const SQL: &str = "
        SELECT comments.name, comments.body_source, comments.posted_at, reviews.title
        FROM comments
        JOIN reviews ON reviews.id = comments.review_id
        WHERE comments.id = $1
            AND comments.state = 'published'
            AND comments.kind = 'comment'
            AND reviews.published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(comment.0)
        .fetch_optional(c)
        .await)?)
}

/// Lists the scales that published reviews are rated on, ascending.
pub(crate) async fn list_rating_scales(conn: &mut Conn<'_>) -> Result<Vec<i32>, Error> {
    const SQL: &str = "
        SELECT DISTINCT rating_out_of
        FROM reviews
        WHERE published_at IS NOT NULL AND rating_out_of IS NOT NULL
        ORDER BY rating_out_of
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .fetch_all(c)
        .await)?)
}
