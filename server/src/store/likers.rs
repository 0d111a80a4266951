//! Who likes a thing, as far as they have accounts.

use app::model::{CommentId, LikeTarget, Slug, VisitorId};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// What is liked, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct LikedRow {
    /// The thing's own number: a review's or a comment's.
    pub(crate) id: i64,
    pub(crate) review_id: i64,
    pub(crate) title: String,
    /// Who wrote the comment.
    pub(crate) writer: Option<String>,
    pub(crate) like_count: i64,
}

/// An account that likes a thing.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct LikerRow {
    pub(crate) visitor_id: i64,
    pub(crate) name: String,
    pub(crate) author_id: Option<i64>,
    /// The author's slug, where there is something of theirs to read.
    pub(crate) author_slug: Option<String>,
}

/// Finds a published review as something that is liked.
pub(crate) async fn find_review(
    conn: &mut Conn<'_>,
    slug: &Slug,
) -> Result<Option<LikedRow>, Error> {
    const SQL: &str = "
        SELECT id, id AS review_id, title, CAST(NULL AS TEXT) AS writer, like_count
        FROM reviews
        WHERE slug = $1 AND kind = 'review' AND published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(slug.as_str())
        .fetch_optional(c)
        .await)?)
}

/// Finds a comment that can be read as something that is liked.
pub(crate) async fn find_comment(
    conn: &mut Conn<'_>,
    comment: CommentId,
) -> Result<Option<LikedRow>, Error> {
    const SQL: &str = "
        SELECT
            comments.id, comments.review_id, reviews.title, comments.name AS writer,
            comments.like_count
        FROM comments
        JOIN reviews ON reviews.id = comments.review_id
        WHERE comments.id = $1
            AND comments.state = 'published'
            AND comments.kind = 'comment'
            AND reviews.kind = 'review'
            AND reviews.published_at IS NOT NULL
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(comment.0)
        .fetch_optional(c)
        .await)?)
}

/// Writes a query about the accounts that like a thing. One that is disabled is nobody's name.
macro_rules! likers {
    ($likes:literal, $target:literal, $what:expr, $rest:expr) => {
        concat!(
            "SELECT ",
            $what,
            " FROM ",
            $likes,
            " AS likes
            JOIN accounts ON accounts.visitor_id = likes.visitor_id
            LEFT JOIN authors ON authors.id = accounts.author_id
            WHERE likes.",
            $target,
            " = $1 AND accounts.disabled_at IS NULL ",
            $rest
        )
    };
}

/// Writes the query that lists them after a place, which is that of a visitor who likes the thing.
macro_rules! list {
    ($likes:literal, $target:literal) => {
        likers!(
            $likes,
            $target,
            "accounts.visitor_id,
            COALESCE(authors.name, accounts.name) AS name,
            accounts.author_id,
            CASE
                WHEN EXISTS (
                    SELECT 1
                    FROM review_authors
                    JOIN reviews ON reviews.id = review_authors.review_id
                    WHERE review_authors.author_id = accounts.author_id
                        AND reviews.kind = 'review'
                        AND reviews.published_at IS NOT NULL
                ) THEN authors.slug
            END AS author_slug",
            concat!(
                "AND (
                    NOT EXISTS (
                        SELECT 1 FROM ",
                $likes,
                " AS edge
                        WHERE edge.",
                $target,
                " = $1 AND edge.visitor_id = $2
                    )
                    OR (likes.created_at, likes.visitor_id) < (
                        SELECT edge.created_at, edge.visitor_id FROM ",
                $likes,
                " AS edge
                        WHERE edge.",
                $target,
                " = $1 AND edge.visitor_id = $2
                    )
                )
                ORDER BY likes.created_at DESC, likes.visitor_id DESC
                LIMIT $3"
            )
        )
    };
}

/// Lists the accounts that like a thing, who liked it last first: those that liked it before a
/// visitor, or from the last. A visitor who does not like it any more is no place in the list.
pub(crate) async fn list(
    conn: &mut Conn<'_>,
    target: LikeTarget,
    before: Option<VisitorId>,
    limit: i32,
) -> Result<Vec<LikerRow>, Error> {
    const REVIEW: &str = list!("review_likes", "review_id");
    const COMMENT: &str = list!("comment_likes", "comment_id");
    let (sql, id) = match target {
        LikeTarget::Review(id) => (REVIEW, id.0),
        LikeTarget::Comment(id) => (COMMENT, id.0),
    };
    Ok(on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(id)
        .bind(before.map(|visitor| visitor.0))
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Counts the accounts that like a thing.
pub(crate) async fn count(conn: &mut Conn<'_>, target: LikeTarget) -> Result<i64, Error> {
    const REVIEW: &str = likers!("review_likes", "review_id", "COUNT(*)", "");
    const COMMENT: &str = likers!("comment_likes", "comment_id", "COUNT(*)", "");
    let (sql, id) = match target {
        LikeTarget::Review(id) => (REVIEW, id.0),
        LikeTarget::Comment(id) => (COMMENT, id.0),
    };
    Ok(on_engine!(conn, |c| sqlx::query_scalar(sql)
        .bind(id)
        .fetch_one(c)
        .await)?)
}
