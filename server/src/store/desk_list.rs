//! The desk's list, and what is known of what is being typed.

use app::model::{AuthorId, DeskOrder, Stage};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A review in the desk's list, as its row has it.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct DeskListRow {
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) stage: String,
    pub(crate) film_title: Option<String>,
    pub(crate) film_year: Option<i32>,
    pub(crate) byline: Option<String>,
    pub(crate) rating_halves: Option<i32>,
    pub(crate) rating_out_of: Option<i32>,
    pub(crate) changed_at: i64,
    pub(crate) dated_at: Option<i64>,
    pub(crate) has_changes: bool,
    pub(crate) has_password: bool,
    pub(crate) like_count: i64,
    pub(crate) comment_count: i64,
}

/// What of the list is read.
#[derive(Clone, Debug)]
pub(crate) struct DeskListQuery {
    /// `review` or `page`.
    pub(crate) kind: &'static str,
    /// Whose reviews; none for everybody's.
    pub(crate) author: Option<AuthorId>,
    /// Where they stand; none for everywhere but the trash.
    pub(crate) stage: Option<Stage>,
    /// What is looked for, in small letters; empty for everything.
    pub(crate) words: String,
    /// How they are ordered.
    pub(crate) order: DeskOrder,
    /// How many are read.
    pub(crate) limit: i64,
}

/// Lists reviews for the desk.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    query: &DeskListQuery,
) -> Result<Vec<DeskListRow>, Error> {
    const SQL: &str = "
        WITH desk AS (
            SELECT
                reviews.id, reviews.slug, COALESCE(drafts.title, reviews.title) AS title,
                CASE
                    WHEN reviews.trashed_at IS NOT NULL THEN 'trashed'
                    WHEN reviews.published_at IS NOT NULL OR reviews.locked_at IS NOT NULL
                        THEN 'published'
                    WHEN reviews.publish_at IS NOT NULL THEN 'scheduled'
                    WHEN reviews.unpublished_at IS NOT NULL THEN 'unpublished'
                    ELSE 'draft'
                END AS stage,
                films.title AS film_title, films.year AS film_year,
                (
                    SELECT authors.name
                    FROM review_authors
                    JOIN authors ON authors.id = review_authors.author_id
                    WHERE review_authors.review_id = reviews.id
                    ORDER BY review_authors.position
                    LIMIT 1
                ) AS byline,
                reviews.rating_halves, reviews.rating_out_of,
                COALESCE(drafts.saved_at, reviews.updated_at) AS changed_at,
                COALESCE(
                    reviews.trashed_at, reviews.published_at, reviews.locked_at,
                    reviews.publish_at, reviews.unpublished_at
                ) AS dated_at,
                COALESCE(drafts.has_changes, FALSE) AS has_changes,
                reviews.access_hash IS NOT NULL AS has_password,
                reviews.like_count, reviews.comment_count
            FROM reviews
            LEFT JOIN drafts ON drafts.review_id = reviews.id
            LEFT JOIN films ON films.id = reviews.film_id
            WHERE reviews.kind = $7
                AND (
                    CAST($1 AS BIGINT) IS NULL
                    OR EXISTS (
                        SELECT 1 FROM review_authors
                        WHERE review_authors.review_id = reviews.id
                            AND review_authors.author_id = $1
                    )
                )
        )
        SELECT
            id, slug, title, stage, film_title, film_year, byline, rating_halves, rating_out_of,
            changed_at, dated_at, has_changes, has_password, like_count, comment_count
        FROM desk
        WHERE CASE WHEN $2 = '' THEN stage <> 'trashed' ELSE stage = $2 END
            AND (
                $3 = ''
                OR LOWER(title) LIKE $3 ESCAPE '!'
                OR LOWER(COALESCE(film_title, '')) LIKE $3 ESCAPE '!'
                OR slug LIKE $4
            )
        ORDER BY
            CASE WHEN $5 = 'title' THEN LOWER(title) ELSE '' END,
            CASE
                WHEN $5 = 'published' THEN -COALESCE(dated_at, 0)
                WHEN $5 = 'likes' THEN -like_count
                WHEN $5 = 'comments' THEN -comment_count
                WHEN $5 = 'changed' THEN -changed_at
                ELSE 0
            END,
            id DESC
        LIMIT $6
    ";
    let words = match query.words.as_str() {
        "" => String::new(),
        words => format!("%{}%", plain(words)),
    };
    // Letters of other alphabets are found by their Latin form, whichever case they are in.
    let slug = if query.words.chars().any(char::is_alphanumeric) {
        format!("%{}%", app::model::Slug::from_title(&query.words))
    } else {
        String::new()
    };
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(query.author.map(|author| author.0))
        .bind(query.stage.map_or("", Stage::key))
        .bind(&words)
        .bind(&slug)
        .bind(query.order.key())
        .bind(query.limit)
        .bind(query.kind)
        .fetch_all(c)
        .await)?)
}

/// Lets what means something in a pattern mean itself.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            plain.push('!');
        }
        plain.push(c);
    }
    plain
}

/// Counts the reviews at each stage.
pub(crate) async fn count_stages(
    conn: &mut Conn<'_>,
    kind: &str,
    author: Option<AuthorId>,
) -> Result<Vec<(String, i64)>, Error> {
    const SQL: &str = "
        SELECT stage, COUNT(*)
        FROM (
            SELECT
                CASE
                    WHEN trashed_at IS NOT NULL THEN 'trashed'
                    WHEN published_at IS NOT NULL OR locked_at IS NOT NULL THEN 'published'
                    WHEN publish_at IS NOT NULL THEN 'scheduled'
                    WHEN unpublished_at IS NOT NULL THEN 'unpublished'
                    ELSE 'draft'
                END AS stage
            FROM reviews
            WHERE kind = $2
                AND (
                    CAST($1 AS BIGINT) IS NULL
                    OR EXISTS (
                        SELECT 1 FROM review_authors
                        WHERE review_authors.review_id = reviews.id
                            AND review_authors.author_id = $1
                    )
                )
        ) AS stages
        GROUP BY stage
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(author.map(|author| author.0))
        .bind(kind)
        .fetch_all(c)
        .await)?)
}

/// What is known by the beginning of a name: slug, name, and what tells it apart.
pub(crate) type HintRow = (String, String, Option<String>);

/// Lists at most ten things of a kind, `films`, `people`, `tags` or `reviews`, one word of whose slug
/// begins with a text; those that begin with it themselves come first.
pub(crate) async fn list_hints(
    conn: &mut Conn<'_>,
    of: &str,
    typed: &str,
) -> Result<Vec<HintRow>, Error> {
    const FILMS: &str = "
        SELECT slug, title, CAST(year AS TEXT)
        FROM films
        WHERE slug LIKE $1 OR slug LIKE $2
        ORDER BY CASE WHEN slug LIKE $1 THEN 0 ELSE 1 END, slug
        LIMIT 10
    ";
    const PEOPLE: &str = "
        SELECT slug, name, CAST(NULL AS TEXT)
        FROM people
        WHERE slug LIKE $1 OR slug LIKE $2
        ORDER BY CASE WHEN slug LIKE $1 THEN 0 ELSE 1 END, slug
        LIMIT 10
    ";
    const TAGS: &str = "
        SELECT slug, name, CAST(NULL AS TEXT)
        FROM tags
        WHERE slug LIKE $1 OR slug LIKE $2
        ORDER BY CASE WHEN slug LIKE $1 THEN 0 ELSE 1 END, slug
        LIMIT 10
    ";
    const REVIEWS: &str = "
        SELECT slug, title, summary
        FROM reviews
        WHERE kind = 'review' AND published_at IS NOT NULL AND (slug LIKE $1 OR slug LIKE $2)
        ORDER BY CASE WHEN slug LIKE $1 THEN 0 ELSE 1 END, slug
        LIMIT 10
    ";
    let sql = match of {
        "films" => FILMS,
        "people" => PEOPLE,
        "tags" => TAGS,
        _ => REVIEWS,
    };
    // A slug has no character that means something in a pattern.
    let slug = app::model::Slug::from_title(typed);
    Ok(on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(format!("{slug}%"))
        .bind(format!("%-{slug}%"))
        .fetch_all(c)
        .await)?)
}

/// Lists the films made last, at most 300, with their years.
pub(crate) async fn list_films(conn: &mut Conn<'_>) -> Result<Vec<HintRow>, Error> {
    const SQL: &str = "
        SELECT slug, title, CAST(year AS TEXT)
        FROM films
        ORDER BY id DESC
        LIMIT 300
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .fetch_all(c)
        .await)?)
}
