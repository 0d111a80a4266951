//! Pages of a thread, cut at the stored places of its roots.

use app::model::{CommentId, ReviewId, Sort};
use sqlx::FromRow;

use super::{Conn, Error, engine::on_engine};

/// A comment of a thread, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct CommentRow {
    pub(crate) id: i64,
    pub(crate) parent_id: Option<i64>,
    pub(crate) root_position: i32,
    pub(crate) state: String,
    pub(crate) name: String,
    pub(crate) website: Option<String>,
    pub(crate) by_author: bool,
    pub(crate) body_html: String,
    pub(crate) posted_at: i64,
    pub(crate) edited_at: Option<i64>,
    pub(crate) like_count: i64,
}

/// Another site's note that it links here, as its row has it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct MentionRow {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) website: Option<String>,
    pub(crate) posted_at: i64,
}

/// The roots whose places lie between $2 and $3, in the three orders.
macro_rules! roots {
    (oldest) => {
        "
        SELECT root_position
        FROM comments
        WHERE review_id = $1 AND parent_id IS NULL AND root_position BETWEEN $2 AND $3
        "
    };
    (newest) => {
        "
        SELECT root_position
        FROM (
            SELECT root_position, ROW_NUMBER() OVER (ORDER BY root_position DESC) AS place
            FROM comments
            WHERE review_id = $1
                AND parent_id IS NULL
                AND kind = 'comment'
                AND state IN ('published', 'removed')
        ) AS ranked
        WHERE place BETWEEN $2 AND $3
        "
    };
    (best) => {
        "
        SELECT root_position
        FROM (
            SELECT root_position, ROW_NUMBER() OVER (ORDER BY like_count DESC, id) AS place
            FROM comments
            WHERE review_id = $1
                AND parent_id IS NULL
                AND kind = 'comment'
                AND state IN ('published', 'removed')
        ) AS ranked
        WHERE place BETWEEN $2 AND $3
        "
    };
}

macro_rules! page {
    ($order:ident) => {
        concat!(
            "WITH roots AS (",
            roots!($order),
            "), shown AS (
                SELECT id
                FROM comments
                WHERE review_id = $1
                    AND root_position IN (SELECT root_position FROM roots)
                    AND kind = 'comment'
                    AND state IN ('published', 'removed')
                ORDER BY CASE WHEN parent_id IS NULL THEN 0 ELSE 1 END, id
                LIMIT $4
            )
            SELECT
                comments.id, comments.parent_id, comments.root_position, comments.state,
                comments.name, comments.website,
                review_authors.author_id IS NOT NULL AS by_author, comments.body_html,
                comments.posted_at, comments.edited_at, comments.like_count
            FROM comments
            JOIN shown ON shown.id = comments.id
            LEFT JOIN review_authors
                ON review_authors.review_id = comments.review_id
                AND review_authors.author_id = comments.author_id
            ORDER BY comments.id"
        )
    };
}

macro_rules! sizes {
    ($order:ident) => {
        concat!(
            "WITH roots AS (",
            roots!($order),
            ")
            SELECT root_position, COUNT(*)
            FROM comments
            WHERE review_id = $1
                AND root_position IN (SELECT root_position FROM roots)
                AND kind = 'comment'
                AND state IN ('published', 'removed')
            GROUP BY root_position"
        )
    };
}

/// Lists the comments of a page, by id: its roots first, then the oldest replies to them, up to
/// `limit`. `first` and `last` are the roots' places in the given order, from 1.
pub(crate) async fn list_page(
    conn: &mut Conn<'_>,
    review: ReviewId,
    sort: Sort,
    (first, last): (i32, i32),
    limit: i32,
) -> Result<Vec<CommentRow>, Error> {
    let sql = match sort {
        Sort::Oldest => page!(oldest),
        Sort::Newest => page!(newest),
        Sort::Best => page!(best),
    };
    Ok(on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(review.0)
        .bind(first)
        .bind(last)
        .bind(limit)
        .fetch_all(c)
        .await)?)
}

/// Counts the comments of each branch of a page, by the root's stored place.
pub(crate) async fn count_branches(
    conn: &mut Conn<'_>,
    review: ReviewId,
    sort: Sort,
    (first, last): (i32, i32),
) -> Result<Vec<(i32, i64)>, Error> {
    let sql = match sort {
        Sort::Oldest => sizes!(oldest),
        Sort::Newest => sizes!(newest),
        Sort::Best => sizes!(best),
    };
    Ok(on_engine!(conn, |c| sqlx::query_as(sql)
        .bind(review.0)
        .bind(first)
        .bind(last)
        .fetch_all(c)
        .await)?)
}

/// Lists all comments of a thread, by id.
pub(crate) async fn list_all(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Vec<CommentRow>, Error> {
    const SQL: &str = "
        SELECT
            comments.id, comments.parent_id, comments.root_position, comments.state, comments.name,
            comments.website, review_authors.author_id IS NOT NULL AS by_author,
            comments.body_html, comments.posted_at, comments.edited_at, comments.like_count
        FROM comments
        LEFT JOIN review_authors
            ON review_authors.review_id = comments.review_id
            AND review_authors.author_id = comments.author_id
        WHERE comments.review_id = $1
            AND comments.kind = 'comment'
            AND comments.state IN ('published', 'removed')
        ORDER BY comments.id
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?)
}

/// Finds one comment of a thread, as it is listed there.
pub(crate) async fn find(
    conn: &mut Conn<'_>,
    comment: CommentId,
) -> Result<Option<CommentRow>, Error> {
    const SQL: &str = "
        SELECT
            comments.id, comments.parent_id, comments.root_position, comments.state, comments.name,
            comments.website, review_authors.author_id IS NOT NULL AS by_author,
            comments.body_html, comments.posted_at, comments.edited_at, comments.like_count
        FROM comments
        LEFT JOIN review_authors
            ON review_authors.review_id = comments.review_id
            AND review_authors.author_id = comments.author_id
        WHERE comments.id = $1
            AND comments.kind = 'comment'
            AND comments.state IN ('published', 'removed')
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(comment.0)
        .fetch_optional(c)
        .await)?)
}

/// Counts the roots that can be seen.
pub(crate) async fn count_roots(conn: &mut Conn<'_>, review: ReviewId) -> Result<i64, Error> {
    const SQL: &str = "
        SELECT COUNT(*)
        FROM comments
        WHERE review_id = $1
            AND parent_id IS NULL
            AND kind = 'comment'
            AND state IN ('published', 'removed')
    ";
    Ok(on_engine!(conn, |c| sqlx::query_scalar(SQL)
        .bind(review.0)
        .fetch_one(c)
        .await)?)
}

/// Counts the replies that a page of roots shows before one, and the roots it shows.
pub(crate) async fn count_before(
    conn: &mut Conn<'_>,
    review: ReviewId,
    (first, last): (i32, i32),
    comment: CommentId,
) -> Result<(i64, i64), Error> {
    const SQL: &str = "
        SELECT
            COUNT(*) FILTER (WHERE parent_id IS NOT NULL AND id < $4),
            COUNT(*) FILTER (WHERE parent_id IS NULL)
        FROM comments
        WHERE review_id = $1
            AND root_position BETWEEN $2 AND $3
            AND kind = 'comment'
            AND state IN ('published', 'removed')
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .bind(first)
        .bind(last)
        .bind(comment.0)
        .fetch_one(c)
        .await)?)
}

/// Lists the sites that say they link to a review, oldest first.
pub(crate) async fn list_mentions(
    conn: &mut Conn<'_>,
    review: ReviewId,
) -> Result<Vec<MentionRow>, Error> {
    const SQL: &str = "
        SELECT id, name, website, posted_at
        FROM comments
        WHERE review_id = $1 AND root_position = 0 AND kind <> 'comment' AND state = 'published'
        ORDER BY posted_at, id
    ";
    Ok(on_engine!(conn, |c| sqlx::query_as(SQL)
        .bind(review.0)
        .fetch_all(c)
        .await)?)
}
