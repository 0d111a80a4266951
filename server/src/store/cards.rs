//! Lists of reviews and of the latest comments.

use app::model::{ReviewId, Timestamp};
use sqlx::FromRow;

use super::{
    Conn, Error,
    engine::on_engine,
    reviews::StillRow,
    scope::{Scope, in_scope},
};

/// A review in a list, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct CardRow {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) rating_halves: Option<i32>,
    pub(crate) rating_out_of: Option<i32>,
    pub(crate) director: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) year: Option<i32>,
    pub(crate) byline: Option<String>,
    pub(crate) published_at: i64,
    pub(crate) comment_count: i64,
    #[sqlx(flatten)]
    pub(crate) still: StillRow,
}

/// A comment quoted on the front page, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct LatestRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) body_source: String,
    pub(crate) posted_at: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
}

/// The beginning of every query for cards, which ends after a condition.
macro_rules! cards {
    () => {
        "
        SELECT
            reviews.id, reviews.slug, reviews.title,
            CASE WHEN reviews.summary = '' THEN reviews.excerpt ELSE reviews.summary END AS summary,
            reviews.rating_halves, reviews.rating_out_of,
            (
                SELECT people.name
                FROM credits
                JOIN people ON people.id = credits.person_id
                WHERE credits.film_id = reviews.film_id AND credits.role = 'director'
                ORDER BY credits.position
                LIMIT 1
            ) AS director,
            (
                SELECT film_countries.name
                FROM film_countries
                WHERE film_countries.film_id = reviews.film_id
                ORDER BY film_countries.position
                LIMIT 1
            ) AS country,
            films.year,
            (
                SELECT STRING_AGG(authors.name, ', ' ORDER BY review_authors.position)
                FROM review_authors
                JOIN authors ON authors.id = review_authors.author_id
                WHERE review_authors.review_id = reviews.id
            ) AS byline,
            reviews.published_at, reviews.comment_count, reviews.still_alt, reviews.still_credit,
            media.hash AS still_hash, media.extension AS still_extension,
            media.width AS still_width, media.height AS still_height, media.widths AS still_widths
        FROM reviews
        LEFT JOIN films ON films.id = reviews.film_id
        LEFT JOIN media ON media.id = reviews.still_media_id
        WHERE reviews.kind = 'review'
            AND reviews.published_at IS NOT NULL
        "
    };
}
pub(crate) use cards;

/// Lists published reviews, newest first: those older than one, or from the newest.
pub(crate) async fn list_published(
    conn: &mut Conn<'_>,
    before: Option<ReviewId>,
    limit: i32,
) -> Result<Vec<CardRow>, Error> {
    list_in_scope(conn, Scope::All, before, limit).await
}

/// Lists the published reviews of a scope, newest first: those older than one, or from the newest.
pub(crate) async fn list_in_scope(
    conn: &mut Conn<'_>,
    scope: Scope,
    before: Option<ReviewId>,
    limit: i32,
) -> Result<Vec<CardRow>, Error> {
    let sql: &'static str = in_scope!(
        scope,
        cards,
        "
        AND (
            CAST($3 AS BIGINT) IS NULL
            OR (reviews.published_at, reviews.id)
                < (SELECT edge.published_at, edge.id FROM reviews AS edge WHERE edge.id = $3)
        )
        ORDER BY reviews.published_at DESC, reviews.id DESC
        LIMIT $4
        "
    );
    Ok(on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(scope.id())
        .bind(scope.end())
        .bind(before.map(|review| review.0))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Counts the published reviews of a scope.
pub(crate) async fn count_in_scope(conn: &mut Conn<'_>, scope: Scope) -> Result<i64, Error> {
    macro_rules! count {
        () => {
            "
            SELECT COUNT(*)
            FROM reviews
            WHERE reviews.kind = 'review' AND reviews.published_at IS NOT NULL
            "
        };
    }
    let sql: &'static str = in_scope!(scope, count, "");
    Ok(on_engine!(conn, |c| sqlx::query_scalar(sql)
        .bind(scope.id())
        .bind(scope.end())
        .fetch_one(c)
        .await)?)
}

/// Lists the published reviews with the most comments since a time: slug, title, how many.
pub(crate) async fn list_discussed_since(
    conn: &mut Conn<'_>,
    since: Timestamp,
    limit: i32,
) -> Result<Vec<(String, String, i64)>, Error> {
    // Grouped by what is in no index, or SQLite goes through all comments there are in its order.
    const SQL: &str = "
        SELECT reviews.slug, reviews.title, recent.number
        FROM (
            SELECT review_id + 0 AS review, COUNT(*) AS number
            FROM comments
            WHERE state = 'published' AND kind = 'comment' AND posted_at >= $1
            GROUP BY review_id + 0
        ) AS recent
        JOIN reviews ON reviews.id = recent.review
        WHERE reviews.kind = 'review' AND reviews.published_at IS NOT NULL
        ORDER BY recent.number DESC, reviews.published_at DESC, reviews.id DESC
        LIMIT $2
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(since.0)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Lists the published reviews with the most comments of all time: slug, title, how many.
pub(crate) async fn list_discussed(
    conn: &mut Conn<'_>,
    limit: i32,
) -> Result<Vec<(String, String, i64)>, Error> {
    const SQL: &str = "
        SELECT slug, title, comment_count
        FROM reviews
        WHERE kind = 'review' AND published_at IS NOT NULL AND comment_count > 0
        ORDER BY comment_count DESC, id DESC
        LIMIT $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Lists the latest comments of all published reviews, newest first.
pub(crate) async fn list_latest_comments(
    conn: &mut Conn<'_>,
    limit: i32,
) -> Result<Vec<LatestRow>, Error> {
    // A cross join keeps SQLite from going through all reviews.
    const SQL: &str = "
        SELECT
            comments.id, comments.name, comments.body_source, comments.posted_at, reviews.slug,
            reviews.title
        FROM comments
        CROSS JOIN reviews
        WHERE reviews.id = comments.review_id
            AND comments.state = 'published'
            AND comments.kind = 'comment'
            AND reviews.kind = 'review'
            AND reviews.published_at IS NOT NULL
        ORDER BY comments.posted_at DESC, comments.id DESC
        LIMIT $1
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}
